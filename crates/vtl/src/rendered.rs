//! The result of a rendering.

use crate::error::Diagnostic;

/// What rendering gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// What is worth knowing about it: one per code and place at most.
    pub diagnostics: Vec<Diagnostic>,
}
