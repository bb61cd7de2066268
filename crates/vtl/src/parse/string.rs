//! Parsing of string literals and the templates inside them.

use std::rc::Rc;

use crate::ast::{ExprKind, Node, SourceOrigin, Text, Unit};
use crate::error::{Error, ErrorKind};
use crate::lex::Tok;
use crate::span::Span;
use crate::value::Value;

use super::{Failure, Parsed, Parser};

impl Parser<'_, '_> {
    pub(super) fn string(&mut self, token: Tok) -> Parsed<ExprKind> {
        let span = Span::new(token.start, token.end);
        let image = self.raw(token);
        let double = image.starts_with('"');
        let quote = if double { '"' } else { '\'' };
        let inside = image
            .get(1..image.len().saturating_sub(1))
            .unwrap_or_default();
        let mut text = std::borrow::Cow::Borrowed(inside);
        if double && inside.contains("\\u") {
            match unescape(inside) {
                Ok(unescaped) => text = unescaped.into(),
                Err(at) => {
                    let message = "`\\u` needs four hexadecimal digits after it";
                    let start = token.start + 1 + at;
                    let span = Span::new(start, start + "\\u".len());
                    return Err(self.error(ErrorKind::Syntax, message, span));
                }
            }
        }
        if text.contains(quote) {
            text = undouble(&text, quote).into();
        }
        if !double || !(image.contains('$') || image.contains('#')) {
            return Ok(ExprKind::Constant(Value::from(&*text)));
        }
        // Velocity parses the text with a space after it, which it removes from the result,
        // so that a `$` or `#` can end the text.
        let strips = !text.contains("##");
        let origin = match &text {
            std::borrow::Cow::Borrowed(_) => match self.place.origin {
                SourceOrigin::At(at) => SourceOrigin::At(at + token.start + 1),
                SourceOrigin::From(span) => SourceOrigin::From(span),
            },
            std::borrow::Cow::Owned(_) => SourceOrigin::From(self.place.origin.span(span)),
        };
        let source: Rc<str> = if strips {
            format!("{text} ").into()
        } else {
            (&*text).into()
        };
        let verbatim = matches!(text, std::borrow::Cow::Borrowed(_));
        let nested = self.deeper(|parser| {
            let depth = parser.depth;
            Ok(super::parse(&source, origin, parser.shared, depth))
        })?;
        match nested {
            Ok(mut unit) => Ok(ExprKind::Interpolated {
                strips: strips && !take_blank(&mut unit),
                unit: Rc::new(unit),
            }),
            Err(errors) => Err(Failure::Inner(
                errors
                    .into_iter()
                    .map(|error| {
                        let at = if verbatim {
                            // At the end of the string: its closing quote.
                            let base = token.start + 1;
                            let start = (error.span.start + base).min(span.end - 1);
                            let end = (error.span.end + base).min(span.end);
                            Span::new(start, end.max(start + usize::from(end <= start)))
                        } else {
                            span
                        };
                        Error::new(
                            error.kind,
                            format!("in this string: {}", error.message),
                            at,
                            self.source,
                        )
                    })
                    .collect(),
            )),
        }
    }
}

/// Removes the space that ends the source from the last text, if that has it; returns whether it
/// did. Then nothing has to be removed from each result.
fn take_blank(unit: &mut Unit) -> bool {
    let source = &unit.place.source;
    let Some(Node::Text(text)) = unit.nodes.last_mut() else {
        return false;
    };
    match text.verbatim() {
        Some(span) if span.text(source).ends_with(' ') => {
            let rest = Span::new(span.start, span.end - 1);
            match rest.start == rest.end {
                true => drop(unit.nodes.pop()),
                false => *text = Text::copied(source, rest),
            }
            true
        }
        _ => false,
    }
}

/// Replaces `\uXXXX`; fails with the place of one that four hexadecimal digits do not follow.
fn unescape(text: &str) -> Result<String, usize> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        let place = text.len() - rest.len() + at;
        units.extend(rest.get(..at).unwrap_or_default().encode_utf16());
        let digits = rest.get(at + 2..at + 6).ok_or(place)?;
        // Java's `parseInt` accepts a sign, too.
        let number = i32::from_str_radix(digits, 16).map_err(|_| place)?;
        units.push(number as u16);
        rest = rest.get(at + 6..).unwrap_or_default();
    }
    units.extend(rest.encode_utf16());
    Ok(String::from_utf16_lossy(&units))
}

/// Replaces two quotes by one.
fn undouble(text: &str, quote: char) -> String {
    let mut result = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        result.push(c);
        if c == quote && chars.peek() == Some(&quote) {
            chars.next();
        }
    }
    result
}
