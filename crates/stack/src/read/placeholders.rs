//! Placeholders of tools that write OpenAPI documents: `${region}` of Terraform, `$${…}` for a literal `${…}`.

use serde_json::Value;
use std::borrow::Cow;

/// The members that mapping templates do not write: what is in braces there is a placeholder.
const NO_TEMPLATES: [&str; 2] = ["uri", "credentials"];

/// The variables of mapping templates, and of URIs.
const VARIABLES: [&str; 5] = ["context", "input", "method", "stageVariables", "util"];

/// The first placeholder of an integration's address or role: a document with one has not been written yet.
pub(super) fn first(document: &Value) -> Option<&str> {
    match document {
        Value::Object(members) => members.iter().find_map(|(name, value)| match value {
            Value::String(text) if NO_TEMPLATES.contains(&name.as_str()) => in_text(text),
            value => first(value),
        }),
        Value::Array(items) => items.iter().find_map(first),
        _ => None,
    }
}

fn in_text(text: &str) -> Option<&str> {
    let mut starts = text.match_indices("${");
    starts.find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let placeholder = rest.get(..=rest.find('}')?)?;
        name(placeholder.get(2..)?, text).map(|_| placeholder)
    })
}

/// The document with the names of its placeholders in their place. The depth is that of the parser.
pub(super) fn named(document: Value) -> Value {
    match document {
        Value::String(text) => match named_text(&text) {
            Cow::Borrowed(_) => Value::String(text),
            Cow::Owned(named) => Value::String(named),
        },
        Value::Object(members) => {
            let members = members.into_iter();
            Value::Object(members.map(|(name, value)| (name, named(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(named).collect(),
        scalar => scalar,
    }
}

fn named_text(text: &str) -> Cow<'_, str> {
    if !text.contains("${") {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        rest = after;
        if let Some(before) = before.strip_suffix('$') {
            out.push_str(before);
            out.push_str("${");
            continue;
        }
        out.push_str(before);
        match name(after, text) {
            Some(name) => {
                out.push_str(name);
                rest = after.get(name.len() + 1..).unwrap_or_default();
            }
            None => out.push_str("${"),
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name of the placeholder whose braces contain the start of a text, unless it is a variable of the mapping template.
fn name<'t>(inner: &'t str, template: &str) -> Option<&'t str> {
    let (name, _) = inner.split_once('}')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let variable = name.split('.').next().unwrap_or_default();
    let is_set = [format!("#set(${variable}"), format!("#set( ${variable}")]
        .iter()
        .chain(&[
            format!("#foreach(${variable}"),
            format!("#foreach( ${variable}"),
        ])
        .any(|start| template.contains(start));
    (!is_set && !VARIABLES.contains(&variable)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_stand_for_placeholders() {
        for (text, expected) in [
            (
                "arn:aws:apigateway:${region}:x",
                "arn:aws:apigateway:region:x",
            ),
            (
                "${data.aws_region.current.name}",
                "data.aws_region.current.name",
            ),
            (
                "https://${stageVariables.host}/",
                "https://${stageVariables.host}/",
            ),
            ("#set($a = 1)${a}${b}", "#set($a = 1)${a}b"),
            (
                "#foreach($x in $y)${x.S}#end",
                "#foreach($x in $y)${x.S}#end",
            ),
            ("$${kept} ${not closed", "${kept} ${not closed"),
            ("${a b} ${} $x", "${a b} ${} $x"),
        ] {
            assert_eq!(named(json!([text])), json!([expected]));
        }
    }

    #[test]
    fn templates_alone_have_none() {
        let of = |member: &str, text: &str| json!({"paths": [{member: text}]});
        assert_eq!(first(&of("uri", "a:${b}:${c}")), Some("${b}"));
        assert_eq!(
            first(&of("credentials", "${role.arn}")),
            Some("${role.arn}")
        );
        assert_eq!(
            first(&of("uri", "http://${stageVariables.h}/${x}")),
            Some("${x}")
        );
        assert_eq!(first(&of("uri", "http://${stageVariables.h}/")), None);
        assert_eq!(first(&of("application/json", "${b}")), None);
    }
}
