//! An opened file with its edited mapping templates.

use std::sync::Arc;

use protocol::{ApiFile, ListApis, ListedTemplate};
use serde_json::Value;

use crate::api_file;

/// The members that hold mapping templates by MIME type: those of CloudFormation's resources, and those of an OpenAPI document.
const REQUEST: [&str; 2] = ["RequestTemplates", "requestTemplates"];
const RESPONSE: [&str; 2] = ["ResponseTemplates", "responseTemplates"];

/// The text of the file with the edited templates in their places: JSON if the file is JSON, else YAML.
///
/// # Errors
/// The file has no text for an edited template: which.
pub(crate) fn write(file: &ApiFile) -> Result<String, String> {
    let mut document = stack::from_text(&file.text).map_err(|error| error.to_string())?;
    let apis = api_file::list(&ListApis {
        text: file.text.clone(),
    })?;
    let all: Vec<&ListedTemplate> = apis.iter().flat_map(|api| &api.templates).collect();
    let own = apis
        .iter()
        .find(|api| file.api.is_empty() || api.name == file.api)
        .ok_or("The file has no such API.")?;
    for (key, text) in &file.edits {
        let edited = own.templates.iter().find(|template| template.key == *key);
        let Some(edited) = edited else { continue };
        let same: Vec<&&ListedTemplate> = all
            .iter()
            .filter(|other| kind(&other.key) == kind(key) && other.text == edited.text)
            .collect();
        let at = same.iter().position(|other| std::ptr::eq(**other, edited));
        let mut count = 0;
        replace(&mut document, kind(key), &edited.text, text, at, &mut count);
        if count != same.len() {
            return Err(format!(
                "The file has no text for the mapping template \"{key}\": a function or a transform makes it. \
                 Copy it into the file"
            ));
        }
    }
    Ok(match file.text.trim_start().starts_with('{') {
        true => stack::to_json(&document),
        false => stack::to_yaml(&document),
    })
}

/// Whether it is a request's template, and the MIME type, of a key such as `GET /notes response 200 application/json`.
fn kind(key: &str) -> (bool, &str) {
    let (before, mime) = key.rsplit_once(' ').unwrap_or(("", key));
    (before.ends_with(" request"), mime)
}

/// Replaces the text of the template that is the `at`th with this text; counts all of them.
fn replace(
    value: &mut Value,
    (is_request, mime): (bool, &str),
    from: &str,
    to: &Arc<str>,
    at: Option<usize>,
    count: &mut usize,
) {
    let names = if is_request { REQUEST } else { RESPONSE };
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                let template = match names.contains(&name.as_str()) {
                    true => value.get_mut(mime),
                    false => None,
                };
                if let Some(template) = template {
                    if template.as_str() == Some(from) {
                        if at == Some(*count) {
                            *template = Value::from(&**to);
                        }
                        *count += 1;
                    }
                } else {
                    replace(value, (is_request, mime), from, to, at, count);
                }
            }
        }
        Value::Array(items) => {
            for value in items {
                replace(value, (is_request, mime), from, to, at, count);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTES: &str = include_str!("../../../e2e/files/notes.yaml");

    fn edited(text: &str, edits: &[(&str, &str)]) -> Result<String, String> {
        let edits = edits.iter();
        write(&ApiFile {
            text: text.into(),
            edits: edits
                .map(|(key, text)| ((*key).to_owned(), (*text).into()))
                .collect(),
            ..ApiFile::default()
        })
    }

    fn texts(text: &str) -> Vec<(String, Arc<str>)> {
        let apis = api_file::list(&ListApis { text: text.into() }).unwrap();
        let templates = apis.into_iter().flat_map(|api| api.templates);
        templates.map(|one| (one.key, one.text)).collect()
    }

    #[test]
    fn only_the_edited_template_is_another() {
        let key = "GET /notes/{id} response 200 application/json";
        let edit = "#set($n = 1)\n{\"n\": $n}\n";
        let written = edited(NOTES, &[(key, edit)]).unwrap();
        let (before, after) = (texts(NOTES), texts(&written));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            match before.0 == key {
                true => assert_eq!(&*after.1, edit),
                false => assert_eq!(before, after),
            }
        }
    }

    #[test]
    fn of_two_templates_with_the_same_text_the_edited_one_is_replaced() {
        let method = |status: u16| {
            serde_json::json!({
                "x-amazon-apigateway-integration": {
                    "type": "mock",
                    "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
                    "responses": {"default": {"statusCode": status.to_string()}}
                },
                "responses": {"200": {"description": "x"}}
            })
        };
        let document = serde_json::json!({
            "swagger": "2.0",
            "info": {"title": "Two", "version": "1"},
            "paths": {"/a": {"get": method(200)}, "/b": {"get": method(200)}}
        });
        let written = edited(
            &document.to_string(),
            &[("GET /b request application/json", "{\"statusCode\": 404}")],
        )
        .unwrap();
        assert!(written.starts_with('{'));
        let found: Vec<Arc<str>> = texts(&written).into_iter().map(|(_, text)| text).collect();
        let found: Vec<&str> = found.iter().map(|text| &**text).collect();
        assert_eq!(found, ["{\"statusCode\": 200}", "{\"statusCode\": 404}"]);
    }

    #[test]
    fn a_template_that_a_function_makes_is_named() {
        let text = NOTES.replace(
            "'{\"saved\": true}'",
            "!Sub '{\"saved\": \"${AWS::Region}\"}'",
        );
        let key = "PUT /notes/{id} response 200 application/json";
        let error = edited(&text, &[(key, "{}")]).unwrap_err();
        assert!(error.contains(key), "{error}");
    }
}
