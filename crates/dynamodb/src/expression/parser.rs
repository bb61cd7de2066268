//! Parser of expressions: recursive descent with one token of lookahead.

use super::ast::{Comparator, DocumentPath, Expression, Operand, PathStep};
use super::lexer::{Token, TokenKind, tokens};
use super::placeholders::Placeholders;
use super::problems::{ConditionProblem, ProblemKind, Problems, UpdateProblem};
use super::reserved::is_reserved;
use crate::value::AttributeValue;

/// The most operators and functions of an expression, by the documentation.
pub(super) const MAX_OPERATORS: usize = 300;
/// The most operands of `IN`, by the documentation.
const MAX_IN: usize = 100;
/// The deepest document path, by the documentation.
const MAX_PATH: usize = 32;
/// The deepest nesting of parentheses, calls and `NOT`. AWS documents no limit; this one bounds the stack.
const MAX_DEPTH: usize = 64;

/// Parses a condition. An `Err` is DynamoDB's message without the member's name.
pub(crate) fn condition(text: &str, placeholders: &Placeholders) -> Result<Expression, String> {
    let mut parser = Parser::new(text, placeholders, Mode::Condition);
    let node = parser.or()?;
    if parser.peek().kind != TokenKind::End {
        return parser.syntax_error();
    }
    let expression = parser.as_condition(node)?;
    if parser.operators > MAX_OPERATORS {
        return Err(format!(
            "The expression contains too many operators; operator count: {}",
            parser.operators
        ));
    }
    parser.problems.finish()?;
    Ok(expression)
}

/// Parses a projection. An `Err` is DynamoDB's message without the member's name.
pub(crate) fn projection(
    text: &str,
    placeholders: &Placeholders,
) -> Result<Vec<DocumentPath>, String> {
    let mut parser = Parser::new(text, placeholders, Mode::Projection);
    let mut paths: Vec<DocumentPath> = Vec::new();
    loop {
        let path = parser.path()?;
        for other in &paths {
            parser.compare_paths(other, &path);
        }
        paths.push(path);
        if !parser.eat(",") {
            break;
        }
    }
    if parser.peek().kind != TokenKind::End {
        return parser.syntax_error();
    }
    parser.problems.finish()?;
    Ok(paths)
}

/// A parsed part of an expression.
pub(super) enum Node {
    Condition {
        expression: Expression,
        /// Whether parentheses enclose it.
        enclosed: bool,
    },
    Operand {
        operand: Operand,
        enclosed: bool,
    },
    /// An invalid call, whose problem is recorded.
    Invalid {
        enclosed: bool,
    },
}

/// The kinds of expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Condition,
    Projection,
    Update,
}

pub(super) struct Parser<'a> {
    text: &'a str,
    pub(super) mode: Mode,
    tokens: Vec<Token<'a>>,
    pub(super) at: usize,
    pub(super) placeholders: &'a Placeholders,
    pub(super) problems: Problems,
    /// The number of complete conditions: the first with a problem is reported.
    conditions: usize,
    pub(super) operators: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, placeholders: &'a Placeholders, mode: Mode) -> Self {
        Self {
            text,
            mode,
            tokens: tokens(text),
            at: 0,
            placeholders,
            problems: Problems::default(),
            conditions: 0,
            operators: 0,
            depth: 0,
        }
    }

    pub(super) fn peek(&self) -> Token<'a> {
        let end = Token {
            kind: TokenKind::End,
            text: "",
            start: self.text.len(),
        };
        self.tokens.get(self.at).copied().unwrap_or(end)
    }

    pub(super) fn next(&mut self) -> Token<'a> {
        let token = self.peek();
        self.at += 1;
        token
    }

    pub(super) fn eat(&mut self, symbol: &str) -> bool {
        let there = self.peek().is(symbol);
        self.at += usize::from(there);
        there
    }

    pub(super) fn eat_keyword(&mut self, keyword: &str) -> bool {
        let there = self.peek().is_keyword(keyword);
        self.at += usize::from(there);
        there
    }

    pub(super) fn expect(&mut self, symbol: &str) -> Result<(), String> {
        if self.eat(symbol) {
            Ok(())
        } else {
            self.syntax_error()
        }
    }

    /// The error at the next token; `near` shows its neighbors, too.
    pub(super) fn syntax_error<T>(&self) -> Result<T, String> {
        let token = self.peek();
        let start = match self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
        {
            Some(before) => before.start,
            None => token.start,
        };
        let end = self
            .tokens
            .get(self.at + 1)
            .map_or(self.text.len(), Token::end);
        let near = self.text.get(start..end).unwrap_or_default().trim_end();
        let shown = if token.kind == TokenKind::End {
            "<EOF>"
        } else {
            token.text
        };
        Err(format!(
            "Syntax error; token: \"{shown}\", near: \"{near}\""
        ))
    }

    pub(super) fn condition_problem(&mut self, problem: ConditionProblem, message: String) {
        self.problems
            .add(ProblemKind::InCondition(self.conditions, problem), message);
    }

    pub(super) fn enter(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("The expression contains too many nested conditions;".to_owned());
        }
        Ok(())
    }

    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    fn or(&mut self) -> Result<Node, String> {
        self.enter()?;
        let mut left = self.and()?;
        while self.eat_keyword("OR") {
            self.operators += 1;
            let first = Box::new(self.as_condition(left)?);
            let right = self.and()?;
            let second = Box::new(self.as_condition(right)?);
            left = Node::Condition {
                expression: Expression::Or(first, second),
                enclosed: false,
            };
        }
        self.leave();
        Ok(left)
    }

    fn and(&mut self) -> Result<Node, String> {
        let mut left = self.not()?;
        while self.eat_keyword("AND") {
            self.operators += 1;
            let first = Box::new(self.as_condition(left)?);
            let right = self.not()?;
            let second = Box::new(self.as_condition(right)?);
            left = Node::Condition {
                expression: Expression::And(first, second),
                enclosed: false,
            };
        }
        Ok(left)
    }

    fn not(&mut self) -> Result<Node, String> {
        if !self.eat_keyword("NOT") {
            return self.comparison();
        }
        self.enter()?;
        self.operators += 1;
        let node = self.not()?;
        let inner = Box::new(self.as_condition(node)?);
        self.leave();
        Ok(Node::Condition {
            expression: Expression::Not(inner),
            enclosed: false,
        })
    }

    /// A node in the position of a condition.
    fn as_condition(&mut self, node: Node) -> Result<Expression, String> {
        match node {
            Node::Condition { expression, .. } => Ok(expression),
            Node::Operand {
                operand: Operand::Size(_),
                ..
            } => {
                self.misused("size");
                Ok(never())
            }
            Node::Operand { .. } => self.syntax_error(),
            Node::Invalid { .. } => Ok(never()),
        }
    }

    fn misused(&mut self, function: &str) {
        let message = format!(
            "The function is not allowed to be used this way in an expression; function: {function}"
        );
        self.problems.add(ProblemKind::MisusedFunction, message);
    }

    /// A condition without `AND`, `OR` and `NOT`, or an operand.
    fn comparison(&mut self) -> Result<Node, String> {
        let left = self.primary()?;
        let token = self.peek();
        let comparator = match token.text {
            "=" => Some(Comparator::Equal),
            "<>" => Some(Comparator::NotEqual),
            "<" => Some(Comparator::Less),
            "<=" => Some(Comparator::LessOrEqual),
            ">" => Some(Comparator::Greater),
            ">=" => Some(Comparator::GreaterOrEqual),
            _ => None,
        };
        let expression = if let Some(comparator) = comparator {
            let first = self.as_operand(left)?;
            self.at += 1;
            let second = self.operand()?;
            self.check_distinct(token.text, &first, std::slice::from_ref(&second));
            if !matches!(comparator, Comparator::Equal | Comparator::NotEqual) {
                self.check_ordered(token.text, [&first, &second]);
            }
            Expression::Compare(first, comparator, second)
        } else if token.is_keyword("BETWEEN") {
            let first = self.as_operand(left)?;
            self.at += 1;
            let low = self.operand()?;
            if !self.eat_keyword("AND") {
                return self.syntax_error();
            }
            let high = self.operand()?;
            self.check_bounds(&low, &high);
            self.check_ordered("BETWEEN", [&low, &high]);
            Expression::Between(first, low, high)
        } else if token.is_keyword("IN") {
            let first = self.as_operand(left)?;
            self.at += 1;
            self.expect("(")?;
            let mut candidates = vec![self.operand()?];
            while self.eat(",") {
                candidates.push(self.operand()?);
            }
            self.expect(")")?;
            if candidates.len() > MAX_IN {
                self.wrong_count("IN", candidates.len());
            }
            self.check_distinct("IN", &first, &candidates);
            Expression::In(first, candidates)
        } else {
            return Ok(left);
        };
        self.operators += 1;
        self.conditions += 1;
        Ok(Node::Condition {
            expression,
            enclosed: false,
        })
    }

    /// A node in the position of an operand.
    fn as_operand(&mut self, node: Node) -> Result<Operand, String> {
        match node {
            Node::Operand { operand, .. } => Ok(operand),
            Node::Condition {
                expression,
                enclosed: false,
            } => {
                let Some(function) = function_name(&expression) else {
                    return self.syntax_error();
                };
                self.misused(function);
                Ok(Operand::Value(AttributeValue::Null))
            }
            Node::Condition { .. } => self.syntax_error(),
            Node::Invalid { .. } => Ok(Operand::Value(AttributeValue::Null)),
        }
    }

    fn operand(&mut self) -> Result<Operand, String> {
        let node = self.primary()?;
        self.as_operand(node)
    }

    /// A parenthesized expression, a call, a path or a value.
    fn primary(&mut self) -> Result<Node, String> {
        let token = self.peek();
        if token.is("(") {
            self.at += 1;
            let node = self.or()?;
            self.expect(")")?;
            let (node, was_enclosed) = match node {
                Node::Condition {
                    expression,
                    enclosed,
                } => (
                    Node::Condition {
                        expression,
                        enclosed: true,
                    },
                    enclosed,
                ),
                Node::Operand { operand, enclosed } => (
                    Node::Operand {
                        operand,
                        enclosed: true,
                    },
                    enclosed,
                ),
                Node::Invalid { enclosed } => (Node::Invalid { enclosed: true }, enclosed),
            };
            if was_enclosed {
                let message = "The expression has redundant parentheses;".to_owned();
                self.problems.add(ProblemKind::Parentheses, message);
            }
            return Ok(node);
        }
        if token.kind == TokenKind::ValuePlaceholder {
            self.at += 1;
            let operand = Operand::Value(self.value(token.text));
            return Ok(Node::Operand {
                operand,
                enclosed: false,
            });
        }
        if token.kind == TokenKind::Word && self.is_call() && !self.is_keyword(token) {
            return self.call();
        }
        let operand = Operand::Path(self.path()?);
        Ok(Node::Operand {
            operand,
            enclosed: false,
        })
    }

    pub(super) fn value(&mut self, key: &str) -> AttributeValue {
        self.placeholders.value(key).unwrap_or_else(|| {
            self.undefined_value(key);
            AttributeValue::Null
        })
    }

    pub(super) fn undefined_value(&mut self, key: &str) {
        let message = format!(
            "An expression attribute value used in expression is not defined; attribute value: {key}"
        );
        self.undefined(UpdateProblem::UndefinedValue, message);
    }

    fn undefined(&mut self, in_update: UpdateProblem, message: String) {
        match self.mode {
            Mode::Update => self.problems.add(ProblemKind::InUpdate(in_update), message),
            _ => self.condition_problem(ConditionProblem::Undefined, message),
        }
    }

    /// Whether the next token is followed by `(`.
    pub(super) fn is_call(&self) -> bool {
        let after = self.tokens.get(self.at + 1);
        after.is_some_and(|token| token.is("("))
    }

    /// Whether a word is a keyword of this kind of expression, and no name.
    fn is_keyword(&self, token: Token<'_>) -> bool {
        let keywords: &[&str] = match self.mode {
            Mode::Update => &["SET", "REMOVE", "ADD", "DELETE"],
            _ => &["AND", "OR", "NOT", "BETWEEN", "IN"],
        };
        keywords.iter().any(|keyword| token.is_keyword(keyword))
    }

    fn call(&mut self) -> Result<Node, String> {
        self.enter()?;
        let function = self.next().text;
        self.expect("(")?;
        let mut arguments = vec![self.operand()?];
        while self.eat(",") {
            arguments.push(self.operand()?);
        }
        self.expect(")")?;
        self.leave();
        self.operators += 1;
        let node = self.function(function, arguments);
        if !matches!(node, Node::Operand { .. }) {
            self.conditions += 1;
        }
        Ok(node)
    }

    /// A document path.
    pub(super) fn path(&mut self) -> Result<DocumentPath, String> {
        let mut steps = vec![self.attribute()?];
        loop {
            if self.eat(".") {
                let step = self.attribute()?;
                steps.push(step);
            } else if self.peek().is("[") {
                self.at += 1;
                let token = self.peek();
                if token.kind != TokenKind::Digits {
                    return self.syntax_error();
                }
                self.at += 1;
                let Ok(index) = token.text.parse::<u32>() else {
                    return Err(format!(
                        "List index is not within the allowable range; index: [{}]",
                        token.text
                    ));
                };
                steps.push(PathStep::Index(index as usize));
                self.expect("]")?;
            } else {
                break;
            }
        }
        if steps.len() > MAX_PATH {
            return Err(format!(
                "The document path has too many nesting elements; nesting depth: {}",
                steps.len()
            ));
        }
        Ok(DocumentPath { steps })
    }

    fn attribute(&mut self) -> Result<PathStep, String> {
        let token = self.peek();
        let name = match token.kind {
            TokenKind::Word if !self.is_keyword(token) => {
                if is_reserved(token.text) {
                    let message = format!(
                        "Attribute name is a reserved keyword; reserved keyword: {}",
                        token.text
                    );
                    let kind = match self.mode {
                        Mode::Update => ProblemKind::InUpdate(UpdateProblem::Reserved),
                        _ => ProblemKind::Reserved,
                    };
                    self.problems.add(kind, message);
                }
                token.text.to_owned()
            }
            TokenKind::NamePlaceholder => self.placeholders.name(token.text).unwrap_or_else(|| {
                let message = format!(
                    "An expression attribute name used in the document path is not defined; \
                     attribute name: {}",
                    token.text
                );
                self.undefined(UpdateProblem::UndefinedName, message);
                String::new()
            }),
            _ => return self.syntax_error(),
        };
        self.at += 1;
        Ok(PathStep::Attribute(name))
    }
}

/// A placeholder for an invalid condition. It is never evaluated.
fn never() -> Expression {
    Expression::In(Operand::Value(AttributeValue::Null), Vec::new())
}

fn function_name(expression: &Expression) -> Option<&'static str> {
    match expression {
        Expression::Exists(_) => Some("attribute_exists"),
        Expression::NotExists(_) => Some("attribute_not_exists"),
        Expression::HasType(..) => Some("attribute_type"),
        Expression::BeginsWith(..) => Some("begins_with"),
        Expression::Contains(..) => Some("contains"),
        _ => None,
    }
}
