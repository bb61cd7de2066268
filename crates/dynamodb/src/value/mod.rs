//! Attribute values and items.

pub(crate) mod base64;
mod number;
pub(crate) mod read;
mod size;
mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use number::{MAX_DIGITS, Number, NumberError};
pub(crate) use size::page_size;
pub use size::{MAX_ITEM_SIZE, item_size, read_units, value_size, write_units};

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    /// `S`, a string.
    S(String),
    /// `N`, a number.
    N(Number),
    /// `B`, binary.
    B(Vec<u8>),
    /// `SS`, a set of strings.
    SS(BTreeSet<String>),
    /// `NS`, a set of numbers.
    NS(BTreeSet<Number>),
    /// `BS`, a set of binaries.
    BS(BTreeSet<Vec<u8>>),
    /// `M`, a map.
    M(Item),
    /// `L`, a list.
    L(Vec<AttributeValue>),
    /// `NULL`.
    Null,
    /// `BOOL`.
    Bool(bool),
}

impl AttributeValue {
    /// The type's tag in JSON: `S`, `NULL`, …
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::S(_) => "S",
            Self::N(_) => "N",
            Self::B(_) => "B",
            Self::SS(_) => "SS",
            Self::NS(_) => "NS",
            Self::BS(_) => "BS",
            Self::M(_) => "M",
            Self::L(_) => "L",
            Self::Null => "NULL",
            Self::Bool(_) => "BOOL",
        }
    }

    /// Whether it is a set.
    pub(crate) fn is_set(&self) -> bool {
        matches!(self, Self::SS(_) | Self::NS(_) | Self::BS(_))
    }

    /// What it is if it is an empty `string` or `binary`.
    pub(crate) fn emptiness(&self) -> Option<&'static str> {
        match self {
            Self::S(text) if text.is_empty() => Some("string"),
            Self::B(bytes) if bytes.is_empty() => Some("binary"),
            _ => None,
        }
    }

    /// The number of levels; a scalar or a set has one.
    pub(crate) fn levels(&self) -> usize {
        let inner = match self {
            Self::M(map) => map.iter().map(|(_, value)| value.levels()).max(),
            Self::L(list) => list.iter().map(Self::levels).max(),
            _ => None,
        };
        1 + inner.unwrap_or(0)
    }

    /// The text, if it is a string.
    pub fn as_s(&self) -> Option<&str> {
        match self {
            Self::S(text) => Some(text),
            _ => None,
        }
    }

    /// The map, if it is one.
    pub fn as_m(&self) -> Option<&Item> {
        match self {
            Self::M(map) => Some(map),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub fn as_l(&self) -> Option<&[Self]> {
        match self {
            Self::L(list) => Some(list),
            _ => None,
        }
    }
}

/// An item or a map: attributes by name, in insertion order. The order does not affect equality.
#[derive(Clone, Debug, Default)]
pub struct Item {
    attributes: Vec<(String, AttributeValue)>,
}

impl Item {
    /// An item without attributes.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of attributes.
    pub fn len(&self) -> usize {
        self.attributes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&AttributeValue> {
        self.attributes
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v)
    }

    /// The value of an attribute, mutable.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut AttributeValue> {
        self.attributes
            .iter_mut()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v)
    }

    /// Sets an attribute. Returns the previous value.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        value: AttributeValue,
    ) -> Option<AttributeValue> {
        let name = name.into();
        match self.get_mut(&name) {
            Some(old) => Some(std::mem::replace(old, value)),
            None => {
                self.attributes.push((name, value));
                None
            }
        }
    }

    /// Removes an attribute. Returns its value.
    pub fn remove(&mut self, name: &str) -> Option<AttributeValue> {
        let at = self.attributes.iter().position(|(n, _)| n == name)?;
        Some(self.attributes.remove(at).1)
    }

    /// The attributes in insertion order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &AttributeValue)> {
        self.attributes.iter().map(|(n, v)| (n.as_str(), v))
    }

    /// Adds an attribute whose name is new, without a search.
    pub(crate) fn push_new(&mut self, name: String, value: AttributeValue) {
        self.attributes.push((name, value));
    }
}

impl FromIterator<(String, AttributeValue)> for Item {
    /// A duplicate name keeps its last value.
    fn from_iter<I: IntoIterator<Item = (String, AttributeValue)>>(pairs: I) -> Self {
        let mut indexes = BTreeMap::new();
        let mut attributes: Vec<(String, AttributeValue)> = Vec::new();
        for (name, value) in pairs {
            let index = *indexes.entry(name.clone()).or_insert(attributes.len());
            match attributes.get_mut(index) {
                Some((_, old)) => *old = value,
                None => attributes.push((name, value)),
            }
        }
        Self { attributes }
    }
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        if self.len() != other.len() {
            return false;
        }
        let theirs: BTreeMap<&str, &AttributeValue> = other.iter().collect();
        self.iter()
            .all(|(name, value)| theirs.get(name).is_some_and(|v| *v == value))
    }
}

impl Eq for Item {}
