//! Lints: what a mapping template does that its author probably did not intend.
//!
//! They inspect the parsed tree and run nothing. A rule reports only findings that it is sure enough of
//! to deserve a reader's time; it need not find everything. The rules are for API Gateway's mapping
//! templates, whichever dialect the template was parsed as: names that are not `$input`, `$util`,
//! `$context`, `$stageVariables` or `$method` and that the template sets nowhere count as unknown.
//!
//! | code | what it reports |
//! |---|---|
//! | `unescaped-value` | a value is written into a JSON string without escaping |
//! | `unknown-reference` | nothing sets this variable |
//! | `conditional-comma` | depending on a condition, a comma is misplaced or missing |
//! | `not-in-api-gateway` | a directive that API Gateway does not run |
//! | `null-set` | `#set` of a value that may be missing, used as if it were not |
//! | `foreach-outside` | `$foreach` where no loop runs |
//! | `long-loop` | more than the 1,000 iterations that API Gateway allows a loop |
//! | `not-always-set` | a variable is written that is not set before, or only in some branches |
//! | `looks-like-directive` | text that is a directive except for a typo |
//! | `unclosed-comment` | a comment without end |

mod conditional_comma;
mod foreach_outside;
mod json;
mod known;
mod long_loop;
mod looks_like_directive;
mod not_always_set;
mod not_in_api_gateway;
mod null_set;
mod pieces;
mod unclosed_comment;
mod unescaped_value;
mod unknown_reference;
mod walk;

use std::collections::HashMap;

use crate::ast::Shared;
use crate::ast::{ExprKind, Node, Set, SourceText};
use crate::names::Sym;
use crate::names::{COUNT, FOREACH, HAS_NEXT, Names};
use crate::span::Span;
use crate::template::Template;
use crate::value::Value;

use walk::{Visit, Where};

/// What a lint found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// Which rule it is, for programs: one of those in the [module's table](self).
    pub code: &'static str,
    /// Where, in the template's source.
    pub span: Span,
    /// What is wrong and why that matters, for a person.
    pub message: String,
    /// What to write instead, for a person.
    pub repair: String,
    /// The changes that do so; none where a person has to decide.
    pub edits: Vec<Edit>,
}

/// A change of a template's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The replaced span; empty if text is only added.
    pub span: Span,
    /// The replacement.
    pub text: String,
}

/// Applies the changes of some lints. Of two that overlap, the first is applied.
///
/// ```
/// use vtl::{Dialect, Template, lint};
///
/// let source = "#foreach($n in [1..3])$n#end $n-1";
/// let template = Template::parse(source, Dialect::Gateway).map_err(|errors| errors[0].to_string())?;
/// let repaired = lint::repaired(source, &lint::lint(&template));
/// assert_eq!(repaired, "#foreach($n in [1..3])$n#end ${n}-1");
/// # Ok::<(), String>(())
/// ```
pub fn repaired(source: &str, lints: &[Lint]) -> String {
    let mut edits: Vec<&Edit> = lints.iter().flat_map(|lint| &lint.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.start < at {
            continue;
        }
        text += source.get(at..edit.span.start).unwrap_or_default();
        text += &edit.text;
        at = edit.span.end;
    }
    text + source.get(at..).unwrap_or_default()
}

/// Checks `template` with every rule. The lints are in the order of the source; one rule reports
/// a place once.
///
/// ```
/// use vtl::{Dialect, Template};
///
/// let source = r#"{"name": "$input.path('$.name')"}"#;
/// let template = Template::parse(source, Dialect::Gateway).map_err(|errors| errors[0].to_string())?;
/// let lints = vtl::lint::lint(&template);
/// assert_eq!(lints[0].code, "unescaped-value");
/// assert_eq!(lints[0].span.text(source), "$input.path('$.name')");
/// # Ok::<(), String>(())
/// ```
pub fn lint(template: &Template) -> Vec<Lint> {
    let subject = Subject::new(template);
    let mut found = Vec::new();
    for rule in [
        unescaped_value::check,
        unknown_reference::check,
        conditional_comma::check,
        not_in_api_gateway::check,
        null_set::check,
        foreach_outside::check,
        long_loop::check,
        not_always_set::check,
        looks_like_directive::check,
        unclosed_comment::check,
    ] {
        rule(&subject, &mut found);
    }
    found.sort_by(|one: &Lint, two| (one.span, one.code).cmp(&(two.span, two.code)));
    found.dedup_by(|one, two| (one.span, one.code) == (two.span, two.code));
    looks_like_directive::fit(&mut found, template);
    found
}

/// The variables that API Gateway gives a mapping template.
const GIVEN: [&str; 5] = ["input", "util", "context", "stageVariables", "method"];

/// A template, and the facts that more than one rule needs.
struct Subject<'t> {
    nodes: &'t [Node],
    at: Where<'t>,
    shared: &'t Shared,
    /// Every `#set` of a variable itself (not of a part of it), by the variable.
    sets: HashMap<Sym, Vec<&'t Set>>,
    /// Variables that get their values by other means: from `#foreach`, `#define`, `#macro`.
    bound: HashMap<Sym, Bound>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Element,
    Block,
    Parameter,
}

impl<'t> Subject<'t> {
    fn new(template: &'t Template) -> Subject<'t> {
        let (unit, shared) = template.parts();
        let mut subject = Subject {
            nodes: &unit.nodes,
            at: Where::top(&unit.place),
            shared,
            sets: HashMap::new(),
            bound: HashMap::new(),
        };
        let mut collect = Collect(&mut subject);
        let at = collect.0.at;
        walk::nodes(&mut collect, &unit.nodes, at);
        for definition in shared.macros.values() {
            for parameter in &definition.parameters {
                subject.bound.insert(*parameter, Bound::Parameter);
            }
            let at = Where::block(&definition.place);
            walk::nodes(&mut Collect(&mut subject), &definition.body, at);
        }
        subject
    }

    fn names(&self) -> &'t Names {
        &self.shared.names
    }

    fn name(&self, variable: Sym) -> &'t str {
        self.shared.names.name(variable)
    }

    /// Visits everything: the template and the bodies of its macros.
    fn visit(&self, visitor: &mut dyn Visit<'t>) {
        walk::nodes(visitor, self.nodes, self.at);
        for definition in self.shared.macros.values() {
            walk::nodes(visitor, &definition.body, Where::block(&definition.place));
        }
    }

    /// The change that writes `text` at `span`, if the source there is `written`: the contents of a string
    /// may be written differently in the template.
    fn edit(&self, span: Span, written: &str, text: impl Into<String>) -> Vec<Edit> {
        match span.text(&self.at.place.source) == written {
            true => vec![Edit {
                span,
                text: text.into(),
            }],
            false => Vec::new(),
        }
    }

    /// Whether API Gateway or a loop gives `variable` its value.
    fn is_given(&self, variable: Sym) -> bool {
        [FOREACH, COUNT, HAS_NEXT].contains(&variable) || GIVEN.contains(&self.name(variable))
    }
}

struct Collect<'s, 't>(&'s mut Subject<'t>);

impl<'t> Visit<'t> for Collect<'_, 't> {
    fn node(&mut self, node: &'t Node, _: Where<'t>) {
        match node {
            Node::Set(set) if set.assigns && set.target.parts.is_empty() => {
                self.0.sets.entry(set.target.name).or_default().push(set);
            }
            Node::Foreach(foreach) => {
                self.0.bound.insert(foreach.element, Bound::Element);
            }
            Node::Define { name, .. } => {
                self.0.bound.insert(*name, Bound::Block);
            }
            _ => {}
        }
    }
}

/// The text of an expression that is a literal string.
fn literal_text(kind: &ExprKind) -> Option<&str> {
    match kind {
        ExprKind::Constant(Value::String(text)) => Some(text.as_str()),
        _ => None,
    }
}

/// The span in the template of a piece of `place`.
fn place_of(place: &SourceText, span: Span) -> Span {
    place.origin.span(span)
}
