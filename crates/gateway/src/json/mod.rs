//! JSON as API Gateway reads and writes it.
//!
//! The gateway's Java building blocks are json-smart's: its reader in the permissive mode that
//! Jayway's JSONPath asks for, its writer in the style `LT_COMPRESS`. Both were measured against
//! json-smart 2 itself; the lenient corners are listed at [`read`].

mod members;
mod number;
mod read;
mod unescaped;
mod write;

pub use read::{Error, read};
pub use write::write;

pub(crate) use number::as_f64;
