//! A stack running on this machine: the API of a template over DynamoDB tables.
//!
//! ```
//! use emulator::Emulator;
//! use gateway::{Environment, Request};
//!
//! let template = stack::template(&stack::Options::default());
//! let mut emulator = Emulator::from_template(&template)?;
//! let request = Request {
//!     method: "POST".to_owned(),
//!     path: "/".to_owned(),
//!     headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
//!     body: r#"{"id": "ada", "name": "Ada Lovelace"}"#.to_owned(),
//!     ..Request::default()
//! };
//! // With the stack's API key.
//! let request = emulator.as_owner(request);
//! let exchange = emulator.invoke(request, &Environment::default());
//! assert_eq!((exchange.response.status, exchange.response.body.as_str()), (200, "{}"));
//! # Ok::<(), emulator::LoadError>(())
//! ```
//!
//! # Scope of this crate
//!
//! It connects other crates: `stack` reads the template, `gateway` runs its API and mapping templates, `dynamodb` is the
//! integration. This crate adds the role of a method and its permissions, and the headers of DynamoDB's responses. One
//! API of a template runs at a time. The only service that runs is DynamoDB: what others respond is prepared ([`Emulator::prepare`]).

mod access;
mod answer;
mod emulator;
mod error;
mod outside;
mod probe;
mod progress;
mod recording;
mod service;
mod shown;

pub use emulator::Emulator;
pub use error::LoadError;
pub use probe::{ProbeDifference, counted, predict_probe, probe_differences};
pub use progress::{ItemKey, Items, Loaded, Progress};
pub use recording::{RecordedCase, Recording, RecordingError};
