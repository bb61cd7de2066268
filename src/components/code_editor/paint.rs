//! A part of a text as HTML: colours, and marks on it.

use std::ops::Range;

use protocol::TokenClass;

use crate::components::code_view::escape;

/// A marked part of the text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its first byte and the byte after it.
    pub(crate) span: (usize, usize),
    /// What it is.
    pub(crate) kind: MarkKind,
}

/// Why a part of a text is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MarkKind {
    /// An error is there.
    Error,
    /// A lint's finding.
    Warning,
    /// It belongs to what the cursor is at.
    Related,
    /// A bracket or directive that belongs to the one at the cursor.
    Pair,
    /// It is searched for.
    Found,
    /// The step of a rendering.
    Step,
}

impl MarkKind {
    fn class(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Related => "related",
            Self::Pair => "pair",
            Self::Found => "found",
            Self::Step => "step",
        }
    }
}

fn class(token: TokenClass) -> &'static str {
    match token {
        TokenClass::Text => "",
        TokenClass::Comment => "c",
        TokenClass::Directive => "w",
        TokenClass::Reference => "k",
        TokenClass::String => "s",
        TokenClass::Number => "n",
        TokenClass::Punctuation => "p",
        TokenClass::Error => "e",
    }
}

/// The HTML of a range of the text. `tokens` have their ends in bytes, in order.
pub(super) fn html(
    text: &str,
    range: Range<usize>,
    tokens: &[(usize, TokenClass)],
    marks: &[Mark],
) -> String {
    let here: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.span.0 < range.end && mark.span.1 > range.start)
        .collect();
    let mut ends: Vec<usize> = here
        .iter()
        .flat_map(|mark| [mark.span.0, mark.span.1])
        .chain([range.end])
        .filter(|end| range.start < *end && *end <= range.end)
        .collect();
    let first = tokens.partition_point(|(end, _)| *end <= range.start);
    let mut tokens = tokens.get(first..).unwrap_or_default().iter().peekable();
    let inside = tokens
        .clone()
        .map(|(end, _)| *end)
        .take_while(|end| *end < range.end);
    ends.extend(inside);
    ends.sort_unstable();
    ends.dedup();
    let mut html = String::with_capacity(range.len() * 3);
    let mut start = range.start;
    for end in ends {
        // A place of another text may be inside of a character.
        let Some(piece) = text.get(start..end) else {
            continue;
        };
        while tokens.next_if(|(end, _)| *end <= start).is_some() {}
        let token = tokens.peek().map_or("", |(_, token)| class(*token));
        let marks: Vec<&str> = here
            .iter()
            .filter(|mark| mark.span.0 <= start && end <= mark.span.1)
            .map(|mark| mark.kind.class())
            .collect();
        if token.is_empty() && marks.is_empty() {
            escape(piece, &mut html);
        } else {
            html.push_str("<i class='");
            html.push_str(token);
            for mark in marks {
                html.push(' ');
                html.push_str(mark);
            }
            html.push_str("'>");
            escape(piece, &mut html);
            html.push_str("</i>");
        }
        start = end;
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "#if($ü)<a>#end";

    fn tokens() -> Vec<(usize, TokenClass)> {
        vec![
            (3, TokenClass::Directive),
            (4, TokenClass::Punctuation),
            (7, TokenClass::Reference),
            (8, TokenClass::Punctuation),
            (11, TokenClass::Text),
            (15, TokenClass::Directive),
        ]
    }

    #[test]
    fn colours_and_marks_are_joined() {
        let mark = Mark {
            span: (4, 9),
            kind: MarkKind::Error,
        };
        assert_eq!(
            html(TEXT, 0..TEXT.len(), &tokens(), &[mark]),
            "<i class='w'>#if</i><i class='p'>(</i><i class='k error'>$ü</i><i class='p error'>)</i>\
             <i class=' error'>&lt;</i>a&gt;<i class='w'>#end</i>"
        );
        assert_eq!(html(TEXT, 8..11, &tokens(), &[]), "&lt;a&gt;");
    }

    #[test]
    fn no_character_is_lost_where_places_do_not_fit() {
        for tokens in [
            vec![(5, TokenClass::Error), (6, TokenClass::Text)],
            vec![(99, TokenClass::Error)],
            Vec::new(),
        ] {
            let mark = Mark {
                span: (6, 500),
                kind: MarkKind::Found,
            };
            let mut plain = html(TEXT, 0..TEXT.len(), &tokens, &[mark]);
            while let (Some(from), Some(to)) = (plain.find('<'), plain.find('>')) {
                plain.replace_range(from..=to, "");
            }
            assert_eq!(plain, TEXT.replace('<', "&lt;").replace('>', "&gt;"));
        }
    }
}
