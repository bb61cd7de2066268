//! Mapping of the service's response to the method response.

use super::compiled::{CompiledMethod, CompiledResponse};
use super::payload::{self, Payload};
use super::rejection::Rejection;
use super::{Call, ServiceAnswer, headers, media, values};
use crate::api::{IntegrationKind, IntegrationResponse, Method};
use crate::json;
use crate::mapping;
use exchange::Response;

impl Call<'_> {
    /// Selects the integration response by the status, renders its template, sets the headers.
    pub(super) fn map_response(
        &mut self,
        method: &Method,
        compiled: &CompiledMethod,
        answer: ServiceAnswer,
    ) -> Result<Response, Rejection> {
        let responses = method.integration.responses.iter().zip(&compiled.responses);
        // Of a function it is its error, not the status.
        let text = match &method.integration.kind {
            IntegrationKind::Other(what) if what.contains(":lambda:path/") => {
                error_of_function(&answer.body)
            }
            _ => answer.status.to_string(),
        };
        let Some((response, compiled)) = select(responses, &text, answer.status) else {
            return Err(self.log.misconfigured(&format!(
                "No match for output mapping and no default output mapping configured. Endpoint \
                 Response Status Code: {}",
                answer.status
            )));
        };
        if !method.responses.iter().any(|r| r.status == response.status) {
            return Err(self.log.misconfigured(&format!(
                "Output mapping refers to an invalid method response: {}",
                response.status
            )));
        }
        let accept = headers::last(&self.request.headers, "Accept");
        let (mime, template) = match media::accepted(&compiled.templates, accept) {
            Some((mime, template)) => (mime.as_str(), template.as_ref()),
            None => ("application/json", None),
        };
        let is_binary = |header| payload::is_binary(header, &self.gateway.api.binary_media_types);
        let body = payload::of_response(
            &answer.body,
            is_binary(headers::last(&answer.headers, "Content-Type")),
            is_binary(accept),
            response.content_handling,
        );
        let body = match body {
            Ok(body) => body,
            Err(payload::NotBase64) => return Err(self.log.not_base64()),
        };
        let mut overrides = None;
        let body = match template {
            None => body.into_text(),
            Some(Err(error)) => return Err(self.log.template_failed("response", error)),
            Some(Ok(template)) => {
                let Payload::Text(body) = body else {
                    return Err(self.log.template_of_binary("response"));
                };
                let inputs = self.inputs(&body);
                match mapping::run(template, &inputs, &self.context) {
                    Ok(mapped) => {
                        overrides = Some(mapped.overrides.response);
                        mapped.text
                    }
                    Err(error) => return Err(self.log.template_failed("response", &error)),
                }
            }
        };
        let mut headers = vec![("Content-Type".to_owned(), mime.to_owned())];
        for (to, from) in &response.parameters {
            let Some(name) = to.strip_prefix("method.response.header.") else {
                continue;
            };
            let found = match values::response_value(from, &answer, self) {
                Ok(found) => found,
                Err(values::BrokenBody) => {
                    return Err(self.log.misconfigured("Invalid JSON in response body"));
                }
            };
            if let Some(value) = values::joined(found) {
                values::set_header(&mut headers, name, vec![value]);
            }
        }
        let overrides = match overrides {
            Some(overrides) => overrides,
            // The request template can have set some.
            None => match mapping::overrides(&self.context) {
                Ok(overrides) => overrides.response,
                Err(error) => return Err(self.log.template_failed("response", &error)),
            },
        };
        values::set_headers(&mut headers, overrides.headers);
        headers::remap(&mut headers);
        let status = overrides.status.unwrap_or(response.status);
        self.log.method_response(&body, &headers, status);
        headers.push((
            "x-amzn-RequestId".to_owned(),
            self.environment.request_id.clone(),
        ));
        Ok(Response {
            status,
            headers,
            body,
        })
    }
}

/// The response whose pattern matches the whole text; of several ones that of the very status, else the first. Without
/// a match the default response.
fn select<'a>(
    responses: impl Iterator<Item = (&'a IntegrationResponse, &'a CompiledResponse)> + Clone,
    text: &str,
    status: u16,
) -> Option<(&'a IntegrationResponse, &'a CompiledResponse)> {
    let matches = |compiled: &CompiledResponse| match &compiled.pattern {
        Some(Ok(pattern)) => pattern.matches(text).unwrap_or(false),
        _ => false,
    };
    let matching = || {
        let responses = responses.clone();
        responses.filter(|(_, compiled)| matches(compiled))
    };
    let mut by_default = responses
        .clone()
        .filter(|(_, compiled)| compiled.pattern.is_none());
    matching()
        .find(|(response, _)| response.status == status)
        .or_else(|| matching().next())
        .or_else(|| by_default.next())
}

/// The `errorMessage` of a Lambda function's output; empty without an error.
#[inline(never)]
fn error_of_function(output: &str) -> String {
    let output = json::read(&output.into());
    let message = match output {
        Ok(vtl::Value::Map(map)) => map.get("errorMessage"),
        _ => None,
    };
    match message {
        Some(vtl::Value::String(message)) => message.as_str().to_owned(),
        _ => String::new(),
    }
}
