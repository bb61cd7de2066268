//! Parsing of directives.

use std::rc::Rc;

use crate::ast::{
    Body, Call, Condition, Expr, ExprKind, File, Foreach, If, Macro, Node, Set, Text,
};
use crate::error::ErrorKind;
use crate::lex::{Kind, Tok};
use crate::span::Span;
use crate::value::Value;

use super::messages::form;
use super::recover::opens_block;
use super::{Parsed, Parser, copy_texts};

impl Parser<'_, '_> {
    fn block(&mut self) -> Parsed<Vec<Node>> {
        let mut nodes = Vec::new();
        self.statements(&mut nodes)?;
        copy_texts(&mut nodes, &self.place.source);
        Ok(nodes)
    }

    pub(super) fn condition(&mut self) -> Parsed<Expr> {
        self.space()?;
        let open = self.expect(Kind::ParenOpen, "a condition in parentheses")?;
        let condition = self.whole_expression()?;
        self.close(Kind::ParenClose, "`)`", open)?;
        Ok(condition)
    }

    pub(super) fn if_statement(&mut self) -> Parsed<Node> {
        let opened = self.next()?;
        self.open.push(opened);
        let mut arms = vec![(self.condition()?, self.block()?)];
        while self.take(Kind::ElseIf)?.is_some() {
            arms.push((self.condition()?, self.block()?));
        }
        let mut otherwise = Vec::new();
        if self.take(Kind::Else)?.is_some() {
            otherwise = self.block()?;
        }
        self.expect_block_end(opened)?;
        let span = Span::new(opened.start, opened.end);
        let condition = match arms.first() {
            Some((condition, _)) => Condition::of(condition),
            None => Condition::General,
        };
        Ok(Node::If(Box::new(If {
            condition,
            arms,
            otherwise,
            span,
        })))
    }

    pub(super) fn set_statement(&mut self) -> Parsed<Node> {
        let opened = self.next()?;
        self.space()?;
        let token = self.peek()?;
        if !matches!(token.kind, Kind::Identifier | Kind::RefOpen) {
            return Err(self.unexpected(token, "the variable to set, such as `$x`,"));
        }
        let target = self.reference()?;
        let Some(target) = target else {
            return Err(self.unexpected(token, "the variable to set, such as `$x`,"));
        };
        self.space()?;
        self.expect(Kind::Assign, "`=`")?;
        let value = self.whole_expression()?;
        self.close(Kind::ParenClose, "`)`", opened)?;
        self.lexer.leave_set();
        let start = opened.start + self.raw(opened).find('#').unwrap_or(0);
        let end = self.span(0, self.last()).end;
        let assigns = target.plain && !target.inert;
        Ok(Node::Set(Box::new(Set {
            target,
            assigns,
            value,
            span: Span::new(start, end),
        })))
    }

    /// `#name`, with or without arguments, with or without a block.
    pub(super) fn directive(&mut self, nodes: &mut Vec<Node>) -> Parsed<()> {
        let first = self.at;
        let token = self.next()?;
        let name = self.directive_name(token);
        let known = self.shared.is_directive(name);
        let is_block = opens_block(name) && (known || name.starts_with('@'));
        self.lexer.enter_directive();
        if !self.lexer.parenthesis_follows() {
            if name != "macro" {
                self.lexer.leave_directive();
            }
            if is_block && known {
                self.open.push(token);
            }
            let node = self.bare(name, known, token)?;
            nodes.push(node);
            return Ok(());
        }
        self.space()?;
        let open = self.expect(Kind::ParenOpen, "`(`")?;
        if is_block {
            self.open.push(token);
        }
        let arguments = match self.directive_arguments(name, known, open) {
            Err(failure) if !known => return Err(self.in_call(failure, name)),
            arguments => arguments?,
        };
        if !known {
            self.note_call(name, token, true);
        }
        if !is_block {
            let node = match known {
                true => self.line_directive(name, arguments, first)?,
                false => self.call(name, arguments, None, first),
            };
            nodes.push(node);
            return Ok(());
        }
        let block_first = self.at;
        let block = self.block()?;
        let block_last = self.last();
        self.expect_block_end(token)?;
        if let Some(node) =
            self.block_directive(name, arguments, block, (first, block_first, block_last))?
        {
            nodes.push(node);
        }
        Ok(())
    }

    /// A directive without parentheses.
    #[inline(never)]
    fn bare(&mut self, name: &str, known: bool, token: Tok) -> Parsed<Node> {
        let at = self.last();
        let span = Span::new(token.start, token.end);
        if !known {
            if name.starts_with('@') {
                return Ok(Node::Text(Text::owned(format!("#{name}"), span)));
            }
            self.note_call(name, token, false);
            return Ok(self.call(name, Vec::new(), None, at));
        }
        match name {
            "stop" => Ok(Node::Stop(None)),
            "break" => Ok(Node::Break(None)),
            // Velocity checks the arguments only when it renders.
            "include" | "parse" => Ok(Node::File(Box::new(File {
                name: if name == "parse" { "parse" } else { "include" },
                arguments: Vec::new(),
                span,
            }))),
            _ => {
                let message = format!("`#{name}` needs parentheses: {}", form(name));
                Err(self.error(ErrorKind::Directive, message, span))
            }
        }
    }

    fn directive_arguments(&mut self, name: &str, known: bool, open: Tok) -> Parsed<Vec<Expr>> {
        let mut arguments = Vec::new();
        loop {
            if !self.argument_follows()? {
                self.space()?;
                self.close(Kind::ParenClose, "an argument or `)`", open)?;
                return Ok(arguments);
            }
            self.space()?;
            if self.take(Kind::Comma)?.is_some() {
                self.space()?;
            }
            let token = self.peek()?;
            let argument = self.deeper(Self::directive_argument)?;
            let span = Span::new(token.start, token.end);
            let at = arguments.len();
            if matches!(argument.kind, ExprKind::Word) {
                let allowed =
                    !known || (name == "macro" && at == 0) || (name == "foreach" && at == 1);
                if !allowed {
                    let message = format!(
                        "`#{name}` can't take the word `{}`; it is written {}",
                        self.raw(token),
                        form(name)
                    );
                    return Err(self.error(ErrorKind::Directive, message, span));
                }
            } else if name == "macro" && at == 0 {
                let message = "the first argument of `#macro` is its name, without quotes or `$`";
                return Err(self.error(ErrorKind::Directive, message, span));
            }
            arguments.push(argument);
        }
    }

    /// Velocity's `LOOKAHEAD(2)`: two tokens decide whether there is one more argument.
    fn argument_follows(&mut self) -> Parsed<bool> {
        let starts = |kind| {
            matches!(
                kind,
                Kind::Identifier
                    | Kind::RefOpen
                    | Kind::Word
                    | Kind::String
                    | Kind::Integer
                    | Kind::Float
                    | Kind::BracketOpen
                    | Kind::LeftCurly
                    | Kind::True
                    | Kind::False
            )
        };
        let first = self.kind()?;
        Ok(match first {
            Kind::Space => {
                let second = self.peek_at(1)?.kind;
                second == Kind::Comma || starts(second)
            }
            Kind::Comma => {
                let second = self.peek_at(1)?.kind;
                second == Kind::Space || starts(second)
            }
            _ => starts(first),
        })
    }

    fn directive_argument(&mut self) -> Parsed<Expr> {
        let token = self.peek()?;
        if token.kind == Kind::Word {
            self.next()?;
            let kind = ExprKind::Word;
            return Ok(Expr {
                kind,
                literal: self.literal(self.last(), self.last()),
            });
        }
        self.operand("an argument")
    }

    fn call(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        body: Option<Vec<Node>>,
        first: usize,
    ) -> Node {
        let bad = arguments
            .iter()
            .any(|argument| matches!(argument.kind, ExprKind::Word));
        let span = self.span(first, self.last());
        let literal = self.call_literal(first, self.last());
        Node::Call(Box::new(Call {
            name: name.into(),
            arguments: arguments.into(),
            body: body.map(Rc::from),
            literal,
            bad: bad.then_some(span),
            span,
        }))
    }

    /// The text of a call to a macro that does not exist: its tokens, without the text skipped between them.
    fn call_literal(&self, first: usize, last: usize) -> Text {
        if let text @ Text::Slice(_) = self.literal(first, last) {
            return text;
        }
        let text: String = (first..=last).map(|index| self.image(index)).collect();
        Text::owned(text, self.span(first, last))
    }

    fn line_directive(&mut self, name: &str, arguments: Vec<Expr>, first: usize) -> Parsed<Node> {
        let span = self.span(first, self.last());
        let count = arguments.len();
        let mut arguments = arguments.into_iter();
        let wrong = |message: String| self.error(ErrorKind::Directive, message, span);
        match name {
            "stop" | "break" if count > 1 => Err(wrong(format!(
                "`#{name}` takes one argument at most: {}",
                form(name)
            ))),
            "stop" => Ok(Node::Stop(arguments.next().map(Box::new))),
            "break" => Ok(Node::Break(arguments.next().map(Box::new))),
            "include" | "parse" => Ok(Node::File(Box::new(File {
                name: if name == "parse" { "parse" } else { "include" },
                arguments: arguments.collect(),
                span,
            }))),
            // `#evaluate`: all others have a block.
            _ => {
                let argument = match (arguments.next(), count) {
                    (Some(argument), 1) => argument,
                    _ => {
                        return Err(wrong(format!(
                            "`#{name}` takes one argument: {}",
                            form(name)
                        )));
                    }
                };
                let text = matches!(
                    argument.kind,
                    ExprKind::Constant(Value::String(_))
                        | ExprKind::Interpolated { .. }
                        | ExprKind::Reference(_)
                );
                if !text {
                    return Err(wrong(format!("`#{name}` takes a string or a reference")));
                }
                self.shared.names.expect_any();
                Ok(Node::Evaluate {
                    value: Box::new(argument),
                    span,
                })
            }
        }
    }

    /// A directive with a block. `at` holds the tokens at which the directive and its block start,
    /// and the block's last one.
    fn block_directive(
        &mut self,
        name: &str,
        arguments: Vec<Expr>,
        block: Vec<Node>,
        (first, block_first, block_last): (usize, usize, usize),
    ) -> Parsed<Option<Node>> {
        let span = self.span(first, self.last());
        match name {
            "foreach" => self.foreach(arguments, block, span).map(Some),
            "define" => {
                let [key] = arguments.as_slice() else {
                    let message =
                        "`#define` takes one argument, the variable that stands for the block";
                    return Err(self.error(ErrorKind::Directive, message, span));
                };
                // Velocity reads the name from the first token: `${x}` and `$!x` give a name that no
                // reference can have.
                let text = key.literal.get(self.source);
                let plain = !text.starts_with("${") && !text.starts_with("$!");
                let name = match plain {
                    true => self.key(key),
                    false => self.shared.names.number(""),
                };
                Ok(Some(Node::Define {
                    name,
                    body: block.into(),
                }))
            }
            "literal" => {
                // Velocity writes its first child, so the block is not visible then.
                if let Some(argument) = arguments.first() {
                    let text = argument.literal.get(&self.place.source);
                    return Ok(Some(Node::Text(Text::owned(text, span))));
                }
                if block_last < block_first {
                    let message = "`#literal` needs something before its `#end`";
                    return Err(self.error(ErrorKind::Directive, message, span));
                }
                let text = self.literal(block_first, block_last);
                let text = text.get(&self.place.source);
                Ok(Some(Node::Text(Text::owned(text, span))))
            }
            "macro" => {
                self.define_macro(&arguments, block, span)?;
                Ok(None)
            }
            // Velocity calls the macro of that name only where the block has a node for it, and
            // it always has.
            _ => {
                let name = name.trim_start_matches('@');
                Ok(Some(self.call(name, arguments, Some(block), first)))
            }
        }
    }

    /// The name of a variable as `#define` and `#foreach` read it from their first argument.
    fn key(&mut self, argument: &Expr) -> u32 {
        match &argument.kind {
            ExprKind::Reference(reference) => reference.name,
            _ => {
                let text = argument.literal.get(self.source);
                let name = text.get(text.chars().next().map_or(0, char::len_utf8)..);
                let name = name.unwrap_or_default().to_owned();
                self.shared.names.number(&name)
            }
        }
    }

    fn foreach(&mut self, arguments: Vec<Expr>, block: Vec<Node>, span: Span) -> Parsed<Node> {
        let count = arguments.len();
        let Some(element) = arguments.first() else {
            // Velocity fails only when this is rendered.
            let element = self.shared.names.number("");
            let body = Body::Missing;
            return Ok(Node::Foreach(Box::new(Foreach {
                element,
                list: None,
                body,
                span,
            })));
        };
        let element = self.key(element);
        let mut rest = arguments.into_iter().skip(2);
        let list = rest.next();
        let body = match (rest.next(), count) {
            (Some(argument), _) => Body::Argument(argument),
            (None, 3) => Body::Block(block),
            // The block is in the position of the list: it has no value, so nothing is iterated over.
            (None, 2) => Body::Nothing,
            (None, _) => Body::Missing,
        };
        Ok(Node::Foreach(Box::new(Foreach {
            element,
            list,
            body,
            span,
        })))
    }

    #[inline(never)]
    fn define_macro(&mut self, arguments: &[Expr], body: Vec<Node>, span: Span) -> Parsed<()> {
        let Some((name, parameters)) = arguments.split_first() else {
            let message = format!("`#macro` needs a name: {}", form("macro"));
            return Err(self.error(ErrorKind::Directive, message, span));
        };
        let name = name.literal.get(self.source).to_owned();
        let parameters = parameters
            .iter()
            .map(|parameter| match &parameter.kind {
                // Velocity takes the name from the first token: of `$p.x` it is `p`.
                ExprKind::Reference(reference)
                    if reference.plain || {
                        let text = parameter.literal.get(self.source);
                        !text.starts_with("${") && !text.starts_with("$!")
                    } =>
                {
                    reference.name
                }
                // No reference has a name like this.
                _ => {
                    let text = parameter.literal.get(self.source).to_owned();
                    self.shared.names.number(&text)
                }
            })
            .collect();
        let place = self.place.origin.span(span);
        self.shared.definitions.push((name.clone(), place));
        self.shared.macro_names.insert(name.clone());
        if self.shared.rules.macros {
            let place = Rc::clone(&self.place);
            let definition = Macro {
                parameters,
                body: body.into(),
                place,
            };
            self.shared
                .macros
                .entry(name.as_str().into())
                .or_insert_with(|| Rc::new(definition));
        }
        Ok(())
    }
}
