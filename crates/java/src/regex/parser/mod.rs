//! The parser of patterns.

mod class;
mod quoted;

use std::collections::HashMap;

use super::class::Set;
use super::named::{Case, Named};

/// How deep groups and classes may nest.
const MAX_DEPTH: usize = 60;

/// A part of a pattern.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Empty,
    /// `(?i)`, which matches nothing itself.
    Flags,
    Char(char, bool),
    /// `.`; whether it matches line ends, too.
    Dot(bool),
    Set(Set),
    Group(Option<usize>, Box<Node>),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        how: How,
    },
    Assert(Assert),
    Back(usize, bool),
    Look {
        ahead: bool,
        wanted: bool,
        node: Box<Node>,
    },
    Atomic(Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Greedy,
    Lazy,
    Possessive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Assert {
    Start,
    LineStart,
    End,
    EndBeforeLineEnd,
    LineEnd,
    /// Whether as `(?U)` has it.
    Word(bool),
    NotWord(bool),
    /// Where the match before ended.
    Last,
}

pub(super) struct Parsed {
    pub(super) node: Node,
    pub(super) groups: usize,
    pub(super) names: HashMap<String, usize>,
}

#[derive(Clone, Copy, Default)]
struct Flags {
    case: Case,
    dot_all: bool,
    lines: bool,
    comments: bool,
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    groups: usize,
    names: HashMap<String, usize>,
    flags: Flags,
    depth: usize,
}

type Result<T> = std::result::Result<T, String>;

pub(super) fn parse(pattern: &str) -> Result<Parsed> {
    let mut parser = Parser {
        chars: quoted::unquoted(pattern),
        at: 0,
        groups: 0,
        names: HashMap::new(),
        flags: Flags::default(),
        depth: 0,
    };
    let node = parser.choice()?;
    if parser.at < parser.chars.len() {
        return Err("a `)` closes nothing".to_owned());
    }
    Ok(Parsed {
        node,
        groups: parser.groups,
        names: parser.names,
    })
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += 1;
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let matches = text
            .chars()
            .enumerate()
            .all(|(at, c)| self.chars.get(self.at + at) == Some(&c));
        if matches {
            self.at += text.chars().count();
        }
        matches
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_DEPTH {
            return Err("it nests too deep".to_owned());
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn choice(&mut self) -> Result<Node> {
        self.deeper(|parser| {
            let mut choices = vec![parser.sequence()?];
            while parser.eat("|") {
                choices.push(parser.sequence()?);
            }
            Ok(match choices.len() {
                1 => choices.pop().unwrap_or(Node::Empty),
                _ => Node::Choice(choices),
            })
        })
    }

    fn sequence(&mut self) -> Result<Node> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            if self.flags.comments && (c.is_ascii_whitespace() || c == '#') {
                self.at += 1;
                while c == '#' && self.peek().is_some_and(|c| c != '\n') {
                    self.at += 1;
                }
                continue;
            }
            let node = self.atom()?;
            if let Node::Flags = node {
                // What follows repeats nothing.
                continue;
            }
            nodes.push(node);
            self.repeats(&mut nodes)?;
        }
        Ok(Node::Sequence(nodes))
    }

    /// The quantifier after the last node, if there is one.
    fn repeats(&mut self, nodes: &mut Vec<Node>) -> Result<()> {
        let (least, most) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.at += 1;
                let least = self.number().ok_or("a number is missing after `{`")?;
                let most = match self.eat(",") {
                    false => Some(least),
                    true if self.peek() == Some('}') => None,
                    true => Some(self.number().ok_or("a number is missing before `}`")?),
                };
                if self.peek() != Some('}') {
                    return Err("a `}` is missing".to_owned());
                }
                if most.is_some_and(|most| most < least) {
                    return Err("a repetition has its ends the wrong way round".to_owned());
                }
                (least, most)
            }
            _ => return Ok(()),
        };
        self.at += 1;
        let how = if self.eat("?") {
            How::Lazy
        } else if self.eat("+") {
            How::Possessive
        } else {
            How::Greedy
        };
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err("a repetition of a repetition".to_owned());
        }
        if let Some(node) = nodes.pop() {
            nodes.push(Node::Repeat {
                node: Box::new(node),
                least,
                most,
                how,
            });
        }
        Ok(())
    }

    fn number(&mut self) -> Option<u32> {
        let start = self.at;
        let mut number = 0_u32;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            number = number.checked_mul(10)?.checked_add(digit)?;
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }

    fn atom(&mut self) -> Result<Node> {
        match self.next() {
            None => Ok(Node::Empty),
            Some('.') => Ok(Node::Dot(self.flags.dot_all)),
            Some('^') => Ok(Node::Assert(if self.flags.lines {
                Assert::LineStart
            } else {
                Assert::Start
            })),
            Some('$') => Ok(Node::Assert(match self.flags.lines {
                true => Assert::LineEnd,
                false => Assert::EndBeforeLineEnd,
            })),
            Some('[') => Ok(Node::Set(self.class()?)),
            Some('(') => self.group(),
            Some('\\') => self.escape(),
            Some(c @ ('*' | '+' | '?')) => Err(format!("`{c}` repeats nothing")),
            // It repeats what is empty.
            Some('{') => {
                self.at -= 1;
                Ok(Node::Empty)
            }
            Some(c) => Ok(self.char(c)),
        }
    }

    /// A character, in either case where the flags say so.
    fn char(&self, c: char) -> Node {
        match self.one(c) {
            letter @ Set::Letter(_) => Node::Set(letter),
            _ => Node::Char(c, self.flags.case.fold),
        }
    }

    #[inline(never)]
    fn group(&mut self) -> Result<Node> {
        let before = self.flags;
        if !self.eat("?") {
            self.groups += 1;
            let number = self.groups;
            let node = self.choice()?;
            return self.close(Node::Group(Some(number), Box::new(node)), before);
        }
        for (text, ahead, wanted) in [
            ("=", true, true),
            ("!", true, false),
            ("<=", false, true),
            ("<!", false, false),
        ] {
            if self.eat(text) {
                let node = Box::new(self.choice()?);
                if !ahead && endless(&node) {
                    return Err("what is looked for behind has no greatest length".to_owned());
                }
                return self.close(
                    Node::Look {
                        ahead,
                        wanted,
                        node,
                    },
                    before,
                );
            }
        }
        if self.eat(">") {
            let node = Box::new(self.choice()?);
            return self.close(Node::Atomic(node), before);
        }
        if self.eat("<") {
            let name = self.name()?;
            self.groups += 1;
            let number = self.groups;
            if self.names.insert(name, number).is_some() {
                return Err("two groups have one name".to_owned());
            }
            let node = self.choice()?;
            return self.close(Node::Group(Some(number), Box::new(node)), before);
        }
        let mut on = true;
        loop {
            match self.next() {
                Some('-') => on = false,
                Some('i') => self.flags.case.fold = on,
                Some('s') => self.flags.dot_all = on,
                Some('m') => self.flags.lines = on,
                Some('x') => self.flags.comments = on,
                Some('u') => self.flags.case.unicode = on,
                Some('U') => {
                    self.flags.case.unicode = on;
                    self.flags.case.classes = on;
                }
                Some('d') => {}
                // They hold to the end of the group.
                Some(')') => return Ok(Node::Flags),
                Some(':') => {
                    let node = self.choice()?;
                    return self.close(Node::Group(None, Box::new(node)), before);
                }
                _ => return Err("a group of an unknown kind".to_owned()),
            }
        }
    }

    fn close(&mut self, node: Node, flags: Flags) -> Result<Node> {
        self.flags = flags;
        match self.eat(")") {
            true => Ok(node),
            false => Err("a `)` is missing".to_owned()),
        }
    }

    fn name(&mut self) -> Result<String> {
        let mut name = String::new();
        loop {
            match self.next() {
                Some('>') if !name.is_empty() => return Ok(name),
                Some(c) if c.is_ascii_alphabetic() => name.push(c),
                Some(c) if c.is_ascii_digit() && !name.is_empty() => name.push(c),
                _ => return Err("the name of a group is wrong".to_owned()),
            }
        }
    }

    fn escape(&mut self) -> Result<Node> {
        let fold = self.flags.case.fold;
        let c = self.next().ok_or("it ends with `\\`")?;
        if let Some(set) = self.predefined(c)? {
            return Ok(Node::Set(set));
        }
        match c {
            'b' => Ok(Node::Assert(Assert::Word(self.flags.case.classes))),
            'B' => Ok(Node::Assert(Assert::NotWord(self.flags.case.classes))),
            'A' => Ok(Node::Assert(Assert::Start)),
            'G' => Ok(Node::Assert(Assert::Last)),
            'z' => Ok(Node::Assert(Assert::End)),
            'Z' => Ok(Node::Assert(Assert::EndBeforeLineEnd)),
            'R' => Ok(Node::Choice(vec![
                Node::Sequence(vec![Node::Char('\r', false), Node::Char('\n', false)]),
                Node::Set(Set::VerticalSpace),
            ])),
            '1'..='9' => {
                let mut number = c.to_digit(10).unwrap_or(0) as usize;
                while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
                    let longer = number * 10 + digit as usize;
                    if longer > self.groups {
                        break;
                    }
                    number = longer;
                    self.at += 1;
                }
                Ok(Node::Back(number, fold))
            }
            'k' => {
                if !self.eat("<") {
                    return Err("`\\k` needs the name of a group".to_owned());
                }
                let name = self.name()?;
                let number = self
                    .names
                    .get(&name)
                    .ok_or("there is no group of that name")?;
                Ok(Node::Back(*number, fold))
            }
            'X' => Ok(cluster()),
            _ => {
                let c = self.literal(c)?;
                Ok(self.char(c))
            }
        }
    }

    /// The character that an escape means.
    fn literal(&mut self, c: char) -> Result<char> {
        Ok(match c {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'x' => {
                if self.eat("{") {
                    let mut digits = String::new();
                    while let Some(c) = self.next().filter(|c| *c != '}') {
                        digits.push(c);
                    }
                    u32::from_str_radix(&digits, 16)
                        .ok()
                        .and_then(char::from_u32)
                        .ok_or("`\\x{…}` is no character")?
                } else {
                    self.hexadecimal(2)?
                }
            }
            'u' => self.hexadecimal(4)?,
            '0' => {
                let mut code = 0;
                let mut digits = 0;
                while let Some(digit) = self.peek().and_then(|c| c.to_digit(8)) {
                    if digits == 3 || code * 8 + digit > 0o377 {
                        break;
                    }
                    code = code * 8 + digit;
                    digits += 1;
                    self.at += 1;
                }
                if digits == 0 {
                    return Err("`\\0` needs octal digits".to_owned());
                }
                char::from_u32(code).unwrap_or('\0')
            }
            'c' => {
                let c = self.next().ok_or("`\\c` needs a character")?;
                char::from_u32(u32::from(c) ^ 64).unwrap_or(c)
            }
            c if c.is_ascii_alphanumeric() => return Err(format!("`\\{c}` means nothing")),
            c => c,
        })
    }

    fn hexadecimal(&mut self, digits: usize) -> Result<char> {
        let text: String = self.chars.iter().skip(self.at).take(digits).collect();
        let code = match text.len() == digits && text.chars().all(|c| c.is_ascii_hexdigit()) {
            true => u32::from_str_radix(&text, 16).ok(),
            false => None,
        };
        self.at += digits;
        code.map(|code| char::from_u32(code).unwrap_or('\u{fffd}'))
            .ok_or_else(|| "hexadecimal digits are missing".to_owned())
    }
}

/// Whether Java finds no greatest length of a match. It finds one for repetitions of one character.
fn endless(node: &Node) -> bool {
    match node {
        Node::Repeat { node, most, .. } => {
            let single = matches!(**node, Node::Char(..) | Node::Dot(_) | Node::Set(_));
            (most.is_none() && !single) || endless(node)
        }
        Node::Back(..) => true,
        Node::Group(_, node) | Node::Atomic(node) => endless(node),
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(endless),
        _ => false,
    }
}

/// `\X`: a character with the marks that follow it, and what is joined to it.
fn cluster() -> Node {
    let marks = || Node::Repeat {
        node: Box::new(Node::Set(Set::Named(Named::Ranges(super::unicode::EXTEND)))),
        least: 0,
        most: None,
        how: How::Possessive,
    };
    let joined = Node::Repeat {
        node: Box::new(Node::Sequence(vec![
            Node::Char('\u{200d}', false),
            Node::Dot(true),
            marks(),
        ])),
        least: 0,
        most: None,
        how: How::Possessive,
    };
    Node::Choice(vec![
        Node::Sequence(vec![Node::Char('\r', false), Node::Char('\n', false)]),
        Node::Sequence(vec![Node::Dot(true), marks(), joined]),
    ])
}
