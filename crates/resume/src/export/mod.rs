//! Writing a resume in another format.
//!
//! | format | written by |
//! |---|---|
//! | JSON Resume 1.0.0 | [`json_resume()`] |

mod entry;
mod formats;
mod json_resume;
mod node;
mod schema;

pub use json_resume::json_resume;
