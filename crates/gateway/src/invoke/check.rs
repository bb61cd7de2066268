//! Checks of a request before it is mapped.

use super::log::Log;
use super::rejection::{Kind, Rejection};
use super::{Call, MAX_HEADERS, MAX_PAYLOAD, headers, media};
use crate::api::{Api, Method, UsagePlan};
use crate::environment::Environment;
use crate::usage::{Excess, Limit};
use crate::variables::Params;
use exchange::Request;

/// An accepted API key with its usage plan.
#[derive(Clone, Copy)]
pub(super) struct AcceptedKey<'a> {
    pub(super) id: &'a str,
    pub(super) value: &'a str,
    plan: Option<&'a UsagePlan>,
}

/// The request's API key, if it is accepted.
pub(super) fn api_key<'a>(
    request: &Request,
    environment: &'a Environment,
    api: &'a Api,
) -> Option<AcceptedKey<'a>> {
    let sent = request.header("x-api-key")?;
    let mut planned = api
        .usage_plans
        .iter()
        .flat_map(|plan| plan.keys.iter().map(move |key| (key, plan)));
    if let Some(key) = environment.api_keys.iter().find(|key| key.value == sent) {
        return Some(AcceptedKey {
            id: &key.id,
            value: &key.value,
            plan: planned.find(|(k, _)| k.id == key.id).map(|(_, plan)| plan),
        });
    }
    planned.find_map(|(key, plan)| {
        let value = key.value.as_deref().filter(|value| *value == sent)?;
        Some(AcceptedKey {
            id: &key.id,
            value,
            plan: Some(plan),
        })
    })
}

impl Call<'_> {
    /// Checks in the gateway's order: sizes, authorization, API key, rates and quotas, parameters, body.
    pub(super) fn check(
        &mut self,
        method: &Method,
        key: Option<AcceptedKey<'_>>,
    ) -> Result<(), Rejection> {
        let request = self.request;
        if request.body.len() > MAX_PAYLOAD {
            return Err(Rejection::new(Kind::RequestTooLarge));
        }
        // As lines of a request: name, colon, space, value.
        let lines = request.headers.iter();
        let size: usize = lines
            .map(|(name, value)| name.len() + 2 + value.len())
            .sum();
        if size > MAX_HEADERS {
            return Err(Rejection::new(Kind::HeadersTooLarge));
        }
        authorization(method, request, &mut self.log)?;
        if method.api_key_required && key.is_none() {
            self.log
                .line("API Key is missing or not accepted for this stage");
            return Err(Rejection::new(Kind::InvalidApiKey));
        }
        self.limits(method, key)?;
        let validator = method.validator;
        if validator.parameters {
            parameters(method, &self.params, &mut self.log)?;
        }
        let mime = media::mime(headers::last(&request.headers, "Content-Type"));
        if validator.body {
            self.body(method, &mime)?;
        }
        if validator.parameters || validator.body {
            self.log.line(format!(
                "Request validation succeeded for content type {mime}"
            ));
        }
        Ok(())
    }

    /// Throttling and quotas. A key counts only if the method requires one.
    fn limits(&mut self, method: &Method, key: Option<AcceptedKey<'_>>) -> Result<(), Rejection> {
        let name = format!("{} {}", method.http_method, method.path);
        let mut limits = Vec::new();
        let key = key.filter(|_| method.api_key_required);
        if let Some((key, plan)) = key.and_then(|key| Some((key, key.plan?))) {
            let whose = format!("{} {}", plan.id, key.id);
            let path = format!(
                "{}/{}",
                method.path.trim_end_matches('/'),
                method.http_method
            );
            let of_method = plan.method_throttles.iter().find(|(of, _)| *of == path);
            if let Some((_, throttle)) = of_method {
                limits.push(Limit::Rate(format!("{whose} {name}"), *throttle));
            }
            limits.extend(plan.throttle.map(|t| Limit::Rate(whose.clone(), t)));
            limits.extend(plan.quota.map(|quota| Limit::Quota(whose, quota)));
        }
        limits.extend(method.throttle.map(|t| Limit::Rate(name, t)));
        let now = self.environment.request_time_epoch;
        self.usage.take(&limits, now).map_err(|excess| {
            Rejection::new(match excess {
                Excess::Rate => Kind::Throttled,
                Excess::Quota => Kind::QuotaExceeded,
            })
        })
    }

    /// Validates the body by the model for its MIME type; without a model every body is valid.
    fn body(&mut self, method: &Method, mime: &str) -> Result<(), Rejection> {
        let models = &method.request_models;
        let model = media::find(models, mime).or_else(|| media::find(models, "$default"));
        let Some((_, model)) = model else {
            return Ok(());
        };
        self.invalid = self.gateway.models.check(model, &self.request.body);
        if self.invalid.is_empty() {
            return Ok(());
        }
        let messages: Vec<_> = self.invalid.iter().map(|i| i.message.as_str()).collect();
        let detail = format!("[{}]", messages.join(", "));
        self.log.line(format!(
            "Request body does not match model schema for content type {mime}: {detail}"
        ));
        Err(Rejection {
            detail: Some(detail),
            ..Rejection::new(Kind::BadRequestBody)
        })
    }
}

/// Requires a signature or token, which can't be verified here.
fn authorization(method: &Method, request: &Request, log: &mut Log) -> Result<(), Rejection> {
    let sent = request
        .header("Authorization")
        .map(str::trim)
        .unwrap_or_default();
    match method.authorization.as_str() {
        "" | "NONE" => Ok(()),
        "AWS_IAM" if sent.starts_with("AWS4-HMAC-SHA256 ") => Ok(()),
        "AWS_IAM" => {
            log.line("The request is not signed, and the method's authorization is AWS_IAM");
            Err(Rejection::new(Kind::MissingAuthenticationToken))
        }
        _ if !sent.is_empty() => Ok(()),
        _ => {
            log.line("Unauthorized request: the Authorization header is missing");
            Err(Rejection::new(Kind::Unauthorized))
        }
    }
}

/// The parameters that the method requires: headers first, then path, then query string.
fn parameters(method: &Method, params: &Params, log: &mut Log) -> Result<(), Rejection> {
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
                "header" => has(&params.header),
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
        return Err(Rejection {
            detail: Some(message.clone()),
            message: Some(message),
            ..Rejection::new(Kind::BadRequestParameters)
        });
    }
    Ok(())
}
