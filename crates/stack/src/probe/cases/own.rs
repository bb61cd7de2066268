//! The mapping templates of the stack itself.

use options::{DELETE_REQUEST, LIST_REQUEST, LIST_RESPONSE};

use crate::probe::case::Row;

/// A resume with values of every type.
const RESUME: &str = r#"{"id": "ada", "name": "Zoë \"Quote\" O'Neil \\ </script>", "empty": "", "years": 12.50, "open": true, "none": null, "skills": [{"title": "a"}, {"title": ""}, []], "deep": {"a": {"b": [[["c"]]]}, "e": {}}}"#;

/// An item as DynamoDB returns it, with attributes of every type.
const ITEM: &str = r#"{"Item": {"id": {"S": "ada"}, "name": {"S": "Zoë \"Quote\" O'Neil \\"}, "empty": {"S": ""}, "years": {"N": "12.5"}, "open": {"BOOL": true}, "none": {"NULL": true}, "set": {"SS": ["a", "b"]}, "skills": {"L": [{"M": {"title": {"S": "a"}}}, {"L": []}]}, "deep": {"M": {"a": {"M": {"b": {"L": [{"S": "c"}]}}}, "e": {"M": {}}}}}}"#;

const PUT_REQUEST: &str = include_str!("../../../../../templates/put_request.vm");
const GET_REQUEST: &str = include_str!("../../../../../templates/get_request.vm");
const GET_RESPONSE: &str = include_str!("../../../../../templates/get_response.vm");
const ERROR_RESPONSE: &str = include_str!("../../../../../templates/error_response.vm");

const RECURSION: &str =
    "a `#define` inside a `#define`, with which the templates of `templates/` recurse";

/// The cases.
pub(super) const ROWS: &[Row] = &[
        Row::block(
            "own-put-request",
            "Does the template of a save give the item of a resume?",
            RECURSION,
            PUT_REQUEST,
        )
        .body(RESUME),
        Row::parsed(
            "own-put-request-in-a-response",
            "Does it give the same where it is no block?",
            RECURSION,
            PUT_REQUEST,
        )
        .body(RESUME),
        Row::response(
            "own-get-request",
            "Does the template of a load give the key of the item?",
            RECURSION,
            GET_REQUEST,
        )
        .query("id=O'Neil%20%22ada%22"),
        Row::block(
            "own-get-response",
            "Does the template of a loaded item give the resume?",
            RECURSION,
            GET_RESPONSE,
        )
        .body(ITEM),
        Row::response(
            "own-list-request",
            "Does the template of the list give a Scan?",
            RECURSION,
            LIST_REQUEST,
        )
        .query("limit=5"),
        Row::block(
            "own-list-response",
            "Does the template of the listed items give the page?",
            RECURSION,
            LIST_RESPONSE,
        )
        .body(r#"{"Items": [{"id": {"S": "ada"}, "name": {"S": "Ada"}}, {"id": {"S": "b'c"}}], "LastEvaluatedKey": {"id": {"S": "b'c"}}}"#),
        Row::response(
            "own-delete-request",
            "Does the template of a deletion give the key of the item?",
            RECURSION,
            DELETE_REQUEST,
        )
        .query("id=ada"),
        Row::block(
            "own-error-response",
            "Does the template of DynamoDB's errors give its message?",
            RECURSION,
            ERROR_RESPONSE,
        )
        .body(r#"{"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "message": "The conditional request failed"}"#),
];
