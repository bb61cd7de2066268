//! What a path is made of.

use vtl::value::Str;

use super::filter::Expression;

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
        let tokens = invert_scan(tokens);
        let mut upstream = Vec::with_capacity(tokens.len());
        let mut definite = true;
        for (at, token) in tokens.iter().enumerate() {
            upstream.push(definite);
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

    pub(super) fn definite(&self) -> bool {
        self.definite
    }

    pub(super) fn upstream_definite(&self, at: usize) -> bool {
        self.upstream.get(at).copied().unwrap_or(true)
    }
}

/// Jayway applies a function at the end of a path that begins with a scan to all that the scan
/// finds: `$..price.max()` means `$.max($..price)`.
fn invert_scan(mut tokens: Vec<Token>) -> Vec<Token> {
    let scans = matches!(tokens.first(), Some(Token::Scan));
    let at = tokens.iter().position(|t| matches!(t, Token::Function(..)));
    match at {
        Some(at) if scans && at + 1 == tokens.len() => match tokens.pop() {
            Some(Token::Function(name, _)) => {
                if name == "length" || name == "size" {
                    tokens.push(Token::Wildcard);
                }
                vec![Token::Function(
                    name,
                    vec![Argument::Path(Path::new(true, tokens))],
                )]
            }
            _ => tokens,
        },
        _ => tokens,
    }
}
