//! `unclosed-comment`: a `#*` without `*#`.
//!
//! Measured on Velocity 1.7: it swallows the rest of the template, without an error.

use crate::span::Span;

use super::{Edit, Lint, Subject};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    let end = subject.at.place.source.len();
    for (span, in_string) in &subject.shared.open_comments {
        found.push(Lint {
            code: "unclosed-comment",
            span: *span,
            message: "this comment never ends: nothing behind it is written or run".to_owned(),
            repair: "write *# where it is to end".to_owned(),
            edits: match in_string {
                true => Vec::new(),
                false => vec![Edit {
                    span: Span::new(end, end),
                    text: "*#".to_owned(),
                }],
            },
        });
    }
}
