//! The resume: its model, checks, reading and writing, import and export.
//!
//! A resume is a JSON object of the form that the API stores, such as the sample:
//!
#![doc = concat!("```json\n", include_str!("sample.json"), "```")]
//!
//! Reading loses nothing: a member that is missing, `null` or of another type than text stays what
//! it was until it is edited ([`Field`], [`Part`]), and members that the form does not know
//! are kept beside those that it does (`extra`).
//!
//! The rows of `src/model.rs` are the only list of the fields. [`Resume::SHAPE`] is that table, and [`Record::member`]
//! gives a field by the name in its row.
//!
//! ```
//! let mut resume = resume::Resume::from_json(r#"{"id": "ada", "motto": ["a", 1]}"#)?;
//! resume.name.set("Ada");
//! assert_eq!(resume.to_json(), r#"{"id":"ada","name":"Ada","motto":["a", 1]}"#);
//! # Ok::<(), resume::ReadError>(())
//! ```
//!
//! [`import`] reads resumes of other formats, [`export`] writes them.
//!
//! # Scope of this crate
//!
//! It does not depend on DynamoDB or the API: the mapping templates turn a resume into an item. Import only decodes the JSON in
//! which the AWS CLI prints one.

mod check;
mod dates;
mod difference;
mod error;
pub mod export;
mod extra;
mod field;
mod hint;
mod id;
pub mod import;
mod model;
mod names;
mod paragraphs;
mod read;
mod record;
mod table;

pub use check::Problem;
pub use difference::{Difference, differences};
pub use error::ReadError;
pub use extra::Extra;
pub use field::{Field, Part};
pub use hint::format_hint;
pub use id::suggested_id;
pub use model::*;
pub use record::{Entries, MemberMut, MemberRef, Record};
pub use table::{Input, Kind, Member, Shape};
