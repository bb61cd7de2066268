//! Splitting of a wasm program in two: the *first part*, which starts it, and the *rest*, which is loaded beside it.
//!
//! Both parts share memory, table and globals, so that a function may stand in either. Which functions make up the rest is
//! chosen by their names ([`Rules`]). The choice is one of speed only: if a function of the rest is called before the rest is
//! there, a stand-in in the table has JavaScript load it, and calls it then.
//!
//! ```text
//! first part ── call through the table ──▶ stand-in ── load() ──▶ JavaScript: new WebAssembly.Instance(rest, { first: exports })
//!     ▲                                       │
//!     └──────── call of an export ─── rest ◀──┘ (its start puts its functions in the places of the stand-ins)
//! ```
//!
//! The program is the output of wasm-bindgen with the names of its functions; each part is meant to be optimised afterwards.

mod choice;
mod data;
mod encode;
mod error;
mod first;
mod linked;
mod program;
mod rest;
mod rules;
mod shared;
mod suggest;
mod trace;

use std::collections::BTreeMap;

pub use error::Error;
pub use rules::Rules;
pub use suggest::suggest;
pub use trace::trace;

/// The name under which the rest imports what the first part exports.
pub const MODULE: &str = "first";

/// A program in two.
#[derive(Debug)]
pub struct Parts {
    /// The program as it starts.
    pub first: Vec<u8>,
    /// The functions that are loaded beside it.
    pub rest: Vec<u8>,
    /// The short names under which the first part imports and exports functions, by those that they had; empty: those.
    pub short: BTreeMap<String, String>,
}

/// Splits `program`, a wasm module with one table of functions and an import whose name contains `loader`: a function of
/// one `i32`, which is called with 1 and returns when the rest has been instantiated.
///
/// `linked` is the linker's output with relocations from which the program was made: with it, what only the rest reads is of the
/// rest, too.
///
/// With `shorten`, what JavaScript gives the program and calls of it gets short names, by which JavaScript must know it, too.
///
/// # Errors
///
/// The bytes are no such module, or no function is of the rest.
pub fn split(
    program: &[u8],
    linked: Option<&[u8]>,
    rules: &Rules,
    loader: &str,
    shorten: bool,
) -> Result<Parts, Error> {
    let program = program::Program::read(program)?;
    let loader = program.imported_function(loader)?;
    let in_rest = choice::choose(&program, rules)?;
    let mut shared = shared::Shared::new(&program, &in_rest, shorten)?;
    if let Some(linked) = linked {
        shared.data = data::of_rest(linked, &program, &in_rest)?;
    }
    Ok(Parts {
        first: first::encode(&program, &shared, loader)?,
        rest: rest::encode(&program, &shared)?,
        short: shared.short,
    })
}
