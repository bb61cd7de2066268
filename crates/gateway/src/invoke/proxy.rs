//! Proxy integrations: the caller's request as it is, or as an event of a Lambda function, and the response as it is.
//!
//! Source: AWS's [input and output of a Lambda proxy][event].
//!
//! [event]: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html

use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed};

use super::rejection::{Kind, Rejection};
use super::{Call, IntegrationRequest, ServiceAnswer, headers, values};
use crate::api::{IntegrationKind, Method};
use crate::json;
use crate::variables::{multiple, single};
use exchange::Response;

/// The two types of proxies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Proxy<'a> {
    /// `AWS_PROXY`, of a Lambda function.
    Lambda(&'a str),
    /// `HTTP_PROXY`.
    Http(&'a str),
}

impl Proxy<'_> {
    /// The proxy of an integration's type.
    pub(super) fn of(kind: &IntegrationKind) -> Option<Proxy<'_>> {
        let IntegrationKind::Other(what) = kind else {
            return None;
        };
        match what.split(' ').next() {
            Some("AWS_PROXY") => Some(Proxy::Lambda(what)),
            Some("HTTP_PROXY") => Some(Proxy::Http(what)),
            _ => None,
        }
    }
}

impl Call<'_> {
    /// The request of a proxy integration.
    #[inline(never)]
    pub(super) fn proxy_request(&self, method: &Method, proxy: Proxy<'_>) -> IntegrationRequest {
        let (uri, headers, body) = match proxy {
            Proxy::Lambda(what) => (self.uri(what, &[], &[]), Vec::new(), self.event(method)),
            Proxy::Http(what) => {
                // A mapping that reads a broken body is no part of a proxy.
                let mapped = self.parameters(method).ok();
                let (path, new, added) = mapped.map_or_else(Default::default, |mapped| {
                    (mapped.path, mapped.headers, mapped.query)
                });
                let mut all = self.params.header.clone();
                all.retain(|(name, _)| !name.eq_ignore_ascii_case("Host"));
                headers::merge(&mut all, new);
                let query = [self.params.querystring.clone(), added].concat();
                let uri = self.uri(what, &path, &query);
                (uri, all, self.request.body.clone())
            }
        };
        IntegrationRequest {
            resource_path: method.path.clone(),
            http_method: method.http_method.clone(),
            uri,
            headers,
            body,
            ..IntegrationRequest::default()
        }
    }

    /// The event of a Lambda function.
    fn event(&self, method: &Method) -> String {
        let or_null = |pairs: &[(String, String)], value: Value| match pairs.is_empty() {
            true => Value::Null,
            false => value,
        };
        let params = &self.params;
        let body = &self.request.body;
        let context = match self.context.value() {
            Value::Map(map) => {
                let entries = map.entries();
                let entries = entries
                    .iter()
                    .filter_map(|(name, value)| match name.plain() {
                        Some(name) if name.as_str().ends_with("Override") => None,
                        Some(name) => Some((name.as_str().to_owned(), value.clone())),
                        None => None,
                    });
                object(entries)
            }
            other => other,
        };
        let variables = &self.gateway.api.stage_variables;
        let members = [
            ("resource", Value::from(method.path.as_str())),
            ("path", self.request.path.as_str().into()),
            ("httpMethod", self.request.method.as_str().into()),
            ("headers", or_null(&params.header, single(&params.header))),
            (
                "multiValueHeaders",
                or_null(&params.header, multiple(&params.header)),
            ),
            (
                "queryStringParameters",
                or_null(&params.querystring, single(&params.querystring)),
            ),
            (
                "multiValueQueryStringParameters",
                or_null(&params.querystring, multiple(&params.querystring)),
            ),
            (
                "pathParameters",
                or_null(&params.path, single(&params.path)),
            ),
            ("stageVariables", or_null(variables, single(variables))),
            ("requestContext", context),
            (
                "body",
                match body.is_empty() {
                    true => Value::Null,
                    false => body.as_str().into(),
                },
            ),
            ("isBase64Encoded", Value::Bool(false)),
        ];
        let members = members.map(|(name, value)| (name.to_owned(), value));
        json::write(&object(members.into_iter())).unwrap_or_default()
    }

    /// The response to the caller.
    #[inline(never)]
    pub(super) fn proxy_response(
        &mut self,
        proxy: Proxy<'_>,
        answer: ServiceAnswer,
    ) -> Result<Response, Rejection> {
        let mut response = match proxy {
            Proxy::Http(_) => Response {
                status: answer.status,
                headers: answer.headers,
                body: answer.body,
            },
            Proxy::Lambda(_) => match of_function(&answer.body) {
                Some(response) => response,
                None => {
                    self.log.line(
                        "Execution failed due to configuration error: Malformed Lambda proxy response",
                    );
                    return Err(Rejection::new(Kind::MalformedProxyResponse));
                }
            },
        };
        headers::remap_of_proxy(&mut response.headers);
        self.log
            .method_response(&response.body, &response.headers, response.status);
        response.headers.push((
            "x-amzn-RequestId".to_owned(),
            self.environment.request_id.clone(),
        ));
        Ok(response)
    }
}

fn object(members: impl Iterator<Item = (String, Value)>) -> Value {
    let map = Map::new(Printed::Java, Order::Insertion);
    for (name, value) in members {
        map.insert(name, value);
    }
    Value::Map(Rc::new(map))
}

/// The response that a function's output describes: `{statusCode, headers, multiValueHeaders, body}`.
fn of_function(output: &str) -> Option<Response> {
    let Ok(Value::Map(output)) = json::read(&output.into()) else {
        return None;
    };
    let status = match output.get("statusCode")? {
        Value::Integer(status) => u16::try_from(status).ok()?,
        Value::String(status) => status.as_str().parse().ok()?,
        _ => return None,
    };
    if !(100..600).contains(&status) {
        return None;
    }
    let text = |value: &Value| match value {
        Value::Null => None,
        value => Some(value.print().ok()?.as_str().to_owned()),
    };
    let mut all = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    for part in ["headers", "multiValueHeaders"] {
        let Some(Value::Map(part)) = output.get(part) else {
            continue;
        };
        for (name, value) in part.entries().iter() {
            let found = match value {
                Value::List(list) => list.items().iter().filter_map(text).collect(),
                value => text(value).into_iter().collect(),
            };
            if let Some(name) = text(name) {
                values::set_header(&mut all, &name, found);
            }
        }
    }
    Some(Response {
        status,
        headers: all,
        body: match output.get("body") {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(body)) => body.as_str().to_owned(),
            // An object as body is the most frequent mistake.
            Some(_) => return None,
        },
    })
}
