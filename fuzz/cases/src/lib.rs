//! What each fuzz target does with its bytes. Bytes that are not UTF-8 are mended. Where a target
//! takes two texts, they stand behind one another with a byte 0 between.

use dynamodb::{GetItem, PutItem, check_put_item, item_from_json, item_size};
use gateway::jsonpath::JsonPath;
use gateway::mapping::{Inputs, MappingTemplate};
use vtl::lint::{lint, repaired};
use vtl::token::tokenize;
use vtl::trace::Traced;
use vtl::{Context, Dialect, Error, Limits, Rendered, Template};

/// What a target does with its bytes.
pub type Case = fn(&[u8]);

/// Every target, by its name.
pub const ALL: [(&str, Case); 6] = [
    ("parse", parse),
    ("render", render),
    ("jsonpath", jsonpath),
    ("attribute_value", attribute_value),
    ("expression", expression),
    ("stack", stack),
];

const DIALECTS: [Dialect; 2] = [Dialect::Velocity, Dialect::Gateway];

/// A template is parsed, cut into tokens and linted; every place that is told is one of the source.
pub fn parse(data: &[u8]) {
    let source = String::from_utf8_lossy(data);
    let mut at = 0;
    for token in tokenize(&source) {
        assert_eq!(token.span.start, at, "a gap between tokens");
        at = token.span.end;
    }
    assert_eq!(at, source.len(), "tokens end too early");
    for dialect in DIALECTS {
        match Template::parse(&source, dialect) {
            Ok(template) => {
                let lints = lint(&template);
                for found in &lints {
                    assert!(source.get(found.span.start..found.span.end).is_some());
                }
                let repaired = repaired(&source, &lints);
                assert!(
                    Template::parse(&repaired, dialect).is_ok(),
                    "what is repaired does not parse: {repaired:?}"
                );
            }
            Err(errors) => {
                assert!(!errors.is_empty());
                for pair in errors.windows(2) {
                    assert!(
                        pair[0].span.start < pair[1].span.start,
                        "errors out of order"
                    );
                }
                for error in errors {
                    assert!(source.get(error.span.start..error.span.end).is_some());
                    error.caret(&source);
                }
            }
        }
    }
}

/// What is traced is the same text, and its pieces cover it.
fn traced(
    source: &str,
    rendered: &Result<Rendered, Box<Error>>,
    traced: Result<Traced, Box<Error>>,
) {
    let traced = match (rendered, traced) {
        (Ok(rendered), Ok(traced)) => {
            assert_eq!(rendered, &traced.rendered);
            traced
        }
        (rendered, traced) => {
            assert_eq!(rendered.as_ref().err(), traced.as_ref().err());
            return;
        }
    };
    let mut end = 0;
    for piece in traced.pieces {
        assert_eq!(piece.output.start, end, "a gap between pieces");
        end = piece.output.end;
        assert!(source.get(piece.span.start..piece.span.end).is_some());
    }
    assert_eq!(end, traced.rendered.text.len(), "pieces end too early");
}

/// A template and the JSON body of a request, rendered in both dialects with small limits, and as a
/// mapping template.
pub fn render(data: &[u8]) {
    let (source, body) = two(data);
    let limits = Limits {
        iterations: Some(100),
        noted_iterations: None,
        steps: 50_000,
        depth: 100,
        output: 1 << 16,
        string: 1 << 14,
        ..Limits::default()
    };
    for dialect in DIALECTS {
        let Ok(template) = Template::parse(&source, dialect) else {
            continue;
        };
        let context = || {
            let mut context = Context::new();
            if let Ok(value) = gateway::json::read(&body.as_str().into()) {
                context.set("v", value);
            }
            context
        };
        let rendered = template.render(&mut context(), &limits);
        traced(
            &source,
            &rendered,
            template.render_traced(&mut context(), &limits),
        );
        if let Err(error) = rendered {
            error.caret(&source);
            // What reaches the limit is one piece of text.
            let most = limits.output + limits.string + source.len();
            assert!(error.partial.len() <= most, "{}", error.partial.len());
        }
    }
    // This one has the limits of the gateway, which let a template run for long.
    if source.matches("#foreach").count() < 2
        && let Ok(template) = MappingTemplate::parse(&source)
    {
        let inputs = Inputs {
            body: body.into(),
            ..Inputs::default()
        };
        let _ = gateway::mapping::render(&template, &inputs);
    }
}

/// A path and a document. What is found is written as JSON, which reads again.
pub fn jsonpath(data: &[u8]) {
    let (path, document) = two(data);
    let Ok(document) = gateway::json::read(&document.as_str().into()) else {
        return;
    };
    if let Ok(path) = JsonPath::compile(&path)
        && let Ok(found) = path.read(&document)
        && let Ok(text) = gateway::json::write(&found)
    {
        assert!(gateway::json::read(&text.into()).is_ok());
    }
}

/// An item. What was read is written as JSON that reads as the same item.
pub fn attribute_value(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let Ok(item) = item_from_json(&text) else {
        return;
    };
    let written = item.to_json().to_string();
    let again = item_from_json(&written).expect("what was written reads");
    assert_eq!(item, again);
    assert_eq!(item_size(&item), item_size(&again));
}

/// A condition expression and a projection, in requests with a few names and values.
pub fn expression(data: &[u8]) {
    let (condition, projection) = two(data);
    // A name or a value that the expression does not use is an error.
    let used = |all: &[(&str, &str)]| {
        let used = all.iter().filter(|(name, _)| condition.contains(name));
        let used: Vec<_> = used
            .map(|(name, value)| format!("\"{name}\": {value}"))
            .collect();
        used.join(", ")
    };
    let names = used(&[("#a", "\"id\""), ("#b", "\"b.c\"")]);
    let values = used(&[
        (":a", r#"{"S": "a"}"#),
        (":n", r#"{"N": "1"}"#),
        (":l", r#"{"L": []}"#),
    ]);
    let member = |name: &str, members: &str| match members {
        "" => String::new(),
        _ => format!(", \"{name}\": {{{members}}}"),
    };
    let put = format!(
        r#"{{"TableName": "t00", "Item": {{"id": {{"S": "a"}}, "b": {{"L": []}}}}, "ConditionExpression": {}{}{}}}"#,
        quoted(&condition),
        member("ExpressionAttributeNames", &names),
        member("ExpressionAttributeValues", &values),
    );
    if let Ok(request) = PutItem::parse(&put)
        && let Some(condition) = &request.condition
    {
        condition.holds(&request.item);
    }
    let _ = check_put_item(&put, "id");
    let get = format!(
        r#"{{"TableName": "t00", "Key": {{"id": {{"S": "a"}}}}, "ProjectionExpression": {}}}"#,
        quoted(&projection)
    );
    let _ = GetItem::parse(&get);
}

/// A CloudFormation template, as YAML or JSON: what it makes is loaded, its options are read, and what they write is a template
/// again; the API that it makes answers a call.
pub fn stack(data: &[u8]) {
    let Ok(template) = stack::from_text(&String::from_utf8_lossy(data)) else {
        return;
    };
    let _ = stack::openapi(&template, &stack::Deployment::default());
    if let Ok(read) = stack::read_options(&template) {
        let written = stack::template(&read.options);
        assert!(stack::load(&written, &stack::Deployment::default()).is_ok());
    }
    if let Ok(mut emulator) = emulator::Emulator::from_template(&template) {
        for method in ["GET", "POST", "OPTIONS"] {
            let request = gateway::Request {
                method: method.to_owned(),
                path: "/".to_owned(),
                body: "{\"id\": \"r\"}".to_owned(),
                ..gateway::Request::default()
            };
            emulator.invoke(request, &gateway::Environment::default());
        }
    }
}

/// The two texts of a target that takes two.
fn two(data: &[u8]) -> (String, String) {
    let mut parts = data.splitn(2, |byte| *byte == 0);
    let mut text = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    (text(), text())
}

/// `text` as a JSON string.
fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c < ' ' => json.push_str(&format!("\\u{:04x}", c as u32)),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}
