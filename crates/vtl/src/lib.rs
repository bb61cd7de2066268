//! The Velocity Template Language, as Apache Velocity 1.7 and as Amazon API Gateway run it.
//!
//! A mapping template of API Gateway is a program that is written into a console's text field and run
//! where nobody can watch it. This crate runs the same language locally, byte for byte, and reports what
//! a template's author needs: every error with its place and a hint, code that looks wrong though
//! it runs, and which part of the input became which output. It is pure: text and values in, text out; no
//! files, no clock, no network, no panics, and limits on every path.
//!
//! | to | see |
//! |---|---|
//! | render a template | [`Template`], [`Context`], [`Value`] |
//! | give templates objects such as `$input` | [`Object`] |
//! | bound what a rendering may use | [`Limits`] |
//! | show what is wrong | [`Error`], [`Error::caret`] |
//! | show what looks wrong, and repair it | [`lint`](mod@lint) |
//! | colour a template | [`tokenize`] |
//! | show where output came from | [`Template::render_traced`], [`trace`] |
//!
//! # A first example
//!
//! A template is parsed once and rendered any number of times:
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
//! [`Dialect::Velocity`] is Velocity 1.7 with its default properties. [`Dialect::Gateway`] is how
//! API Gateway runs a mapping template: the same, except for three rules:
//!
//! 1. a reference without a value is `""` everywhere;
//! 2. `#macro` defines nothing that could be called, and is swallowed;
//! 3. `#evaluate` is text.
//!
//! ```
//! use vtl::{Context, Dialect, Limits, Template};
//!
//! let render = |source, dialect| {
//!     let template = Template::parse(source, dialect).ok()?;
//!     Some(template.render(&mut Context::new(), &Limits::default()).ok()?.text)
//! };
//! let source = "[$none] #if($none)yes#{else}no#end";
//! assert_eq!(render(source, Dialect::Velocity).as_deref(), Some("[$none] no"));
//! assert_eq!(render(source, Dialect::Gateway).as_deref(), Some("[] yes"));
//! ```
//!
//! # Values
//!
//! A [`Value`] is Java's, as far as JSON and the language's literals lead to it. Lists and maps are
//! shared: what a template puts into one, its owner sees. Templates call the methods of Java's
//! `String`, `List`, `Map`, `Set`, `Map.Entry`, `Iterator` and of the classes of numbers; positions
//! in strings count UTF-16 units, regular expressions are Java's, doubles print as Java prints
//! them. A method that does not exist makes the reference invalid; one that throws ends the
//! rendering. What a template sets stays in the [`Context`]. Values that hold one another are
//! freed when the [`Context`] is dropped and nothing else refers to them.
//!
//! `$input`, `$util` and the like are not part of the language: the host puts them into the
//! context as [`Object`]s, which answer properties and methods:
//!
//! ```
//! use std::rc::Rc;
//! use vtl::value::Str;
//! use vtl::{Budget, Context, Dialect, Limits, Object, Template, Thrown, Value};
//!
//! #[derive(Debug)]
//! struct Util;
//!
//! impl Object for Util {
//!     fn get(&self, _: &str) -> Option<Value> {
//!         None
//!     }
//!     fn call(
//!         &self,
//!         method: &str,
//!         arguments: &[Value],
//!         budget: &Budget,
//!     ) -> Result<Option<Value>, Thrown> {
//!         match (method, arguments) {
//!             ("upper", [Value::String(text)]) => {
//!                 budget.text(text.len())?;
//!                 Ok(Some(Value::from(text.as_str().to_uppercase())))
//!             }
//!             _ => Ok(None),
//!         }
//!     }
//!     fn print(&self, _: &Budget) -> Result<Str, Thrown> {
//!         Ok(Str::from("util"))
//!     }
//! }
//!
//! let template = Template::parse("$util.upper('ada') $!util.lower('ADA')", Dialect::Velocity)
//!     .map_err(|errors| errors[0].to_string())?;
//! let mut context = Context::new();
//! context.set("util", Value::Object(Rc::new(Util)));
//! let rendered = template.render(&mut context, &Limits::default()).map_err(|e| e.to_string())?;
//! assert_eq!(rendered.text, "ADA ");
//! # Ok::<(), String>(())
//! ```
//!
//! # Limits
//!
//! A template must not hang, overflow the stack or fill the memory: [`Limits`] bound the iterations of
//! a loop, the steps, the depth, the sizes of texts and the memory of all values that are alive, and
//! reaching one is an error of the kind [`ErrorKind::Limit`]. An object charges what it reads and
//! creates to the [`Budget`] that its methods get. Parsing has separate limits, on the depth of nesting
//! and on the operators of an expression.
//!
//! ```
//! use vtl::{Context, Dialect, ErrorKind, Limits, Template};
//!
//! let source = "#foreach($i in [1..100])$i #end";
//! let template = Template::parse(source, Dialect::Gateway).map_err(|errors| errors[0].to_string())?;
//! let limits = Limits { iterations: Some(3), ..Limits::default() };
//! let Err(error) = template.render(&mut Context::new(), &limits) else { panic!("it ends") };
//! assert_eq!((error.kind, error.partial.as_str()), (ErrorKind::Limit, "1 2 3 "));
//! # Ok::<(), String>(())
//! ```
//!
//! # Errors
//!
//! [`Template::parse`] returns all errors that it finds, up to 20, in the order of the source, and none
//! that only follows from another: each [`Error`] has its kind, a message that says what was expected,
//! its [`Span`], line and column. [`Error::caret`] draws the place:
//!
//! ```
//! use vtl::{Dialect, Template};
//!
//! let source = "#if($a = 1)\n  #set($x = \"a\\\"b\")\n#end";
//! let Err(errors) = Template::parse(source, Dialect::Gateway) else { panic!("it parses") };
//! let drawn: String = errors.iter().map(|error| error.caret(source)).collect();
//! assert_eq!(drawn, "  |
//! 1 | #if($a = 1)
//!   |        ^ `=` can't stand here: `)` is needed; `==` compares
//!   |
//! 2 |   #set($x = \"a\\\"b\")
//!   |                 ^ `b` can't stand here: `)` is needed; no backslash escapes a quote: \"\" is one in a string of \"
//! ");
//! ```
//!
//! An error while rendering holds the text written before it, in [`Error::partial`].
//!
//! # Diagnostics and lints
//!
//! A remark about a rendering that succeeded, such as a reference without a value, is a [`Diagnostic`]
//! beside the rendered text. [`lint::lint`] finds what a mapping template's author hardly intended
//! without running it: a value that goes unescaped into JSON, a comma too many, a variable that
//! nothing sets. Each [`lint::Lint`] has a code, a place, a reason and a fix, many also the edits that
//! apply it:
//!
//! ```
//! use vtl::{Dialect, Template, lint};
//!
//! let source = r#"{"a": [#foreach($n in [1..3]){"n": $n}#end]}"#;
//! let template = Template::parse(source, Dialect::Gateway).map_err(|errors| errors[0].to_string())?;
//! let lints = lint::lint(&template);
//! assert_eq!(lints[0].code, "conditional-comma");
//! assert_eq!(
//!     lint::repaired(source, &lints),
//!     r#"{"a": [#foreach($n in [1..3]){"n": $n}#if($foreach.hasNext),#end#end]}"#
//! );
//! # Ok::<(), String>(())
//! ```
//!
//! # Tokens
//!
//! [`tokenize`] cuts any text into pieces for an editor to colour, with the parser's
//! lexer. They cover every byte, even if the text is not a valid template yet; [`token`](mod@token) has
//! an example.
//!
//! # Provenance
//!
//! [`Template::render_traced`] reports for each piece of the output which part of the template wrote it
//! and, through references, variables, loops, strings, macros and blocks, which parts of the input
//! it came from:
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
//! Each piece of [`trace::Traced::pieces`] also has its place in the output, and all of them together cover
//! it, so that a click on the output leads to the template and to the input, and back:
//!
//! ```
//! use vtl::{Context, Dialect, Limits, Template, Value};
//!
//! let source = "$first $last $first";
//! let template = Template::parse(source, Dialect::Velocity).map_err(|errors| errors[0].to_string())?;
//! let mut context = Context::new();
//! context.set("first", Value::from("Ada"));
//! context.set("last", Value::from("Lovelace"));
//! let traced = template.render_traced(&mut context, &Limits::default()).map_err(|e| e.to_string())?;
//!
//! let came_out: Vec<_> = traced
//!     .pieces
//!     .iter()
//!     .filter(|piece| piece.origins.iter().any(|origin| origin.to_string() == "first"))
//!     .map(|piece| piece.output.clone())
//!     .collect();
//! assert_eq!(came_out, [0..3, 13..16]);
//! # Ok::<(), String>(())
//! ```
//!
//! A piece that was derived from several values has the places of all. A value that only decides whether
//! something is written (the condition of an `#if`) or how often is not an origin of it; the result
//! of a calculation or a method (`$list.size()`) came from its value. A host's [`Object`] reports by
//! [`Object::source`] where its answers came from. [`Template::render`] does none of this, and is
//! compiled without it.
//!
//! # Scope
//!
//! All of the language that Velocity 1.7 documents, and its habits byte for byte: white space,
//! escapes, stray signs, invalid references. Not: `#parse` and `#include` (a template has no files
//! around it; they are an error), other properties than the default ones, and Java's classes beyond
//! the ones above. `COMPATIBILITY.md` at the root of the repository lists the known differences.

mod ast;
mod budget;
mod context;
mod error;
mod eval;
mod lex;
mod limits;
pub mod lint;
mod memory;
mod methods;
mod names;
mod number;
mod parse;
mod rendered;
mod rules;
mod span;
mod template;
pub mod token;
pub mod trace;
pub mod value;

pub use budget::Budget;
pub use context::Context;
pub use error::{Diagnostic, Error, ErrorKind, Thrown};
pub use limits::Limits;
pub use rendered::Rendered;
pub use rules::Dialect;
pub use span::Span;
pub use template::Template;
pub use token::{Token, TokenKind, tokenize};
pub use value::{Object, Value};
