//! The result of a rendering.

use crate::error::Diagnostic;

/// What rendering gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Remarks about the rendering: at most one per code and place.
    pub diagnostics: Vec<Diagnostic>,
}
