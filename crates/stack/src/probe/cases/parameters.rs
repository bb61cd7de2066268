//! Parameters, `$context`, `$stageVariables`.

use crate::probe::case::Row;

const PARAMS: &str = "`$input.params(x)`: path, then query string, then headers";
const ENCODED: &str = "path parameters are as sent, percent-encoded; query parameters are decoded";
const METHOD: &str = "`$method.request.path`, `.querystring`, `.header`";
const CONTEXT: &str = "`$context` and its maps iterate in the order of `java.util.HashMap`";

/// The cases.
pub(super) const ROWS: &[Row] = &[
        Row::response(
            "params-order",
            "Does a query parameter come before a header of the same name, and what is a missing one?",
            PARAMS,
            "[$input.params('Accept-Language')][$input.params('none')]#if($input.params('none') == \"\") empty#end",
        )
        .query("Accept-Language=query")
        .header("Accept-Language", "en"),
        Row::response(
            "params-case",
            "Does the case of a header's name count?",
            PARAMS,
            "[$input.params('Accept-Language')][$input.params('accept-language')][$input.params('ACCEPT-LANGUAGE')]",
        )
        .header("Accept-Language", "en"),
        Row::response(
            "params-query",
            "Are query parameters decoded, which value of a repeated one counts, and in which order are they listed?",
            ENCODED,
            "[$input.params('b')][$input.params('a')][$input.params('c')][$input.params('d')] $input.params().querystring $input.params().path $input.params().keySet()",
        )
        .query("b=1+2%203%2B4%C3%BC&a=1&a=2&c=&d"),
        Row::response(
            "params-broken",
            "What is a query parameter with a broken escape?",
            "a broken escape in the query stays unchanged",
            "[$input.params('a')]",
        )
        .query("a=%zz"),
        Row::response(
            "method-variables",
            "Has a template the variables $method.request?",
            METHOD,
            "[$method.request.querystring.a][$method.request.multivaluequerystring.a][$method.request.header.Accept-Language]",
        )
        .query("a=1&a=2")
        .header("Accept-Language", "en"),
        Row::response(
            "context-values",
            "What are the values of $context and $stageVariables, which name this version of the check?",
            CONTEXT,
            "$context.httpMethod $context.resourcePath $context.stage $context.path [$context.none] [$context.identity.user] $stageVariables.tableName [$stageVariables.none] $stageVariables.template",
        ),
        Row::response(
            "context-keys",
            "Which keys does $context have, and in which order?",
            CONTEXT,
            "#foreach($key in $context.keySet())$key #end/ #foreach($key in $context.identity.keySet())$key #end/ $context.requestOverride $context.responseOverride",
        ),
];
