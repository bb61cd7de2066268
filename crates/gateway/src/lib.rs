//! Amazon API Gateway REST: mapping templates, JSONPath and one method invocation.
//!
//! - [`mapping`] renders one mapping template: what the console's preview calls.
//! - [`Gateway`] calls an API by its definition, with an execution log.
//! - [`jsonpath`] and [`json`] are the parts of `$input`.
//!
//! ```
//! use gateway::mapping::{Inputs, MappingTemplate, render};
//!
//! let template = MappingTemplate::parse("#foreach($n in $input.path('$.names'))<$n>#end")?;
//! let inputs = Inputs { body: r#"{"names": ["Ada", "Bob"]}"#.into(), ..Inputs::default() };
//! assert_eq!(render(&template, &inputs)?.text, "<Ada><Bob>");
//! # Ok::<(), gateway::mapping::MappingError>(())
//! ```
//!
//! # Scope of this crate
//!
//! Integrations of the types `MOCK` and `AWS` with an action run; others show the request that would be sent, and have a
//! prepared answer or none. Models validate bodies; usage plans limit API keys, by a
//! [`Usage`] that the caller keeps. Signatures and tokens are required, but not verified. Nothing here reads a clock,
//! generates ids or uses a network: times and ids are in the [`Environment`], and the caller provides the integrated
//! [`Service`].

mod api;
mod encoding;
mod environment;
mod invoke;
pub mod json;
pub mod jsonpath;
pub mod mapping;
mod pattern;
mod query;
mod schema;
mod usage;
mod variables;

pub use api::{
    Api, ContentHandling, GatewayResponse, Integration, IntegrationKind, IntegrationResponse,
    Method, MethodResponse, Model, PassthroughBehavior, Period, PlanKey, Quota, RequestValidator,
    Throttle, UsagePlan,
};
pub use environment::{ApiKey, Environment};
pub use exchange::{Endpoint, Exchange, Invalid, Request, Response};
pub use invoke::{
    Gateway, IntegrationRequest, MAX_HEADERS, MAX_PAYLOAD, Problem, Service, ServiceAnswer, invoke,
};
pub use usage::Usage;

/// Headers with rules of their own.
pub mod headers {
    pub use crate::invoke::headers::{is_hidden, is_rejected, is_remapped};
}
