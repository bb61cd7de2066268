//! The parser: Velocity 1.7's grammar by recursive descent, straight to the compiled tree.
//!
//! It asks the lexer for a token only when Velocity's generated parser would, because reading a
//! token can change the lexer's state.

mod directive;
mod expression;
mod messages;
mod recover;
mod reference;
mod string;
pub(crate) mod suggest;

use std::collections::HashMap;
use std::rc::Rc;

use crate::ast::{Node, Shared, SourceOrigin, SourceText, Text, Unit};
use crate::error::{Error, ErrorKind};
use crate::lex::{Kind, Lexer, Tok};
use crate::span::Span;

/// How deep blocks, expressions and interpolated strings may nest.
pub(crate) const MAX_NESTING: usize = 150;

/// Parses `source`, which is nested `depth` levels deep.
///
/// All errors that were found are reported, in order.
pub(crate) fn parse(
    source: &Rc<str>,
    origin: SourceOrigin,
    shared: &mut Shared,
    depth: usize,
) -> Result<Unit, Vec<Error>> {
    let place = Rc::new(SourceText {
        source: Rc::clone(source),
        origin,
    });
    let mut parser = Parser {
        source,
        place: Rc::clone(&place),
        lexer: Lexer::new(source),
        tokens: Vec::new(),
        at: 0,
        images: HashMap::new(),
        shared,
        depth,
        operators: 0,
        open: Vec::new(),
        strays: Vec::new(),
    };
    parser.template().map(|mut nodes| {
        copy_texts(&mut nodes, &place.source);
        Unit { place, nodes }
    })
}

pub(crate) enum Failure {
    One(Box<Error>),
    /// The errors of an interpolated string.
    Inner(Vec<Error>),
}

pub(crate) type Parsed<T> = Result<T, Failure>;

struct Parser<'s, 'c> {
    source: &'s str,
    place: Rc<SourceText>,
    lexer: Lexer<'s>,
    /// All tokens read so far; those from `at` on are lookahead.
    tokens: Vec<Tok>,
    at: usize,
    /// Tokens whose text Velocity rewrites while it builds its tree.
    images: HashMap<usize, String>,
    shared: &'c mut Shared,
    depth: usize,
    /// The operators of the expression so far.
    operators: usize,
    /// The openings of the blocks that are open, including those that an error interrupted.
    open: Vec<Tok>,
    /// Calls of macros that do not exist and look like a directive.
    strays: Vec<(Tok, &'static str)>,
}

impl<'s> Parser<'s, '_> {
    /// The token `ahead` places on, read now if it was not yet.
    fn peek_at(&mut self, ahead: usize) -> Parsed<Tok> {
        while self.tokens.len() <= self.at + ahead {
            match self.lexer.next() {
                Ok(token) => self.tokens.push(token),
                Err(bad) => return Err(self.lexical(bad)),
            }
        }
        let end = Tok {
            kind: Kind::Eof,
            start: self.source.len(),
            end: self.source.len(),
            special_start: 0,
            special_end: 0,
        };
        Ok(self.tokens.get(self.at + ahead).copied().unwrap_or(end))
    }

    fn peek(&mut self) -> Parsed<Tok> {
        self.peek_at(0)
    }

    fn kind(&mut self) -> Parsed<Kind> {
        Ok(self.peek()?.kind)
    }

    /// Takes the next token.
    fn next(&mut self) -> Parsed<Tok> {
        let token = self.peek()?;
        if token.kind != Kind::Eof {
            self.at += 1;
        }
        Ok(token)
    }

    /// Takes the next token if it is of that kind.
    fn take(&mut self, kind: Kind) -> Parsed<Option<Tok>> {
        let token = self.peek()?;
        if token.kind != kind {
            return Ok(None);
        }
        self.next().map(Some)
    }

    /// Takes what closes `opened`.
    fn close(&mut self, kind: Kind, wanted: &str, opened: Tok) -> Parsed<Tok> {
        let token = self.peek()?;
        match self.take(kind)? {
            Some(token) => Ok(token),
            None => Err(self.unclosed(token, wanted, opened)),
        }
    }

    fn expect(&mut self, kind: Kind, wanted: &str) -> Parsed<Tok> {
        let token = self.peek()?;
        match self.take(kind)? {
            Some(token) => Ok(token),
            None => Err(self.unexpected(token, wanted)),
        }
    }

    fn space(&mut self) -> Parsed<()> {
        self.take(Kind::Space).map(|_| ())
    }

    /// Runs `parse` one level deeper.
    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth >= MAX_NESTING {
            let token = self.peek()?;
            let message = format!("more than {MAX_NESTING} levels stand inside one another here");
            return Err(self.error(ErrorKind::Limit, message, Span::new(token.start, token.end)));
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    fn raw(&self, token: Tok) -> &'s str {
        self.source.get(token.start..token.end).unwrap_or_default()
    }

    /// The text of the token at `index`, as Velocity has it now.
    fn image(&self, index: usize) -> &str {
        match self.images.get(&index) {
            Some(image) => image,
            None => self.tokens.get(index).map_or("", |token| self.raw(*token)),
        }
    }

    /// The text that Velocity prints for what it skipped before a token.
    fn special_text(&self, token: Tok) -> String {
        let mut text = String::new();
        let specials = self.lexer.specials();
        let specials = specials
            .get(token.special_start as usize..token.special_end as usize)
            .unwrap_or_default();
        for special in specials {
            let image = self
                .source
                .get(special.start..special.end)
                .unwrap_or_default();
            let bytes = image.as_bytes();
            let mut at = 0;
            while let Some(byte) = bytes.get(at) {
                match byte {
                    b'#' | b'$' => text.push(char::from(*byte)),
                    b'\\' => {
                        let rest = bytes.get(at..).unwrap_or_default();
                        let escapes = rest.iter().take_while(|byte| **byte == b'\\').count();
                        if rest.get(escapes) == Some(&b'$') {
                            text.push_str(image.get(at..at + escapes + 1).unwrap_or_default());
                            at += escapes + 1;
                        }
                    }
                    _ => {}
                }
                at += 1;
            }
        }
        text
    }

    /// The text of the tokens from `first` to `last`, as a node shows itself.
    fn literal(&self, first: usize, last: usize) -> Text {
        let Some(tokens) = self.tokens.get(first..=last) else {
            return Text::EMPTY;
        };
        let plain = tokens.windows(2).all(|pair| match pair {
            [one, two] => one.end == two.start,
            _ => true,
        }) && tokens.iter().enumerate().all(|(at, token)| {
            token.special_start == token.special_end
                && token.kind != Kind::CommentEnd
                && (self.images.is_empty() || !self.images.contains_key(&(first + at)))
        });
        if let (true, [one, .., two] | [one @ two]) = (plain, tokens) {
            return Text::Slice(Span::new(one.start, two.end));
        }
        let mut text = String::new();
        for (at, token) in tokens.iter().enumerate() {
            if token.kind == Kind::CommentEnd {
                continue;
            }
            text.push_str(&self.special_text(*token));
            text.push_str(self.image(first + at));
        }
        Text::owned(text, self.span(first, last))
    }

    fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let end = self.tokens.get(last).map_or(start, |token| token.end);
        Span::new(start, end.max(start))
    }

    /// The index of the last token consumed.
    fn last(&self) -> usize {
        self.at.saturating_sub(1)
    }

    /// Statements, up to a token that can't start one.
    fn statements(&mut self, nodes: &mut Vec<Node>) -> Parsed<()> {
        while self.statement(nodes)? {}
        Ok(())
    }

    fn statement(&mut self, nodes: &mut Vec<Node>) -> Parsed<bool> {
        let token = self.peek()?;
        match token.kind {
            Kind::If => {
                let node = self.deeper(Self::if_statement)?;
                nodes.push(node);
            }
            Kind::Identifier => self.reference_statement(nodes)?,
            Kind::RefOpen if self.peek_at(1)?.kind == Kind::Identifier => {
                self.reference_statement(nodes)?;
            }
            Kind::LineCommentStart => {
                self.next()?;
                if let Some(at) = self.raw(token).find("##") {
                    self.push_text(nodes, Span::new(token.start, token.start + at));
                }
                self.take(Kind::LineCommentEnd)?;
            }
            Kind::CommentEnd | Kind::FormalCommentEnd => {
                self.next()?;
                if let Some(at) = self.raw(token).find("#*") {
                    self.push_text(nodes, Span::new(token.start, token.start + at));
                }
            }
            Kind::TextBlock => {
                self.next()?;
                // Velocity cuts three characters off either end.
                let text = self.raw(token);
                let end = text.len().saturating_sub(3);
                let start = text
                    .char_indices()
                    .nth(3)
                    .map_or(end, |(at, _)| at)
                    .min(end);
                let text = text.get(start..end).unwrap_or_default();
                if !text.is_empty() {
                    let span = Span::new(token.start, token.end);
                    nodes.push(Node::Text(Text::owned(text, span)));
                }
            }
            Kind::Set => {
                let node = self.deeper(Self::set_statement)?;
                nodes.push(node);
            }
            Kind::EscapedDirective => {
                self.next()?;
                self.escaped_directive(nodes, token);
            }
            Kind::DoubleEscape => self.escapes(nodes)?,
            Kind::Word | Kind::BracketedWord => self.deeper(|parser| parser.directive(nodes))?,
            Kind::Text
            | Kind::Dot
            | Kind::ParenClose
            | Kind::ParenOpen
            | Kind::Integer
            | Kind::Float
            | Kind::String
            | Kind::Escape
            | Kind::RefOpen
            | Kind::RefClose
            | Kind::EmptyIndex => {
                self.next()?;
                let special = self.special_text(token);
                if !special.is_empty() {
                    let span = Span::new(token.start, token.end);
                    nodes.push(Node::Text(Text::owned(special, span)));
                }
                self.push_text(nodes, Span::new(token.start, token.end));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Adds text; adjacent texts become one.
    fn push_text(&self, nodes: &mut Vec<Node>, span: Span) {
        if span.start >= span.end {
            return;
        }
        if let Some(Node::Text(Text::Slice(last))) = nodes.last_mut()
            && last.end == span.start
        {
            last.end = span.end;
            return;
        }
        nodes.push(Node::Text(Text::Slice(span)));
    }

    #[inline(never)]
    fn escaped_directive(&mut self, nodes: &mut Vec<Node>, token: Tok) {
        let image = self.raw(token);
        let escapes = image.len() - image.trim_start_matches('\\').len();
        let directive = image.get(escapes..).unwrap_or_default();
        let name = directive.get(1..).unwrap_or_default();
        let name = name
            .strip_prefix('{')
            .and_then(|name| name.strip_suffix('}'))
            .unwrap_or(name);
        let known = self.shared.is_directive(name)
            || self.shared.is_macro(name)
            || matches!(name, "if" | "end" | "set" | "else" | "elseif");
        if known {
            let dropped = escapes - (escapes - 1) / 2;
            let text = image.get(dropped..).unwrap_or_default().to_owned();
            let span = Span::new(token.start + dropped, token.end);
            self.images.insert(self.last(), text);
            self.push_text(nodes, span);
        } else {
            self.push_text(nodes, Span::new(token.start, token.end));
        }
    }

    /// `\\` before something: one backslash each before a directive, else two.
    #[inline(never)]
    fn escapes(&mut self, nodes: &mut Vec<Node>) -> Parsed<()> {
        let first = self.at;
        while self.take(Kind::DoubleEscape)?.is_some() {}
        let count = self.at - first;
        let token = self.peek()?;
        let image = self.raw(token);
        let name = image.get(1..).unwrap_or_default();
        let control = matches!(token.kind, Kind::If | Kind::Else | Kind::ElseIf | Kind::End)
            || self.shared.is_directive(name)
            || self.shared.is_macro(name);
        let start = self.tokens.get(first).map_or(0, |token| token.start);
        let length = if control { count } else { count * 2 };
        self.push_text(nodes, Span::new(start, start + length));
        Ok(())
    }
}

/// Replaces the slices of a complete block by copies. Not in wasm, where [`Text::append_to`] writes short slices faster.
fn copy_texts(nodes: &mut [Node], source: &str) {
    if cfg!(target_family = "wasm") {
        return;
    }
    for node in nodes {
        if let Node::Text(text @ Text::Slice(_)) = node {
            *text = Text::copied(source, text.span());
        }
    }
}
