//! The connection from a stack's outputs, pasted in any format.
//!
//! Supported: `aws cloudformation describe-stacks` in each of its formats, complete or reduced by `--query`,
//! the last lines and the outputs file of `cdk deploy`, the table of the CloudFormation console, and bare values.

use serde_json::Value;

use super::address;
use super::user_pool::UserPoolClient;

/// The outputs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outputs {
    /// `APIUrl`, as [`address::check`] returns it.
    pub(crate) url: Option<String>,
    /// `TableName`.
    pub(crate) table: Option<String>,
    /// `ApiKeyId`: not the key, but the ID to get it with.
    pub(crate) key_id: Option<String>,
    /// `UserPoolClientId` and `SignInUrl`.
    pub(crate) user_pool: Option<UserPoolClient>,
    /// Whether there is an `ApiKeyId` that can't be one.
    has_bad_key_id: bool,
}

impl Outputs {
    /// What is missing or was ignored, in a sentence.
    pub(crate) fn problem(&self) -> Option<&'static str> {
        self.missing().or(self
            .has_bad_key_id
            .then_some("The output ApiKeyId was ignored: a key's ID has letters and digits only."))
    }

    /// What is still to be entered, in a sentence.
    fn missing(&self) -> Option<&'static str> {
        match (&self.url, &self.table) {
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some("The output TableName is missing: enter the table name."),
            _ => Some("The output APIUrl is missing: enter the API URL."),
        }
    }
}

/// Parses pasted text.
///
/// # Errors
/// A sentence for the user: what is missing or wrong.
pub(crate) fn read(text: &str) -> Result<Outputs, String> {
    if text.trim().is_empty() {
        return Err("Paste the stack's outputs first.".to_owned());
    }
    let found = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(stacks)) if stacks.get("Stacks").is_some_and(Value::is_array) => {
            of_stacks(&stacks["Stacks"])?
        }
        // A single value in quotes is JSON as well.
        Ok(value @ (Value::Object(_) | Value::Array(_))) => of_json(&value),
        _ => of_text(text),
    };
    if found.url.is_none() && found.table.is_none() {
        return Err(
            "No APIUrl or TableName found. Paste the Outputs of a deployed stack.".to_owned(),
        );
    }
    Ok(Outputs {
        url: found.url.as_deref().map(address::check).transpose()?,
        ..found
    })
}

/// `describe-stacks` without a stack name lists each stack of the region.
fn of_stacks(stacks: &Value) -> Result<Outputs, String> {
    let of_each = stacks.as_array().into_iter().flatten();
    let mut found = of_each
        .map(|stack| (stack["StackName"].as_str().unwrap_or("?"), of_json(stack)))
        .filter(|(_, outputs)| outputs.url.is_some() || outputs.table.is_some())
        .collect::<Vec<_>>();
    if found.iter().any(|(_, outputs)| outputs.missing().is_none()) {
        found.retain(|(_, outputs)| outputs.missing().is_none());
    }
    if let [(one, _), (other, _), ..] = &found[..] {
        return Err(format!(
            "Found more than one stack with an API, such as {one} and {other}. Paste the outputs of one: describe-stacks --stack-name {one}."
        ));
    }
    Ok(found.pop().map(|(_, outputs)| outputs).unwrap_or_default())
}

fn of_json(value: &Value) -> Outputs {
    let mut pairs = Vec::new();
    collect(value, &mut pairs);
    of_pairs(&pairs)
}

/// Names and values, anywhere in JSON. The recursion is as deep as serde_json allows: 128 levels.
fn collect<'a>(value: &'a Value, pairs: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::Object(members) => {
            let text = |name| members.get(name).and_then(Value::as_str);
            if let (Some(name), Some(value)) = (text("OutputKey"), text("OutputValue")) {
                pairs.push((name, value));
                return;
            }
            for (name, value) in members {
                match value.as_str() {
                    Some(text) => pairs.push((name, text)),
                    None => collect(value, pairs),
                }
            }
        }
        Value::Array(entries) => match &entries[..] {
            [Value::String(name), Value::String(value)] => pairs.push((name, value)),
            _ => entries.iter().for_each(|entry| collect(entry, pairs)),
        },
        _ => {}
    }
}

fn of_text(text: &str) -> Outputs {
    let is_between = |c: char| c.is_whitespace() || "|,=\"'".contains(c);
    let words = text
        .split(is_between)
        .map(|word| word.trim_end_matches(':'))
        .filter(|word| {
            // Table lines, YAML's list markers, and the names of columns and members.
            !word.chars().all(|c| "-+".contains(c))
                && !matches!(*word, "OutputKey" | "OutputValue" | "OUTPUTS" | "Outputs")
        })
        .collect::<Vec<_>>();
    let pairs = words
        .windows(2)
        // `cdk deploy` writes the stack's name before the output's.
        .map(|pair| (pair[0].rsplit('.').next().unwrap_or(pair[0]), pair[1]))
        .collect::<Vec<_>>();
    let found = of_pairs(&pairs);
    let named = |name| pairs.iter().any(|(word, _)| is_named(word, name));
    if named(URL) || named(TABLE) || text.contains('=') {
        return found;
    }
    // Bare values: a URL, a name, or one of each.
    let (urls, others): (Vec<&str>, Vec<&str>) =
        words.iter().copied().partition(|word| word.contains("://"));
    match (&urls[..], &others[..]) {
        (&[url], &[]) => Outputs {
            url: Some(url.to_owned()),
            ..Outputs::default()
        },
        (&[url], &[table]) if is_table(table) => Outputs {
            url: Some(url.to_owned()),
            table: Some(table.to_owned()),
            ..Outputs::default()
        },
        _ => found,
    }
}

const URL: &str = "APIUrl";
const TABLE: &str = "TableName";
const KEY: &str = "ApiKeyId";
const CLIENT: &str = "UserPoolClientId";
const SIGN_IN: &str = "SignInUrl";

fn of_pairs(pairs: &[(&str, &str)]) -> Outputs {
    let value = |is_it: &dyn Fn(&str, &str) -> bool| {
        let pair = pairs.iter().find(|(name, value)| is_it(name, value));
        pair.map(|(_, value)| (*value).to_owned())
    };
    let key_id = value(&|name, value| is_named(name, KEY) && is_key_id(value));
    let page = value(&|name, value| is_named(name, SIGN_IN) && value.contains("://"));
    let client = value(&|name, value| is_named(name, CLIENT) && is_key_id(value));
    Outputs {
        user_pool: page
            .zip(client)
            .map(|(page, id)| UserPoolClient { page, id }),
        url: value(&|name, value| is_named(name, URL) && value.contains("://"))
            // Other stacks use other names, such as CDK's `resumeApiGWEndpoint60391237`.
            .or_else(|| value(&|_, value| value.contains(".execute-api."))),
        table: value(&|name, value| is_named(name, TABLE) && is_table(value)),
        has_bad_key_id: key_id.is_none() && pairs.iter().any(|(name, _)| is_named(name, KEY)),
        key_id,
    }
}

fn is_named(word: &str, name: &str) -> bool {
    word.eq_ignore_ascii_case(name)
}

/// Whether DynamoDB accepts it as a table name: 3 to 255 letters, digits, `_`, `-`, `.`
/// (<https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html>).
fn is_table(name: &str) -> bool {
    (3..=255).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

/// Whether it can be the ID of an API key. It becomes part of a command, so nothing else may pass.
fn is_key_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use testkit::golden::{Golden, files};

    use super::*;

    /// Each `tests/outputs/NAME.txt` is pasted text, and `NAME.out` the result.
    #[test]
    fn pasted_texts() {
        let mut golden = Golden::new();
        for path in files(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outputs"), "txt") {
            let pasted = std::fs::read_to_string(&path).unwrap();
            golden.check(&path.with_extension("out"), &told(&pasted));
        }
        golden.finish(10);
    }

    fn told(pasted: &str) -> String {
        let found = match read(pasted) {
            Ok(found) => found,
            Err(says) => return format!("error: {says}\n"),
        };
        let problem = found.problem().map(str::to_owned);
        [
            ("url", found.url),
            ("table", found.table),
            ("key", found.key_id),
            (
                "sign-in",
                found
                    .user_pool
                    .map(|pool| format!("{} {}", pool.page, pool.id)),
            ),
            ("problem", problem),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some(format!("{name}: {}\n", value?)))
        .collect()
    }
}
