//! A named input of a mapping template with its expected output, and its form as a line of JSON.
//!
//! The lines are those of the crate `gateway`'s example `conformance`, so that the same file tests the engine on the command line.

use protocol::TemplateRequest;
use serde_json::{Map, Value, json};

/// A case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Case {
    /// Its name.
    pub(crate) name: String,
    /// The name of the mapping template that it is for.
    pub(crate) template: String,
    /// What the template reads.
    pub(crate) request: TemplateRequest,
    /// What it is to render.
    pub(crate) expected: String,
}

impl Case {
    /// As JSON, with the text of the template.
    pub(crate) fn to_json(&self, template: &str) -> Value {
        let request = &self.request;
        json!({
            "name": self.name,
            "mappingTemplate": self.template,
            "template": template,
            "apigw": {
                "body": request.body,
                "params": {
                    "path": members(&request.path),
                    "querystring": members(&request.querystring),
                    "header": members(&request.headers),
                },
                "context": nested(&request.context),
                "stageVariables": members(&request.stage_variables),
            },
            "expected": self.expected,
        })
    }

    /// Reads what [`Case::to_json`] writes.
    ///
    /// # Errors
    /// It is no case: why.
    pub(crate) fn from_json(case: &Value, usual: &str) -> Result<Self, String> {
        let text = |key: &str| case.get(key).and_then(Value::as_str);
        let input = case
            .get("apigw")
            .filter(|input| input.is_object())
            .ok_or("\"apigw\", the input, is missing")?;
        let expected = text("expected").ok_or("\"expected\", a text, is missing")?;
        let params = input.get("params").unwrap_or(&Value::Null);
        let mut context = Vec::new();
        flatten(
            input.get("context").unwrap_or(&Value::Null),
            "",
            &mut context,
        );
        Ok(Self {
            name: text("name").unwrap_or("Case").to_owned(),
            template: text("mappingTemplate").unwrap_or(usual).to_owned(),
            request: TemplateRequest {
                body: input.get("body").map(plain).unwrap_or_default(),
                path: pairs(params.get("path")),
                querystring: pairs(params.get("querystring")),
                headers: pairs(params.get("header")),
                stage_variables: pairs(input.get("stageVariables")),
                context,
            },
            expected: expected.to_owned(),
        })
    }

    /// Reads all lines of a file; those without a `mappingTemplate` are cases of `usual`.
    ///
    /// # Errors
    /// The first line that is no case, or that there is none at all.
    pub(crate) fn from_lines(text: &str, usual: &str) -> Result<Vec<Self>, String> {
        let mut cases = Vec::new();
        for (at, line) in text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let case = serde_json::from_str(line)
                .map_err(|error| format!("not JSON: {error}"))
                .and_then(|case| Self::from_json(&case, usual))
                .map_err(|why| format!("Line {}: {why}.", at + 1))?;
            cases.push(case);
        }
        match cases.is_empty() {
            true => Err("The file has no line.".to_owned()),
            false => Ok(cases),
        }
    }
}

fn members(pairs: &[(String, String)]) -> Value {
    let members = pairs
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())));
    Value::Object(members.collect())
}

fn pairs(members: Option<&Value>) -> Vec<(String, String)> {
    let members = members.and_then(Value::as_object).into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), plain(value)))
        .collect()
}

/// A text itself, any other value as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// `identity.sourceIp` as a member of a member.
fn nested(pairs: &[(String, String)]) -> Value {
    let mut root = Map::new();
    for (name, value) in pairs {
        let mut at = &mut root;
        let mut parts = name.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                at.insert(part.to_owned(), Value::from(value.as_str()));
                break;
            }
            let inner = at.entry(part).or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            let Value::Object(inner) = inner else { break };
            at = inner;
        }
    }
    Value::Object(root)
}

fn flatten(value: &Value, name: &str, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (part, value) in members {
                let name = match name {
                    "" => part.clone(),
                    name => format!("{name}.{part}"),
                };
                flatten(value, &name, found);
            }
        }
        Value::Null => {}
        other => found.push((name.to_owned(), plain(other))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case() -> Case {
        let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        Case {
            name: "A \"name\"".to_owned(),
            template: "GET response".to_owned(),
            request: TemplateRequest {
                body: "{\"Item\": {}}\n".to_owned(),
                path: pair("p", "1"),
                querystring: pair("q", "2"),
                headers: pair("h", "3"),
                stage_variables: pair("s", "4"),
                context: [("identity.sourceIp", "192.0.2.1"), ("stage", "dev")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .to_vec(),
            },
            expected: "{}\nü".to_owned(),
        }
    }

    #[test]
    fn a_case_is_the_same_after_export_and_import() {
        let line = case().to_json("$input.body").to_string();
        assert!(!line.contains('\n'));
        let text = format!("{line}\n\n{line}\n");
        let read = Case::from_lines(&text, "POST request").unwrap();
        assert_eq!(read, [case(), case()]);
    }

    #[test]
    fn a_file_that_has_no_cases_is_rejected_with_its_line() {
        for (text, message) in [
            ("", "The file has no line."),
            ("{}", "Line 1: \"apigw\", the input, is missing."),
            (
                "{\"apigw\": {}, \"expected\": \"\"}\n{\"apigw\": {}}",
                "Line 2: \"expected\", a text, is missing.",
            ),
        ] {
            let read = Case::from_lines(text, "POST request");
            assert_eq!(read, Err(message.to_owned()));
        }
        let read = Case::from_lines("x", "POST request");
        assert!(read.unwrap_err().starts_with("Line 1: not JSON: "));
    }
}
