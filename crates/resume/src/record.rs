//! How an object of the resume is read and written: the members it knows, and those it keeps.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

/// A member that the form does not know: its name, and its value to the letter.
#[derive(Clone, Debug)]
pub struct Extra {
    /// The member's name.
    pub name: String,
    /// Its value.
    pub json: Box<RawValue>,
}

impl PartialEq for Extra {
    fn eq(&self, other: &Extra) -> bool {
        self.name == other.name && self.json.get() == other.json.get()
    }
}

/// Up to so many members are compared one by one: most objects have few or none.
const FEW: usize = 16;

/// The members that the form does not know, while an object is read.
#[derive(Default)]
pub(crate) struct Extras {
    /// In the order of the file.
    pub(crate) list: Vec<Extra>,
    /// Their names once there are more than [`FEW`]: comparing each with all before it would take minutes for 100,000.
    names: BTreeSet<String>,
}

impl Extras {
    /// Whether there is one of that name.
    pub(crate) fn hold(&self, name: &str) -> bool {
        if self.names.is_empty() {
            self.list.iter().any(|extra| extra.name == name)
        } else {
            self.names.contains(name)
        }
    }

    /// Adds one.
    pub(crate) fn push(&mut self, name: String, json: Box<RawValue>) {
        if !self.names.is_empty() {
            self.names.insert(name.clone());
        }
        self.list.push(Extra { name, json });
        if self.names.is_empty() && self.list.len() > FEW {
            self.names = self.list.iter().map(|extra| extra.name.clone()).collect();
        }
    }
}

/// An object of the resume.
pub trait Record: Clone + Default + PartialEq + DeserializeOwned {
    /// What an entry of this kind is called in the form and in messages.
    const NAME: &'static str;

    /// The members that the form does not know, in the order of the file.
    fn extra(&self) -> &[Extra];
}

/// Declares an object of the resume: a struct with the members named and `extra`, which reads and
/// writes itself. A member that is missing is left out, unknown ones are kept, and a name that
/// stands twice is an error, since one of the two would be lost.
macro_rules! record {
    ($(#[$meta:meta])* $record:ident, $name:literal {
        $($(#[$doc:meta])* $member:ident: $kind:ty,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $record {
            $($(#[$doc])* pub $member: $kind,)*
            /// The members that the form does not know.
            pub extra: Vec<crate::record::Extra>,
        }

        impl crate::record::Record for $record {
            const NAME: &'static str = $name;

            fn extra(&self) -> &[crate::record::Extra] {
                &self.extra
            }
        }

        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Members;
                impl<'de> serde::de::Visitor<'de> for Members {
                    type Value = $record;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str(concat!("an object (", $name, ")"))
                    }

                    fn visit_map<A>(self, mut map: A) -> Result<$record, A::Error>
                    where
                        A: serde::de::MapAccess<'de>,
                    {
                        let mut record = $record::default();
                        let mut extras = crate::record::Extras::default();
                        while let Some(name) = map.next_key::<String>()? {
                            let twice = match name.as_str() {
                                $(stringify!($member) if record.$member.is_present() => true,)*
                                $(stringify!($member) => {
                                    record.$member = map.next_value()?;
                                    false
                                })*
                                _ if extras.hold(&name) => true,
                                _ => {
                                    extras.push(name.clone(), map.next_value()?);
                                    false
                                }
                            };
                            if twice {
                                return Err(serde::de::Error::custom(format_args!(
                                    "duplicate member `{name}`: remove one of them"
                                )));
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
