//! Regular expressions, and the methods that take one.

use super::Random;

const ATOMS: &[&str] = &[
    "a",
    "b",
    "x",
    "A",
    "7",
    ".",
    "\\d",
    "\\D",
    "\\w",
    "\\W",
    "\\s",
    "\\S",
    "[a-z]",
    "[^a-z]",
    "[a-z&&[^aeiou]]",
    "[a-c[x-z]]",
    "[\\w&&[^\\d]]",
    "[^\\s,]",
    "[]a]",
    "[a-]",
    "[-a]",
    "[\\]]",
    "[a&&b]",
    "[&&a]",
    "[^a&&b]",
    "\\p{Alpha}",
    "\\p{L}",
    "\\p{Lu}",
    "\\P{L}",
    "\\p{Punct}",
    "\\p{IsAlphabetic}",
    "\\p{javaLowerCase}",
    "\\pL",
    "\\p{InGreek}",
    "\\p{IsLatin}",
    "\\p{Sc}",
    "\\b",
    "\\B",
    "^",
    "$",
    "\\A",
    "\\z",
    "\\Z",
    "\\G",
    "\\Qa.b\\E",
    "\\Q.",
    "\\t",
    "\\n",
    "\\x41",
    "\\u0041",
    "\\0101",
    "\\e",
    "\\cA",
    "\\R",
    "\\h",
    "\\v",
    "\\H",
    "\\X",
    "(?i)",
    "(?iu)",
    "(?U)",
    "(?i)[^a-z]",
    "(?iu)[^sÉ]",
    "(?i)[b-d&&[^C]]",
    "(?i)\\p{Lu}",
    "(?i)\\P{Lower}",
    "\\p{Lt}",
    "\\p{Upper}",
    "[^\\p{Ll}]",
    "(?s)",
    "(?m)",
    "(?x) ",
    "(?i:a)",
    "(?-i)",
    "(?u)",
    "(?d)",
    "\\1",
    "\\2",
    "\\k<q>",
    "(?<q>a)",
    "(a)",
    "(a|b)",
    "(.)",
    "(?:ab)",
    "(?=a)",
    "(?!a)",
    "(?<=a)",
    "(?<!a)",
    "(?>a*)",
    "(a*)*",
    "(a|ab)(c|bcd)",
    "\\'",
    "''",
    "#",
    "é",
    "😀",
    "\\.",
    "\\\\",
    "\\-",
    "\\/",
    "\\<",
    "|",
    "[[:alpha:]]",
    "{",
    "}",
    "]",
    "(",
    ")",
    "\\y",
    "\\j",
    "[b-a]",
    "[",
    "\\p{Foo}",
    "(?<1>a)",
    "(?P<q>a)",
    "(?#c)",
    "\"",
];

const QUANTIFIERS: &[&str] = &[
    "*", "+", "?", "{2}", "{1,}", "{1,2}", "{0}", "{,2}", "{2,1}", "*?", "+?", "??", "*+", "++",
    "?+", "{1,2}?", "{1,2}+", "**", "{a}",
];

/// Texts that patterns are matched against.
pub(super) const SUBJECTS: &[&str] = &[
    "$s",
    "$e",
    "'aabbab'",
    "'abcd'",
    "'a.b,c;;d,,'",
    "',,a,,b,,'",
    "'  a  b '",
    "\"a\nb\r\nc\n\"",
    "'Éé ß 7x😀'",
    "'a1b22c333'",
    "'2024-01-31T10:00:00Z'",
    "'it''s (a) [b] {c} \\d $1'",
    "'camelCaseString'",
    "'Kſ ǅ ß.B_²٣'",
    "\"\t x\"",
];

const REPLACEMENTS: &[&str] = &[
    "''", "'-'", "'$0'", "'<$0>'", "'$1'", "'$1$1'", "'$2'", "'$10'", "'${q}'", "'${x}'", "'\\$'",
    "'\\\\'", "'\\'", "'$'", "'$x'", "'\\n'", "'a$'", "\"''\"", "'$11'", "'${'", "'${1}'",
];

fn regex(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(4) {
        let atom = random.pick(ATOMS);
        let open = random.once_in(8);
        if open {
            text.push_str(random.pick(&["(", "(?:", "(?=", "(?!", "(?<q>", "[", "(?i:", "(?<="]));
        }
        text.push_str(atom);
        if open {
            text.push_str(random.pick(ATOMS));
            text.push_str(random.pick(&[")", ")", ")", "]"]));
        }
        if random.once_in(3) {
            text.push_str(random.pick(QUANTIFIERS));
        }
        if random.once_in(8) {
            text.push('|');
        }
    }
    let quoted = text.replace('\'', "''");
    format!("'{quoted}'")
}

/// Looks for a pattern, and may replace it.
pub(super) fn pattern(random: &mut Random) -> String {
    let subject = random.pick(SUBJECTS);
    let regex = regex(random);
    let by = random.pick(REPLACEMENTS);
    let set = format!("#set($q = {subject})");
    match random.below(5) {
        0 => format!("{set}$q.matches({regex}) "),
        1 => format!("{set}$q.replaceFirst({regex}, {by})|"),
        2 => format!("{set}#foreach($p in $q.split({regex}))[$p]#end"),
        _ => format!("{set}$q.replaceAll({regex}, {by})|"),
    }
}

/// Splits a text.
pub(super) fn split(random: &mut Random) -> String {
    let subject = random.pick(SUBJECTS);
    let by = random.pick(&[
        "','",
        "''",
        "' '",
        "'[,;]'",
        "'\\s+'",
        "'\\s*,\\s*'",
        "'.'",
        "'\\.'",
        "'|'",
        "'\\|'",
        "'(?=[A-Z])'",
        "'(?<=,)'",
        "'a'",
        "'b+'",
        "'$'",
        "'^'",
        "'x*'",
        "'\\b'",
        "'-'",
    ]);
    let limit = random.pick(&["", "", ", 0", ", 1", ", 2", ", 3", ", -1", ", 99"]);
    let set = format!("#set($q = {subject})#set($r = $q.split({by}{limit}))");
    match random.below(3) {
        0 => format!("{set}$r.size()$r.length$r[0]|$r[1]"),
        1 => format!("{set}$r.get(0) $r.isEmpty() $r.contains('a') $r.indexOf('a')"),
        _ => format!("{set}#foreach($p in $r)[$p]#end"),
    }
}
