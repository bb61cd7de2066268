//! Mapping of the service's response to the method response.

use super::compiled::{CompiledMethod, CompiledResponse};
use super::rejection::Rejection;
use super::{Call, ServiceAnswer, media, values};
use crate::api::{IntegrationResponse, Method};
use crate::exchange::Response;
use crate::mapping;

impl Call<'_> {
    /// Selects the integration response by the status, renders its template, sets the headers.
    pub(super) fn map_response(
        &mut self,
        method: &Method,
        compiled: &CompiledMethod,
        answer: ServiceAnswer,
    ) -> Result<Response, Rejection> {
        let responses = method.integration.responses.iter().zip(&compiled.responses);
        let Some((response, compiled)) = select(responses, answer.status) else {
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
        let (mime, template) =
            match media::accepted(&compiled.templates, self.request.header("Accept")) {
                Some((mime, template)) => (mime.as_str(), template.as_ref()),
                None => ("application/json", None),
            };
        let mut overrides = None;
        let body = match template {
            None => answer.body.clone(),
            Some(Err(error)) => return Err(self.log.template_failed("response", error)),
            Some(Ok(template)) => {
                let inputs = self.inputs(&answer.body);
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
            if let Some(name) = to.strip_prefix("method.response.header.")
                && let Some(value) = values::response_value(from, &answer, self)
            {
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

/// The first response whose pattern matches the whole status, else the default response.
fn select<'a>(
    responses: impl Iterator<Item = (&'a IntegrationResponse, &'a CompiledResponse)> + Clone,
    status: u16,
) -> Option<(&'a IntegrationResponse, &'a CompiledResponse)> {
    let status = status.to_string();
    let matching = responses
        .clone()
        .find(|(_, compiled)| match &compiled.pattern {
            Some(Ok(pattern)) => pattern.matches(&status).unwrap_or(false),
            _ => false,
        });
    matching.or_else(|| {
        responses
            .clone()
            .find(|(_, compiled)| compiled.pattern.is_none())
    })
}
