//! What a request template can hand over to the response template: the other cases rely on it.

use crate::probe::case::Row;

const RULE: &str = "the response template sees what the request template sets in `$context`";

/// The cases.
pub(super) const ROWS: &[Row] = &[
        Row::quoted(
            "handed-over",
            "Does the response template see a text that the request template sets in $context?",
            RULE,
            "seen",
        ),
        Row::block(
            "handed-over-block",
            "Can the request template hand over a block, rendered in a quoted text?",
            RULE,
            "#set($a = 1)\n#if($a == 1)one#end",
        ),
        Row::response(
            "mock-body",
            "What does the response template of a mock see as $input: the caller's body, the mock's own, or none?",
            "a mock's request template is parsed leniently; its response has no body",
            "[$input.body][$input.json('$')][$input.path('$.a')]",
        )
        .body("{\"a\": 1}"),
];
