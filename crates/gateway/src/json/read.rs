//! JSON text to values.

use std::fmt;
use std::rc::Rc;

use vtl::Value;
use vtl::value::{List, Printed, Str};

use super::members::Members;
use super::number;
use super::unescaped::Unescaped;

/// How deep lists and objects may stand in one another: json-smart's own limit.
const MAX_DEPTH: usize = 400;

/// Why a text is not JSON, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What is wrong.
    pub message: String,
    /// The byte at which it is wrong.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at line {}, column {}",
            self.message, self.line, self.column
        )
    }
}

impl std::error::Error for Error {}

/// Reads JSON as json-smart's permissive mode does. Strings without escapes share `text`; of a key
/// that stands twice the last value counts, at the first one's place.
///
/// Beyond JSON it accepts: strings in single quotes; text without quotes, up to the next `,` `]`
/// `}` or, in a key, `:` (so `not json` is a string, and so is the empty text); superfluous commas;
/// values of a list without commas between them where they are quoted or bracketed; control
/// characters; leading zeros; anything behind the document; an unknown escape, which it drops
/// together with, as in json-smart, the control characters of a string that has any escape.
///
/// # Errors
/// What is left: text that ends too early, brackets out of place, a member without `:`, a bad
/// `\u` escape, a number such as `1e+`, and more than 400 levels.
pub fn read(text: &Str) -> Result<Value, Error> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
        items: Vec::new(),
        members: Members::default(),
    };
    reader.value(Stop::End, 0).map_err(|(message, offset)| {
        let offset = offset.min(text.len());
        let before = text.bytes().take(offset).collect::<Vec<u8>>();
        let before = String::from_utf8_lossy(&before);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Error {
            message: message.to_owned(),
            offset,
            line: before.matches('\n').count() + 1,
            column: before
                .get(line_start..)
                .map_or(0, |line| line.chars().count())
                + 1,
        }
    })
}

type Failure = (&'static str, usize);

/// Where text without quotes ends.
#[derive(Clone, Copy)]
enum Stop {
    End,
    Key,
    Item,
    Member,
}

impl Stop {
    fn at(self, byte: u8) -> bool {
        match self {
            Stop::End => false,
            Stop::Key => byte == b':',
            Stop::Item => matches!(byte, b',' | b']'),
            Stop::Member => matches!(byte, b',' | b'}'),
        }
    }
}

struct Reader<'a> {
    text: &'a Str,
    bytes: &'a [u8],
    at: usize,
    /// The items of the lists that are being read, an inner list's behind its outer one's: a list
    /// that is complete gets just the memory that it needs.
    items: Vec<Value>,
    members: Members,
}

impl Reader<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn skip_digits(&mut self) {
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
    }

    fn value(&mut self, stop: Stop, depth: usize) -> Result<Value, Failure> {
        if depth > MAX_DEPTH {
            return Err((
                "lists and objects stand deeper than 400 in one another",
                self.at,
            ));
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(quote @ (b'"' | b'\'')) => self.string(quote).map(Value::String),
            Some(b':' | b'}' | b']') => Err(("a value is missing here", self.at)),
            Some(b'0'..=b'9' | b'-') => self.number(stop),
            None if !matches!(stop, Stop::End) => Err(("the text ends too early", self.at)),
            _ => {
                let text = self.unquoted(self.at, stop);
                Ok(match text.as_str() {
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    "null" => Value::Null,
                    "NaN" => Value::Double(f64::NAN),
                    _ => Value::String(text),
                })
            }
        }
    }

    /// The text from `start` up to the next byte that ends text without quotes, trimmed.
    fn unquoted(&mut self, start: usize, stop: Stop) -> Str {
        while let Some(byte) = self.peek() {
            if stop.at(byte) {
                break;
            }
            self.at += 1;
        }
        self.trimmed(start)
    }

    fn trimmed(&self, start: usize) -> Str {
        let (mut start, mut end) = (start, self.at);
        while start < end && self.bytes.get(start).is_some_and(|b| *b <= b' ') {
            start += 1;
        }
        while start < end && self.bytes.get(end - 1).is_some_and(|b| *b <= b' ') {
            end -= 1;
        }
        self.slice(start, end)
    }

    fn slice(&self, start: usize, end: usize) -> Str {
        // Both ends stand beside an ASCII character or at the text's end, never within a character.
        self.text.cut(start..end)
    }

    fn number(&mut self, stop: Stop) -> Result<Value, Failure> {
        let start = self.at;
        self.at += 1;
        self.skip_digits();
        let mut fractional = false;
        if self.peek() == Some(b'.') {
            fractional = true;
            self.at += 1;
            self.skip_digits();
        }
        if let Some(b'e' | b'E') = self.peek() {
            fractional = true;
            self.at += 1;
            if !matches!(self.peek(), Some(b'+' | b'-' | b'0'..=b'9')) {
                return Ok(Value::String(self.unquoted(start, stop)));
            }
            self.at += 1;
            self.skip_digits();
        }
        let end = self.at;
        self.skip_space();
        match self.peek() {
            // json-smart knows the characters that end a number among the first 126 only.
            Some(byte) if byte < 126 && !stop.at(byte) => {
                return Ok(Value::String(self.unquoted(start, stop)));
            }
            _ => {}
        }
        let text = self.slice(start, end);
        if fractional {
            number::float(&text).ok_or(("this is no number", start))
        } else {
            Ok(number::integer(&text))
        }
    }

    #[inline]
    fn string(&mut self, quote: u8) -> Result<Str, Failure> {
        let open = self.at;
        let start = open + 1;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = run(rest, quote);
        match end.map(|end| (start + end, rest.get(end))) {
            Some((end, Some(byte))) if *byte == quote => {
                self.at = end + 1;
                Ok(self.slice(start, end))
            }
            Some(_) => {
                self.at = start;
                self.escaped(open, quote)
            }
            None => Err(("this string is not closed", open)),
        }
    }

    /// The rest of a string that has an escape.
    #[cold]
    fn escaped(&mut self, open: usize, quote: u8) -> Result<Str, Failure> {
        let mut text = Unescaped::default();
        loop {
            let start = self.at;
            let rest = self.bytes.get(start..).unwrap_or_default();
            let Some(end) = run(rest, quote) else {
                return Err(("this string is not closed", open));
            };
            self.at = start + end;
            text.push_plain(&self.slice(start, self.at));
            let Some(byte) = self.peek() else {
                return Err(("this string is not closed", open));
            };
            self.at += 1;
            if byte == quote {
                return Ok(text.finish());
            }
            let Some(escape) = self.peek() else {
                return Err(("this string is not closed", open));
            };
            self.at += 1;
            match escape {
                b'n' => text.push('\n'),
                b't' => text.push('\t'),
                b'r' => text.push('\r'),
                b'b' => text.push('\u{8}'),
                b'f' => text.push('\u{c}'),
                b'"' | b'\'' | b'\\' | b'/' => text.push(char::from(escape)),
                b'u' => text.push_unit(self.hex(4)?),
                b'x' => text.push_unit(self.hex(2)?),
                // An unknown escape is dropped, with all bytes of its character.
                _ => {
                    while self.bytes.get(self.at).is_some_and(|b| b & 0xc0 == 0x80) {
                        self.at += 1;
                    }
                }
            }
        }
    }

    fn hex(&mut self, digits: usize) -> Result<u16, Failure> {
        let mut unit = 0;
        for _ in 0..digits {
            let digit = self.peek().and_then(|b| char::from(b).to_digit(16));
            let Some(digit) = digit else {
                return Err(("a hexadecimal digit belongs here", self.at));
            };
            // Four digits of four bits each: it fits.
            unit = unit << 4 | digit as u16;
            self.at += 1;
        }
        Ok(unit)
    }

    fn list(&mut self, depth: usize) -> Result<Value, Failure> {
        let open = self.at;
        self.at += 1;
        let from = self.items.len();
        loop {
            self.skip_space();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    let items = self.items.split_off(from);
                    return Ok(Value::List(Rc::new(List::new(Printed::Json, items))));
                }
                Some(b',') => self.at += 1,
                Some(b':' | b'}') => return Err(("this has no place in a list", self.at)),
                Some(_) => {
                    let item = self.value(Stop::Item, depth + 1)?;
                    self.items.push(item);
                }
                None => return Err(("this list is not closed", open)),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Failure> {
        let open = self.at;
        self.at += 1;
        let mut object = self.members.open();
        loop {
            self.skip_space();
            let key = match self.peek() {
                Some(quote @ (b'"' | b'\'')) => self.string(quote)?,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(self.members.close(object));
                }
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(b':' | b'[' | b']' | b'{') => return Err(("a key belongs here", self.at)),
                Some(_) => self.unquoted(self.at, Stop::Key),
                None => return Err(("this object is not closed", open)),
            };
            self.skip_space();
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(_) => return Err(("a colon belongs here", self.at)),
                None => return Err(("this object is not closed", open)),
            }
            self.skip_space();
            let value = match self.peek() {
                // Most members are texts.
                Some(b'"') if depth < MAX_DEPTH => Value::String(self.string(b'"')?),
                _ => self.value(Stop::Member, depth + 1)?,
            };
            self.members.put(&mut object, key, value);
            self.skip_space();
            match self.peek() {
                Some(b'}' | b',') => {}
                Some(_) => return Err(("a comma or a closing brace belongs here", self.at)),
                None => return Err(("this object is not closed", open)),
            }
        }
    }
}

/// How many bytes of `text` stand before `quote` or a backslash; `None` where there is neither.
/// Looks at eight bytes at a time.
fn run(text: &[u8], quote: u8) -> Option<usize> {
    const ONES: u64 = u64::MAX / 0xff;
    // Marks the bytes that are 0: the lowest mark is right, which is the only one that counts.
    let zeros = |word: u64| word.wrapping_sub(ONES) & !word & (ONES << 7);
    let (quotes, escapes) = (ONES * u64::from(quote), ONES * u64::from(b'\\'));
    let (words, rest) = text.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = zeros(word ^ quotes) | zeros(word ^ escapes);
        if ends != 0 {
            return Some(at * 8 + ends.trailing_zeros() as usize / 8);
        }
    }
    let end = rest.iter().position(|b| *b == quote || *b == b'\\')?;
    Some(words.len() * 8 + end)
}

#[cfg(test)]
mod tests {
    use super::super::write;
    use super::*;

    fn again(text: &str) -> String {
        match read(&text.into()) {
            Ok(value) => write(&value).unwrap_or_else(|thrown| thrown.message),
            Err(error) => format!("! {error}"),
        }
    }

    #[test]
    fn reads_json() {
        for (text, written) in [
            (
                r#" {"a": [1, 2.50, -3e2, true, false, null], "b": {}} "#,
                r#"{"a":[1,2.5,-300.0,true,false,null],"b":{}}"#,
            ),
            (r#""\u00e9\n\t\/""#, r#""é\n\t/""#),
            (r#"{"a":1,"b":2,"a":3}"#, r#"{"a":3,"b":2}"#),
            (r#"["\ud83d\ude00 \ud83d x"]"#, r#"["😀 ? x"]"#),
            ("12345678901234567890", "12345678901234567890"),
        ] {
            assert_eq!(again(text), written, "{text}");
        }
    }

    #[test]
    fn reads_what_json_smart_lets_pass() {
        for (text, written) in [
            ("not json", r#""not json""#),
            ("", r#""""#),
            ("{'a':tru, b: x y ,,}", r#"{"a":"tru","b":"x y"}"#),
            (r#"["a" "b" {} [] 1]"#, r#"["a","b",{},[],1]"#),
            (
                "[1 2, 01, 1.2.3, +1, .5, -]",
                r#"["1 2",1,"1.2.3","+1",".5",0]"#,
            ),
            ("[1é, NaN, 5.]", r#"[1,"é",NaN,5.0]"#),
            (r#"{"a":1} trailing"#, r#"{"a":1}"#),
            ("[\"\\q\", \"a\\t\nb\", \"a\nb\"]", r#"["","a\tb","a\nb"]"#),
            ("[1E400]", "[null]"),
        ] {
            assert_eq!(again(text), written, "{text}");
        }
    }

    #[test]
    fn says_where_it_fails() {
        for (text, message) in [
            ("{\n \"é\" 1}", "! a colon belongs here at line 2, column 6"),
            ("[1,", "! this list is not closed at line 1, column 1"),
            ("{\"a\":}", "! a value is missing here at line 1, column 6"),
            (
                "{\"a\":\"x\" y}",
                "! a comma or a closing brace belongs here at line 1, column 10",
            ),
            (
                "[\"\\u12\"]",
                "! a hexadecimal digit belongs here at line 1, column 7",
            ),
            ("[1e+]", "! this is no number at line 1, column 2"),
            ("\"abc", "! this string is not closed at line 1, column 1"),
        ] {
            assert_eq!(again(text), message, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(again(&deep).starts_with("! lists and objects stand deeper"));
    }

    #[test]
    fn many_members_keep_one_value_each() {
        let members: Vec<String> = (0..100).map(|n| format!("\"k{}\":{n}", n % 40)).collect();
        let Ok(Value::Map(map)) = read(&format!("{{{}}}", members.join(",")).as_str().into())
        else {
            panic!("an object");
        };
        assert_eq!(map.entries().len(), 40);
        assert!(matches!(map.get("k3"), Some(Value::Integer(83))));
    }
}
