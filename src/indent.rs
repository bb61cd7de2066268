//! JSON set out for reading: every member on a line of its own, indented. Strings, numbers and
//! their escapes stay to the letter.

/// `json` with other white space; `None` where it is too broken for that.
pub(crate) fn indented(json: &str) -> Option<String> {
    let mut text = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    // The last character written that is no white space, for empty lists and objects.
    let mut last = ' ';
    for c in json.chars() {
        if in_string {
            text.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            last = c;
            continue;
        }
        match c {
            c if c.is_ascii_whitespace() => continue,
            '}' | ']' => {
                depth = depth.checked_sub(1)?;
                if !matches!(last, '{' | '[') {
                    new_line(&mut text, depth);
                }
                text.push(c);
            }
            _ => {
                if matches!(last, '{' | '[') {
                    new_line(&mut text, depth);
                }
                text.push(c);
                match c {
                    '"' => in_string = true,
                    '{' | '[' => depth += 1,
                    ',' => new_line(&mut text, depth),
                    ':' => text.push(' '),
                    _ => {}
                }
            }
        }
        last = c;
    }
    (depth == 0 && !in_string).then_some(text)
}

/// Deeper than this a line is not indented any further.
const DEEPEST: usize = 40;

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    for _ in 0..depth.min(DEEPEST) {
        text.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_out_what_a_template_made() {
        let json =
            "{\"a\":\n [1, {\"b\": \"x, {\\\"y\\u00fc\\/\"}],\n\"c\": [],\"d\":{ },\"e\":1.50}\n";
        assert_eq!(
            indented(json).as_deref(),
            Some(
                "{\n  \"a\": [\n    1,\n    {\n      \"b\": \"x, {\\\"y\\u00fc\\/\"\n    }\n  ],\n  \"c\": [],\n  \"d\": {},\n  \"e\": 1.50\n}"
            )
        );
    }

    #[test]
    fn agrees_with_serde_json() {
        let sample = resume::Resume::sample();
        assert_eq!(indented(&sample.to_json()), Some(sample.to_json_pretty()));
    }

    #[test]
    fn leaves_what_is_broken() {
        for broken in ["}", "{", "[1", "\"open", "{\"a\": \"b}"] {
            assert_eq!(indented(broken), None, "{broken}");
        }
        assert_eq!(indented("").as_deref(), Some(""));
        assert!(indented(&"[".repeat(100_000)).is_none());
    }
}
