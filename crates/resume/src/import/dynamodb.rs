//! DynamoDB JSON: an item with a type for each value, as the AWS CLI prints it.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html>

use serde_json::value::RawValue;

use super::error::ImportError;
use super::format::Format;
use super::json::{Json, kind};
use super::note::{NoteKind, Notes};
use super::reader::Reader;
use crate::model::Resume;

/// The types of an attribute value.
const TYPES: &[&str] = &["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"];

/// The members of requests and responses that hold an item.
const WRAPPERS: &[&str] = &["Item", "Attributes"];
/// The member that holds the items of a query or a scan.
const ITEMS: &str = "Items";

/// An item nests at most so many levels (DynamoDB, "Service, account, and table quotas").
const MOST_LEVELS: usize = 32;

/// The object of an item, as it is found in a text.
pub(super) enum Item<'a> {
    /// The text is the item.
    Bare,
    /// The item is in a member.
    In(&'static str, &'a RawValue),
    /// The text has a list of items.
    List(&'a RawValue),
}

/// Finds the item in the members of a text.
pub(super) fn find<'a>(members: &[(String, &'a RawValue)]) -> Option<Item<'a>> {
    // A resume, or a JSON Resume, may have unknown fields of these names.
    let is_own = |name: &str| {
        let mut fields = Resume::SHAPE.members.iter();
        fields.any(|member| member.name == name) || ["basics", "work"].contains(&name)
    };
    let has_own = members.iter().any(|(name, _)| is_own(name));
    if !has_own {
        for (name, raw) in members {
            if let Some(wrapper) = WRAPPERS.iter().find(|wrapper| *wrapper == name)
                && raw.get().starts_with('{')
            {
                return Some(Item::In(wrapper, raw));
            }
            if name == ITEMS && raw.get().starts_with('[') {
                return Some(Item::List(raw));
            }
        }
    }
    is_item(members).then_some(Item::Bare)
}

/// Whether the members are attributes: all of them, or the key.
fn is_item(members: &[(String, &RawValue)]) -> bool {
    let mut attributes = members.iter().filter(|(_, raw)| is_value(raw));
    let key = members.iter().find(|(name, _)| name == "id");
    match key {
        Some((_, raw)) => is_value(raw),
        None => !members.is_empty() && attributes.by_ref().count() == members.len(),
    }
}

/// Whether a value has a type of DynamoDB, and nothing else.
fn is_value(raw: &RawValue) -> bool {
    let is_type = |name: &str| TYPES.contains(&name);
    raw.get().starts_with('{')
        && matches!(Json::read(raw), Ok(Json::Object(members)) if matches!(&members[..], [(name, _)] if is_type(name)))
}

/// The item of a text as plain JSON.
///
/// # Errors
/// A value without a type, or of another kind than its type; a list of several items.
pub(super) fn plain(
    item: &Item<'_>,
    members: Vec<(String, &RawValue)>,
) -> Result<(String, Notes), ImportError> {
    let reader = Reader {
        format: Format::DynamoDb,
        is_export: false,
        notes: Notes::default(),
    };
    let mut decoder = Decoder {
        reader,
        json: String::new(),
    };
    match item {
        Item::Bare => decoder.map("", members, 0)?,
        Item::In(wrapper, raw) => decoder.item(wrapper, raw)?,
        Item::List(raw) => {
            let Json::List(items) = decoder.reader.read(ITEMS, raw)? else {
                return Err(decoder.reader.error(ITEMS, "not a list"));
            };
            match items[..] {
                [item] => decoder.item(&format!("{ITEMS}[0]"), item)?,
                _ => {
                    let message = format!(
                        "a list of {} items; open one, as `aws dynamodb get-item` prints it",
                        items.len()
                    );
                    return Err(decoder.reader.error(ITEMS, message));
                }
            }
        }
    }
    Ok((decoder.json, decoder.reader.notes))
}

struct Decoder {
    reader: Reader,
    json: String,
}

impl Decoder {
    /// Writes an item that is inside something. One without types is plain already.
    fn item(&mut self, path: &str, raw: &RawValue) -> Result<(), ImportError> {
        let Json::Object(members) = self.reader.read(path, raw)? else {
            return Err(self
                .reader
                .error(path, format!("{} where an item belongs", kind(raw))));
        };
        if members.iter().any(|(_, raw)| is_value(raw)) {
            return self.map(path, members, 0);
        }
        self.json.push_str(raw.get());
        Ok(())
    }

    fn map(
        &mut self,
        path: &str,
        members: Vec<(String, &RawValue)>,
        level: usize,
    ) -> Result<(), ImportError> {
        self.json.push('{');
        for (index, (name, raw)) in members.into_iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            self.text(&name);
            self.json.push(':');
            let path = match path {
                "" => name,
                path => format!("{path}.{name}"),
            };
            self.value(&path, raw, level)?;
        }
        self.json.push('}');
        Ok(())
    }

    fn value(&mut self, path: &str, raw: &RawValue, level: usize) -> Result<(), ImportError> {
        if level > MOST_LEVELS {
            return Err(self
                .reader
                .error(path, "nested deeper than DynamoDB's 32 levels"));
        }
        let without_type = || {
            let message = format!(
                "{} where an attribute value belongs, such as {{\"S\": \"text\"}}",
                kind(raw)
            );
            self.reader.error(path, message)
        };
        let Json::Object(members) = self.reader.read(path, raw)? else {
            return Err(without_type());
        };
        let [(type_name, raw)] = &members[..] else {
            return Err(without_type());
        };
        let path = format!("{path}.{type_name}");
        let value = self.reader.read(&path, raw)?;
        match (type_name.as_str(), value) {
            ("S", Json::Text(text)) => self.text(&text),
            ("N", Json::Text(number)) => self.number(&path, &number)?,
            ("B", Json::Text(base64)) => {
                self.reader.notes.add(
                    NoteKind::Converted,
                    &path,
                    "",
                    "binary, now its Base64 text",
                );
                self.text(&base64);
            }
            ("BOOL", Json::Scalar(json @ ("true" | "false"))) => self.json.push_str(json),
            ("NULL", Json::Scalar("true")) => self.json.push_str("null"),
            ("M", Json::Object(members)) => self.map(&path, members, level + 1)?,
            ("L", Json::List(list)) => self.list(&path, list, |this, path, raw| {
                this.value(path, raw, level + 1)
            })?,
            ("SS" | "BS", Json::List(list)) => {
                self.set(&path);
                self.list(&path, list, |this, path, raw| {
                    match this.reader.read(path, raw)? {
                        Json::Text(text) => {
                            this.text(&text);
                            Ok(())
                        }
                        _ => Err(this
                            .reader
                            .error(path, format!("{} where text belongs", kind(raw)))),
                    }
                })?;
            }
            ("NS", Json::List(list)) => {
                self.set(&path);
                self.list(&path, list, |this, path, raw| {
                    match this.reader.read(path, raw)? {
                        Json::Text(number) => this.number(path, &number),
                        _ => Err(this.reader.error(
                            path,
                            format!("{} where a number in quotes belongs", kind(raw)),
                        )),
                    }
                })?;
            }
            (known, _) if TYPES.contains(&known) => {
                return Err(self
                    .reader
                    .error(&path, format!("{} does not belong here", kind(raw))));
            }
            _ => {
                return Err(self
                    .reader
                    .error(&path, format!("`{type_name}` is no type of DynamoDB")));
            }
        }
        Ok(())
    }

    fn set(&mut self, path: &str) {
        self.reader
            .notes
            .add(NoteKind::Converted, path, "", "a set, now a list");
    }

    fn list(
        &mut self,
        path: &str,
        list: Vec<&RawValue>,
        write: impl Fn(&mut Self, &str, &RawValue) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        self.json.push('[');
        for (index, raw) in list.into_iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            write(self, &format!("{path}[{index}]"), raw)?;
        }
        self.json.push(']');
        Ok(())
    }

    fn text(&mut self, text: &str) {
        // A text can't fail.
        self.json
            .push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    /// Writes a number with the digits that it has.
    fn number(&mut self, path: &str, number: &str) -> Result<(), ImportError> {
        let is_number = number.ends_with(|c: char| c.is_ascii_digit())
            && number.starts_with(|c: char| c == '-' || c.is_ascii_digit())
            && serde_json::from_str::<&RawValue>(number).is_ok();
        if !is_number {
            return Err(self
                .reader
                .error(path, format!("`{number}` is not a number")));
        }
        self.json.push_str(number);
        Ok(())
    }
}
