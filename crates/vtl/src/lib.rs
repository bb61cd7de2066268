//! The Velocity Template Language, as Apache Velocity 1.7 and as API Gateway run it.

mod ast;
mod context;
mod error;
mod eval;
mod java;
mod lex;
mod methods;
mod names;
mod parse;
mod rules;
mod span;
mod template;
pub mod value;

pub use context::{Context, Limits};
pub use error::{Diagnostic, Error, ErrorKind};
pub use rules::Dialect;
pub use span::Span;
pub use template::{Rendered, Template};
pub use value::{Object, Thrown, Value};
