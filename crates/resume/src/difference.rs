//! Differences between two resumes, such as before and after a round trip.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A place where two JSON values differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Where: `skills[2].score`.
    pub path: String,
    /// The entered value as JSON; `None` if missing.
    pub entered: Option<String>,
    /// The loaded value as JSON; `None` if missing.
    pub read: Option<String>,
}

/// The differences, in the order of the entered value: at most `most` of them, and their
/// total.
#[must_use]
pub fn differences(entered: &Value, read: &Value, most: usize) -> (Vec<Difference>, usize) {
    let mut found = DifferenceList {
        most,
        listed: Vec::new(),
        total: 0,
    };
    found.compare(&mut String::new(), Some(entered), Some(read));
    (found.listed, found.total)
}

struct DifferenceList {
    most: usize,
    listed: Vec<Difference>,
    total: usize,
}

impl DifferenceList {
    // The recursion is as deep as the values, and serde_json reads no more than 128 levels.
    fn compare(&mut self, path: &mut String, entered: Option<&Value>, read: Option<&Value>) {
        let before = path.len();
        match (entered, read) {
            (Some(Value::Object(a)), Some(Value::Object(b))) => {
                for (name, value) in a {
                    member(path, name);
                    self.compare(path, Some(value), b.get(name));
                    path.truncate(before);
                }
                for (name, value) in b.iter().filter(|(name, _)| !a.contains_key(*name)) {
                    member(path, name);
                    self.compare(path, None, Some(value));
                    path.truncate(before);
                }
            }
            (Some(Value::Array(a)), Some(Value::Array(b))) => {
                for index in 0..a.len().max(b.len()) {
                    path.push_str(&format!("[{index}]"));
                    self.compare(path, a.get(index), b.get(index));
                    path.truncate(before);
                }
            }
            (a, b) if a == b => {}
            (a, b) => {
                self.total += 1;
                if self.listed.len() < self.most {
                    self.listed.push(Difference {
                        path: path.clone(),
                        entered: a.map(shortened),
                        read: b.map(shortened),
                    });
                }
            }
        }
    }
}

fn member(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// JSON of at most 200 characters.
fn shortened(value: &Value) -> String {
    format::shortened(&value.to_string(), 200)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn says_where_and_what() {
        let entered = json!({"id": "a", "skills": [{"score": 80}, {"x": null}], "motto": "!"});
        let read = json!({"skills": [{"score": "80"}], "id": "a", "name": ""});
        let (listed, total) = differences(&entered, &read, 10);
        let lines: Vec<_> = listed
            .iter()
            .map(|d| {
                let side = |s: &Option<String>| s.clone().unwrap_or("-".to_owned());
                format!("{} {} {}", d.path, side(&d.entered), side(&d.read))
            })
            .collect();
        assert_eq!(
            lines,
            [
                r#"skills[0].score 80 "80""#,
                r#"skills[1] {"x":null} -"#,
                r#"motto "!" -"#,
                r#"name - """#
            ]
        );
        assert_eq!(total, 4);
    }

    #[test]
    fn the_order_of_members_is_no_difference() {
        assert_eq!(
            differences(&json!({"a": 1, "b": 2}), &json!({"b": 2, "a": 1}), 9).1,
            0
        );
    }

    #[test]
    fn lists_no_more_than_asked_and_counts_all() {
        let (listed, total) = differences(&json!([1, 2, 3]), &json!([4, 5, 6]), 2);
        assert_eq!((listed.len(), total), (2, 3));
    }

    #[test]
    fn long_values_are_cut_between_characters() {
        let (listed, _) = differences(&json!("ü".repeat(500)), &json!(""), 1);
        assert!(listed[0].entered.as_ref().unwrap().ends_with("ü…"));
    }
}
