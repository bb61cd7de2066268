//! Reader of REST APIs.

use super::access::MethodRole;
use super::resolve::{BYTES_PER_STEP, Resolver, Resource, root_resource};
use super::values::{as_text, each, flag, flag_pairs, list, number, object, status, text_pairs};
use super::{usage, validation};
use crate::error::{LoadError, LoadErrorKind};
use gateway::{
    Api, ContentHandling, GatewayResponse, Integration, IntegrationKind, IntegrationResponse,
    Method, MethodResponse, PassthroughBehavior, RequestValidator,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The APIs, and the roles of their methods.
pub(super) fn apis(resolver: &Resolver<'_>) -> Result<(Vec<Api>, Vec<MethodRole>), LoadError> {
    let mut apis = Vec::new();
    let mut roles = Vec::new();
    let parts = path_segments(resolver)?;
    for resource in resolver.of_type("AWS::ApiGateway::RestApi")? {
        for property in ["Body", "BodyS3Location"] {
            if resolver.property(resource, property)?.is_some() {
                let what = "an API defined by OpenAPI".to_owned();
                return Err(LoadError::new(
                    &resource.path(property),
                    LoadErrorKind::Unsupported(what),
                ));
            }
        }
        let id = resolver.physical_name(resource.logical_id, 0)?;
        let Stage {
            name: stage,
            variables: stage_variables,
            settings,
        } = stage(resolver, &id)?;
        let mut methods = Vec::new();
        for method in resolver.of_type("AWS::ApiGateway::Method")? {
            if belongs(resolver, method, &id)? {
                let (method, role) = self::method(resolver, &parts, method, &id)?;
                roles.extend(role.map(|role_arn| MethodRole {
                    api: apis.len(),
                    path: method.path.clone(),
                    http_method: method.http_method.clone(),
                    role_arn,
                }));
                methods.push(method);
            }
        }
        if let Some((settings, path)) = &settings {
            usage::throttle_methods(Some(settings), path, &mut methods)?;
        }
        let mut models = Vec::new();
        for model in resolver.of_type("AWS::ApiGateway::Model")? {
            if belongs(resolver, model, &id)? {
                models.push(validation::model(resolver, model)?);
            }
        }
        let mut gateway_responses = Vec::new();
        for response in resolver.of_type("AWS::ApiGateway::GatewayResponse")? {
            if belongs(resolver, response, &id)? {
                gateway_responses.push(gateway_response(resolver, response)?);
            }
        }
        apis.push(Api {
            name: resolver.text(resource, "Name")?.unwrap_or_default(),
            usage_plans: usage::plans(resolver, &id, &stage)?,
            stage,
            stage_variables,
            binary_media_types: binary_media_types(resolver, resource)?,
            methods,
            models,
            gateway_responses,
        });
    }
    Ok((apis, roles))
}

/// `BinaryMediaTypes`.
fn binary_media_types(
    resolver: &Resolver<'_>,
    resource: Resource<'_>,
) -> Result<Vec<String>, LoadError> {
    let path = resource.path("BinaryMediaTypes");
    let types = resolver.property(resource, "BinaryMediaTypes")?;
    let types = list(types.as_ref(), &path)?.iter().enumerate();
    types
        .map(|(at, mime)| as_text(mime, &format!("{path}.{at}")))
        .collect()
}

/// Whether a resource belongs to the API.
fn belongs(resolver: &Resolver<'_>, part: Resource<'_>, api: &str) -> Result<bool, LoadError> {
    Ok(resolver.text(part, "RestApiId")?.as_deref() == Some(api))
}

/// A stage.
#[derive(Default)]
struct Stage {
    name: String,
    variables: Vec<(String, String)>,
    /// `MethodSettings` and their path.
    settings: Option<(Value, String)>,
}

/// The API's first stage; empty if there is none.
fn stage(resolver: &Resolver<'_>, api: &str) -> Result<Stage, LoadError> {
    for type_name in ["AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment"] {
        for resource in resolver.of_type(type_name)? {
            if !belongs(resolver, resource, api)? {
                continue;
            }
            if let Some(name) = resolver.text(resource, "StageName")? {
                let path = resource.path("Variables");
                let variables = resolver.property(resource, "Variables")?;
                let settings = resolver.property(resource, "MethodSettings")?;
                return Ok(Stage {
                    name,
                    variables: text_pairs(variables.as_ref(), &path)?,
                    settings: settings.map(|value| (value, resource.path("MethodSettings"))),
                });
            }
        }
    }
    Ok(Stage::default())
}

/// A method and the role of its integration.
fn method(
    resolver: &Resolver<'_>,
    parts: &BTreeMap<String, PathSegment>,
    resource: Resource<'_>,
    api: &str,
) -> Result<(Method, Option<String>), LoadError> {
    let required = |property: &'static str| {
        resolver.text(resource, property)?.ok_or_else(|| {
            LoadError::new(&resource.path(property), LoadErrorKind::Missing(property))
        })
    };
    let key_path = resource.path("ApiKeyRequired");
    let parameters_path = resource.path("RequestParameters");
    let integration_path = resource.path("Integration");
    let responses_path = resource.path("MethodResponses");
    let key = resolver.property(resource, "ApiKeyRequired")?;
    let parameters = resolver.property(resource, "RequestParameters")?;
    let integration = resolver.property(resource, "Integration")?;
    let responses = resolver.property(resource, "MethodResponses")?;
    let models = resolver.property(resource, "RequestModels")?;
    let validator = match resolver.text(resource, "RequestValidatorId")? {
        Some(id) => validation::validator(resolver, &id, &resource.path("RequestValidatorId"))?,
        None => RequestValidator::default(),
    };
    let integration = match &integration {
        Some(value) => object(value, &integration_path)?,
        None => {
            return Err(LoadError::new(
                &integration_path,
                LoadErrorKind::Missing("Integration"),
            ));
        }
    };
    let role = integration
        .get("Credentials")
        .map(|role| as_text(role, &format!("{integration_path}.Credentials")))
        .transpose()?;
    let method = Method {
        path: path_of(resolver, parts, resource, api)?,
        http_method: required("HttpMethod")?,
        authorization: resolver
            .text(resource, "AuthorizationType")?
            .unwrap_or_else(|| "NONE".to_owned()),
        api_key_required: key.as_ref().map_or(Ok(false), |key| flag(key, &key_path))?,
        request_parameters: flag_pairs(parameters.as_ref(), &parameters_path)?,
        request_models: text_pairs(models.as_ref(), &resource.path("RequestModels"))?,
        validator,
        throttle: None,
        integration: self::integration(integration, &integration_path)?,
        responses: each(responses.as_ref(), &responses_path, |response, path| {
            let parameters = response.get("ResponseParameters");
            Ok(MethodResponse {
                status: status(response.get("StatusCode"), &format!("{path}.StatusCode"))?,
                parameters: flag_pairs(parameters, &format!("{path}.ResponseParameters"))?,
            })
        })?,
    };
    Ok((method, role))
}

/// `AWS::ApiGateway::Resource`: a segment of a path.
struct PathSegment {
    part: String,
    parent: Option<String>,
}

/// The segments by id; the first of duplicates.
fn path_segments(resolver: &Resolver<'_>) -> Result<BTreeMap<String, PathSegment>, LoadError> {
    let mut parts = BTreeMap::new();
    for resource in resolver.of_type("AWS::ApiGateway::Resource")? {
        let id = resolver.physical_name(resource.logical_id, 0)?;
        let part = PathSegment {
            part: resolver.text(resource, "PathPart")?.unwrap_or_default(),
            parent: resolver.text(resource, "ParentId")?,
        };
        parts.entry(id).or_insert(part);
    }
    Ok(parts)
}

/// The path of a method's resource.
fn path_of(
    resolver: &Resolver<'_>,
    parts: &BTreeMap<String, PathSegment>,
    method: Resource<'_>,
    api: &str,
) -> Result<String, LoadError> {
    let place = method.path("ResourceId");
    let mut at = resolver
        .text(method, "ResourceId")?
        .ok_or_else(|| LoadError::new(&place, LoadErrorKind::Missing("ResourceId")))?;
    let root = root_resource(api);
    let mut names: Vec<&str> = Vec::new();
    // Each step goes to the parent: more steps than segments would be a cycle.
    for _ in 0..=parts.len() {
        if at == root {
            names.reverse();
            return Ok(format!("/{}", names.join("/")));
        }
        let part = parts.get(&at);
        let (part, parent) = part
            .and_then(|part| Some((part, part.parent.clone()?)))
            .ok_or_else(|| LoadError::new(&place, LoadErrorKind::Unknown(at.clone())))?;
        resolver.text_made(part.part.len() + BYTES_PER_STEP, &place)?;
        names.push(&part.part);
        at = parent;
    }
    Err(LoadError::new(&place, LoadErrorKind::TooDeep))
}

fn integration(map: &Map<String, Value>, path: &str) -> Result<Integration, LoadError> {
    let at = |name: &str| format!("{path}.{name}");
    let text = |name: &'static str| {
        let value = map.get(name);
        value.map(|value| as_text(value, &at(name))).transpose()
    };
    let kind = match text("Type")?.as_deref() {
        Some("MOCK") => IntegrationKind::Mock,
        Some("AWS") => {
            let uri = text("Uri")?;
            let uri = uri.ok_or_else(|| LoadError::new(path, LoadErrorKind::Missing("Uri")))?;
            action(&uri).unwrap_or_else(|| IntegrationKind::Other(format!("AWS {uri}")))
        }
        // Its calls respond with 500; the other methods run.
        Some(other) => {
            let uri = text("Uri")?.unwrap_or_default();
            IntegrationKind::Other(format!("{other} {uri}").trim_end().to_owned())
        }
        None => return Err(LoadError::new(path, LoadErrorKind::Missing("Type"))),
    };
    let passthrough_behavior = match text("PassthroughBehavior")?.as_deref() {
        None | Some("WHEN_NO_MATCH") => PassthroughBehavior::WhenNoMatch,
        Some("WHEN_NO_TEMPLATES") => PassthroughBehavior::WhenNoTemplates,
        Some("NEVER") => PassthroughBehavior::Never,
        Some(_) => {
            let what = "WHEN_NO_MATCH, WHEN_NO_TEMPLATES or NEVER";
            let place = at("PassthroughBehavior");
            return Err(LoadError::new(&place, LoadErrorKind::Expected(what)));
        }
    };
    let pairs = |name: &str| text_pairs(map.get(name), &at(name));
    let responses = "IntegrationResponses";
    Ok(Integration {
        kind,
        timeout: number(map, "TimeoutInMillis", path)?.map(|milliseconds| milliseconds as u32),
        passthrough_behavior,
        content_handling: content_handling(map, path)?,
        request_templates: pairs("RequestTemplates")?,
        request_parameters: pairs("RequestParameters")?,
        responses: each(map.get(responses), &at(responses), integration_response)?,
    })
}

/// `ContentHandling`.
fn content_handling(
    map: &Map<String, Value>,
    path: &str,
) -> Result<Option<ContentHandling>, LoadError> {
    let path = format!("{path}.ContentHandling");
    let Some(value) = map.get("ContentHandling") else {
        return Ok(None);
    };
    match as_text(value, &path)?.as_str() {
        "CONVERT_TO_BINARY" => Ok(Some(ContentHandling::ToBinary)),
        "CONVERT_TO_TEXT" => Ok(Some(ContentHandling::ToText)),
        _ => {
            let what = "CONVERT_TO_BINARY or CONVERT_TO_TEXT";
            Err(LoadError::new(&path, LoadErrorKind::Expected(what)))
        }
    }
}

/// The service and action of `arn:aws:apigateway:REGION:SERVICE:action/ACTION`.
fn action(uri: &str) -> Option<IntegrationKind> {
    let mut parts = uri.splitn(6, ':');
    if parts.next() != Some("arn") || parts.nth(1) != Some("apigateway") {
        return None;
    }
    let service = parts.nth(1)?.to_owned();
    let action = parts.next()?.strip_prefix("action/")?.to_owned();
    Some(IntegrationKind::Aws { service, action })
}

fn integration_response(
    map: &Map<String, Value>,
    path: &str,
) -> Result<IntegrationResponse, LoadError> {
    let pattern = map
        .get("SelectionPattern")
        .map(|pattern| as_text(pattern, &format!("{path}.SelectionPattern")))
        .transpose()?;
    let pairs = |name: &str| text_pairs(map.get(name), &format!("{path}.{name}"));
    Ok(IntegrationResponse {
        status: status(map.get("StatusCode"), &format!("{path}.StatusCode"))?,
        // An empty pattern counts as none.
        selection_pattern: pattern.filter(|pattern| !pattern.is_empty()),
        content_handling: content_handling(map, path)?,
        parameters: pairs("ResponseParameters")?,
        templates: pairs("ResponseTemplates")?,
    })
}

fn gateway_response(
    resolver: &Resolver<'_>,
    resource: Resource<'_>,
) -> Result<GatewayResponse, LoadError> {
    let pairs = |property: &'static str| {
        let value = resolver.property(resource, property)?;
        text_pairs(value.as_ref(), &resource.path(property))
    };
    let status_code = resolver.property(resource, "StatusCode")?;
    Ok(GatewayResponse {
        response_type: resolver.text(resource, "ResponseType")?.unwrap_or_default(),
        status: status_code
            .as_ref()
            .map(|code| status(Some(code), &resource.path("StatusCode")))
            .transpose()?,
        parameters: pairs("ResponseParameters")?,
        templates: pairs("ResponseTemplates")?,
    })
}
