//! Policies: their statements, and the patterns of these.

use serde_json::Value;

/// A statement of a policy. Conditions are not read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// `Effect`: `Allow`, else `Deny`.
    pub allow: bool,
    /// `Action`: patterns such as `dynamodb:GetItem` or `dynamodb:*`.
    pub actions: Vec<String>,
    /// `Resource`: ARNs or patterns of them.
    pub resources: Vec<String>,
}

impl Statement {
    /// Whether one of its actions is this one.
    pub(super) fn names(&self, action: &str) -> bool {
        // Actions are case-insensitive, resources are not.
        let action = action.to_ascii_lowercase();
        let mut patterns = self.actions.iter();
        patterns.any(|pattern| matches(&pattern.to_ascii_lowercase(), &action))
    }
}

/// Whether the text matches a pattern with `*` and `?`.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut p, mut t) = (0, 0);
    // The position behind the last star, and the end of what the star matches.
    let mut star: Option<(usize, usize)> = None;
    while let Some(c) = text.get(t) {
        match pattern.get(p) {
            Some('*') => {
                p += 1;
                star = Some((p, t));
            }
            Some(q) if *q == '?' || q == c => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((after, end)) => {
                    star = Some((after, end + 1));
                    p = after;
                    t = end + 1;
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| *c == '*')
}

/// The statements of a policy's document.
pub(super) fn statements(document: Option<&Value>) -> Vec<Statement> {
    one_or_more(document.and_then(|document| document.get("Statement")))
        .map(|statement| Statement {
            allow: statement.get("Effect").and_then(Value::as_str) == Some("Allow"),
            actions: texts(statement.get("Action")),
            resources: texts(statement.get("Resource")),
        })
        .collect()
}

/// A list, or in IAM a single value instead of a list of one.
pub(super) fn one_or_more(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(list)) => list.iter(),
        Some(single) => std::slice::from_ref(single).iter(),
        None => [].iter(),
    }
}

pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    one_or_more(value)
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("a*c", "abbc", true),
            ("a*c", "abb", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*table/*", "arn:aws:dynamodb:r:1:table/x", true),
            ("table/x", "table/xy", false),
            ("a*b*c", "aXbXbXc", true),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
