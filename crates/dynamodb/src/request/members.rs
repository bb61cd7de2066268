//! Typed members of a request.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::expression::Values;
use crate::path::{PathSegment, TextPosition, display, locate};
use crate::value::read::Reader;
use crate::value::{AttributeValue, Item};

/// `ExclusiveStartKey`.
pub(crate) struct StartKey {
    key: Option<Item>,
    violation: Option<Error>,
}

impl StartKey {
    /// The key.
    ///
    /// # Errors
    /// The rule that one of its values breaks. DynamoDB prefixes some of these messages.
    pub(crate) fn checked(self) -> Result<Option<Item>, Error> {
        const BARE: [&str; 5] = [
            "contains duplicates",
            "number set",
            "numeric value",
            "significant digits",
            "number with magnitude",
        ];
        let Some(mut error) = self.violation else {
            return Ok(self.key);
        };
        if !BARE.iter().any(|part| error.message.contains(part)) {
            error.message = format!("The provided starting key is invalid: {}", error.message);
        }
        Err(error)
    }
}

/// The members of a request.
pub(crate) struct Members<'a> {
    body: &'a str,
    map: &'a Map<String, Value>,
    /// The path of the object that has the members.
    steps: Vec<PathSegment<'a>>,
    reader: Reader<'a>,
}

impl<'a> Members<'a> {
    /// # Errors
    /// `SerializationException` if the body is not an object.
    pub(crate) fn new(body: &'a str, json: &'a Value) -> Result<Self, Error> {
        match json {
            Value::Object(map) => Ok(Self {
                body,
                map,
                steps: Vec::new(),
                reader: Reader::new(body),
            }),
            _ => {
                let mut error = Error::serialization("");
                error.position = Some(TextPosition::at(body, 0));
                Err(error)
            }
        }
    }

    /// Rejects members that this implementation does not support, since ignoring them would change the request's
    /// meaning. DynamoDB supports more members, and ignores unknown ones.
    pub(crate) fn only(&self, known: &[&str]) -> Result<(), Error> {
        match self
            .map
            .iter()
            .find(|(name, value)| !value.is_null() && !known.contains(&name.as_str()))
        {
            None => Ok(()),
            Some((name, _)) => Err(self.not_supported(name)),
        }
    }

    /// Which of these members the request has.
    pub(crate) fn which(&self, names: &[&'static str]) -> Vec<&'static str> {
        let present = |name: &&'static str| self.map.get(*name).is_some_and(|v| !v.is_null());
        names.iter().copied().filter(present).collect()
    }

    /// The error for a member that is not supported here.
    pub(crate) fn not_supported(&self, name: &str) -> Error {
        let message = format!(
            "One or more parameter values were invalid: the member {name} is not supported"
        );
        self.rejected(name, &message)
    }

    /// A violated rule about a whole member.
    pub(crate) fn rejected(&self, name: &str, message: &str) -> Error {
        self.placed(Error::validation(message).at_path(name))
    }

    /// Adds the member's position to an error about a whole member.
    pub(crate) fn placed(&self, mut error: Error) -> Error {
        if error.position.is_none() && !error.path.is_empty() {
            let mut steps = self.steps.clone();
            steps.push(PathSegment::Member(&error.path));
            error.position = Some(locate(self.body, &steps));
            error.path = display(&steps);
        }
        error
    }

    /// The JSON of a member; `None` for null.
    pub(crate) fn json(&self, name: &str) -> Option<&'a Value> {
        self.map.get(name).filter(|value| !value.is_null())
    }

    /// The elements of a list.
    pub(crate) fn list(&mut self, name: &'static str) -> Result<Option<&'a [Value]>, Error> {
        self.read(name, |reader, value| reader.list(value))
    }

    /// The names and values of a map, whose values are of a class of DynamoDB's.
    pub(crate) fn map(
        &mut self,
        name: &'static str,
        class: &str,
    ) -> Result<Option<&'a Map<String, Value>>, Error> {
        let class = format!("com.amazonaws.dynamodb.v20120810.{class}");
        self.read(name, |reader, value| reader.map(value, &class))
    }

    /// The members of an object within this one. `class` is its class of DynamoDB's, for the message.
    ///
    /// # Errors
    /// `SerializationException` if it is no object.
    pub(crate) fn inner(
        &self,
        json: &'a Value,
        steps: &[PathSegment<'a>],
        class: &str,
    ) -> Result<Members<'a>, Error> {
        let mut reader = Reader::within_path(self.body, [&self.steps, steps].concat());
        Ok(Members {
            body: self.body,
            map: reader.structure(json, class)?,
            steps: [&self.steps, steps].concat(),
            reader,
        })
    }

    /// `Keys`: a list of maps of attribute values, and the first rule that one of them breaks.
    pub(crate) fn keys(&mut self) -> Result<(Option<Vec<Item>>, Option<Error>), Error> {
        let keys = self.read("Keys", |reader, value| {
            let Some(elements) = reader.list(value)? else {
                return Ok(None);
            };
            let mut keys = Vec::new();
            for (index, element) in elements.iter().enumerate() {
                let key = reader.within(PathSegment::Element(index), |reader| {
                    reader.item(element, 1)
                })?;
                keys.push(key.unwrap_or_default());
            }
            Ok(Some(keys))
        })?;
        Ok((keys, self.reader.violation()))
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(&mut Reader<'a>, &'a Value) -> Result<Option<T>, Error>,
    ) -> Result<Option<T>, Error> {
        match self.map.get(name) {
            None => Ok(None),
            Some(value) => self
                .reader
                .within(PathSegment::Member(name), |reader| read(reader, value)),
        }
    }

    pub(crate) fn string(&mut self, name: &'static str) -> Result<Option<&'a str>, Error> {
        self.read(name, |reader, value| reader.string(value))
    }

    pub(crate) fn boolean(&mut self, name: &'static str) -> Result<Option<bool>, Error> {
        self.read(name, |reader, value| reader.boolean(value))
    }

    /// A map of attribute values, and the first rule that one of them breaks.
    pub(crate) fn item(
        &mut self,
        name: &'static str,
    ) -> Result<(Option<Item>, Option<Error>), Error> {
        let item = self.read(name, |reader, value| reader.item(value, 1))?;
        Ok((item, self.reader.violation()))
    }

    /// An integer.
    pub(crate) fn integer(&mut self, name: &'static str) -> Result<Option<i64>, Error> {
        self.read(name, |reader, value| reader.integer(value))
    }

    /// An attribute value.
    pub(crate) fn attribute_value(
        &mut self,
        name: &'static str,
    ) -> Result<Option<AttributeValue>, Error> {
        self.read(name, |reader, value| match value {
            Value::Null => Ok(None),
            value => reader.value(value, 1).map(Some),
        })
    }

    /// A list of attribute values.
    #[inline(never)]
    pub(crate) fn attribute_values(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Vec<AttributeValue>>, Error> {
        self.read(name, |reader, value| {
            let Some(elements) = reader.list(value)? else {
                return Ok(None);
            };
            let mut values = Vec::new();
            for (index, element) in elements.iter().enumerate() {
                let step = PathSegment::Element(index);
                values.push(reader.within(step, |reader| reader.value(element, 1))?);
            }
            Ok(Some(values))
        })
    }

    /// A list of strings.
    pub(crate) fn strings(&mut self, name: &'static str) -> Result<Option<Vec<String>>, Error> {
        self.read(name, |reader, value| {
            let Some(elements) = reader.list(value)? else {
                return Ok(None);
            };
            let mut texts = Vec::new();
            for (index, element) in elements.iter().enumerate() {
                let step = PathSegment::Element(index);
                let text = reader.within(step, |reader| reader.string(element))?;
                texts.push(text.unwrap_or_default().to_owned());
            }
            Ok(Some(texts))
        })
    }

    /// Takes the first rule that a value breaks.
    pub(crate) fn violation(&mut self) -> Option<Error> {
        self.reader.violation()
    }

    /// `ExclusiveStartKey`, and the first rule that one of its values breaks.
    pub(crate) fn start_key(&mut self) -> Result<StartKey, Error> {
        let (key, violation) = self.item("ExclusiveStartKey")?;
        Ok(StartKey { key, violation })
    }

    /// `ExpressionAttributeNames`.
    pub(crate) fn names(&mut self) -> Result<Option<Vec<(String, String)>>, Error> {
        self.read("ExpressionAttributeNames", |reader, value| {
            let Some(map) = reader.map(value, "java.lang.String")? else {
                return Ok(None);
            };
            let mut names = Vec::new();
            for (key, value) in map {
                let name =
                    reader.within(PathSegment::Member(key), |reader| reader.string(value))?;
                names.push((key.clone(), name.unwrap_or_default().to_owned()));
            }
            Ok(Some(names))
        })
    }

    /// `ExpressionAttributeValues`.
    pub(crate) fn values(&mut self) -> Result<Option<Values>, Error> {
        self.read("ExpressionAttributeValues", |reader, value| {
            let class = "com.amazonaws.dynamodb.v20120810.AttributeValue";
            let Some(map) = reader.map(value, class)? else {
                return Ok(None);
            };
            let mut values = Vec::new();
            let mut violation = None;
            for (key, value) in map {
                let read =
                    reader.within(PathSegment::Member(key), |reader| reader.value(value, 1))?;
                values.push((key.clone(), read));
                if let Some(mut error) = reader.violation() {
                    error.message = format!(
                        "ExpressionAttributeValues contains invalid value: {} for key {key}",
                        error.message
                    );
                    violation = violation.or(Some(error));
                }
            }
            Ok(Some((values, violation)))
        })
    }
}
