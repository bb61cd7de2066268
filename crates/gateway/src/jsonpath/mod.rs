//! JSONPath in Jayway's dialect, which `$input.path` and `$input.json` speak.
//!
//! Where Jayway's versions differ, this follows the newer ones: negative indices, double-quoted
//! keys, functions, the word operators of filters. Any path into a `null` document is an error.
//!
//! ```
//! use gateway::{json, jsonpath::JsonPath};
//!
//! let document = json::read(&r#"{"items":[{"id":1},{"id":2}]}"#.into())?;
//! let path = JsonPath::compile("$.items[?(@.id > 1)].id")?;
//! assert_eq!(json::write(&path.read(&document)?).as_deref(), Ok("[2]"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ast;
mod cache;
mod evaluate;
mod parse;

use std::fmt;
use std::rc::Rc;

use vtl::{Budget, Value};

use ast::Path;
pub(crate) use cache::Paths;

/// A path, compiled.
#[derive(Clone, Debug)]
pub struct JsonPath {
    path: Rc<Path>,
}

/// What went wrong with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It can't be compiled, or can't be applied to this document (Java: `InvalidPathException`).
    InvalidPath,
    /// It is definite and leads nowhere (Java: `PathNotFoundException`).
    NotFound,
    /// A function of it fails (Java: `JsonPathException`).
    Failed,
    /// It takes too many steps, or is too long or too deep.
    Limit,
}

/// Why a path has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// What kind of failure it is.
    pub kind: ErrorKind,
    /// What is wrong, and where.
    pub message: String,
    /// Whether a function picked an item that its list has not (Java: `IndexOutOfBoundsException`), which every token that
    /// goes through a list's items ignores.
    out_of_bounds: bool,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Error {
        Error {
            kind,
            message: message.into(),
            out_of_bounds: false,
        }
    }

    fn invalid(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::InvalidPath, message)
    }

    fn not_found(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::NotFound, message)
    }

    fn failed(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Failed, message)
    }

    fn out_of_bounds(message: impl Into<String>) -> Error {
        Error {
            out_of_bounds: true,
            ..Error::failed(message)
        }
    }

    pub(crate) fn limit(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Limit, message)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl JsonPath {
    /// Compiles `path`. The leading `$.` may be left out.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPath`], or [`ErrorKind::Limit`] for a path of more than 10,000 characters
    /// or with filters too deep in one another.
    pub fn compile(path: &str) -> Result<JsonPath, Error> {
        parse::compile(path).map(|path| JsonPath {
            path: Rc::new(path),
        })
    }

    /// Whether it leads to one place at most. The answer of an indefinite path is a list.
    pub fn is_definite(&self) -> bool {
        self.path.definite()
    }

    /// Whether a function of the path makes something that does not stand in the document.
    pub fn computes(&self) -> bool {
        self.path
            .tokens
            .iter()
            .any(|token| matches!(token, ast::Token::Function(..)))
    }

    /// The ways in `document` to what [`JsonPath::read`] finds there: of an indefinite path one for
    /// each item of its list, else one. Of what a function makes, the way to what it is applied to;
    /// of an object made of several members (`['a', 'b']`), the way to theirs.
    ///
    /// # Errors
    /// Those of [`JsonPath::read`], other than [`ErrorKind::NotFound`] where it finds nothing.
    pub fn ways(&self, document: &Value) -> Result<Vec<Vec<vtl::trace::Step>>, Error> {
        evaluate::ways(&self.path, document, &Budget::default())
    }

    /// What the path finds in `document`, sharing it. An indefinite path that finds nothing gives
    /// an empty list.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] for a definite path that finds nothing,
    /// [`ErrorKind::InvalidPath`] for a `null` document or a function that does not exist,
    /// [`ErrorKind::Failed`] for a function that has no answer, [`ErrorKind::Limit`] for a path
    /// that takes more than a million steps.
    pub fn read(&self, document: &Value) -> Result<Value, Error> {
        self.read_within(document, &Budget::default())
    }

    /// [`JsonPath::read`], charged to a rendering.
    ///
    /// # Errors
    /// Those of [`JsonPath::read`], and [`ErrorKind::Limit`] for a limit of `budget`.
    pub(crate) fn read_within(&self, document: &Value, budget: &Budget) -> Result<Value, Error> {
        if matches!(document, Value::Null) {
            return Err(Error::invalid("the document is null"));
        }
        evaluate::read(&self.path, document, budget)
    }
}
