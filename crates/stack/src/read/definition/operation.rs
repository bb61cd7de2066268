//! Operations: the methods of an OpenAPI document.

use super::reference::Document;
use super::{integration, models};
use crate::error::{LoadError, LoadErrorKind};
use crate::read::integration as of_cloud_formation;
use crate::read::values::{as_text, flag, list, object, weight};
use gateway::{Api, Integration, IntegrationKind, Method, MethodResponse, RequestValidator};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The member that names a validator.
pub(super) const VALIDATOR: &str = "x-amazon-apigateway-request-validator";

const INTEGRATION: &str = "x-amazon-apigateway-integration";

/// What the document sets for all of its operations.
pub(super) struct Defaults<'d> {
    pub(super) validators: BTreeMap<String, RequestValidator>,
    pub(super) validator: Option<&'d str>,
    pub(super) security: Option<&'d Value>,
}

/// A method without path and name, and the role of its integration. Models of its own are added to the API.
///
/// # Errors
/// A part of the operation has another type than API Gateway's.
pub(super) fn operation<'d>(
    api: &mut Api,
    document: &Document<'d>,
    defaults: &Defaults<'d>,
    item: &'d Map<String, Value>,
    operation: &'d Value,
    place: &str,
) -> Result<(Method, Option<String>), LoadError> {
    let members = object(operation, place)?;
    let mut method = Method {
        authorization: "NONE".to_owned(),
        ..Method::default()
    };
    security(&mut method, document, defaults, members, place)?;
    let validator = members.get(VALIDATOR).and_then(Value::as_str);
    if let Some(name) = validator.or(defaults.validator) {
        let found = defaults.validators.get(name);
        method.validator = found.copied().ok_or_else(|| {
            let place = format!("{place}.{VALIDATOR}");
            LoadError::new(&place, LoadErrorKind::Unknown(name.to_owned()))
        })?;
    }
    // An operation's parameter comes before that of the path.
    let mut places = BTreeMap::new();
    for (of, place) in [
        (item, place.rsplit_once('.').map_or("", |(item, _)| item)),
        (members, place),
    ] {
        let place = format!("{place}.parameters");
        for parameter in list(of.get("parameters"), &place)? {
            let parameter = document.target(parameter, &place)?;
            document.charge(1, &place)?;
            add_parameter(
                api,
                &mut method,
                (document, members),
                parameter,
                &mut places,
                &place,
            )?;
        }
    }
    if let Some(body) = members.get("requestBody") {
        let place = format!("{place}.requestBody");
        let body = document.target(body, &place)?;
        for (mime, content) in members_of(body.get("content"), &place)? {
            if let Some(schema) = content.get("schema") {
                let model = models::of_schema(api, schema);
                method.request_models.push((mime.clone(), model));
            }
        }
    }
    for (code, response) in members_of(members.get("responses"), place)? {
        // `default` and `4XX` are no method responses.
        let Ok(status) = code.parse::<u16>() else {
            continue;
        };
        let place = format!("{place}.responses.{code}");
        let response = document.target(response, &place)?;
        let headers = members_of(response.get("headers"), &place)?;
        let parameters = headers.map(|(name, _)| (format!("method.response.header.{name}"), false));
        method.responses.push(MethodResponse {
            status,
            parameters: parameters.collect(),
        });
    }
    let Some(own) = members.get(INTEGRATION) else {
        method.integration = Integration {
            kind: IntegrationKind::Other("NONE".to_owned()),
            ..Integration::default()
        };
        return Ok((method, None));
    };
    let place = format!("{place}.{INTEGRATION}");
    let own = document.target(own, &place)?;
    let own = integration::of_cloud_formation(own, &place)?;
    let role = own.get("Credentials");
    let role = role.map(|role| as_text(role, &format!("{place}.credentials")));
    method.integration = of_cloud_formation::integration(&own, &place)?;
    Ok((method, role.transpose()?))
}

/// The members of an object; none if it is missing.
fn members_of<'v>(
    value: Option<&'v Value>,
    place: &str,
) -> Result<impl Iterator<Item = (&'v String, &'v Value)>, LoadError> {
    let members = value.map(|value| object(value, place)).transpose()?;
    Ok(members.into_iter().flatten())
}

fn add_parameter(
    api: &mut Api,
    method: &mut Method,
    (document, operation): (&Document<'_>, &Map<String, Value>),
    parameter: &Value,
    places: &mut BTreeMap<String, usize>,
    place: &str,
) -> Result<(), LoadError> {
    let text = |name: &str| parameter.get(name).and_then(Value::as_str);
    let required = parameter.get("required");
    let required = required.map_or(Ok(false), |value| flag(value, place))?;
    let part = match text("in") {
        Some("path") => "path",
        Some("query") => "querystring",
        Some("header") => "header",
        Some("body") => {
            if let Some(schema) = parameter.get("schema") {
                let model = models::of_schema(api, schema);
                let consumed = operation.get("consumes");
                let consumed = list(consumed.or(document.root().get("consumes")), place)?;
                document.charge(consumed.len(), place)?;
                let consumed = consumed.iter().filter_map(Value::as_str);
                let mut types: Vec<_> = consumed
                    .map(|mime| (mime.to_owned(), model.clone()))
                    .collect();
                if types.is_empty() {
                    types.push(("application/json".to_owned(), model));
                }
                method.request_models.extend(types);
            }
            return Ok(());
        }
        _ => return Ok(()),
    };
    let name = format!("method.request.{part}.{}", text("name").unwrap_or_default());
    let known = places.get(&name);
    match known.and_then(|at| method.request_parameters.get_mut(*at)) {
        Some((_, known)) => *known = required,
        None => {
            places.insert(name.clone(), method.request_parameters.len());
            method.request_parameters.push((name, required));
        }
    }
    Ok(())
}

/// Authorization and API key, by the security schemes that the operation names.
fn security(
    method: &mut Method,
    document: &Document<'_>,
    defaults: &Defaults<'_>,
    operation: &Map<String, Value>,
    place: &str,
) -> Result<(), LoadError> {
    let root = document.root();
    let of_3 = root
        .get("components")
        .and_then(|of| of.get("securitySchemes"));
    let of_2 = root.get("securityDefinitions");
    let security = operation.get("security").or(defaults.security);
    document.charge(security.map_or(0, weight), place)?;
    for requirement in list(security, &format!("{place}.security"))? {
        for (name, _) in members_of(Some(requirement), &format!("{place}.security"))? {
            let of_2 = of_2.and_then(|schemes| schemes.get(name));
            let scheme = of_2.or_else(|| of_3?.get(name));
            let text = |member: &str| scheme?.get(member)?.as_str();
            let is_key = text("type") == Some("apiKey")
                && text("name").is_some_and(|name| name.eq_ignore_ascii_case("x-api-key"));
            match text("x-amazon-apigateway-authtype").map(str::to_ascii_lowercase) {
                Some(kind) if kind == "awssigv4" => method.authorization = "AWS_IAM".to_owned(),
                Some(kind) if kind == "cognito_user_pools" => {
                    method.authorization = "COGNITO_USER_POOLS".to_owned();
                }
                Some(_) => method.authorization = "CUSTOM".to_owned(),
                None if is_key => method.api_key_required = true,
                // Without an authorizer it is documentation.
                None => {}
            }
        }
    }
    let own = operation.get("x-amazon-apigateway-auth");
    if let Some(kind) = own
        .and_then(|auth| auth.get("type"))
        .and_then(Value::as_str)
    {
        method.authorization = kind.to_ascii_uppercase();
    }
    Ok(())
}
