//! What a path is made of.

use vtl::value::Str;

use super::evaluate::filter::Expression;

/// A compiled path.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// Whether it starts at the document (`$`) rather than at the filtered item (`@`).
    pub(super) from_root: bool,
    pub(super) tokens: Vec<Token>,
    /// For each token, whether all before it lead to one place.
    upstream: Vec<bool>,
    definite: bool,
}

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
        }
    }

    /// The path that goes on to all members and items of what this one finds. It is taken for as definite as this one.
    /// `None` where this one ends in a function, or has no tokens.
    pub(super) fn members(&self) -> Option<Path> {
        if matches!(self.tokens.last(), None | Some(Token::Function(..))) {
            return None;
        }
        let mut members = self.clone();
        members.upstream.push(self.definite);
        members.tokens.push(Token::Wildcard);
        Some(members)
    }

    pub(super) fn definite(&self) -> bool {
        self.definite
    }

    pub(super) fn upstream_definite(&self, at: usize) -> bool {
        self.upstream.get(at).copied().unwrap_or(true)
    }
}

/// Jayway applies the first function of a path that begins with a scan and ends in a function to all that the scan finds:
/// `$..price.max()` means `$.max($..price)`. Says whether it is such a path.
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
