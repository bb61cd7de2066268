//! What mapping templates ask of API Gateway's variables.

use crate::grammar::Random;

/// The inputs that these templates expect, as the `apigw` of a case.
pub const INPUTS: &str = r#"{"body": "{\"id\": \"r1\", \"n\": 5, \"d\": 2.50, \"big\": 12345678901, \"t\": true, \"nul\": null, \"s\": \"it's \\\"L\\\" a/b é\\n\", \"o\": {\"a-b\": 1, \"c d\": [1, \"x\"]}, \"l\": [{\"u\": \"A\", \"v\": 1}, {\"u\": \"B\", \"v\": 2.5}], \"e\": [], \"em\": {}}",
"params": {"path": {"id": "p1"}, "querystring": {"q": "it's", "id": "q1"}, "header": {"X-A": "1", "Accept": "a/b"}},
"context": {"stage": "prod", "identity": {"sourceIp": "1.2.3.4", "userArn": null}, "requestId": "req"},
"stageVariables": {"table": "T1"}}"#;

const PATHS: &[&str] = &[
    "$",
    "$.id",
    "$.n",
    "$.d",
    "$.big",
    "$.t",
    "$.nul",
    "$.none",
    "$.s",
    "$.o",
    "$.l",
    "$.l[0]",
    "$.l[1].v",
    "$.l[*].u",
    "$..u",
    "$.e",
    "$.em",
    "$.l[?(@.v > 1)]",
    "$.l[-1:]",
    "id",
    "l[0].u",
    "$.l.length()",
    "$.none.x",
    "$.l[9]",
    "$.nul.x",
    "$.n.x",
    "$.o.*",
    "",
    "$.",
    "$[",
];

const TEXTS: &[&str] = &[
    "'a b&c=d'",
    "'a%20b+c'",
    "'%zz'",
    "'aGk='",
    "'{\"a\": [1, {\"b\": null}]}'",
    "'[1'",
    "\"it's / \"\"q\"\" é\"",
    "''",
    "$none",
    "5",
    "$x",
    "$input.body",
    "$input.path('$.s')",
    "$input.path('$.l')",
    "$input.json('$.o')",
    "$input.params('q')",
];

/// A reference's text, from behind its `$`.
pub fn reference(random: &mut Random) -> String {
    let path = random.pick(PATHS);
    let text = random.pick(TEXTS);
    match random.below(20) {
        0..=4 => format!("input.path('{path}')"),
        5 | 6 => format!("input.json('{path}')"),
        7 => "input.body".to_owned(),
        8 => format!(
            "input.params('{}')",
            random.pick(&["id", "q", "X-A", "x-a", "none", ""])
        ),
        9 => format!(
            "input.params(){}",
            random.pick(&[
                "",
                ".path",
                ".header['X-A']",
                ".get('querystring')",
                ".keySet()",
                ".path.id",
                ".none"
            ])
        ),
        10..=12 => format!("util.escapeJavaScript({text})"),
        13 => format!("util.urlEncode({text})"),
        14 => format!("util.urlDecode({text})"),
        15 => format!("util.base64Encode({text})"),
        16 => format!("util.base64Decode({text})"),
        17 => format!("util.parseJson({text})"),
        18 => format!(
            "context{}",
            random.pick(&[
                ".stage",
                ".identity.sourceIp",
                ".identity.userArn",
                ".none",
                ".requestOverride.header.X",
                ".get('stage')",
                ".identity.none.x"
            ])
        ),
        _ => format!(
            "stageVariables{}",
            random.pick(&[
                ".table",
                ".none",
                "",
                ".get('table')",
                "['table']",
                ".size()"
            ])
        ),
    }
}
