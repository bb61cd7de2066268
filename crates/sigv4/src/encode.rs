//! Paths and query strings in their canonical form.

/// Percent-encoding of all bytes but the unreserved characters (RFC 3986, 2.3).
fn encode(text: &str, also_plain: &[u8], out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || also_plain.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

/// A path without `.`, `..` and repeated slashes, percent-encoded once more than it is sent.
pub(crate) fn canonical_path(path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    let mut canonical = "/".to_owned();
    encode(&segments.join("/"), b"/", &mut canonical);
    let last = path.rsplit('/').next();
    if !segments.is_empty() && matches!(last, Some("" | "." | "..")) {
        canonical.push('/');
    }
    canonical
}

/// The parameters, encoded and sorted by name, then by value.
pub(crate) fn canonical_query(query: &[(String, String)]) -> String {
    let encoded = |text: &str| {
        let mut out = String::new();
        encode(text, b"", &mut out);
        out
    };
    let mut pairs: Vec<(String, String)> = query
        .iter()
        .map(|(name, value)| (encoded(name), encoded(value)))
        .collect();
    pairs.sort();
    let pairs: Vec<String> = pairs
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths() {
        for (path, canonical) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/prod/", "/prod/"),
            ("/a/./b/../c", "/a/c"),
            ("/example/..", "/"),
            ("//example//", "/example/"),
            ("/%C3%A9", "/%25C3%25A9"),
            ("/_aws/x~y", "/_aws/x~y"),
        ] {
            assert_eq!(canonical_path(path), canonical, "{path}");
        }
    }

    #[test]
    fn queries() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let query = [
            pair("b", "2 +é"),
            pair("a", "z"),
            pair("a", ""),
            pair("A", "&="),
            pair("a-", "1"),
        ];
        assert_eq!(
            canonical_query(&query),
            "A=%26%3D&a=&a=z&a-=1&b=2%20%2B%C3%A9"
        );
        assert_eq!(canonical_query(&[]), "");
    }
}
