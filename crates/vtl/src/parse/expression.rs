//! Parsing of expressions, arguments and the literals of lists, maps and ranges.

use crate::ast::{Comparison, Expr, ExprKind, Operation};
use crate::error::ErrorKind;
use crate::lex::{Kind, Tok};
use crate::span::Span;
use crate::value::Value;

use super::{Failure, Parsed, Parser};

/// How many operators one `#set` or `#if` may have.
const MAX_OPERATORS: usize = 1_000;

impl Parser<'_, '_> {
    fn expr(&self, kind: ExprKind, first: usize) -> Expr {
        Expr {
            kind,
            literal: self.literal(first, self.last()),
        }
    }

    /// All of the value of a `#set`, or the condition of an `#if`.
    pub(super) fn whole_expression(&mut self) -> Parsed<Expr> {
        self.operators = 0;
        self.expression()
    }

    /// `a or b`.
    fn expression(&mut self) -> Parsed<Expr> {
        self.deeper(Self::or_expression)
    }

    fn or_expression(&mut self) -> Parsed<Expr> {
        let mut left = self.and_expression()?;
        while self.take(Kind::Or)?.is_some() {
            self.count_operator()?;
            let first = self.at;
            let right = self.and_expression()?;
            left = self.expr(ExprKind::Or(Box::new((left, right))), first);
        }
        Ok(left)
    }

    fn and_expression(&mut self) -> Parsed<Expr> {
        let mut left = self.equality()?;
        while self.take(Kind::And)?.is_some() {
            self.count_operator()?;
            let first = self.at;
            let right = self.equality()?;
            left = self.expr(ExprKind::And(Box::new((left, right))), first);
        }
        Ok(left)
    }

    fn equality(&mut self) -> Parsed<Expr> {
        let mut left = self.relation()?;
        loop {
            let comparison = match self.kind()? {
                Kind::Equal => Comparison::Equal,
                Kind::NotEqual => Comparison::NotEqual,
                _ => return Ok(left),
            };
            self.next()?;
            self.count_operator()?;
            let first = self.at;
            let right = self.relation()?;
            left = self.expr(
                ExprKind::Compare(comparison, Box::new((left, right))),
                first,
            );
        }
    }

    fn relation(&mut self) -> Parsed<Expr> {
        let mut left = self.sum()?;
        loop {
            let comparison = match self.kind()? {
                Kind::Less => Comparison::Less,
                Kind::LessEqual => Comparison::LessEqual,
                Kind::Greater => Comparison::Greater,
                Kind::GreaterEqual => Comparison::GreaterEqual,
                _ => return Ok(left),
            };
            self.next()?;
            self.count_operator()?;
            let first = self.at;
            let right = self.sum()?;
            left = self.expr(
                ExprKind::Compare(comparison, Box::new((left, right))),
                first,
            );
        }
    }

    fn sum(&mut self) -> Parsed<Expr> {
        let mut left = self.product()?;
        loop {
            let operation = match self.kind()? {
                Kind::Plus => Operation::Add,
                Kind::Minus => Operation::Subtract,
                _ => return Ok(left),
            };
            self.next()?;
            self.count_operator()?;
            let first = self.at;
            let right = self.product()?;
            left = self.expr(
                ExprKind::Arithmetic(operation, Box::new((left, right))),
                first,
            );
        }
    }

    fn product(&mut self) -> Parsed<Expr> {
        let mut left = self.unary()?;
        loop {
            let operation = match self.kind()? {
                Kind::Times => Operation::Multiply,
                Kind::Divide => Operation::Divide,
                Kind::Modulo => Operation::Modulo,
                _ => return Ok(left),
            };
            self.next()?;
            self.count_operator()?;
            let first = self.at;
            let right = self.unary()?;
            left = self.expr(
                ExprKind::Arithmetic(operation, Box::new((left, right))),
                first,
            );
        }
    }

    /// A chain of operators is a tree as deep as the chain is long.
    fn count_operator(&mut self) -> Parsed<()> {
        self.operators += 1;
        if self.operators > MAX_OPERATORS {
            let message = format!("more than {MAX_OPERATORS} operators stand in this expression");
            let span = self.span(self.last(), self.last());
            return Err(self.error(ErrorKind::Limit, message, span));
        }
        Ok(())
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let not = match self.kind()? {
            Kind::Not => true,
            Kind::Space => self.peek_at(1)?.kind == Kind::Not,
            _ => false,
        };
        if !not {
            return self.primary();
        }
        self.space()?;
        self.next()?;
        let first = self.at;
        let operand = self.deeper(Self::unary)?;
        Ok(self.expr(ExprKind::Not(Box::new(operand)), first))
    }

    fn primary(&mut self) -> Parsed<Expr> {
        self.space()?;
        let expr = if let Some(open) = self.take(Kind::ParenOpen)? {
            let first = self.at;
            let inner = self.expression()?;
            let paren = self.expr(ExprKind::Paren(Box::new(inner)), first);
            self.close(Kind::ParenClose, "`)`", open)?;
            paren
        } else {
            self.operand("a value")?
        };
        self.space()?;
        Ok(expr)
    }

    /// An argument of a method, or a part of a list or map.
    pub(super) fn parameter(&mut self) -> Parsed<Expr> {
        self.space()?;
        let expr = self.operand("a value")?;
        self.space()?;
        Ok(expr)
    }

    pub(super) fn index_parameter(&mut self) -> Parsed<Expr> {
        self.space()?;
        let token = self.peek()?;
        let expr = match token.kind {
            Kind::String
            | Kind::Integer
            | Kind::True
            | Kind::False
            | Kind::Identifier
            | Kind::RefOpen => self.operand("a string, an integer or a reference")?,
            _ => return Err(self.unexpected(token, "a string, an integer or a reference")),
        };
        self.space()?;
        Ok(expr)
    }

    /// A literal or a reference, without spaces around it.
    pub(super) fn operand(&mut self, wanted: &str) -> Parsed<Expr> {
        let first = self.at;
        let token = self.peek()?;
        let kind = match token.kind {
            Kind::String => {
                self.next()?;
                self.string(token)?
            }
            Kind::Integer => {
                self.next()?;
                self.integer(token)?
            }
            Kind::Float => {
                self.next()?;
                let value = self.raw(token).parse::<f64>();
                ExprKind::Constant(Value::Double(value.map_err(|_| self.no_number(token))?))
            }
            Kind::True => {
                self.next()?;
                ExprKind::True
            }
            Kind::False => {
                self.next()?;
                ExprKind::False
            }
            Kind::Identifier | Kind::RefOpen => match self.deeper(Self::reference)? {
                Some(reference) => ExprKind::Reference(reference),
                None => ExprKind::Constant(Value::Null),
            },
            Kind::LeftCurly => self.deeper(Self::map)?,
            Kind::BracketOpen => self.deeper(Self::list)?,
            _ => return Err(self.unexpected(token, wanted)),
        };
        Ok(self.expr(kind, first))
    }

    /// An integer: the smallest of Java's classes that holds it.
    fn integer(&self, token: Tok) -> Parsed<ExprKind> {
        let text = self.raw(token);
        Ok(ExprKind::Constant(if let Ok(value) = text.parse::<i32>() {
            Value::Integer(value)
        } else if let Ok(value) = text.parse::<i64>() {
            Value::Long(value)
        } else {
            java::BigInteger::parse(text)
                .map(Value::from)
                .ok_or_else(|| self.no_number(token))?
        }))
    }

    /// The error for a `#` that starts nothing and was read as the start of what follows it.
    fn no_number(&self, token: Tok) -> Failure {
        let span = Span::new(token.start, token.end);
        let message = "a number with `#` before it is none: take the `#` away";
        self.error(ErrorKind::Syntax, message, span)
    }

    #[inline(never)]
    fn map(&mut self) -> Parsed<ExprKind> {
        let open = self.next()?;
        let mut entries = Vec::new();
        let empty = match self.kind()? {
            Kind::RightCurly | Kind::RefClose => true,
            Kind::Space => {
                matches!(self.peek_at(1)?.kind, Kind::RightCurly | Kind::RefClose)
            }
            _ => false,
        };
        if empty {
            self.space()?;
        } else {
            loop {
                let key = self.parameter()?;
                self.expect(Kind::Colon, "`:`")?;
                let value = self.parameter()?;
                entries.push((key, value));
                if self.take(Kind::Comma)?.is_none() {
                    break;
                }
            }
        }
        if self.take(Kind::RefClose)?.is_none() {
            self.close(Kind::RightCurly, "`,` or `}`", open)?;
        }
        Ok(ExprKind::Map(entries))
    }

    /// `[a, b]` or `[a .. b]`.
    fn list(&mut self) -> Parsed<ExprKind> {
        let open = self.next()?;
        let mut items = Vec::new();
        if self.take(Kind::BracketClose)?.is_some() {
            return Ok(ExprKind::List(items));
        }
        loop {
            let item = self.parameter()?;
            let ranges = items.is_empty()
                && matches!(
                    item.kind,
                    ExprKind::Reference(_)
                        | ExprKind::Constant(
                            Value::Integer(_) | Value::Long(_) | Value::BigInteger(_)
                        )
                );
            if ranges && self.take(Kind::DoubleDot)?.is_some() {
                return self.range_end(item, open);
            }
            items.push(item);
            if self.take(Kind::Comma)?.is_none() {
                self.close(Kind::BracketClose, "`,` or `]`", open)?;
                return Ok(ExprKind::List(items));
            }
        }
    }

    fn range_end(&mut self, from: Expr, open: Tok) -> Parsed<ExprKind> {
        self.space()?;
        let token = self.peek()?;
        let to = match token.kind {
            Kind::Integer | Kind::Identifier | Kind::RefOpen => {
                self.operand("an integer or a reference")?
            }
            _ => return Err(self.unexpected(token, "an integer or a reference")),
        };
        self.space()?;
        self.close(Kind::BracketClose, "`]`", open)?;
        Ok(ExprKind::Range(Box::new((from, to))))
    }
}
