//! Shared helpers of tests.

// Not every test uses all of it.
#![allow(dead_code, clippy::unwrap_used)]

pub(crate) mod mapping;
pub(crate) mod pairs;
