//! The functions of `$util`.

use crate::probe::case::Row;

const ESCAPES: &str = "`$util.escapeJavaScript` escapes `'` and `/` too";
const JSON: &str = "`$util.parseJson` of invalid JSON gives null";
const FAILING: &str = "a template that fails: 500 `Internal server error`";

/// The cases.
pub(super) const ROWS: &[Row] = &[
    Row::response(
        "escape-empty",
        "What is escapeJavaScript(\"\")?",
        ESCAPES,
        "[$util.escapeJavaScript(\"\")]#if($util.escapeJavaScript(\"\") == \"\") empty#end",
    ),
    Row::response(
        "escape-values",
        "What is escapeJavaScript of an undefined value, a number, a list and a map?",
        ESCAPES,
        "#set($l = [\"'\"])#set($m = {\"a\": \"'\"})[$util.escapeJavaScript($none)][$util.escapeJavaScript(5)][$util.escapeJavaScript($l)][$util.escapeJavaScript($m)]",
    ),
    Row::response(
        "escape-characters",
        "Which characters does escapeJavaScript escape, and how?",
        ESCAPES,
        "$util.escapeJavaScript($input.params('text'))",
    )
    .query("text='%22%2F%5C%3C%3E%26%C3%A9%F0%9F%98%80%0A%09%08%01%7F%E2%80%A8`"),
    Row::response(
        "parse-json",
        "How are the values of $util.parseJson printed, and those of broken JSON?",
        JSON,
        "#set($j = $util.parseJson('{\"a\": [1, 2.50, null, \"x\", {\"b\": true}], \"c\": {\"d\": []}}'))$j $j.a $j.a[1] [$j.a[2]] $j.c [$util.parseJson('{\"a\": ')][$util.parseJson('')][$util.parseJson('text')]",
    ),
    Row::response(
        "encodings",
        "Which characters does $util.urlEncode encode, and is base64 of UTF-8?",
        ESCAPES,
        "$util.urlEncode(\"a b/ü+&~*'\") $util.urlDecode(\"a+b%20c%C3%BC\") $util.base64Encode(\"aü\") $util.base64Decode(\"YcO8\")",
    ),
    Row::response(
        "url-broken",
        "What is $util.urlDecode of a broken escape?",
        FAILING,
        "[$util.urlDecode(\"%zz\")]",
    ),
];
