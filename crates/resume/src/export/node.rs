//! The JSON of an export: members in order, values verbatim.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::value::RawValue;

/// A value to write.
pub(super) enum Node {
    /// A text.
    Text(String),
    /// A value verbatim.
    Raw(Box<RawValue>),
    /// A list.
    List(Vec<Node>),
    /// An object.
    Object(Object),
}

/// An object to write.
#[derive(Default)]
pub(super) struct Object(Vec<(String, Node)>);

impl Object {
    /// Adds a member.
    pub(super) fn add(&mut self, name: impl Into<String>, value: Node) {
        self.0.push((name.into(), value));
    }

    /// Adds the members of another object.
    pub(super) fn append(&mut self, other: Object) {
        self.0.extend(other.0);
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Node {
    /// A value as it writes itself.
    pub(super) fn of(value: &impl Serialize) -> Node {
        // Strings as keys and no I/O: `serde_json` can't fail on it.
        serde_json::value::to_raw_value(value).map_or_else(|_| Node::List(Vec::new()), Node::Raw)
    }

    /// A list of texts.
    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Node {
        Node::List(
            texts
                .into_iter()
                .map(|text| Node::Text(text.to_owned()))
                .collect(),
        )
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Text(text) => text.serialize(serializer),
            Node::Raw(raw) => raw.serialize(serializer),
            Node::List(list) => list.serialize(serializer),
            Node::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
