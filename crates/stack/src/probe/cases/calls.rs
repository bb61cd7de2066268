//! Calls: how a template and a response are chosen, overrides, validation.

use serde_json::json;

use super::ProbeCase;
use crate::probe::case::{answer, mock, mock_of_responses, mock_of_types};

/// A response whose body says which one it is.
fn says(status: &str, text: &str) -> serde_json::Value {
    answer(status, json!({ "application/json": text }))
}

/// The cases.
pub(super) fn cases() -> Vec<ProbeCase> {
    let mut cases = overrides();
    cases.extend(mocks());
    cases.extend(types());
    cases.extend(selection());
    cases.extend(validation());
    cases
}

fn overrides() -> Vec<ProbeCase> {
    let status = "an override of the status counts only as an integer from 100 to 599";
    let remapped = "the caller gets `Authorization Connection Content-Length";
    let case = ProbeCase::response;
    vec![
        case(
            "status-text",
            "Does a text override the status?",
            status,
            "#set($context.responseOverride.status = \"201\")text",
        ),
        case(
            "status-out-of-range",
            "Does a number that is no status override it?",
            status,
            "#set($context.responseOverride.status = 700)number",
        ),
        ProbeCase::new(
            "status-of-the-request-template",
            "Does the request template override the status of the response?",
            status,
            mock(
                "#set($context.responseOverride.status = 201){\"statusCode\": 200}",
                "body",
            ),
        ),
        case(
            "header-list",
            "Does an override with a list give its header several values?",
            "an override with a list gives its header several values",
            "#set($context.responseOverride.header.X-Probe = [\"1\", \"2\"])list",
        )
        .shows(&["x-probe"]),
        case(
            "header-remapped",
            "Is a header that API Gateway reserves remapped when a template sets it?",
            remapped,
            "#set($context.responseOverride.header.WWW-Authenticate = \"probe\")#set($context.responseOverride.header.User-Agent = \"probe\")remapped",
        )
        .shows(&[
            "www-authenticate",
            "x-amzn-remapped-www-authenticate",
            "user-agent",
            "x-amzn-remapped-user-agent",
        ]),
    ]
}

fn mocks() -> Vec<ProbeCase> {
    let lenient = "a mock's request template is parsed leniently; its response has no body";
    vec![
        ProbeCase::new(
            "mock-lenient",
            "Is the output of a mock's request template parsed leniently?",
            lenient,
            mock("{statusCode: 200, 'a': [1,],}", "lenient"),
        ),
        ProbeCase::response(
            "response-empty",
            "What is the body of an empty response template?",
            "the response template: by `Accept`, else `application/json`",
            "",
        ),
    ]
}

fn types() -> Vec<ProbeCase> {
    let default = "the template `$default` is for types without one";
    let mime = "the template is chosen by the MIME type alone";
    let accept = "the response template: by `Accept`, else `application/json`";
    let responses = |types: &[(&str, &str)]| {
        let templates = types
            .iter()
            .map(|(mime, text)| ((*mime).to_owned(), json!(text)));
        mock_of_responses(
            json!({ "default": answer("200", serde_json::Value::Object(templates.collect())) }),
        )
    };
    vec![
        ProbeCase::new(
            "type-default",
            "Is the template $default used for types without one?",
            default,
            mock_of_types(&[("application/json", "json"), ("$default", "default")]),
        )
        .header("Content-Type", "text/plain")
        .body("text"),
        ProbeCase::new(
            "type-with-charset",
            "Is a template chosen by the type without its charset?",
            mime,
            mock_of_types(&[("application/json", "json"), ("text/plain", "plain")]),
        )
        .header("Content-Type", "text/plain; charset=utf-8")
        .body("text"),
        ProbeCase::new(
            "accept-chosen",
            "Does Accept choose the response template?",
            accept,
            responses(&[("application/json", "json"), ("text/plain", "plain")]),
        )
        .header("Accept", "text/plain")
        .shows(&["content-type"]),
        ProbeCase::new(
            "accept-list",
            "Does any type of a list in Accept choose the response template?",
            accept,
            responses(&[("application/json", "json"), ("text/plain", "plain")]),
        )
        .header("Accept", "text/html, text/plain;q=0.5")
        .shows(&["content-type"]),
        ProbeCase::new(
            "accept-unknown",
            "Which response template is used if Accept names none of them?",
            accept,
            responses(&[("text/plain", "plain"), ("application/json", "json")]),
        )
        .header("Accept", "image/png")
        .shows(&["content-type"]),
        ProbeCase::new(
            "accept-first",
            "Which response template is used if Accept names none, and none is for application/json?",
            accept,
            responses(&[("text/plain", "plain"), ("text/html", "html")]),
        )
        .header("Accept", "image/png")
        .shows(&["content-type"]),
    ]
}

fn selection() -> Vec<ProbeCase> {
    let whole = "the selection pattern must match the whole status";
    let several = "of several matches the response of the integration's own status";
    vec![
        ProbeCase::new(
            "selection-part",
            "Does a selection pattern match a part of the status?",
            whole,
            mock_of_responses(
                json!({ "20": says("201", "part"), "default": says("200", "default") }),
            ),
        ),
        ProbeCase::new(
            "selection-own-status",
            "Which of several matching responses is used: that of the mock's own status?",
            several,
            mock_of_responses(
                json!({ "2\\d{2}": says("202", "pattern"), "20[0-1]": says("200", "own") }),
            ),
        ),
        ProbeCase::new(
            "selection-several",
            "Which of several matching responses is used, if none has the mock's status?",
            several,
            mock_of_responses(
                json!({ "2\\d{2}": says("202", "first"), "20\\d": says("201", "second") }),
            ),
        ),
    ]
}

fn validation() -> Vec<ProbeCase> {
    let case = |name, question, settles| ProbeCase::response(name, question, settles, "valid");
    let texts = json!({ "type": "string" });
    vec![
        case(
            "model-empty-body",
            "Is an empty body the object {} to a model?",
            "an empty body is `{}` to the model",
        )
        .schema(json!({ "type": "object" })),
        case(
            "model-lenient",
            "Does a model accept JSON with single quotes?",
            "the body must be strict JSON, though the parser of mapping templates is lenient",
        )
        .schema(json!({ "type": "object" }))
        .body("{'a': 1}"),
        case(
            "model-format",
            "Does a model check the format of a text?",
            "`format` is ignored",
        )
        .schema(json!({ "type": "object", "properties": { "a": { "type": "string", "format": "date-time" } } }))
        .body("{\"a\": \"no date\"}"),
        case(
            "model-errors",
            "Which errors of a body does a model list, and in which order?",
            "all errors are listed, an object's own before those",
        )
        .schema(json!({
            "type": "object",
            "required": ["c"],
            "additionalProperties": false,
            "properties": {
                "a": { "type": "object", "required": ["x"], "properties": { "y": texts } },
                "b": texts,
                "c": texts,
            },
        }))
        .body("{\"b\": 1, \"a\": {\"y\": 2}, \"d\": 3}"),
    ]
}
