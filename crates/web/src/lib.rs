//! What two programs use of the browser: the console, in a page, and its engine, in a worker.
//!
//! A worker has no `window`, so that nothing here names it: the functions of the global scope are the same in both.

pub mod abort;
pub mod database;
mod error;
pub mod keys;
pub mod random;
pub mod rest;
pub mod tabs;
pub mod time;

pub use error::{StorageError, reason};
