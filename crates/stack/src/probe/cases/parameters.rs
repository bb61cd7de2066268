//! Parameters, `$context`, `$stageVariables`.

use super::ProbeCase;

/// The cases.
pub(super) fn cases() -> Vec<ProbeCase> {
    let params = "`$input.params(x)`: path, then query string, then headers";
    let encoded = "path parameters are as sent, percent-encoded; query parameters are decoded";
    let method = "`$method.request.path`, `.querystring`, `.header`";
    let context = "`$context` and its maps iterate in the order of `java.util.HashMap`";
    let case = ProbeCase::response;
    vec![
        case(
            "params-order",
            "Does a query parameter come before a header of the same name, and what is a missing one?",
            params,
            "[$input.params('Accept-Language')][$input.params('none')]#if($input.params('none') == \"\") empty#end",
        )
        .query("Accept-Language=query")
        .header("Accept-Language", "en"),
        case(
            "params-case",
            "Does the case of a header's name count?",
            params,
            "[$input.params('Accept-Language')][$input.params('accept-language')][$input.params('ACCEPT-LANGUAGE')]",
        )
        .header("Accept-Language", "en"),
        case(
            "params-query",
            "Are query parameters decoded, which value of a repeated one counts, and in which order are they listed?",
            encoded,
            "[$input.params('b')][$input.params('a')][$input.params('c')][$input.params('d')] $input.params().querystring $input.params().path $input.params().keySet()",
        )
        .query("b=1+2%203%2B4%C3%BC&a=1&a=2&c=&d"),
        case(
            "params-broken",
            "What is a query parameter with a broken escape?",
            "a broken escape in the query stays unchanged",
            "[$input.params('a')]",
        )
        .query("a=%zz"),
        case(
            "method-variables",
            "Has a template the variables $method.request?",
            method,
            "[$method.request.querystring.a][$method.request.multivaluequerystring.a][$method.request.header.Accept-Language]",
        )
        .query("a=1&a=2")
        .header("Accept-Language", "en"),
        case(
            "context-values",
            "What are the values of $context and $stageVariables, which name this version of the check?",
            context,
            "$context.httpMethod $context.resourcePath $context.stage $context.path [$context.none] [$context.identity.user] $stageVariables.tableName [$stageVariables.none] $stageVariables.template",
        ),
        case(
            "context-keys",
            "Which keys does $context have, and in which order?",
            context,
            "#foreach($key in $context.keySet())$key #end/ #foreach($key in $context.identity.keySet())$key #end/ $context.requestOverride $context.responseOverride",
        ),
    ]
}
