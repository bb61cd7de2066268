//! The three pages.

pub(crate) mod resume;
pub(crate) mod stack;
