//! Calls: how a template and a response are chosen, overrides, validation.

use crate::probe::case::{PatternResponse, Row};

const STATUS: &str = "an override of the status counts only as an integer from 100 to 599";
const LISTS: &str = "an override with a list gives its header several values";
const REMAPPED: &str = "the caller gets `Authorization Connection Content-Length";
const LENIENT: &str = "a mock's request template is parsed leniently; its response has no body";
const MIME: &str = "the template is chosen by the MIME type alone";
const ACCEPT: &str = "the response template: by `Accept`, else `application/json`";
const SEVERAL: &str = "of several matches the response of the integration's own status";

/// Responses for JSON and for text.
const JSON_OR_PLAIN: &[PatternResponse] = &[(
    "default",
    "200",
    &[("application/json", "json"), ("text/plain", "plain")],
)];

/// The cases.
pub(super) const ROWS: &[Row] = &[
    Row::response(
        "status-text",
        "Does a text override the status?",
        STATUS,
        "#set($context.responseOverride.status = \"201\")text",
    ),
    Row::response(
        "status-out-of-range",
        "Does a number that is no status override it?",
        STATUS,
        "#set($context.responseOverride.status = 700)number",
    ),
    Row::both(
        "status-of-the-request-template",
        "Does the request template override the status of the response?",
        STATUS,
        (
            "#set($context.responseOverride.status = 201){\"statusCode\": 200}",
            "body",
        ),
    ),
    Row::response(
        "header-list",
        "Does an override with a list give its header several values?",
        LISTS,
        "#set($context.responseOverride.header.X-Probe = [\"1\", \"2\"])list",
    )
    .shows(&["x-probe"]),
    Row::response(
        "header-remapped",
        "Is a header that API Gateway reserves remapped when a template sets it?",
        REMAPPED,
        "#set($context.responseOverride.header.WWW-Authenticate = \"probe\")#set($context.responseOverride.header.User-Agent = \"probe\")remapped",
    )
    .shows(&[
        "www-authenticate",
        "x-amzn-remapped-www-authenticate",
        "user-agent",
        "x-amzn-remapped-user-agent",
    ]),
    Row::both(
        "mock-lenient",
        "Is the output of a mock's request template parsed leniently?",
        LENIENT,
        ("{statusCode: 200, 'a': [1,],}", "lenient"),
    ),
    Row::response(
        "response-empty",
        "What is the body of an empty response template?",
        ACCEPT,
        "",
    ),
    Row::types(
        "type-default",
        "Is the template $default used for types without one?",
        "the template `$default` is for types without one",
        &[("application/json", "json"), ("$default", "default")],
    )
    .header("Content-Type", "text/plain")
    .body("text"),
    Row::types(
        "type-with-charset",
        "Is a template chosen by the type without its charset?",
        MIME,
        &[("application/json", "json"), ("text/plain", "plain")],
    )
    .header("Content-Type", "text/plain; charset=utf-8")
    .body("text"),
    Row::responses(
        "accept-chosen",
        "Does Accept choose the response template?",
        ACCEPT,
        JSON_OR_PLAIN,
    )
    .header("Accept", "text/plain")
    .shows(&["content-type"]),
    Row::responses(
        "accept-list",
        "Does any type of a list in Accept choose the response template?",
        ACCEPT,
        JSON_OR_PLAIN,
    )
    .header("Accept", "text/html, text/plain;q=0.5")
    .shows(&["content-type"]),
    Row::responses(
        "accept-unknown",
        "Which response template is used if Accept names none of them?",
        ACCEPT,
        &[(
            "default",
            "200",
            &[("text/plain", "plain"), ("application/json", "json")],
        )],
    )
    .header("Accept", "image/png")
    .shows(&["content-type"]),
    Row::responses(
        "accept-first",
        "Which response template is used if Accept names none, and none is for application/json?",
        ACCEPT,
        &[(
            "default",
            "200",
            &[("text/plain", "plain"), ("text/html", "html")],
        )],
    )
    .header("Accept", "image/png")
    .shows(&["content-type"]),
    Row::responses(
        "selection-part",
        "Does a selection pattern match a part of the status?",
        "the selection pattern must match the whole status",
        &[
            ("20", "201", &[("application/json", "part")]),
            ("default", "200", &[("application/json", "default")]),
        ],
    ),
    Row::responses(
        "selection-own-status",
        "Which of several matching responses is used: that of the mock's own status?",
        SEVERAL,
        &[
            ("2\\d{2}", "202", &[("application/json", "pattern")]),
            ("20[0-1]", "200", &[("application/json", "own")]),
        ],
    ),
    Row::responses(
        "selection-several",
        "Which of several matching responses is used, if none has the mock's status?",
        SEVERAL,
        &[
            ("2\\d{2}", "202", &[("application/json", "first")]),
            ("20\\d", "201", &[("application/json", "second")]),
        ],
    ),
    Row::response(
        "model-empty-body",
        "Is an empty body the object {} to a model?",
        "an empty body is `{}` to the model",
        "valid",
    )
    .schema(r#"{"type": "object"}"#),
    Row::response(
        "model-lenient",
        "Does a model accept JSON with single quotes?",
        "the body must be strict JSON, though the parser of mapping templates is lenient",
        "valid",
    )
    .schema(r#"{"type": "object"}"#)
    .body("{'a': 1}"),
    Row::response(
        "model-format",
        "Does a model check the format of a text?",
        "`format` is ignored",
        "valid",
    )
    .schema(
        r#"{"type": "object", "properties": {"a": {"type": "string", "format": "date-time"}}}"#,
    )
    .body("{\"a\": \"no date\"}"),
    Row::response(
        "model-errors",
        "Which errors of a body does a model list, and in which order?",
        "all errors are listed, an object's own before those",
        "valid",
    )
    .schema(
        r#"{"type": "object", "required": ["c"], "additionalProperties": false, "properties": {"a": {"type": "object", "required": ["x"], "properties": {"y": {"type": "string"}}}, "b": {"type": "string"}, "c": {"type": "string"}}}"#,
    )
    .body("{\"b\": 1, \"a\": {\"y\": 2}, \"d\": 3}"),
];
