//! Condition, projection and update expressions.
//!
//! Source of the grammar: "Condition and filter expressions, operators, and functions" and
//! "Using projection expressions", Amazon DynamoDB Developer Guide.

mod ast;
mod evaluate;
mod key_condition;
mod legacy;
mod lexer;
mod parser;
mod placeholders;
mod problems;
mod project;
mod reserved;
mod rules;
mod update;

pub use ast::{DocumentPath, PathStep};
pub(crate) use evaluate::order;
pub use key_condition::KeyComparison;
pub(crate) use key_condition::KeyTest;
pub(crate) use placeholders::{Placeholders, Values};
pub(crate) use project::project;
pub use update::Update;
pub(crate) use update::parse_update;

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

    /// The comparisons of a key condition, in their order.
    ///
    /// # Errors
    /// `ValidationException` if it has other conditions than those on key attributes, joined by `AND`.
    pub(crate) fn comparisons(self) -> Result<Vec<KeyComparison>, Error> {
        key_condition::comparisons(self.0)
    }

    /// The document paths that it looks at.
    pub(crate) fn paths(&self) -> Vec<&DocumentPath> {
        let mut paths = Vec::new();
        self.0.collect_paths(&mut paths);
        paths
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

/// Parses the condition of a member such as `ConditionExpression`.
pub(crate) fn parse_condition(
    member: &str,
    text: &str,
    placeholders: &Placeholders,
) -> Result<Condition, Error> {
    check_length(member, text)?;
    parser::condition(text, placeholders)
        .map(Condition)
        .map_err(|m| invalid(member, &m))
}

/// Parses a `KeyConditionExpression` as a condition. [`Condition::comparisons`] checks that it is one of keys, which
/// DynamoDB does after it has parsed all expressions.
pub(crate) fn parse_key_condition(
    text: &str,
    placeholders: &Placeholders,
) -> Result<Condition, Error> {
    parse_condition("KeyConditionExpression", text, placeholders)
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
