//! The Velocity Template Language, as Apache Velocity 1.7 and as API Gateway run it.
//!
//! A template is parsed once and rendered as often as one likes:
//!
//! ```
//! use vtl::{Context, Dialect, Limits, Template, Value};
//!
//! let template = Template::parse(
//!     "#foreach($n in $names)Hello $n#if($foreach.hasNext), #end#end!",
//!     Dialect::Velocity,
//! )
//! .map_err(|errors| errors[0].to_string())?;
//!
//! let mut context = Context::new();
//! context.set("names", Value::list(vec![Value::from("Ada"), Value::from("Grace")]));
//! let rendered = template.render(&mut context, &Limits::default()).map_err(|e| e.to_string())?;
//! assert_eq!(rendered.text, "Hello Ada, Hello Grace!");
//! # Ok::<(), String>(())
//! ```
//!
//! # Dialects
//!
//! [`Dialect::Velocity`] is Velocity 1.7 with its default properties. [`Dialect::Gateway`] is what
//! Amazon API Gateway does with a mapping template, which is the same but for three rules:
//!
//! 1. a reference without a value is `""`, wherever it stands;
//! 2. `#macro` defines nothing that could be called, and is swallowed;
//! 3. `#evaluate` is text.
//!
//! `$input`, `$util` and the like are no part of the language: whoever renders puts them into the
//! [`Context`] as [`Object`]s.
//!
//! # Values
//!
//! A [`Value`] is Java's, as far as JSON and the language's literals lead to it. Lists and maps are
//! shared: what a template puts into one, its owner sees. Templates call the methods of Java's
//! `String`, `List`, `Map`, `Set`, `Map.Entry`, `Iterator` and of the classes of numbers; positions
//! in strings count UTF-16 units, regular expressions are Java's, doubles print as Java prints
//! them. A method that does not exist makes the reference invalid; one that throws ends the
//! rendering.
//!
//! # Errors and diagnostics
//!
//! [`Template::parse`] gives all [`Error`]s that it finds, each with its [`Span`], line and column,
//! and [`Error::caret`] draws the place. An error while rendering holds the text written before
//! it. What went fine and still deserves a look, such as a reference without a value, is a
//! [`Diagnostic`] beside the text. [`lint::lint`] finds what a mapping template's author hardly
//! meant, without running it. [`token::tokenize`] cuts any text into coloured pieces.
//!
//! # Provenance
//!
//! [`Template::render_traced`] tells of each piece of the output which part of the template wrote it
//! and, through references, variables, loops, strings, macros and blocks, which parts of the input
//! came out there:
//!
//! ```
//! use vtl::{Context, Dialect, Limits, Template, Value};
//!
//! let source = "#foreach($n in $names)Hello $n! #end";
//! let template = Template::parse(source, Dialect::Velocity).map_err(|errors| errors[0].to_string())?;
//! let mut context = Context::new();
//! context.set("names", Value::list(vec![Value::from("Ada"), Value::from("Grace")]));
//! let traced = template.render_traced(&mut context, &Limits::default()).map_err(|e| e.to_string())?;
//!
//! let grace = traced.rendered.text.find("Grace").ok_or("who?")?;
//! let piece = traced.piece_at(grace).ok_or("no piece")?;
//! assert_eq!(piece.span.text(source), "$n");
//! assert_eq!(piece.origins[0].to_string(), "names[1]");
//! # Ok::<(), String>(())
//! ```
//!
//! A piece that was made of several values names the places of all. What only decides whether
//! something is written (the condition of an `#if`) or how often is no origin of it; what was
//! calculated or asked of a value (`$list.size()`) came from that value. A host's [`Object`] says by
//! [`Object::source`] what its answers came from. [`Template::render`] does none of this, and is
//! compiled without it.
//!
//! # Limits
//!
//! No template is to hang, overflow the stack or fill the memory: [`Limits`] bound the iterations of
//! a loop, the steps, the depth and the sizes of texts, and reaching one is an error.
//!
//! Known gap: values nested by the ten thousand *through* iterators or map entries are freed from
//! within one another, which can overflow a small stack; lists and maps are not.
//!
//! # Scope
//!
//! All of the language that Velocity 1.7 documents, and its habits to the byte: white space,
//! escapes, stray signs, invalid references. Not: `#parse` and `#include` (a template has no files
//! around it; they are an error), other properties than the default ones, and Java's classes beyond
//! the ones above.

mod ast;
mod context;
mod error;
mod eval;
mod java;
mod lex;
pub mod lint;
mod methods;
mod names;
mod parse;
mod rules;
mod span;
mod template;
pub mod token;
pub mod trace;
pub mod value;

pub use context::{Context, Limits};
pub use error::{Diagnostic, Error, ErrorKind};
pub use java::regex;
pub use rules::Dialect;
pub use span::Span;
pub use template::{Rendered, Template};
pub use token::{Token, TokenKind, tokenize};
pub use value::{Object, Thrown, Value};
