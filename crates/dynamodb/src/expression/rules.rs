//! Rules beyond the grammar: operands of functions and operators.

use super::ast::{DocumentPath, Expression, Operand, PathStep};
use super::evaluate::order;
use super::parser::{Mode, Node, Parser};
use super::problems::{ConditionProblem, ProblemKind, UpdateProblem};
use crate::value::AttributeValue;

const TYPES: [&str; 10] = ["B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"];

impl Parser<'_> {
    /// A call in the position of an operand.
    pub(super) fn function(&mut self, name: &str, arguments: Vec<Operand>) -> Node {
        let expected = match name {
            "attribute_exists" | "attribute_not_exists" | "size" => 1,
            "attribute_type" | "begins_with" | "contains" => 2,
            _ => {
                let message = format!("Invalid function name; function: {name}");
                self.problems.add(ProblemKind::UnknownFunction, message);
                return Node::Invalid { enclosed: false };
            }
        };
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (first, second) = match (arguments.next(), arguments.next(), expected) {
            (Some(first), second, _) if count == expected => (first, second),
            _ => {
                self.wrong_count(name, count);
                // `size` in the position of a condition is the more severe problem.
                return match name {
                    "size" => size_of(Operand::Value(AttributeValue::Null)),
                    _ => Node::Invalid { enclosed: false },
                };
            }
        };
        if let Some(second) = &second {
            self.check_distinct(name, &first, std::slice::from_ref(second));
        }
        let expression = match (name, second) {
            ("size", _) => {
                if let Some(kind @ ("N" | "BOOL" | "NULL")) = first.type_name() {
                    self.wrong_type(name, kind);
                }
                return size_of(first);
            }
            ("attribute_type", Some(second)) => {
                let Some(kind) = self.type_argument(&second) else {
                    return Node::Invalid { enclosed: false };
                };
                Expression::HasType(first, kind)
            }
            ("begins_with", Some(second)) => {
                for operand in [&first, &second] {
                    if let Some(kind) = operand.type_name().filter(|k| !matches!(*k, "S" | "B")) {
                        self.wrong_type(name, kind);
                    }
                }
                Expression::BeginsWith(first, second)
            }
            ("contains", Some(second)) => Expression::Contains(first, second),
            _ => match first {
                Operand::Path(path) if name == "attribute_exists" => Expression::Exists(path),
                Operand::Path(path) => Expression::NotExists(path),
                _ => {
                    let message = format!(
                        "Operator or function requires a document path; operator or function: {name}"
                    );
                    self.condition_problem(ConditionProblem::OperandType, message);
                    return Node::Invalid { enclosed: false };
                }
            },
        };
        Node::Condition {
            expression,
            enclosed: false,
        }
    }

    /// The second argument of `attribute_type`: a value that names a type.
    fn type_argument(&mut self, argument: &Operand) -> Option<String> {
        match argument {
            Operand::Value(AttributeValue::S(name)) if TYPES.contains(&name.as_str()) => {
                Some(name.clone())
            }
            Operand::Value(AttributeValue::S(name)) => {
                let message = format!(
                    "Invalid attribute type name found; type: {name}, valid types: {{{}}}",
                    TYPES.join(",")
                );
                self.condition_problem(ConditionProblem::OperandType, message);
                None
            }
            other => {
                // In dynalite's order.
                let all = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";
                self.wrong_type("attribute_type", other.type_name().unwrap_or(all));
                None
            }
        }
    }

    pub(super) fn wrong_count(&mut self, name: &str, count: usize) {
        let message = format!(
            "Incorrect number of operands for operator or function; operator or function: {name}, \
             number of operands: {count}"
        );
        self.condition_problem(ConditionProblem::OperandCount, message);
    }

    fn wrong_type(&mut self, name: &str, kind: &str) {
        let message = format!(
            "Incorrect operand type for operator or function; operator or function: {name}, \
             operand type: {kind}"
        );
        self.condition_problem(ConditionProblem::OperandType, message);
    }

    /// A path can't be compared with itself.
    pub(super) fn check_distinct(&mut self, operator: &str, first: &Operand, rest: &[Operand]) {
        if let (Operand::Path(path), [Operand::Path(other)]) = (first, rest)
            && path == other
        {
            let message = format!(
                "The first operand must be distinct from the remaining operands for this operator \
                 or function; operator: {operator}, first operand: {path}"
            );
            self.condition_problem(ConditionProblem::NotDistinct, message);
        }
    }

    /// Only numbers, strings and binaries have an order.
    pub(super) fn check_ordered(&mut self, operator: &str, operands: [&Operand; 2]) {
        for operand in operands {
            if let Some(kind) = operand
                .type_name()
                .filter(|k| !matches!(*k, "S" | "N" | "B"))
            {
                self.wrong_type(operator, kind);
            }
        }
    }

    pub(super) fn check_bounds(&mut self, low: &Operand, high: &Operand) {
        let (Operand::Value(low), Operand::Value(high)) = (low, high) else {
            return;
        };
        let rule = if low.type_name() != high.type_name() {
            "The BETWEEN operator requires same data type for lower and upper bounds"
        } else if order(low, high) == Some(std::cmp::Ordering::Greater) {
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound"
        } else {
            return;
        };
        let message = format!(
            "{rule}; lower bound operand: AttributeValue: {}, upper bound operand: \
             AttributeValue: {}",
            shown(low),
            shown(high)
        );
        self.condition_problem(ConditionProblem::OperandType, message);
    }

    /// Two paths of a projection or an update must differ, and in steps of the same kind.
    pub(super) fn compare_paths(&mut self, one: &DocumentPath, two: &DocumentPath) {
        let (what, kind, in_update) = 'found: {
            for pair in one.steps.iter().zip(&two.steps) {
                match pair {
                    (PathStep::Attribute(a), PathStep::Attribute(b)) if a == b => {}
                    (PathStep::Index(a), PathStep::Index(b)) if a == b => {}
                    (PathStep::Attribute(_), PathStep::Index(_))
                    | (PathStep::Index(_), PathStep::Attribute(_)) => {
                        break 'found ("conflict", ProblemKind::Conflict, UpdateProblem::Conflict);
                    }
                    _ => return,
                }
            }
            ("overlap", ProblemKind::Overlap, UpdateProblem::Overlap)
        };
        let message = format!(
            "Two document paths {what} with each other; must remove or rewrite one of these \
             paths; path one: {one}, path two: {two}"
        );
        let kind = match self.mode {
            Mode::Update => ProblemKind::InUpdate(in_update),
            _ => kind,
        };
        self.problems.add(kind, message);
    }
}

fn size_of(operand: Operand) -> Node {
    Node::Operand {
        operand: Operand::Size(Box::new(operand)),
        enclosed: false,
    }
}

/// A value in the notation of DynamoDB's messages: `{S:a}`.
fn shown(value: &AttributeValue) -> String {
    let json = value.to_json();
    let content = json.get(value.type_name());
    let text = content.map_or_else(String::new, |content| {
        content
            .as_str()
            .map_or_else(|| content.to_string(), str::to_owned)
    });
    format!("{{{}:{text}}}", value.type_name())
}
