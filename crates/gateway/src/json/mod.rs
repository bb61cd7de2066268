//! JSON as API Gateway reads and writes it.
//!
//! The gateway's Java building blocks are json-smart's: its reader in the permissive mode that
//! Jayway's JSONPath asks for, its writer in the style `LT_COMPRESS`. Both were measured against
//! json-smart 2 itself; the lenient corners are listed at [`read`].

mod error;
mod members;
mod number;
mod place;
mod read;
mod unescaped;
mod write;

pub use error::Error;
pub use read::read;
pub(crate) use read::read_within;
pub use write::write;
pub(crate) use write::write_within;

pub(crate) use number::as_f64;
