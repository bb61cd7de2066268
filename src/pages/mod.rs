//! The three pages.

pub(crate) mod api;
pub(crate) mod resume;
pub(crate) mod stack;
