//! What tokens are replaced by.

use crate::grammar::Random;

/// Instead of numbers and booleans.
pub(super) const LITERALS: &[&str] = &[
    "0",
    "1",
    "-1",
    "2",
    "10",
    "2147483647",
    "2147483648",
    "-9223372036854775808",
    "99999999999999999999",
    "0.0",
    "2.5",
    "1.0E3",
    "1e3",
    ".5",
    "5.",
    "-0.5",
    "007",
    "true",
    "false",
    "null",
    "$none",
    "''",
    "\"\"",
    "[]",
    "{}",
    "[1, 'a']",
    "{'k': 1}",
    "[1..3]",
    "$input.path('$')",
    "-$x",
    "!true",
];

/// Instead of operators.
pub(super) const OPERATORS: &[&str] = &[
    "+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||", "and", "or", "not",
    "eq", "ne", "lt", "gt", "le", "ge", "!", "=", "&", "|", "+ -", "===", "**", "..", "in",
];

/// Instead of properties and methods.
pub(super) const NAMES: &[&str] = &[
    "size",
    "length",
    "get",
    "keySet",
    "entrySet",
    "values",
    "key",
    "value",
    "contains",
    "containsKey",
    "isEmpty",
    "empty",
    "add",
    "put",
    "remove",
    "substring",
    "split",
    "replace",
    "replaceAll",
    "trim",
    "toString",
    "class",
    "hasNext",
    "index",
    "count",
    "first",
    "last",
    "parent",
    "S",
    "N",
    "M",
    "L",
    "path",
    "json",
    "params",
    "body",
    "header",
    "querystring",
    "none",
    "getKey",
    "getValue",
    "indexOf",
    "equals",
    "concat",
    "toLowerCase",
    "startsWith",
    "escapeJavaScript",
    "parseJson",
    "base64Decode",
    "urlDecode",
    "hashCode",
    "intValue",
    "matches",
    "subList",
    "iterator",
    "next",
    "bytes",
    "charAt",
    "Size",
    "KeySet",
    "a-b",
    "_x",
    "set",
    "compareTo",
    "valueOf",
    "clear",
    "addAll",
    "putAll",
    "toArray",
    "identity",
    "status",
];

/// Instead of directives.
pub(super) const DIRECTIVES: &[&str] = &[
    "#if(",
    "#if",
    "#set(",
    "#set",
    "#foreach",
    "#elseif",
    "#else",
    "#{else}",
    "#end",
    "#{end}",
    "#define",
    "#macro",
    "#break",
    "#stop",
    "#foo",
    "#{if}",
    "#{set}(",
    "#{foreach}",
    "#If",
    "# if",
    "\\#if",
    "\\\\#end",
    "#elseif(true)",
    "#evaluate",
    "#",
    "##",
    "#literal()",
    "#{elseif}",
    "#ifx",
    "#endx",
    "#elsex",
    "#[[",
    "#*",
    "#@foo",
];

/// Instead of punctuation.
pub(super) const SIGNS: &[&str] = &[
    "(", ")", "[", "]", "{", "}", ",", ":", ".", ";", "\"", "'", "..", "((", "))", "()", "[]", "",
    " ", "$", "!", "${",
];

/// Between two tokens.
pub(super) const SPACES: &[&str] = &[
    " ", "  ", "\n", "\r\n", "\t", " \n ", "\u{a0}", "\\", "\\\\", "$", "#", "!", "##", "##\n",
    "#**#", "#* x *#", "$!", "${", "\"", "'", "(", ")", "[", "]", "{", "}", "[0]", "['k']", "()",
    ".", ",", "é", "😀", "#[[x]]#", "\u{0}", "-",
];

/// Statements between two tokens.
pub(super) const STATEMENTS: &[&str] = &[
    "#set($a = 1 / 0)",
    "#set($x = 2)[$x]",
    "#set($m = {})#set($m.j = 2)#set($m[\"i\"] = 3)$m",
    "#set($x = $none)$x",
    "#set($foreach = 1)",
    "#set($velocityCount = 7)",
    "#set($input = 1)",
    "#set($none.a.b = 1)",
    "#set($x = \"$x$x\")\n",
    "#set($x = [$x, $x])$x",
    "#set($x[0] = $x)",
    "#if($foreach.hasNext),#end",
    "#if(!$x)no#end",
    "#if($x && $x.y == 1 || !$z)1#{else}2#end",
    "#foreach($i in $x)$i#end",
    "#foreach($e in $input.path('$').entrySet())$e#end",
    "#foreach($foreach in [1, 2])$foreach#end",
    "#define($x)$y#end$x",
    "#define($x)#set($y = 1)#end#if($x == '')e#end$x.y",
    "#break",
    "#stop",
    "#end",
    "#else",
    "$input.json('$')",
    "$input.body.length()",
    "$context.responseOverride",
    "#set($context.responseOverride.status = \"$!x\")",
    "#set($context.stage = 'x')$context.stage",
    "#set($stageVariables = {})",
    "#set($r = $util.parseJson($input.body))$r.size()",
    "#set($s = $x.toString())$s.length()",
    "#macro(m $a)$a#end#m(1)",
];

/// Behind names.
pub(super) const CALLS: &[&str] = &[
    "()",
    "(1)",
    "('x')",
    "(0, 1)",
    "($x)",
    "(\"$x\")",
    "[0]",
    "['k']",
    "[\"$x\"]",
    "[$x]",
    "[-1]",
    ".size()",
    ".get(0)",
    ".get('k')",
    ".toString()",
    ".length()",
    ".class.name",
    ".class.simpleName",
    ".keySet()",
    ".x",
    ".x.y",
    ".equals($x)",
    ".hashCode()",
    "[0][0]",
    ".entrySet().iterator().next()",
    ".values().toArray()",
    ".isEmpty()",
    ".contains('1')",
    ".containsKey('S')",
    ".split(',')",
    ".replaceAll('(.)', '$1$1')",
    ".substring(1)",
    ".substring(0, 9)",
    ".charAt(0)",
    ".add(1)",
    ".put('k', 1)",
    ".remove(0)",
    ".compareTo('x')",
    ".intValue()",
    ".toUpperCase()",
    ".{",
    ".0",
    "[",
    "(",
    ".S",
    "._",
    "-",
    "$",
    ".toString",
    ".bytes.size()",
    "[1.5]",
    "[true]",
    "[[0]]",
    "[{}]",
    "[0",
    "['k'",
    "('k'",
    ".get($none)",
    ".subList(0, 1)",
];

/// Paths for `$input.path` and `$input.json` about which Jayway's versions agree.
const PATHS: &[&str] = &[
    "$",
    "$.Items",
    "$.Items[0]",
    "$.Items[0].id.S",
    "$.Items[*].id",
    "$.Items[9]",
    "$.none",
    "$.none.x",
    "$..S",
    "$.Item.id",
    "$['Item']",
    "$.items[0].sku",
    "$.tags[1]",
    "$.address.city",
    "$.address.geo[0]",
    "$.l[3].k",
    "$.m['a-b']",
    "Items",
    "items[0]",
    "$.s",
    "$.name",
    "$.userId",
    "$.total",
    "$.note",
    "$.l",
    "$.m",
    "$.el",
    "$.em",
];

const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "S",
    "id",
    "k",
    "$none",
    "$x",
    "${x}",
    "$!x",
    "it''s",
    "it's",
    "\"\"",
    "\\n",
    "\\\"",
    "\\",
    "#if(true)y#end",
    "#end",
    "#foo",
    "$",
    "#",
    "$5",
    "a,b",
    ",",
    "[0-9]+",
    "(",
    "[",
    "$1",
    "\n",
    "é",
    "{\"a\": 1}",
    "[1, 2",
    "5",
    "true",
    "null",
    "%20",
    "aGk=",
    "X-Api-User",
    "$input.path('$.s')",
    "$foreach.count",
    "##",
    "#* *#",
    "${",
    "a$",
    "a#",
    "\\$x",
    "\\\\$x",
];

/// Another string for a string literal: other quotes, text or path, or a typo in it.
pub(super) fn string(random: &mut Random, literal: &str) -> String {
    let inner = literal
        .get(1..literal.len().saturating_sub(1))
        .unwrap_or_default();
    let double = literal.starts_with('"') != random.once_in(4);
    let quote = if double { '"' } else { '\'' };
    let text = match random.below(6) {
        0..=3 if inner.starts_with("$.") => random.pick(PATHS).to_owned(),
        0 => inner.to_owned(),
        1..=3 => typo(random, inner),
        4 => format!("{inner}{}", random.pick(TEXTS)),
        _ => random.pick(TEXTS).to_owned(),
    };
    format!("{quote}{text}{quote}")
}

/// A reference with another sign.
pub(super) fn sign(random: &mut Random, name: &str) -> String {
    let bare = name.trim_start_matches(['$', '!', '{']);
    match random.below(9) {
        0 => format!("$!{bare}"),
        1 => format!("${{{bare}}}"),
        2 => format!("$!{{{bare}}}"),
        3 => format!("\\${bare}"),
        4 => format!("\\\\${bare}"),
        5 => format!("$ {bare}"),
        6 => format!("$!!{bare}"),
        7 => format!("${{{bare}"),
        _ => format!(
            "${}",
            random.pick(&[
                "none",
                "x",
                "input",
                "foreach",
                "velocityCount",
                "context",
                "root",
                "r",
                "m",
                "l",
                "util"
            ])
        ),
    }
}

/// A text without a character, with one twice, with two swapped, or with another bracket or quote.
pub(super) fn typo(random: &mut Random, text: &str) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len());
    match random.below(5) {
        0 if at < chars.len() => drop(chars.remove(at)),
        1 => chars.extend(chars.get(at).copied()),
        2 if at + 1 < chars.len() => chars.swap(at, at + 1),
        3 => {
            let signs = [
                '(', ')', '[', ']', '{', '}', '"', '\'', '$', '#', '\\', '.', ' ', '!',
            ];
            if let (Some(c), Some(sign)) = (chars.get_mut(at), signs.get(random.below(signs.len())))
            {
                *c = *sign;
            }
        }
        _ => {
            if let Some(c) = chars.get(at).copied() {
                chars.insert(at, c);
            }
        }
    }
    chars.into_iter().collect()
}
