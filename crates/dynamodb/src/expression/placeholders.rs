//! `ExpressionAttributeNames` and `ExpressionAttributeValues`.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::error::Error;
use crate::value::AttributeValue;

const NAMES: &str = "ExpressionAttributeNames";
const VALUES: &str = "ExpressionAttributeValues";

/// `ExpressionAttributeValues`, and the first rule that one of them breaks.
pub(crate) type Values = (Vec<(String, AttributeValue)>, Option<Error>);

/// The placeholders of a request, and which of them its expression uses.
pub(crate) struct Placeholders {
    names: Option<Vec<(String, String)>>,
    values: Option<Vec<(String, AttributeValue)>>,
    violation: Option<Error>,
    used: RefCell<BTreeSet<String>>,
}

impl Placeholders {
    pub(crate) fn new(names: Option<Vec<(String, String)>>, values: Option<Values>) -> Self {
        let (values, violation) = match values {
            Some((values, violation)) => (Some(values), violation),
            None => (None, None),
        };
        Self {
            names,
            values,
            violation,
            used: RefCell::default(),
        }
    }

    /// Placeholders require an expression: names any, values one other than `ProjectionExpression`. `expressions` are the
    /// members of the action, and whether the request has each.
    pub(crate) fn check_presence(&self, expressions: &[(&str, bool)]) -> Result<(), Error> {
        if self.names.is_some() && expressions.iter().all(|(_, present)| !present) {
            let message = "ExpressionAttributeNames can only be specified when using expressions";
            return Err(Error::validation(message).at_path(NAMES));
        }
        let with_values = || {
            let all = expressions.iter();
            all.filter(|(name, _)| *name != "ProjectionExpression")
        };
        let names: Vec<&str> = with_values().map(|(name, _)| *name).collect();
        if self.values.is_some() && !names.is_empty() && with_values().all(|(_, present)| !present)
        {
            let verb = if names.len() == 1 { "is" } else { "are" };
            let message = format!(
                "ExpressionAttributeValues can only be specified when using expressions: {} {verb} \
                 null",
                names.join(" and ")
            );
            return Err(Error::validation(message).at_path(VALUES));
        }
        Ok(())
    }

    /// Checks the placeholders themselves.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if let Some(names) = &self.names {
            check_keys(NAMES, '#', names.iter().map(|(key, _)| key.as_str()))?;
            if let Some((key, _)) = names.iter().find(|(_, name)| name.is_empty()) {
                let message =
                    format!("{NAMES} contains invalid value: Empty attribute name for key {key}");
                return Err(Error::validation(message).at_path(NAMES));
            }
        }
        if let Some(values) = &self.values {
            check_keys(VALUES, ':', values.iter().map(|(key, _)| key.as_str()))?;
        }
        self.violation.clone().map_or(Ok(()), Err)
    }

    /// Checks that each placeholder is used.
    pub(crate) fn check_all_used(&self) -> Result<(), Error> {
        let used = self.used.borrow();
        let unused = |member: &str, keys: Vec<&str>| {
            let keys: Vec<&str> = keys
                .into_iter()
                .filter(|key| !used.contains(*key))
                .collect();
            if keys.is_empty() {
                return Ok(());
            }
            let keys = keys.join(", ");
            Err(Error::validation(format!(
                "Value provided in {member} unused in expressions: keys: {{{keys}}}"
            ))
            .at_path(member))
        };
        unused(
            NAMES,
            self.names
                .iter()
                .flatten()
                .map(|(key, _)| key.as_str())
                .collect(),
        )?;
        unused(
            VALUES,
            self.values
                .iter()
                .flatten()
                .map(|(key, _)| key.as_str())
                .collect(),
        )
    }

    /// The attribute name of `#name`.
    pub(crate) fn name(&self, key: &str) -> Option<String> {
        let (_, name) = self.names.as_ref()?.iter().find(|(k, _)| k == key)?;
        self.used.borrow_mut().insert(key.to_owned());
        Some(name.clone())
    }

    /// The value of `:value`.
    pub(crate) fn value(&self, key: &str) -> Option<AttributeValue> {
        let (_, value) = self.values.as_ref()?.iter().find(|(k, _)| k == key)?;
        self.used.borrow_mut().insert(key.to_owned());
        Some(value.clone())
    }
}

fn check_keys<'a>(
    member: &str,
    sign: char,
    keys: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    let mut is_empty = true;
    for key in keys {
        is_empty = false;
        let fits = key.strip_prefix(sign).is_some_and(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        });
        if !fits {
            let message = format!("{member} contains invalid key: Syntax error; key: \"{key}\"");
            return Err(Error::validation(message).at_path(member));
        }
    }
    if is_empty {
        return Err(Error::validation(format!("{member} must not be empty")).at_path(member));
    }
    Ok(())
}
