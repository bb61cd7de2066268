//! What can be written at a place of a template.

use std::collections::BTreeSet;

use gateway::mapping::{self, Inputs, MappingTemplate};
use protocol::{CompleteTemplate, Completion, Completions};
use serde_json::Value as Json;
use vtl::Value;

use super::docs::{DOCS, METHODS, Owner};
use super::input;
use crate::loaded::Loaded;

/// The most candidates.
const MOST: usize = 60;

/// What can be written before the cursor.
pub(crate) fn complete(loaded: &mut Loaded, asked: &CompleteTemplate) -> Completions {
    let source = &*loaded.text(asked.name);
    let Some(before) = source.get(..asked.at) else {
        return Completions::default();
    };
    let inputs = input::inputs(loaded, asked.name, &asked.input).unwrap_or_default();
    let place = Place::of(before);
    let (from, mut candidates) = match place {
        Place::None => return Completions::default(),
        Place::Directive(from) => (from, directives()),
        Place::Variable(from) => (from, variables(source)),
        Place::Argument { function, from } => (
            from,
            arguments(function, &inputs, before.get(from..).unwrap_or_default()),
        ),
        Place::Member { base, from } => {
            let after = source.get(asked.at..).unwrap_or_default();
            (from, members(base, before, after, &inputs))
        }
    };
    let written = before.get(from..).unwrap_or_default().to_lowercase();
    candidates.retain(|candidate| candidate.text.to_lowercase().starts_with(&written));
    // What is written already needs no help.
    if let [only] = candidates.as_slice()
        && only.text.eq_ignore_ascii_case(&written)
    {
        candidates.clear();
    }
    candidates.truncate(MOST);
    Completions { from, candidates }
}

/// What stands before the cursor.
#[derive(Debug, PartialEq, Eq)]
enum Place<'s> {
    /// Text.
    None,
    /// A directive, from its `#`.
    Directive(usize),
    /// The name of a variable.
    Variable(usize),
    /// A property or method of this reference.
    Member { base: &'s str, from: usize },
    /// The text in quotes that is the argument of a function of `$input`.
    Argument { function: &'s str, from: usize },
}

impl<'s> Place<'s> {
    fn of(before: &'s str) -> Self {
        if let Some(argument) = argument(before) {
            return argument;
        }
        let word = before
            .rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
            .map_or(0, |at| {
                at + before
                    .get(at..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8)
            });
        let start = before.get(..word).unwrap_or_default();
        if let Some(outside) = start.strip_suffix('#') {
            return Place::Directive(outside.len());
        }
        if ["$", "$!", "${", "$!{"]
            .iter()
            .any(|sign| start.ends_with(sign))
        {
            return Place::Variable(word);
        }
        match start.strip_suffix('.').and_then(reference) {
            Some(base) => Place::Member { base, from: word },
            None => Place::None,
        }
    }
}

/// The place in the argument of `$input.path('…`.
fn argument(before: &str) -> Option<Place<'_>> {
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let text = before.get(line..)?;
    let (function, open) = ["path", "json", "params"]
        .into_iter()
        .filter_map(|function| {
            let at = text.rfind(&format!("$input.{function}("))?;
            let open = at + "$input.".len() + function.len() + 1;
            Some((function, line + open))
        })
        .max_by_key(|(_, open)| *open)?;
    let quote = before
        .get(open..)?
        .chars()
        .next()
        .filter(|c| matches!(c, '\'' | '"'))?;
    let from = open + 1;
    let is_open = !before.get(from..)?.contains(quote);
    is_open.then_some(Place::Argument { function, from })
}

/// The reference that a text ends with: `$a.b('c')[0]`.
fn reference(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    loop {
        let byte = *bytes.get(at.checked_sub(1)?)?;
        match byte {
            b')' | b']' => at = opening(text, at)?,
            b'.' | b'_' | b'-' => at -= 1,
            _ if byte.is_ascii_alphanumeric() => at -= 1,
            b'$' => return text.get(at - 1..),
            b'{' | b'!' => at -= 1,
            _ => return None,
        }
    }
}

/// The place of the bracket that opens what the bracket before `end` closes. Brackets in strings are not told apart from others, but
/// for those that close first.
fn opening(text: &str, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, byte) in text.as_bytes().get(..end)?.iter().enumerate().rev() {
        match (byte, quote) {
            (byte, Some(open)) if *byte == open => quote = None,
            (_, Some(_)) => {}
            (b'\'' | b'"', None) => quote = Some(*byte),
            (b')' | b']', None) => depth += 1,
            (b'(' | b'[', None) => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

fn candidate(text: impl Into<String>, about: impl Into<String>) -> Completion {
    Completion {
        text: text.into(),
        about: about.into(),
    }
}

fn directives() -> Vec<Completion> {
    // What API Gateway does not have is no help.
    let others = ["#macro", "#evaluate", "#parse", "#include"];
    DOCS.iter()
        .filter(|doc| doc.name.starts_with('#') && !others.contains(&doc.name))
        .map(|doc| candidate(doc.name, doc.about()))
        .collect()
}

/// The variables that the template sets, then API Gateway's.
fn variables(source: &str) -> Vec<Completion> {
    let mut own = BTreeSet::new();
    for start in [
        "#set($",
        "#set( $",
        "#foreach($",
        "#foreach( $",
        "#define($",
    ] {
        for (at, _) in source.match_indices(start) {
            let rest = source.get(at + start.len()..).unwrap_or_default();
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')))
                .unwrap_or(rest.len());
            own.extend(rest.get(..end).filter(|name| !name.is_empty()));
        }
    }
    let own = own
        .into_iter()
        .map(|name| candidate(name, "Set in this template."));
    let objects = DOCS
        .iter()
        .filter(|doc| !doc.name.contains('.'))
        .filter_map(|doc| Some(candidate(doc.name.strip_prefix('$')?, doc.about())));
    own.chain(objects).collect()
}

fn arguments(function: &str, inputs: &Inputs, written: &str) -> Vec<Completion> {
    if function == "params" {
        let params = &inputs.params;
        return [
            ("path", &params.path),
            ("query string", &params.querystring),
            ("header", &params.header),
        ]
        .into_iter()
        .flat_map(|(part, pairs)| {
            pairs
                .iter()
                .map(move |(name, value)| candidate(name.as_str(), format!("{part}: {value}")))
        })
        .collect();
    }
    let mut found = Vec::new();
    if let Ok(body) = serde_json::from_str::<Json>(&inputs.body) {
        paths(&body, "$", written, &mut found);
    }
    found
}

/// The JSONPaths that go on from `written` by one name or position.
fn paths(value: &Json, path: &str, written: &str, found: &mut Vec<Completion>) {
    // Where no longer path can be reached, or the next one was found.
    let goes_on = written.starts_with(path) && path != written || path == "$";
    let next = |step: String, value: &Json, found: &mut Vec<Completion>| {
        let path = format!("{path}{step}");
        if path.starts_with(written) || written.starts_with(&path) {
            if path.len() > written.len() && found.len() < MOST {
                found.push(candidate(path.as_str(), shown(value)));
            }
            paths(value, &path, written, found);
        }
    };
    if !goes_on && path != written {
        return;
    }
    match value {
        Json::Object(members) => {
            for (name, value) in members {
                let is_plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                    && !name.starts_with(|c: char| c.is_ascii_digit());
                let step = match is_plain && !name.is_empty() {
                    true => format!(".{name}"),
                    false => format!("[\"{name}\"]"),
                };
                next(step, value, found);
            }
        }
        Json::Array(items) => {
            for (at, item) in items.iter().enumerate().take(10) {
                next(format!("[{at}]"), item, found);
            }
        }
        _ => {}
    }
}

fn shown(value: &Json) -> String {
    match value {
        Json::Object(members) => format!("an object of {} fields", members.len()),
        Json::Array(items) => format!("a list of {} items", items.len()),
        value => value.to_string().chars().take(60).collect(),
    }
}

/// The properties and methods of a reference.
fn members(base: &str, before: &str, after: &str, inputs: &Inputs) -> Vec<Completion> {
    let name: String = base.chars().filter(|c| !matches!(c, '{' | '!')).collect();
    if name == "$stageVariables" {
        return inputs
            .stage_variables
            .iter()
            .map(|(name, value)| candidate(name.as_str(), value.as_str()))
            .collect();
    }
    let mut documented: Vec<Completion> = Vec::new();
    for doc in DOCS {
        let Some(rest) = doc
            .name
            .strip_prefix(name.as_str())
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            continue;
        };
        match rest.split_once('.') {
            Some((part, _)) if documented.iter().any(|known| known.text == part) => {}
            Some((part, _)) => documented.push(candidate(part, "…")),
            None => documented.push(candidate(
                format!("{rest}{}", brackets(doc.parameters())),
                doc.about(),
            )),
        }
    }
    if !documented.is_empty() {
        return documented;
    }
    let value = value_of(base, before, after, inputs);
    let (owner, keys) = match &value {
        Some(Value::String(_)) => (Owner::Text, Vec::new()),
        Some(Value::List(_)) => (Owner::List, Vec::new()),
        Some(Value::Map(map)) => {
            let entries = map.entries();
            let keys = entries.iter().take(MOST).filter_map(|(key, value)| {
                let Value::String(key) = key else { return None };
                let is_name = key.starts_with(|c: char| c.is_ascii_alphabetic())
                    && key
                        .chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
                is_name.then(|| candidate(key.as_str(), type_of(value)))
            });
            (Owner::Map, keys.collect())
        }
        // Not evaluated, such as in a loop over an empty list: what any value could have.
        None => {
            return METHODS
                .iter()
                .map(|(_, doc)| doc)
                .fold(Vec::new(), |mut all, doc| {
                    let text = format!(
                        "{}{}",
                        doc.name.trim_start_matches('.'),
                        brackets(doc.parameters())
                    );
                    if all.iter().all(|known: &Completion| known.text != text) {
                        all.push(candidate(text, doc.about()));
                    }
                    all
                });
        }
        Some(_) => return Vec::new(),
    };
    let methods = METHODS
        .iter()
        .filter(|(of, _)| *of == owner)
        .map(|(_, doc)| {
            candidate(
                format!(
                    "{}{}",
                    doc.name.trim_start_matches('.'),
                    brackets(doc.parameters())
                ),
                doc.about(),
            )
        });
    keys.into_iter().chain(methods).collect()
}

/// `(` for a function with parameters, `()` for one without.
fn brackets(parameters: &str) -> &'static str {
    match parameters {
        "" => "",
        "()" => "()",
        _ => "(",
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "text",
        Value::List(_) => "list",
        Value::Map(_) => "map",
        Value::Bool(_) => "boolean",
        Value::Null => "null",
        _ => "number",
    }
}

/// The last value of a reference before the cursor. What is being written need not be whole: it is tried with what may be
/// missing after it.
fn value_of(base: &str, before: &str, after: &str, inputs: &Inputs) -> Option<Value> {
    let end = before.rfind(base)? + base.len();
    let start = before.get(..end)?;
    let line_end = after.find('\n').unwrap_or(after.len());
    let rest = after.get(line_end..).unwrap_or_default();
    [
        "",
        ")",
        "}",
        ")\n#end",
        "\n#end",
        ")\n#end#end",
        "#end#end#end",
    ]
    .iter()
    .flat_map(|close| {
        [
            format!("{start}{close}{after}"),
            format!("{start}{close}{rest}"),
            format!("{start}{close}"),
        ]
    })
    .find_map(|source| {
        let template = MappingTemplate::parse(&source).ok()?;
        let (_, steps) = mapping::render_stepped(&template, inputs, 0, Some(end));
        steps.watched
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::stack_with;
    use super::*;
    use protocol::{TemplateInput, TemplateName};

    /// The candidates at the `|`.
    fn at(text: &str) -> Vec<String> {
        let name = TemplateName::PutRequest;
        let at = text.find('|').unwrap();
        let stack = stack_with(name, &text.replace('|', ""));
        let asked = CompleteTemplate {
            api: stack.clone(),
            name,
            input: TemplateInput::Resume {
                json: r#"{"id": "a", "name": "Ada", "jobs": [{"title": "x", "a b": 1}], "nothing": []}"#
                    .to_owned(),
                id: "a".to_owned(),
            },
            at,
        };
        let found = crate::loaded::with(&stack, |loaded| complete(loaded, &asked));
        found
            .candidates
            .into_iter()
            .map(|candidate| candidate.text)
            .collect()
    }

    #[test]
    fn directives_variables_and_functions_are_offered() {
        assert_eq!(at("{ #fo|"), ["#foreach"]);
        assert!(at("#|").contains(&"#set".to_owned()));
        assert_eq!(at("#set($total = 1)$t|"), ["total"]);
        assert_eq!(at("$!{in|"), ["input"]);
        assert_eq!(at("\"$util.esc|\""), ["escapeJavaScript("]);
        assert!(at("$input.|").contains(&"path(".to_owned()));
        assert_eq!(at("$context.identity.source|"), ["sourceIp"]);
        assert!(at("$context.|").contains(&"identity".to_owned()));
        for nothing in ["text|", "a.|", "1.5|", "\"name|\": 1", "|"] {
            assert_eq!(at(nothing), [""; 0], "{nothing}");
        }
    }

    #[test]
    fn paths_of_the_input_are_offered_one_step_at_a_time() {
        assert_eq!(
            at("$input.path('$.|')"),
            ["$.id", "$.name", "$.jobs", "$.nothing"]
        );
        assert_eq!(at("$input.json('$.jo|"), ["$.jobs"]);
        assert_eq!(at("$input.path(\"$.jobs[0].t|\")"), ["$.jobs[0].title"]);
        assert_eq!(
            at("$input.path('$.jobs[0]|')"),
            ["$.jobs[0].title", "$.jobs[0][\"a b\"]"]
        );
        assert_eq!(at("$input.path('$.jobs|')"), ["$.jobs[0]"]);
        assert_eq!(at("$input.params('tab|')"), ["tablename"]);
    }

    #[test]
    fn methods_are_those_of_the_value_even_while_the_directive_is_unfinished() {
        assert!(at("#set($n = $input.path('$.name'))$n.|").contains(&"trim()".to_owned()));
        assert!(at("#set($l = $input.path('$.jobs'))#if($l.|").contains(&"size()".to_owned()));
        let all = "#set($l = $input.path('$.jobs'))\n#foreach($j in $l)\n#if($j.|\n#end\n";
        assert_eq!(at(all).first().map(String::as_str), Some("title"));
        assert_eq!(at("$input.path('$.jobs').si|"), ["size()"]);
        // A loop without a round.
        let none = "#foreach($j in $input.path('$.nothing'))$j.subs|#end";
        assert_eq!(at(none), ["substring("]);
    }
}
