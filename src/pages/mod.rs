//! The pages.

pub(crate) mod api;
pub(crate) mod resume;
pub(crate) mod sheet;
pub(crate) mod stack;
pub(crate) mod templates;
