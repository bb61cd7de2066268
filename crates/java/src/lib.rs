//! Java's numbers, UTF-16 strings, characters and regular expressions, as Java 17 defines them.
//!
//! Velocity inherits these from the language it is written in: how a double prints, which decimals a
//! division gives, what `\p{Upper}` matches. The crate is independent of templates: texts and numbers in,
//! texts and numbers out. A function that can take long has a limit, or documents its cost.

pub mod big_integer;
pub mod character;
pub mod decimal;
pub mod double;
pub mod regex;
pub mod utf16;

pub use big_integer::BigInteger;
pub use decimal::Decimal;
