//! `looks-like-directive`: text that is a directive except for a typo.
//!
//! `#esleif($x)`, `#IF($x)` and `#set $x = 1` are written out verbatim, without an error: after
//! `#`, only the names of the language, in lower case, are directives. `#else if($x)` is an
//! `#else` and the text ` if(…)`.

use std::collections::HashSet;

use crate::ast::Shared;
use crate::ast::{Call, Node, SourceOrigin, SourceText};
use crate::parse::parse;
use crate::parse::suggest::suggestion;
use crate::span::Span;
use crate::template::Template;

use super::walk::{Visit, Where};
use super::{Edit, Lint, Subject, place_of, repaired};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    let in_arms = HashSet::new();
    subject.visit(&mut Words {
        subject,
        found,
        in_arms,
        budget: BUDGET,
    });
}

/// Removes these edits if the template does not parse with all edits applied: text that becomes a
/// condition has to parse as one.
pub(super) fn fit(found: &mut [Lint], template: &Template) {
    let is_this = |lint: &Lint| lint.code == CODE && !lint.edits.is_empty();
    if !found.iter().any(is_this) {
        return;
    }
    let edited = repaired(template.source(), found);
    if Template::parse(&edited, template.dialect()).is_err() {
        found
            .iter_mut()
            .filter(|lint| is_this(lint))
            .for_each(|lint| lint.edits.clear());
    }
}

const CODE: &str = "looks-like-directive";

/// How many edits are tried: each is parsed.
const BUDGET: usize = 20;

struct Words<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
    /// The calls in an `#if` before its `#else`.
    in_arms: HashSet<*const Call>,
    /// How many edits may still be tried.
    budget: usize,
}

impl<'t> Visit<'t> for Words<'_, 't> {
    fn node(&mut self, node: &'t Node, at: Where<'t>) {
        match node {
            Node::Call(call) => self.call(call, at.place),
            Node::If(branch) => {
                for node in branch.arms.iter().flat_map(|(_, body)| body) {
                    if let Node::Call(call) = node {
                        self.in_arms.insert(&raw const **call);
                    }
                }
                if let Some(Node::Text(text)) = branch.otherwise.first()
                    && let Some(span) = text.verbatim()
                {
                    self.else_if(span, at.place);
                }
            }
            _ => {}
        }
    }
}

impl Words<'_, '_> {
    /// The edit, if the template parses with it.
    fn edit(&mut self, span: Span, written: &str, text: &str) -> Vec<Edit> {
        let edits = self.subject.edit(span, written, text);
        let source = &self.subject.at.place.source;
        let (Some(before), Some(after)) = (source.get(..span.start), source.get(span.end..)) else {
            return Vec::new();
        };
        if edits.is_empty() || self.budget == 0 {
            return Vec::new();
        }
        self.budget -= 1;
        let edited = format!("{before}{text}{after}").into();
        let mut shared = Shared::new(self.subject.shared.rules);
        match parse(&edited, SourceOrigin::At(0), &mut shared, 0) {
            Ok(_) => edits,
            Err(_) => Vec::new(),
        }
    }

    fn call(&mut self, call: &Call, place: &SourceText) {
        let name = call.name.as_str();
        let text = call.span.text(&place.source);
        // Another lint reports `#evaluate`.
        if self.subject.shared.macro_names.contains(name) || name == "evaluate" {
            return;
        }
        let Some(directive) = suggestion(name, text.trim_end().ends_with(')')) else {
            return;
        };
        let start = call.span.start + text.find(name).unwrap_or(0);
        let word = Span::new(start, start + name.len());
        // All blocks of the template are closed: one more `#if` or `#end` would be one too many.
        let fits = self.in_arms.contains(&std::ptr::from_ref(call))
            && matches!(directive, "else" | "elseif");
        let edits = match fits {
            true => self.edit(place_of(place, word), name, directive),
            false => Vec::new(),
        };
        let repair = match name == directive {
            true => "write #set($name = $value)".to_owned(),
            false => format!("write #{directive}"),
        };
        self.found.push(Lint {
            code: CODE,
            span: place_of(place, Span::new(call.span.start, word.end)),
            message: match name == directive {
                true => format!("`#{name}` is written out as text: its parentheses are missing"),
                false => format!("`#{name}` is written out as text: is `#{directive}` meant?"),
            },
            repair,
            edits,
        });
    }

    /// The text that an `#else` starts with.
    fn else_if(&mut self, text: Span, place: &SourceText) {
        let words = text.text(&place.source);
        let inside = words.trim_start();
        let blanks = words.len() - inside.len();
        let Some(rest) = inside.strip_prefix("if") else {
            return;
        };
        if !rest.trim_start().starts_with('(')
            || words.get(..blanks).is_some_and(|b| b.contains('\n'))
        {
            return;
        }
        let before = place.source.get(..text.start).unwrap_or_default();
        let start = before.rfind('#').unwrap_or(text.start);
        let span = Span::new(start, text.start + blanks + "if".len());
        let written = span.text(&place.source);
        let edits = self.edit(place_of(place, span), written, "#elseif");
        self.found.push(Lint {
            code: CODE,
            span: place_of(place, span),
            message: format!(
                "`{written}` is an `#else`, and `if(` behind it is written out: is `#elseif` meant?"
            ),
            repair: "write #elseif".to_owned(),
            edits,
        });
    }
}
