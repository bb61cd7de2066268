//! The state machine itself.

use super::{Kind, scan};

/// A token: a slice of the source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tok {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// How many special tokens stand before it: the last ones of [`Lexer::specials`] up to
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

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Default,
    Reference,
    /// After the dot of a reference.
    Modifier,
    /// Between the parentheses of a method call.
    Arguments,
    Index,
    Directive,
    /// After a `#`.
    Hash,
    LineComment,
    Comment,
    FormalComment,
    TextBlock,
}

#[derive(Clone, Copy, Debug)]
struct Saved {
    opened: u32,
    closed: u32,
    state: State,
}

/// What is done with the text that a rule matched.
enum Act {
    Token(Kind),
    /// It is part of a longer token.
    More(More),
    Special,
    Skip,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum More {
    Dollar,
    TextBlock,
    Formal,
    Comment,
    Hash,
    Inside,
}

/// Where no token matches: the place, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LexicalError {
    pub(crate) start: usize,
    pub(crate) at: usize,
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

    /// Forgets all state and goes on at `at`: what is done after an error.
    pub(crate) fn restart(&mut self, at: usize) {
        self.at = at.max(self.at).min(self.source.len());
        self.state = State::Default;
        self.stack.clear();
        self.opened = 0;
        self.closed = 0;
        self.in_comment = false;
        self.in_set = false;
    }

    /// Whether a `(` follows, after blanks and line ends.
    pub(crate) fn parenthesis_follows(&self) -> bool {
        let rest = self.rest();
        let blanks = scan::run(rest, |byte| matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
        rest.get(blanks) == Some(&b'(')
    }

    fn rest(&self) -> &'s [u8] {
        self.source.as_bytes().get(self.at..).unwrap_or_default()
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
                    return Err(LexicalError { start, at: self.at });
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
            let Some((length, act)) = self.longest() else {
                return Err(LexicalError { start, at: self.at });
            };
            self.at += length;
            match act {
                Act::Token(kind) => {
                    let back = self.token_action(kind, length);
                    self.at -= back;
                    if kind == Kind::Dot {
                        // Velocity makes a bare dot of it: a `$!` before it is lost.
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
                    // The character that ended it is not part of it: it starts what comes next.
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

    /// The longest rule that matches here; of several, the one that the grammar names first.
    fn longest(&self) -> Option<(usize, Act)> {
        let text = self.rest();
        let first = *text.first()?;
        let mut best = Best {
            length: 0,
            act: Act::Skip,
        };
        match self.state {
            State::Default => {
                if !matches!(first, b'$' | b'#' | b'\\' | b' ' | b'\t') {
                    // The common case, cut short: nothing else starts with such a character.
                    let length = scan::run(text, |byte| !matches!(byte, b'$' | b'#' | b'\\'));
                    return Some((length, Act::Token(Kind::Text)));
                }
                best.take(scan::escaped_directive(text), Kind::EscapedDirective);
                best.take(scan::set(text), Kind::Set);
                self.common(text, &mut best);
                best.take(
                    if text.starts_with(b"##") { 2 } else { 0 },
                    Kind::LineCommentStart,
                );
                best.take(
                    if text.starts_with(b"\\\\") { 2 } else { 0 },
                    Kind::DoubleEscape,
                );
                best.take(usize::from(first == b'\\'), Kind::Escape);
                best.take(
                    scan::run(text, |byte| !matches!(byte, b'$' | b'#' | b'\\')),
                    Kind::Text,
                );
                best.take(empty_index(text), Kind::EmptyIndex);
            }
            State::Reference | State::Modifier => {
                best.take(usize::from(first == b'['), Kind::IndexOpen);
                if self.state == State::Modifier {
                    best.take(usize::from(first == b'('), Kind::ParenOpen);
                }
                best.take(scan::set(text), Kind::Set);
                self.common(text, &mut best);
                if self.state == State::Reference {
                    best.take(
                        if text.starts_with(b"##") { 2 } else { 0 },
                        Kind::LineCommentStart,
                    );
                }
                truth(text, &mut best);
                best.take(scan::identifier(text), Kind::Identifier);
                best.take(dot(text), Kind::Dot);
                best.take(usize::from(first == b'{'), Kind::RefOpen);
                best.take(usize::from(first == b'}'), Kind::RefClose);
                best.special(char_length(text));
                if self.state == State::Reference {
                    best.take(empty_index(text), Kind::EmptyIndex);
                }
            }
            State::Arguments => {
                best.take(punctuation(text).0, punctuation(text).1);
                best.take(usize::from(first == b')'), Kind::MethodClose);
                best.take(scan::set(text), Kind::Set);
                self.common(text, &mut best);
                best.take(scan::run(text, is_space), Kind::Space);
                best.take(scan::string(text), Kind::String);
                truth(text, &mut best);
                let (integer, float) = scan::number(text);
                best.take(integer, Kind::Integer);
                best.take(float, Kind::Float);
                best.take(scan::identifier(text), Kind::Identifier);
                best.take(dot(text), Kind::Dot);
            }
            State::Index => {
                best.take(usize::from(first == b']'), Kind::IndexClose);
                self.common(text, &mut best);
                best.take(scan::run(text, is_space), Kind::Space);
                best.take(scan::string(text), Kind::String);
                truth(text, &mut best);
                let (integer, float) = scan::number(text);
                best.take(integer, Kind::Integer);
                best.take(float, Kind::Float);
            }
            State::Directive => {
                best.take(punctuation(text).0, punctuation(text).1);
                best.take(usize::from(first == b'('), Kind::ParenOpen);
                if first == b')' {
                    let rest = text.get(1..).unwrap_or_default();
                    best.take(1 + scan::blank_line_end(rest), Kind::ParenClose);
                }
                self.common(text, &mut best);
                best.take(
                    if text.starts_with(b"##") { 2 } else { 0 },
                    Kind::LineCommentStart,
                );
                best.take(scan::run(text, is_space), Kind::Space);
                best.take(scan::string(text), Kind::String);
                truth(text, &mut best);
                operators(text, &mut best);
                let (integer, float) = scan::number(text);
                best.take(integer, Kind::Integer);
                best.take(float, Kind::Float);
                best.take(scan::word(text), Kind::Word);
                best.take(scan::bracketed_word(text), Kind::BracketedWord);
            }
            State::Hash => {
                self.common(text, &mut best);
                best.take(
                    if text.starts_with(b"##") { 2 } else { 0 },
                    Kind::LineCommentStart,
                );
                keyword(text, b"end", true, Kind::End, &mut best);
                keyword(text, b"if", false, Kind::If, &mut best);
                keyword(text, b"elseif", false, Kind::ElseIf, &mut best);
                keyword(text, b"else", true, Kind::Else, &mut best);
                let (integer, float) = scan::number(text);
                best.take(integer, Kind::Integer);
                best.take(float, Kind::Float);
                best.take(scan::word(text), Kind::Word);
                best.take(scan::bracketed_word(text), Kind::BracketedWord);
                best.special(char_length(text));
            }
            State::LineComment => {
                self.common(text, &mut best);
                best.take(scan::line_end(text), Kind::LineCommentEnd);
                best.skip(char_length(text));
            }
            State::Comment | State::FormalComment => {
                self.common(text, &mut best);
                let kind = match self.state {
                    State::Comment => Kind::CommentEnd,
                    _ => Kind::FormalCommentEnd,
                };
                best.take(if text.starts_with(b"*#") { 2 } else { 0 }, kind);
                best.skip(char_length(text));
            }
            State::TextBlock => {
                self.common(text, &mut best);
                best.take(
                    if text.starts_with(b"]]#") { 3 } else { 0 },
                    Kind::TextBlock,
                );
                best.more(char_length(text), More::Inside);
            }
        }
        if best.length == 0 {
            None
        } else {
            Some((best.length, best.act))
        }
    }

    /// The rules of every state.
    fn common(&self, text: &[u8], best: &mut Best) {
        let escapes = scan::run(text, |byte| byte == b'\\');
        if text.get(escapes) == Some(&b'$') {
            best.more(escapes + 1, More::Dollar);
            let rest = text.get(escapes + 1..).unwrap_or_default();
            let inner = scan::run(rest, |byte| byte == b'\\');
            if rest.get(inner) == Some(&b'!') {
                best.more(escapes + 1 + inner + 1, More::Dollar);
            }
        }
        if text.starts_with(b"#[[") {
            best.more(3, More::TextBlock);
        }
        if let Some(rest) = text.strip_prefix(b"#**")
            && rest.first().is_some_and(|byte| *byte != b'#')
        {
            best.more(3 + char_length(rest), More::Formal);
        }
        if text.starts_with(b"#*") {
            best.more(2, More::Comment);
        }
        if text.first() == Some(&b'#') {
            best.more(1, More::Hash);
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
                // The character after `#**` was only looked at.
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
        self.in_comment = true;
        self.push();
        self.state = state;
    }

    /// What a token does to the state; the number of bytes to give back.
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

struct Best {
    length: usize,
    act: Act,
}

impl Best {
    fn offer(&mut self, length: usize, act: Act) {
        if length > self.length {
            self.length = length;
            self.act = act;
        }
    }

    fn take(&mut self, length: usize, kind: Kind) {
        self.offer(length, Act::Token(kind));
    }

    fn more(&mut self, length: usize, more: More) {
        self.offer(length, Act::More(more));
    }

    fn special(&mut self, length: usize) {
        self.offer(length, Act::Special);
    }

    fn skip(&mut self, length: usize) {
        self.offer(length, Act::Skip);
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// The length in bytes of the character at the start of `text`.
fn char_length(text: &[u8]) -> usize {
    match text.first() {
        None => 0,
        Some(0..=0x7f) => 1,
        Some(0x80..=0xdf) => 2,
        Some(0xe0..=0xef) => 3,
        Some(_) => 4,
    }
}

/// A dot that a letter follows (the letter is given back).
fn dot(text: &[u8]) -> usize {
    match text {
        [b'.', next, ..] if next.is_ascii_alphabetic() => 2,
        _ => 0,
    }
}

fn empty_index(text: &[u8]) -> usize {
    match text {
        [b'$', b'[' | b'.', ..] => 2,
        [b'$', b'!', b'[', ..] => 3,
        [b'$', b'\\', b'!', b'[', ..] => 4,
        _ => 0,
    }
}

fn truth(text: &[u8], best: &mut Best) {
    if text.starts_with(b"true") {
        best.take(4, Kind::True);
    }
    if text.starts_with(b"false") {
        best.take(5, Kind::False);
    }
}

fn punctuation(text: &[u8]) -> (usize, Kind) {
    match text {
        [b'[', ..] => (1, Kind::BracketOpen),
        [b']', ..] => (1, Kind::BracketClose),
        [b',', ..] => (1, Kind::Comma),
        [b'.', b'.', ..] => (2, Kind::DoubleDot),
        [b':', ..] => (1, Kind::Colon),
        [b'{', ..] => (1, Kind::LeftCurly),
        [b'}', ..] => (1, Kind::RightCurly),
        _ => (0, Kind::Comma),
    }
}

fn operators(text: &[u8], best: &mut Best) {
    const ALL: [(&[u8], Kind); 24] = [
        (b"-", Kind::Minus),
        (b"+", Kind::Plus),
        (b"*", Kind::Times),
        (b"/", Kind::Divide),
        (b"%", Kind::Modulo),
        (b"&&", Kind::And),
        (b"and", Kind::And),
        (b"||", Kind::Or),
        (b"or", Kind::Or),
        (b"<", Kind::Less),
        (b"lt", Kind::Less),
        (b"<=", Kind::LessEqual),
        (b"le", Kind::LessEqual),
        (b">", Kind::Greater),
        (b"gt", Kind::Greater),
        (b">=", Kind::GreaterEqual),
        (b"ge", Kind::GreaterEqual),
        (b"==", Kind::Equal),
        (b"eq", Kind::Equal),
        (b"!=", Kind::NotEqual),
        (b"ne", Kind::NotEqual),
        (b"!", Kind::Not),
        (b"not", Kind::Not),
        (b"=", Kind::Assign),
    ];
    for (image, kind) in ALL {
        if text.starts_with(image) {
            best.take(image.len(), kind);
        }
    }
}

/// `name` or `{name}`, with the line end that `#end` and `#else` swallow.
fn keyword(text: &[u8], name: &[u8], swallows: bool, kind: Kind, best: &mut Best) {
    let length = if text.starts_with(name) {
        name.len()
    } else if text.first() == Some(&b'{')
        && text.get(1..).is_some_and(|rest| rest.starts_with(name))
        && text.get(1 + name.len()) == Some(&b'}')
    {
        name.len() + 2
    } else {
        return;
    };
    let after = match swallows {
        true => scan::blank_line_end(text.get(length..).unwrap_or_default()),
        false => 0,
    };
    best.take(length + after, kind);
}
