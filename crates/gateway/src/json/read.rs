//! Reader of JSON.

use std::rc::Rc;

use vtl::value::{List, Map, Printed, Str};
use vtl::{Budget, Thrown, Value};

use super::error::Error;
use super::members::Objects;
use super::number;
use super::string::{StringRange, run};
use super::unescaped::Unescaped;

/// The deepest nesting of lists and objects: json-smart's limit.
const MAX_DEPTH: usize = 400;

/// Reads JSON as json-smart's permissive mode does. Strings without escapes share `text`. A duplicate key has its last
/// value at its first position.
///
/// Beyond JSON it accepts: strings in single quotes; text without quotes, up to the next `,` `]`
/// `}` or, in a key, `:` (so `not json` is a string, and so is the empty text); superfluous commas;
/// values of a list without commas between them where they are quoted or bracketed; control
/// characters; leading zeros; anything behind the document; an unknown escape, which it drops
/// together with, as in json-smart, the control characters of a string that has any escape.
///
/// # Errors
/// Text that ends too early, misplaced brackets, a member without `:`, an invalid `\u` escape, a number such as `1e+`,
/// or more than 400 levels.
pub fn read(text: &Str) -> Result<Value, Error> {
    read_all(text, None)
}

/// [`read`], charged to a rendering's budget.
///
/// # Errors
/// A limit of `budget`. Within it, those of [`read`].
pub(crate) fn read_within(text: &Str, budget: &Budget) -> Result<Result<Value, Error>, Thrown> {
    // About the cost of rendering the values.
    budget.charge(text.len() / 8)?;
    let mut stopped = None;
    let read = read_all(text, Some((budget, &mut stopped)));
    match stopped {
        Some(thrown) => Err(thrown),
        None => {
            budget.room(0)?;
            Ok(read)
        }
    }
}

/// Reads within a budget, if there is one, and stores the budget's error beside it.
fn read_all(text: &Str, budget: Option<(&Budget, &mut Option<Thrown>)>) -> Result<Value, Error> {
    let mut reader = Reader {
        budget,
        looked: 0,
        text,
        bytes: text.as_bytes(),
        at: 0,
        items: Vec::new(),
        objects: Objects::start(),
        unescaped: Vec::new(),
        unescaping: Unescaped::default(),
    };
    let value = reader.value(Stop::End, 0);
    reader.objects.end();
    value.map_err(|failure| Error::at(text, failure.0, failure.1))
}

/// The bytes read between two checks of the memory of the values.
const LOOKED_AT: usize = 1 << 16;

/// A message and its position.
type Failure = Box<(&'static str, usize)>;

#[cold]
fn failure<T>(message: &'static str, offset: usize) -> Result<T, Failure> {
    Err(Box::new((message, offset)))
}

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
    budget: Option<(&'a Budget, &'a mut Option<Thrown>)>,
    /// The position of the last check of memory.
    looked: usize,
    text: &'a Str,
    bytes: &'a [u8],
    at: usize,
    /// The items of the lists that are being read, inner lists behind outer ones: a complete list gets exactly the
    /// memory that it needs.
    items: Vec<Value>,
    objects: Objects,
    /// The unescaped strings, each until it is taken.
    unescaped: Vec<Str>,
    /// The string that is being unescaped.
    unescaping: Unescaped,
}

impl Reader<'_> {
    #[inline]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Stops reading if the values use too much memory.
    #[cold]
    fn look_at_memory(&mut self) -> Result<(), Failure> {
        self.looked = self.at;
        let items = self.items.capacity() * size_of::<Value>();
        if let Some((budget, stopped)) = &mut self.budget
            && let Err(thrown) = budget.room(items)
        {
            **stopped = Some(thrown);
            return failure("there is no memory for more values", self.at);
        }
        Ok(())
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
            let message = "lists and objects are nested more than 400 levels deep";
            return failure(message, self.at);
        }
        if self.at >= self.looked + LOOKED_AT {
            self.look_at_memory()?;
        }
        self.skip_space();
        match self.peek() {
            Some(b'{') => self.object(depth).map(Value::Map),
            Some(b'[') => self.list(depth),
            Some(quote @ (b'"' | b'\'')) => {
                let text = self.string(quote)?;
                Ok(Value::String(self.text(text)))
            }
            Some(b':' | b'}' | b']') => failure("a value is missing here", self.at),
            Some(b'0'..=b'9' | b'-') => self.number(stop),
            None if !matches!(stop, Stop::End) => failure("the text ends too early", self.at),
            _ => {
                let text = self.unquoted(self.at, stop);
                let text = self.text(text);
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
    fn unquoted(&mut self, start: usize, stop: Stop) -> StringRange {
        while let Some(byte) = self.peek() {
            if stop.at(byte) {
                break;
            }
            self.at += 1;
        }
        self.trimmed(start)
    }

    fn trimmed(&self, start: usize) -> StringRange {
        let (mut start, mut end) = (start, self.at);
        while start < end && self.bytes.get(start).is_some_and(|b| *b <= b' ') {
            start += 1;
        }
        while start < end && self.bytes.get(end - 1).is_some_and(|b| *b <= b' ') {
            end -= 1;
        }
        StringRange::new(start, end)
    }

    #[inline]
    fn text(&mut self, range: StringRange) -> Str {
        range.string(self.text, &mut self.unescaped)
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
                let text = self.unquoted(start, stop);
                return Ok(Value::String(self.text(text)));
            }
            self.at += 1;
            self.skip_digits();
        }
        let end = self.at;
        self.skip_space();
        match self.peek() {
            // json-smart recognizes the characters that end a number only among the first 126.
            Some(byte) if byte < 126 && !stop.at(byte) => {
                let text = self.unquoted(start, stop);
                return Ok(Value::String(self.text(text)));
            }
            _ => {}
        }
        let text = self.text.get(start..end).unwrap_or_default();
        if !fractional {
            return Ok(number::integer(text));
        }
        match number::float(text) {
            Some(number) => Ok(number),
            None => failure("this is not a number", start),
        }
    }

    #[inline(always)]
    fn string(&mut self, quote: u8) -> Result<StringRange, Failure> {
        let open = self.at;
        let start = open + 1;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let end = start + run(rest, quote);
        match self.bytes.get(end) {
            Some(byte) if *byte == quote => {
                self.at = end + 1;
                Ok(StringRange::new(start, end))
            }
            Some(_) => {
                self.at = start;
                let text = self.escaped(open, quote)?;
                self.unescaped.push(text);
                Ok(StringRange::unescaped(self.unescaped.len() - 1))
            }
            None => failure("this string is not closed", open),
        }
    }

    /// The rest of a string that has an escape.
    #[cold]
    fn escaped(&mut self, open: usize, quote: u8) -> Result<Str, Failure> {
        loop {
            let start = self.at;
            self.at += run(self.bytes.get(start..).unwrap_or_default(), quote);
            let piece = self.text.get(start..self.at).unwrap_or_default();
            self.unescaping.push_plain(piece);
            let Some(byte) = self.peek() else {
                return failure("this string is not closed", open);
            };
            self.at += 1;
            if byte == quote {
                return Ok(self.unescaping.finish());
            }
            let Some(escape) = self.peek() else {
                return failure("this string is not closed", open);
            };
            self.at += 1;
            let text = &mut self.unescaping;
            match escape {
                b'n' => text.push('\n'),
                b't' => text.push('\t'),
                b'r' => text.push('\r'),
                b'b' => text.push('\u{8}'),
                b'f' => text.push('\u{c}'),
                b'"' | b'\'' | b'\\' | b'/' => text.push(char::from(escape)),
                b'u' => {
                    let unit = self.hex(4)?;
                    self.unescaping.push_unit(unit);
                }
                b'x' => {
                    let unit = self.hex(2)?;
                    self.unescaping.push_unit(unit);
                }
                // An unknown escape is dropped, with its character.
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
                return failure("a hexadecimal digit belongs here", self.at);
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
                    let items = match from {
                        // Nothing else is being read.
                        0 => std::mem::take(&mut self.items),
                        _ => self.items.split_off(from),
                    };
                    return Ok(Value::List(Rc::new(List::new(Printed::Json, items))));
                }
                Some(b',') => self.at += 1,
                Some(b':' | b'}') => return failure("this has no place in a list", self.at),
                Some(_) => {
                    let item = self.value(Stop::Item, depth + 1)?;
                    self.items.push(item);
                }
                None => return failure("this list is not closed", open),
            }
        }
    }

    #[inline(never)]
    fn object(&mut self, depth: usize) -> Result<Rc<Map>, Failure> {
        let open = self.at;
        self.at += 1;
        let mut map = None;
        loop {
            // Most keys have no spaces around them: skip the search.
            if self.peek() != Some(b'"') {
                self.skip_space();
            }
            let key = match self.peek() {
                Some(b'"') => self.string(b'"')?,
                _ => match self.other_key(open)? {
                    Some(key) => key,
                    None => {
                        let map = map.unwrap_or_else(|| self.objects.empty());
                        self.objects.close(&map, depth);
                        return Ok(map);
                    }
                },
            };
            if self.peek() != Some(b':') {
                self.skip_space();
            }
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(_) => return failure("a colon belongs here", self.at),
                None => return failure("this object is not closed", open),
            }
            self.skip_space();
            // A text stays where it is until it is put into its object: moving it would take longer than reading it.
            let (mut text, mut value) = (None, Value::Null);
            match self.peek() {
                // Most members are strings or objects.
                Some(b'"') if depth < MAX_DEPTH => text = Some(self.string(b'"')?),
                Some(b'{') if depth < MAX_DEPTH => value = Value::Map(self.object(depth + 1)?),
                _ => value = self.value(Stop::Member, depth + 1)?,
            }
            self.skip_space();
            let last = match self.peek() {
                Some(b',') => false,
                Some(b'}') => true,
                Some(_) => return failure("a comma or a closing brace belongs here", self.at),
                None => return failure("this object is not closed", open),
            };
            self.at += 1;
            if last && map.is_none() {
                let (whole, unescaped) = (self.text, &mut self.unescaped);
                let key = |unescaped: &mut Vec<Str>| key.string(whole, unescaped);
                return Ok(match text {
                    Some(text) => self.objects.one(unescaped, key, |unescaped| {
                        Value::String(text.string(whole, unescaped))
                    }),
                    None => self.objects.one(unescaped, key, |_| value),
                });
            }
            if let Some(text) = text {
                value = Value::String(self.text(text));
            }
            let key = self.text(key);
            let map = &*map.get_or_insert_with(|| self.objects.empty());
            self.objects.put(map, depth, key, value);
            if last {
                self.objects.close(map, depth);
                return Ok(Rc::clone(map));
            }
        }
    }

    /// The key at the current position; `None` if the object ends.
    #[inline(never)]
    fn other_key(&mut self, open: usize) -> Result<Option<StringRange>, Failure> {
        loop {
            self.skip_space();
            match self.peek() {
                Some(quote @ (b'"' | b'\'')) => return self.string(quote).map(Some),
                Some(b'}') => {
                    self.at += 1;
                    return Ok(None);
                }
                Some(b',') => self.at += 1,
                Some(b':' | b'[' | b']' | b'{') => return failure("a key belongs here", self.at),
                Some(_) => return Ok(Some(self.unquoted(self.at, Stop::Key))),
                None => return failure("this object is not closed", open),
            }
        }
    }
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
            ("[1e+]", "! this is not a number at line 1, column 2"),
            ("\"abc", "! this string is not closed at line 1, column 1"),
        ] {
            assert_eq!(again(text), message, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(again(&deep).starts_with("! lists and objects are nested"));
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

    #[test]
    fn many_members_of_many_members_keep_one_value_each() {
        for count in 16..20 {
            // Each object has `count` members, one of them an object, then all of them again.
            let object = (0..4).fold("0".to_owned(), |inner, depth| {
                let own = |value: &str| -> Vec<String> {
                    let members = 0..count;
                    members.map(|n| format!("\"k{n}\":{value}")).collect()
                };
                let first = own("1").join(",");
                format!("{{{first},\"k{depth}\":{inner},{first},\"k{depth}\":{inner}}}")
            });
            let mut value = read(&object.as_str().into()).unwrap();
            for depth in (0..4).rev() {
                let Value::Map(map) = value else {
                    panic!("an object");
                };
                assert_eq!(map.entries().len(), count);
                value = map.get(&format!("k{depth}")).unwrap();
            }
            assert!(matches!(value, Value::Integer(0)));
        }
    }
}
