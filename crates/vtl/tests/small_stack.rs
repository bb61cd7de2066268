//! The deepest templates and values that the limits let through, on a stack as small as a
//! browser's.
//!
//! wasm-ld gives a program 1 MiB of stack by default. Without optimisation the functions' frames
//! are several times as large, so there the stack is, too: run this with `--release` for the real
//! thing.

// Helpers of a test, too, may stop it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::rc::Rc;

use vtl::lint::lint;
use vtl::value::{List, Map, Order, Printed};
use vtl::{Context, Dialect, ErrorKind, Limits, Template, Value};

const STACK: usize = if cfg!(debug_assertions) {
    8 << 20
} else {
    1 << 20
};

/// Runs `work` on a small stack. An overflow ends the process: no test passes by that.
fn on_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(work);
    worker.unwrap().join().expect("it panicked")
}

/// Parses, lints and renders; the kind of the error, if there was one.
fn run(source: &str) -> Option<ErrorKind> {
    let source = source.to_owned();
    on_small_stack(move || {
        let template = match Template::parse(&source, Dialect::Velocity) {
            Ok(template) => template,
            Err(errors) => return Some(errors[0].kind),
        };
        lint(&template);
        let mut context = Context::new();
        context.set("s", Value::from("text"));
        context.set("l", Value::list(vec![Value::Integer(0)]));
        let rendered = template.render(&mut context, &Limits::default());
        rendered.err().map(|error| error.kind)
    })
}

/// What can nest in itself: before, open, inmost, close, after.
const NESTS: [[&str; 5]; 17] = [
    ["", "#if(true)", "x", "#end", ""],
    ["", "#if(false)#else", "x", "#end", ""],
    ["", "#foreach($i in [1])", "x", "#end", ""],
    ["", "#define($d)", "x", "#end$d", ""],
    ["#macro(m)$bodyContent#end", "#@m()", "x", "#end", ""],
    ["", "#set($x = [", "1", "])", ""],
    ["#set($x = ", "(", "1", ")", ")"],
    ["#set($x = ", "!", "true", "", ")"],
    ["#set($x = ", "[", "1", "]", ")$x"],
    ["#set($x = ", "{'k': ", "1", "}", ")$x"],
    ["#set($x = ", "(1 + ", "1", ")", ")$x"],
    ["", "$s.concat(", "'x'", ")", ""],
    ["", "$s.concat($s.substring(", "0", "))", ""],
    ["", "$l[", "0", "]", ""],
    ["#set($x = 1", " + 1", "", "", ")$x"],
    ["#if(true", " && true", "", "", ")x#end"],
    ["$s", ".toString()", "", "", ""],
];

#[test]
fn the_deepest_templates_fit() {
    for [before, open, inmost, close, after] in NESTS {
        let mut rendered = 0;
        let mut refused = 0;
        for depth in [
            1, 5, 20, 35, 45, 49, 60, 70, 74, 100, 140, 147, 149, 160, 999, 20_000,
        ] {
            let source = format!(
                "{before}{}{inmost}{}{after}",
                open.repeat(depth),
                close.repeat(depth)
            );
            match run(&source) {
                None => rendered += 1,
                Some(_) => refused += 1,
            }
        }
        assert!(rendered > 0, "{open} never renders");
        // Calls in a chain do not nest.
        let endless = open.starts_with('.');
        assert!(refused > 0 || endless, "{open} has no limit");
    }
}

#[test]
fn the_longest_rows_of_operators_render() {
    for (operand, operator) in [
        ("1", " + "),
        ("1", " * "),
        ("'a'", " + "),
        ("true", " && "),
        ("false", " || "),
        ("1", " < "),
        ("1", " == "),
    ] {
        let row = vec![operand; 1_001].join(operator);
        assert_eq!(run(&format!("#set($x = {row})$x")), None, "{operator}");
        assert_eq!(run(&format!("#if({row})x#end")), None, "{operator}");
    }
}

#[test]
fn strings_in_strings_fit() {
    let mut source = String::from("x");
    for depth in 0..12 {
        let inner = source.replace('"', "\"\"");
        source = format!("#set($v{depth} = \"#if(true){inner}#end$s\")$v{depth}");
        run(&source);
    }
    assert!(source.len() > 1_000);
}

#[test]
fn what_calls_itself_fits() {
    for source in [
        "#macro(m)#m()#end#m()",
        "#macro(m $x)#if(true)#foreach($i in [1])#m([$x, [$x]])#end#end#end#m(1)",
        "#macro(m $x)#@m(\"$x$s\")$bodyContent#end#end#m(1)",
        "#define($d)#if(true)$d#end#end$d",
        "#define($d)\"#set($x = \"$d\")$x\"#end$d",
        "#set($e = '#evaluate($e)')#evaluate($e)",
        "#set($e = '#if(true)#foreach($i in [1])#evaluate($e)#end#end')#evaluate($e)",
        "#set($e = '$l.get(\"#evaluate($e)\")')#evaluate($e)",
    ] {
        run(source);
    }
}

#[test]
fn the_deepest_values_fit() {
    for depth in [50, 150, 399, 1_000, 3_000] {
        let source = format!(
            "#foreach($i in [1..{depth}])#set($l = [$l])#set($m = {{'k': $m, 'l': $l}})#end\
             $m $l $l.hashCode() $l.equals($m) #if($l == $m)#end $m.get('k').hashCode() \
             #foreach($x in $m.entrySet())$x#end $l.contains($l) $l.toString() $m.values()"
        );
        run(&source);
    }
    // As JSON that came from outside.
    on_small_stack(|| {
        let mut value = Value::Integer(1);
        for at in 0..2_000 {
            value = if at % 2 == 0 {
                Value::List(Rc::new(List::new(Printed::Json, vec![value])))
            } else {
                let map = Map::new(Printed::Java, Order::Insertion);
                map.insert("k", value);
                Value::Map(Rc::new(map))
            };
        }
        let mut context = Context::new();
        context.set("v", value.clone());
        context.set("w", value);
        for source in [
            "$v",
            "$v.hashCode()",
            "#if($v == $w)#end",
            "$v.equals($w)",
            "\"$v.k[0]\"",
        ] {
            let template = Template::parse(source, Dialect::Gateway).unwrap();
            // Either an answer or a limit: it returns.
            let _ = template.render(&mut context, &Limits::default());
        }
    });
}

#[test]
fn values_nested_by_the_hundred_thousand_are_freed() {
    for body in [
        r#"#set($l = [$l])#set($m = {"k": $m, "l": $l})"#,
        "#set($l = [$x])#set($x = $l.iterator())",
        "#set($l = [$x])#set($x = $l.listIterator())",
        "#set($m = {'k': $x})#set($x = $m.values().iterator())",
        "#set($m = {'k': $x})#set($x = $m.values())",
        "#set($m = {'k': $x})#set($x = $m.entrySet())",
        "#set($m = {'k': $x})#set($x = $m.entrySet().iterator().next())",
        "#set($m = {$x: 1})#set($x = $m.entrySet().iterator().next())$!m.clear()",
        "#define($x)$y#end#set($y = [$x])",
        "#m($x)",
        "#foreach($j in [1])#set($foreach.old = $x)#set($x = $foreach)#end",
    ] {
        let source = format!(
            "#macro(m $p)#set($p = [$x])#define($x)$p#end#end#set($x = 1)\
             #foreach($i in [1..200000]){body}#end"
        );
        on_small_stack(move || {
            let template = Template::parse(&source, Dialect::Velocity).unwrap();
            let mut context = Context::new();
            let rendered = template.render(&mut context, &Limits::default());
            // Hashing an entry reads its key, which is an entry.
            let hashes = body.contains("{$x: 1}");
            let kind = rendered.err().map(|error| error.kind);
            let ends = kind.is_none() || (hashes && kind == Some(ErrorKind::Limit));
            assert!(ends, "{body}: {kind:?}");
        });
    }
}
