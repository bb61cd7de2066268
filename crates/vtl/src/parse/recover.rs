//! Recovery after an error, so that all errors of a template are reported and none that only follows
//! from another.
//!
//! The rest of a line with an error in it is only searched for
//! directives that open or end a block. Blocks that are open then stay so, and their `#end` ends them.

use crate::ast::{Node, SourceOrigin};
use crate::error::{Error, ErrorKind};
use crate::lex::{Kind, Tok};

use super::suggest::suggestion;
use super::{Failure, Parsed, Parser};

/// How many errors are reported.
const MAX_ERRORS: usize = 20;

/// Directives with an `#end`, besides `#if`.
pub(super) fn opens_block(name: &str) -> bool {
    matches!(name, "foreach" | "macro" | "literal" | "define") || name.starts_with('@')
}

impl Parser<'_, '_> {
    /// All of the template, or all of its errors in the order of the source.
    pub(super) fn template(&mut self) -> Result<Vec<Node>, Vec<Error>> {
        let mut errors = Vec::new();
        let mut nodes = Vec::new();
        loop {
            let failure = match self.statements(&mut nodes).and_then(|()| self.outermost()) {
                Ok(true) => break,
                Ok(false) => continue,
                Err(failure) => failure,
            };
            let mut from = 0;
            match failure {
                Failure::One(error) => {
                    from = error.span.start;
                    errors.push(*error);
                }
                Failure::Inner(inner) => errors.extend(inner),
            }
            if errors.len() >= MAX_ERRORS || !self.recover(from) {
                break;
            }
        }
        if errors.is_empty() {
            return Ok(nodes);
        }
        errors.sort_by_key(|error| error.span);
        // A statement with an error may also be unclosed: that will show once the error is fixed.
        errors.dedup_by_key(|error| error.span.start);
        errors.truncate(MAX_ERRORS);
        Err(errors)
    }

    /// Handles a token that can't start a statement, outside of all blocks except those that an error
    /// interrupted. Returns whether the template ends here.
    fn outermost(&mut self) -> Parsed<bool> {
        let token = self.peek()?;
        let broken = self.open.last().copied();
        match (token.kind, broken) {
            (Kind::Eof, None) => {
                if let Some(span) = self.lexer.open_comment() {
                    let at = self.place.origin.span(span);
                    let in_string = !matches!(self.place.origin, SourceOrigin::At(0));
                    self.shared.open_comments.push((at, in_string));
                }
                Ok(true)
            }
            (Kind::Eof, Some(_)) => Err(self.never_closed()),
            (Kind::End, Some(_)) => {
                self.open.pop();
                self.next().map(|_| false)
            }
            (Kind::Else, Some(_)) => self.next().map(|_| false),
            (Kind::ElseIf, Some(_)) => {
                self.next()?;
                self.condition().map(|_| false)
            }
            (Kind::End, None) => {
                let (opener, hint) = self.stray(&["foreach", "if", "define", "macro"], 0);
                if let Some(at) = opener {
                    self.strays.remove(at);
                }
                Err(self.syntax(format!("`#end` closes nothing{hint}"), token))
            }
            (Kind::Else | Kind::ElseIf, None) => {
                let name = self.raw(token).trim();
                let (_, hint) = self.stray(&["if"], 0);
                let message = format!("`{name}` stands outside of an `#if`{hint}");
                Err(self.syntax(message, token))
            }
            _ => Err(self.stranded(token)),
        }
    }

    /// The template ends in a block: one error for each that is open.
    pub(super) fn never_closed(&mut self) -> Failure {
        let open = std::mem::take(&mut self.open);
        let mut errors = Vec::new();
        for opened in open.into_iter().take(MAX_ERRORS) {
            let name = self.raw(opened).trim();
            let (_, hint) = self.stray(&["end"], opened.end);
            let message = format!("`{name}` is never closed: `#end` is missing{hint}");
            if let Failure::One(error) = self.syntax(message, opened) {
                errors.push(*error);
            }
        }
        Failure::Inner(errors)
    }

    /// The last call after `from` that looks like one of `directives`: its number, and a
    /// message about it.
    fn stray(&self, directives: &[&str], from: usize) -> (Option<usize>, String) {
        let mut strays = self.strays.iter().enumerate().rev();
        let found =
            strays.find(|(_, (token, meant))| token.start >= from && directives.contains(meant));
        match found {
            Some((at, (token, meant))) => {
                let name = self.raw(*token);
                let line = self.in_line(token.start);
                let hint = format!("; `{name}`{line} is text: is `#{meant}` meant?");
                (Some(at), hint)
            }
            None => (None, String::new()),
        }
    }

    /// Remembers a call that looks like a directive.
    pub(super) fn note_call(&mut self, name: &str, token: Tok, called: bool) {
        if self.shared.is_macro(name) {
            return;
        }
        if let Some(meant) = suggestion(name, called) {
            self.strays.push((token, meant));
        }
    }

    /// Continues after an error at or before the place `from`, at the next line; returns whether any source
    /// is left.
    #[inline(never)]
    fn recover(&mut self, from: usize) -> bool {
        let bad = self.tokens.get(self.at);
        let at = bad.map_or(self.lexer.at(), |token| token.start).max(from);
        if at >= self.source.len() {
            return false;
        }
        let rest = self.source.get(at..).unwrap_or_default();
        let end = rest.find('\n').map_or(rest.len(), |line| line + 1);
        let next = self.skim(at, at + end);
        self.tokens.truncate(self.at);
        self.lexer.restart(next);
        true
    }

    /// Searches the source from `at` up to `end` for openings and ends of blocks; returns where to continue:
    /// a comment or a text block that starts there may end after `end`.
    fn skim(&mut self, at: usize, end: usize) -> usize {
        self.lexer.restart(at);
        loop {
            let before = self.lexer.at();
            let token = match self.lexer.next() {
                Ok(token) => token,
                Err(_) => return end.max(before),
            };
            match token.kind {
                _ if token.kind == Kind::Eof || token.start >= end => return end.max(before),
                Kind::If => self.open.push(token),
                Kind::End => drop(self.open.pop()),
                Kind::Word | Kind::BracketedWord if self.raw(token).starts_with('#') => {
                    self.lexer.enter_directive();
                    if !self.lexer.parenthesis_follows() {
                        self.lexer.leave_directive();
                    } else if opens_block(self.directive_name(token)) {
                        self.open.push(token);
                    }
                }
                Kind::ParenClose => self.lexer.leave_set(),
                _ => {}
            }
        }
    }
}

impl<'s> Parser<'s, '_> {
    /// The name of a directive, without `#` and braces.
    pub(super) fn directive_name(&self, token: Tok) -> &'s str {
        let image = self.raw(token);
        let name = match token.kind {
            Kind::BracketedWord => image.get(2..image.len().saturating_sub(1)),
            _ => image.get(1..),
        };
        name.unwrap_or_default()
    }
}

impl Parser<'_, '_> {
    /// The end of a block that `opened` opened, or the error if it is not one.
    pub(super) fn expect_block_end(&mut self, opened: Tok) -> Parsed<()> {
        let token = self.peek()?;
        let name = self.raw(opened).trim();
        let message = match token.kind {
            Kind::Eof => return Err(self.never_closed()),
            Kind::Else | Kind::ElseIf => {
                let this = self.raw(token).trim();
                let line = self.in_line(opened.start);
                match opened.kind {
                    Kind::If => format!(
                        "`{this}` comes after the `#else` of the `{name}`{line}: `#end` is needed"
                    ),
                    _ => {
                        format!("`{this}` can't stand here: `{name}`{line} needs its `#end` first")
                    }
                }
            }
            Kind::End => {
                self.open.pop();
                return self.next().map(drop);
            }
            _ => return Err(self.stranded(token)),
        };
        Err(self.error(ErrorKind::Syntax, message, self.shown(token)))
    }
}
