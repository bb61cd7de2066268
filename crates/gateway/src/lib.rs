//! Amazon API Gateway REST: mapping templates, JSONPath and one method invocation.
//!
//! - [`mapping`] renders one mapping template: what the console's preview calls.
//! - [`Gateway`] calls an API as its definition says, and logs what it does.
//! - [`jsonpath`] and [`json`] are what `$input` stands on, for whoever needs them alone.
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
//! Integrations of the types `MOCK` and `AWS`. Signatures and tokens are asked for, not verified.
//! Nothing here reads a clock, makes ids or touches a network: times and ids come in with the
//! [`Environment`], and a [`Service`] stands behind the gateway.

mod api;
mod environment;
mod exchange;
mod invoke;
pub mod json;
pub mod jsonpath;
pub mod mapping;
mod pattern;
mod variables;

pub use api::{
    Api, GatewayResponse, Integration, IntegrationKind, IntegrationResponse, Method,
    MethodResponse, PassthroughBehavior,
};
pub use environment::{ApiKey, Environment};
pub use exchange::{Endpoint, Exchange, Request, Response};
pub use invoke::{
    Gateway, IntegrationRequest, MAX_PAYLOAD, Problem, Service, ServiceAnswer, invoke,
};
