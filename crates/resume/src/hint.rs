//! Hints about texts that are probably mistyped. They block nothing: a resume may hold any text.

/// What is probably wrong with the text of a field, by the field's name in the table: a sentence. `None` for what looks right, for
/// an empty text, and for fields that may hold anything.
///
/// ```
/// assert_eq!(resume::format_hint("email", "ada@example.org"), None);
/// assert!(resume::format_hint("email", "ada@example").is_some());
/// assert!(resume::format_hint("name", "ada@example").is_none());
/// ```
pub fn format_hint(member: &str, text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    match member {
        "email" if !is_email(text) => Some("This doesn't look like an email address."),
        "url" | "link" if !is_url(text) => {
            Some("This doesn't look like a URL, such as https://example.org.")
        }
        "from" | "valid" | "duration" if !is_date(text) => Some("There is no such date."),
        _ => None,
    }
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    !name.is_empty() && is_host(host) && !text.contains(char::is_whitespace)
}

fn is_url(text: &str) -> bool {
    let rest = match text.split_once("://") {
        Some((scheme, rest))
            if ["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) =>
        {
            rest
        }
        Some(_) => return false,
        // As people write it.
        None => match text.split_once(':') {
            Some(("mailto", address)) => return is_email(address),
            _ => text,
        },
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let host = rest.get(..end).unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    is_host(host) && !text.contains(char::is_whitespace)
}

/// Names with dots between.
fn is_host(host: &str) -> bool {
    host.contains('.') && !host.starts_with('.') && !host.ends_with('.') && !host.contains("..")
}

/// Whether every year, month and day in the text that is written in digits exists: `2019-02`, `2019-02-28`. Other text is fine.
fn is_date(text: &str) -> bool {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    words.filter(|word| !word.is_empty()).all(|word| {
        let parts: Vec<&str> = word.split('-').collect();
        let number = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
        match parts.as_slice() {
            [year, month] if year.len() == 4 && month.len() == 2 => {
                // `2019-21` is a span of years to some.
                (1..=12).contains(&number(month)) || number(month) > number(&year[2..])
            }
            [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
                (1..=12).contains(&number(month))
                    && (1..=days(number(year), number(month))).contains(&number(day))
            }
            _ => true,
        }
    })
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_right_has_no_hint() {
        for (member, text) in [
            ("email", "ada.lovelace+cv@mail.example.org"),
            ("email", " ada@example.org "),
            ("email", ""),
            ("url", "https://example.org"),
            ("url", "HTTP://example.org:8080/a?b#c"),
            ("url", "github.example/ada"),
            ("link", "mailto:ada@example.org"),
            ("from", "2019-02"),
            ("valid", "2024-02-29"),
            ("duration", "2015-03 to 2019-12"),
            ("duration", "March 2015 – today"),
            ("duration", "2015-19"),
            ("from", "2019"),
            ("name", "not@an@address"),
        ] {
            assert_eq!(format_hint(member, text), None, "{member}: {text}");
        }
    }

    #[test]
    fn what_looks_wrong_has_one() {
        for (member, text) in [
            ("email", "not an email"),
            ("email", "ada@"),
            ("email", "@example.org"),
            ("email", "ada@example"),
            ("url", "javascript:alert(1)"),
            ("url", "https://"),
            ("url", "https://exa mple.org"),
            ("url", "ftp://example.org"),
            ("link", "somewhere"),
            ("from", "2019-13"),
            ("valid", "2023-02-29"),
            ("duration", "2015-00 to 2019-12"),
        ] {
            assert!(format_hint(member, text).is_some(), "{member}: {text}");
        }
    }
}
