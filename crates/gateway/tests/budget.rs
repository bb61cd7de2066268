//! Repeated calls of `$input` and `$util` are charged: a loop of them ends at the limit of steps or of memory, not after
//! iterations times the size of the body.

#![allow(clippy::unwrap_used)]

use std::fmt::Write as _;

use gateway::mapping::{Inputs, MappingTemplate, render, render_within};
use vtl::{ErrorKind, Limits};

/// A body of many items, members and a long text.
fn body() -> String {
    let mut body = String::from("{\"l\":[");
    for n in 0..2_000 {
        let comma = if n > 0 { "," } else { "" };
        write!(body, "{comma}{{\"a\":{n},\"b\":\"text\"}}").unwrap();
    }
    write!(
        body,
        "],\"s\":\"{}\",\"n\":{},\"e\":[\"\"",
        "é/'\\\" %".repeat(6_000),
        "9".repeat(10_000)
    )
    .unwrap();
    body.push_str(&",\"x\"".repeat(2_000));
    body.push_str("]}");
    body
}

/// The error of a template that runs `round` 20,000 times.
fn error(body: &str, before: &str, round: &str) -> Option<(ErrorKind, String)> {
    // 20,000 iterations of a step or two each stay far below the limits: what they call does not.
    let template = format!(
        "{before}#set($keep=[])#foreach($i in [1..20])#foreach($j in [1..1000]){round}#end#end"
    );
    let template = MappingTemplate::parse(&template).unwrap();
    let inputs = Inputs {
        body: body.into(),
        ..Inputs::default()
    };
    // Smaller than the default ones, so that a build without optimisation is quick, too.
    let limits = Limits {
        steps: 200_000,
        memory: 4 << 20,
        ..Limits::default()
    };
    let error = render_within(&template, &inputs, &limits);
    let error = error.err()?.errors.remove(0);
    Some((error.kind, error.message))
}

#[test]
fn what_is_looked_at_is_charged() {
    let body = body();
    let s = "#set($s=$input.path('$.s'))";
    let long =
        "#set($s=$input.path('$.s'))#set($b=$util.base64Encode($s))#set($u=$util.urlEncode($s))";
    for (before, round) in [
        (s, "#set($x=$util.base64Encode($s))"),
        (s, "#set($x=$util.urlEncode($s))"),
        (s, "#set($x=$util.escapeJavaScript($s))"),
        (s, "#set($x=$util.parseJson($s))"),
        (long, "#set($x=$util.base64Decode($b))"),
        (long, "#set($x=$util.urlDecode($u))"),
        ("", "#set($x=$util.parseJson($input.body))"),
        ("", "#set($x=$util.escapeJavaScript($input.path('$.l')))"),
        ("", "#set($x=$input.json('$'))"),
        ("", "#set($x=$input.json('$.l'))"),
        ("", "#set($x=$input.path('$..a'))"),
        ("", "#set($x=$input.path('$.l[*].none'))"),
        ("", "#set($x=$input.path('$.l[5:]'))"),
        ("", "#set($x=$input.path('$.l[?(@.a > 5)]'))"),
        ("", "#set($x=$input.path(\"$.l[?(@.b =~ /(t|e)*xt/)]\"))"),
        ("", "#set($x=$input.path('$.l[?(@.a in $.e)]'))"),
        ("", "#set($x=$input.path('$.e.length()'))"),
        ("", "#set($x=$input.path('$.e.concat()'))"),
        ("", "#set($x=$input.path('$.e.append(1)'))"),
        ("", "#set($x=$input.path('$.l.sum($..a)'))"),
        ("", "#set($x=$input.path('$[?(@.s == $.s)]'))"),
        ("", "#set($x=$input.path('$[?(@.s < $.s)]'))"),
        ("", "#set($x=$input.path('$[?(@.s contains $.s)]'))"),
        ("", "#set($x=$input.path('$[?(@.n > 1)]'))"),
        ("", "#set($x=$input.path('$[?($.l == $.l)]'))"),
        (
            "#set($n=$input.path('$.n'))#set($n=$n.toString().substring(0,9000))",
            "#set($x=$input.path(\"$n\"))",
        ),
    ] {
        let (kind, message) =
            error(&body, before, round).unwrap_or_else(|| panic!("{round} ends well"));
        assert_eq!(kind, ErrorKind::Limit, "{round}: {message}");
        assert!(message.len() < 400, "{round}: {message}");
    }
}

#[test]
fn what_is_kept_is_charged() {
    let body = body();
    let s = "#set($s=$input.path('$.s'))";
    for (before, made) in [
        (s, "$util.base64Encode($s)"),
        (s, "$util.urlEncode($s)"),
        (s, "$util.escapeJavaScript($s)"),
        ("", "$util.parseJson($input.body)"),
        ("", "$input.json('$')"),
        ("", "$input.path('$..*')"),
        ("", "$input.path('$.l[?(@.a)]')"),
        ("", "$input.path('$.l[*]')"),
        ("", "$input.path('$.e.append(1)')"),
        ("", "$input.path('$.e.concat($.e)')"),
    ] {
        let round = format!("#set($x=$keep.add({made}))");
        let (kind, message) = error(&body, before, &round).unwrap();
        assert_eq!(kind, ErrorKind::Limit, "{made}: {message}");
    }
}

#[test]
fn many_overrides_take_no_time() {
    let template = "#foreach($i in [1..100])#foreach($j in [1..1000])\
        #set($context.responseOverride.header[\"h${i}_$j\"] = \"v$j\")\
        #set($context.requestOverride.header[\"h${i}_$j\"] = ['a', \"v$j\"])#end#end";
    let template = MappingTemplate::parse(template).unwrap();
    let mapped = render(&template, &Inputs::default()).unwrap();
    assert_eq!(mapped.overrides.response.headers.len(), 100_000);
    assert_eq!(mapped.overrides.request.headers.len(), 100_000);
}
