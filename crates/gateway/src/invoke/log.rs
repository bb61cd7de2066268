//! Execution log in the wording of API Gateway's test pane.

use std::fmt::Write as _;

use super::rejection::{Kind, Rejection};
use super::{IntegrationRequest, ServiceAnswer};
use crate::environment::Environment;
use crate::mapping::MappingError;
use crate::variables::Params;
use exchange::Request;

#[derive(Debug, Default)]
pub(super) struct Log {
    pub(super) lines: Vec<String>,
}

/// A map in Java's notation: `{a=b, c=d}`.
fn map(pairs: &[(String, String)]) -> String {
    let mut text = String::from("{");
    for (at, (name, value)) in pairs.iter().enumerate() {
        let between = if at > 0 { ", " } else { "" };
        // Writing to a string can't fail.
        let _ = write!(text, "{between}{name}={value}");
    }
    text.push('}');
    text
}

impl Log {
    pub(super) fn line(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    pub(super) fn start(
        &mut self,
        environment: &Environment,
        request: &Request,
        resource_path: &str,
        params: &Params,
        is_binary: bool,
    ) {
        let id = &environment.request_id;
        self.line(format!("Execution log for request {id}"));
        self.line(format!("Starting execution for request: {id}"));
        self.line(format!(
            "HTTP Method: {}, Resource Path: {resource_path}",
            request.method
        ));
        self.line(format!("Method request path: {}", map(&params.path)));
        self.line(format!(
            "Method request query string: {}",
            map(&params.querystring)
        ));
        let headers: Vec<_> = params
            .header
            .iter()
            .map(|(name, value)| (name.clone(), secret(name, value)))
            .collect();
        self.line(format!("Method request headers: {}", map(&headers)));
        let body = match is_binary {
            true => "[Binary Data]",
            false => &request.body,
        };
        self.line(format!(
            "Method request body before transformations: {body}"
        ));
    }

    pub(super) fn endpoint_request(&mut self, call: &IntegrationRequest) {
        self.line(format!("Endpoint request URI: {}", call.uri));
        self.line(format!("Endpoint request headers: {}", map(&call.headers)));
        self.line(format!(
            "Endpoint request body after transformations: {}",
            call.body
        ));
        self.line(format!("Sending request to {}", call.uri));
    }

    pub(super) fn endpoint_response(&mut self, answer: &ServiceAnswer) {
        self.line(format!(
            "Received response. Status: {}, Integration latency: {} ms",
            answer.status, answer.milliseconds
        ));
        self.line(format!(
            "Endpoint response headers: {}",
            map(&answer.headers)
        ));
        self.line(format!(
            "Endpoint response body before transformations: {}",
            answer.body
        ));
    }

    pub(super) fn method_response(
        &mut self,
        body: &str,
        headers: &[(String, String)],
        status: u16,
    ) {
        self.line(format!(
            "Method response body after transformations: {body}"
        ));
        self.line(format!("Method response headers: {}", map(headers)));
        self.line("Successfully completed execution");
        self.line(format!("Method completed with status: {status}"));
    }

    /// Logs an error of the definition, which the caller sees only as a 500.
    pub(super) fn misconfigured(&mut self, message: &str) -> Rejection {
        self.line(format!(
            "Execution failed due to configuration error: {message}"
        ));
        Rejection::new(Kind::ApiConfigurationError)
    }

    /// Logs that a template has no text to map.
    pub(super) fn template_of_binary(&mut self, what: &str) -> Rejection {
        let rejection = self.misconfigured(&format!("Unable to transform {what}"));
        self.line(
            "Mapping template: the payload is binary, without ContentHandling CONVERT_TO_TEXT",
        );
        rejection
    }

    /// Logs that a text can't be decoded.
    pub(super) fn not_base64(&mut self) -> Rejection {
        self.misconfigured("Unable to base64 decode the body.")
    }

    /// Logs the failure of a template. The first line is AWS's, the second is ours.
    pub(super) fn template_failed(&mut self, what: &str, error: &MappingError) -> Rejection {
        let rejection = self.misconfigured(&format!("Unable to transform {what}"));
        self.line(format!("Mapping template: {error}"));
        rejection
    }
}

/// A header's value; of a secret only its last six characters, as AWS logs API keys.
fn secret(name: &str, value: &str) -> String {
    if !name.eq_ignore_ascii_case("x-api-key") && !name.eq_ignore_ascii_case("authorization") {
        return value.to_owned();
    }
    let length = value.chars().count();
    let shown = if length > 12 { 6 } else { 0 };
    let tail: String = value.chars().skip(length - shown).collect();
    format!("{}{tail}", "*".repeat((length - shown).min(40)))
}
