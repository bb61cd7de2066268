//! Shared by the tests of this workspace: golden files, random templates, the conformance protocol.
//!
//! The tools that compare and measure the engine are binaries of this crate: `cargo run -p testkit --bin NAME`.
//!
//! | binary | what it does |
//! |---|---|
//! | `hammer` | random templates for some seconds; fails at a panic, or if one takes too long |
//! | `differential` | random templates, answered by this engine and by another one |
//! | `mutants` | changed mapping templates on changed inputs, answered by this engine and by another one |
//! | `bench` | the time of one rendering |
//! | `burden` | time and memory of templates that use as much as the limits allow |

// Helpers of tests may panic.
#![allow(clippy::expect_used, clippy::unwrap_used)]

pub mod golden;
pub mod grammar;
pub mod messages;
pub mod sections;
pub mod shared;
pub mod values;

#[cfg(feature = "gateway")]
pub mod burdens;
#[cfg(feature = "gateway")]
pub mod conformance;
#[cfg(feature = "gateway")]
pub mod inputs;
#[cfg(feature = "gateway")]
pub mod mutants;
#[cfg(feature = "gateway")]
pub mod oracle;
#[cfg(feature = "gateway")]
pub mod questions;
#[cfg(feature = "gateway")]
pub mod splice;
