//! Which texts are addresses.

/// The address that a text stands for, as the target of a link; `None` for any other text, also for an address of another
/// scheme, such as `javascript:`.
pub(crate) fn target(text: &str) -> Option<String> {
    if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return phone(text);
    }
    if is_web(text) || scheme(text, "mailto:").is_some_and(is_mail) {
        return Some(text.to_owned());
    }
    if is_mail(text) {
        return Some(["mailto:", text].concat());
    }
    // As people write it: `github.com/ada`.
    let host = text.split('/').next().unwrap_or_default();
    if is_host(host) && (text.len() > host.len() || host.starts_with("www.")) {
        return Some(["https://", text].concat());
    }
    phone(scheme(text, "tel:").unwrap_or(text))
}

/// Whether a text is an address of the web, with its scheme.
pub(crate) fn is_web(text: &str) -> bool {
    let rest = scheme(text, "https://").or_else(|| scheme(text, "http://"));
    rest.is_some_and(|rest| rest.starts_with(is_letter))
}

/// An address as it is printed: without what goes without saying.
pub(crate) fn short(text: &str) -> &str {
    let text = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .find_map(|name| scheme(text, name))
        .unwrap_or(text);
    let text = text.strip_prefix("www.").unwrap_or(text);
    text.strip_suffix('/').unwrap_or(text)
}

/// The text after a scheme.
fn scheme<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (start, rest) = text.split_at_checked(name.len())?;
    start.eq_ignore_ascii_case(name).then_some(rest)
}

/// `name@host`, without what has a meaning in the address of a link.
fn is_mail(text: &str) -> bool {
    let is_name = |c: char| is_letter(c) || matches!(c, '.' | '_' | '+' | '-' | '\'');
    match text.split_once('@') {
        Some((name, host)) => !name.is_empty() && name.chars().all(is_name) && is_host(host),
        None => false,
    }
}

/// `example.org`: labels of letters, the last one of two letters at least.
fn is_host(text: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| is_letter(c) || c == '-');
    match text.rsplit_once('.') {
        Some((labels, last)) => {
            labels.split('.').all(is_label)
                && last.len() >= 2
                && last.chars().all(|c| is_letter(c) && !c.is_ascii_digit())
        }
        None => false,
    }
}

/// A letter or a digit, also of a host that is not written in ASCII.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c > '\u{bf}'
}

/// `+46 31 123 45 67`: the sign, and seven digits at least.
fn phone(text: &str) -> Option<String> {
    let mut number = String::from("tel:+");
    for c in text.strip_prefix('+')?.chars() {
        match c {
            '0'..='9' => number.push(c),
            ' ' | '\u{a0}' | '-' | '(' | ')' | '.' | '/' => {}
            _ => return None,
        }
    }
    (number.len() >= "tel:+".len() + 7).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_target_and_other_texts_have_none() {
        for (text, expected) in [
            ("https://example.org/a?b=c&d", "https://example.org/a?b=c&d"),
            ("HTTP://example.org", "HTTP://example.org"),
            ("https://例え.jp/ページ", "https://例え.jp/ページ"),
            ("github.com/ada", "https://github.com/ada"),
            ("www.example.org", "https://www.example.org"),
            ("ada@example.org", "mailto:ada@example.org"),
            ("mailto:ada@example.org", "mailto:ada@example.org"),
            (
                "o'hara+cv@mail.example.org",
                "mailto:o'hara+cv@mail.example.org",
            ),
            ("+46 (31) 123-45 67", "tel:+46311234567"),
            ("tel:+46311234567", "tel:+46311234567"),
        ] {
            assert_eq!(target(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "javascript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "JavaScript://example.org/%0Aalert(1)",
            "data:text/html,<script>",
            "vbscript:x",
            "file:///etc/passwd",
            "https://",
            "https:///x",
            "https://exa mple.org",
            "//example.org/x",
            "ada@example",
            "@ada@example.org",
            "ada@example.org?bcc=eve@example.org",
            "mailto:ada@example.org?bcc=eve@example.org",
            "Node.js",
            "a.b/c",
            "1.5/2",
            "+46 31",
            "031 123 45 67",
        ] {
            assert_eq!(target(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_are_short_in_print() {
        for (text, expected) in [
            ("https://www.example.org/", "example.org"),
            ("HTTPS://example.org/a/", "example.org/a"),
            ("mailto:ada@example.org", "ada@example.org"),
            ("GitHub", "GitHub"),
        ] {
            assert_eq!(short(text), expected);
        }
    }
}
