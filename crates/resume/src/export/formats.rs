//! The formats of texts that JSON Resume's schema names: `email` and `uri`. Stricter than the standards: a text that is
//! rejected here is written elsewhere, so that no validator finds fault with an export.

/// Whether the text is a URI (RFC 3986) with a scheme.
pub(super) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else {
        return false;
    };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let rest_is_valid = match rest.strip_prefix("//") {
        Some(rest) => {
            let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
            let (authority, path) = rest.split_at(end);
            is_authority(authority) && is_path(path)
        }
        None => !rest.is_empty() && is_path(rest),
    };
    is_scheme && rest_is_valid
}

fn is_authority(authority: &str) -> bool {
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let is_host = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    !host.is_empty()
        && host.chars().all(is_host)
        && port.len() <= 5
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// A path with a query and a fragment.
fn is_path(text: &str) -> bool {
    let mut fragments = 0;
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let is_valid = match byte {
            b'%' => {
                let mut is_hex = || bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit());
                is_hex() && is_hex()
            }
            b'#' => {
                fragments += 1;
                fragments == 1
            }
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if !is_valid {
            return false;
        }
    }
    true
}

/// Whether the text is a mail address of the usual form (RFC 5321): no comments, no quotes, ASCII alone.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let is_atom = |atom: &str| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte))
    };
    let is_label = |label: &str| {
        let ends = |label: &str| label.starts_with('-') || label.ends_with('-');
        (1..=63).contains(&label.len())
            && !ends(label)
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    local.len() <= 64
        && local.split('.').all(is_atom)
        && domain.len() <= 253
        && domain.contains('.')
        && domain.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris() {
        for uri in [
            "https://a.example/b?c=d#e",
            "mailto:a@b.example",
            "http://a.example:8080",
            "urn:x",
            "https://a/%C3%A9",
        ] {
            assert!(is_uri(uri), "{uri}");
        }
        for text in [
            "",
            "a.example",
            "https://",
            "https://é.example",
            "https://a b",
            ":x",
            "a:",
            "https://a/%G0",
            "x:#a#b",
            "1a:b",
            "https://a:b",
            "https://a/%4",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }

    #[test]
    fn emails() {
        for email in ["a@b.example", "a.b+c@d-e.example"] {
            assert!(is_email(email), "{email}");
        }
        for text in [
            "",
            "a",
            "@b.example",
            "a@",
            "a@b",
            "a@b..example",
            ".a@b.example",
            "a@-b.example",
            "a b@c.example",
            "é@b.example",
            "a@b@c.example",
        ] {
            assert!(!is_email(text), "{text}");
        }
    }
}
