//! Lexer of expressions.

/// The kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A name, a keyword or a function.
    Word,
    /// `#name`.
    NamePlaceholder,
    /// `:value`.
    ValuePlaceholder,
    /// Digits.
    Digits,
    /// `(`, `)`, `[`, `]`, `,`, `.`, or an operator.
    Symbol,
    /// A character that no expression contains.
    Unknown,
    /// The end of the text.
    End,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    pub(crate) text: &'a str,
    /// Its start, in bytes.
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn is(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }

    pub(crate) fn is_keyword(&self, keyword: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text; the last is [`TokenKind::End`].
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..) {
        let Some(first) = rest.chars().next() else {
            break;
        };
        if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        }
        let (kind, length) = token(rest, first);
        tokens.push(Token {
            kind,
            text: rest.get(..length).unwrap_or_default(),
            start,
        });
        start += length.max(1);
    }
    tokens.push(Token {
        kind: TokenKind::End,
        text: "",
        start: text.len(),
    });
    tokens
}

fn token(rest: &str, first: char) -> (TokenKind, usize) {
    let word_end = |from: usize| {
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        from + rest.bytes().skip(from).take_while(is_word).count()
    };
    match first {
        'a'..='z' | 'A'..='Z' | '_' => (TokenKind::Word, word_end(0)),
        '#' | ':' => {
            let kind = if first == '#' {
                TokenKind::NamePlaceholder
            } else {
                TokenKind::ValuePlaceholder
            };
            match word_end(1) {
                1 => (TokenKind::Unknown, 1),
                end => (kind, end),
            }
        }
        '0'..='9' => (
            TokenKind::Digits,
            rest.bytes().take_while(u8::is_ascii_digit).count(),
        ),
        '<' if rest.starts_with("<>") || rest.starts_with("<=") => (TokenKind::Symbol, 2),
        '>' if rest.starts_with(">=") => (TokenKind::Symbol, 2),
        '(' | ')' | '[' | ']' | ',' | '.' | '=' | '<' | '>' | '+' | '-' => (TokenKind::Symbol, 1),
        _ => (TokenKind::Unknown, first.len_utf8()),
    }
}
