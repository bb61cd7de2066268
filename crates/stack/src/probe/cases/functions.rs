//! The functions of `$util`.

use super::ProbeCase;

/// The cases.
pub(super) fn cases() -> Vec<ProbeCase> {
    let escapes = "`$util.escapeJavaScript` escapes `'` and `/` too";
    let json = "`$util.parseJson` of invalid JSON gives null";
    let failing = "a template that fails: 500 `Internal server error`";
    let case = ProbeCase::response;
    vec![
        case(
            "escape-empty",
            "What is escapeJavaScript(\"\")?",
            escapes,
            "[$util.escapeJavaScript(\"\")]#if($util.escapeJavaScript(\"\") == \"\") empty#end",
        ),
        case(
            "escape-values",
            "What is escapeJavaScript of an undefined value, a number, a list and a map?",
            escapes,
            "#set($l = [\"'\"])#set($m = {\"a\": \"'\"})[$util.escapeJavaScript($none)][$util.escapeJavaScript(5)][$util.escapeJavaScript($l)][$util.escapeJavaScript($m)]",
        ),
        case(
            "escape-characters",
            "Which characters does escapeJavaScript escape, and how?",
            escapes,
            "$util.escapeJavaScript($input.params('text'))",
        )
        .query("text='%22%2F%5C%3C%3E%26%C3%A9%F0%9F%98%80%0A%09%08%01%7F%E2%80%A8`"),
        case(
            "parse-json",
            "How are the values of $util.parseJson printed, and those of broken JSON?",
            json,
            "#set($j = $util.parseJson('{\"a\": [1, 2.50, null, \"x\", {\"b\": true}], \"c\": {\"d\": []}}'))$j $j.a $j.a[1] [$j.a[2]] $j.c [$util.parseJson('{\"a\": ')][$util.parseJson('')][$util.parseJson('text')]",
        ),
        case(
            "encodings",
            "Which characters does $util.urlEncode encode, and is base64 of UTF-8?",
            escapes,
            "$util.urlEncode(\"a b/ü+&~*'\") $util.urlDecode(\"a+b%20c%C3%BC\") $util.base64Encode(\"aü\") $util.base64Decode(\"YcO8\")",
        ),
        case(
            "url-broken",
            "What is $util.urlDecode of a broken escape?",
            failing,
            "[$util.urlDecode(\"%zz\")]",
        ),
    ]
}
