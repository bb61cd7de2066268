//! Methods of the API, all on its root.

use super::cors::{self, Origins};
use super::names::{attribute, id, reference, substituted};
use super::resource::{Resources, accepted};
use super::responses;
use crate::{Options, Passthrough, Protection, TableName};
use responses::MethodResponses;
use serde_json::{Map, Value, json};

pub(super) fn resources(options: &Options) -> Resources {
    let mut resources = vec![
        (id::GET.to_owned(), get(options)),
        (id::POST.to_owned(), post(options)),
    ];
    if options.cors.preflight && !matches!(cors::origins(options), Origins::Nobody) {
        resources.push((id::PREFLIGHT.to_owned(), preflight(options)));
    }
    resources
}

/// `GET ?id=…` loads a resume.
fn get(options: &Options) -> Value {
    let mut properties = method("GET");
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

/// `POST` saves a resume.
fn post(options: &Options) -> Value {
    let mut properties = method("POST");
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
        Protection::Cognito { .. } => {
            properties["AuthorizationType"] = json!("COGNITO_USER_POOLS");
            properties["AuthorizerId"] = reference(id::AUTHORIZER);
        }
    }
    let version: &[(&str, bool)] = match options.lost_update_protection {
        true => &[("version", false)],
        false => &[],
    };
    if options.validation {
        properties["RequestParameters"] = json!(query(options, version));
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

/// `OPTIONS` responds to a browser's preflight without an integration.
fn preflight(options: &Options) -> Value {
    let MethodResponses { declared, mapped } = responses::preflight(options);
    let mut properties = method("OPTIONS");
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

fn method(http_method: &str) -> Value {
    json!({
        "RestApiId": reference(id::API),
        "ResourceId": attribute(id::API, "RootResourceId"),
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
