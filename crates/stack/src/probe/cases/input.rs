//! The body: `$input.body`, `$input.json`, `$input.path`, JSONPath.

use crate::probe::case::Row;

const JSON: &str = "Parsed as in json-smart's permissive mode";
const PATH: &str = "As in Jayway's newer versions (2.4 to 2.9)";
const MISSING: &str = "`$input.json` of a missing value, or of null, gives";
const TEXT: &str = "a body that is not JSON is a string to `$input.path('$')`";
const EMPTY: &str = "an empty body is `{}` to `$input`";
const LIST: &str = "{\"l\": [3, 1, 2], \"o\": [{\"p\": 1}, {\"p\": 2, \"q\": [5]}]}";

/// The cases.
pub(super) const ROWS: &[Row] = &[
        Row::quoted(
            "json-missing",
            "What are $input.json and $input.path of null, and of a missing value?",
            MISSING,
            "[$input.json('$.a')][$input.path('$.a')][$input.json('$.none')][$input.path('$.none')][$input.json('$')]",
        )
        .body("{\"a\": null}"),
        Row::quoted(
            "json-numbers",
            "How does $input.json write numbers?",
            JSON,
            "$input.json('$') $input.path('$')",
        )
        .body("{\"a\": 1.0, \"b\": 1e3, \"c\": 0.10, \"d\": 12345678901234567890, \"e\": -0, \"f\": 1E400, \"g\": 1.00000000000000000001}"),
        Row::quoted(
            "json-texts",
            "Which characters does $input.json escape?",
            JSON,
            "$input.json('$.a')|$input.json('$')|$input.path('$.a')",
        )
        .body("{\"a\": \"<\\/é\\u2028\\u00e9/'\\t\\u007f\\u0001\"}"),
        Row::quoted(
            "json-spaces",
            "How are objects and lists printed, and are the spaces of the body kept?",
            JSON,
            "$input.path('$') $input.path('$.a') $input.path('$.a.b') $input.json('$') $input.body",
        )
        .body("{ \"z\" : \"x\" , \"a\": {\"b\": [1, {\"c\": \"d\"}]}}"),
        Row::quoted(
            "body-lenient",
            "Is JSON with single quotes, bare names and trailing commas parsed, and which of two fields of a name counts?",
            JSON,
            "$input.json('$')",
        )
        .body("{'a': 1, b: two, \"c\": [1,], \"a\": 3,}"),
        Row::quoted(
            "body-text",
            "What is $input of a body that is not JSON?",
            TEXT,
            "[$input.body][$input.path('$')][$input.json('$')][$input.path('$.a')]",
        )
        .body("hello"),
        Row::quoted(
            "body-empty",
            "What is $input of an empty body?",
            EMPTY,
            "[$input.body][$input.json('$')][$input.path('$')]",
        ),
        Row::quoted(
            "path-filters",
            "Which filters and functions does JSONPath have?",
            PATH,
            "[$input.json('$.o[?(@.q)]')][$input.json('$.o[?(@.p > 1)].p')][$input.json('$.o[?(@.p in [1, 3])].p')][$input.json('$.l.length()')][$input.json('$.l.max()')]",
        )
        .body(LIST),
        Row::quoted(
            "paths",
            "What do indexes, slices, deep scans and paths without a match find, and paths without $?",
            PATH,
            "[$input.json('$.l[-1]')][$input.json('$.l[-1:]')][$input.json('$.l[0,2]')][$input.json('$.l[0:2]')][$input.json('$.l[9]')][$input.json('$..p')][$input.json('$..[0]')][$input.json('$..*')][$input.json('$..none')][$input.json('$.l[*].none')][$input.path('o[0].p')]",
        )
        .body(LIST),
];
