//! Update expressions.
//!
//! Source of the grammar: "Using update expressions in DynamoDB", Amazon DynamoDB Developer Guide.

mod apply;
mod ast;
mod parser;

use crate::error::Error;
use crate::expression::ast::DocumentPath;
use crate::expression::placeholders::Placeholders;
use crate::expression::{check_length, invalid};
use crate::value::Item;
use ast::{Action, Clause};

/// An `UpdateExpression`, with its placeholders filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Update(Vec<Clause>);

impl Update {
    /// The paths that it sets, removes, adds to or deletes from.
    pub fn paths(&self) -> impl Iterator<Item = &DocumentPath> + Clone {
        self.0.iter().map(|clause| &clause.path)
    }

    /// The paths within operands.
    pub(crate) fn operand_paths(&self) -> Vec<&DocumentPath> {
        let mut paths = Vec::new();
        for clause in &self.0 {
            if let Action::Set(operand) = &clause.action {
                operand.collect_paths(&mut paths);
            }
        }
        paths
    }

    /// Whether it only removes, so that it creates no item.
    pub(crate) fn only_removes(&self) -> bool {
        let removes = |clause: &Clause| matches!(clause.action, Action::Remove | Action::Delete(_));
        self.0.iter().all(removes)
    }

    /// The type that an attribute gets, if the expression alone determines it.
    pub(crate) fn type_of(&self, attribute: &str) -> Option<&'static str> {
        let clause = self
            .0
            .iter()
            .find(|clause| clause.path.steps.len() == 1 && clause.path.head() == attribute)?;
        match &clause.action {
            Action::Set(operand) => operand.type_name(),
            Action::Add(value) | Action::Delete(value) => Some(value.type_name()),
            Action::Remove => None,
        }
    }

    /// Whether it sets an attribute, not just a part of it.
    pub(crate) fn sets(&self, attribute: &str) -> bool {
        self.0.iter().any(|clause| {
            matches!(clause.action, Action::Set(_))
                && clause.path.steps.len() == 1
                && clause.path.head() == attribute
        })
    }

    /// The updated item. All operands are those of the item before the update.
    ///
    /// # Errors
    /// `ValidationException`: an operand is missing or of a wrong type, a path leads through something that is no map or
    /// list, a number gets too large or too precise.
    pub fn apply(&self, item: &Item) -> Result<Item, Error> {
        apply::apply(&self.0, item)
    }
}

/// Parses an `UpdateExpression`.
pub(crate) fn parse_update(text: &str, placeholders: &Placeholders) -> Result<Update, Error> {
    const MEMBER: &str = "UpdateExpression";
    check_length(MEMBER, text)?;
    parser::update(text, placeholders)
        .map(Update)
        .map_err(|message| invalid(MEMBER, &message))
}
