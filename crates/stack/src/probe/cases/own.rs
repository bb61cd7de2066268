//! The mapping templates of the stack itself.

use options::{DELETE_REQUEST, LIST_REQUEST, LIST_RESPONSE, MappingTemplates};

use super::ProbeCase;

/// A resume with values of every type.
const RESUME: &str = r#"{"id": "ada", "name": "Zoë \"Quote\" O'Neil \\ </script>", "empty": "", "years": 12.50, "open": true, "none": null, "skills": [{"title": "a"}, {"title": ""}, []], "deep": {"a": {"b": [[["c"]]]}, "e": {}}}"#;

/// An item as DynamoDB returns it, with attributes of every type.
const ITEM: &str = r#"{"Item": {"id": {"S": "ada"}, "name": {"S": "Zoë \"Quote\" O'Neil \\"}, "empty": {"S": ""}, "years": {"N": "12.5"}, "open": {"BOOL": true}, "none": {"NULL": true}, "set": {"SS": ["a", "b"]}, "skills": {"L": [{"M": {"title": {"S": "a"}}}, {"L": []}]}, "deep": {"M": {"a": {"M": {"b": {"L": [{"S": "c"}]}}}, "e": {"M": {}}}}}}"#;

/// A template without the lines that are comments, which print nothing.
fn short(template: &str) -> String {
    let lines = template.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("##")).collect()
}

/// The cases.
pub(super) fn cases() -> Vec<ProbeCase> {
    let recursion =
        "a `#define` inside a `#define`, with which the templates of `templates/` recurse";
    let texts = MappingTemplates::default();
    let (response, block) = (ProbeCase::response, ProbeCase::block);
    vec![
        block(
            "own-put-request",
            "Does the template of a save give the item of a resume?",
            recursion,
            &short(&texts.put_request),
        )
        .body(RESUME),
        ProbeCase::parsed(
            "own-put-request-in-a-response",
            "Does it give the same where it is no block?",
            recursion,
            &short(&texts.put_request),
        )
        .body(RESUME),
        response(
            "own-get-request",
            "Does the template of a load give the key of the item?",
            recursion,
            &short(&texts.get_request),
        )
        .query("id=O'Neil%20%22ada%22"),
        block(
            "own-get-response",
            "Does the template of a loaded item give the resume?",
            recursion,
            &short(&texts.get_response),
        )
        .body(ITEM),
        response(
            "own-list-request",
            "Does the template of the list give a Scan?",
            recursion,
            &short(LIST_REQUEST),
        )
        .query("limit=5"),
        block(
            "own-list-response",
            "Does the template of the listed items give the page?",
            recursion,
            &short(LIST_RESPONSE),
        )
        .body(r#"{"Items": [{"id": {"S": "ada"}, "name": {"S": "Ada"}}, {"id": {"S": "b'c"}}], "LastEvaluatedKey": {"id": {"S": "b'c"}}}"#),
        response(
            "own-delete-request",
            "Does the template of a deletion give the key of the item?",
            recursion,
            &short(DELETE_REQUEST),
        )
        .query("id=ada"),
        block(
            "own-error-response",
            "Does the template of DynamoDB's errors give its message?",
            recursion,
            &short(&texts.error_response),
        )
        .body(r#"{"__type": "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException", "message": "The conditional request failed"}"#),
    ]
}
