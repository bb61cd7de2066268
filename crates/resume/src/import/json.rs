//! JSON values, read level by level: numbers keep their digits, and what is kept stays verbatim.

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::error::without_place;

/// A JSON value; what lists and objects hold is still text.
pub(super) enum Json<'a> {
    /// `null`.
    Null,
    /// `true`, `false` or a number.
    Scalar(&'a str),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<&'a RawValue>),
    /// An object.
    Object(Vec<(String, &'a RawValue)>),
}

impl<'a> Json<'a> {
    /// Reads a value.
    ///
    /// # Errors
    /// A sentence: half a surrogate pair, a duplicate name.
    pub(super) fn read(raw: &'a RawValue) -> Result<Json<'a>, String> {
        let text = raw.get();
        let message = |error: serde_json::Error| without_place(&error);
        Ok(match text.as_bytes().first() {
            Some(b'"') => Json::Text(serde_json::from_str(text).map_err(message)?),
            Some(b'[') => Json::List(serde_json::from_str(text).map_err(message)?),
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text).map_err(message)?;
                let mut names = BTreeSet::new();
                for (name, _) in &members {
                    if !names.insert(name.as_str()) {
                        return Err(format!("duplicate member `{name}`: remove one of them"));
                    }
                }
                Json::Object(members)
            }
            Some(b'n') | None => Json::Null,
            Some(_) => Json::Scalar(text),
        })
    }
}

/// What a value is, for a message: `a list` …
pub(super) fn kind(raw: &RawValue) -> &'static str {
    match raw.get().as_bytes().first() {
        Some(b'"') => "text",
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        Some(b'n') | None => "null",
        Some(b't' | b'f') => "true or false",
        Some(_) => "a number",
    }
}

/// Whether a value is `null`.
pub(super) fn is_null(raw: &RawValue) -> bool {
    raw.get() == "null"
}

/// Whether a value holds nothing.
pub(super) fn is_empty(raw: &RawValue) -> bool {
    let json = raw.get();
    let is_bare = |open, close| {
        json.strip_prefix(open)
            .is_some_and(|rest| rest.trim_start() == close)
    };
    is_null(raw) || json == "\"\"" || is_bare('[', "]") || is_bare('{', "}")
}

/// Whether a value is a list or an object.
pub(super) fn is_container(raw: &RawValue) -> bool {
    raw.get().starts_with(['[', '{'])
}

struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}
