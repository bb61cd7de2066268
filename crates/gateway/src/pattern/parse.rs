//! The text of an expression to its program.

use super::{Op, Set};

/// The longest program; counted repetitions are written out.
const MAX_OPS: usize = 5_000;

/// How deep groups may stand in one another.
const MAX_DEPTH: usize = 50;

pub(super) fn compile(source: &str) -> Result<Vec<Op>, String> {
    let mut parser = Parser {
        chars: source.chars().collect(),
        at: 0,
        fold: false,
        all: false,
        depth: 0,
    };
    let mut program = parser.alternatives()?;
    match parser.peek() {
        None => {
            program.push(Op::Accept);
            Ok(program)
        }
        Some(c) => Err(parser.fail(&format!("'{c}' has no place here"))),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    fold: bool,
    all: bool,
    depth: usize,
}

type Program = Vec<Op>;

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek();
        self.at += 1;
        c
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += 1;
        }
        found
    }

    fn fail(&self, what: &str) -> String {
        format!(
            "the regular expression is wrong: {what}, at character {}",
            self.at + 1
        )
    }

    fn alternatives(&mut self) -> Result<Program, String> {
        let mut program = self.sequence()?;
        while self.eat('|') {
            let other = self.sequence()?;
            let first = program.len();
            let mut both = vec![Op::Split(1, first + 2)];
            append(&mut both, &program);
            both.push(Op::Jump(first + 2 + other.len()));
            append(&mut both, &other);
            program = self.fits(both)?;
        }
        Ok(program)
    }

    fn fits(&self, program: Program) -> Result<Program, String> {
        if program.len() > MAX_OPS {
            Err(self.fail("it is too long"))
        } else {
            Ok(program)
        }
    }

    fn sequence(&mut self) -> Result<Program, String> {
        let mut program = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let atom = self.atom()?;
            let atom = self.repeated(atom)?;
            append(&mut program, &atom);
            program = self.fits(program)?;
        }
        Ok(program)
    }

    fn atom(&mut self) -> Result<Program, String> {
        let one = |set: Set| Ok(vec![Op::One(set)]);
        match self.next() {
            Some('(') => self.group(),
            Some('[') => {
                let set = self.class(0)?;
                one(set)
            }
            Some('.') if self.all => one(Set {
                negated: true,
                ..Set::default()
            }),
            Some('.') => one(Set {
                ranges: ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']
                    .map(|c| (c, c))
                    .to_vec(),
                negated: true,
                ..Set::default()
            }),
            Some('^') => Ok(vec![Op::Start]),
            Some('$') => Ok(vec![Op::End]),
            Some('\\') => match self.peek() {
                Some('b') => {
                    self.at += 1;
                    Ok(vec![Op::Word(true)])
                }
                Some('B') => {
                    self.at += 1;
                    Ok(vec![Op::Word(false)])
                }
                Some('A') => {
                    self.at += 1;
                    Ok(vec![Op::Start])
                }
                Some('z' | 'Z') => {
                    self.at += 1;
                    Ok(vec![Op::End])
                }
                Some('Q') => {
                    self.at += 1;
                    Ok(self.quoted())
                }
                _ => {
                    let set = self.escape()?;
                    one(set)
                }
            },
            Some('*' | '+' | '?') => Err(self.fail("there is nothing to repeat")),
            Some('{') => Err(self.fail("there is nothing to repeat")),
            Some(c) => one(self.single(c)),
            None => Err(self.fail("it ends too early")),
        }
    }

    fn single(&self, c: char) -> Set {
        Set {
            ranges: vec![(c, c)],
            fold: self.fold,
            ..Set::default()
        }
    }

    /// The text up to `\E`.
    fn quoted(&mut self) -> Program {
        let mut program = Vec::new();
        while let Some(c) = self.next() {
            if c == '\\' && self.eat('E') {
                break;
            }
            program.push(Op::One(self.single(c)));
        }
        program
    }

    fn group(&mut self) -> Result<Program, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fail("its groups stand too deep in one another"));
        }
        let outer = (self.fold, self.all);
        if self.eat('?') {
            let mut on = true;
            loop {
                match self.next() {
                    Some(':') => break,
                    Some('-') => on = false,
                    Some('i') => self.fold = on,
                    Some('s') => self.all = on,
                    // Flags without a meaning for whole ASCII matches.
                    Some('d' | 'u' | 'U' | 'm') => {}
                    // `(?i)` holds up to the end of the group around it.
                    Some(')') => {
                        self.depth -= 1;
                        return Ok(Vec::new());
                    }
                    Some('<') if !matches!(self.peek(), Some('=' | '!')) => {
                        while !matches!(self.next(), Some('>') | None) {}
                        break;
                    }
                    _ => return Err(self.fail("this kind of group is not supported")),
                }
            }
        }
        let program = self.alternatives()?;
        if !self.eat(')') {
            return Err(self.fail("a group is not closed"));
        }
        (self.fold, self.all) = outer;
        self.depth -= 1;
        Ok(program)
    }

    fn repeated(&mut self, atom: Program) -> Result<Program, String> {
        let (min, max) = match self.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => {
                self.at += 1;
                let min = self.number()?;
                let max = if self.eat(',') {
                    if self.peek() == Some('}') {
                        None
                    } else {
                        Some(self.number()?)
                    }
                } else {
                    Some(min)
                };
                if self.peek() != Some('}') || max.is_some_and(|max| max < min) {
                    return Err(self.fail("this repetition is wrong"));
                }
                (min, max)
            }
            _ => return Ok(atom),
        };
        self.at += 1;
        if self.peek() == Some('+') {
            return Err(self.fail("possessive quantifiers are not supported"));
        }
        // Greedy or lazy makes no difference to whether the whole text matches.
        self.eat('?');
        let size = atom.len() + 2;
        if max.unwrap_or(min).max(min).saturating_mul(size) > MAX_OPS {
            return Err(self.fail("it is too long"));
        }
        let mut program = Vec::new();
        for _ in 0..min {
            append(&mut program, &atom);
        }
        match max {
            None => {
                let mut turn = vec![Op::Split(1, size)];
                append(&mut turn, &atom);
                turn.push(Op::Jump(0));
                append(&mut program, &turn);
            }
            Some(max) => {
                for _ in min..max {
                    let mut turn = vec![Op::Split(1, size - 1)];
                    append(&mut turn, &atom);
                    append(&mut program, &turn);
                }
            }
        }
        self.fits(program)
    }

    fn number(&mut self) -> Result<usize, String> {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let text: String = self
            .chars
            .get(start..self.at)
            .unwrap_or_default()
            .iter()
            .collect();
        text.parse().map_err(|_| self.fail("a number is missing"))
    }

    /// A class, behind its `[`.
    fn class(&mut self, depth: usize) -> Result<Set, String> {
        if depth > MAX_DEPTH {
            return Err(self.fail("its classes stand too deep in one another"));
        }
        let mut set = Set {
            negated: self.eat('^'),
            fold: self.fold,
            ..Set::default()
        };
        let mut first = true;
        loop {
            let low = match self.next() {
                Some(']') if !first => return Ok(set),
                Some('[') => {
                    let part = self.class(depth + 1)?;
                    set.parts.push(part);
                    first = false;
                    continue;
                }
                Some('&') if self.peek() == Some('&') => {
                    self.at += 1;
                    match self.peek() {
                        // An intersection with nothing is none.
                        Some(']') => continue,
                        _ => return Err(self.fail("intersections of classes are not supported")),
                    }
                }
                Some('\\') => {
                    let part = self.escape()?;
                    match part.ranges.as_slice() {
                        [(low, high)] if low == high && !part.negated => *low,
                        _ => {
                            set.parts.push(part);
                            first = false;
                            continue;
                        }
                    }
                }
                Some(c) => c,
                None => return Err(self.fail("a class is not closed")),
            };
            first = false;
            let ranges = self.peek() == Some('-')
                && !matches!(self.chars.get(self.at + 1), Some(']' | '[') | None);
            let high = if ranges {
                self.at += 1;
                match self.next() {
                    Some('\\') => match self.escape()?.ranges.as_slice() {
                        [(low, high)] if low == high => *low,
                        _ => return Err(self.fail("this range has no end")),
                    },
                    Some(c) => c,
                    None => return Err(self.fail("a class is not closed")),
                }
            } else {
                low
            };
            if high < low {
                return Err(self.fail("this range runs backwards"));
            }
            set.ranges.push((low, high));
        }
    }

    /// What an escape stands for, behind its backslash.
    fn escape(&mut self) -> Result<Set, String> {
        let set = |ranges: &[(char, char)], negated| Set {
            ranges: ranges.to_vec(),
            negated,
            ..Set::default()
        };
        const SPACE: &[(char, char)] = &[('\t', '\r'), (' ', ' ')];
        const WORD: &[(char, char)] = &[('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')];
        Ok(match self.next() {
            Some('d') => set(&[('0', '9')], false),
            Some('D') => set(&[('0', '9')], true),
            Some('w') => set(WORD, false),
            Some('W') => set(WORD, true),
            Some('s') => set(SPACE, false),
            Some('S') => set(SPACE, true),
            Some('t') => self.single('\t'),
            Some('n') => self.single('\n'),
            Some('r') => self.single('\r'),
            Some('f') => self.single('\u{c}'),
            Some('e') => self.single('\u{1b}'),
            Some('u') => {
                let digits: String = self
                    .chars
                    .get(self.at..self.at + 4)
                    .unwrap_or_default()
                    .iter()
                    .collect();
                let code = u32::from_str_radix(&digits, 16)
                    .ok()
                    .and_then(char::from_u32);
                self.at += 4;
                let Some(c) = code else {
                    return Err(self.fail("this escape is wrong"));
                };
                self.single(c)
            }
            Some(c) if !c.is_ascii_alphanumeric() => self.single(c),
            Some(c) => return Err(self.fail(&format!("'\\{c}' is not supported"))),
            None => return Err(self.fail("it ends in a backslash")),
        })
    }
}

/// Appends `part`, whose targets are counted from its own start.
fn append(program: &mut Program, part: &[Op]) {
    let base = program.len();
    program.extend(part.iter().map(|op| match op {
        Op::Jump(to) => Op::Jump(to + base),
        Op::Split(a, b) => Op::Split(a + base, b + base),
        other => other.clone(),
    }));
}
