//! `java.lang.Class` as a value; `methods` has its methods.

use super::Value;

/// The name of a class, and a value of it. Java has one object for each class.
#[derive(Debug)]
pub(crate) struct Class {
    pub(crate) name: &'static str,
    pub(crate) sample: Value,
}
