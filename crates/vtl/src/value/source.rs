//! Places in the input.

use std::fmt;

use super::Str;

/// A place in the input: a variable of the context, or something that a host's object names, and
/// the way from there.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The variable's name, without `$`; or the name that an [`Object`](crate::Object) gives in
    /// [`Object::source`](crate::Object::source).
    pub source: Str,
    /// The way from there.
    pub steps: Vec<Step>,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the entry of a map under that key.
    Key(Str),
    /// To the item of a list, counted from 0.
    Index(usize),
}

/// Where the answer of an object came from: see [`Object::source`](crate::Object::source).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// It is what stands at that place: its parts stand in parts of the place.
    At(Origin),
    /// It is a list of what stands at these places.
    Each(Vec<Origin>),
    /// It was made of what stands at these places.
    From(Vec<Origin>),
}

impl fmt::Display for Origin {
    /// As in `names[0].first`; keys that are no names stand in brackets: `m['a b']`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)?;
        self.steps.iter().try_for_each(|step| step.fmt(f))
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if is_name(key) => write!(f, ".{key}"),
            Step::Key(key) => {
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
