//! JSON as API Gateway reads and writes it.
//!
//! The gateway uses json-smart: its reader in the permissive mode of Jayway's JSONPath, its writer in the style
//! `LT_COMPRESS`. Both were compared with json-smart 2; [`read`] lists where the reader is lenient.

mod error;
mod members;
mod number;
mod read;
mod string;
mod unescaped;
mod write;

pub use error::Error;
pub use read::read;
pub(crate) use read::read_within;
pub use write::write;
pub(crate) use write::write_within;

pub(crate) use number::as_f64;
