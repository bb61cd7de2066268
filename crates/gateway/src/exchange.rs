//! One call of an API and its answer. Local or deployed, every view draws this.

use crate::schema::Invalid;

/// What a caller sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path below the stage, with its leading `/`.
    pub path: String,
    /// The query string's parameters, decoded, in order.
    pub query: Vec<(String, String)>,
    /// The headers, in order, with the caller's spelling of their names.
    pub headers: Vec<(String, String)>,
    /// The body; empty where there is none.
    pub body: String,
}

/// What the caller gets back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Request {
    /// The first header of that name, upper and lower case alike.
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }
}

impl Response {
    /// The first header of that name, upper and lower case alike.
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

/// What passed between API Gateway and the service behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// The integration request's body, as the request template made it.
    pub request: String,
    /// The service's HTTP status.
    pub status: u16,
    /// The service's answer, before the response template.
    pub response: String,
}

/// One call, from the caller's request to the answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub response: Response,
    /// What passed behind the gateway; `None` where nothing did, or where it can't be seen (a
    /// deployed API shows only its answer).
    pub endpoint: Option<Endpoint>,
    /// The execution log, a line each, in the wording of API Gateway's test pane; empty for a
    /// deployed API.
    pub log: Vec<String>,
    /// What the request's validation found wrong with the body; empty where the body was taken, or
    /// not validated.
    pub invalid: Vec<Invalid>,
    /// How long it took, in milliseconds, where that was measured.
    pub milliseconds: Option<f64>,
}
