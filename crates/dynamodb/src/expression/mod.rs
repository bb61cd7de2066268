//! Condition and projection expressions.
//!
//! Source of the grammar: "Condition and filter expressions, operators, and functions" and
//! "Using projection expressions", Amazon DynamoDB Developer Guide.

mod ast;
mod evaluate;
mod lexer;
mod parser;
mod placeholders;
mod problems;
mod project;
mod reserved;
mod rules;

pub use ast::{DocumentPath, PathStep};
pub(crate) use placeholders::{Placeholders, Values};
pub(crate) use project::project;

use crate::error::Error;
use crate::value::Item;
use ast::Expression;

/// The largest expression, in bytes.
const MAX_EXPRESSION: usize = 4096;

/// A condition on an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition(Expression);

impl Condition {
    /// Whether an item meets the condition. A missing item has no attributes.
    pub fn holds(&self, item: &Item) -> bool {
        evaluate::holds(&self.0, item)
    }
}

fn invalid(member: &str, message: &str) -> Error {
    Error::validation(format!("Invalid {member}: {message}")).at_path(member)
}

fn check_length(member: &str, text: &str) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(invalid(member, "The expression can not be empty;"));
    }
    if text.len() > MAX_EXPRESSION {
        let message = format!(
            "Expression size has exceeded the maximum allowed size; expression size: {}",
            text.len()
        );
        return Err(invalid(member, &message));
    }
    Ok(())
}

/// Parses a `ConditionExpression`.
pub(crate) fn parse_condition(text: &str, placeholders: &Placeholders) -> Result<Condition, Error> {
    const MEMBER: &str = "ConditionExpression";
    check_length(MEMBER, text)?;
    parser::condition(text, placeholders)
        .map(Condition)
        .map_err(|m| invalid(MEMBER, &m))
}

/// Parses a `ProjectionExpression`.
pub(crate) fn parse_projection(
    text: &str,
    placeholders: &Placeholders,
) -> Result<Vec<DocumentPath>, Error> {
    const MEMBER: &str = "ProjectionExpression";
    check_length(MEMBER, text)?;
    parser::projection(text, placeholders).map_err(|m| invalid(MEMBER, &m))
}
