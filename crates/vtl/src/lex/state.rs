//! The lexer's state machine.

use crate::span::Span;

use super::rules::{Act, More, State, longest};
use super::{Kind, scan};

/// A token: a slice of the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many special tokens precede it: the last ones of [`Lexer::specials`] up to
    /// `special_end`.
    pub(crate) special_start: u32,
    pub(crate) special_end: u32,
}

/// Text that the lexer passed over on the way to a token (a stray `$` or `#` and the character
/// that showed it to be stray).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Special {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Saved {
    opened: u32,
    closed: u32,
    state: State,
}

/// The place, in bytes, where no token matches.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LexicalError {
    pub(crate) start: usize,
    pub(crate) at: usize,
    pub(crate) reason: Reason,
}

/// Where no token was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// In a quoted string that has no end.
    String,
    /// In a `#[[` that has no end.
    TextBlock,
    /// Among the arguments of a method.
    Arguments,
    /// In an index.
    Index,
    /// Anywhere else.
    Other,
}

/// The lexer over one source.
#[derive(Debug)]
pub(crate) struct Lexer<'s> {
    source: &'s str,
    at: usize,
    state: State,
    stack: Vec<Saved>,
    opened: u32,
    closed: u32,
    in_comment: bool,
    /// Where the last row of backslashes ends: a long row is counted once.
    slashes_end: usize,
    /// Where the last comment or text block starts.
    comment_start: usize,
    in_set: bool,
    specials: Vec<Special>,
}

impl<'s> Lexer<'s> {
    pub(crate) fn new(source: &'s str) -> Lexer<'s> {
        Lexer {
            source,
            at: 0,
            state: State::Default,
            stack: Vec::new(),
            opened: 0,
            closed: 0,
            in_comment: false,
            slashes_end: 0,
            comment_start: 0,
            in_set: false,
            specials: Vec::new(),
        }
    }

    /// The special tokens found so far.
    pub(crate) fn specials(&self) -> &[Special] {
        &self.specials
    }

    /// The byte at which the next token starts.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The parser has read the name of a directive.
    pub(crate) fn enter_directive(&mut self) {
        self.state = State::Directive;
    }

    /// The parser found no parentheses after the name of a directive.
    pub(crate) fn leave_directive(&mut self) {
        self.pop();
    }

    /// The parser has read a `#set(…)`.
    pub(crate) fn leave_set(&mut self) {
        self.in_set = false;
    }

    /// Forgets all state and continues at `at`, where a character starts: used after an error.
    pub(crate) fn restart(&mut self, at: usize) {
        self.at = at.min(self.source.len());
        self.slashes_end = 0;
        self.state = State::Default;
        self.stack.clear();
        self.opened = 0;
        self.closed = 0;
        self.in_comment = false;
        self.in_set = false;
    }

    /// The `#*` or `#**` that the source ends without having closed.
    pub(crate) fn open_comment(&self) -> Option<Span> {
        let length = match self.state {
            State::Comment => 2,
            State::FormalComment => 3,
            _ => return None,
        };
        Some(Span::new(self.comment_start, self.comment_start + length))
    }

    /// Whether a `(` follows, after spaces and line ends.
    pub(crate) fn parenthesis_follows(&self) -> bool {
        let rest = self.rest();
        let blanks = scan::run(rest, |byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        rest.get(blanks) == Some(&b'(')
    }

    fn rest(&self) -> &'s [u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// How many backslashes start here.
    fn slashes(&mut self) -> usize {
        if self.rest().first() != Some(&b'\\') {
            return 0;
        }
        if self.slashes_end <= self.at {
            self.slashes_end = self.at + scan::run(self.rest(), |byte| byte == b'\\');
        }
        self.slashes_end - self.at
    }

    fn push(&mut self) {
        self.stack.push(Saved {
            opened: self.opened,
            closed: self.closed,
            state: self.state,
        });
        self.opened = 0;
    }

    fn pop(&mut self) -> bool {
        match self.stack.pop() {
            Some(saved) => {
                self.opened = saved.opened;
                self.closed = saved.closed;
                self.state = saved.state;
                true
            }
            None => {
                self.opened = 0;
                self.state = State::Default;
                false
            }
        }
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Result<Tok, LexicalError> {
        let special_start = self.specials.len() as u32;
        let mut start = self.at;
        let mut inside_more = false;
        loop {
            if self.at >= self.source.len() {
                if inside_more {
                    return Err(self.unmatched(start));
                }
                let special_end = self.specials.len() as u32;
                let (start, end) = (self.at, self.at);
                return Ok(Tok {
                    kind: Kind::Eof,
                    start,
                    end,
                    special_start,
                    special_end,
                });
            }
            let Some((length, act)) = longest(self.state, self.rest(), self.slashes()) else {
                return Err(self.unmatched(start));
            };
            self.at += length;
            match act {
                Act::Token(kind) => {
                    let back = self.token_action(kind, length);
                    self.at -= back;
                    if kind == Kind::Dot {
                        // Velocity turns it into a bare dot: a `$!` before it is lost.
                        start = self.at.saturating_sub(1);
                    }
                    let special_end = self.specials.len() as u32;
                    return Ok(Tok {
                        kind,
                        start,
                        end: self.at,
                        special_start,
                        special_end,
                    });
                }
                Act::More(more) => {
                    self.more_action(more);
                    inside_more = true;
                }
                Act::Special => {
                    // The character that ended it is not part of it: it starts the next token.
                    self.specials.push(Special {
                        start,
                        end: self.at,
                    });
                    self.at -= length;
                    self.pop();
                    start = self.at;
                    inside_more = false;
                }
                Act::Skip => {
                    start = self.at;
                    inside_more = false;
                }
            }
        }
    }

    /// The error if no token that starts at `start` can go on here.
    fn unmatched(&self, start: usize) -> LexicalError {
        let quote = matches!(self.rest().first(), Some(b'"' | b'\''));
        let reason = match self.state {
            State::Directive | State::Arguments | State::Index if quote => Reason::String,
            State::TextBlock => Reason::TextBlock,
            State::Arguments => Reason::Arguments,
            State::Index => Reason::Index,
            _ => Reason::Other,
        };
        LexicalError {
            start,
            at: self.at,
            reason,
        }
    }

    fn more_action(&mut self, more: More) {
        if self.in_comment {
            return;
        }
        match more {
            More::Dollar => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.push();
                self.state = State::Reference;
            }
            More::TextBlock => self.comment(State::TextBlock),
            More::Formal => {
                // The character after `#**` was only lookahead.
                let before = self.source.get(..self.at).unwrap_or_default();
                self.at -= before.chars().next_back().map_or(0, char::len_utf8);
                self.comment(State::FormalComment);
            }
            More::Comment => self.comment(State::Comment),
            More::Hash => {
                if matches!(self.state, State::Reference | State::Modifier) {
                    self.pop();
                }
                self.push();
                self.state = State::Hash;
            }
            More::Inside => {}
        }
    }

    fn comment(&mut self, state: State) {
        let before = self.source.get(..self.at).unwrap_or_default();
        self.comment_start = before.rfind('#').unwrap_or(self.at);
        self.in_comment = true;
        self.push();
        self.state = state;
    }

    /// Applies a token's action to the state; returns the number of bytes to give back.
    fn token_action(&mut self, kind: Kind, length: usize) -> usize {
        match kind {
            Kind::IndexOpen => {
                self.push();
                self.state = State::Index;
            }
            Kind::IndexClose => {
                self.pop();
            }
            Kind::ParenOpen => {
                self.opened += 1;
                if self.state == State::Modifier {
                    self.state = State::Arguments;
                }
            }
            Kind::ParenClose => self.close_parenthesis(),
            Kind::MethodClose => self.state = State::Reference,
            Kind::Set => {
                self.push();
                self.in_set = true;
                self.state = State::Directive;
                self.opened += 1;
            }
            Kind::LineCommentStart if !self.in_comment => {
                if self.state == State::Reference {
                    self.pop();
                }
                self.comment(State::LineComment);
            }
            Kind::LineCommentEnd | Kind::CommentEnd | Kind::FormalCommentEnd | Kind::TextBlock => {
                self.in_comment = false;
                self.pop();
            }
            Kind::String if self.state == State::Directive && !self.in_set && self.opened == 0 => {
                self.pop();
            }
            Kind::End | Kind::Else => {
                self.pop();
            }
            Kind::If | Kind::ElseIf => self.state = State::Directive,
            Kind::Integer => {
                let range = self
                    .source
                    .as_bytes()
                    .get(..self.at)
                    .is_some_and(|before| before.ends_with(b".."));
                if self.opened == 0
                    && !self.in_set
                    && !matches!(self.state, State::Arguments | State::Index)
                {
                    self.pop();
                }
                return if range { 2 } else { 0 };
            }
            Kind::Float if self.opened == 0 && !self.in_set && self.state != State::Arguments => {
                self.pop();
            }
            Kind::Dot => {
                self.state = State::Modifier;
                return length - 1;
            }
            Kind::RefClose => {
                self.pop();
            }
            _ => {}
        }
        0
    }

    fn close_parenthesis(&mut self) {
        if self.in_comment {
            return;
        }
        loop {
            if self.opened > 0 {
                if self.opened == self.closed + 1 {
                    self.pop();
                } else {
                    self.closed += 1;
                }
                return;
            }
            if !self.pop() {
                return;
            }
        }
    }
}
