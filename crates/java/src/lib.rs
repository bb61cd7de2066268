//! Java's numbers, UTF-16 strings, characters and regular expressions, as Java 17 defines them.
//!
//! Velocity inherits these from the language it is written in: how a double prints, which decimals a
//! division gives, what `\p{Upper}` matches. The crate knows no template: texts and numbers in, texts and
//! numbers out. Whatever can take long takes a limit, or says in its documentation what it costs.

pub mod big_integer;
pub mod character;
pub mod decimal;
pub mod double;
pub mod regex;
pub mod utf16;

pub use big_integer::BigInteger;
pub use decimal::Decimal;
