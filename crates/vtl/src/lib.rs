//! The Velocity Template Language, as Apache Velocity 1.7 and as API Gateway run it.

pub mod value;

pub use value::{Object, Thrown, Value};
