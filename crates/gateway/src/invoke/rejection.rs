//! Gateway responses: those of rejected requests.
//!
//! Source: AWS's list of [gateway response types][types]. Their templates are not VTL: they only substitute variables.
//!
//! [types]: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html

use super::{Call, values};
use crate::api::GatewayResponse;
use crate::json;
use exchange::Response;

/// The reason why a request is rejected.
#[derive(Clone, Debug)]
pub(super) struct Rejection {
    pub(super) kind: Kind,
    /// Replaces the kind's message.
    pub(super) message: Option<String>,
    /// `$context.error.validationErrorString`.
    pub(super) detail: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    MissingAuthenticationToken,
    Unauthorized,
    InvalidApiKey,
    BadRequestParameters,
    BadRequestBody,
    /// A mapping reads a body that is broken JSON.
    BrokenBody,
    Throttled,
    QuotaExceeded,
    IntegrationTimeout,
    HeadersTooLarge,
    RequestTooLarge,
    UnsupportedMediaType,
    ApiConfigurationError,
    MalformedProxyResponse,
}

impl Kind {
    /// `ResponseType`, status, `x-amzn-ErrorType`, message.
    fn parts(self) -> (&'static str, u16, &'static str, &'static str) {
        match self {
            Kind::MissingAuthenticationToken => (
                "MISSING_AUTHENTICATION_TOKEN",
                403,
                "MissingAuthenticationTokenException",
                "Missing Authentication Token",
            ),
            Kind::Unauthorized => ("UNAUTHORIZED", 401, "UnauthorizedException", "Unauthorized"),
            Kind::InvalidApiKey => ("INVALID_API_KEY", 403, "ForbiddenException", "Forbidden"),
            Kind::BadRequestParameters => (
                "BAD_REQUEST_PARAMETERS",
                400,
                "BadRequestException",
                "Bad Request",
            ),
            Kind::BadRequestBody => (
                "BAD_REQUEST_BODY",
                400,
                "BadRequestException",
                "Invalid request body",
            ),
            Kind::BrokenBody => (
                "DEFAULT_4XX",
                400,
                "BadRequestException",
                "Invalid JSON in request body",
            ),
            Kind::Throttled => (
                "THROTTLED",
                429,
                "TooManyRequestsException",
                "Too Many Requests",
            ),
            Kind::QuotaExceeded => (
                "QUOTA_EXCEEDED",
                429,
                "LimitExceededException",
                "Limit Exceeded",
            ),
            Kind::IntegrationTimeout => (
                "INTEGRATION_TIMEOUT",
                504,
                "InternalServerErrorException",
                "Endpoint request timed out",
            ),
            Kind::HeadersTooLarge => (
                "REQUEST_TOO_LARGE",
                431,
                "BadRequestException",
                "HTTP header is larger than 10240 bytes.",
            ),
            Kind::RequestTooLarge => (
                "REQUEST_TOO_LARGE",
                413,
                "RequestEntityTooLargeException",
                "HTTP content length exceeded 10485760 bytes.",
            ),
            Kind::UnsupportedMediaType => (
                "UNSUPPORTED_MEDIA_TYPE",
                415,
                "BadRequestException",
                "Unsupported Media Type",
            ),
            Kind::MalformedProxyResponse => (
                "DEFAULT_5XX",
                502,
                "InternalServerErrorException",
                "Internal server error",
            ),
            Kind::ApiConfigurationError => (
                "API_CONFIGURATION_ERROR",
                500,
                "InternalServerErrorException",
                "Internal server error",
            ),
        }
    }
}

impl Rejection {
    pub(super) fn new(kind: Kind) -> Rejection {
        Rejection {
            kind,
            message: None,
            detail: None,
        }
    }
}

impl Call<'_> {
    /// The response to a rejected request, customized by the API's gateway responses.
    #[inline(never)]
    pub(super) fn reject(&mut self, rejection: &Rejection) -> Response {
        let (name, status, error_type, message) = rejection.kind.parts();
        let message = rejection.message.as_deref().unwrap_or(message);
        let fallback = if status < 500 {
            "DEFAULT_4XX"
        } else {
            "DEFAULT_5XX"
        };
        let shapes = &self.gateway.api.gateway_responses;
        let find = |name: &str| shapes.iter().find(|shape| shape.response_type == name);
        let shape = find(name).or_else(|| find(fallback));
        let status = shape.and_then(|shape| shape.status).unwrap_or(status);

        let quoted = json::write(&message.into()).unwrap_or_default();
        let value = |name: &str| values::method_value(name, self).map_or(None, values::joined);
        let text = |name: &str| match name {
            "context.error.message" => Some(message.to_owned()),
            "context.error.messageString" => Some(quoted.clone()),
            "context.error.validationErrorString" => {
                let detail = rejection.detail.clone().unwrap_or_default();
                let quoted = json::write(&detail.into()).unwrap_or_default();
                // Templates have the quotes themselves.
                let bare = quoted.strip_prefix('"').and_then(|q| q.strip_suffix('"'));
                Some(bare.unwrap_or_default().to_owned())
            }
            "context.error.responseType" => Some(name_of(rejection).to_owned()),
            other => value(other).or_else(|| {
                let known = ["context.", "stageVariables.", "method.request."];
                known
                    .iter()
                    .any(|start| other.starts_with(start))
                    .then(String::new)
            }),
        };
        // AWS writes a space behind the colon of some of them.
        let space = match rejection.kind {
            Kind::ApiConfigurationError
            | Kind::MalformedProxyResponse
            | Kind::BadRequestBody
            | Kind::BadRequestParameters
            | Kind::IntegrationTimeout => " ",
            _ => "",
        };
        let (mime, body) = match shape.and_then(|s| template(s, self.request.header("Accept"))) {
            Some((mime, template)) => (mime.as_str(), substitute(template, &text)),
            None => (
                "application/json",
                format!("{{\"message\":{space}{quoted}}}"),
            ),
        };
        let mut headers = vec![
            ("Content-Type".to_owned(), mime.to_owned()),
            (
                "x-amzn-RequestId".to_owned(),
                self.environment.request_id.clone(),
            ),
            ("x-amzn-ErrorType".to_owned(), error_type.to_owned()),
        ];
        for (to, from) in shape.map(|s| s.parameters.as_slice()).unwrap_or_default() {
            let Some(name) = to.strip_prefix("gatewayresponse.header.") else {
                continue;
            };
            let value = match values::quoted(from) {
                Some(value) => Some(value.to_owned()),
                None => text(from),
            };
            if let Some(value) = value {
                values::set_header(&mut headers, name, vec![value]);
            }
        }
        if !self.log.lines.is_empty() {
            self.log
                .line(format!("Method completed with status: {status}"));
        }
        Response {
            status,
            headers,
            body,
        }
    }
}

fn name_of(rejection: &Rejection) -> &'static str {
    rejection.kind.parts().0
}

fn template<'a>(shape: &'a GatewayResponse, accept: Option<&str>) -> Option<&'a (String, String)> {
    super::media::accepted(&shape.templates, accept)
}

/// Replaces `$name` and `${name}` by `value(name)`; unknown variables stay.
fn substitute(template: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let after = from.get(1..).unwrap_or_default();
        let (braced, name_start) = match after.strip_prefix('{') {
            Some(inner) => (true, inner),
            None => (false, after),
        };
        let name = name_start
            .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')))
            .and_then(|end| name_start.get(..end))
            .unwrap_or(name_start);
        let name = if braced {
            name
        } else {
            name.trim_end_matches('.')
        };
        let behind = name_start.get(name.len()..).unwrap_or_default();
        let behind = if braced {
            behind.strip_prefix('}')
        } else {
            Some(behind)
        };
        match (behind, value(name)) {
            (Some(behind), Some(value)) => {
                out.push_str(&value);
                rest = behind;
            }
            _ => {
                out.push('$');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_replaced_and_no_more() {
        let value = |name: &str| (name == "context.requestId").then(|| "r1".to_owned());
        for (template, text) in [
            ("id $context.requestId.", "id r1."),
            ("${context.requestId}x", "r1x"),
            ("${context.requestId", "${context.requestId"),
            ("$ #if($x)y#end $", "$ #if($x)y#end $"),
            ("é$context.requestId$context.requestId", "ér1r1"),
        ] {
            assert_eq!(substitute(template, &value), text);
        }
    }
}
