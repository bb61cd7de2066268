//! Values of a template with their paths.

use crate::read::has_symbol;
use serde_json::Value;
use std::borrow::Cow;
use std::rc::Rc;

/// The path of a value in a template.
#[derive(Clone, Debug, Default)]
pub(super) struct Path(Option<Rc<Segment>>);

#[derive(Debug)]
struct Segment {
    parent: Path,
    name: String,
}

impl Path {
    /// The path with these names.
    pub(super) fn of(names: &[&str]) -> Self {
        let root = Self::default();
        names.iter().fold(root, |path, name| path.at(name))
    }

    /// The path of a member, or of an item by its index.
    pub(super) fn at(&self, name: &str) -> Self {
        Self(Some(Rc::new(Segment {
            parent: self.clone(),
            name: name.to_owned(),
        })))
    }

    /// The names from the root on.
    pub(super) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        let mut path = self;
        while let Some(segment) = &path.0 {
            names.push(segment.name.as_str());
            path = &segment.parent;
        }
        names.reverse();
        names
    }
}

/// A value with resolved functions, and its path. What is unknown is a text with a symbol.
#[derive(Clone, Debug)]
pub(super) struct Node<'v> {
    pub(super) value: &'v Value,
    pub(super) path: Path,
    /// Whether members have the path of this value: those that the text has under other names.
    pub(super) is_translated: bool,
}

impl<'v> Node<'v> {
    pub(super) fn new(value: &'v Value, path: Path) -> Self {
        Self {
            value,
            path,
            is_translated: false,
        }
    }

    fn child(&self, value: &'v Value, name: &str) -> Self {
        Self {
            value,
            path: self.path_of(name),
            is_translated: self.is_translated,
        }
    }

    /// The path of a member.
    pub(super) fn path_of(&self, name: &str) -> Path {
        match self.is_translated {
            true => self.path.clone(),
            false => self.path.at(name),
        }
    }

    /// A member that is not null.
    pub(super) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(self.child(value, name))
    }

    /// Whether the value certainly has no such member.
    pub(super) fn lacks(&self, name: &str) -> bool {
        let Some(members) = self.value.as_object() else {
            return false;
        };
        !members.contains_key("Fn::Transform") && self.get(name).is_none()
    }

    /// The items of a list; none if it is missing. `None`: not all of them are known.
    pub(super) fn list(&self, name: &str) -> Option<Vec<Self>> {
        let Some(list) = self.get(name) else {
            return self.lacks(name).then(Vec::new);
        };
        list.items()
    }

    /// The items of this list. `None`: not all of them are known.
    pub(super) fn items(&self) -> Option<Vec<Self>> {
        let items = self.value.as_array()?.iter().enumerate();
        let items = items.filter(|(_, item)| !item.is_null());
        items
            .map(|(index, item)| {
                let is_known = !item.as_str().is_some_and(has_symbol);
                is_known.then(|| self.child(item, &index.to_string()))
            })
            .collect()
    }

    /// This list's items as texts, which may have symbols, or this text as the only item.
    pub(super) fn texts(&self) -> Vec<Self> {
        match self.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, item)| self.child(item, &index.to_string()))
                    .collect()
            }
            _ => vec![self.clone()],
        }
    }

    /// The members of an object; none if it is missing. `None`: not all of them are known.
    pub(super) fn map(&self, name: &str) -> Option<Vec<(&'v str, Self)>> {
        let Some(map) = self.get(name) else {
            return self.lacks(name).then(Vec::new);
        };
        let members = map.value.as_object()?;
        if members.contains_key("Fn::Transform") {
            return None;
        }
        let members = members.iter().filter(|(_, value)| !value.is_null());
        Some(
            members
                .map(|(name, value)| (name.as_str(), map.child(value, name)))
                .collect(),
        )
    }

    /// A known scalar, as text.
    pub(super) fn text(&self) -> Option<Cow<'v, str>> {
        let text = self.partial()?;
        (!has_symbol(&text) && !text.contains("{{resolve:")).then_some(text)
    }

    /// A scalar as text, which may have symbols.
    pub(super) fn partial(&self) -> Option<Cow<'v, str>> {
        match self.value {
            Value::String(text) => Some(Cow::Borrowed(text)),
            Value::Number(number) => Some(Cow::Owned(number.to_string())),
            Value::Bool(flag) => Some(Cow::Borrowed(if *flag { "true" } else { "false" })),
            _ => None,
        }
    }

    /// A member that is a known scalar, as text.
    pub(super) fn text_of(&self, name: &str) -> Option<Cow<'v, str>> {
        self.get(name)?.text()
    }

    /// A member that is a scalar, as text that may have symbols: to compare references.
    pub(super) fn reference(&self, name: &str) -> Option<Cow<'v, str>> {
        self.get(name)?.partial()
    }

    /// A known number, or text of one.
    pub(super) fn number(&self) -> Option<f64> {
        self.text()?.trim().parse().ok()
    }

    /// Whether a member is true, or the text of it.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.text_of(name)
            .is_some_and(|text| text.eq_ignore_ascii_case("true"))
    }
}
