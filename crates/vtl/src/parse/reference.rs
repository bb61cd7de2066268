//! Parsing of references, and the parts that Velocity reads from their first token.

use crate::ast::{Access, CommonMethod, Method, Node, Part, Reference, Text};
use crate::lex::{Kind, Tok};
use crate::span::Span;

use super::{Parsed, Parser};

impl Parser<'_, '_> {
    pub(super) fn reference_statement(&mut self, nodes: &mut Vec<Node>) -> Parsed<()> {
        let first = self.at;
        let reference = self.deeper(Self::reference)?;
        match reference {
            Some(reference) => nodes.push(Node::Reference(Box::new(reference))),
            // Where a comment cut a reference short, the lexer still reads names: only the first
            // token of such a "reference" is printed.
            None => {
                if let Some(token) = self.tokens.get(first) {
                    self.push_text(nodes, Span::new(token.start, token.end));
                }
            }
        }
        Ok(())
    }

    /// A reference; `None` where it has no `$`.
    pub(super) fn reference(&mut self) -> Parsed<Option<Reference>> {
        let first = self.at;
        let open = self.take(Kind::RefOpen)?;
        self.expect(Kind::Identifier, "the name of a variable")?;
        let mut parts = Vec::new();
        self.indexes(&mut parts)?;
        while self.kind()? == Kind::Dot && self.peek_at(1)?.kind == Kind::Identifier {
            self.next()?;
            let name = self.next()?;
            let name_at = self.last();
            if self.method_follows()? {
                let open = self.next()?;
                let arguments = self.deeper(|parser| parser.arguments(open))?;
                let span = self.span(name_at, self.last());
                let name = self.raw(name);
                parts.push(Part::Method(Method {
                    name: name.into(),
                    common: CommonMethod::of(name),
                    arguments: arguments.into(),
                    span,
                }));
            } else {
                parts.push(Part::Property(self.raw(name).into()));
            }
            self.indexes(&mut parts)?;
        }
        if let Some(open) = open {
            self.close(Kind::RefClose, "`}`", open)?;
        }
        Ok(self.finish_reference(first, parts))
    }

    /// Whether a `(` and the start of an argument, or `)`, follow.
    fn method_follows(&mut self) -> Parsed<bool> {
        if self.kind()? != Kind::ParenOpen {
            return Ok(false);
        }
        Ok(matches!(
            self.peek_at(1)?.kind,
            Kind::MethodClose
                | Kind::Space
                | Kind::String
                | Kind::Integer
                | Kind::Float
                | Kind::BracketOpen
                | Kind::LeftCurly
                | Kind::True
                | Kind::False
                | Kind::Identifier
                | Kind::RefOpen
        ))
    }

    fn arguments(&mut self, open: Tok) -> Parsed<Vec<crate::ast::Expr>> {
        let mut arguments = Vec::new();
        if self.take(Kind::MethodClose)?.is_some() {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.parameter()?);
            if self.take(Kind::Comma)?.is_none() {
                self.close(Kind::MethodClose, "`,` or `)`", open)?;
                return Ok(arguments);
            }
        }
    }

    fn indexes(&mut self, parts: &mut Vec<Part>) -> Parsed<()> {
        while let Some(open) = self.take(Kind::IndexOpen)? {
            let index = self.deeper(Self::index_parameter)?;
            self.close(Kind::IndexClose, "`]`", open)?;
            parts.push(Part::Index(index));
        }
        Ok(())
    }

    /// Velocity's `ASTReference.getRoot`.
    fn finish_reference(&mut self, first: usize, parts: Vec<Part>) -> Option<Reference> {
        let last = self.last();
        let token = *self.tokens.get(first)?;
        let image = self.raw(token);
        let identifier = self
            .tokens
            .get(first + 1)
            .map_or("", |next| self.raw(*next));
        let mut span = self.span(first, last);
        if let Some(text) = slash_bang(image) {
            let name = self.shared.names.number(&text);
            return Some(Reference {
                name,
                parts: parts.into(),
                quiet: false,
                escaped: false,
                inert: true,
                escapes: Text::EMPTY,
                prefix: Text::EMPTY,
                null: Text::owned(text, span),
                plain: false,
                bare: false,
                access: Access::General,
                span,
            });
        }
        let slashes = image.len() - image.trim_start_matches('\\').len();
        let dollar = image
            .rfind('$')
            .filter(|at| *at >= slashes)
            .unwrap_or(slashes);
        let own = image.get(dollar..).unwrap_or_default();
        if !own.starts_with('$') {
            return None;
        }
        let escaped = slashes % 2 == 1;
        let quiet = own.starts_with("$!");
        let name = match own {
            "${" => identifier,
            _ if own.starts_with("$!{") => identifier,
            _ if quiet => own.get(2..).unwrap_or_default(),
            _ => own.get(1..).unwrap_or_default(),
        };
        let number = self.shared.names.number(name);
        if dollar > 0 {
            self.images.insert(first, own.to_owned());
        }
        span.start = token.start + dollar;
        let null = if quiet && !escaped {
            Text::EMPTY
        } else if dollar > 0 && self.is_plain_run(first, last) {
            Text::Slice(span)
        } else {
            self.literal(first, last)
        };
        Some(Reference {
            name: number,
            plain: parts.is_empty() && own.strip_prefix('$') == Some(name),
            bare: dollar == 0,
            access: Access::of(number, &parts),
            parts: parts.into(),
            quiet,
            escaped,
            inert: false,
            escapes: Text::Slice(Span::new(token.start, token.start + slashes / 2)),
            prefix: Text::Slice(Span::new(token.start + slashes, token.start + dollar)),
            null,
            span,
        })
    }

    /// Whether the tokens after the first one still have the text of their source.
    fn is_plain_run(&self, first: usize, last: usize) -> bool {
        first == last
            || matches!((self.literal(first + 1, last), self.tokens.get(first)),
                (Text::Slice(span), Some(token)) if span.start == token.end)
    }
}

/// `$\!name`: what it prints, one backslash less.
fn slash_bang(image: &str) -> Option<String> {
    image.find("\\!")?;
    let Some(dollar) = image.find('$') else {
        return Some(image.to_owned());
    };
    let start = dollar + image.get(dollar..)?.find('\\')?;
    let rest = image.get(start..)?;
    let slashes = rest.len() - rest.trim_start_matches('\\').len();
    let mut text = image.get(..start)?.to_owned();
    text.push_str(rest.get(1..slashes)?);
    text.push_str(rest.get(slashes..)?);
    Some(text)
}
