//! Reading, writing and iterating over an object of the resume: the fields of its rows, and unknown members.

use serde_json::value::RawValue;

use crate::extra::Extra;
use crate::field::{Field, Part};
use crate::table::{Kind, Shape};

/// An object of the resume.
pub trait Record {
    /// Its rows in the table of fields.
    fn shape(&self) -> &'static Shape;

    /// The value of a field; `None` where the table has none of that name.
    fn member(&self, name: &str) -> Option<MemberRef<'_>>;

    /// The value of a field, to change.
    fn member_mut(&mut self, name: &str) -> Option<MemberMut<'_>>;

    /// Whether a field is there, be it `null`.
    fn is_present(&self, name: &str) -> bool;

    /// The members that the form does not know, in the order of the file.
    fn extra(&self) -> &[Extra];

    /// The members that the form does not know, to change. No two may have one name, nor the name of a field.
    fn extra_mut(&mut self) -> &mut Vec<Extra>;

    /// Adds the fields that are missing or `null`, empty, also in the entries of lists: what the by-field mapping templates
    /// make of it.
    fn fill(&mut self) {
        for member in self.shape().members {
            match self.member_mut(member.name) {
                Some(MemberMut::Text(field)) => {
                    if matches!(field, Field::Missing | Field::Null) {
                        *field = Field::from("");
                    }
                }
                Some(MemberMut::Record(record)) => record.fill(),
                Some(MemberMut::List(list)) => {
                    for index in 0..list.count() {
                        if let Some(entry) = list.entry_mut(index) {
                            entry.fill();
                        }
                    }
                }
                None => {}
            }
        }
    }
}

/// The value of a field, to read.
pub enum MemberRef<'a> {
    /// Text.
    Text(&'a Field),
    /// An object; `None` where it is missing or `null`.
    Record(Option<&'a dyn Record>),
    /// A list; `None` where it is missing or `null`.
    List(Option<&'a dyn Entries>),
}

/// The value of a field, to change. Objects and lists that were missing or `null` are empty ones now.
pub enum MemberMut<'a> {
    /// Text.
    Text(&'a mut Field),
    /// An object.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn Entries),
}

/// The entries of a list, whatever their kind.
pub trait Entries {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them.
    fn entry(&self, index: usize) -> Option<&dyn Record>;
    /// One of them, to change.
    fn entry_mut(&mut self, index: usize) -> Option<&mut dyn Record>;
    /// Adds an [empty](Record::fill) one at the end.
    fn add(&mut self);
    /// Removes one, if it is there.
    fn remove(&mut self, index: usize);
    /// Swaps two, if both are there.
    fn swap(&mut self, one: usize, other: usize);
}

impl<T: Record + Default> Entries for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
    fn entry(&self, index: usize) -> Option<&dyn Record> {
        self.get(index).map(|entry| entry as &dyn Record)
    }
    fn entry_mut(&mut self, index: usize) -> Option<&mut dyn Record> {
        self.get_mut(index).map(|entry| entry as &mut dyn Record)
    }
    fn add(&mut self) {
        let mut entry = T::default();
        entry.fill();
        self.push(entry);
    }
    fn remove(&mut self, index: usize) {
        if index < self.len() {
            self.remove(index);
        }
    }
    fn swap(&mut self, one: usize, other: usize) {
        if one < self.len() && other < self.len() {
            self.as_mut_slice().swap(one, other);
        }
    }
}

/// What only an import does with a record. A trait of its own, so that a program without imports has no code for it.
pub(crate) trait Importable: Record {
    /// Sets a field to a JSON value; nothing happens where the table has none of that name.
    ///
    /// # Errors
    /// The value is not of the field's shape.
    fn set_json(&mut self, name: &str, json: &RawValue) -> Result<(), serde_json::Error>;

    /// Removes a field, so that it is missing.
    fn clear(&mut self, name: &str);
}

/// A type of field.
pub(crate) trait Slot {
    /// The value, to read.
    fn get_ref(&self) -> MemberRef<'_>;
    /// The value, to change.
    fn get_mut(&mut self) -> MemberMut<'_>;
}

impl Slot for Field {
    fn get_ref(&self) -> MemberRef<'_> {
        MemberRef::Text(self)
    }
    fn get_mut(&mut self) -> MemberMut<'_> {
        MemberMut::Text(self)
    }
}

impl<T: Record + Default> Slot for Part<T> {
    fn get_ref(&self) -> MemberRef<'_> {
        MemberRef::Record(self.get().map(|part| part as &dyn Record))
    }
    fn get_mut(&mut self) -> MemberMut<'_> {
        MemberMut::Record(self.get_or_insert())
    }
}

impl<T: Record + Default> Slot for Part<Vec<T>> {
    fn get_ref(&self) -> MemberRef<'_> {
        MemberRef::List(self.get().map(|list| list as &dyn Entries))
    }
    fn get_mut(&mut self) -> MemberMut<'_> {
        MemberMut::List(self.get_or_insert())
    }
}

/// The text of a field, to change; `None` where the table has no text of that name.
pub(crate) fn text_mut<'a>(record: &'a mut dyn Record, name: &str) -> Option<&'a mut Field> {
    let mut members = record.shape().members.iter();
    // Objects and lists are left alone: to look at them for a change would make empty ones.
    if !members.any(|member| member.name == name && matches!(member.kind, Kind::Text(_))) {
        return None;
    }
    match record.member_mut(name) {
        Some(MemberMut::Text(text)) => Some(text),
        _ => None,
    }
}

/// Declares an object of the resume: a struct with the fields of its rows and `extra`, which reads and writes itself, and
/// the rows as a [`Shape`]. A member that is missing is left out, unknown ones are kept, and a duplicate name is
/// an error, since one of the two would be lost.
///
/// A row is the field's doc and name, and what it holds: `text(LABEL, INPUT)`, `record(TYPE, HEADING)` or
/// `list(TYPE, HEADING, WHEN EMPTY)`.
macro_rules! record {
    (@type text $label:tt $input:tt) => { crate::field::Field };
    (@type record $record:ident $label:tt) => { crate::field::Part<$record> };
    (@type list $entry:ident $label:tt $empty:tt) => { crate::field::Part<Vec<$entry>> };
    (@label text $label:tt $input:tt) => { $label };
    (@label record $record:ident $label:tt) => { $label };
    (@label list $entry:ident $label:tt $empty:tt) => { $label };
    (@is_text text) => { true };
    (@is_text $kind:ident) => { false };
    (@kind text $label:tt $input:ident) => { crate::table::Kind::Text(crate::table::Input::$input) };
    (@kind record $record:ident $label:tt) => { crate::table::Kind::Record($record::SHAPE) };
    (@kind list $entry:ident $label:tt $empty:tt) => {
        crate::table::Kind::List { entry: $entry::SHAPE, when_empty: $empty }
    };
    ($(#[$meta:meta])* $record:ident, $noun:literal {
        $($(#[doc = $doc:literal])* $member:ident: $kind:ident($($detail:tt),*),)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $record {
            $($(#[doc = $doc])* pub $member: crate::record::record!(@type $kind $($detail)*),)*
            /// The members that the form does not know.
            pub extra: Vec<crate::extra::Extra>,
        }

        impl $record {
            /// Its rows in the table of fields.
            pub const SHAPE: &'static crate::table::Shape = &crate::table::Shape {
                noun: $noun,
                members: &[$(crate::table::Member {
                    name: stringify!($member),
                    doc: concat!($($doc),*).trim_ascii(),
                    label: crate::record::record!(@label $kind $($detail)*),
                    kind: crate::record::record!(@kind $kind $($detail)*),
                },)*],
            };
        }

        impl crate::record::Record for $record {
            fn shape(&self) -> &'static crate::table::Shape {
                Self::SHAPE
            }

            fn member(&self, name: &str) -> Option<crate::record::MemberRef<'_>> {
                match name {
                    $(stringify!($member) => Some(crate::record::Slot::get_ref(&self.$member)),)*
                    _ => None,
                }
            }

            fn member_mut(&mut self, name: &str) -> Option<crate::record::MemberMut<'_>> {
                match name {
                    $(stringify!($member) => Some(crate::record::Slot::get_mut(&mut self.$member)),)*
                    _ => None,
                }
            }

            fn is_present(&self, name: &str) -> bool {
                match name {
                    $(stringify!($member) => self.$member.is_present(),)*
                    _ => false,
                }
            }

            fn extra(&self) -> &[crate::extra::Extra] {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut Vec<crate::extra::Extra> {
                &mut self.extra
            }

        }

        impl crate::record::Importable for $record {
            fn set_json(
                &mut self,
                name: &str,
                json: &serde_json::value::RawValue,
            ) -> Result<(), serde_json::Error> {
                match name {
                    $(stringify!($member) if !crate::record::record!(@is_text $kind) => {
                        self.$member = serde_json::from_str(json.get())?;
                    })*
                    _ => {
                        if let Some(text) = crate::record::text_mut(self, name) {
                            *text = serde_json::from_str(json.get())?;
                        }
                    }
                }
                Ok(())
            }

            fn clear(&mut self, name: &str) {
                match name {
                    $(stringify!($member) => self.$member = Default::default(),)*
                    _ => {}
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;
                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $record;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", $noun, ")"))
                    }

                    fn visit_map<A>(self, mut map: A) -> Result<$record, A::Error>
                    where
                        A: serde::de::MapAccess<'de>,
                    {
                        let mut record = $record::default();
                        let mut extras = crate::extra::Extras::default();
                        while let Some(name) = map.next_key::<String>()? {
                            if crate::record::Record::is_present(&record, &name)
                                || extras.hold(&name)
                            {
                                return Err(serde::de::Error::custom(format_args!(
                                    "duplicate member `{name}`: remove one of them"
                                )));
                            }
                            match name.as_str() {
                                // The same code reads every text: a quarter of the size, as wasm.
                                $(stringify!($member)
                                    if !crate::record::record!(@is_text $kind) =>
                                {
                                    record.$member = map.next_value()?;
                                })*
                                _ => match crate::record::text_mut(&mut record, &name) {
                                    Some(text) => *text = map.next_value()?,
                                    None => extras.push(name, map.next_value()?),
                                },
                            }
                        }
                        record.extra = extras.list;
                        Ok(record)
                    }
                }
                deserializer.deserialize_map(Members)
            }
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap;
                let mut map = serializer.serialize_map(None)?;
                $(if self.$member.is_present() {
                    map.serialize_entry(stringify!($member), &self.$member)?;
                })*
                for extra in &self.extra {
                    map.serialize_entry(&extra.name, &extra.json)?;
                }
                map.end()
            }
        }
    };
}

pub(crate) use record;
