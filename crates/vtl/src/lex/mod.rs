//! The lexer: Velocity 1.7's lexical states, kept exactly.
//!
//! Velocity's grammar is defined by a state machine whose state depends on what the parser has
//! done so far (a `)` ends a directive only where the parentheses balance; text after `#foo` is
//! text unless a `(` follows). White space, escapes and stray `$`, `#` can be right to the byte
//! only if that machine is the same one, so [`Lexer`] keeps its states, its stack and its counters,
//! and hands out one token at a time.

mod rules;
mod scan;
mod state;

pub(crate) use state::{Lexer, LexicalError, Reason, Tok};

/// What a token is. The names follow Velocity's grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The end of the source.
    Eof,
    IndexOpen,
    IndexClose,
    BracketOpen,
    BracketClose,
    Comma,
    DoubleDot,
    Colon,
    /// `{` and `}` of a map literal.
    LeftCurly,
    RightCurly,
    ParenOpen,
    ParenClose,
    /// The `)` of a method call.
    MethodClose,
    /// `\#if` and the like, with the escapes before it.
    EscapedDirective,
    /// `#set(`, with the spaces before it.
    Set,
    /// `##`.
    LineCommentStart,
    LineCommentEnd,
    /// `*#` that ends `#* … *#`.
    CommentEnd,
    /// `*#` that ends `#** … *#`.
    FormalCommentEnd,
    /// `#[[ … ]]#`.
    TextBlock,
    /// `\\`.
    DoubleEscape,
    /// `\`.
    Escape,
    Text,
    Space,
    String,
    True,
    False,
    Minus,
    Plus,
    Times,
    Divide,
    Modulo,
    And,
    Or,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    Not,
    Assign,
    End,
    If,
    ElseIf,
    Else,
    Integer,
    Float,
    /// `#name`, or a bare word among the arguments of a directive.
    Word,
    /// `#{name}`.
    BracketedWord,
    Identifier,
    Dot,
    /// `${`, `$!{`.
    RefOpen,
    RefClose,
    /// `$[`, `$![`, `$.`: text.
    EmptyIndex,
}
