//! Error messages: text, span and hint.

use crate::ast::SourceOrigin;
use crate::error::{Error, ErrorKind};
use crate::lex::{Kind, LexicalError, Reason, Tok};
use crate::span::Span;

use super::suggest::suggestion;
use super::{Failure, Parser};

/// How much of the template's text a message quotes, in characters.
const QUOTED: usize = 20;

impl Parser<'_, '_> {
    pub(super) fn error(&self, kind: ErrorKind, message: impl Into<String>, span: Span) -> Failure {
        Failure::One(Box::new(Error::new(kind, message, span, self.source)))
    }

    /// An error of the grammar at a token; the white space that belongs to it is left out.
    pub(super) fn syntax(&self, message: impl Into<String>, token: Tok) -> Failure {
        self.error(ErrorKind::Syntax, message, self.shown(token))
    }

    /// `wanted` is missing before this token.
    pub(super) fn unexpected(&self, token: Tok, wanted: &str) -> Failure {
        let message = match token.kind {
            Kind::Eof => format!("{} ends where {wanted} is needed", self.whole()),
            _ => {
                let text = match self.raw(token).trim() {
                    "" => "white space".to_owned(),
                    text => quoted(text),
                };
                format!("{text} can't stand here: {wanted} is needed")
            }
        };
        self.syntax(message + &self.hint(token, wanted), token)
    }

    /// As [`Parser::unexpected`], for what closes `opened`.
    #[inline(never)]
    pub(super) fn unclosed(&self, token: Tok, wanted: &str, opened: Tok) -> Failure {
        if self.line(opened.start) == self.line(self.shown(token).start) {
            return self.unexpected(token, wanted);
        }
        let image = self.raw(opened).trim();
        let sign = image.get(image.len().saturating_sub(1)..);
        let sign = sign.unwrap_or_default();
        let wanted = format!("{wanted} for the `{sign}`{}", self.in_line(opened.start));
        self.unexpected(token, &wanted)
    }

    /// No token of the language starts there.
    #[inline(never)]
    pub(super) fn lexical(&self, bad: LexicalError) -> Failure {
        let rest = self.source.get(bad.at..).unwrap_or_default();
        let c = rest.chars().next();
        let end = bad.at + c.map_or(0, char::len_utf8);
        let start = bad.start.min(bad.at);
        let span = Span::new(start, end);
        let text = span.text(self.source);
        let at_c = Span::new(bad.at, end);
        let sign = quoted(at_c.text(self.source));
        let (message, span) = match (bad.reason, c) {
            (Reason::String, _) => (
                format!("the string that starts here is never closed: {sign} is missing"),
                at_c,
            ),
            (Reason::TextBlock, _) => {
                let start = start + text.find("#[[").unwrap_or(0);
                (
                    "`#[[` is never closed: `]]#` is missing".to_owned(),
                    Span::new(start, start + "#[[".len()),
                )
            }
            (_, None) => (
                format!(
                    "{} can't end with {}: write another character after it, or \
                     #set($sign = '{}') and ${{sign}}",
                    self.whole(),
                    quoted(text),
                    if text.ends_with('#') { '#' } else { '$' }
                ),
                span,
            ),
            (Reason::Arguments, Some(c)) if is_operator(c) => (
                format!(
                    "{sign} can't stand among the arguments of a method: #set a variable to the \
                     result, and give that"
                ),
                at_c,
            ),
            (Reason::Index, Some(_)) => (
                format!(
                    "{sign} can't stand in an index: a string, an integer or a reference, and \
                     then `]`, is needed"
                ),
                at_c,
            ),
            (_, Some(c)) => (
                format!(
                    "{sign} means nothing here{}{}",
                    meaning(c),
                    self.hint_at(bad.at)
                ),
                at_c,
            ),
        };
        self.error(ErrorKind::Lexical, message, span)
    }

    /// A token at the place of a statement or the end of a block.
    pub(super) fn stranded(&self, token: Tok) -> Failure {
        let name = self.raw(token);
        let before = self.before(token.start).map(|token| token.kind);
        match token.kind {
            Kind::True | Kind::False => self.syntax(
                format!(
                    "`{name}` can't be the name of a property: `.get('{name}')` reads it from a map"
                ),
                token,
            ),
            _ if before == Some(Kind::ParenOpen) => self.unexpected(token, "an argument or `)`"),
            // An index of nothing.
            _ => self.unexpected(token, "the name of a variable"),
        }
    }

    /// An error among the arguments of a word that is not a directive.
    pub(super) fn in_call(&self, failure: Failure, name: &str) -> Failure {
        match failure {
            Failure::One(mut error) if error.kind != ErrorKind::Limit => {
                error.message += &match suggestion(name, true) {
                    Some(meant) => format!("; `#{name}` is no directive: is `#{meant}` meant?"),
                    None => format!("; `#{name}(` is taken for the call of a macro"),
                };
                Failure::One(error)
            }
            failure => failure,
        }
    }

    /// The span of a token, without white space at its ends unless that is all of it.
    pub(super) fn shown(&self, token: Tok) -> Span {
        let text = self.raw(token);
        let inside = text.trim();
        if inside.is_empty() {
            return Span::new(token.start, token.end);
        }
        let start = token.start + (text.len() - text.trim_start().len());
        Span::new(start, start + inside.len())
    }

    /// The line of a place; `None` in a string, whose lines are not the template's.
    fn line(&self, at: usize) -> Option<usize> {
        let known = matches!(self.place.origin, SourceOrigin::At(0));
        known.then(|| Span::new(at, at).line_column(self.source).0)
    }

    /// What is parsed here.
    fn whole(&self) -> &'static str {
        match self.place.origin {
            SourceOrigin::At(0) => "the template",
            _ => "the string",
        }
    }

    pub(super) fn in_line(&self, at: usize) -> String {
        self.line(at)
            .map_or_else(String::new, |line| format!(" in line {line}"))
    }

    /// A hint about a misplaced token.
    fn hint(&self, token: Tok, wanted: &str) -> String {
        let before = self.hint_at(token.start);
        if !before.is_empty() {
            return before;
        }
        let text = self.raw(token).trim();
        let next = self.source.get(token.end..).unwrap_or_default();
        let hint = match token.kind {
            Kind::Assign if wanted.contains("`)`") || wanted == "a value" => "; `==` compares",
            Kind::Minus if next.starts_with(['$', '(']) => "; `0 - …` makes a number negative",
            Kind::Plus
                if self
                    .before(token.start)
                    .is_some_and(|t| t.kind == Kind::Plus) =>
            {
                "; `#set($n = $n + 1)` counts"
            }
            Kind::Text if text.starts_with('|') => {
                "; no value can be given for where there is none, #if($x)…#else…#end chooses"
            }
            _ if wanted.starts_with('`') => "",
            Kind::Word if text == "null" => "; there is no `null`: `#if(!$x)` asks for it",
            Kind::Word => "; a variable starts with `$`, and a text stands in quotes",
            _ => "",
        };
        hint.to_owned()
    }

    /// The token before the place `at` that is more than white space.
    fn before(&self, at: usize) -> Option<Tok> {
        let tokens = self.tokens.iter().rev();
        tokens
            .filter(|token| token.end <= at && token.kind != Kind::Space)
            .copied()
            .next()
    }

    /// A hint if the string before `at` ended too early.
    fn hint_at(&self, at: usize) -> String {
        let Some(string) = self.before(at).filter(|token| token.kind == Kind::String) else {
            return String::new();
        };
        let text = self.raw(string);
        let quote = text.get(..1).unwrap_or_default();
        let next = self.source.get(at..).and_then(|rest| rest.chars().next());
        let touches = string.end == at && next.is_some_and(|c| !matches!(c, ')' | ',' | ']' | '}'));
        if touches && text.ends_with(&format!("\\{quote}")) {
            return format!(
                "; no backslash escapes a quote: {quote}{quote} is one in a string of {quote}"
            );
        }
        if text.contains(['\n', '\r']) {
            let line = self.in_line(string.start);
            return format!("; the string before it starts{line}: is its {quote} missing there?");
        }
        if touches {
            return format!(
                "; the string {} ends before it: {quote}{quote} is a quote in it",
                quoted(text)
            );
        }
        String::new()
    }
}

/// The syntax of a directive, for errors about its arguments.
pub(super) fn form(name: &str) -> &'static str {
    match name {
        "foreach" => "#foreach($item in $list)…#end",
        "define" => "#define($name)…#end",
        "macro" => "#macro(name $argument)…#end",
        "literal" => "#literal()…#end",
        "parse" => "#parse(\"file.vm\")",
        "include" => "#include(\"file.txt\")",
        "evaluate" => "#evaluate($template)",
        "break" => "#break or #break($foreach)",
        "stop" => "#stop",
        _ => "#name($argument)",
    }
}

fn is_operator(c: char) -> bool {
    matches!(
        c,
        '+' | '-' | '*' | '/' | '%' | '<' | '>' | '=' | '!' | '&' | '|' | '('
    )
}

/// Text of the template for a message: the end of a long one, invisible characters as their numbers.
fn quoted(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(QUOTED);
    let mut shown = String::new();
    for c in text.chars().skip(skipped) {
        match c {
            '\n' | '\r' | '\t' => shown.push(' '),
            _ if is_invisible(c) => shown += &format!("U+{:04X}", u32::from(c)),
            _ => shown.push(c),
        }
    }
    format!("`{}{shown}`", if skipped > 0 { "…" } else { "" })
}

fn is_invisible(c: char) -> bool {
    (c.is_control() || c.is_whitespace()) && c != ' '
        || matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

/// A hint about a character that has no meaning.
fn meaning(c: char) -> &'static str {
    match c {
        '?' => "; there is no `? :`, `#if(…)…#else…#end` chooses",
        '&' => "; `&&` is and",
        '|' => "; `||` is or",
        '“' | '”' | '„' | '«' | '»' => "; strings stand in `\"`",
        '‘' | '’' | '‚' => "; strings stand in `'`",
        '\\' => "; no backslash escapes anything here",
        _ if c.is_alphabetic() && !c.is_ascii() => "; names are made of the letters a to z",
        _ if is_invisible(c) => "; a blank would do",
        _ => "",
    }
}
