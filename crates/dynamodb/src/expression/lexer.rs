//! An expression's text in tokens.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
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
    /// Something that belongs to no expression.
    Unknown,
    /// The end of the text.
    End,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) kind: Kind,
    pub(crate) text: &'a str,
    /// Where it starts, in bytes.
    pub(crate) start: usize,
}

impl Token<'_> {
    pub(crate) fn is(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }

    pub(crate) fn is_keyword(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of a text; the last is [`Kind::End`].
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
        kind: Kind::End,
        text: "",
        start: text.len(),
    });
    tokens
}

fn token(rest: &str, first: char) -> (Kind, usize) {
    let word_end = |from: usize| {
        let is_word = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
        from + rest.bytes().skip(from).take_while(is_word).count()
    };
    match first {
        'a'..='z' | 'A'..='Z' | '_' => (Kind::Word, word_end(0)),
        '#' | ':' => {
            let kind = if first == '#' {
                Kind::NamePlaceholder
            } else {
                Kind::ValuePlaceholder
            };
            match word_end(1) {
                1 => (Kind::Unknown, 1),
                end => (kind, end),
            }
        }
        '0'..='9' => (
            Kind::Digits,
            rest.bytes().take_while(u8::is_ascii_digit).count(),
        ),
        '<' if rest.starts_with("<>") || rest.starts_with("<=") => (Kind::Symbol, 2),
        '>' if rest.starts_with(">=") => (Kind::Symbol, 2),
        '(' | ')' | '[' | ']' | ',' | '.' | '=' | '<' | '>' => (Kind::Symbol, 1),
        _ => (Kind::Unknown, first.len_utf8()),
    }
}
