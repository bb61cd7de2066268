//! Quoting for a POSIX shell: a command on the page may contain pasted text.

/// A text as one argument, in quotes unless each of its characters means only itself.
#[must_use]
pub fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_one_argument() {
        assert_eq!(quoted("prod_1-a/b:c"), "prod_1-a/b:c");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("$(id) 'x' \"y\""), "'$(id) '\\''x'\\'' \"y\"'");
    }
}
