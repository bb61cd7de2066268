//! The by-field mapping templates: a line for each row of the table of the resume's fields.

use resume::{Kind, Resume, Shape};

/// Where the lines go in the files of `templates/`.
const FIELDS: &str = "## FIELDS\n";

/// `POST`'s request template.
pub(crate) fn put_request() -> String {
    let template = include_str!("../../../templates/put_request_by_field.vm");
    template.replace(FIELDS, &ATTRIBUTES.lines(Resume::SHAPE, "$resume", 1))
}

/// `GET`'s response template.
pub(crate) fn get_response() -> String {
    let template = include_str!("../../../templates/get_response_by_field.vm");
    template.replace(FIELDS, &JSON.lines(Resume::SHAPE, "$item", 1))
}

/// The text before and after values of a kind, and the expression that reads them.
struct Around {
    before: &'static str,
    after: &'static str,
    read: &'static str,
}

/// How fields are written and read.
struct Layout {
    text: Around,
    object: Around,
    list: Around,
}

/// JSON to attributes.
const ATTRIBUTES: Layout = Layout {
    text: around(r#"{"S": "#, "}", ""),
    object: around(r#"{"M": {"#, "}}", ""),
    list: around(r#"{"L": ["#, "]}", ""),
};

/// Attributes to JSON.
const JSON: Layout = Layout {
    text: around("", "", ".S"),
    object: around("{", "}", ".M"),
    list: around("[", "]", ".L"),
};

const fn around(before: &'static str, after: &'static str, read: &'static str) -> Around {
    Around {
        before,
        after,
        read,
    }
}

impl Layout {
    /// The lines for an object that the reference `at` leads to, in loops as many as `level` less one.
    fn lines(&self, shape: &Shape, at: &str, level: usize) -> String {
        let mut lines = String::new();
        for (index, member) in shape.members.iter().enumerate() {
            let name = member.name;
            let comma = if index + 1 < shape.members.len() {
                ","
            } else {
                ""
            };
            let line = match member.kind {
                Kind::Text(_) => {
                    let Around {
                        before,
                        after,
                        read,
                    } = self.text;
                    format!("{before}#set($string = {at}.{name}{read})$text{after}")
                }
                Kind::Record(shape) => {
                    let Around {
                        before,
                        after,
                        read,
                    } = self.object;
                    let inner = self.lines(shape, &format!("{at}.{name}{read}"), level);
                    format!("{before}\n{inner}{after}")
                }
                Kind::List { entry: shape, .. } => {
                    let Around {
                        before,
                        after,
                        read,
                    } = self.list;
                    // One variable per level: an inner loop must not overwrite the outer one's.
                    let entry = match level {
                        1 => "$entry".to_owned(),
                        _ => format!("$entry{level}"),
                    };
                    let object = &self.object;
                    let inner = self.lines(shape, &format!("{entry}{}", object.read), level + 1);
                    format!(
                        "{before}#foreach({entry} in {at}.{name}{read})\n{}\n{inner}{}#if($foreach.hasNext),#end\n#end{after}",
                        object.before, object.after
                    )
                }
            };
            lines.push_str(&format!("\"{name}\": {line}{comma}\n"));
        }
        lines
    }
}
