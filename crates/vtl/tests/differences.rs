//! Known differences from Velocity 1.7. `COMPATIBILITY.md` describes them for readers: a change
//! here needs a change there.

// Helpers of a test, too, may stop it.
#![allow(clippy::unwrap_used)]

use std::rc::Rc;

use vtl::value::{Map, Order, Printed};
use vtl::{Context, Dialect, ErrorKind, Limits, Template, Value};

/// A template; its output in Velocity 1.7 (as measured); its output in this engine.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    // An array prints as a list.
    ("$s.split(' ').toString().substring(0, 2)", "[L", "[A"),
    // A part of a list is a separate list.
    (
        "#set($p = $l.subList(0, 1))$!p.add('y')$l",
        "true[1, y, x]",
        "true[1, x]",
    ),
    // A block that changes the list in which it is printed.
    (
        "#define($x)$!l.clear()#end#set($l[0] = $x)$l",
        "throws",
        "[]",
    ),
    // A pattern has no empty match within a character.
    ("#set($q = '😀')$q.split('').size()", "2", "1"),
    // An infinite number is greater than a large one.
    (
        "#set($x = 1.0E300 * 1.0E300)#if(99999999999999999999 < $x)less#end",
        "throws",
        "less",
    ),
    // Classes beyond the ones of JSON's values.
    (
        "$s.class.package.name",
        "java.lang",
        "$s.class.package.name",
    ),
    (
        "$s.class.forName('java.util.Date')",
        "class java.util.Date",
        "$s.class.forName('java.util.Date')",
    ),
    (
        "#define($d)a#end$d.class.simpleName",
        "Reference",
        "$d.class.simpleName",
    ),
    ("$l.stream().count()", "2", "$l.stream().count()"),
    ("$s.lines().count()", "1", "$s.lines().count()"),
    ("$l.subList(0, 1).class.simpleName", "SubList", "ArrayList"),
    // Methods that are not implemented.
    (
        "#set($x = 9223372036854775807 + 1)$x.toByteArray().size()",
        "9",
        "$x.toByteArray().size()",
    ),
    (
        "#set($x = 9223372036854775807 + 1)#set($x = $x + 0.5)$x.setScale(3)",
        "9223372036854775808.500",
        "$x.setScale(3)",
    ),
    // Separate sets, whose order Java changes at each start.
    (
        "$m.keySet().of(1, 2).size()",
        "2",
        "$m.keySet().of(1, 2).size()",
    ),
    (
        "$m.keySet().copyOf($l).size()",
        "2",
        "$m.keySet().copyOf($l).size()",
    ),
    (
        "$s.describeConstable()",
        "Optional[Ada dd]",
        "$s.describeConstable()",
    ),
    (
        "$s.format('%a', 1.0)",
        "0x1.0p0",
        "`format()` failed: a format knows no `%a` (line 1, column 4)",
    ),
    (
        "$s.matches('(?<=\\X)')",
        "false",
        "`matches()` failed: `(?<=\\X)` is no regular expression: what is looked for behind has no greatest length (line 1, column 4)",
    ),
    // Floats are doubles.
    (
        "#set($x = 2.0175423769077952E22)$x.floatValue()",
        "2.0175424E22",
        "2.0175423999999998E22",
    ),
    // Patterns know the letters and signs of frequent texts.
    (
        "$s.matches('\\p{IsThai}')",
        "false",
        "`matches()` failed: `\\p{IsThai}` is no regular expression: `\\p{IsThai}` is not known here (line 1, column 4)",
    ),
    // Characters: only what the category decides.
    (
        "$s.charAt(0).getName(65)",
        "LATIN CAPITAL LETTER A",
        "$s.charAt(0).getName(65)",
    ),
    (
        "$s.charAt(0).codePointOf('LATIN CAPITAL LETTER A')",
        "65",
        "$s.charAt(0).codePointOf('LATIN CAPITAL LETTER A')",
    ),
    (
        "$s.charAt(0).isMirrored(40)",
        "true",
        "$s.charAt(0).isMirrored(40)",
    ),
    (
        "$s.charAt(0).getDirectionality(65)",
        "0",
        "$s.charAt(0).getDirectionality(65)",
    ),
    ("$s.charAt(0).getNumericValue(2553)", "16", "-1"),
    ("$s.charAt(0).getType(128512)", "28", "0"),
    // Halves of surrogate pairs.
    ("$e.charAt(0)", "?", "\u{fffd}"),
    (
        "#set($x = $e.substring(0, 1))$x.concat($e.substring(1))",
        "😀",
        "\u{fffd}\u{fffd}",
    ),
    // Limits.
    ("#set($x = [1..20000001])$x.size()", "20000001", "limit"),
    (
        "#set($x = [])#foreach($i in [1..10001])#set($x = [$x])#end$x.toString().length()",
        "20004",
        "limit",
    ),
    (
        "#set($x = 'a')#foreach($i in [1..22])#set($x = $x + $x)#end$x.matches('.*')",
        "true",
        "limit",
    ),
];

fn rendered(source: &str) -> String {
    let template = Template::parse(source, Dialect::Velocity).unwrap();
    let mut context = Context::new();
    context.set("s", Value::from("Ada dd"));
    context.set("e", Value::from("😀"));
    context.set("n", Value::Integer(5));
    let items = vec![Value::Integer(1), Value::from("x")];
    context.set("l", Value::list(items));
    let map = Map::new(Printed::Java, Order::Insertion);
    context.set("m", Value::Map(Rc::new(map)));
    match template.render(&mut context, &Limits::default()) {
        Ok(rendered) => rendered.text,
        Err(error) if error.kind == ErrorKind::Limit => "limit".to_owned(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_differs_is_known() {
    for (source, velocity, here) in DIFFERENCES {
        let rendered = rendered(source);
        assert_ne!(
            &rendered, velocity,
            "{source}: as in Velocity now; take it out here and in COMPATIBILITY.md"
        );
        assert_eq!(&rendered, here, "{source}");
    }
}

#[test]
fn what_the_limits_of_parsing_refuse() {
    let nested = format!("{}x{}", "#if(true)".repeat(151), "#end".repeat(151));
    let row = format!("#set($x = 1{})", " + 1".repeat(1_001));
    for source in [nested, row] {
        let errors = Template::parse(&source, Dialect::Gateway).unwrap_err();
        assert_eq!(errors[0].kind, ErrorKind::Limit);
    }
}
