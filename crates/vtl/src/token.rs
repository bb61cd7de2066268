//! Tokens for highlighting, by the lexer that the parser uses.
//!
//! ```
//! use vtl::{TokenKind, tokenize};
//!
//! /// HTML in which each token is a `span` with a class.
//! fn coloured(source: &str) -> String {
//!     let spans = tokenize(source).into_iter().map(|token| {
//!         let class = match token.kind {
//!             TokenKind::Directive | TokenKind::Word | TokenKind::Operator => "keyword",
//!             TokenKind::Variable | TokenKind::Property => "name",
//!             TokenKind::String | TokenKind::Number | TokenKind::Boolean => "literal",
//!             TokenKind::Comment => "comment",
//!             TokenKind::Error => "error",
//!             _ => "text",
//!         };
//!         let text = token.span.text(source).replace('&', "&amp;").replace('<', "&lt;");
//!         format!("<span class={class}>{text}</span>")
//!     });
//!     spans.collect()
//! }
//! assert_eq!(
//!     coloured("$a.b<1"),
//!     "<span class=name>$a</span><span class=text>.</span><span class=name>b</span><span class=text>&lt;1</span>"
//! );
//! ```
//!
//! A string is one token. In double quotes, references and directives work as outside: the
//! inside of such a string can be tokenized as a separate source.

use crate::lex::{Kind, Lexer};
use crate::span::Span;

/// The class of a [`Token`] for highlighting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Text that is written out verbatim.
    Text,
    /// A comment of any of the three kinds.
    Comment,
    /// A text block, `#[[ … ]]#`.
    Literal,
    /// A backslash before a directive, and that directive.
    Escape,
    /// The name of a directive or macro with its `#`; for `#set(`, with the spaces before it.
    Directive,
    /// The `$name`, `${`, `$!{` that starts a reference, and a name in braces.
    Variable,
    /// The name of a property or method.
    Property,
    /// A quoted string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An operator, in signs or as a word.
    Operator,
    /// A bare word, such as the `in` of `#foreach`.
    Word,
    /// Parentheses, brackets, braces, commas, colons, dots.
    Punctuation,
    /// Spaces and line ends inside of a directive.
    Space,
    /// Characters that are not valid here: the template does not parse.
    Error,
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its class.
    pub kind: TokenKind,
    /// Where it is.
    pub span: Span,
}

/// Cuts `source` into tokens that together cover every byte of it, in order and without overlap.
/// It never fails: invalid text is [`TokenKind::Error`] up to the end of its line.
///
/// ```
/// use vtl::token::{TokenKind, tokenize};
///
/// let source = "#if($a)yes#end";
/// let words: Vec<_> = tokenize(source)
///     .iter()
///     .filter(|token| token.kind == TokenKind::Directive)
///     .map(|token| token.span.text(source))
///     .collect();
/// assert_eq!(words, ["#if", "#end"]);
/// ```
pub fn tokenize(source: &str) -> Vec<Token> {
    let mut lexer = Lexer::new(source);
    let mut tokens = Tokens {
        source,
        list: Vec::new(),
        at: 0,
    };
    let mut after_dot = false;
    let mut specials = 0;
    loop {
        match lexer.next() {
            Ok(token) if token.kind == Kind::Eof => break,
            Ok(token) => {
                let found = lexer.specials();
                for special in found.get(specials..).unwrap_or_default() {
                    // The last character starts what comes next.
                    tokens.gap(special.start);
                    let text = source.get(special.start..special.end).unwrap_or_default();
                    let last = text.chars().next_back().map_or(0, char::len_utf8);
                    tokens.push(TokenKind::Text, special.end.saturating_sub(last));
                }
                specials = found.len();
                tokens.gap(token.start);
                let text = source.get(token.start..token.end).unwrap_or_default();
                tokens.push(kind(token.kind, text, after_dot), token.end);
                after_dot = token.kind == Kind::Dot;
                match token.kind {
                    Kind::Word | Kind::BracketedWord if text.contains('#') => {
                        lexer.enter_directive();
                        if !lexer.parenthesis_follows() {
                            lexer.leave_directive();
                        }
                    }
                    Kind::ParenClose => lexer.leave_set(),
                    _ => {}
                }
            }
            Err(bad) => {
                tokens.gap(bad.start.min(bad.at));
                let rest = source.get(bad.at..).unwrap_or_default();
                let end = rest
                    .find('\n')
                    .map_or(source.len(), |line| bad.at + line + 1);
                tokens.push(TokenKind::Error, end);
                lexer.restart(end);
            }
        }
    }
    tokens.gap(source.len());
    tokens.list
}

struct Tokens<'s> {
    source: &'s str,
    list: Vec<Token>,
    at: usize,
}

impl Tokens<'_> {
    fn push(&mut self, kind: TokenKind, end: usize) {
        if end <= self.at {
            return;
        }
        let span = Span::new(self.at, end);
        self.at = end;
        match self.list.last_mut() {
            Some(last) if last.kind == kind && merges(kind) => last.span.end = end,
            _ => self.list.push(Token { kind, span }),
        }
    }

    /// What the lexer skipped up to `end`: the inside of a comment.
    fn gap(&mut self, end: usize) {
        let skipped = self.source.get(self.at..end).unwrap_or_default();
        if skipped.is_empty() {
            return;
        }
        // Signs before a dot are lost, too.
        let comment = self
            .list
            .last()
            .is_some_and(|last| last.kind == TokenKind::Comment);
        let signs = skipped.starts_with(['$', '\\']) && !comment;
        self.push(
            if signs {
                TokenKind::Text
            } else {
                TokenKind::Comment
            },
            end,
        );
    }
}

fn merges(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Text | TokenKind::Comment | TokenKind::Error
    )
}

fn kind(kind: Kind, text: &str, after_dot: bool) -> TokenKind {
    match kind {
        Kind::Eof | Kind::Text | Kind::DoubleEscape | Kind::Escape | Kind::EmptyIndex => {
            TokenKind::Text
        }
        Kind::LineCommentStart
        | Kind::LineCommentEnd
        | Kind::CommentEnd
        | Kind::FormalCommentEnd => TokenKind::Comment,
        Kind::TextBlock => TokenKind::Literal,
        Kind::EscapedDirective => TokenKind::Escape,
        Kind::Set | Kind::End | Kind::If | Kind::ElseIf | Kind::Else => TokenKind::Directive,
        Kind::Word | Kind::BracketedWord if text.contains('#') => TokenKind::Directive,
        Kind::Word | Kind::BracketedWord => TokenKind::Word,
        Kind::Identifier if after_dot => TokenKind::Property,
        Kind::Identifier | Kind::RefOpen | Kind::RefClose => TokenKind::Variable,
        Kind::String => TokenKind::String,
        Kind::Integer | Kind::Float => TokenKind::Number,
        Kind::True | Kind::False => TokenKind::Boolean,
        Kind::Space => TokenKind::Space,
        Kind::Minus
        | Kind::Plus
        | Kind::Times
        | Kind::Divide
        | Kind::Modulo
        | Kind::And
        | Kind::Or
        | Kind::Less
        | Kind::LessEqual
        | Kind::Greater
        | Kind::GreaterEqual
        | Kind::Equal
        | Kind::NotEqual
        | Kind::Not
        | Kind::Assign
        | Kind::DoubleDot => TokenKind::Operator,
        Kind::IndexOpen
        | Kind::IndexClose
        | Kind::BracketOpen
        | Kind::BracketClose
        | Kind::Comma
        | Kind::Colon
        | Kind::LeftCurly
        | Kind::RightCurly
        | Kind::ParenOpen
        | Kind::ParenClose
        | Kind::MethodClose
        | Kind::Dot => TokenKind::Punctuation,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> Vec<(TokenKind, &str)> {
        tokenize(source)
            .iter()
            .map(|token| (token.kind, token.span.text(source)))
            .collect()
    }

    #[test]
    fn colours_a_template() {
        use TokenKind::*;
        assert_eq!(
            shown("a $x.b('c') ## d\n#foreach($i in [1..2])\n\"$i\"#end"),
            [
                (Text, "a "),
                (Variable, "$x"),
                (Punctuation, "."),
                (Property, "b"),
                (Punctuation, "("),
                (String, "'c'"),
                (Punctuation, ")"),
                (Text, " "),
                (Comment, "## d\n"),
                (Directive, "#foreach"),
                (Punctuation, "("),
                (Variable, "$i"),
                (Space, " "),
                (Word, "in"),
                (Space, " "),
                (Punctuation, "["),
                (Number, "1"),
                (Operator, ".."),
                (Number, "2"),
                (Punctuation, "]"),
                (Punctuation, ")\n"),
                (Text, "\""),
                (Variable, "$i"),
                (Text, "\""),
                (Directive, "#end"),
            ]
        );
    }

    #[test]
    fn an_error_ends_with_its_line() {
        use TokenKind::*;
        assert_eq!(
            shown("$a.b(^)\n$c $"),
            [
                (Variable, "$a"),
                (Punctuation, "."),
                (Property, "b"),
                (Punctuation, "("),
                (Error, "^)\n"),
                (Variable, "$c"),
                (Text, " "),
                (Error, "$"),
            ]
        );
    }
}
