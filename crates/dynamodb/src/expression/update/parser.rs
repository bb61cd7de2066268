//! Parser of update expressions.

use super::ast::{Action, Clause, Operand};
use crate::expression::lexer::TokenKind;
use crate::expression::parser::{MAX_OPERATORS, Mode, Parser};
use crate::expression::placeholders::Placeholders;
use crate::expression::problems::{ProblemKind, UpdateProblem};
use crate::value::AttributeValue;

/// Parses an update. An `Err` is DynamoDB's message without the member's name.
pub(super) fn update(text: &str, placeholders: &Placeholders) -> Result<Vec<Clause>, String> {
    let mut parser = Parser::new(text, placeholders, Mode::Update);
    let mut clauses: Vec<Clause> = Vec::new();
    let mut seen = Vec::new();
    loop {
        let Some(section) = parser.section() else {
            return parser.syntax_error();
        };
        if seen.contains(&section) {
            let message = format!(
                "The \"{}\" section can only be used once in an update expression;",
                section.name()
            );
            parser.update_problem(UpdateProblem::Section, message);
        }
        seen.push(section);
        loop {
            let clause = parser.clause(section)?;
            for other in &clauses {
                parser.compare_paths(&other.path, &clause.path);
            }
            clauses.push(clause);
            if !parser.eat(",") {
                break;
            }
        }
        if parser.peek().kind == TokenKind::End {
            break;
        }
    }
    if parser.operators > MAX_OPERATORS {
        return Err(format!(
            "The expression contains too many operators; operator count: {}",
            parser.operators
        ));
    }
    parser.problems.finish()?;
    Ok(clauses)
}

/// A section's keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Set,
    Remove,
    Add,
    Delete,
}

impl Section {
    const ALL: [Self; 4] = [Self::Set, Self::Remove, Self::Add, Self::Delete];

    fn name(self) -> &'static str {
        match self {
            Self::Set => "SET",
            Self::Remove => "REMOVE",
            Self::Add => "ADD",
            Self::Delete => "DELETE",
        }
    }
}

impl Parser<'_> {
    fn section(&mut self) -> Option<Section> {
        Section::ALL
            .into_iter()
            .find(|section| self.eat_keyword(section.name()))
    }

    fn update_problem(&mut self, problem: UpdateProblem, message: String) {
        self.problems.add(ProblemKind::InUpdate(problem), message);
    }

    fn clause(&mut self, section: Section) -> Result<Clause, String> {
        let path = self.path()?;
        let action = match section {
            Section::Set => {
                self.expect("=")?;
                Action::Set(self.set_value()?)
            }
            Section::Remove => Action::Remove,
            Section::Add => Action::Add(self.changed_by("ADD")?),
            Section::Delete => Action::Delete(self.changed_by("DELETE")?),
        };
        Ok(Clause { path, action })
    }

    /// The value of `ADD` or `DELETE`.
    fn changed_by(&mut self, operator: &str) -> Result<AttributeValue, String> {
        let token = self.peek();
        if token.kind != TokenKind::ValuePlaceholder {
            return self.syntax_error();
        }
        self.at += 1;
        let Some(value) = self.placeholders.value(token.text) else {
            self.undefined_value(token.text);
            return Ok(AttributeValue::Null);
        };
        let kind = match &value {
            AttributeValue::N(_) if operator == "ADD" => return Ok(value),
            AttributeValue::SS(_) | AttributeValue::NS(_) | AttributeValue::BS(_) => {
                return Ok(value);
            }
            AttributeValue::S(_) => "STRING",
            AttributeValue::N(_) => "NUMBER",
            AttributeValue::B(_) => "BINARY",
            AttributeValue::Null => "NULL",
            AttributeValue::Bool(_) => "BOOLEAN",
            AttributeValue::L(_) => "LIST",
            AttributeValue::M(_) => "MAP",
        };
        let message = format!(
            "Incorrect operand type for operator or function; operator: {operator}, operand type: \
             {kind}, typeSet: ALLOWED_FOR_{operator}_OPERAND"
        );
        self.update_problem(UpdateProblem::Operand, message);
        Ok(value)
    }

    /// An operand, a sum or a difference. Parentheses may enclose each of them once.
    fn set_value(&mut self) -> Result<Operand, String> {
        let left = if self.eat("(") {
            let inner = self.sum_or_operand()?;
            self.expect(")")?;
            if matches!(inner, Operand::Plus(..) | Operand::Minus(..)) {
                return Ok(inner);
            }
            inner
        } else {
            self.plain_operand()?
        };
        self.rest_of_sum(left)
    }

    fn sum_or_operand(&mut self) -> Result<Operand, String> {
        let left = self.operand_in_update()?;
        self.rest_of_sum(left)
    }

    /// `+` or `-` with its right operand, if there is one.
    fn rest_of_sum(&mut self, left: Operand) -> Result<Operand, String> {
        let operator = self.peek();
        if !operator.is("+") && !operator.is("-") {
            return Ok(left);
        }
        self.at += 1;
        let right = self.operand_in_update()?;
        self.operators += 1;
        self.check_operands(operator.text, "N", [&left, &right]);
        let (left, right) = (Box::new(left), Box::new(right));
        Ok(match operator.text {
            "+" => Operand::Plus(left, right),
            _ => Operand::Minus(left, right),
        })
    }

    /// An operand, maybe in parentheses.
    fn operand_in_update(&mut self) -> Result<Operand, String> {
        if !self.eat("(") {
            return self.plain_operand();
        }
        let operand = self.plain_operand()?;
        self.expect(")")?;
        Ok(operand)
    }

    /// A function, a value or a path.
    fn plain_operand(&mut self) -> Result<Operand, String> {
        let token = self.peek();
        match token.kind {
            TokenKind::ValuePlaceholder => {
                self.at += 1;
                Ok(Operand::Value(self.value(token.text)))
            }
            TokenKind::Word if self.is_call() => self.function_in_update(),
            _ => Ok(Operand::Path(self.path()?)),
        }
    }

    fn function_in_update(&mut self) -> Result<Operand, String> {
        self.enter()?;
        let name = self.next().text;
        self.expect("(")?;
        let mut arguments = vec![self.operand_in_update()?];
        while self.eat(",") {
            arguments.push(self.operand_in_update()?);
        }
        self.expect(")")?;
        self.leave();
        self.operators += 1;
        // Never evaluated: the problem rejects the expression.
        let never = Operand::Value(AttributeValue::Null);
        if !matches!(name, "if_not_exists" | "list_append") {
            let message = format!("Invalid function name; function: {name}");
            self.update_problem(UpdateProblem::UnknownFunction, message);
            return Ok(never);
        }
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let (Some(first), Some(second), None) =
            (arguments.next(), arguments.next(), arguments.next())
        else {
            let message = format!(
                "Incorrect number of operands for operator or function; operator or function: \
                 {name}, number of operands: {count}"
            );
            self.update_problem(UpdateProblem::Function, message);
            return Ok(never);
        };
        if name == "list_append" {
            self.check_operands(name, "L", [&first, &second]);
            return Ok(Operand::ListAppend(Box::new(first), Box::new(second)));
        }
        match first {
            Operand::Path(path) => Ok(Operand::IfNotExists(path, Box::new(second))),
            _ => {
                let message = format!(
                    "Operator or function requires a document path; operator or function: {name}"
                );
                self.update_problem(UpdateProblem::Function, message);
                Ok(never)
            }
        }
    }

    /// Values must have the type that an operator or function expects.
    fn check_operands(&mut self, name: &str, expected: &str, operands: [&Operand; 2]) {
        for operand in operands {
            if let Operand::Value(value) = operand
                && value.type_name() != expected
            {
                let message = format!(
                    "Incorrect operand type for operator or function; operator or function: {name}, \
                     operand type: {}",
                    value.type_name()
                );
                self.update_problem(UpdateProblem::Function, message);
            }
        }
    }
}
