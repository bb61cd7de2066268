//! What is wrong with a mapping template, and its colours.

use protocol::{TemplateProblem, TokenClass};
use vtl::{Diagnostic, Dialect, Template, TokenKind};

/// Errors of the syntax; or, without any, lints.
pub(super) fn problems(source: &str) -> Vec<TemplateProblem> {
    match Template::parse(source, Dialect::Gateway) {
        Err(errors) => errors
            .into_iter()
            .map(|error| TemplateProblem {
                code: String::new(),
                message: error.message,
                repair: String::new(),
                line: error.line,
                column: error.column,
                span: (error.span.start, error.span.end),
                edits: Vec::new(),
            })
            .collect(),
        Ok(template) => vtl::lint::lint(&template)
            .into_iter()
            .map(|lint| {
                let (line, column) = lint.span.line_column(source);
                TemplateProblem {
                    code: lint.code.to_owned(),
                    message: lint.message,
                    repair: lint.repair,
                    line,
                    column,
                    span: (lint.span.start, lint.span.end),
                    edits: lint
                        .edits
                        .into_iter()
                        .map(|edit| ((edit.span.start, edit.span.end), edit.text))
                        .collect(),
                }
            })
            .collect(),
    }
}

/// The remarks of a rendering. A reference without a value is none: most templates read what may be missing.
pub(super) fn notes(source: &str, diagnostics: Vec<Diagnostic>) -> Vec<TemplateProblem> {
    diagnostics
        .into_iter()
        .filter(|diagnostic| diagnostic.code == "many-iterations")
        .map(|diagnostic| {
            let (line, column) = diagnostic.span.line_column(source);
            TemplateProblem {
                code: diagnostic.code.to_owned(),
                message: diagnostic.message,
                repair: "API Gateway documents a limit of 1,000 iterations of a #foreach. Keep the list shorter."
                    .to_owned(),
                line,
                column,
                span: (diagnostic.span.start, diagnostic.span.end),
                edits: Vec::new(),
            }
        })
        .collect()
}

/// The pieces of a template with their colours; neighbours of one colour are one piece.
pub(super) fn tokens(source: &str) -> Vec<(TokenClass, u32)> {
    let mut pieces: Vec<(TokenClass, u32)> = Vec::new();
    for token in vtl::tokenize(source) {
        let class = match token.kind {
            TokenKind::Text | TokenKind::Literal | TokenKind::Escape | TokenKind::Space => {
                TokenClass::Text
            }
            TokenKind::Comment => TokenClass::Comment,
            TokenKind::Directive | TokenKind::Word | TokenKind::Operator => TokenClass::Directive,
            TokenKind::Variable | TokenKind::Property => TokenClass::Reference,
            TokenKind::String => TokenClass::String,
            TokenKind::Number | TokenKind::Boolean => TokenClass::Number,
            TokenKind::Punctuation => TokenClass::Punctuation,
            TokenKind::Error => TokenClass::Error,
        };
        let length = u32::try_from(token.span.end - token.span.start).unwrap_or(u32::MAX);
        match pieces.last_mut() {
            Some((last, total)) if *last == class => *total = total.saturating_add(length),
            _ => pieces.push((class, length)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_cover_the_template() {
        let source = "#if($a.b == 'ü')x#end ## why";
        let pieces = tokens(source);
        let total: u32 = pieces.iter().map(|(_, length)| length).sum();
        assert_eq!(total as usize, source.len());
        assert_eq!(pieces[0], (TokenClass::Directive, 3));
        assert!(pieces.contains(&(TokenClass::String, 4)), "{pieces:?}");
        assert_eq!(
            pieces.last().map(|(class, _)| *class),
            Some(TokenClass::Comment)
        );
    }
}
