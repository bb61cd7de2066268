//! Syntax trees of expressions.

use std::fmt;

use crate::value::AttributeValue;

/// One step of a document path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathStep {
    /// Into an attribute, or a map's member.
    Attribute(String),
    /// Into a list's element, counted from 0.
    Index(usize),
}

/// A document path, such as `skills[2].title`, with its placeholders filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentPath {
    /// The steps; the first is an attribute.
    pub steps: Vec<PathStep>,
}

impl DocumentPath {
    /// The first attribute.
    pub(crate) fn head(&self) -> &str {
        match self.steps.first() {
            Some(PathStep::Attribute(name)) => name,
            _ => "",
        }
    }

    /// Whether it leads into an attribute of the item, not just to it.
    pub(crate) fn is_within(&self, attribute: &str) -> bool {
        self.steps.len() > 1 && self.head() == attribute
    }
}

impl fmt::Display for DocumentPath {
    /// The notation of DynamoDB's messages: `[skills, [2], title]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[")?;
        for (index, step) in self.steps.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match step {
                PathStep::Attribute(name) => f.write_str(name)?,
                PathStep::Index(index) => write!(f, "[{index}]")?,
            }
        }
        f.write_str("]")
    }
}

/// An operand of an operator or function.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Operand {
    Path(DocumentPath),
    Value(AttributeValue),
    Size(Box<Operand>),
}

impl Operand {
    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a DocumentPath>) {
        match self {
            Self::Path(path) => paths.push(path),
            Self::Value(_) => {}
            Self::Size(inner) => inner.collect_paths(paths),
        }
    }

    /// Its type, if that does not depend on the item: `S`, `N`, …
    pub(crate) fn type_name(&self) -> Option<&'static str> {
        match self {
            Self::Path(_) => None,
            Self::Value(value) => Some(value.type_name()),
            Self::Size(_) => Some("N"),
        }
    }
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Or(Box<Expression>, Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
    Compare(Operand, Comparator, Operand),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    Exists(DocumentPath),
    NotExists(DocumentPath),
    /// The operand has the type of that name.
    HasType(Operand, String),
    BeginsWith(Operand, Operand),
    Contains(Operand, Operand),
}

impl Expression {
    pub(crate) fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a DocumentPath>) {
        match self {
            Self::Or(left, right) | Self::And(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
            Self::Not(inner) => inner.collect_paths(paths),
            Self::Compare(left, _, right)
            | Self::BeginsWith(left, right)
            | Self::Contains(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
            Self::Between(operand, low, high) => {
                for operand in [operand, low, high] {
                    operand.collect_paths(paths);
                }
            }
            Self::In(operand, candidates) => {
                for operand in std::iter::once(operand).chain(candidates) {
                    operand.collect_paths(paths);
                }
            }
            Self::Exists(path) | Self::NotExists(path) => paths.push(path),
            Self::HasType(operand, _) => operand.collect_paths(paths),
        }
    }
}
