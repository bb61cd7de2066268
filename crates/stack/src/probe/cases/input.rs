//! The body: `$input.body`, `$input.json`, `$input.path`, JSONPath.

use super::ProbeCase;

/// The cases.
pub(super) fn cases() -> Vec<ProbeCase> {
    let json = "Parsed as in json-smart's permissive mode";
    let path = "As in Jayway's newer versions (2.4 to 2.9)";
    let missing = "`$input.json` of a missing value, or of null, gives";
    let text = "a body that is not JSON is a string to `$input.path('$')`";
    let empty = "an empty body is `{}` to `$input`";
    let case = ProbeCase::quoted;
    let list = "{\"l\": [3, 1, 2], \"o\": [{\"p\": 1}, {\"p\": 2, \"q\": [5]}]}";
    vec![
        case(
            "json-missing",
            "What are $input.json and $input.path of null, and of a missing value?",
            missing,
            "[$input.json('$.a')][$input.path('$.a')][$input.json('$.none')][$input.path('$.none')][$input.json('$')]",
        )
        .body("{\"a\": null}"),
        case(
            "json-numbers",
            "How does $input.json write numbers?",
            json,
            "$input.json('$') $input.path('$')",
        )
        .body("{\"a\": 1.0, \"b\": 1e3, \"c\": 0.10, \"d\": 12345678901234567890, \"e\": -0, \"f\": 1E400, \"g\": 1.00000000000000000001}"),
        case(
            "json-texts",
            "Which characters does $input.json escape?",
            json,
            "$input.json('$.a')|$input.json('$')|$input.path('$.a')",
        )
        .body("{\"a\": \"<\\/é\\u2028\\u00e9/'\\t\\u007f\\u0001\"}"),
        case(
            "json-spaces",
            "How are objects and lists printed, and are the spaces of the body kept?",
            json,
            "$input.path('$') $input.path('$.a') $input.path('$.a.b') $input.json('$') $input.body",
        )
        .body("{ \"z\" : \"x\" , \"a\": {\"b\": [1, {\"c\": \"d\"}]}}"),
        case(
            "body-lenient",
            "Is JSON with single quotes, bare names and trailing commas parsed, and which of two fields of a name counts?",
            json,
            "$input.json('$')",
        )
        .body("{'a': 1, b: two, \"c\": [1,], \"a\": 3,}"),
        case(
            "body-text",
            "What is $input of a body that is not JSON?",
            text,
            "[$input.body][$input.path('$')][$input.json('$')][$input.path('$.a')]",
        )
        .body("hello"),
        case(
            "body-empty",
            "What is $input of an empty body?",
            empty,
            "[$input.body][$input.json('$')][$input.path('$')]",
        ),
        case(
            "path-filters",
            "Which filters and functions does JSONPath have?",
            path,
            "[$input.json('$.o[?(@.q)]')][$input.json('$.o[?(@.p > 1)].p')][$input.json('$.o[?(@.p in [1, 3])].p')][$input.json('$.l.length()')][$input.json('$.l.max()')]",
        )
        .body(list),
        case(
            "paths",
            "What do indexes, slices, deep scans and paths without a match find, and paths without $?",
            path,
            "[$input.json('$.l[-1]')][$input.json('$.l[-1:]')][$input.json('$.l[0,2]')][$input.json('$.l[0:2]')][$input.json('$.l[9]')][$input.json('$..p')][$input.json('$..[0]')][$input.json('$..*')][$input.json('$..none')][$input.json('$.l[*].none')][$input.path('o[0].p')]",
        )
        .body(list),
    ]
}
