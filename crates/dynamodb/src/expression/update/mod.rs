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
use crate::value::{AttributeValue, Item};
use ast::{Action, Clause, Operand};

/// An `UpdateExpression`, with its placeholders filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    clauses: Vec<Clause>,
    /// Whether it stands for `AttributeUpdates`, whose errors have other words.
    is_legacy: bool,
}

impl Update {
    /// `AttributeUpdates`: attributes, each with its action (`None` for `PUT`) and its value.
    pub(crate) fn of_attributes(
        changes: Vec<(String, Option<String>, Option<AttributeValue>)>,
    ) -> Self {
        let clause = |(name, action, value): (String, Option<String>, Option<AttributeValue>)| {
            let path = DocumentPath::of_attribute(&name);
            let action = match (action.as_deref(), value) {
                (_, None) => Action::Remove,
                (Some("DELETE"), Some(value)) => Action::Delete(value),
                (Some("ADD"), Some(value @ AttributeValue::L(_))) => {
                    let empty = Operand::Value(AttributeValue::L(Vec::new()));
                    let old = Operand::IfNotExists(path.clone(), Box::new(empty));
                    Action::Set(Operand::ListAppend(
                        Box::new(old),
                        Box::new(Operand::Value(value)),
                    ))
                }
                (Some("ADD"), Some(value)) => Action::Add(value),
                (_, Some(value)) => Action::Set(Operand::Value(value)),
            };
            Clause { path, action }
        };
        Self {
            clauses: changes.into_iter().map(clause).collect(),
            is_legacy: true,
        }
    }

    /// The paths that it sets, removes, adds to or deletes from.
    pub fn paths(&self) -> impl Iterator<Item = &DocumentPath> + Clone {
        self.clauses.iter().map(|clause| &clause.path)
    }

    /// The paths within operands.
    pub(crate) fn operand_paths(&self) -> Vec<&DocumentPath> {
        let mut paths = Vec::new();
        for clause in &self.clauses {
            if let Action::Set(operand) = &clause.action {
                operand.collect_paths(&mut paths);
            }
        }
        paths
    }

    /// Whether it only removes, so that it creates no item.
    pub(crate) fn only_removes(&self) -> bool {
        let removes = |clause: &Clause| matches!(clause.action, Action::Remove | Action::Delete(_));
        !self.clauses.is_empty() && self.clauses.iter().all(removes)
    }

    /// The type that an attribute gets, if the expression alone determines it.
    pub(crate) fn type_of(&self, attribute: &str) -> Option<&'static str> {
        let clause = self
            .clauses
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
        self.clauses.iter().any(|clause| {
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
        apply::apply(&self.clauses, item).map_err(|mut error| {
            if self.is_legacy && error.message == apply::WRONG_TYPE {
                error.message = "Type mismatch for attribute to update".to_owned();
            }
            error
        })
    }
}

/// Parses an `UpdateExpression`.
pub(crate) fn parse_update(text: &str, placeholders: &Placeholders) -> Result<Update, Error> {
    const MEMBER: &str = "UpdateExpression";
    check_length(MEMBER, text)?;
    parser::update(text, placeholders)
        .map(|clauses| Update {
            clauses,
            is_legacy: false,
        })
        .map_err(|message| invalid(MEMBER, &message))
}
