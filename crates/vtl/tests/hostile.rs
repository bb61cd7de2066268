//! Templates that try to hang, panic or fill the memory.

use proptest::prelude::*;
use std::rc::Rc;
use vtl::token::tokenize;
use vtl::value::{List, Map, Order, Printed};
use vtl::{Context, Dialect, ErrorKind, Limits, Template, Value};

fn context() -> Context {
    let mut context = Context::new();
    let map = Map::new(Printed::Java, Order::Insertion);
    map.insert("k", Value::Integer(1));
    map.insert("n", Value::Null);
    let map = Value::Map(Rc::new(map));
    context.set("s", Value::from("hé😀llo"));
    context.set("n", Value::Integer(5));
    context.set("d", Value::Double(2.5));
    context.set("t", Value::Bool(true));
    context.set("m", map.clone());
    context.set("l", Value::list(vec![Value::Integer(1), Value::Null, map]));
    context
}

/// Small limits, so that whatever runs away is stopped soon.
fn limits() -> Limits {
    Limits {
        iterations: Some(1_000),
        steps: 100_000,
        depth: 100,
        output: 1 << 16,
        string: 1 << 16,
        ..Limits::default()
    }
}

/// Parses and renders on a stack like the one of a browser; the kind of the error, if there was one.
fn run(source: &str, limits: Limits) -> Option<ErrorKind> {
    let source = source.to_owned();
    let worker = std::thread::Builder::new()
        .stack_size(4 << 20)
        .spawn(move || {
            let template = match Template::parse(&source, Dialect::Velocity) {
                Ok(template) => template,
                Err(errors) => return Some(errors[0].kind),
            };
            template
                .render(&mut context(), &limits)
                .err()
                .map(|error| error.kind)
        });
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(kind)) => kind,
        _ => panic!("it panicked"),
    }
}

#[test]
fn what_nests_too_deep_is_an_error() {
    for (open, close) in [
        ("#if(true)", "#end"),
        ("#foreach($i in [1..2])", "#end"),
        ("#@a()", "#end"),
        ("#macro(a)", "#end"),
        ("#define($a)", "#end"),
    ] {
        let source = format!("{}x{}", open.repeat(50_000), close.repeat(50_000));
        assert_eq!(run(&source, limits()), Some(ErrorKind::Limit), "{open}");
    }
    for (before, open, close, after) in [
        ("#set($x = ", "(", ")", ")"),
        ("#set($x = ", "[", "]", ")"),
        ("#set($x = ", "{'a':", "}", ")"),
        ("#set($x = ", "!", "", ")"),
        ("", "$a.b(", ")", ""),
        ("$a", "[$a", "]", ""),
    ] {
        let source = format!(
            "{before}{}1{}{after}",
            open.repeat(50_000),
            close.repeat(50_000)
        );
        assert!(run(&source, limits()).is_some(), "{open}");
    }
    let chain = format!(
        "#set($x = 1{})$x{}",
        " + 1".repeat(20_000),
        ".toString()".repeat(20_000)
    );
    let _ = run(&chain, limits());
}

#[test]
fn what_runs_away_reaches_a_limit() {
    for source in [
        "#foreach($i in [1..2000000000])x#end",
        "#set($l = [1..2000000000])",
        "#set($s = 'x')#foreach($i in [1..100])#set($s = \"$s$s\")#end",
        "#set($s = 'x')#foreach($i in [1..100])#set($s = $s + $s)#end",
        "#set($s = 'x')#foreach($i in [1..100])#set($s = $s.concat($s))#end",
        "#set($s = 'x')$s.repeat(2000000000)",
        "#set($s = 'x'.replace('x', 'y'))#foreach($i in [1..100])#set($s = $n.toString().replaceAll('', 'xxxxxxxxxxxxxxxxx'))#end$s.repeat(10000)",
        "#foreach($i in [1..100])#set($x = $l.addAll($l))#end",
        "#set($a = [1])#foreach($i in [1..100])#set($a = [$a, $a])#end$a",
        "#macro(m $x)#m(\"$x$x\")$x#end#m('a')",
        "#macro(m)#m()#end#m()",
        "#define($d)$d$d#end#foreach($i in [1..100])#evaluate('$d')#end#set($e = '#evaluate($e)')#evaluate($e)",
        "#set($t = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')$t.matches('(a+)+\\1b')",
    ] {
        let template = Template::parse(source, Dialect::Velocity);
        let Ok(template) = template else { continue };
        let error = template.render(&mut context(), &limits());
        let kind = error
            .map(|rendered| rendered.text.len())
            .map_err(|error| error.kind);
        assert!(
            matches!(kind, Err(ErrorKind::Limit | ErrorKind::MacroDepth)),
            "{source}: {kind:?}"
        );
    }
}

/// Beyond the limit of digits, a method returns nothing or a limit ends it.
#[test]
fn numbers_of_a_million_digits_end() {
    let digits = "7".repeat(1_000_000);
    for (source, kind) in [
        ("#set($x = $n.gcd($huge))", None),
        ("#set($x = $n.modInverse($huge))", None),
        ("#set($x = $n.modPow($n, $huge))", None),
        ("#set($x = $n.max($huge))#set($x = $n < $huge)", None),
        ("#set($x = $n * $huge)", None),
        ("#set($x = $huge.gcd($n))", Some(ErrorKind::Limit)),
        ("#set($x = $huge.hashCode())", Some(ErrorKind::Limit)),
    ] {
        let template = Template::parse(source, Dialect::Velocity).unwrap();
        let mut context = Context::new();
        context.set("huge", Value::big_integer(digits.as_str()));
        context.set("n", Value::big_integer("123456789012345678901"));
        let ended = template.render(&mut context, &Limits::default());
        assert_eq!(ended.err().map(|error| error.kind), kind, "{source}");
    }
}

#[test]
fn values_that_hold_themselves_print() {
    for source in [
        "#set($x = $l.add($l))$l $l.hashCode() $l.equals($l) $l.contains($l)",
        "#set($x = $m.put('me', $m))$m $m.hashCode()",
        "#set($x = $m.put('l', $l))#set($x = $l.add($m))$l #if($l == $m)#end $l.indexOf($m)",
        "#foreach($i in $l)#set($x = $l.add(1))#end",
    ] {
        run(source, limits());
    }
    let list = Rc::new(List::new(Printed::Json, Vec::new()));
    list.items_mut().push(Value::List(Rc::clone(&list)));
    assert!(Value::List(Rc::clone(&list)).print().is_err());
    list.items_mut().clear();
}

#[test]
fn cut_anywhere_it_does_not_panic() {
    let source = "a$!{x.y('é')[0]}\\\\#if($a && !\"$b\")#[[x]]##c\n#foreach($i in {1:[1..2]})#@m($i)\
        $\\!b#*c*##end#end#set($x=-1.5e3)#macro(q $z)#{end}#literal()q#end#evaluate('$x')";
    for (at, _) in source.char_indices() {
        run(&source[at..], limits());
        run(&source[..at], limits());
    }
}

/// Pieces to build templates from, and to break them with.
const PIECES: &[&str] = &[
    "$s",
    "${s}",
    "$!x",
    "$!{m.k}",
    "$m",
    "$l",
    ".k",
    ".size()",
    ".get(",
    "[0]",
    "[",
    "]",
    "(",
    ")",
    "#if(",
    "#if($t)",
    "#elseif($n > 3)",
    "#else",
    "#{else}",
    "#end",
    "#{end}",
    "#set($x = ",
    "#set(",
    "#foreach($i in $l)",
    "#foreach($i in [1..3])",
    "#macro(m $a $b)",
    "#m(1 $s)",
    "#@m($s)",
    "#break",
    "#stop",
    "#define($q)",
    "$q",
    "#evaluate(",
    "#parse('x')",
    "#include('x')",
    "#literal()",
    "#[[",
    "]]#",
    "##",
    "#*",
    "*#",
    "#**",
    "\n",
    "\r\n",
    " ",
    "\t",
    "\\",
    "\\\\",
    "\\$s",
    "\\#if",
    "$",
    "#",
    "!",
    "{",
    "}",
    "'",
    "\"",
    "\"$s #if($t)y#end\"",
    "'a'",
    "''",
    "1",
    "-2",
    "2.5",
    "1e3",
    "..",
    ",",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    " and ",
    " or ",
    " not ",
    " eq ",
    "true",
    "false",
    "$foreach.hasNext",
    "$foreach.parent.index",
    "$velocityCount",
    "in ",
    "é",
    "😀",
    "{'a': 1}",
    "[1, 'b']",
    "$s.replaceAll('(l+)', '<$1>')",
    "$s.substring(1, 3)",
    "$s.split('l')",
    "$d.toString()",
    "$m.put('k', $m)",
    "$l.add($l)",
    "$m.keySet()",
    "x",
    "abc",
];

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_templates_neither_panic_nor_hang(source in source()) {
        for dialect in [Dialect::Velocity, Dialect::Gateway] {
            match Template::parse(&source, dialect) {
                Ok(template) => {
                    let _ = template.render(&mut context(), &limits());
                }
                Err(errors) => {
                    prop_assert!((1..=20).contains(&errors.len()));
                    for pair in errors.windows(2) {
                        prop_assert!(pair[0].span.start < pair[1].span.start, "{errors:?}");
                    }
                    for error in errors {
                        let place = source.get(error.span.start..error.span.end);
                        let at_end = error.span.start == source.len();
                        prop_assert!(place.is_some_and(|place| at_end || !place.is_empty()), "{error:?}");
                        prop_assert!(error.line >= 1 && error.column >= 1);
                        error.caret(&source);
                    }
                }
            }
        }
    }

    #[test]
    fn tokens_cover_every_byte(source in source()) {
        let mut at = 0;
        for token in tokenize(&source) {
            prop_assert_eq!(token.span.start, at);
            prop_assert!(token.span.end > at);
            prop_assert!(source.is_char_boundary(token.span.end));
            at = token.span.end;
        }
        prop_assert_eq!(at, source.len());
    }

    #[test]
    fn any_text_at_all(source in "\\PC{0,60}") {
        tokenize(&source);
        if let Ok(template) = Template::parse(&source, Dialect::Gateway) {
            let _ = template.render(&mut context(), &limits());
        }
    }
}
