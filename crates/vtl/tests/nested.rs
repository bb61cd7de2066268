//! Values that hold themselves, or nest very deep: Java's answers for them, on a stack as small as a browser's.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use vtl::{Context, Dialect, ErrorKind, Limits, Template};

/// Without optimisation, frames are several times as large.
const STACK: usize = if cfg!(debug_assertions) {
    4 << 20
} else {
    1 << 20
};

/// Templates, and their output in Velocity 1.7, as measured; `None` where Java's stack overflows.
const CASES: &[(&str, Option<&str>)] = &[
    (
        "#set($x={})$!x.put('k',$x.values())$x",
        Some("{k=[(this Collection)]}"),
    ),
    ("#set($x={})$!x.put('k',$x.keySet())$x", Some("{k=[k]}")),
    ("#set($x={})$!x.put('k',$x.entrySet())$x", None),
    (
        "#set($x={})#set($k=$x.keySet())$!x.put($k,1)#if($k==$k)same#end",
        Some("same"),
    ),
    (
        "#set($x={})#set($k=$x.keySet())$!x.put($k,1)$x",
        Some("{[(this Collection)]=1}"),
    ),
    (
        "#set($x={})#set($k=$x.values())$!x.put($k,1)$x",
        Some("{[1]=1}"),
    ),
    ("#set($x={})#set($k=$x.entrySet())$!x.put($k,1)$x", None),
    ("#set($x={})$!x.put($x,1)$x", Some("{(this Map)=1}")),
    (
        "#set($x={})$!x.put('a',$x)$x $x.keySet() $x.size()",
        Some("{a=(this Map)} [a] 1"),
    ),
    (
        "#set($x={})$!x.put('a',$x)$x.values()",
        Some("[{a=(this Map)}]"),
    ),
    (
        "#set($x={})$!x.put('a',$x)$x.entrySet()",
        Some("[a={a=(this Map)}]"),
    ),
    ("#set($x={})$!x.put('a',$x)$x.hashCode()", None),
    (
        "#set($x={})$!x.put('a',$x)#if($x==$x)same#end",
        Some("same"),
    ),
    (
        "#set($x={})$!x.put('a',$x)#set($y={})$!y.put('a',$y)#if($x==$y)same#{else}not#end",
        None,
    ),
    ("#set($x={})$!x.put($x,1)$!x.put($x,2)$x", None),
    ("#set($x={})$!x.put($x,1)$x.get($x)", None),
    (
        "#set($x={})$!x.put($x,1)$!x.put('b',2)$x.get('b') $x.size()",
        Some("2 2"),
    ),
    ("#set($x=[])#set($y=[$x])$!x.add($y)$x", None),
    ("#set($x=[])#set($y=[$x])$!x.add($y)$x.hashCode()", None),
    (
        "#set($x=[])#set($y=[$x])$!x.add($y)#set($z=[])#set($w=[$z])$!z.add($w)#if($x==$z)same#end",
        None,
    ),
    (
        "#set($x=[])$!x.add($x)$x $x.contains($x) $x.indexOf($x) $x.equals($x)",
        Some("true[(this Collection)] true 0 true"),
    ),
    ("#set($x=[])$!x.add($x)$x.hashCode()", None),
    (
        "#set($x=[])$!x.add($x)#set($m={})$!m.get($x)ok",
        Some("trueok"),
    ),
    ("#set($x=[])$!x.add($x)#set($m={'a':1})$!m.get($x)ok", None),
    (
        "#set($x=[])$!x.add($x)#set($m={'a':1})$!m.put($x,1)ok",
        None,
    ),
    (
        "#set($x={})#set($v=$x.values())$!x.put('k',$v)$v",
        Some("[(this Collection)]"),
    ),
    (
        "#set($x={})#set($v=$x.values())$!x.put('k',$v)$v.hashCode().class.simpleName #if($v==$v)same#end $v.contains($v) $x.containsValue($v)",
        Some("Integer same true true"),
    ),
    (
        "#set($x={})#set($v=$x.entrySet())$!x.put('k',$v)$v.contains($v)",
        Some("false"),
    ),
    (
        "#set($x={})#set($v=$x.keySet())$!x.put('k',1)#set($y={'k':2})#if($v==$y.keySet())same#end $v.hashCode() #if($x.entrySet()==$y.entrySet())same#{else}not#end",
        Some("same 107 not"),
    ),
    (
        "#set($l=[1])#set($m={})$!m.put($l,'v')$m.get([1])$!l.add(2)[$!m.get($l)][$!m.get([1])]$m.containsKey($l)",
        Some("vfalse"),
    ),
    (
        "#set($l=[1])#set($m={})$!m.put($l,'v')$!l.add(2)$!m.put($l,'w')$m $m.size()",
        Some("true{[1, 2]=v, [1, 2]=w} 2"),
    ),
    (
        "#set($l=[1])#set($m={})$!m.put($l,'v')$!l.add(2)$!m.remove($l)$m.size()",
        Some("true1"),
    ),
    (
        "#set($m={'a':1})#foreach($e in $m.entrySet())$!m.put($e,2)#end",
        Some(""),
    ),
    (
        "#set($m={'a':1})#set($e=$m.entrySet().iterator().next())#set($n={})$!n.put($e,1)$n.get($e) $n",
        Some("1 {a=1=1}"),
    ),
    (
        "#set($m={'a':1,'b':2})#set($it=$m.keySet().iterator())#foreach($x in $it)$x#break#end$it.next()",
        Some("ab"),
    ),
    (
        "#set($m={'a':1,'b':2})#set($it=$m.keySet().iterator())$it.next()$!it.remove()$m$it.next()$!it.remove()$m",
        Some("a{b=2}b{}"),
    ),
    (
        "#set($m={'a':1})#set($v=$m.values())#set($n={})$!n.put($v,1)$!m.put('b',2)$n.get($v)",
        Some("1"),
    ),
    (
        "#set($m={'a':1})#set($v=$m.keySet())#set($n={})$!n.put($v,1)$!m.put('b',2)[$!n.get($v)]",
        Some(""),
    ),
    (
        "#set($m={'a':[1]})#if($m=={'a':[1]})yes#end #if($m=={'a':[2]})yes#{else}no#end",
        Some("yes no"),
    ),
    (
        "#set($m={[1]:'x'})#if($m=={[1]:'x'})yes#end $m.get([1])",
        Some("yes x"),
    ),
    (
        "#set($m={1:'a',true:'b',2.5:'c'})$m.get(1)$m.get(true)$m.get(2.5)[$!m.get('1')]",
        Some("ab$m.get(2.5)[$!m.get('1')]"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..260])#set($l=[$l])#end$l.hashCode()",
        Some("8092"),
    ),
    (
        "#set($l=[1])#set($k=[1])#foreach($i in [1..260])#set($l=[$l])#set($k=[$k])#end#if($l==$k)same#end$l.equals($k)",
        Some("sametrue"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..260])#set($l=[$l])#end$l.toString().length()",
        Some("523"),
    ),
    (
        "#set($l={'k':1})#foreach($i in [1..260])#set($l={'k':$l})#end$l.toString().length() $l.hashCode()",
        Some("1045 106"),
    ),
    (
        "#set($l=1)#foreach($i in [1..260])#set($m={'k':$l})#set($l=$m.entrySet())#end$l.toString().length() $l.hashCode()",
        Some("1041 1"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..2000])#set($l=[$l])#end$l.hashCode()",
        Some("62032"),
    ),
    (
        "#set($l=[1])#set($k=[1])#foreach($i in [1..2000])#set($l=[$l])#set($k=[$k])#end#if($l==$k)same#end$l.equals($k)",
        Some("sametrue"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..2000])#set($l=[$l])#end$l.toString().length()",
        Some("4003"),
    ),
    (
        "#set($l={'k':1})#foreach($i in [1..2000])#set($l={'k':$l})#end$l.toString().length() $l.hashCode()",
        Some("8005 106"),
    ),
    (
        "#set($l=1)#foreach($i in [1..2000])#set($m={'k':$l})#set($l=$m.entrySet())#end$l.toString().length() $l.hashCode()",
        Some("8001 1"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..5000])#set($l=[$l])#end$l.hashCode()",
        Some("155032"),
    ),
    (
        "#set($l=[1])#set($k=[1])#foreach($i in [1..5000])#set($l=[$l])#set($k=[$k])#end#if($l==$k)same#end$l.equals($k)",
        Some("sametrue"),
    ),
    (
        "#set($l=[1])#foreach($i in [1..5000])#set($l=[$l])#end$l.toString().length()",
        Some("10003"),
    ),
    (
        "#set($l={'k':1})#foreach($i in [1..5000])#set($l={'k':$l})#end$l.toString().length() $l.hashCode()",
        Some("20005 106"),
    ),
    (
        "#set($l=1)#foreach($i in [1..5000])#set($m={'k':$l})#set($l=$m.entrySet())#end$l.toString().length() $l.hashCode()",
        Some("20001 1"),
    ),
];

/// Renders on a small stack: an overflow ends the process.
fn run(source: &str, limits: Limits) -> Result<String, (ErrorKind, String)> {
    let source = source.to_owned();
    let worker = std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || {
            let template = Template::parse(&source, Dialect::Velocity).unwrap();
            let traced = template.render_traced(&mut Context::new(), &limits);
            let rendered = template.render(&mut Context::new(), &limits);
            // A traced rendering gives the same, and so does its error.
            assert_eq!(
                rendered.as_ref().map_err(|error| error.kind).ok(),
                traced.as_ref().map(|traced| &traced.rendered).ok()
            );
            match rendered {
                Ok(rendered) => Ok(rendered.text),
                Err(error) => Err((error.kind, error.message)),
            }
        });
    worker.unwrap().join().unwrap()
}

#[test]
fn values_that_hold_themselves_are_as_in_java() {
    let mut wrong = Vec::new();
    for (source, velocity) in CASES {
        let own = run(source, Limits::default());
        let same = match (&own, velocity) {
            (Ok(text), Some(velocity)) => text == velocity,
            (Err((kind, message)), None) => *kind == ErrorKind::Limit && message.contains("10000"),
            _ => false,
        };
        if !same {
            wrong.push(format!("{source}\n    {velocity:?}\n    {own:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ways to nest `$x` one level deeper.
const DEEPER: &[&str] = &[
    "#set($x = [$x])",
    "#set($x = {'k': $x})",
    "#set($m = {'k': $x})#set($x = $m.values())",
    "#set($m = {'k': $x})#set($x = $m.entrySet())",
    "#set($m = {'k': $x})#set($x = $m.entrySet().iterator().next())",
    "#set($l = [$x])#set($x = $l.iterator())",
    "#set($m = {'k': $x})#set($x = $m.values().iterator())",
    "#set($m = {'k': $x})#set($x = $m.values().toArray())",
    "#foreach($j in [1])#set($foreach.old = $x)#set($x = $foreach)#end",
    "#set($l = [$x])#define($x)$l#end",
];

/// Expressions that look into `$x` and `$y`, which are equal.
const LOOKS: &[&str] = &[
    "$x",
    "$x.toString()",
    "\"$x\"",
    "#set($z = \"a$x\")",
    "#set($z = $x + 'a')",
    "$x.hashCode()",
    "#if($x == $y)#end",
    "$x.equals($y)",
    "#if($x == 'a')#end",
    "#set($l = [$x])$l.contains($y) $l.indexOf($y) $l.remove($y) $l.hashCode() $l.equals([$y])",
    "#set($l = [$x])$l.containsAll([$y]) $l.retainAll([$y]) $l.removeAll([$y])",
    "#set($n = {'k': $x})$n.containsValue($y) $n.values().contains($y) $n.equals({'k': $y})",
    "#set($n = {'k': $x})#set($o = {'k': $y})$n.entrySet().equals($o.entrySet()) $n.equals($o)",
    "#set($n = {$x: 1})$n.get($y) $n.containsKey($y) $n.keySet().contains($y) $n",
    "#set($n = {'a': 1})$!n.put($x, 1)$!n.put($y, 2)$!n.remove($x)$n.size()",
    "$x.join(',', $x) $x.format('%s %h', $x, $x)",
    "#set($s = 'x')$s.format('%s %h', $x, $x) $s.valueOf($x) $s.concat($x) $s.equals($x)",
];

#[test]
fn values_of_a_hundred_thousand_levels_end_with_an_answer_or_a_limit() {
    for deeper in DEEPER {
        let levels = format!("#set($x = 1)#foreach($i in [1..100000]){deeper}#end");
        let levels = format!("{levels}#set($y = $x){levels}");
        let worker = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn(move || {
                let parse = |source: &str| Template::parse(source, Dialect::Velocity).unwrap();
                let mut context = Context::new();
                let rendered = parse(&levels).render(&mut context, &Limits::default());
                assert!(rendered.is_ok(), "{levels}: {rendered:?}");
                let limits = Limits {
                    steps: 100_000,
                    ..Limits::default()
                };
                for look in LOOKS {
                    // It returns.
                    let rendered = parse(look).render(&mut context, &limits);
                    let kind = rendered.err().map(|error| error.kind);
                    let ends = matches!(kind, None | Some(ErrorKind::Limit | ErrorKind::Thrown));
                    assert!(ends, "{levels}{look}: {kind:?}");
                    let _ = parse(look).render_traced(&mut context, &limits);
                }
                assert!(!format!("{context:?}").is_empty());
            });
        worker.unwrap().join().unwrap();
    }
}

#[test]
fn values_within_the_limit_are_right_and_beyond_it_errors() {
    for (deeper, open, close) in [
        ("#set($x = [$x])", "[", "]"),
        ("#set($x = {'k': $x})", "{k=", "}"),
        ("#set($m = {'k': $x})#set($x = $m.values())", "[", "]"),
    ] {
        for levels in [199, 200, 201, 1_000, 9_999] {
            let nest = format!("#set($x = 1)#foreach($i in [1..{levels}]){deeper}#end");
            let text = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            assert_eq!(run(&format!("{nest}$x"), Limits::default()), Ok(text));
            // Views are views of one map, and equal to no other.
            let equal = !deeper.contains("values");
            let compared = format!("{nest}#set($y = $x){nest}$x.equals($y)");
            assert_eq!(run(&compared, Limits::default()), Ok(equal.to_string()));
            let hashes =
                format!("{nest}#set($y = $x.hashCode()){nest}#if($y == $x.hashCode())same#end");
            assert_eq!(run(&hashes, Limits::default()), Ok("same".to_owned()));
        }
        let nest = format!("#set($x = 1)#foreach($i in [1..10001]){deeper}#end");
        let (kind, message) = run(&format!("{nest}$x"), Limits::default()).unwrap_err();
        assert_eq!(kind, ErrorKind::Limit);
        assert!(message.contains("10000 levels"), "{message}");
    }
}
