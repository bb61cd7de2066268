//! Reader of DynamoDB's JSON.
//!
//! DynamoDB checks in two passes: types (`SerializationException`), then rules (`ValidationException`), so that a wrong
//! type is reported rather than an earlier violated rule. This reader does both in one pass: it returns the first error
//! and stores the second.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{AttributeValue, Item, Number, base64};
use crate::error::Error;
use crate::path::{PathSegment, TextPosition, display, locate};

/// The deepest level of a value; attributes are level 1.
pub const MAX_NESTING: usize = 32;
/// The tags of the types, in dynalite's order of precedence if a value has several.
const TAGS: [&str; 10] = ["S", "B", "N", "BOOL", "NULL", "BS", "NS", "SS", "L", "M"];
/// The longest attribute name, in bytes.
const MAX_NAME: usize = 65_535;

const EMPTY: &str =
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
const TOO_MANY: &str = "Supplied AttributeValue has more than one datatypes set, must contain \
                        exactly one of the supported datatypes";
pub(crate) const NESTING: &str = "Nesting Levels have exceeded supported limits: Attributes in the item have \
                       nested levels beyond supported limit";
const STRUCTURE: &str = "Start of structure or map found where not expected";
const FIELD_TYPE: &str = "Unexpected field type";

/// Reads the members of one JSON text.
pub(crate) struct Reader<'a> {
    text: &'a str,
    steps: Vec<PathSegment<'a>>,
    violation: Option<Error>,
}

/// Parses a JSON text.
///
/// # Errors
/// `SerializationException`, without a message as in DynamoDB, at the error's position; the `ValidationException` of
/// the nesting limit if the text is nested deeper than the parser's limit.
pub(crate) fn parse_json(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text).map_err(|error| {
        let mut rejected = if is_nesting_error(&error) {
            Error::validation(NESTING)
        } else {
            Error::serialization("")
        };
        rejected.position = Some(TextPosition::of_json_error(text, &error));
        rejected
    })
}

/// Whether serde_json failed because of the depth, not the syntax.
pub(crate) fn is_nesting_error(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("recursion limit exceeded")
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            steps: Vec::new(),
            violation: None,
        }
    }

    /// A reader of what is at a path.
    pub(crate) fn within_path(text: &'a str, steps: Vec<PathSegment<'a>>) -> Self {
        Self {
            steps,
            ..Self::new(text)
        }
    }

    /// Takes the first violated rule.
    pub(crate) fn violation(&mut self) -> Option<Error> {
        self.violation.take()
    }

    fn placed(&self, error: Error) -> Error {
        let mut error = error.at_path(display(&self.steps));
        error.position = Some(locate(self.text, &self.steps));
        error
    }

    fn record_violation(&mut self, message: impl Into<String>) {
        if self.violation.is_none() {
            self.violation = Some(self.placed(Error::validation(message)));
        }
    }

    fn broken<T>(&self, message: impl Into<String>) -> Result<T, Error> {
        Err(self.placed(Error::serialization(message)))
    }

    /// Reads a value one step deeper.
    pub(crate) fn within<T>(
        &mut self,
        step: PathSegment<'a>,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.steps.push(step);
        let result = read(self);
        self.steps.pop();
        result
    }

    /// A string; `None` for null, which counts as absent.
    pub(crate) fn string(&self, value: &'a Value) -> Result<Option<&'a str>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => Ok(Some(text)),
            Value::Bool(true) => self.broken("TRUE_VALUE cannot be converted to String"),
            Value::Bool(false) => self.broken("FALSE_VALUE cannot be converted to String"),
            Value::Number(number) if is_whole(number) => {
                self.broken("NUMBER_VALUE cannot be converted to String")
            }
            Value::Number(_) => self.broken("DECIMAL_VALUE cannot be converted to String"),
            Value::Array(_) => self.broken("Unrecognized collection type class java.lang.String"),
            Value::Object(_) => self.broken(STRUCTURE),
        }
    }

    /// A boolean, which DynamoDB also accepts as a string; `None` for null.
    pub(crate) fn boolean(&self, value: &'a Value) -> Result<Option<bool>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::Bool(value) => Ok(Some(*value)),
            Value::String(text) => match text.to_ascii_uppercase().as_str() {
                "TRUE" | "1" | "YES" => Ok(Some(true)),
                "FALSE" | "0" | "NO" => Ok(Some(false)),
                _ => self.broken("Unexpected token received from parser"),
            },
            Value::Number(number) if is_whole(number) => {
                self.broken("NUMBER_VALUE cannot be converted to Boolean")
            }
            Value::Number(_) => self.broken("DECIMAL_VALUE cannot be converted to Boolean"),
            Value::Array(_) => self.broken("Unrecognized collection type class java.lang.Boolean"),
            Value::Object(_) => self.broken(STRUCTURE),
        }
    }

    /// An integer; a fraction is cut off. `None` for null.
    pub(crate) fn integer(&self, value: &'a Value) -> Result<Option<i64>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::Number(number) => Ok(number
                .as_i64()
                // Beyond its range the conversion saturates.
                .or_else(|| number.as_f64().map(|n| n.floor() as i64))),
            Value::Bool(true) => self.broken("TRUE_VALUE cannot be converted to Integer"),
            Value::Bool(false) => self.broken("FALSE_VALUE cannot be converted to Integer"),
            Value::String(_) => self.broken("STRING_VALUE cannot be converted to Integer"),
            Value::Array(_) => self.broken("Unrecognized collection type class java.lang.Integer"),
            Value::Object(_) => self.broken(STRUCTURE),
        }
    }

    fn bytes(&self, value: &'a Value) -> Result<Option<Vec<u8>>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::String(text) => match base64::decode(text) {
                Ok(bytes) => Ok(Some(bytes)),
                Err(message) => self.broken(message),
            },
            Value::Bool(_) | Value::Number(_) => {
                self.broken("only base-64-encoded strings are convertible to bytes")
            }
            Value::Array(_) => {
                self.broken("Unrecognized collection type class java.nio.ByteBuffer")
            }
            Value::Object(_) => self.broken(STRUCTURE),
        }
    }

    /// An object of a class of DynamoDB's.
    pub(crate) fn structure(
        &mut self,
        value: &'a Value,
        class: &str,
    ) -> Result<&'a Map<String, Value>, Error> {
        match value {
            Value::Object(map) => Ok(map),
            Value::Array(_) => self.broken(format!(
                "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.{class}"
            )),
            _ => self.broken("Unexpected value type in payload"),
        }
    }

    pub(crate) fn list(&self, value: &'a Value) -> Result<Option<&'a [Value]>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::Array(elements) => Ok(Some(elements)),
            Value::Object(_) => self.broken(STRUCTURE),
            _ => self.broken(FIELD_TYPE),
        }
    }

    /// A map; `None` for null. `class` is the Java class of its values, for DynamoDB's message.
    pub(crate) fn map(
        &self,
        value: &'a Value,
        class: &str,
    ) -> Result<Option<&'a Map<String, Value>>, Error> {
        match value {
            Value::Null => Ok(None),
            Value::Object(map) => Ok(Some(map)),
            Value::Array(_) => self.broken(format!(
                "Unrecognized collection type java.util.Map<java.lang.String, {class}>"
            )),
            _ => self.broken(FIELD_TYPE),
        }
    }

    /// A map of attribute values; `None` for null.
    pub(crate) fn item(&mut self, value: &'a Value, level: usize) -> Result<Option<Item>, Error> {
        let class = "com.amazonaws.dynamodb.v20120810.AttributeValue";
        let Some(map) = self.map(value, class)? else {
            return Ok(None);
        };
        let mut item = Item::new();
        for (name, value) in map {
            let value = self.within(PathSegment::Member(name), |reader| {
                if name.is_empty() {
                    reader.record_violation(
                        "One or more parameter values were invalid: Empty attribute name",
                    );
                } else if name.len() > MAX_NAME {
                    reader.record_violation(format!(
                        "One or more parameter values were invalid: Attribute name is too large, \
                         must be less than {} characters",
                        MAX_NAME + 1
                    ));
                }
                reader.value(value, level)
            })?;
            item.push_new(name.clone(), value);
        }
        Ok(Some(item))
    }

    /// An attribute value. If it violates a rule, the value is arbitrary and [`Reader::violation`] is set.
    pub(crate) fn value(
        &mut self,
        value: &'a Value,
        level: usize,
    ) -> Result<AttributeValue, Error> {
        if level > MAX_NESTING {
            self.record_violation(NESTING);
        }
        let tags = match value {
            Value::Null => {
                self.record_violation(EMPTY);
                return Ok(AttributeValue::Null);
            }
            Value::Object(tags) => tags,
            Value::Array(_) => {
                return self.broken(
                    "Unrecognized collection type class \
                     com.amazonaws.dynamodb.v20120810.AttributeValue",
                );
            }
            _ => return self.broken("Unexpected value type in payload"),
        };
        let mut found = None;
        let mut count = 0_usize;
        // Unknown tags are ignored.
        for tag in TAGS {
            let Some(content) = tags.get(tag) else {
                continue;
            };
            let read = self.within(PathSegment::Member(tag), |reader| {
                reader.tagged(tag, content, level)
            })?;
            if let Some(read) = read {
                count += 1;
                found = found.or(Some(read));
            }
        }
        match count {
            0 => self.record_violation(EMPTY),
            1 => {}
            _ => self.record_violation(TOO_MANY),
        }
        Ok(found.unwrap_or(AttributeValue::Null))
    }

    /// The content of one of [`TAGS`]; `None` for null.
    fn tagged(
        &mut self,
        tag: &str,
        content: &'a Value,
        level: usize,
    ) -> Result<Option<AttributeValue>, Error> {
        Ok(match tag {
            "S" => self
                .string(content)?
                .map(|text| AttributeValue::S(text.to_owned())),
            "N" => self
                .string(content)?
                .map(|text| AttributeValue::N(self.number(text))),
            "B" => self.bytes(content)?.map(AttributeValue::B),
            "BOOL" => self.boolean(content)?.map(AttributeValue::Bool),
            "NULL" => self.boolean(content)?.map(|is_null| {
                if !is_null {
                    self.record_violation(
                        "One or more parameter values were invalid: Null attribute value types \
                         must have the value of true",
                    );
                }
                AttributeValue::Null
            }),
            "M" => self.item(content, level + 1)?.map(AttributeValue::M),
            "L" => match self.list(content)? {
                None => None,
                Some(elements) => {
                    let mut list = Vec::with_capacity(elements.len());
                    for (index, element) in elements.iter().enumerate() {
                        list.push(self.within(PathSegment::Element(index), |reader| {
                            reader.value(element, level + 1)
                        })?);
                    }
                    Some(AttributeValue::L(list))
                }
            },
            "SS" => self.string_set(content)?.map(AttributeValue::SS),
            "NS" => self.number_set(content)?.map(AttributeValue::NS),
            "BS" => self.binary_set(content)?.map(AttributeValue::BS),
            _ => None,
        })
    }

    fn number(&mut self, text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|error| {
            self.record_violation(error.to_string());
            Number::from_count(0)
        })
    }

    #[inline(never)]
    fn string_set(&mut self, content: &'a Value) -> Result<Option<BTreeSet<String>>, Error> {
        let Some(elements) = self.list(content)? else {
            return Ok(None);
        };
        if elements.is_empty() {
            // The two spaces and the article are DynamoDB's.
            self.record_violation(
                "One or more parameter values were invalid: An string set  may not be empty",
            );
        }
        let mut set = BTreeSet::new();
        let mut duplicates = false;
        for (index, element) in elements.iter().enumerate() {
            let text = self.within(PathSegment::Element(index), |reader| {
                match reader.string(element)? {
                    Some(text) => Ok(text),
                    None => {
                        reader.record_null_member("string");
                        Ok("")
                    }
                }
            })?;
            duplicates |= !set.insert(text.to_owned());
        }
        if duplicates {
            self.record_violation(format!(
                "One or more parameter values were invalid: Input collection {} contains duplicates.",
                java_list(elements)
            ));
        }
        Ok(Some(set))
    }

    #[inline(never)]
    fn number_set(&mut self, content: &'a Value) -> Result<Option<BTreeSet<Number>>, Error> {
        let Some(elements) = self.list(content)? else {
            return Ok(None);
        };
        if elements.is_empty() {
            self.record_violation(
                "One or more parameter values were invalid: An number set  may not be empty",
            );
        }
        let mut set = BTreeSet::new();
        let mut duplicates = false;
        for (index, element) in elements.iter().enumerate() {
            let number = self.within(PathSegment::Element(index), |reader| {
                match reader.string(element)? {
                    Some(text) => Ok(reader.number(text)),
                    None => {
                        reader.record_null_member("number");
                        Ok(Number::from_count(0))
                    }
                }
            })?;
            duplicates |= !set.insert(number);
        }
        if duplicates {
            self.record_violation("Input collection contains duplicates");
        }
        Ok(Some(set))
    }

    #[inline(never)]
    fn binary_set(&mut self, content: &'a Value) -> Result<Option<BTreeSet<Vec<u8>>>, Error> {
        let Some(elements) = self.list(content)? else {
            return Ok(None);
        };
        if elements.is_empty() {
            self.record_violation(
                "One or more parameter values were invalid: Binary sets should not be empty",
            );
        }
        let mut set = BTreeSet::new();
        let mut duplicates = false;
        for (index, element) in elements.iter().enumerate() {
            let bytes = self.within(PathSegment::Element(index), |reader| {
                match reader.bytes(element)? {
                    Some(bytes) => Ok(bytes),
                    None => {
                        reader.record_null_member("binary");
                        Ok(Vec::new())
                    }
                }
            })?;
            duplicates |= !set.insert(bytes);
        }
        if duplicates {
            self.record_violation(format!(
                "One or more parameter values were invalid: Input collection {}of type BS contains \
                 duplicates.",
                java_list(elements)
            ));
        }
        Ok(Some(set))
    }

    fn record_null_member(&mut self, kind: &str) {
        self.record_violation(format!(
            "One or more parameter values were invalid: An {kind} set may not have a null {kind} \
             as a member"
        ));
    }
}

fn is_whole(number: &serde_json::Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|n| n.fract() == 0.0)
}

/// A list of strings in Java's notation: `[a, b]`.
fn java_list(elements: &[Value]) -> String {
    let texts: Vec<&str> = elements
        .iter()
        .map(|e| e.as_str().unwrap_or("null"))
        .collect();
    format!("[{}]", texts.join(", "))
}

/// Reads an item from DynamoDB's JSON, `{"id":{"S":"a"}}`.
///
/// # Errors
/// DynamoDB's error for a request with that item, with its path and position in the text.
pub fn item_from_json(text: &str) -> Result<Item, Error> {
    let json = parse_json(text)?;
    let mut reader = Reader::new(text);
    let item = reader.item(&json, 1)?;
    match reader.violation() {
        Some(error) => Err(error),
        None => item.ok_or_else(|| Error::serialization(FIELD_TYPE)),
    }
}
