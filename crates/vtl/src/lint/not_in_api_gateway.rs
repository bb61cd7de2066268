//! `not-in-api-gateway`: a directive that API Gateway does not run.
//!
//! Recorded from AWS: `#macro … #end` is swallowed and a call of the macro is written out verbatim;
//! `#evaluate(…)` is text. `#parse` and `#include` need files, and a mapping template
//! has none.

use crate::ast::Node;
use crate::span::Span;

use super::walk::{Visit, Where};
use super::{Lint, Subject, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    for (name, span) in &subject.shared.definitions {
        found.push(lint(
            *span,
            format!("API Gateway swallows `#macro`: `#{name}` can't be called"),
            "write #define($name)…#end and use $name; it sees the variables as they are where it is \
             used",
        ));
    }
    subject.visit(&mut Directives { subject, found });
}

struct Directives<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
}

impl<'t> Visit<'t> for Directives<'_, 't> {
    fn node(&mut self, node: &'t Node, at: Where<'t>) {
        let (span, message, repair) = match node {
            Node::Call(call) if self.subject.shared.macro_names.contains(call.name.as_str()) => (
                call.span,
                format!(
                    "API Gateway writes `#{}` out as text: no macro can be called",
                    call.name.as_str()
                ),
                "write a reference to a #define block, or what the macro holds",
            ),
            Node::Call(call) if call.name.as_str() == "evaluate" && !call.arguments.is_empty() => {
                evaluate(call.span)
            }
            Node::Evaluate { span, .. } => evaluate(*span),
            Node::File(file) => (
                file.span,
                format!(
                    "`#{}` wants a file, and a mapping template has none around it",
                    file.name
                ),
                "write the file's text here",
            ),
            _ => return,
        };
        self.found
            .push(lint(place_of(at.place, span), message, repair));
    }
}

fn evaluate(span: Span) -> (Span, String, &'static str) {
    (
        span,
        "API Gateway writes `#evaluate` out as text".to_owned(),
        "write the template itself here, or a string in double quotes, which is rendered where it \
         stands",
    )
}

fn lint(span: Span, message: String, repair: &str) -> Lint {
    Lint {
        code: "not-in-api-gateway",
        span,
        message,
        repair: repair.to_owned(),
        edits: Vec::new(),
    }
}
