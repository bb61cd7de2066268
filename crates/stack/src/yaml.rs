//! Writer of YAML.
//!
//! Mapping templates must be readable, as block scalars, and round-trip exactly, which no small library guarantees.

use serde_json::Value;
use std::fmt::Write;

/// The longest line of a list or map in flow style.
const WIDTH: usize = 140;

/// The value as a YAML document.
pub(crate) fn write(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(map) if !map.is_empty() => entries(&mut out, value, 0),
        Value::Array(list) if !list.is_empty() => entries(&mut out, value, 0),
        _ => inline(&mut out, value, 2),
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// The members of a map or the elements of a list that is not empty, in block style.
fn entries(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pad(out, indent);
                scalar(out, key);
                out.push(':');
                nested(out, value, indent);
            }
        }
        Value::Array(list) => {
            for value in list {
                pad(out, indent);
                out.push('-');
                let mut item = String::new();
                match value {
                    Value::Array(list) if !list.is_empty() => nested(&mut item, value, indent + 2),
                    _ => nested(&mut item, value, indent),
                }
                // A container's first line is beside the dash.
                match item.strip_prefix('\n') {
                    Some(rest) => {
                        out.push(' ');
                        out.push_str(rest.trim_start_matches(' '));
                    }
                    None => out.push_str(&item),
                }
            }
        }
        _ => {}
    }
}

/// Writes the value behind a key or a dash at `indent`, with its newline. Sections and resources are in block style.
fn nested(out: &mut String, value: &Value, indent: usize) {
    let column = out.len() - out.rfind('\n').map_or(0, |newline| newline + 1);
    if indent > 2
        && let Some(line) = flow(value).filter(|line| column + line.len() < WIDTH)
    {
        out.push(' ');
        out.push_str(&line);
        out.push('\n');
        return;
    }
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push('\n');
            entries(out, value, indent + 2);
        }
        Value::Array(list) if !list.is_empty() => {
            out.push('\n');
            // The dashes need no further indentation.
            entries(out, value, indent);
        }
        _ => {
            out.push(' ');
            inline(out, value, indent + 2);
            if !out.ends_with('\n') {
                out.push('\n');
            }
        }
    }
}

/// A list or map that is not empty in flow style, if it fits on a line. Functions stay in block style.
fn flow(value: &Value) -> Option<String> {
    let parts: Option<Vec<String>> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(key, value)| {
                let key = flow_scalar(key).filter(|key| !key.contains(':'))?;
                Some(format!("{key}: {}", flow_part(value)?))
            })
            .collect(),
        Value::Array(list) => list.iter().map(flow_part).collect(),
        _ => None,
    };
    let parts = parts.filter(|parts| !parts.is_empty())?.join(", ");
    Some(match value {
        Value::Object(_) => format!("{{{parts}}}"),
        _ => format!("[{parts}]"),
    })
    .filter(|line| line.len() < WIDTH)
}

fn flow_part(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => flow_scalar(text),
        Value::Object(map) if map.is_empty() => Some("{}".to_owned()),
        Value::Array(list) if list.is_empty() => Some("[]".to_owned()),
        Value::Object(_) | Value::Array(_) => flow(value),
        other => Some(other.to_string()),
    }
}

/// A text in flow style. Old parsers read any unquoted colon there as the end of a key.
fn flow_scalar(text: &str) -> Option<String> {
    let plain = is_plain(text) && !text.contains([',', ':', '?']);
    match plain {
        true => Some(text.to_owned()),
        false if is_printable_without_quotes(text) => Some(format!("'{text}'")),
        false => None,
    }
}

fn is_printable_without_quotes(text: &str) -> bool {
    !text.contains('\'') && text.chars().all(is_printable)
}

/// Writes a scalar or an empty container, with the lines of a block at `indent`.
fn inline(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::String(text) if is_block(text) => block(out, text, indent),
        Value::String(text) => scalar(out, text),
        Value::Object(_) => out.push_str("{}"),
        Value::Array(_) => out.push_str("[]"),
        other => {
            // Null, booleans and numbers, as in JSON.
            let _ = write!(out, "{other}");
        }
    }
}

/// Whether the text can be a block scalar: lines of characters that YAML 1.1 considers printable.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && text.chars().any(|c| c != '\n')
        && text
            .chars()
            .all(|c| matches!(c, '\n' | '\t') || is_printable(c))
}

fn is_printable(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{2027}' | '\u{202a}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}'
        | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

fn block(out: &mut String, text: &str, indent: usize) {
    out.push('|');
    if text.starts_with([' ', '\t', '\n']) {
        // Otherwise a reader treats leading spaces as the block's indentation.
        out.push('2');
    }
    let body = text.strip_suffix('\n');
    match body {
        None => out.push('-'),
        Some(body) if body.ends_with('\n') || body.is_empty() => out.push('+'),
        Some(_) => {}
    }
    out.push('\n');
    for line in body.unwrap_or(text).split('\n') {
        if !line.is_empty() {
            pad(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Writes a text on one line: plain if unambiguous, else quoted.
fn scalar(out: &mut String, text: &str) {
    if is_plain(text) {
        out.push_str(text);
    } else if is_printable_without_quotes(text) {
        let _ = write!(out, "'{text}'");
    } else {
        quoted(out, text);
    }
}

/// Whether a text needs no quotes in YAML 1.1 or 1.2.
fn is_plain(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan",
    ];
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with([' ', ':'])
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || " _-./:,;()$*?=+@%".contains(c))
        && !text.contains(": ")
        && !WORDS.contains(&text.to_ascii_lowercase().as_str())
}

/// Writes the text in double quotes, which can contain any character.
fn quoted(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_printable(c) => out.push(c),
            c if u32::from(c) <= 0xffff => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
        }
    }
    out.push('"');
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}
