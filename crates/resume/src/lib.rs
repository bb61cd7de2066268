//! The resume: its model, validation, import and export.
