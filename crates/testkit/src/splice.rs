//! Templates spliced from others: pieces of one in another, with other signs and spaces around them.

use std::io::{BufRead, BufReader};

use serde_json::Value as Json;

use crate::grammar::{Random, stray};

/// A template to start with, and its case.
pub struct Seed {
    pieces: Vec<String>,
    case: Json,
}

/// Reads a file of cases, one per line: the template and inputs of each.
pub fn read(path: &str) -> std::io::Result<Vec<Seed>> {
    let mut seeds = Vec::new();
    for line in BufReader::new(std::fs::File::open(path)?).lines() {
        let case: Json = serde_json::from_str(&line?)?;
        let skipped = case
            .get("java_specific")
            .is_some_and(|skip| *skip == Json::Bool(true));
        let template = case.get("template").and_then(Json::as_str);
        let (Some(template), false) = (template, skipped) else {
            continue;
        };
        let mut kept = serde_json::Map::new();
        for key in ["context", "apigw"] {
            if let Some(value) = case.get(key).filter(|value| !value.is_null()) {
                kept.insert(key.to_owned(), value.clone());
            }
        }
        if template.len() < 4_000 {
            seeds.push(Seed {
                pieces: pieces(template),
                case: Json::Object(kept),
            });
        }
    }
    Ok(seeds)
}

/// Texts put between two pieces now and then, besides the grammar's stray ones.
const BETWEEN: &[&str] = &[
    "\t",
    "\r\n",
    "  \n",
    "\n\n",
    "\\\\",
    "## c\n",
    "#* c *#",
    "#[[ $x ]]#",
    "#{break}",
    "#break($foreach)",
    "#break($foreach.parent)",
    "$foreach.parent.parent.index",
    "$foreach.topmost.count",
    "$foreach.first$foreach.last",
    "$velocityCount",
    "#set($x = 1)",
    "#set($x = \"$x.a\") \n",
    "#if(true)",
    "#if($x)",
    "#foreach($i in [1..3])",
    "#foreach($i in [2..-1])",
    "#define($d)",
    "$d",
    "#macro(mm $x)",
    "#macro(mm)",
    "#mm()",
    "#mm($s)",
    "#mm(\"$s\" 'b')",
    "#@mm()",
    "#@mm('a')",
    "$!bodyContent",
    "#evaluate('$x')",
    "#evaluate(\"#set($x = 2)\\$x\")",
    "$x",
    "${x}",
    "$!x",
    "\\$x",
    "text",
    "é😀",
    "#_x",
    "#1",
    "$1",
    "#{",
    "#foo($x)",
    "#{foo}",
    "$!!x",
    "$$x",
    "#$x",
];

/// Prefixes and suffixes of pieces.
const AROUND: &[(&str, &str)] = &[
    ("#if(true)", "#end"),
    ("#if(false)#else", "#end"),
    ("#if($none)x#{else}", "#{end}"),
    ("#foreach($i in [1..2])", "#end"),
    ("#foreach($i in [1..2])\n  ", "\n#end\n"),
    ("#define($d)", "#end$d"),
    ("#macro(mm $x $y)", "#end#mm($s $n)"),
    ("#macro(mm $x)[$x]$!bodyContent#end#@mm('a')", "#end"),
    ("#set($x = \"", "\")$x"),
    ("#set($x = '", "')#evaluate($x)"),
    ("#[[", "]]#"),
    ("#literal()", "#end"),
    ("#*", "*#"),
    ("## ", "\n"),
    ("${", "}"),
    ("(", ")"),
    ("{\"a\": \"", "\"}"),
];

/// A template spliced from the seeds, in pieces, and the case of the first of them.
pub fn template(random: &mut Random, seeds: &[Seed]) -> Option<(Vec<String>, Json)> {
    let first = seeds.get(random.below(seeds.len()))?;
    let mut pieces = first.pieces.clone();
    for _ in 0..=random.below(4) {
        change(random, seeds, &mut pieces)?;
    }
    pieces.truncate(150);
    Some((pieces, first.case.clone()))
}

fn change(random: &mut Random, seeds: &[Seed], pieces: &mut Vec<String>) -> Option<()> {
    let at = random.below(pieces.len() + 1);
    match random.below(14) {
        0..=3 => {
            let other = &seeds.get(random.below(seeds.len()))?.pieces;
            let from = random.below(other.len());
            let to = (from + 1 + random.below(6)).min(other.len());
            pieces.splice(at..at, other.get(from..to).unwrap_or_default().to_vec());
        }
        4..=6 => pieces.insert(at, between(random).to_owned()),
        7 => {
            let end = (at + 1 + random.below(3)).min(pieces.len());
            pieces.drain(at..end);
        }
        8 => {
            let end = (at + 1 + random.below(8)).min(pieces.len());
            let (before, after) = AROUND.get(random.below(AROUND.len()))?;
            pieces.insert(end, (*after).to_owned());
            pieces.insert(at, (*before).to_owned());
        }
        9 => {
            if let Some(piece) = pieces.get(at).cloned() {
                pieces.insert(at, piece);
            }
        }
        10 => {
            let other = random.below(pieces.len().max(1));
            if at < pieces.len() && other < pieces.len() {
                pieces.swap(at, other);
            }
        }
        11 | 12 => {
            if let Some(piece) = pieces.get_mut(at) {
                *piece = resigned(random, piece);
            }
        }
        _ => {
            if let Some(piece) = pieces.get_mut(at) {
                let mut chars: Vec<char> = piece.chars().collect();
                let place = random.below(chars.len().max(1));
                match random.below(3) {
                    0 if place < chars.len() => drop(chars.remove(place)),
                    1 if place < chars.len() => chars.insert(place, *chars.get(place)?),
                    _ => chars.insert(place, between(random).chars().next().unwrap_or(' ')),
                }
                *piece = chars.into_iter().collect();
            }
        }
    }
    Some(())
}

/// A text between two pieces.
fn between(random: &mut Random) -> &'static str {
    match random.once_in(2) {
        true => stray(random),
        false => random.pick(BETWEEN),
    }
}

/// A reference with another sign, a directive in braces or with spaces, or an escaped one.
fn resigned(random: &mut Random, piece: &str) -> String {
    if let Some(name) = piece.strip_prefix('$') {
        let name = name.trim_start_matches('!');
        let bare = name
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'));
        let bare = bare.unwrap_or(name);
        return match random.below(7) {
            0 => format!("${{{bare}}}"),
            1 => format!("$!{bare}"),
            2 => format!("$!{{{bare}}}"),
            3 => format!("\\${bare}"),
            4 => format!("\\\\${bare}"),
            5 => format!("\"${bare}\""),
            _ => format!("${bare}-x"),
        };
    }
    if let Some(rest) = piece.strip_prefix('#') {
        let length = rest.chars().take_while(char::is_ascii_alphabetic).count();
        let (name, rest) = rest.split_at(length);
        return match random.below(5) {
            0 => format!("#{{{name}}}{rest}"),
            1 => format!("\\#{name}{rest}"),
            2 => format!("#{name} {rest}"),
            3 => format!(" #{name}{rest} \n"),
            _ => format!("#{name}\n{rest}"),
        };
    }
    format!("\"{piece}\"")
}

/// Cuts a template where directives, references and lines begin and end.
fn pieces(template: &str) -> Vec<String> {
    let chars: Vec<char> = template.chars().collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = piece_end(&chars, at).clamp(at + 1, chars.len());
        pieces.push(chars.get(at..end).unwrap_or_default().iter().collect());
        at = end;
    }
    pieces
}

fn piece_end(chars: &[char], start: usize) -> usize {
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let mut end = start + 1;
    match at(start) {
        '#' => {
            while matches!(at(end), '{' | '}' | '@' | 'a'..='z' | 'A'..='Z') {
                end += 1;
            }
            if at(end) == '(' {
                end = closed(chars, end);
            }
        }
        '$' => {
            while at(end) == '!' {
                end += 1;
            }
            if at(end) == '{' {
                return closed(chars, end);
            }
            while at(end).is_ascii_alphanumeric() || matches!(at(end), '.' | '_' | '-') {
                end += 1;
                if matches!(at(end), '(' | '[') {
                    end = closed(chars, end);
                }
            }
        }
        _ => {
            while end < chars.len() && !matches!(at(end), '#' | '$' | '\n' | '\\') {
                end += 1;
            }
        }
    }
    end
}

/// Behind the bracket that closes the one at `start`.
fn closed(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    for (at, c) in chars.iter().enumerate().skip(start) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    chars.len()
}
