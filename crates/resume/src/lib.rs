//! The resume: its model, checks, reading and writing.
//!
//! A resume is a JSON object of the form that the API stores:
//!
//! ```json
//! {
//!   "id": "ada", "name": "Ada Lovelace", "title": "Analyst", "email": "…", "location": "…",
//!   "profiles":     [{ "network": "…", "username": "…", "url": "…" }],
//!   "skills":       [{ "title": "…", "score": "…", "rating": "…" }],
//!   "languages":    [{ "language": "…", "score": "…", "rating": "…" }],
//!   "summary":      [{ "para": "…" }],
//!   "experience": {
//!     "current":    { "role": "…", "from": "…", "description": [{ "li": "…" }] },
//!     "past":       [{ "role": "…", "duration": "…", "description": [{ "li": "…" }] }]
//!   },
//!   "certificates": [{ "title": "…", "valid": "…", "link": "…", "description": "…" }],
//!   "education":    [{ "title": "…", "valid": "…", "description": "…" }]
//! }
//! ```
//!
//! Reading loses nothing: a member that is missing, `null` or of another type than text stays what
//! it was until somebody changes it ([`Field`], [`Part`]), and members that the form does not know
//! are kept beside those that it does (`extra`).
//!
//! ```
//! let mut resume = resume::Resume::from_json(r#"{"id": "ada", "motto": ["a", 1]}"#)?;
//! resume.name.set("Ada");
//! assert_eq!(resume.to_json(), r#"{"id":"ada","name":"Ada","motto":["a", 1]}"#);
//! # Ok::<(), resume::ReadError>(())
//! ```
//!
//! # Scope of this crate
//!
//! It knows no DynamoDB and no API: what a resume becomes when it is stored is the work of the
//! mapping templates.

mod check;
mod field;
mod model;
mod read;
mod record;

pub use check::Problem;
pub use field::{Field, Part};
pub use model::{
    Certificate, CurrentRole, Education, Experience, Language, Line, Paragraph, PastRole, Profile,
    Resume, Skill,
};
pub use read::ReadError;
pub use record::{Extra, Record};
