//! A call of an API: request, response, and what happened between, of a local or a deployed API.
//!
//! The types are plain, so that the console and its engine, two programs, can pass calls to each other (`serde`).

use serde::{Deserialize, Serialize};

/// The caller's request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path below the stage, with its leading `/`.
    pub path: String,
    /// The query string's parameters, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The headers, in order, with the caller's spelling of their names.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: String,
}

/// The response to the caller.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// The first header of that name, case-insensitive.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl Response {
    /// The first header of that name, case-insensitive.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.as_str())
}

/// The integration's request and response.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoint {
    /// The integration request's body: the output of the request template.
    pub request: String,
    /// The service's HTTP status.
    pub status: u16,
    /// The service's response, before the response template.
    pub response: String,
}

/// One call, from the caller's request to the response.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exchange {
    /// The request.
    pub request: Request,
    /// The response.
    pub response: Response,
    /// The integration's part; `None` if the call did not reach it, or for a deployed API, which does not show it.
    pub endpoint: Option<Endpoint>,
    /// The lines of the execution log, as in API Gateway's test pane; empty for a deployed API.
    pub log: Vec<String>,
    /// The body's validation errors; empty if the body is valid or was not validated.
    pub invalid: Vec<Invalid>,
    /// The duration in milliseconds, if measured.
    pub milliseconds: Option<f64>,
}

/// A validation error of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// The location, as a JSON pointer (RFC 6901): `/experience/past/0`; empty for the whole body. A missing member is
    /// reported for its object.
    pub pointer: String,
    /// The message.
    pub message: String,
}
