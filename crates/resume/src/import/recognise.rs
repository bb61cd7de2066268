//! Which format a text has.

use serde_json::value::RawValue;

use super::dynamodb::{self, Item};
use super::error::ImportError;
use super::format::Format;
use super::json::{Json, kind};
use super::other_names::has_other_names;
use crate::error::ReadError;
use crate::model::Resume;
use crate::names;
use crate::read::read_error;

/// What a text is, with its members.
pub(super) enum Recognised<'a> {
    /// A resume that needs no conversion.
    Resume(Box<Resume>),
    /// An item.
    DynamoDb(Item<'a>, Vec<(String, &'a RawValue)>),
    /// To convert.
    Other(Format, Vec<(String, &'a RawValue)>),
}

impl Recognised<'_> {
    /// The format.
    pub(super) fn format(&self) -> Format {
        match self {
            Recognised::Resume(_) => Format::Resume,
            Recognised::DynamoDb(..) => Format::DynamoDb,
            Recognised::Other(format, _) => *format,
        }
    }
}

/// Members that say that a text is none of the formats, and what it is.
const OTHERS: &[(&[&str], &str)] = &[
    (&["AWSTemplateFormatVersion"], "a CloudFormation template"),
    (&["Resources"], "a CloudFormation template"),
    (&["openapi"], "an OpenAPI document"),
    (&["swagger"], "an OpenAPI document"),
    (&["sections", "basics"], "a Reactive Resume file"),
    (&["sections", "metadata"], "a Reactive Resume file"),
];

/// What this crate reads, for a message.
const READS: &str = "Resume files are JSON objects with fields such as `name`, JSON Resume (`basics`, `work`), or an item of DynamoDB";

/// Recognises the format of a text by its members.
pub(super) fn recognise(text: &str) -> Result<Recognised<'_>, ImportError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportError::Empty);
    }
    let raw: &RawValue = serde_json::from_str(text)
        .map_err(|error| ImportError::NotJson(read_error(&error, String::new())))?;
    let own = Resume::from_json(text);
    let members = match Json::read(raw) {
        Ok(Json::Object(members)) => members,
        Ok(_) => {
            let message = format!("It is {}. {READS}", kind(raw));
            return Err(ImportError::Unknown { message });
        }
        Err(message) => return Err(own.err().map_or(ImportError::Unknown { message }, not_own)),
    };
    let get = |name: &str| {
        members
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, raw)| raw.get())
    };
    let schema = get("$schema").unwrap_or_default();
    if schema.contains("jsonresume") {
        return Ok(Recognised::Other(Format::JsonResume, members));
    }
    if let Some(item) = dynamodb::find(&members) {
        return Ok(Recognised::DynamoDb(item, members));
    }
    let is_object = |name: &str| get(name).is_some_and(|json| json.starts_with('{'));
    let is_list = |name: &str| get(name).is_some_and(|json| json.starts_with('['));
    let has_own = members.iter().any(|(name, _)| is_field(name));
    if !has_own {
        let mut others = OTHERS.iter();
        if let Some((_, what)) = others.find(|(all, _)| all.iter().all(|name| get(name).is_some()))
        {
            let message = format!("It is {what}. {READS}");
            return Err(ImportError::Unknown { message });
        }
    }
    // A resume may have unknown fields of these names.
    let has_own_structure = is_object("experience") || is_list("summary");
    if !has_own_structure
        && (is_object("basics") || is_list("work") || !has_own && get("basics").is_some())
    {
        return Ok(Recognised::Other(Format::JsonResume, members));
    }
    match own {
        Ok(resume) if (has_own || members.is_empty()) && !has_other_names(&resume) => {
            Ok(Recognised::Resume(Box::new(resume)))
        }
        _ if members
            .iter()
            .any(|(name, _)| names::has(names::RESUME, name)) =>
        {
            Ok(Recognised::Other(Format::Near, members))
        }
        _ => {
            let names: Vec<String> = members
                .iter()
                .take(3)
                .map(|(name, _)| format!("`{name}`"))
                .collect();
            let message = format!(
                "It has no field of a resume, but {}. {READS}",
                names.join(", ")
            );
            Err(ImportError::Unknown { message })
        }
    }
}

/// Whether a resume has a field of that name.
fn is_field(name: &str) -> bool {
    Resume::SHAPE
        .members
        .iter()
        .any(|member| member.name == name)
}

fn not_own(error: ReadError) -> ImportError {
    ImportError::Field {
        format: Format::Resume,
        path: error.path,
        message: error.message,
    }
}
