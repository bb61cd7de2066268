//! The two kinds of member that a resume has: text, and an object.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

/// A member that holds text, or the opened file's value instead.
#[derive(Clone, Debug, Default)]
pub enum Field {
    /// The member is not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// Text, as the form makes it.
    Text(String),
    /// Any other JSON value (a number, a list …), verbatim.
    Other(Box<RawValue>),
}

impl Field {
    /// What an input shows: the text, nothing for a member that is missing or `null`, and the JSON
    /// text of any other value.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Field::Missing | Field::Null => Cow::Borrowed(""),
            Field::Text(text) => Cow::Borrowed(text),
            Field::Other(json) => Cow::Borrowed(json.get()),
        }
    }

    /// Sets the member to the typed text. Text equal to what [`Field::text`] shows
    /// changes nothing, so that a member which is missing, `null` or a number stays so.
    pub fn set(&mut self, text: impl Into<String>) {
        let text = text.into();
        if self.text() != text {
            *self = Field::Text(text);
        }
    }

    /// Whether the member is there.
    pub fn is_present(&self) -> bool {
        !matches!(self, Field::Missing)
    }

    /// What the member has instead of text, for a hint beside the input: `null`, `a number` …;
    /// `None` where the member is text or missing.
    pub fn other_kind(&self) -> Option<&'static str> {
        match self {
            Field::Missing | Field::Text(_) => None,
            Field::Null => Some("null"),
            Field::Other(json) => Some(match json.get().as_bytes().first() {
                Some(b'{') => "an object",
                Some(b'[') => "a list",
                Some(b't' | b'f') => "true or false",
                _ => "a number",
            }),
        }
    }
}

impl PartialEq for Field {
    fn eq(&self, other: &Field) -> bool {
        match (self, other) {
            (Field::Missing, Field::Missing) | (Field::Null, Field::Null) => true,
            (Field::Text(a), Field::Text(b)) => a == b,
            (Field::Other(a), Field::Other(b)) => a.get() == b.get(),
            _ => false,
        }
    }
}

impl From<&str> for Field {
    fn from(text: &str) -> Field {
        Field::Text(text.to_owned())
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Field, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        Ok(match json.get().as_bytes().first() {
            Some(b'"') => Field::Text(
                // The reader allows half a surrogate pair, which text can't hold.
                serde_json::from_str(json.get())
                    .map_err(|error| D::Error::custom(crate::error::without_place(&error)))?,
            ),
            Some(b'n') => Field::Null,
            _ => Field::Other(json),
        })
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // A record leaves a missing member out; standing alone it can only be written as null.
            Field::Missing | Field::Null => serializer.serialize_unit(),
            Field::Text(text) => serializer.serialize_str(text),
            Field::Other(json) => json.serialize(serializer),
        }
    }
}

/// A member that holds a list or an object of the resume.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Part<T> {
    /// The member is not there.
    #[default]
    Missing,
    /// `null`.
    Null,
    /// The list or the object.
    Is(T),
}

impl<T: Default> Part<T> {
    /// The part, to read.
    pub fn get(&self) -> Option<&T> {
        match self {
            Part::Is(part) => Some(part),
            Part::Missing | Part::Null => None,
        }
    }

    /// The part, to change; one that is missing or `null` becomes an empty one.
    pub fn get_or_insert(&mut self) -> &mut T {
        if !matches!(self, Part::Is(_)) {
            *self = Part::Is(T::default());
        }
        match self {
            Part::Is(part) => part,
            Part::Missing | Part::Null => unreachable!("made an `Is` above"),
        }
    }

    /// Whether the member is there.
    pub fn is_present(&self) -> bool {
        !matches!(self, Part::Missing)
    }
}

impl<T> Part<Vec<T>> {
    /// The entries; none for a list that is missing or `null`.
    pub fn entries(&self) -> &[T] {
        match self {
            Part::Is(entries) => entries,
            Part::Missing | Part::Null => &[],
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Part<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Part<T>, D::Error> {
        Ok(match Option::<T>::deserialize(deserializer)? {
            Some(part) => Part::Is(part),
            None => Part::Null,
        })
    }
}

impl<T: Serialize> Serialize for Part<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Part::Missing | Part::Null => serializer.serialize_unit(),
            Part::Is(part) => part.serialize(serializer),
        }
    }
}
