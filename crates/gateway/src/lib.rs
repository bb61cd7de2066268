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
//! Integrations of the types `MOCK` and `AWS` with an action. Bodies are validated by models, API keys
//! and what they may use by usage plans, with a [`Usage`] that the caller keeps. Signatures and tokens are asked for, not verified.
//! Nothing here reads a clock, makes ids or touches a network: times and ids come in with the
//! [`Environment`], and a [`Service`] stands behind the gateway.

mod api;
mod encoding;
mod environment;
mod exchange;
mod invoke;
pub mod json;
pub mod jsonpath;
pub mod mapping;
mod pattern;
mod schema;
mod usage;
mod variables;

pub use api::{
    Api, GatewayResponse, Integration, IntegrationKind, IntegrationResponse, Method,
    MethodResponse, Model, PassthroughBehavior, Period, PlanKey, Quota, RequestValidator, Throttle,
    UsagePlan,
};
pub use environment::{ApiKey, Environment};
pub use exchange::{Endpoint, Exchange, Request, Response};
pub use invoke::{
    Gateway, IntegrationRequest, MAX_HEADERS, MAX_PAYLOAD, Problem, Service, ServiceAnswer, invoke,
};
pub use schema::Invalid;
pub use usage::Usage;
