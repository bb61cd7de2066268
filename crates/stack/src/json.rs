//! Writer of readable JSON: lists and objects that fit are on one line.

use serde_json::Value;

/// The longest line.
const WIDTH: usize = 140;

/// The value as a JSON document.
pub(crate) fn write(value: &Value) -> String {
    let mut out = String::new();
    part(&mut out, value, 0, 0);
    out.push('\n');
    out
}

/// Writes a value on a line that is indented by `indent` and has `before` bytes already.
fn part(out: &mut String, value: &Value, indent: usize, before: usize) {
    let line = on_one_line(value);
    let (open, close, parts): (char, char, Vec<(String, &Value)>) = match value {
        Value::Object(map) if before + line.len() > WIDTH => {
            let members = map
                .iter()
                .map(|(key, value)| (format!("{}: ", Value::from(key.as_str())), value));
            ('{', '}', members.collect())
        }
        Value::Array(list) if before + line.len() > WIDTH => (
            '[',
            ']',
            list.iter().map(|value| (String::new(), value)).collect(),
        ),
        _ => {
            out.push_str(&line);
            return;
        }
    };
    out.push(open);
    let inner = indent + 1;
    for (index, (key, value)) in parts.iter().enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.extend(std::iter::repeat_n(' ', inner));
        out.push_str(key);
        // Plus one for the comma.
        part(out, value, inner, inner + key.len() + 1);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(close);
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(map) if !map.is_empty() => {
            let members: Vec<String> = map
                .iter()
                .map(|(key, value)| {
                    format!("{}: {}", Value::from(key.as_str()), on_one_line(value))
                })
                .collect();
            format!("{{ {} }}", members.join(", "))
        }
        Value::Array(list) => {
            let parts: Vec<String> = list.iter().map(on_one_line).collect();
            format!("[{}]", parts.join(", "))
        }
        scalar => scalar.to_string(),
    }
}
