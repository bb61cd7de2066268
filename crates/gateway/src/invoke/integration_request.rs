//! Mapping of the method request to the integration request.

use vtl::Value;

use super::compiled::CompiledMethod;
use super::log::Log;
use super::rejection::{Kind, Rejection};
use super::{Call, IntegrationRequest, ServiceAnswer, media, values};
use crate::api::{Method, PassthroughBehavior};
use crate::json;
use crate::mapping::{self, Inputs, RequestOverride};

/// A mapped body with the overrides of its template.
pub(super) struct MappedRequest {
    pub(super) body: String,
    overrides: RequestOverride,
}

impl Call<'_> {
    /// Selects the template by the body's MIME type and renders it.
    pub(super) fn map_request(
        &mut self,
        method: &Method,
        compiled: &CompiledMethod,
    ) -> Result<MappedRequest, Rejection> {
        let templates = &compiled.request_templates;
        let mime = media::mime(self.request.header("Content-Type"));
        let template = match media::find(templates, &mime) {
            Some((_, template)) => template.as_ref(),
            None => {
                let passes = match method.integration.passthrough_behavior {
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
        let Some(template) = template else {
            let body = self.request.body.clone();
            return Ok(MappedRequest {
                body,
                overrides: RequestOverride::default(),
            });
        };
        let mapped = match template {
            Ok(template) => {
                let inputs = self.inputs(&self.request.body);
                mapping::run(template, &inputs, &self.context)
            }
            Err(error) => Err(error.clone()),
        };
        match mapped {
            Ok(mapped) => Ok(MappedRequest {
                body: mapped.text,
                overrides: mapped.overrides.request,
            }),
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
        let mut query = vec![("Action".to_owned(), action.to_owned())];
        for (to, from) in &method.integration.request_parameters {
            let Some(value) = values::method_value(from, self) else {
                continue;
            };
            if let Some(name) = to.strip_prefix("integration.request.header.") {
                values::set_header(&mut headers, name, vec![value]);
            } else if let Some(name) = to.strip_prefix("integration.request.querystring.") {
                query.push((name.to_owned(), value));
            }
        }
        values::set_headers(&mut headers, mapped.overrides.headers);
        values::set_parameters(&mut query, mapped.overrides.querystring);
        let query: Vec<_> = query
            .iter()
            .map(|(name, value)| {
                let encode = crate::encoding::url_encode;
                format!("{}={}", encode(name), encode(value))
            })
            .collect();
        IntegrationRequest {
            resource_path: method.path.clone(),
            http_method: method.http_method.clone(),
            service: service.to_owned(),
            action: action.to_owned(),
            uri: format!(
                "https://{service}.{}.amazonaws.com/?{}",
                environment.region,
                query.join("&")
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
