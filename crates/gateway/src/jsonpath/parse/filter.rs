//! Parser of filters.

use super::MAX_DEPTH;
use super::cursor::{Cursor, unescape};
use crate::json;
use crate::jsonpath::Error;
use crate::jsonpath::ast::{Expression, Number, Operand, Operator, Path};
use crate::pattern::Pattern;

/// Parses `(…)`, nested in `depth` filters.
pub(super) fn parse(text: &str, depth: usize) -> Result<Expression, Error> {
    if depth > MAX_DEPTH {
        return Err(Error::limit("filters are nested more than 20 levels deep"));
    }
    let mut parser = Parser {
        text: Cursor::new(text),
        depth,
    };
    let expression = parser.or(0)?;
    match parser.text.skip_spaces() {
        None => Ok(expression),
        Some(_) => Err(parser.fail("the filter should end")),
    }
}

struct Parser {
    text: Cursor,
    depth: usize,
}

/// A side of a comparison. The flag of a path is `false` behind `!`, which tests for absence.
enum Side {
    Path(Path, bool),
    Literal(Operand),
}

impl Parser {
    fn fail(&self, what: &str) -> Error {
        Error::invalid(format!("{what} at position {} of the filter", self.text.at))
    }

    fn eat(&mut self, word: &str) -> bool {
        self.text.skip_spaces();
        let found = word
            .chars()
            .enumerate()
            .all(|(i, c)| self.text.get(self.text.at + i) == Some(c));
        if found {
            self.text.at += word.chars().count();
        }
        found
    }

    fn or(&mut self, depth: usize) -> Result<Expression, Error> {
        if depth > 100 {
            return Err(Error::limit(
                "the filter's brackets are nested more than 100 levels deep",
            ));
        }
        let mut all = vec![self.and(depth)?];
        while self.eat("||") {
            all.push(self.and(depth)?);
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Expression::Or(all)
        })
    }

    fn and(&mut self, depth: usize) -> Result<Expression, Error> {
        let mut all = vec![self.operand(depth)?];
        while self.eat("&&") {
            all.push(self.operand(depth)?);
        }
        Ok(if all.len() == 1 {
            all.remove(0)
        } else {
            Expression::And(all)
        })
    }

    fn operand(&mut self, depth: usize) -> Result<Expression, Error> {
        if depth > 100 {
            return Err(Error::limit(
                "the filter's brackets are nested more than 100 levels deep",
            ));
        }
        match self.text.skip_spaces() {
            // `!@.a` tests for absence; any other `!` negates what follows.
            Some('!')
                if !matches!(
                    self.text.significant_after(self.text.at),
                    Some((_, '$' | '@'))
                ) =>
            {
                self.text.at += 1;
                Ok(Expression::Not(Box::new(self.operand(depth + 1)?)))
            }
            Some('(') => {
                self.text.at += 1;
                let inner = self.or(depth + 1)?;
                if self.eat(")") {
                    Ok(inner)
                } else {
                    Err(self.fail("')' is missing"))
                }
            }
            _ => self.comparison(),
        }
    }

    fn comparison(&mut self) -> Result<Expression, Error> {
        let left = self.side()?;
        let place = self.text.at;
        let compared = self
            .operator()
            .and_then(|operator| Ok((operator, self.side()?)));
        match (left, compared) {
            (left, Ok((operator, right))) => {
                Ok(Expression::Compare(left.into(), operator, right.into()))
            }
            (Side::Path(path, wanted), Err(_)) => {
                self.text.at = place;
                Ok(Expression::Exists(path, wanted))
            }
            (Side::Literal(_), Err(error)) => Err(error),
        }
    }

    fn operator(&mut self) -> Result<Operator, Error> {
        let sign = |c: char| matches!(c, '<' | '>' | '=' | '~' | '!');
        let first = self.text.skip_spaces();
        let start = self.text.at;
        let signs = first.is_some_and(sign);
        while self
            .text
            .current()
            .is_some_and(|c| if signs { sign(c) } else { c != ' ' })
        {
            self.text.at += 1;
        }
        let word = self.text.slice(start, self.text.at);
        Operator::named(&word).ok_or_else(|| self.fail(&format!("'{word}' is not an operator")))
    }

    fn side(&mut self) -> Result<Side, Error> {
        match self.text.skip_spaces() {
            Some('$' | '@') => Ok(Side::Path(self.path()?, true)),
            Some('!') => {
                self.text.at += 1;
                match self.text.skip_spaces() {
                    Some('$' | '@') => Ok(Side::Path(self.path()?, false)),
                    _ => Err(self.fail("a path must follow '!'")),
                }
            }
            Some(_) => Ok(Side::Literal(self.literal()?)),
            None => Err(self.fail("a value is missing")),
        }
    }

    /// A path ends at a space, an operator or a bracket that is not its own: `[…]`, unless one follows another, and the
    /// `()` of a function without arguments belong to it.
    fn path(&mut self) -> Result<Path, Error> {
        let start = self.text.at;
        self.text.at += 1;
        while let Some(c) = self.text.current() {
            if c == '[' {
                match self.text.matching(self.text.at, '[', ']', true) {
                    Some(close) => self.text.at = close + 1,
                    None => return Err(self.fail("']' is missing")),
                }
            }
            match self.text.current() {
                None | Some(' ' | '<' | '>' | '=' | '~' | '!') => break,
                Some(')') if !self.closes_function(start) => break,
                Some(_) => self.text.at += 1,
            }
        }
        let path = self.text.slice(start, self.text.at);
        if path.ends_with('.') {
            return Err(self.fail("a path must not end with '.'"));
        }
        super::nested(&path, self.depth + 1)
    }

    /// Whether the current `)` directly follows the `(` of a function of the path from `start`.
    fn closes_function(&self, start: usize) -> bool {
        let before = |at: usize| (start..at).rev().find(|i| self.text.get(*i) != Some(' '));
        before(self.text.at)
            .filter(|open| self.text.get(*open) == Some('('))
            .is_some_and(|open| (start + 1..open).any(|i| self.text.get(i) == Some('.')))
    }

    fn literal(&mut self) -> Result<Operand, Error> {
        let start = self.text.at;
        match self.text.current() {
            Some(quote @ ('\'' | '"')) => match self.text.find_unescaped(start, quote) {
                Some(end) => {
                    self.text.at = end + 1;
                    Ok(Operand::String(
                        unescape(&self.text.slice(start + 1, end)).into(),
                    ))
                }
                None => Err(self.fail("a string is not closed")),
            },
            Some('/') => self.regex(start),
            Some(open @ ('[' | '{')) => {
                let close = if open == '[' { ']' } else { '}' };
                let Some(end) = self.text.matching(start, open, close, false) else {
                    return Err(self.fail("a JSON value is not closed"));
                };
                self.text.at = end + 1;
                // Jayway parses it when it compares: an error surfaces only then.
                let read = json::read(&self.text.slice(start, end + 1).into());
                Ok(Operand::JsonLiteral(
                    read.map_err(|error| error.to_string()),
                ))
            }
            Some('t') if self.eat("true") => Ok(Operand::Bool(true)),
            Some('f') if self.eat("false") => Ok(Operand::Bool(false)),
            Some('n') if self.eat("null") => Ok(Operand::Null),
            _ => {
                while matches!(self.text.current(), Some('0'..='9' | '-' | '.' | 'E' | 'e')) {
                    self.text.at += 1;
                }
                match Number::parse(&self.text.slice(start, self.text.at)) {
                    Some(number) => Ok(Operand::Number(number)),
                    None => Err(self.fail("a value is missing")),
                }
            }
        }
    }

    fn regex(&mut self, start: usize) -> Result<Operand, Error> {
        let Some(end) = self.text.find_unescaped(start, '/') else {
            return Err(self.fail("a regular expression is not closed"));
        };
        self.text.at = end + 1;
        let flags_start = self.text.at;
        while matches!(
            self.text.current(),
            Some('i' | 'd' | 'm' | 's' | 'u' | 'U' | 'x')
        ) {
            self.text.at += 1;
        }
        // Java takes the same flags within the expression.
        let flags = self.text.slice(flags_start, self.text.at);
        let source = self.text.slice(start + 1, end);
        let source = if flags.is_empty() {
            source
        } else {
            format!("(?{flags}){source}")
        };
        match Pattern::compile(&source) {
            Ok(pattern) => Ok(Operand::Pattern(pattern)),
            Err(message) => Err(self.fail(&message)),
        }
    }
}

impl From<Side> for Operand {
    fn from(side: Side) -> Operand {
        match side {
            Side::Path(path, _) => Operand::Path(path),
            Side::Literal(operand) => operand,
        }
    }
}
