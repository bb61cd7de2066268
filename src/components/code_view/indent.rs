//! Pretty-printed JSON: every member on its own line, indented, except an object that is
//! no more than one member with a plain value, as an attribute value is (`{"S": "Ada"}`). Strings,
//! numbers and their escapes stay verbatim.

use serde_json::value::RawValue;

/// `json` with other white space; `None` for what is not JSON.
pub(crate) fn indented(json: &str) -> Option<String> {
    serde_json::from_str::<&RawValue>(json).ok()?;
    let (text, is_whole) = indented_up_to(json, json.len())?;
    is_whole.then_some(text)
}

/// The line, from 1, of the indented text in which the character at `line` and `column` of `json` is, both from 1.
pub(crate) fn line_when_indented(json: &str, line: usize, column: usize) -> usize {
    let mut lines = json.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = json.get(before..).unwrap_or_default();
    let at = rest.char_indices().nth(column.saturating_sub(1));
    let end = before + at.map_or(rest.len(), |(at, c)| at + c.len_utf8());
    let text = indented_up_to(json, end).map_or_else(String::new, |(text, _)| text);
    // After a comma, the text goes on in the next line; the comma is in this one.
    text.trim_end().matches('\n').count() + 1
}

/// The indented text of the first `end` bytes, and whether every bracket and text in them is closed; `None` if more brackets are closed
/// than opened.
fn indented_up_to(json: &str, end: usize) -> Option<(String, bool)> {
    let mut text = String::with_capacity(end * 2);
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    // The last written character that is not white space, for empty lists and objects.
    let mut last = ' ';
    // Whether this is inside an object that stays on its line.
    let mut inline = false;
    for (at, c) in json.char_indices().take_while(|(at, _)| *at < end) {
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
    Some((text, depth == 0 && !in_string))
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
    fn finds_the_line_of_a_place() {
        let json = "{\"a\": \"ü\",\n \"b\": {\"S\": \"\"}, \"c\": [1, 2]}";
        for ((line, column), indented) in [
            ((1, 1), 1),
            ((1, 2), 2),
            ((1, 7), 2),
            ((2, 2), 3),
            ((2, 13), 3),
            ((2, 23), 4),
            ((2, 24), 5),
            ((2, 25), 5),
            ((2, 27), 6),
            ((2, 28), 7),
            ((9, 9), 8),
        ] {
            assert_eq!(
                line_when_indented(json, line, column),
                indented,
                "{line}:{column}"
            );
        }
    }

    #[test]
    fn leaves_what_is_broken() {
        let text = "<p>Not found, {really}</p>";
        for broken in ["", "}", "{", "[1", "\"open", "{\"a\": \"b}", "row 20", text] {
            assert_eq!(indented(broken), None, "{broken}");
        }
        assert!(indented(&"[".repeat(100_000)).is_none());
    }
}
