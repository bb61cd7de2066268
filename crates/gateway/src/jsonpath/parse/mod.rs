//! Parser of paths.

mod cursor;
mod filter;

use vtl::value::Str;

use super::Error;
use super::ast::{Argument, Path, Token};
use cursor::{Cursor, unescape};

/// The longest path, in characters.
const MAX_LENGTH: usize = 10_000;

/// The most tokens of one path; each costs a stack frame of the evaluator.
const MAX_TOKENS: usize = 200;

/// The deepest nesting of filters and arguments.
pub(super) const MAX_DEPTH: usize = 20;

pub(super) fn parse(path: &str) -> Result<Path, Error> {
    // Leading spaces stay: Jayway checks for the `$` before it trims.
    let path = path.trim_end_matches(' ');
    if path.chars().count() > MAX_LENGTH {
        return Err(Error::limit("the path is longer than 10,000 characters"));
    }
    if path.is_empty() {
        return Err(Error::invalid("the path is empty"));
    }
    let full = if path.starts_with(['$', '@']) {
        path.to_owned()
    } else {
        format!("$.{path}")
    };
    if full.ends_with('.') {
        return Err(Error::invalid("a path must not end with '.' or '..'"));
    }
    nested(&full, 0)
}

/// Parses a path that starts with `$` or `@`, nested in `depth` filters or arguments.
pub(super) fn nested(path: &str, depth: usize) -> Result<Path, Error> {
    if depth > MAX_DEPTH {
        return Err(Error::limit(
            "filters and arguments are nested more than 20 levels deep",
        ));
    }
    let mut parser = Parser {
        path: Cursor::new(path),
        depth,
        tokens: Vec::new(),
    };
    let from_root = parser.parse()?;
    Ok(Path::new(from_root, parser.tokens))
}

struct Parser {
    path: Cursor,
    depth: usize,
    tokens: Vec<Token>,
}

impl Parser {
    /// Parses the tokens. Returns whether the path starts at the document.
    fn parse(&mut self) -> Result<bool, Error> {
        while matches!(self.path.current(), Some(' ' | '\t' | '\n' | '\r')) {
            self.path.at += 1;
        }
        let from_root = match self.path.current() {
            Some('$') => true,
            Some('@') => false,
            _ => return Err(Error::invalid("a path must start with '$' or '@'")),
        };
        if self.path.is_tail() {
            return Ok(from_root);
        }
        self.path.at += 1;
        if !matches!(self.path.current(), Some('.' | '[')) {
            return Err(self.fail("expected '.' or '['"));
        }
        loop {
            self.token()?;
            if self.tokens.len() > MAX_TOKENS {
                return Err(Error::limit("the path has more than 200 parts"));
            }
            if self.path.is_tail() {
                return Ok(from_root);
            }
        }
    }

    fn fail(&self, what: &str) -> Error {
        Error::invalid(format!("{what} at position {}", self.path.at))
    }

    fn token(&mut self) -> Result<(), Error> {
        let mut dots = 0;
        while self.path.current() == Some('.') {
            dots += 1;
            self.path.at += 1;
        }
        match dots {
            0 | 1 => {}
            2 => self.tokens.push(Token::Scan),
            _ => return Err(self.fail("a '.' too many")),
        }
        match self.path.current() {
            Some('[') => self.brackets(),
            Some('*') => {
                self.path.at += 1;
                self.tokens.push(Token::Wildcard);
                Ok(())
            }
            Some(' ') | None => Err(self.fail("a name is missing")),
            Some(_) => self.name(),
        }
    }

    fn name(&mut self) -> Result<(), Error> {
        let start = self.path.at;
        while let Some(c) = self.path.current() {
            match c {
                ' ' => {
                    return Err(self.fail("a name with spaces belongs in brackets, ['my name'],"));
                }
                '.' | '[' => break,
                '(' => {
                    let name = self.path.slice(start, self.path.at);
                    let arguments = self.arguments()?;
                    self.tokens.push(Token::Function(name, arguments));
                    return Ok(());
                }
                _ => self.path.at += 1,
            }
        }
        let name = self.path.slice(start, self.path.at);
        self.tokens.push(Token::Property(vec![name.into()]));
        Ok(())
    }

    /// Parses a function's arguments, from its `(` on. They are split by counting brackets and double quotes, as in
    /// Jayway: a backslash before a quote opens another one, a comma in quotes is lost, and an argument that is neither a
    /// path nor starts like JSON is skipped.
    #[inline(never)]
    fn arguments(&mut self) -> Result<Vec<Argument>, Error> {
        let open = self.path.at;
        if self.path.get(open + 1) == Some(')') {
            // Jayway stops before the `)`: if the path continues, it becomes part of a name.
            self.path.at = open + 1;
            return Ok(Vec::new());
        }
        let mut arguments = Vec::new();
        let mut argument = String::new();
        let mut is_path = None;
        let (mut parens, mut brackets, mut braces, mut quotes) = (1_i32, 0_u32, 0_u32, 0_u32);
        let mut before = None;
        let mut ended = false;
        self.path.at = open + 1;
        while let Some(c) = self.path.current().filter(|_| !ended) {
            self.path.at += 1;
            if is_path.is_none() {
                match c {
                    ' ' | '\t' | '\n' | '\r' => continue,
                    '{' | '"' | '-' | '0'..='9' => is_path = Some(false),
                    '$' | '@' => is_path = Some(true),
                    _ => {}
                }
            }
            let counted = match c {
                '"' => {
                    let opens = quotes == 0 || before == Some('\\');
                    count(&mut quotes, opens)
                }
                '(' => {
                    parens += 1;
                    true
                }
                '[' => count(&mut brackets, true),
                ']' => count(&mut brackets, false),
                '{' => count(&mut braces, true),
                '}' => count(&mut braces, false),
                _ => true,
            };
            if !counted {
                return Err(self.fail(&format!("'{c}' closes nothing")));
            }
            if c == ')' {
                parens -= 1;
                if parens < 0 || before == Some('(') {
                    argument.push(c);
                }
            }
            if matches!(c, ',' | ')')
                && (quotes, brackets, braces) == (0, 0, 0)
                && (parens == 1 || parens == 0 && c == ')')
            {
                ended = parens == 0;
                if let Some(is_path) = is_path.take() {
                    let text = std::mem::take(&mut argument);
                    arguments.push(match is_path {
                        true => Argument::Path(nested(&text, self.depth + 1)?),
                        false => Argument::Json(text.into()),
                    });
                }
            }
            if is_path.is_some() && (c, brackets, braces, parens) != (',', 0, 0, 1) {
                argument.push(c);
            }
            before = Some(c);
        }
        if (parens, brackets, braces) != (0, 0, 0) {
            return Err(self.fail("the function's arguments are not closed"));
        }
        Ok(arguments)
    }

    #[inline(never)]
    fn brackets(&mut self) -> Result<(), Error> {
        let open = self.path.at;
        match self.path.significant_after(open) {
            Some((at, quote @ ('\'' | '"'))) => self.quoted(at, quote),
            Some((_, '-' | ':' | '0'..='9')) => self.indices(open),
            Some((at, '*')) => match self.path.significant_after(at) {
                Some((close, ']')) => {
                    self.path.at = close + 1;
                    self.tokens.push(Token::Wildcard);
                    Ok(())
                }
                _ => Err(self.fail("']' is missing behind '*'")),
            },
            Some((at, '?')) => self.filter(open, at),
            _ => Err(self.fail("expected ?, ', 0-9 or * in the brackets")),
        }
    }

    /// `['a', 'b']`, with its first quote at `at`. Characters around names and commas are skipped.
    fn quoted(&mut self, mut at: usize, quote: char) -> Result<(), Error> {
        let mut names: Vec<Str> = Vec::new();
        let mut comma = false;
        loop {
            match self.path.get(at) {
                Some(c) if c == quote => {
                    let Some(end) = self.path.find_unescaped(at, quote) else {
                        return Err(
                            self.fail(&format!("the closing {quote} is missing of the name"))
                        );
                    };
                    names.push(unescape(&self.path.slice(at + 1, end)).into());
                    if !matches!(self.path.significant_after(end), Some((_, ']' | ','))) {
                        return Err(
                            self.fail("',' or ']' is missing behind a name of the brackets")
                        );
                    }
                    comma = false;
                    at = end;
                }
                Some(',' | ']') if comma => {
                    return Err(self.fail("a name is missing behind the comma of the brackets"));
                }
                Some(',') => comma = true,
                Some(']') => {
                    self.path.at = at + 1;
                    self.tokens.push(Token::Property(names));
                    return Ok(());
                }
                Some('\\') => at += 1,
                Some(_) => {}
                None => {
                    return Err(self.fail("',' or ']' is missing behind a name of the brackets"));
                }
            }
            at += 1;
        }
    }

    /// `[1]`, `[1, 2]`, `[1:2]`.
    fn indices(&mut self, open: usize) -> Result<(), Error> {
        let Some(close) = self.path.find(open, ']') else {
            return Err(self.fail("']' is missing of the brackets"));
        };
        let text = self.path.slice(open + 1, close);
        if let Some(wrong) = text
            .chars()
            .find(|c| !matches!(c, '0'..='9' | ',' | '-' | ':' | ' '))
        {
            return Err(self.fail(&format!("'{wrong}' is not allowed among indices")));
        }
        let number = |text: &str| match text.trim().parse::<i32>() {
            Ok(number) => Ok(i64::from(number)),
            Err(_) => Err(self.fail(&format!("'{text}' is not an index, in the brackets"))),
        };
        let text = text.trim();
        let token = if text.contains(':') {
            if text.contains([' ', ',']) {
                return Err(self.fail("a slice has a space or a comma in it"));
            }
            let mut ends = [None, None];
            // The third number, a step, is ignored, as in Jayway.
            for (end, part) in ends.iter_mut().zip(text.split(':')) {
                if !part.is_empty() {
                    *end = Some(number(part)?);
                }
            }
            match ends {
                [None, None] => return Err(self.fail("a slice needs an end")),
                [from, to] => Token::Slice(from, to),
            }
        } else {
            Token::Index(text.split(',').map(number).collect::<Result<_, _>>()?)
        };
        self.path.at = close + 1;
        self.tokens.push(token);
        Ok(())
    }

    /// `[?(…)]`.
    fn filter(&mut self, open: usize, mark: usize) -> Result<(), Error> {
        let bracket = match self.path.significant_after(mark) {
            Some((bracket, '(')) => bracket,
            _ => return Err(self.fail("a filter needs its brackets, [?(…)],")),
        };
        let close = self.path.matching(bracket, '(', ')', true);
        let end = close.and_then(|close| self.path.significant_after(close));
        let (Some(close), Some((end, ']'))) = (close, end) else {
            self.path.at = open;
            return Err(self.fail("the filter is not closed"));
        };
        let text = self.path.slice(bracket, close + 1);
        let expression = filter::parse(&text, self.depth + 1)?;
        self.path.at = end + 1;
        self.tokens.push(Token::Filter(Box::new(expression)));
        Ok(())
    }
}

/// Counts a bracket that opens or closes. `false` if it closes none.
fn count(open: &mut u32, opens: bool) -> bool {
    let counted = if opens {
        open.checked_add(1)
    } else {
        open.checked_sub(1)
    };
    counted.is_some_and(|counted| {
        *open = counted;
        true
    })
}
