//! Pretty-printed JSON: every member on its own line, indented, except an object that is
//! no more than one member with a plain value, as an attribute value is (`{"S": "Ada"}`). Strings,
//! numbers and their escapes stay verbatim.

/// `json` with other white space; `None` if it is too broken.
pub(crate) fn indented(json: &str) -> Option<String> {
    let mut text = String::with_capacity(json.len() * 2);
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    // The last written character that is not white space, for empty lists and objects.
    let mut last = ' ';
    // Whether this is inside an object that stays on its line.
    let mut inline = false;
    for (at, c) in json.char_indices() {
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
                if !matches!(last, '{' | '[') && !inline {
                    new_line(&mut text, depth);
                }
                inline = false;
                text.push(c);
            }
            _ => {
                if matches!(last, '{' | '[') && !inline {
                    new_line(&mut text, depth);
                }
                text.push(c);
                match c {
                    '"' => in_string = true,
                    '{' | '[' => {
                        depth += 1;
                        inline = c == '{' && json.get(at + 1..).is_some_and(is_one_plain_member);
                    }
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

/// Whether the text after a `{` has its `}` before any other bracket and any comma. Each text is visited once
/// more at most: the search ends at the next bracket.
fn is_one_plain_member(behind: &str) -> bool {
    let mut in_string = false;
    let mut escaped = false;
    for c in behind.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '}' => return true,
            '{' | '[' | ']' | ',' => return false,
            _ => {}
        }
    }
    false
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
                "{\n  \"a\": [\n    1,\n    {\"b\": \"x, {\\\"y\\u00fc\\/\"}\n  ],\n  \"c\": [],\n  \"d\": {},\n  \"e\": 1.50\n}"
            )
        );
    }

    #[test]
    fn is_what_serde_json_makes_but_for_objects_of_one_plain_member() {
        let sample = resume::Resume::sample();
        let text = indented(&sample.to_json()).unwrap();
        assert!(text.contains("{\"para\": \""), "{text}");
        let spread = text.lines().flat_map(|line| match line.trim_start() {
            inner if inner.starts_with("{\"") => {
                let blanks = &line[..line.len() - inner.len()];
                let (member, end) = inner[1..].rsplit_once('}').unwrap();
                vec![
                    format!("{blanks}{{"),
                    format!("{blanks}  {member}"),
                    format!("{blanks}}}{end}"),
                ]
            }
            _ => vec![line.to_owned()],
        });
        let spread: Vec<String> = spread.collect();
        assert_eq!(spread.join("\n"), sample.to_json_pretty());
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
