//! The result of a rendering.

use crate::error::Diagnostic;

/// The output of a rendering, with its diagnostics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Remarks about the rendering: at most one per code and place.
    pub diagnostics: Vec<Diagnostic>,
}
