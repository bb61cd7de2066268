//! Rendering of mapping templates, and texts to render.

use gateway::mapping::{Inputs, Mapped, MappingTemplate, Params, render};
use proptest::prelude::*;
use serde_json::Value;

pub(crate) fn run(template: &str, body: &str, query: &[(&str, &str)]) -> Mapped {
    let template = MappingTemplate::parse(template).unwrap();
    let query = query
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let inputs = Inputs {
        body: body.into(),
        params: Params {
            querystring: query.collect(),
            ..Params::default()
        },
        ..Inputs::default()
    };
    render(&template, &inputs).unwrap()
}

/// The output of a request template for a resume.
pub(crate) fn put_by(template: &str, resume: &Value, table: &str) -> Value {
    let body = run(template, &resume.to_string(), &[("tablename", table)]).text;
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// The status that a response template sets, and its output for a response of DynamoDB.
pub(crate) fn get_by(template: &str, answer: &Value) -> (Option<u16>, Value) {
    let mapped = run(template, &answer.to_string(), &[]);
    let body = serde_json::from_str(&mapped.text);
    let body = body.unwrap_or_else(|error| panic!("{error}: {}", mapped.text));
    (mapped.overrides.response.status, body)
}

/// Texts with a meaning in some layer: in JSON, in Velocity, in Java's methods, in DynamoDB.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "",
        " ",
        "'",
        "\\'",
        "\\\\'",
        "''",
        "\"",
        "we\"ird",
        "\\",
        "\\\\",
        "\n",
        "\r\n",
        "\t",
        "\0",
        "\u{1}",
        "\u{8}",
        "\u{b}",
        "\u{1f}",
        "\u{80}",
        "\u{2028}",
        "\u{2029}",
        "é",
        "日本",
        "😀",
        "/",
        "</script>",
        "$",
        "$foo",
        "${x}",
        "$!x",
        "#",
        "##",
        "#set($x = 1)",
        "#end",
        "#foreach",
        "#**#",
        "x\"}, \"admin\": {\"S\": \"yes",
        "\\u0041",
        "null",
        "true",
        "false",
        "0",
        "1.0",
        "{}",
        "[]",
        "S",
        "N",
        "M",
        "L",
        "NULL",
        "class",
        "size",
        "get",
        "length",
        "keySet",
        ".",
        ".a",
        "$.id",
    ]);
    let piece = prop_oneof![8 => known.prop_map(str::to_owned), 1 => any::<char>().prop_filter("not dropped in reading", |c| *c != '\u{7f}').prop_map(String::from)];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}
