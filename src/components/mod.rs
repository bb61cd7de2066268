//! The parts of the pages.

pub(crate) mod call_result;
pub(crate) mod calls;
pub(crate) mod code_view;
pub(crate) mod conflict;
pub(crate) mod connection;
pub(crate) mod controls;
pub(crate) mod copy;
pub(crate) mod differences;
pub(crate) mod entries;
pub(crate) mod exchange;
pub(crate) mod field;
pub(crate) mod header;
pub(crate) mod icon;
pub(crate) mod indent_button;
pub(crate) mod new_version;
pub(crate) mod notices;
pub(crate) mod preview;
pub(crate) mod previous;
pub(crate) mod stored_resumes;
pub(crate) mod toasts;
pub(crate) mod toolbar;
pub(crate) mod undo;
pub(crate) mod unknown_members;
pub(crate) mod workbench;
