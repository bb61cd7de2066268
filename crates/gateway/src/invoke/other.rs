//! Requests of integrations that are not an AWS service's action: HTTP endpoints, Lambda functions, services by their path.

use super::integration_request::MappedRequest;
use super::{Call, IntegrationRequest, headers};
use crate::api::Method;
use crate::query;

impl Call<'_> {
    /// The request of an integration such as `HTTP https://example.org/{id}`.
    pub(super) fn other_request(
        &self,
        method: &Method,
        what: &str,
        mapped: MappedRequest,
    ) -> IntegrationRequest {
        let own = |name: &str, value: String| (name.to_owned(), value);
        let mut headers = vec![
            own("x-amzn-apigateway-api-id", self.environment.api_id.clone()),
            own("Accept", "application/json".to_owned()),
            own(
                "User-Agent",
                format!("AmazonAPIGateway_{}", self.environment.api_id),
            ),
        ];
        headers::merge(&mut headers, mapped.headers);
        IntegrationRequest {
            resource_path: method.path.clone(),
            http_method: method.http_method.clone(),
            uri: self.uri(what, &mapped.path, &mapped.query),
            headers,
            body: mapped.body,
            ..IntegrationRequest::default()
        }
    }

    /// The URI with its parameters, stage variables and query string.
    pub(super) fn uri(
        &self,
        what: &str,
        path: &[(String, String)],
        query: &[(String, String)],
    ) -> String {
        let uri = what.split_once(' ').map_or("", |(_, uri)| uri);
        let uri = service_address(uri).unwrap_or_else(|| uri.to_owned());
        let uri = replaced(&uri, &|name| {
            let pairs = match name.strip_prefix("stageVariables.") {
                Some(_) => &self.gateway.api.stage_variables,
                None => path,
            };
            let name = name.strip_prefix("stageVariables.").unwrap_or(name);
            let mut pairs = pairs.iter().rev();
            pairs
                .find(|(n, _)| n == name)
                .map(|(_, value)| value.as_str())
        });
        let between = match (query.is_empty(), uri.contains('?')) {
            (true, _) => "",
            (false, true) => "&",
            (false, false) => "?",
        };
        format!("{uri}{between}{}", query::encoded(query))
    }
}

/// The address of `arn:aws:apigateway:REGION:SERVICE:path/PATH`.
fn service_address(uri: &str) -> Option<String> {
    let parts: Vec<&str> = uri.splitn(6, ':').collect();
    let ["arn", _, "apigateway", region, service, path] = parts[..] else {
        return None;
    };
    let path = path.strip_prefix("path/")?;
    Some(format!("https://{service}.{region}.amazonaws.com/{path}"))
}

/// The text with `{name}`, and `${stageVariables.name}`, replaced; unknown names stay.
fn replaced<'v>(text: &str, value: &dyn Fn(&str) -> Option<&'v str>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let found = after.split_once('}').and_then(|(name, behind)| {
            let value = value(name)?;
            Some((value, behind))
        });
        match found {
            Some((value, behind)) => {
                out.push_str(before.strip_suffix('$').unwrap_or(before));
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push_str(before);
                out.push('{');
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
    fn addresses() {
        let value = |name: &str| match name {
            "id" => Some("a/b"),
            "stageVariables.host" => Some("h.example"),
            _ => None,
        };
        for (text, address) in [
            ("https://x/{id}/{none}/{id}", "https://x/a/b/{none}/a/b"),
            ("http://${stageVariables.host}/{", "http://h.example/{"),
            ("${id}", "a/b"),
            ("", ""),
        ] {
            assert_eq!(replaced(text, &value), address);
        }
        let queue = "arn:aws:apigateway:eu-west-1:sqs:path/123456789012/q";
        assert_eq!(
            service_address(queue).as_deref(),
            Some("https://sqs.eu-west-1.amazonaws.com/123456789012/q")
        );
        assert_eq!(service_address("https://example.org"), None);
    }
}
