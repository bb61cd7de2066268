//! The syntax tree of a path: tokens, and the expressions of its filters.

use vtl::Value;
use vtl::value::Str;

use crate::pattern::Pattern;

/// A parsed path.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// Whether it starts at the document (`$`) rather than at the filtered item (`@`).
    pub(super) from_root: bool,
    pub(super) tokens: Vec<Token>,
    /// For each token, whether all tokens before it are definite.
    upstream: Vec<bool>,
    definite: bool,
    /// Whether a wildcard is appended ([`Path::members`]).
    appended: bool,
}

/// One part of a path.
#[derive(Clone, Debug)]
pub(super) enum Token {
    /// `.name`, `['a', 'b']`.
    Property(Vec<Str>),
    /// `[0]`, `[-1, 2]`.
    Index(Vec<i64>),
    /// `[1:]`, `[:2]`, `[1:2]`.
    Slice(Option<i64>, Option<i64>),
    /// `*`.
    Wildcard,
    /// `..`.
    Scan,
    /// `[?(…)]`.
    Filter(Box<Expression>),
    /// `name(…)`.
    Function(String, Vec<Argument>),
}

/// An argument of a function.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    /// A JSON text, read when the function is called.
    Json(Str),
    Path(Path),
}

impl Path {
    pub(super) fn new(from_root: bool, tokens: Vec<Token>) -> Path {
        let (tokens, inverted) = invert_scan(tokens);
        let mut upstream = Vec::with_capacity(tokens.len());
        let mut definite = true;
        for (at, token) in tokens.iter().enumerate() {
            // Behind an inverted function there is still the scan that was before it.
            upstream.push(definite && !(inverted && at > 0));
            let leaf = at + 1 == tokens.len();
            definite &= match token {
                Token::Property(names) => names.len() == 1 || leaf,
                Token::Index(indices) => indices.len() == 1,
                Token::Function(..) => true,
                Token::Slice(..) | Token::Wildcard | Token::Scan | Token::Filter(_) => false,
            };
        }
        Path {
            from_root,
            tokens,
            upstream,
            definite,
            appended: false,
        }
    }

    /// This path with a wildcard appended, as definite as this one. `None` if it ends in a function or has no tokens.
    pub(super) fn members(&self) -> Option<Path> {
        if matches!(self.tokens.last(), None | Some(Token::Function(..))) {
            return None;
        }
        let mut members = self.clone();
        members.upstream.push(self.definite);
        members.tokens.push(Token::Wildcard);
        members.appended = true;
        Some(members)
    }

    pub(super) fn definite(&self) -> bool {
        self.definite
    }

    /// The token before the last one, without an appended wildcard.
    pub(super) fn before_last(&self) -> Option<&Token> {
        let last = if self.appended { 2 } else { 1 };
        self.tokens.iter().rev().nth(last)
    }

    pub(super) fn upstream_definite(&self, at: usize) -> bool {
        self.upstream.get(at).copied().unwrap_or(true)
    }
}

/// The condition of a filter.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    Or(Vec<Expression>),
    And(Vec<Expression>),
    Not(Box<Expression>),
    /// Whether the path finds a value (`true`) or none (`false`).
    Exists(Path, bool),
    Compare(Operand, Operator, Operand),
}

/// One side of a comparison: as the filter has it, or as evaluated.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    /// A path that found nothing.
    Undefined,
    Null,
    Bool(bool),
    Number(Number),
    String(Str),
    /// A list or an object that a path found.
    Json(Value),
    /// A list or an object in the filter's text, or why it can't be parsed.
    JsonLiteral(Result<Value, String>),
    Pattern(Pattern),
    Path(Path),
}

/// A number with its text, which comparisons with strings use.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) text: Str,
    pub(super) value: f64,
    pub(super) exact: Option<i128>,
}

impl Number {
    pub(super) fn parse(text: &str) -> Option<Number> {
        // Rust's parser also knows words such as `inf`, Java's decimals don't.
        if text.is_empty()
            || !text
                .bytes()
                .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b))
        {
            return None;
        }
        Some(Number {
            text: text.into(),
            value: text.parse().ok()?,
            exact: text.parse().ok(),
        })
    }
}

/// A comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Equal,
    NotEqual,
    SameTyped,
    NotSameTyped,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    Size,
    Empty,
    SubsetOf,
    AnyOf,
    NoneOf,
    /// `type`, `matches` and `all`, whose right sides have no syntax.
    Unwritable,
}

impl Operator {
    pub(super) fn named(word: &str) -> Option<Operator> {
        Some(match word.to_ascii_uppercase().as_str() {
            "==" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "===" => Operator::SameTyped,
            "!==" => Operator::NotSameTyped,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "=~" => Operator::Matches,
            "IN" => Operator::In,
            "NIN" => Operator::NotIn,
            "CONTAINS" => Operator::Contains,
            "SIZE" => Operator::Size,
            "EMPTY" => Operator::Empty,
            "SUBSETOF" => Operator::SubsetOf,
            "ANYOF" => Operator::AnyOf,
            "NONEOF" => Operator::NoneOf,
            "TYPE" | "MATCHES" | "ALL" => Operator::Unwritable,
            _ => return None,
        })
    }
}

/// Rewrites a path that begins with a scan and ends in a function, as Jayway does: `$..price.max()` means
/// `$.max($..price)`. The flag says whether it did.
fn invert_scan(mut tokens: Vec<Token>) -> (Vec<Token>, bool) {
    let is_function = |token: &Token| matches!(token, Token::Function(..));
    if !matches!(tokens.first(), Some(Token::Scan)) || !tokens.last().is_some_and(is_function) {
        return (tokens, false);
    }
    let at = tokens.iter().position(is_function).unwrap_or_default();
    let mut rest = tokens.split_off(at);
    if let Some(Token::Function(_, arguments)) = rest.first_mut() {
        *arguments = vec![Argument::Path(Path::new(true, tokens))];
    }
    (rest, true)
}
