//! Writer of DynamoDB's JSON.

use serde_json::{Map, Value};

use super::{AttributeValue, Item, base64};

impl AttributeValue {
    /// Its DynamoDB JSON, such as `{"S":"text"}`.
    pub fn to_json(&self) -> Value {
        let strings =
            |texts: Vec<String>| Value::Array(texts.into_iter().map(Value::String).collect());
        let content = match self {
            Self::S(text) => Value::String(text.clone()),
            Self::N(number) => Value::String(number.to_string()),
            Self::B(bytes) => Value::String(base64::encode(bytes)),
            Self::SS(set) => strings(set.iter().cloned().collect()),
            Self::NS(set) => strings(set.iter().map(ToString::to_string).collect()),
            Self::BS(set) => strings(set.iter().map(|b| base64::encode(b)).collect()),
            Self::M(map) => map.to_json(),
            Self::L(list) => Value::Array(list.iter().map(Self::to_json).collect()),
            Self::Null => Value::Bool(true),
            Self::Bool(value) => Value::Bool(*value),
        };
        let mut tagged = Map::new();
        tagged.insert(self.type_name().to_owned(), content);
        Value::Object(tagged)
    }
}

impl Item {
    /// Its DynamoDB JSON: an object of tagged values.
    pub fn to_json(&self) -> Value {
        Value::Object(
            self.iter()
                .map(|(name, value)| (name.to_owned(), value.to_json()))
                .collect(),
        )
    }
}
