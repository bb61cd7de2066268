//! The token rules of each lexical state.

use super::{Kind, scan};

/// The lexical states of Velocity's grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
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

/// What the lexer does with the text that a rule matched.
pub(super) enum Act {
    Token(Kind),
    /// It is part of a longer token.
    More(More),
    Special,
    Skip,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    Dollar,
    TextBlock,
    Formal,
    Comment,
    Hash,
    Inside,
}

/// The longest rule of `state` that matches the start of `text`, its length and its action; of
/// several, the one that the grammar names first. `text` starts with `slashes` backslashes.
pub(super) fn longest(state: State, text: &[u8], slashes: usize) -> Option<(usize, Act)> {
    let first = *text.first()?;
    let mut best = Best {
        length: 0,
        act: Act::Skip,
    };
    match state {
        State::Default => {
            if !matches!(first, b'$' | b'#' | b'\\' | b' ' | b'\t') {
                // The common case, cut short: nothing else starts with such a character.
                let length = scan::run(text, |byte| !matches!(byte, b'$' | b'#' | b'\\'));
                return Some((length, Act::Token(Kind::Text)));
            }
            best.take(
                scan::escaped_directive(text, slashes),
                Kind::EscapedDirective,
            );
            best.take(scan::set(text), Kind::Set);
            common(text, slashes, &mut best);
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
            if state == State::Modifier {
                best.take(usize::from(first == b'('), Kind::ParenOpen);
            }
            best.take(scan::set(text), Kind::Set);
            common(text, slashes, &mut best);
            if state == State::Reference {
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
            if state == State::Reference {
                best.take(empty_index(text), Kind::EmptyIndex);
            }
        }
        State::Arguments => {
            best.take(punctuation(text).0, punctuation(text).1);
            best.take(usize::from(first == b')'), Kind::MethodClose);
            best.take(scan::set(text), Kind::Set);
            common(text, slashes, &mut best);
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
            common(text, slashes, &mut best);
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
            common(text, slashes, &mut best);
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
            common(text, slashes, &mut best);
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
            common(text, slashes, &mut best);
            best.take(scan::line_end(text), Kind::LineCommentEnd);
            best.skip(char_length(text));
        }
        State::Comment | State::FormalComment => {
            common(text, slashes, &mut best);
            let kind = match state {
                State::Comment => Kind::CommentEnd,
                _ => Kind::FormalCommentEnd,
            };
            best.take(if text.starts_with(b"*#") { 2 } else { 0 }, kind);
            best.skip(char_length(text));
        }
        State::TextBlock => {
            common(text, slashes, &mut best);
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
fn common(text: &[u8], escapes: usize, best: &mut Best) {
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
