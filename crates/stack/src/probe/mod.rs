//! Template of an API that shows how API Gateway runs mapping templates.
//!
//! Its methods are mocks, a path for each [`ProbeCase`]: they reach no data, need no role, and deleting the stack removes all of it. What
//! a call of them should give is what this project's engine gives for the same template.
//!
//! A mock's response template sees the parameters and `$context`, but no body. So a case runs in one of these ways:
//!
//! - as the response template itself, if it needs no body;
//! - in a quoted text of the request template, which sees the body, and hands its output over in
//!   `$context.requestOverride.path`;
//! - in a block of the request template, which does so, for templates of several lines;
//! - with an integration of its own, for questions about calls.
//!
//! Templates that API Gateway may reject at the deployment are no cases: one of them would keep all others from being deployed.

mod case;
mod cases;
mod template;

pub use case::ProbeCase;
pub use cases::probe_cases;
pub use template::{PROBE_OUTPUT, PROBE_STACK, probe_api, probe_template, probe_text};
