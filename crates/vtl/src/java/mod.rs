//! The parts of Java that templates can see: its numbers, its strings, its regular expressions.

pub(crate) mod bigint;
pub(crate) mod bits;
pub(crate) mod character;
pub(crate) mod decimal;
pub(crate) mod double;
pub(crate) mod number;
pub mod regex;
pub(crate) mod utf16;
