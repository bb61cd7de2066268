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
pub(crate) use cache::PathCache;

/// A path, compiled.
#[derive(Clone, Debug)]
pub struct JsonPath {
    path: Rc<Path>,
}

/// The kinds of errors of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// It can't be parsed, or can't be applied to this document (Java: `InvalidPathException`).
    InvalidPath,
    /// It is definite and finds nothing (Java: `PathNotFoundException`).
    NotFound,
    /// A function of it fails (Java: `JsonPathException`).
    Failed,
    /// It takes too many steps, or is too long or too deep.
    Limit,
}

/// Why a path has no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The kind.
    pub kind: ErrorKind,
    /// What is wrong, and where.
    pub message: String,
    /// Whether a function picked an item out of bounds (Java: `IndexOutOfBoundsException`), which each token that iterates
    /// over a list ignores.
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
    /// Compiles `path`. The leading `$.` is optional.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidPath`], or [`ErrorKind::Limit`] for a path of more than 10,000 characters
    /// or with filters nested too deep.
    pub fn compile(path: &str) -> Result<JsonPath, Error> {
        parse::parse(path).map(|path| JsonPath {
            path: Rc::new(path),
        })
    }

    /// Whether it finds one value at most. The result of an indefinite path is a list.
    pub fn is_definite(&self) -> bool {
        self.path.definite()
    }

    /// Whether the path has a function, whose result is not part of the document.
    pub fn computes(&self) -> bool {
        self.path
            .tokens
            .iter()
            .any(|token| matches!(token, ast::Token::Function(..)))
    }

    /// The locations in `document` of what [`JsonPath::read`] finds: for an indefinite path one for each item of its
    /// list, else one. For a function's result it is the location of its input; for an object made of several members
    /// (`['a', 'b']`), that of the object that has them.
    ///
    /// # Errors
    /// Those of [`JsonPath::read`], but for [`ErrorKind::NotFound`] if it finds nothing.
    pub fn locations(&self, document: &Value) -> Result<Vec<Vec<vtl::trace::Segment>>, Error> {
        evaluate::locations(&self.path, document, &Budget::default())
    }

    /// What the path finds in `document`, shared with it. An indefinite path that finds nothing gives
    /// an empty list.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] for a definite path that finds nothing,
    /// [`ErrorKind::InvalidPath`] for a `null` document or a function that does not exist,
    /// [`ErrorKind::Failed`] for a function that fails, [`ErrorKind::Limit`] for a path
    /// that takes more than a million steps.
    pub fn read(&self, document: &Value) -> Result<Value, Error> {
        self.read_within(document, &Budget::default())
    }

    /// [`JsonPath::read`], charged to a rendering's budget.
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
