//! The browser's functions, wrapped: storage, files, clipboard, focus, time.

pub(crate) mod address_bar;
pub(crate) mod aside;
pub(crate) mod code_field;
pub(crate) mod columns;
pub(crate) mod covered;
pub(crate) mod fetch;
pub(crate) mod files;
pub(crate) mod offline;
pub(crate) mod page;
pub(crate) mod panic;
pub(crate) mod pointer;
pub(crate) mod ranges;
pub(crate) mod record;
pub(crate) mod rows;
pub(crate) mod stages;
pub(crate) mod storage;
pub(crate) mod worker;

pub(crate) use web::{abort, database, keys, tabs};
