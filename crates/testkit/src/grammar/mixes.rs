//! Pieces that try one corner each: formats, arithmetic, comparisons, strings, maps.

use super::Random;
use super::methods::{ARGUMENTS, METHODS};
use super::patterns::{SUBJECTS, pattern, split};

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "-3",
    "7",
    "-8",
    "31",
    "63",
    "64",
    "100",
    "255",
    "2147483647",
    "-2147483648",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
    "-99999999999999999999",
    "340282366920938463463374607431768211456",
    "18446744073709551616",
    "0.0",
    "-0.0",
    "0.1",
    "0.5",
    "-0.5",
    "1.5",
    "2.5",
    "-7.25",
    "100.0",
    "1.0E10",
    "1e300",
    "-1.0e-300",
    "3.3333333333333335",
    "1.0E-5",
    "123456789.123",
    "9007199254740993.0",
    "$n",
    "$z",
    "$d",
    "$b",
    "$g",
    "$none",
    "'7'",
    "\"\"",
    "true",
    "[]",
];

const OPERATIONS: &[&str] = &["+", "-", "*", "/", "%"];

const COMPARISONS: &[&str] = &[
    "==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge",
];

const VALUES: &[&str] = &[
    "1",
    "1.0",
    "'1'",
    "\"1\"",
    "0",
    "''",
    "\"\"",
    "true",
    "'true'",
    "false",
    "null",
    "$none",
    "$null",
    "$m.nil",
    "$n",
    "5.0",
    "'5'",
    "$g",
    "$b",
    "[]",
    "[1]",
    "[1, 'x']",
    "'[1, x]'",
    "{}",
    "'{}'",
    "{'k': 1}",
    "$l",
    "$w",
    "$m",
    "$el",
    "$em",
    "$s",
    "[1..2]",
    "$w.size()",
    "$s.charAt(0)",
    "'A'",
    "$m.keySet()",
    "$m.entrySet()",
    "$w.iterator()",
    "(1 + 1)",
    "!true",
    "$t",
    "$f",
    "99999999999999999999",
    "-1",
    "$d",
    "2.5",
];

const FORMAT_VALUES: &[&str] = &[
    "7",
    "-7",
    "0",
    "2147483648",
    "$b",
    "$g",
    "2.5",
    "-2.5",
    "0.0",
    "1234567.891",
    "1.0E-10",
    "1e300",
    "'text'",
    "''",
    "$s",
    "true",
    "false",
    "$none",
    "$l",
    "$m",
    "[]",
    "$s.charAt(0)",
    "'é😀'",
    "65",
    "99999999999999999999",
    "-99999999999999999999",
];

const CONVERSIONS: &[&str] = &[
    "s", "S", "d", "x", "X", "o", "f", "e", "E", "g", "G", "c", "C", "b", "B", "h", "H", "%", "n",
    "a", "A", "i", "u", "t", "q", "",
];

const STRINGS: &[&str] = &[
    "\"$s\"",
    "\"${s}x\"",
    "\"$!none|$none\"",
    "\"a\"\"b\"",
    "\"a''b\"",
    "'a''b'",
    "'a\"b'",
    "'a\"\"b'",
    "\"\\u0041\\u00e9\"",
    "'\\u0041'",
    "\"\\n\\t\\\\\"",
    "\"\\$s \\\\$s\"",
    "\"#if($t)a#{else}b#end\"",
    "\"#foreach($q in [1..2])$q,#end\"",
    "\"#set($x = 'in')$x\"",
    "\"$m.k $m['k'] $w[0]\"",
    "\"$s.replace('A', 'B')\"",
    "\"$s.replace(\"\"A\"\", 'B')\"",
    "\"## c\"",
    "\"#* c *#a\"",
    "\"#[[$s]]#\"",
    "\"$\"",
    "\"a $ b\"",
    "\"#\"",
    "\"a # b\"",
    "\"#end\"",
    "\"#q()\"",
    "\"a\nb\"",
    "'a\nb'",
    "\"$x$y\"",
    "\"[$l]\"",
    "\"{}\"",
    "\"$!{m.k}!\"",
    "\"\\\"",
    "'\\'",
    "\"\\\\\"",
    "\"\\u00\"",
    "\"\\uD83D\\uDE00\"",
    "\"é😀\"",
    "\"#macro(v)V#end#v()\"",
    "\"#define($z)D#end$z\"",
    "\"#stop\"",
    "\"#evaluate('$n')\"",
];

const KEYS: &[&str] = &[
    "'k'",
    "\"k\"",
    "\"$s\"",
    "$s",
    "$n",
    "1",
    "1.0",
    "true",
    "$none",
    "null",
    "[1]",
    "{}",
    "''",
    "'a b'",
    "'a-b'",
    "'class'",
    "'size'",
    "'empty'",
    "'keySet'",
    "k",
    "-1",
    "'1'",
    "$m",
    "2147483648",
    "'é'",
];

/// One such piece.
pub(super) fn mix(random: &mut Random) -> String {
    match random.below(17) {
        0 | 1 => arithmetic(random),
        2 => comparison(random),
        3..=5 => pattern(random),
        6 => format(random),
        7 => split(random),
        8 => string(random),
        9 => map(random),
        10 => range(random),
        11 | 12 => number_method(random),
        13 => list(random),
        14 => change(random),
        _ => text_method(random),
    }
}

fn number(random: &mut Random) -> String {
    match random.below(5) {
        0 => {
            let digits = 1 + random.below(22);
            let mut text = String::from(random.pick(&["", "-"]));
            text.push_str(random.pick(&["1", "2", "5", "9"]));
            for _ in 1..digits {
                text.push_str(random.pick(&["0", "3", "7", "9"]));
            }
            if random.once_in(3) {
                text.push_str(random.pick(&[
                    ".0",
                    ".5",
                    ".25",
                    ".1",
                    ".3e5",
                    ".7e-9",
                    ".12345678",
                ]));
            }
            text
        }
        _ => random.pick(NUMBERS).to_owned(),
    }
}

fn arithmetic(random: &mut Random) -> String {
    let mut text = number(random);
    for _ in 0..=random.below(3) {
        let operation = random.pick(OPERATIONS);
        let other = number(random);
        text = match random.below(4) {
            0 => format!("({text}) {operation} {other}"),
            1 => format!("{other} {operation} ({text})"),
            2 => format!("{text}{operation} {other}"),
            _ => format!("{text} {operation} {other}"),
        };
    }
    let after = random.pick(&["", "", " $q.class.simpleName", ".x", " $q.intValue()"]);
    format!("#set($q = 'old')#set($q = {text})$q{after} ")
}

fn comparison(random: &mut Random) -> String {
    let side = |random: &mut Random| match random.below(2) {
        0 => number(random),
        _ => random.pick(VALUES).to_owned(),
    };
    let (left, right) = (side(random), side(random));
    let comparison = random.pick(COMPARISONS);
    let not = random.pick(&["", "", "", "!"]);
    match random.below(4) {
        0 => format!("#set($q = {not}({left} {comparison} {right}))$q "),
        1 => format!("#if({not}({left} {comparison} {right}))T#{{else}}F#end"),
        _ => format!("#if({left} {comparison} {right})T#{{else}}F#end"),
    }
}

fn format(random: &mut Random) -> String {
    let mut pattern = String::new();
    let mut values = Vec::new();
    for _ in 0..=random.below(2) {
        pattern.push('%');
        if random.once_in(8) {
            pattern.push_str(random.pick(&["1$", "2$", "3$", "0$", "<"]));
        }
        for _ in 0..random.below(3) {
            pattern.push_str(random.pick(&["-", "+", " ", "0", ",", "(", "#"]));
        }
        if random.once_in(2) {
            pattern.push_str(random.pick(&["1", "5", "8", "12", "20"]));
        }
        if random.once_in(3) {
            pattern.push_str(random.pick(&[".0", ".1", ".2", ".5", ".12", "."]));
        }
        pattern.push_str(random.pick(CONVERSIONS));
        pattern.push_str(random.pick(&["", "|", " "]));
        values.push(random.pick(FORMAT_VALUES));
    }
    let values = values.join(", ");
    match random.below(3) {
        0 => format!("#set($q = '{pattern}')$q.formatted({values})|"),
        _ => format!("$s.format('{pattern}', {values})|"),
    }
}

fn string(random: &mut Random) -> String {
    let (one, two) = (random.pick(STRINGS), random.pick(STRINGS));
    match random.below(5) {
        0 => format!("#set($q = {one})$q"),
        1 => format!("#set($q = {one} + {two})$q|"),
        2 => format!("#if({one} == {two})T#{{else}}F#end"),
        3 => format!("$s.concat({one})|"),
        _ => format!("#foreach($q in [{one}, {two}])[$q]#end"),
    }
}

fn map(random: &mut Random) -> String {
    let entry = |random: &mut Random| {
        let (key, value) = (random.pick(KEYS), random.pick(VALUES));
        let colon = random.pick(&[": ", ":", " : "]);
        format!("{key}{colon}{value}")
    };
    let (one, two) = (entry(random), entry(random));
    let key = random.pick(KEYS);
    let value = random.pick(VALUES);
    let set = format!("#set($q = {{{one}, {two}}})");
    match random.below(9) {
        0 => format!("{set}$q"),
        1 => format!("{set}$q[{key}] $q.get({key})"),
        2 => format!("{set}$q.put({key}, {value}) $q"),
        3 => format!("{set}#set($q[{key}] = {value})$q"),
        4 => format!("{set}$q.remove({key}) $q $q.size()"),
        5 => format!("{set}$q.containsKey({key}) $q.containsValue({value})"),
        6 => {
            format!("{set}#foreach($p in $q.entrySet())$p.key=$p.value;$p.setValue({value})#end$q")
        }
        7 => format!("{set}$q.keySet() $q.values().contains({value}) $q.equals({{{two}, {one}}})"),
        _ => format!("{set}$q.putIfAbsent({key}, {value}) $q.getOrDefault({key}, {value}) $q"),
    }
}

fn range(random: &mut Random) -> String {
    let (from, to) = (
        random.pick(&[
            "1",
            "3",
            "-2",
            "$n",
            "$z",
            "$none",
            "0",
            "'1'",
            "$d",
            "$w.size()",
        ]),
        random.pick(&["1", "3", "-2", "$n", "$z", "$none", "$d", "7"]),
    );
    let dots = random.pick(&["..", " .. ", ".. ", " .."]);
    match random.below(4) {
        0 => format!("#set($q = [{from}{dots}{to}])$q"),
        1 => format!("#set($q = [{from}{dots}{to}])$q.size()$q[0]$q.contains(1)"),
        _ => format!("#foreach($q in [{from}{dots}{to}])$q$foreach.hasNext#end"),
    }
}

fn number_method(random: &mut Random) -> String {
    let own = number(random);
    let name = random.pick(METHODS);
    let count = random.below(3);
    let arguments: Vec<String> = (0..count)
        .map(|_| match random.below(5) {
            0 => random.pick(ARGUMENTS).to_owned(),
            1 => random
                .pick(&[
                    "'12'",
                    "'-7f'",
                    "'0x1F'",
                    "'zz'",
                    "'101'",
                    "'99999999999'",
                    "2",
                    "16",
                    "36",
                ])
                .to_owned(),
            _ => number(random),
        })
        .collect();
    format!("#set($q = {own})$q.{name}({}) ", arguments.join(", "))
}

fn text_method(random: &mut Random) -> String {
    let own = random.pick(SUBJECTS);
    let name = random.pick(METHODS);
    let count = random.below(4);
    let arguments: Vec<&str> = (0..count)
        .map(|_| match random.below(3) {
            0 => random.pick(SUBJECTS),
            _ => random.pick(ARGUMENTS),
        })
        .collect();
    format!("#set($q = {own})$q.{name}({}) ", arguments.join(", "))
}

fn list(random: &mut Random) -> String {
    let own = random.pick(&[
        "[3, 1, 2]",
        "['b', 'a', 'b']",
        "[1..4]",
        "[]",
        "$s.split(' ')",
        "'a,b,a'.split(',')",
        "[1, 'x', null, [1]]",
        "$w",
        "$l.listIterator()",
        "$m.keySet()",
        "$m.values()",
        "$m.entrySet()",
        "$w.subList(0, 2)",
        "$w.iterator()",
        "$w.listIterator(1)",
    ]);
    let mut text = format!("#set($w = ['b', 'a', 'c'])#set($q = {own})");
    for _ in 0..=random.below(3) {
        let call = random.pick(&[
            ".add('z')",
            ".add(0, 'y')",
            ".remove(0)",
            ".remove('b')",
            ".addAll($w)",
            ".addAll(1, $w)",
            ".removeAll(['a'])",
            ".removeAll($s.split(' '))",
            ".retainAll(['a', 1])",
            ".retainAll($w)",
            ".containsAll(['a'])",
            ".containsAll($s.split(' '))",
            ".clear()",
            ".size()",
            ".get(0)",
            ".set(0, 'q')",
            ".next()",
            ".hasNext()",
            ".previous()",
            ".hasPrevious()",
            ".nextIndex()",
            ".previousIndex()",
            ".remove()",
            ".set('s')",
            ".add('i')",
            ".iterator().next()",
            ".toArray()",
            ".toString()",
            ".hashCode()",
            ".equals($w)",
            ".contains('a')",
            ".indexOf('a')",
            ".subList(0, 1)",
            ".isEmpty()",
            "[0]",
            "[1]",
            "[-1]",
            ".sort(null)",
            ".sort($none)",
            ".class.simpleName",
        ]);
        text.push_str(&format!("$q{call} "));
    }
    text.push_str("$w #foreach($p in $q)<$p>#end");
    text
}

/// A method call on a call that changes its list: the inner call must be evaluated once.
fn change(random: &mut Random) -> String {
    let taken = random.pick(&[
        "$q.remove(0)",
        "$q.remove(1)",
        "$q.remove(2)",
        "$q.remove(3)",
        "$q.set(0, 'x')",
        "$q.remove(0).concat($r)",
        "$q.iterator().next()",
        "$l.remove(0)",
    ]);
    let method = random.pick(METHODS);
    let argument = match random.below(3) {
        0 => "",
        1 => "$r",
        _ => random.pick(ARGUMENTS),
    };
    let asked = format!("{taken}.{method}({argument})");
    let set = "#define($r)z#end#set($q = ['a', 1, {'k': 'v'}, [3], 'bc', true])";
    match random.below(6) {
        0 => format!("{set}#if({asked} == \"\")T#{{else}}F#end$q"),
        1 => format!("{set}#if({asked} != 'a' && $q)T#{{else}}F#end$q"),
        2 => format!("{set}#foreach($p in {asked})[$p]#end$q"),
        3 => format!("{set}#set($p = {asked})$!p $q"),
        4 => format!("{set}{asked}.length() \"{asked}\" $q"),
        _ => format!("{set}{asked} $q"),
    }
}
