//! Syntax trees of update expressions.

use crate::expression::ast::DocumentPath;
use crate::value::AttributeValue;

/// A clause of a section: a path and what becomes of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Clause {
    pub(super) path: DocumentPath,
    pub(super) action: Action,
}

/// What becomes of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    Set(Operand),
    Remove,
    /// Adds a number or the members of a set.
    Add(AttributeValue),
    /// Deletes the members of a set.
    Delete(AttributeValue),
}

/// A value of `SET`.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand {
    Path(DocumentPath),
    Value(AttributeValue),
    Plus(Box<Operand>, Box<Operand>),
    Minus(Box<Operand>, Box<Operand>),
    IfNotExists(DocumentPath, Box<Operand>),
    ListAppend(Box<Operand>, Box<Operand>),
}

impl Operand {
    /// Its type, if that does not depend on the item: `S`, `N`, …
    pub(super) fn type_name(&self) -> Option<&'static str> {
        match self {
            Self::Path(_) => None,
            Self::Value(value) => Some(value.type_name()),
            Self::Plus(..) | Self::Minus(..) => Some("N"),
            Self::IfNotExists(_, otherwise) => otherwise.type_name(),
            Self::ListAppend(..) => Some("L"),
        }
    }

    pub(super) fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a DocumentPath>) {
        match self {
            Self::Path(path) => paths.push(path),
            Self::Value(_) => {}
            Self::IfNotExists(path, otherwise) => {
                paths.push(path);
                otherwise.collect_paths(paths);
            }
            Self::Plus(left, right) | Self::Minus(left, right) | Self::ListAppend(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
        }
    }
}
