//! Constraints of request members, which DynamoDB reports all at once.

use serde_json::Value;

use crate::error::Error;
use crate::path::{PathSegment, locate};

/// The violated constraints of a request.
pub(crate) struct Constraints<'a> {
    body: &'a str,
    /// The members around those that are checked: `transactItems.1.member.put.`
    prefix: String,
    broken: Vec<String>,
    first: Option<&'static str>,
}

impl<'a> Constraints<'a> {
    pub(crate) fn new(body: &'a str) -> Self {
        Self {
            body,
            prefix: String::new(),
            broken: Vec::new(),
            first: None,
        }
    }

    /// Checks members within others from now on.
    pub(crate) fn within(&mut self, prefix: String) {
        self.prefix = prefix;
    }

    fn broken(&mut self, name: &'static str, value: &str, constraint: &str) {
        // DynamoDB reports no more.
        if self.broken.len() >= 10 {
            return;
        }
        if self.broken.is_empty() && self.prefix.is_empty() {
            self.first = Some(name);
        }
        let mut member = name.to_owned();
        if let Some(head) = member.get_mut(..1) {
            head.make_ascii_lowercase();
        }
        self.broken.push(format!(
            "Value {value} at '{}{member}' failed to satisfy constraint: {constraint}",
            self.prefix
        ));
    }

    pub(crate) fn not_null(&mut self, name: &'static str, present: bool) {
        if !present {
            self.broken(name, "null", "Member must not be null");
        }
    }

    pub(crate) fn one_of(&mut self, name: &'static str, value: Option<&str>, values: &[&str]) {
        if let Some(value) = value.filter(|v| !values.contains(v)) {
            let constraint = format!(
                "Member must satisfy enum value set: [{}]",
                values.join(", ")
            );
            self.broken(name, &format!("'{value}'"), &constraint);
        }
    }

    /// A list or map of a length within limits.
    pub(crate) fn length(
        &mut self,
        name: &'static str,
        value: &Value,
        least: usize,
        most: Option<usize>,
    ) {
        let (length, shown) = match value {
            Value::Array(elements) => {
                let shown: Vec<String> = elements.iter().map(Value::to_string).collect();
                (elements.len(), format!("[{}]", shown.join(", ")))
            }
            Value::Object(members) => (members.len(), value.to_string()),
            Value::String(text) => (text.encode_utf16().count(), text.clone()),
            _ => return,
        };
        if length < least {
            let constraint = format!("Member must have length greater than or equal to {least}");
            self.broken(name, &format!("'{shown}'"), &constraint);
        }
        if let Some(most) = most.filter(|most| length > *most) {
            let constraint = format!("Member must have length less than or equal to {most}");
            self.broken(name, &format!("'{shown}'"), &constraint);
        }
    }

    /// A map by table names or ARNs.
    pub(crate) fn table_names(&mut self, name: &'static str, value: &Value) {
        let fits = |name: &String| {
            let length = name.encode_utf16().count();
            table_of_arn(name).is_some() || is_table_name_text(name) && (3..=255).contains(&length)
        };
        let names = value.as_object().into_iter().flat_map(|map| map.keys());
        for _ in names.filter(|name| !fits(name)) {
            self.broken(
                name,
                &format!("'{value}'"),
                "Map keys must satisfy constraint: [Member must have length less than or equal to \
                 255, Member must have length greater than or equal to 3, Member must satisfy \
                 regular expression pattern: [a-zA-Z0-9_.-]+]",
            );
        }
    }

    /// A map by table names whose lists have a length within limits.
    pub(crate) fn lengths_of_values(
        &mut self,
        name: &'static str,
        value: &Value,
        least: usize,
        most: usize,
    ) {
        let lists = || value.as_object().into_iter().flatten();
        let length = |list: &Value| list.as_array().map_or(0, Vec::len);
        let fits = |list: &Value| (least..=most).contains(&length(list));
        for _ in lists().filter(|(_, list)| !fits(list)) {
            // In Java's notation.
            let shown: Vec<String> = lists()
                .map(|(name, list)| format!("{name}={list}"))
                .collect();
            self.broken(
                name,
                &format!("'{{{}}}'", shown.join(", ")),
                &format!(
                    "Map value must satisfy constraint: [Member must have length less than or equal \
                     to {most}, Member must have length greater than or equal to {least}]"
                ),
            );
        }
    }

    /// A number at or above a limit.
    pub(crate) fn at_least(&mut self, name: &'static str, value: Option<i64>, least: i64) {
        if let Some(value) = value.filter(|value| *value < least) {
            let constraint = format!("Member must have value greater than or equal to {least}");
            self.broken(name, &format!("'{value}'"), &constraint);
        }
    }

    /// A number at or below a limit.
    pub(crate) fn at_most(&mut self, name: &'static str, value: Option<i64>, most: i64) {
        if let Some(value) = value.filter(|value| *value > most) {
            let constraint = format!("Member must have value less than or equal to {most}");
            self.broken(name, &format!("'{value}'"), &constraint);
        }
    }

    /// `TableName`: a name or an ARN.
    pub(crate) fn table_name(&mut self, name: Option<&str>) {
        self.not_null("TableName", name.is_some());
        self.name(
            "TableName",
            name.filter(|name| table_of_arn(name).is_none()),
        );
    }

    /// The name of a table or an index.
    pub(crate) fn name(&mut self, member: &'static str, name: Option<&str>) {
        let Some(name) = name else {
            return;
        };
        let quoted = format!("'{name}'");
        if !is_table_name_text(name) {
            self.broken(
                member,
                &quoted,
                "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
            );
        }
        let length = name.encode_utf16().count();
        if length < 3 {
            self.broken(
                member,
                &quoted,
                "Member must have length greater than or equal to 3",
            );
        }
        if length > 255 {
            self.broken(
                member,
                &quoted,
                "Member must have length less than or equal to 255",
            );
        }
    }

    /// # Errors
    /// One `ValidationException` for all violated constraints.
    pub(crate) fn finish(self) -> Result<(), Error> {
        let count = self.broken.len();
        if count == 0 {
            return Ok(());
        }
        let errors = if count == 1 { "error" } else { "errors" };
        let mut error = Error::validation(format!(
            "{count} validation {errors} detected: {}",
            self.broken.join("; ")
        ));
        if let Some(name) = self.first {
            error = error.at_path(name);
            error.position = Some(locate(self.body, &[PathSegment::Member(name)]));
        }
        Err(error)
    }
}

/// The table name of an ARN: `arn:aws:dynamodb:eu-west-1:123456789012:table/NAME`.
pub(crate) fn table_of_arn(text: &str) -> Option<&str> {
    let mut parts = text.strip_prefix("arn:aws")?.splitn(5, ':');
    let (partition, service) = (parts.next()?, parts.next()?);
    let (region, account) = (parts.next()?, parts.next()?);
    let name = parts.next()?.strip_prefix("table/")?;
    let is_lower = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let fits = is_lower(partition)
        && service == "dynamodb"
        && !region.is_empty()
        && region
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric()))
        && account.len() == 12
        && account.bytes().all(|b| b.is_ascii_digit())
        && is_table_name_text(name)
        && (3..=255).contains(&name.len());
    fits.then_some(name)
}

/// Whether a text has only characters of table names, and at least one.
fn is_table_name_text(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'))
}
