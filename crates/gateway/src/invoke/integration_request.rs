//! Mapping of the method request to the integration request.

use vtl::Value;

use super::compiled::CompiledMethod;
use super::log::Log;
use super::payload::{self, Payload};
use super::rejection::{Kind, Rejection};
use super::{Call, IntegrationRequest, ServiceAnswer, headers, media, values};
use crate::api::{IntegrationKind, Method, PassthroughBehavior};
use crate::json;
use crate::mapping::{self, Inputs, RequestOverride};
use crate::query;

/// A mapped body with the mapped parameters.
pub(super) struct MappedRequest {
    pub(super) body: String,
    pub(super) path: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) query: Vec<(String, String)>,
}

impl Call<'_> {
    /// Maps the parameters, selects the template by the body's MIME type and renders it.
    pub(super) fn map_request(
        &mut self,
        method: &Method,
        compiled: &CompiledMethod,
    ) -> Result<MappedRequest, Rejection> {
        let mut mapped = self.parameters(method)?;
        let (body, overrides) = self.map_body(method, compiled)?;
        mapped.body = body.into_text();
        values::set_parameters(&mut mapped.path, overrides.path);
        values::set_headers(&mut mapped.headers, overrides.headers);
        values::set_parameters(&mut mapped.query, overrides.querystring);
        let is_aws = match &method.integration.kind {
            IntegrationKind::Aws { .. } => true,
            IntegrationKind::Other(what) => what.starts_with("AWS"),
            IntegrationKind::Mock => false,
        };
        let names = mapped.headers.iter().map(|(name, _)| name.as_str());
        if let Some(name) = headers::refused(names, is_aws) {
            let message = format!("{name} header already present");
            return Err(self.log.misconfigured(&message));
        }
        Ok(mapped)
    }

    /// The integration's `RequestParameters`.
    pub(super) fn parameters(&self, method: &Method) -> Result<MappedRequest, Rejection> {
        let mut mapped = MappedRequest {
            body: String::new(),
            path: Vec::new(),
            headers: Vec::new(),
            query: Vec::new(),
        };
        for (to, from) in &method.integration.request_parameters {
            let found = values::method_value(from, self);
            let found = found.map_err(|values::BrokenBody| Rejection::new(Kind::BrokenBody))?;
            if let Some(name) = to.strip_prefix("integration.request.header.") {
                if let Some(value) = values::joined(found) {
                    values::set_header(&mut mapped.headers, name, vec![value]);
                }
            } else if let Some(name) = to.strip_prefix("integration.request.path.") {
                let found = values::joined(found).map(|value| (name.to_owned(), value));
                mapped.path.extend(found);
            } else if let Some(name) = to.strip_prefix("integration.request.querystring.") {
                let found = found.into_iter().map(|value| (name.to_owned(), value));
                mapped.query.extend(found);
            }
        }
        Ok(mapped)
    }

    /// The body for the integration, and what its template overrides.
    fn map_body(
        &mut self,
        method: &Method,
        compiled: &CompiledMethod,
    ) -> Result<(Payload, RequestOverride), Rejection> {
        let integration = &method.integration;
        let content_type = headers::last(&self.request.headers, "Content-Type");
        let templates = &compiled.request_templates;
        let template = match media::request_template(templates, content_type) {
            Some((_, template)) => template.as_ref(),
            None => {
                let passes = match integration.passthrough_behavior {
                    PassthroughBehavior::WhenNoMatch => true,
                    PassthroughBehavior::WhenNoTemplates => templates.is_empty(),
                    PassthroughBehavior::Never => false,
                };
                if !passes {
                    return Err(Rejection::new(Kind::UnsupportedMediaType));
                }
                None
            }
        };
        let is_binary = payload::is_binary(content_type, &self.gateway.api.binary_media_types);
        let body = payload::of_request(&self.request.body, is_binary, integration.content_handling);
        let body = match body {
            Ok(body) => body,
            Err(payload::NotBase64) => return Err(self.log.not_base64()),
        };
        let Some(template) = template else {
            return Ok((body, RequestOverride::default()));
        };
        let Payload::Text(body) = body else {
            return Err(self.log.template_of_binary("request"));
        };
        let mapped = match template {
            Ok(template) => {
                let inputs = self.inputs(&body);
                mapping::run(template, &inputs, &self.context)
            }
            Err(error) => Err(error.clone()),
        };
        match mapped {
            Ok(mapped) => Ok((Payload::Text(mapped.text), mapped.overrides.request)),
            Err(error) => Err(self.log.template_failed("request", &error)),
        }
    }

    /// The inputs of this call's templates.
    pub(super) fn inputs(&self, body: &str) -> Inputs {
        Inputs {
            body: body.into(),
            params: self.params.clone(),
            stage_variables: self.gateway.api.stage_variables.clone(),
            context: self.context.clone(),
        }
    }

    /// The request to an AWS service.
    pub(super) fn integration_request(
        &self,
        method: &Method,
        service: &str,
        action: &str,
        mapped: MappedRequest,
    ) -> IntegrationRequest {
        let environment = self.environment;
        let mut headers = vec![
            (
                "x-amzn-apigateway-api-id".to_owned(),
                environment.api_id.clone(),
            ),
            ("Accept".to_owned(), "application/json".to_owned()),
            (
                "User-Agent".to_owned(),
                format!("AmazonAPIGateway_{}", environment.api_id),
            ),
            ("Content-Type".to_owned(), "application/json".to_owned()),
        ];
        headers::merge(&mut headers, mapped.headers);
        let mut query = vec![("Action".to_owned(), action.to_owned())];
        query.extend(mapped.query);
        IntegrationRequest {
            resource_path: method.path.clone(),
            http_method: method.http_method.clone(),
            service: service.to_owned(),
            action: action.to_owned(),
            uri: format!(
                "https://{service}.{}.amazonaws.com/?{}",
                environment.region,
                query::encoded(&query)
            ),
            headers,
            body: mapped.body,
        }
    }
}

/// The response of a mock integration: the status of its request, and no body.
pub(super) fn mock(request: &str, log: &mut Log) -> Result<ServiceAnswer, Rejection> {
    let status = match json::read(&request.into()) {
        Ok(Value::Map(map)) => match map.get("statusCode") {
            Some(Value::Integer(status)) => u16::try_from(status).ok(),
            Some(Value::String(status)) => status.parse().ok(),
            _ => None,
        },
        _ => None,
    };
    match status {
        Some(status) => Ok(ServiceAnswer {
            status,
            ..ServiceAnswer::default()
        }),
        None => Err(log.misconfigured(
            "Unable to parse statusCode. It should be an integer that is defined in the request \
             template.",
        )),
    }
}
