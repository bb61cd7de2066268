//! Reader of REST APIs.

use super::access::MethodRole;
use super::resolve::{BYTES_PER_STEP, Resolver, Resource, root_resource};
use super::values::{as_text, each, flag, flag_pairs, list, object, status, text_pairs};
use super::{definition, placeholders, usage, validation};
use crate::error::{LoadError, LoadErrorKind};
use gateway::{Api, GatewayResponse, Method, MethodResponse, RequestValidator};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The APIs, and the roles of their methods. Methods of an API outside of the template form an API of their own.
pub(super) fn apis(resolver: &Resolver<'_>) -> Result<(Vec<Api>, Vec<MethodRole>), LoadError> {
    let mut all = Apis {
        resolver,
        segments: path_segments(resolver)?,
        apis: Vec::new(),
        roles: Vec::new(),
    };
    let mut ids = BTreeSet::new();
    for resource in resolver.of_type("AWS::ApiGateway::RestApi")? {
        let id = resolver.physical_name(resource.logical_id, 0)?;
        all.add(&id, Some(resource))?;
        ids.insert(id);
    }
    for method in resolver.of_type("AWS::ApiGateway::Method")? {
        let Some(id) = resolver.text(method, "RestApiId")? else {
            continue;
        };
        if ids.insert(id.clone()) {
            resolver.note(format!(
                "the API {id:?} is outside of the template: one with the template's methods of it stands for it"
            ));
            all.add(&id, None)?;
        }
    }
    Ok((all.apis, all.roles))
}

/// The APIs read so far.
struct Apis<'r, 'a> {
    resolver: &'r Resolver<'a>,
    segments: BTreeMap<String, PathSegment>,
    apis: Vec<Api>,
    roles: Vec<MethodRole>,
}

impl Apis<'_, '_> {
    /// Adds the API with an id; without a resource it is outside of the template.
    fn add(&mut self, id: &str, resource: Option<Resource<'_>>) -> Result<(), LoadError> {
        let resolver = self.resolver;
        let at = self.apis.len();
        let Stage {
            name: stage,
            variables: stage_variables,
            settings,
        } = stage(resolver, id)?;
        let mut api = Api {
            name: id.to_owned(),
            stage,
            stage_variables,
            ..Api::default()
        };
        if let Some(resource) = resource {
            api.name = resolver.text(resource, "Name")?.unwrap_or_default();
            api.binary_media_types = binary_media_types(resolver, resource)?;
            if let Some(mut document) = body(resolver, resource)? {
                if resolver.is_document
                    && let Some(placeholder) = placeholders::first(&document)
                {
                    resolver.note(format!(
                        "the document has placeholders of another tool, such as {placeholder}: their names stand for them"
                    ));
                    document = placeholders::named(document);
                }
                let place = resource.path("Body");
                definition::add(&mut api, &mut self.roles, at, &document, &place)?;
            }
        }
        for method in resolver.of_type("AWS::ApiGateway::Method")? {
            if belongs(resolver, method, id)? {
                let (method, role) = self::method(resolver, &self.segments, method, id)?;
                self.roles.extend(role.map(|role_arn| MethodRole {
                    api: at,
                    path: method.path.clone(),
                    http_method: method.http_method.clone(),
                    role_arn,
                }));
                api.methods.push(method);
            }
        }
        if let Some((settings, path)) = &settings {
            usage::throttle_methods(Some(settings), path, &mut api.methods)?;
        }
        for model in resolver.of_type("AWS::ApiGateway::Model")? {
            if belongs(resolver, model, id)? {
                api.models.push(validation::model(resolver, model)?);
            }
        }
        for response in resolver.of_type("AWS::ApiGateway::GatewayResponse")? {
            if belongs(resolver, response, id)? {
                api.gateway_responses
                    .push(gateway_response(resolver, response)?);
            }
        }
        api.usage_plans = usage::plans(resolver, id, &api.stage)?;
        let has_plan_elsewhere = resource.is_none() || resolver.is_document;
        if has_plan_elsewhere
            && api.usage_plans.is_empty()
            && api.methods.iter().any(|method| method.api_key_required)
        {
            resolver.note(
                "the API's usage plan is outside of the template: one with a key stands for it"
                    .to_owned(),
            );
            api.usage_plans.push(usage::stand_in());
        }
        self.apis.push(api);
        Ok(())
    }
}

/// `Body`: the API's OpenAPI document.
fn body(resolver: &Resolver<'_>, resource: Resource<'_>) -> Result<Option<Value>, LoadError> {
    let path = resource.path("BodyS3Location");
    if resolver.property(resource, "BodyS3Location")?.is_some() {
        let what = "a file in S3: its text belongs into Body";
        return Err(LoadError::new(&path, LoadErrorKind::Needs(what.to_owned())));
    }
    match resolver.property(resource, "Body")? {
        Some(Value::String(text)) => match super::from_text(&text) {
            Ok(document) => Ok(Some(document)),
            Err(error) => Err(LoadError::new(&resource.path("Body"), error.kind)),
        },
        body => Ok(body),
    }
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
        .map(|(at, mime)| {
            let mime = as_text(mime, &format!("{path}.{at}"))?;
            // SAM writes `image~1png`.
            Ok(mime.replace("~1", "/"))
        })
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
        Some(id) => validation::validator(resolver, resource, &id)?,
        None => RequestValidator::default(),
    };
    let none = serde_json::Map::new();
    let integration = match &integration {
        Some(value) => object(value, &integration_path)?,
        None => &none,
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
        integration: super::integration::integration(integration, &integration_path)?,
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
pub(super) struct PathSegment {
    part: String,
    parent: Option<String>,
}

/// The segments by id; the first of duplicates.
pub(super) fn path_segments(
    resolver: &Resolver<'_>,
) -> Result<BTreeMap<String, PathSegment>, LoadError> {
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
pub(super) fn path_of(
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
    // Each step goes to the parent: more steps than segments, and one to the root, would be a cycle.
    for _ in 0..=parts.len() + 1 {
        if at == root {
            names.reverse();
            return Ok(format!("/{}", names.join("/")));
        }
        let Some((part, parent)) = parts
            .get(&at)
            .and_then(|part| Some((part, part.parent.clone()?)))
        else {
            resolver.note(format!(
                "{place}: the template has no resource {at:?}: the API's root stands for it"
            ));
            at = root.clone();
            continue;
        };
        resolver.text_made(part.part.len() + BYTES_PER_STEP, &place)?;
        names.push(&part.part);
        at = parent;
    }
    Err(LoadError::new(&place, LoadErrorKind::TooDeep))
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
