//! Random JSONPaths over the inputs of the templates, in the syntax of Jayway 2.9.

use serde_json::Value as Json;

use crate::grammar::Random;

/// Members that the document mostly lacks.
const OTHERS: &[&str] = &["none", "length", "class", "S", "id", "price", "a-b", "é"];

const INDICES: &[&str] = &[
    "0",
    "0",
    "1",
    "1",
    "2",
    "-1",
    "-2",
    "9",
    "-9",
    "00",
    "99999999999",
    " 0 ",
    "0,1",
    "1, 0",
    "0,9",
    "-1,0",
    "1:",
    ":1",
    "-1:",
    ":-1",
    "0:2",
    "1:9",
    "-2:-1",
    "0:",
    "-9:2",
    "2:1",
    "0:1:2",
    ":",
    "0 : 1",
    "",
    "0,",
    "x",
    "$",
    "'0'",
];

const FUNCTIONS: &[&str] = &[
    "length()",
    "size()",
    "keys()",
    "min()",
    "max()",
    "avg()",
    "sum()",
    "stddev()",
    "first()",
    "last()",
    "index(0)",
    "index(-1)",
    "index(9)",
    "concat('a', \"b\")",
    "concat($.name, \"-\", $.s)",
    "length($.l)",
    "sum($..price)",
    "sum($..price, $..qty)",
    "max(1, 7)",
    "avg($.z, 1.5)",
    "count()",
    "none()",
    "length",
    "append(1)",
    "LENGTH()",
    "min(1,)",
];

const OPERATORS: &[&str] = &[
    "==", "!=", "<", "<=", ">", ">=", "=~", "===", "!==", "in", "nin", "subsetof", "anyof",
    "noneof", "size", "empty", "contains", "type", "all", "=", "IN", "<>", "matches", "",
];

const LITERALS: &[&str] = &[
    "0",
    "1",
    "2",
    "2.5",
    "-3",
    "1e1",
    "'x'",
    "'A-1'",
    "\"x\"",
    "\"1\"",
    "''",
    "true",
    "false",
    "null",
    "[1, 2]",
    "['x', 'b']",
    "[\"a\", \"b\"]",
    "[]",
    "{\"k\": \"v\"}",
    "/A.*/",
    "/a.*/i",
    "/x/",
    "@",
    "$",
    "$.total",
    "$.n",
    "'it\\'s'",
    "undefined",
    "(1)",
];

/// Instead of what the syntax has in a place.
const ODD: &[&str] = &[
    ".",
    "..",
    "[",
    "]",
    "[]",
    "[?]",
    "[?()]",
    "()",
    " ",
    "['",
    "*",
    ".*.",
    "...",
    "$",
    "@",
    "['']",
    ".''",
    "[*",
    "[?(@)",
    ",",
    "(1)",
    "[(@.length-1)]",
    ".a b",
    "[ * ]",
    "[ 'id' ]",
    "['id' ,'n']",
    "[\"id\"]",
    "['id'x]",
    "[,]",
    ".-",
    ".0",
    ".$",
    "\n",
];

/// Makes paths into one document.
pub(super) struct Paths<'d> {
    random: &'d mut Random,
    /// The members of the document's objects.
    names: Vec<&'d str>,
    /// A value that the path finds so far, or what it found before something that does not fit.
    here: &'d Json,
    path: String,
}

impl<'d> Paths<'d> {
    /// A path into `body`, for a string literal with this quote.
    pub(super) fn path(random: &mut Random, body: &str, quote: char) -> String {
        let document = serde_json::from_str(body).unwrap_or_default();
        let mut names = Vec::new();
        members(&document, &mut names);
        let rooted = !random.once_in(12);
        let mut paths = Paths {
            random,
            names,
            here: &document,
            path: String::from(if rooted { "$" } else { "" }),
        };
        for _ in 0..=paths.random.below(4) {
            if paths.random.once_in(4) {
                paths.segment();
            } else {
                paths.fitting();
            }
        }
        if paths.random.once_in(8) {
            paths.one_of(".", FUNCTIONS);
        }
        let Paths { mut path, .. } = paths;
        if random.once_in(12) {
            path = super::words::typo(random, &path);
        }
        let other = if quote == '"' { "'" } else { "\"" };
        path.replace(quote, other)
    }

    fn add(&mut self, text: &str) {
        self.path.push_str(text);
    }

    fn one_of(&mut self, before: &str, list: &[&str]) {
        self.add(before);
        let one = self.random.pick(list);
        self.add(one);
    }

    fn name(&mut self, before: &str) {
        self.add(before);
        let at = self.random.below(self.names.len());
        match self.names.get(at) {
            Some(name) if !self.random.once_in(6) => self.path.push_str(name),
            _ => self.one_of("", OTHERS),
        }
    }

    /// A part that finds something.
    fn fitting(&mut self) {
        match self.here {
            Json::Object(members) if !members.is_empty() => {
                let at = self.random.below(members.len());
                let Some((name, value)) = members.iter().nth(at) else {
                    return;
                };
                let quoted = self.random.once_in(6) || name.contains(['.', ' ', '[', '(']);
                let (before, behind) = if quoted { ("['", "']") } else { (".", "") };
                self.path += &format!("{before}{name}{behind}");
                self.here = value;
            }
            Json::Array(items) if !items.is_empty() => {
                let at = self.random.below(items.len());
                let item = items.get(at).unwrap_or(self.here);
                match self.random.below(8) {
                    0..=2 => self.path += &format!("[{at}]"),
                    3 => self.path += &format!("[{at}:]"),
                    4 => self.add("[*]"),
                    5 => self.one_of(".", FUNCTIONS),
                    _ => {
                        let mut names = Vec::new();
                        members(item, &mut names);
                        let names = std::mem::replace(&mut self.names, names);
                        self.add("[?(");
                        self.condition(2);
                        self.add(")]");
                        self.names = names;
                    }
                }
                self.here = item;
            }
            _ if self.random.once_in(3) => self.one_of(".", FUNCTIONS),
            _ => {}
        }
    }

    fn segment(&mut self) {
        match self.random.below(26) {
            0..=8 => self.name("."),
            9 => {
                self.name("['");
                self.add("']");
            }
            10 => {
                self.name("['");
                self.name("', '");
                self.add("']");
            }
            11..=13 => {
                self.one_of("[", INDICES);
                self.add("]");
            }
            14 => self.add("[*]"),
            15 => self.add(".*"),
            16 | 17 => self.name(".."),
            18 => self.one_of("..", &["*", "[*]", "[0]", "[1]", "[1:]", "['id']", "[0,1]"]),
            19..=21 => {
                self.one_of("", &["[?(", "[?(", "[*][?(", "..[?("]);
                self.condition(2);
                self.add(")]");
            }
            22 => self.one_of(".", FUNCTIONS),
            23 => self.one_of("", ODD),
            _ => {
                self.name(".");
                self.one_of("[", INDICES);
                self.add("]");
            }
        }
    }

    fn condition(&mut self, depth: usize) {
        match self.random.below(if depth == 0 { 8 } else { 12 }) {
            0..=5 => {
                self.operand();
                let space = self.random.pick(&[" ", " ", ""]);
                self.one_of(space, OPERATORS);
                self.add(space);
                self.operand();
            }
            6 | 7 => self.operand(),
            8 => {
                self.add("!");
                self.condition(depth - 1);
            }
            9 => {
                self.add("(");
                self.condition(depth - 1);
                self.add(")");
            }
            _ => {
                self.condition(depth - 1);
                self.one_of("", &[" && ", " || ", "&&", " & ", " and "]);
                self.condition(depth - 1);
            }
        }
    }

    fn operand(&mut self) {
        match self.random.below(11) {
            0..=3 => self.name("@."),
            4 => {
                self.name("@.");
                self.name(".");
            }
            5 => {
                self.name("@['");
                self.one_of("'][", INDICES);
                self.add("]");
            }
            6 => {
                self.name("@.");
                self.one_of(".", FUNCTIONS);
            }
            7 => {
                self.one_of("@", &["..", "[*].", ".*.", "[0]."]);
                self.name("");
            }
            8 => self.name("$."),
            _ => self.one_of("", LITERALS),
        }
    }
}

/// Adds the names of all members in `json`.
fn members<'j>(json: &'j Json, names: &mut Vec<&'j str>) {
    match json {
        Json::Object(members_of) => {
            for (name, value) in members_of {
                names.push(name);
                members(value, names);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| members(item, names)),
        _ => {}
    }
}
