//! Amazon API Gateway REST: mapping templates, JSONPath and one method invocation.

mod api;
mod exchange;
pub mod json;
pub mod jsonpath;
mod pattern;

pub use api::{
    Api, GatewayResponse, Integration, IntegrationKind, IntegrationResponse, Method,
    MethodResponse, PassthroughBehavior,
};
pub use exchange::{Endpoint, Exchange, Request, Response};
