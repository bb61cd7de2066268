//! The three pages.

pub(crate) mod resume;
