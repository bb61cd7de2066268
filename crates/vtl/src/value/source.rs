//! Origins: locations in the input.

use std::fmt;

use super::Str;

/// A location in the input: a variable of the context, or something that a host's object names, and the path
/// from there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The variable's name, without `$`; or the name that an [`Object`](crate::Object) gives in
    /// [`Object::source`](crate::Object::source).
    pub source: Str,
    /// The path from there.
    pub segments: Vec<Segment>,
}

/// One segment into a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The entry of a map under this key.
    Key(Str),
    /// The item of a list, counted from 0.
    Index(usize),
}

/// The origin of an object's answer: see [`Object::source`](crate::Object::source).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The value at this location, part by part.
    At(Origin),
    /// A list of the values at these locations.
    Each(Vec<Origin>),
    /// Derived from the values at these locations.
    From(Vec<Origin>),
}

impl fmt::Display for Origin {
    /// As in `names[0].first`; other keys than names are in brackets: `m['a b']`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        self.segments.iter().try_for_each(|segment| segment.fmt(f))
    }
}

impl fmt::Display for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Segment::Index(index) => write!(f, "[{index}]"),
            Segment::Key(key) if is_name(key) => write!(f, ".{key}"),
            Segment::Key(key) => {
                let key = key.replace('\\', "\\\\").replace('\'', "\\'");
                write!(f, "['{key}']")
            }
        }
    }
}

fn is_name(key: &str) -> bool {
    key.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
