//! The APIs of an opened file: listed, and loaded as they are.

use std::sync::Arc;

use emulator::Emulator;
use gateway::{Api, IntegrationKind, Method, ServiceAnswer};
use protocol::{ApiFile, ListApis, ListedApi, ListedMethod, ListedTemplate};
use stack::Deployment;

use crate::example;

/// A mapping template of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileTemplate {
    /// [`ListedTemplate::key`].
    pub(crate) key: String,
    /// The index of its method.
    pub(crate) method: usize,
    /// The index of its integration response; `None` for the integration request.
    pub(crate) response: Option<usize>,
    /// The text.
    pub(crate) text: Arc<str>,
}

/// The APIs of a file.
///
/// # Errors
/// It has none that can be run: why.
pub(crate) fn list(asked: &ListApis) -> Result<Vec<ListedApi>, String> {
    let template = stack::from_text(&asked.text).map_err(|error| error.to_string())?;
    let loaded =
        stack::load(&template, &Deployment::default()).map_err(|error| error.to_string())?;
    let names = loaded.apis.iter().map(|api| api.name.clone());
    let listed = names.map(|name| {
        let emulator = Emulator::of_api(&template, Deployment::default(), Some(&name));
        Ok(listed(&emulator.map_err(|error| error.to_string())?))
    });
    let mut listed: Vec<ListedApi> = listed.collect::<Result<_, String>>()?;
    listed.retain(|api| !api.methods.is_empty());
    if listed.is_empty() {
        return Err("it has no API with a method".to_owned());
    }
    Ok(listed)
}

fn listed(emulator: &Emulator) -> ListedApi {
    let mut api = emulator.api().clone();
    let templates = templates(&mut api);
    let methods = api.methods.iter().enumerate();
    let methods = methods.map(|(at, method)| {
        let mut own = templates.iter().filter(|template| template.method == at);
        let request = own.find(|template| template.response.is_none());
        let (integration, is_run) = integration(&method.integration.kind);
        ListedMethod {
            http_method: method.http_method.clone(),
            path: method.path.clone(),
            integration,
            is_run,
            needs_sign_in: !matches!(method.authorization.as_str(), "" | "NONE"),
            example: example::request(&api, method, request.map(|template| &*template.text)),
        }
    });
    let problems = emulator
        .problems()
        .into_iter()
        .map(|problem| match problem.method.as_str() {
            "" => format!("{}: {}", problem.part, problem.message),
            method => format!("{method}, {}: {}", problem.part, problem.message),
        });
    ListedApi {
        name: api.name.clone(),
        methods: methods.collect(),
        table: emulator.table_name().unwrap_or_default().to_owned(),
        tables: emulator
            .tables()
            .iter()
            .map(|table| table.name.clone())
            .collect(),
        notes: emulator.notes().to_vec(),
        problems: problems.collect(),
        templates: templates
            .into_iter()
            .map(|template| ListedTemplate {
                key: template.key,
                method: u32::try_from(template.method).unwrap_or(u32::MAX),
                text: template.text,
            })
            .collect(),
    }
}

/// What an integration calls, and whether that is run here.
fn integration(kind: &IntegrationKind) -> (String, bool) {
    match kind {
        IntegrationKind::Mock => ("Mock".to_owned(), true),
        IntegrationKind::Aws { service, action } if service == "dynamodb" => {
            (format!("DynamoDB {action}"), true)
        }
        IntegrationKind::Aws { service, action } => (format!("{service} {action}"), false),
        IntegrationKind::Other(what) => (other(what), false),
    }
}

/// An integration such as `AWS arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/…:function:mail/invocations`, in short.
fn other(what: &str) -> String {
    let (kind, uri) = what.split_once(' ').unwrap_or((what, ""));
    let proxy = if kind.ends_with("PROXY") {
        " (proxy)"
    } else {
        ""
    };
    if let Some((_, function)) = uri.split_once(":function:") {
        let name = function.split(['/', ':']).next().unwrap_or_default();
        return format!("Lambda {name}{proxy}");
    }
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    match parts.as_slice() {
        ["arn", _, "apigateway", _, service, path] => format!("{service} {path}{proxy}"),
        _ => format!("{kind} {uri}").trim_end().to_owned(),
    }
}

/// The API of a file, with its edited mapping templates and prepared responses.
///
/// # Errors
/// It can't run: why.
#[inline(never)]
pub(crate) fn emulator(file: &ApiFile) -> Result<Emulator, String> {
    let template = stack::from_text(&file.text).map_err(|error| error.to_string())?;
    let name = Some(&*file.api).filter(|name| !name.is_empty());
    let mut emulator = Emulator::of_api(&template, Deployment::default(), name)
        .map_err(|error| error.to_string())?;
    if !file.edits.is_empty() {
        emulator.edit_api(|api| {
            each_template(api, &mut |template, text| {
                if let Some(edited) = file.edits.get(&template.key) {
                    edited.as_ref().clone_into(text);
                }
            });
        });
    }
    for prepared in &file.prepared {
        let answer = ServiceAnswer {
            status: prepared.status,
            headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
            body: prepared.body.clone(),
            ..ServiceAnswer::default()
        };
        emulator.prepare(&prepared.http_method, &prepared.path, answer);
    }
    Ok(emulator)
}

/// The mapping templates of an API, in the order of its methods.
pub(crate) fn templates(api: &mut Api) -> Vec<FileTemplate> {
    let mut all = Vec::new();
    each_template(api, &mut |template, text| {
        all.push(FileTemplate {
            text: text.as_str().into(),
            ..template
        });
    });
    all
}

/// Visits the mapping templates of an API: what each is (without its text), and the text.
fn each_template(api: &mut Api, visit: &mut dyn FnMut(FileTemplate, &mut String)) {
    for (at, method) in api.methods.iter_mut().enumerate() {
        let title = format!("{} {}", method.http_method, method.path);
        let Method { integration, .. } = method;
        let template = |key: String, response| FileTemplate {
            key,
            method: at,
            response,
            text: "".into(),
        };
        for (mime, text) in &mut integration.request_templates {
            visit(template(format!("{title} request {mime}"), None), text);
        }
        for (index, response) in integration.responses.iter_mut().enumerate() {
            let status = response.status;
            for (mime, text) in &mut response.templates {
                let key = format!("{title} response {status} {mime}");
                visit(template(key, Some(index)), text);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::Request;
    use gateway::Environment;
    use protocol::PreparedResponse;
    use serde_json::{Value, json};

    const NOTES: &str = include_str!("../../../e2e/files/notes.yaml");

    fn notes() -> ListedApi {
        let text = NOTES.into();
        list(&ListApis { text }).unwrap().remove(0)
    }

    fn called(file: ApiFile, request: Request) -> exchange::Exchange {
        let file = ApiFile {
            text: NOTES.into(),
            ..file
        };
        let mut emulator = emulator(&file).unwrap();
        emulator.invoke(request, &Environment::default())
    }

    #[test]
    fn a_method_is_listed_with_a_request_that_its_template_can_read() {
        let api = notes();
        let [put, get, mail] = api.methods.as_slice() else {
            panic!("{api:?}");
        };
        assert_eq!(
            (put.integration.as_str(), put.is_run),
            ("DynamoDB PutItem", true)
        );
        assert_eq!(
            (mail.integration.as_str(), mail.is_run),
            ("Lambda mail", false)
        );
        assert_eq!(
            (get.example.path.as_str(), get.example.body.as_str()),
            ("/notes/1", "")
        );
        let body: Value = serde_json::from_str(&put.example.body).unwrap();
        assert_eq!(body, json!({"title": "title", "author": {"name": "name"}}));
        let exchange = called(ApiFile::default(), put.example.clone());
        assert_eq!(exchange.response.body, r#"{"saved": true}"#);
        let keys: Vec<&str> = api
            .templates
            .iter()
            .map(|template| template.key.as_str())
            .collect();
        assert_eq!(
            keys,
            [
                "PUT /notes/{id} request application/json",
                "PUT /notes/{id} response 200 application/json",
                "GET /notes/{id} request application/json",
                "GET /notes/{id} response 200 application/json",
                "POST /mail request application/json",
                "POST /mail response 200 application/json",
            ]
        );
        assert_eq!(api.table, "notes-dev");
    }

    #[test]
    fn an_edited_template_is_the_one_that_is_called() {
        let key = "PUT /notes/{id} response 200 application/json".to_owned();
        let file = ApiFile {
            edits: [(key, "{\"edited\": 1}".into())].into(),
            ..ApiFile::default()
        };
        let exchange = called(file, notes().methods[0].example.clone());
        assert_eq!(exchange.response.body, "{\"edited\": 1}");
    }

    #[test]
    fn an_integration_that_is_not_run_responds_with_what_is_prepared() {
        let request = notes().methods[2].example.clone();
        let exchange = called(ApiFile::default(), request.clone());
        assert_eq!(exchange.response.status, 500);
        assert_eq!(exchange.endpoint.unwrap().request, r#"{"to": "to"}"#);
        let prepared = PreparedResponse {
            http_method: "POST".to_owned(),
            path: "/mail".to_owned(),
            status: 200,
            body: r#"{"count": 3}"#.to_owned(),
        };
        let file = ApiFile {
            prepared: vec![prepared],
            ..ApiFile::default()
        };
        assert_eq!(called(file, request).response.body, r#"{"sent": 3}"#);
    }

    #[test]
    fn what_has_no_api_says_why() {
        for text in ["", "{", "Resources: {}", "a: 1"] {
            let listed = list(&ListApis { text: text.into() });
            assert!(!listed.unwrap_err().is_empty(), "{text}");
        }
    }
}
