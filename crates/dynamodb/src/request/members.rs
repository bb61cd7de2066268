//! Typed members of a request.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::expression::Values;
use crate::path::{PathSegment, TextPosition, locate};
use crate::value::Item;
use crate::value::read::Reader;

/// The members of a request.
pub(crate) struct Members<'a> {
    body: &'a str,
    map: &'a Map<String, Value>,
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
            Some((name, _)) => {
                let message = format!(
                    "One or more parameter values were invalid: the member {name} is not supported"
                );
                let mut error = Error::validation(message).at_path(name.as_str());
                error.position = Some(locate(self.body, &[PathSegment::Member(name)]));
                Err(error)
            }
        }
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
