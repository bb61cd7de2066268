//! Names of the known differences.

use serde_json::Value as Json;

use crate::oracle::Answer;

/// The name of the difference between the answers to a template that is cut down and a body, with where it is described. `None`
/// if it is not known.
pub fn known(template: &str, body: &str, theirs: &Answer) -> Option<&'static str> {
    let has = |part: &&str| template.contains(*part);
    if has(&"hashCode") && matches!(theirs, Answer::Text(_)) {
        return Some("hash codes by address (COMPATIBILITY.md, Arrays and parts of lists)");
    }
    if has(&"subList(") {
        return Some("a part of a list (COMPATIBILITY.md, Arrays and parts of lists)");
    }
    if has(&"append(") {
        return Some("append() changes the document (crates/gateway/COMPATIBILITY.md, JSONPath)");
    }
    // Only a path that finds several values calls the function several times.
    if ["length($", "size($", "length(@", "size(@"].iter().any(has)
        && ["*", "..", "?(", ",", ":"].iter().any(has)
    {
        return Some("length() of a path, once more (crates/gateway/COMPATIBILITY.md, JSONPath)");
    }
    if [".class", ".Class", "'class'", "\"class\""].iter().any(has) {
        return Some("classes (COMPATIBILITY.md, Classes)");
    }
    // Only outside of quotes.
    let trimmed = |c: char| matches!(c, '\u{2028}' | '\u{1}' | '\u{7f}' | '\0');
    if body.contains(trimmed) && serde_json::from_str::<Json>(body).is_err() {
        return Some("spaces around text without quotes (crates/gateway/COMPATIBILITY.md, JSON)");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_only_what_is_known() {
        let text = Answer::Text("1".to_owned());
        let error = Answer::Error("1".to_owned());
        for (template, body, answer, named) in [
            ("$x.hashCode()", "{}", &text, true),
            ("$x.hashCode()", "{}", &error, false),
            ("$l.subList(0, 1)", "{}", &text, true),
            ("$input.class", "{}", &text, true),
            ("$input.path('$.l.append(1)')", "{}", &text, true),
            ("$input.path('$.l[*].length($.a)')", "{}", &text, true),
            ("$input.path('$.l.length($.a)')", "{}", &text, false),
            ("$input.path('$..a')", "{}", &text, false),
            ("$input.path('$')", "\u{2028}x", &text, true),
            ("$input.path('$')", "\"\u{2028}x\"", &text, false),
        ] {
            let name = known(template, body, answer);
            assert_eq!(name.is_some(), named, "{template}");
        }
    }
}
