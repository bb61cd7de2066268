//! A request's members, read by name.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::expression::Values;
use crate::path::{Place, Step, locate};
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
    /// `SerializationException` where the body is not an object.
    pub(crate) fn new(body: &'a str, json: &'a Value) -> Result<Self, Error> {
        match json {
            Value::Object(map) => Ok(Self {
                body,
                map,
                reader: Reader::new(body),
            }),
            _ => {
                let mut error = Error::serialization("");
                error.place = Some(Place::at(body, 0));
                Err(error)
            }
        }
    }

    /// Refuses members that this implementation does not take: better a refusal than a request
    /// that does something else than it says. DynamoDB knows more members, and ignores those
    /// that it doesn't know.
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
                error.place = Some(locate(self.body, &[Step::Member(name)]));
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
                .within(Step::Member(name), |reader| read(reader, value)),
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
        Ok((item, self.reader.refusal()))
    }

    /// `ExpressionAttributeNames`.
    pub(crate) fn names(&mut self) -> Result<Option<Vec<(String, String)>>, Error> {
        self.read("ExpressionAttributeNames", |reader, value| {
            let Some(map) = reader.map(value, "java.lang.String")? else {
                return Ok(None);
            };
            let mut names = Vec::new();
            for (key, value) in map {
                let name = reader.within(Step::Member(key), |reader| reader.string(value))?;
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
            let mut refusal = None;
            for (key, value) in map {
                let read = reader.within(Step::Member(key), |reader| reader.value(value, 1))?;
                values.push((key.clone(), read));
                if let Some(mut error) = reader.refusal() {
                    error.message = format!(
                        "ExpressionAttributeValues contains invalid value: {} for key {key}",
                        error.message
                    );
                    refusal = refusal.or(Some(error));
                }
            }
            Ok(Some((values, refusal)))
        })
    }
}
