//! Methods of the API: on its root, and the list on a resource of its own.

use super::cors::{self, Origins};
use super::names::{attribute, id, reference, substituted};
use super::resource::{Resources, accepted};
use super::responses;
use crate::{Operations, Options, Passthrough, Protection, TableName};
use options::{DELETE_REQUEST, LIST_REQUEST};
use responses::MethodResponses;
use serde_json::{Map, Value, json};

/// The path of the list, below the API's root.
pub(crate) const LIST_PATH: &str = "resumes";

pub(super) fn resources(options: &Options) -> Resources {
    let mut resources = vec![
        (id::GET.to_owned(), get(options)),
        (id::POST.to_owned(), post(options)),
    ];
    let Operations {
        list: lists,
        delete: deletes,
    } = options.operations;
    let has_preflights =
        options.cors.preflight && !matches!(cors::origins(options), Origins::Nobody);
    if deletes {
        resources.push((id::DELETE.to_owned(), delete(options)));
    }
    if has_preflights {
        let methods = match deletes {
            true => "GET,POST,DELETE,OPTIONS",
            false => "GET,POST,OPTIONS",
        };
        let preflight = preflight(options, root(), methods);
        resources.push((id::PREFLIGHT.to_owned(), preflight));
    }
    if lists {
        let path = json!({
            "Type": "AWS::ApiGateway::Resource",
            "Properties": {
                "RestApiId": reference(id::API),
                "ParentId": root(),
                "PathPart": LIST_PATH,
            },
        });
        resources.push((id::RESUMES.to_owned(), path));
        resources.push((id::LIST.to_owned(), list(options)));
        if has_preflights {
            let preflight = preflight(options, reference(id::RESUMES), "GET,OPTIONS");
            resources.push((id::LIST_PREFLIGHT.to_owned(), preflight));
        }
    }
    resources
}

/// `GET ?id=…` loads a resume.
fn get(options: &Options) -> Value {
    let mut properties = method("GET", root());
    properties["AuthorizationType"] = json!("NONE");
    if options.validation {
        properties["RequestParameters"] = json!(query(options, &[("id", true)]));
        properties["RequestValidatorId"] = reference(id::VALIDATOR);
    }
    let template = &options.templates.texts().get_request;
    integrate(
        &mut properties,
        options,
        "GetItem",
        template,
        responses::get(options),
    );
    let open = "Reads are public. The option protection is for POST.";
    let read = "Reads are public.";
    let findings = [
        ("CKV_AWS_59", open),
        ("AwsSolutions-APIG4", read),
        ("AwsSolutions-COG4", read),
    ];
    accepted(resource(properties), &findings)
}

/// Asks for what the option `protection` says. Returns the findings that it accepts.
fn protect(properties: &mut Value, options: &Options) -> Vec<(&'static str, &'static str)> {
    let mut findings = Vec::new();
    match options.protection {
        Protection::None => {
            properties["AuthorizationType"] = json!("NONE");
            let open = "The option protection is none: writes are public.";
            findings.extend(
                ["CKV_AWS_59", "AwsSolutions-APIG4", "AwsSolutions-COG4"].map(|id| (id, open)),
            );
        }
        Protection::ApiKey(_) => {
            properties["AuthorizationType"] = json!("NONE");
            properties["ApiKeyRequired"] = json!(true);
            let key = "The API key protects it.";
            findings.extend(["AwsSolutions-APIG4", "AwsSolutions-COG4"].map(|id| (id, key)));
        }
        Protection::Iam => {
            properties["AuthorizationType"] = json!("AWS_IAM");
            findings.push(("AwsSolutions-COG4", "IAM protects it."));
        }
        Protection::Cognito(_) => {
            properties["AuthorizationType"] = json!("COGNITO_USER_POOLS");
            properties["AuthorizerId"] = reference(id::AUTHORIZER);
        }
    }
    findings
}

/// The query parameter of versions.
fn version(options: &Options) -> &'static [(&'static str, bool)] {
    match options.lost_update_protection {
        true => &[("version", false)],
        false => &[],
    }
}

/// `POST` saves a resume.
fn post(options: &Options) -> Value {
    let mut properties = method("POST", root());
    let findings = protect(&mut properties, options);
    if options.validation {
        properties["RequestParameters"] = json!(query(options, version(options)));
        properties["RequestValidatorId"] = reference(id::VALIDATOR);
        properties["RequestModels"] = json!({ "application/json": reference(id::MODEL) });
    }
    let template = &options.templates.texts().put_request;
    integrate(
        &mut properties,
        options,
        "PutItem",
        template,
        responses::post(options),
    );
    accepted(resource(properties), &findings)
}

/// `DELETE ?id=…` deletes a resume.
#[inline(never)]
fn delete(options: &Options) -> Value {
    let mut properties = method("DELETE", root());
    let findings = protect(&mut properties, options);
    if options.validation {
        let parameters = [&[("id", true)], version(options)].concat();
        properties["RequestParameters"] = json!(query(options, &parameters));
        properties["RequestValidatorId"] = reference(id::VALIDATOR);
    }
    integrate(
        &mut properties,
        options,
        "DeleteItem",
        DELETE_REQUEST,
        responses::delete(options),
    );
    accepted(resource(properties), &findings)
}

/// `GET /resumes` lists the resumes. It shows all IDs, so it asks for what a write asks for.
#[inline(never)]
fn list(options: &Options) -> Value {
    let mut properties = method("GET", reference(id::RESUMES));
    let findings = protect(&mut properties, options);
    if options.validation {
        let parameters = [("limit", false), ("next", false)];
        properties["RequestParameters"] = json!(query(options, &parameters));
        properties["RequestValidatorId"] = reference(id::VALIDATOR);
    }
    integrate(
        &mut properties,
        options,
        "Scan",
        LIST_REQUEST,
        responses::list(options),
    );
    accepted(resource(properties), &findings)
}

/// `OPTIONS` of a resource responds to a browser's preflight without an integration.
fn preflight(options: &Options, on: Value, methods: &str) -> Value {
    let MethodResponses { declared, mapped } = responses::preflight(options, methods);
    let mut properties = method("OPTIONS", on);
    properties["AuthorizationType"] = json!("NONE");
    properties["Integration"] = json!({
        "Type": "MOCK",
        "PassthroughBehavior": "NEVER",
        "RequestTemplates": { "application/json": "{\"statusCode\": 204}" },
        "IntegrationResponses": mapped,
    });
    properties["MethodResponses"] = declared;
    resource(properties)
}

/// The API's root.
fn root() -> Value {
    attribute(id::API, "RootResourceId")
}

/// A method of a resource.
fn method(http_method: &str, on: Value) -> Value {
    json!({
        "RestApiId": reference(id::API),
        "ResourceId": on,
        "HttpMethod": http_method,
    })
}

fn resource(properties: Value) -> Value {
    json!({ "Type": "AWS::ApiGateway::Method", "Properties": properties })
}

/// `RequestParameters`: query parameters, and whether they are required.
fn query(options: &Options, members: &[(&str, bool)]) -> Map<String, Value> {
    let table: &[(&str, bool)] = match options.table_name {
        TableName::Stage => &[],
        TableName::Caller => &[("tablename", true)],
    };
    members
        .iter()
        .chain(table)
        .map(|(name, required)| {
            (
                format!("method.request.querystring.{name}"),
                json!(required),
            )
        })
        .collect()
}

/// Integrates a method with DynamoDB, which accepts only POST.
fn integrate(
    properties: &mut Value,
    options: &Options,
    action: &str,
    template: &str,
    answers: MethodResponses,
) {
    let uri =
        format!("arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:dynamodb:action/{action}");
    properties["Integration"] = json!({
        "Type": "AWS",
        "IntegrationHttpMethod": "POST",
        "Uri": substituted(uri),
        "Credentials": attribute(id::ROLE, "Arn"),
        "PassthroughBehavior": match options.passthrough {
            Passthrough::Never => "NEVER",
            Passthrough::WhenNoTemplates => "WHEN_NO_TEMPLATES",
        },
        "RequestTemplates": { "application/json": template },
        "IntegrationResponses": answers.mapped,
    });
    properties["MethodResponses"] = answers.declared;
}
