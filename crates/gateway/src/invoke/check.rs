//! What a request has to have before anything is done with it.

use super::MAX_PAYLOAD;
use super::log::Log;
use super::refusal::{Kind, Refusal};
use crate::api::Method;
use crate::environment::{ApiKey, Environment};
use crate::exchange::Request;
use crate::variables::Params;

/// The accepted key that the request carries.
pub(super) fn api_key<'e>(request: &Request, environment: &'e Environment) -> Option<&'e ApiKey> {
    let sent = request.header("x-api-key")?;
    environment.api_keys.iter().find(|key| key.value == sent)
}

/// Checks in the gateway's order: size, authorization, API key, parameters.
pub(super) fn all(
    method: &Method,
    request: &Request,
    params: &Params,
    key: Option<&ApiKey>,
    log: &mut Log,
) -> Result<(), Refusal> {
    if request.body.len() > MAX_PAYLOAD {
        return Err(Refusal::new(Kind::RequestTooLarge));
    }
    authorization(method, request, log)?;
    if method.api_key_required && key.is_none() {
        log.line("API Key is missing or not accepted for this stage");
        return Err(Refusal::new(Kind::InvalidApiKey));
    }
    parameters(method, params, request, log)
}

/// Signatures and tokens can't be verified here: what is asked for is that there is one.
fn authorization(method: &Method, request: &Request, log: &mut Log) -> Result<(), Refusal> {
    let sent = request
        .header("Authorization")
        .map(str::trim)
        .unwrap_or_default();
    match method.authorization.as_str() {
        "" | "NONE" => Ok(()),
        "AWS_IAM" if sent.starts_with("AWS4-HMAC-SHA256 ") => Ok(()),
        "AWS_IAM" => {
            log.line("The request is not signed, and the method's authorization is AWS_IAM");
            Err(Refusal::new(Kind::MissingAuthenticationToken))
        }
        _ if !sent.is_empty() => Ok(()),
        _ => {
            log.line("Unauthorized request: the Authorization header is missing");
            Err(Refusal::new(Kind::Unauthorized))
        }
    }
}

/// The parameters that the method requires: headers first, then path, then query string.
fn parameters(
    method: &Method,
    params: &Params,
    request: &Request,
    log: &mut Log,
) -> Result<(), Refusal> {
    let required = || {
        method
            .request_parameters
            .iter()
            .filter(|(_, required)| *required)
    };
    let mut missing = Vec::new();
    for part in ["header", "path", "querystring"] {
        for (name, _) in required() {
            let Some(name) = name
                .strip_prefix("method.request.")
                .and_then(|name| name.strip_prefix(part)?.strip_prefix('.'))
            else {
                continue;
            };
            let has = |pairs: &[(String, String)]| {
                pairs
                    .iter()
                    .any(|(n, value)| n == name && !value.is_empty())
            };
            let there = match part {
                "header" => request.header(name).is_some_and(|value| !value.is_empty()),
                "path" => has(&params.path),
                _ => has(&params.querystring),
            };
            if !there {
                missing.push(name);
            }
        }
    }
    if !missing.is_empty() {
        let message = format!(
            "Missing required request parameters: [{}]",
            missing.join(", ")
        );
        log.line(message.clone());
        return Err(Refusal {
            kind: Kind::BadRequestParameters,
            message: Some(message),
        });
    }
    if required().next().is_some() {
        let mime = super::media::mime(request.header("Content-Type"));
        log.line(format!(
            "Request validation succeeded for content type {mime}"
        ));
    }
    Ok(())
}
