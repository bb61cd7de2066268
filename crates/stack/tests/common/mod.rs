//! What tests share.

// Not every test uses all of it.
#![allow(dead_code)]

pub(crate) mod pairs;
