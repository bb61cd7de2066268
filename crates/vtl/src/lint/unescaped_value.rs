//! `unescaped-value`: a value is written into a JSON string without escaping.
//!
//! A quote or backslash in the value ends the string early or breaks it: a caller can use this
//! to add members to the object. API Gateway's documentation recommends
//! [`$util.escapeJavaScript`][reference] for it.
//!
//! The output is followed text by text: through all branches of an `#if`, and into `#define` where it
//! is used, tracking the state of each variable at that point. Only templates that write JSON are
//! checked.
//!
//! [reference]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html

use crate::ast::{Body, ExprKind, Method, Node, Part, Reference, SourceText};

use super::json::{self, State};
use super::known::{Changes, Known, Variables};
use super::{Lint, Subject, place_of};

/// How many nodes are visited to find what a first round assigns, and how many in blocks: loops in
/// loops and blocks in blocks multiply.
const BUDGET: usize = 5_000;

/// Methods that put their arguments into the value that they are called on.
const PUTS: &[&str] = &[
    "add",
    "addAll",
    "put",
    "putAll",
    "putIfAbsent",
    "replace",
    "set",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    if !json::is_written(subject.nodes, subject.at.place) {
        return;
    }
    let mut walker = Walker {
        subject,
        found,
        state: State::Outside,
        variables: Variables::default(),
        blocks: Vec::new(),
        silent: 0,
        round_budget: BUDGET,
        block_budget: BUDGET,
    };
    walker.nodes(subject.nodes, subject.at.place);
}

struct Walker<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
    state: State,
    variables: Variables<'t>,
    /// The blocks that are being visited.
    blocks: Vec<*const Node>,
    /// More than 0 while a loop is walked only to find what it assigns.
    silent: usize,
    round_budget: usize,
    block_budget: usize,
}

impl<'t> Walker<'_, 't> {
    fn nodes(&mut self, nodes: &'t [Node], place: &'t SourceText) {
        if self.silent > 0 {
            self.round_budget = self.round_budget.saturating_sub(nodes.len());
        } else if !self.blocks.is_empty() {
            self.block_budget = self.block_budget.saturating_sub(nodes.len());
        }
        for node in nodes {
            match node {
                Node::Text(text) => self.state = self.state.after_text(text.get(&place.source)),
                Node::Reference(reference) => self.reference(reference, place),
                Node::If(branch) => {
                    let state = self.state;
                    let mark = self.variables.mark();
                    let mut end = None;
                    let mut ways = Vec::new();
                    let bodies = branch.arms.iter().map(|(_, body)| body);
                    for body in bodies.chain([&branch.otherwise]) {
                        self.state = state;
                        self.nodes(body, place);
                        ways.push(self.variables.take_back(mark));
                        end = Some(end.map_or(self.state, |end: State| end.or(self.state)));
                    }
                    self.state = end.unwrap_or(state);
                    self.variables.meet(&ways);
                }
                Node::Set(set)
                    if !set.target.parts.is_empty()
                        && !self.subject.is_safe(&set.value, &self.variables) =>
                {
                    self.spoil(set.target.name);
                }
                Node::Set(set) if set.assigns && set.target.parts.is_empty() => {
                    if let ExprKind::Reference(value) = &set.value.kind {
                        self.put_in(value);
                    }
                    let known = self.subject.known(&set.value, &self.variables);
                    self.variables.set(set.target.name, Some(known));
                }
                Node::Foreach(foreach) => {
                    let Body::Block(body) = &foreach.body else {
                        continue;
                    };
                    let element = match &foreach.list {
                        Some(list) if !self.subject.is_safe(list, &self.variables) => Known::Unsafe,
                        _ => Known::Safe,
                    };
                    self.foreach(foreach.element, element, body, place);
                }
                Node::Define { name, body } => {
                    self.variables.set(*name, Some(Known::Block(body, place)));
                }
                _ => {}
            }
        }
    }

    fn foreach(&mut self, element: u32, known: Known<'t>, body: &'t [Node], place: &'t SourceText) {
        let state = self.state;
        let outer = self.variables.get(element).cloned();
        let mark = self.variables.mark();
        self.variables.set(element, Some(known.clone()));
        // The second round sees what the first one assigned.
        if self.round_budget > 0 {
            self.silent += 1;
            self.nodes(body, place);
            self.silent -= 1;
            let round = self.variables.take_back(mark);
            self.variables.meet(&[round, Changes::new()]);
            self.variables.set(element, Some(known));
            self.state = state;
        }
        self.nodes(body, place);
        self.state = self.state.or(state);
        let rounds = self.variables.take_back(mark);
        self.variables.meet(&[rounds, Changes::new()]);
        self.variables.set(element, outer);
    }

    /// Marks one of the template's own lists or maps that a value from outside was put into.
    fn spoil(&mut self, variable: u32) {
        if let Some(Known::Safe) = self.variables.get(variable) {
            self.variables.set(variable, Some(Known::Unsafe));
        }
    }

    /// Looks for `$list.add($value)` and the like.
    fn put_in(&mut self, reference: &'t Reference) {
        let puts = reference.parts.iter().any(|part| {
            matches!(part, Part::Method(Method { name, arguments, .. })
                if PUTS.contains(&&**name)
                && arguments.iter().any(|argument| !self.subject.is_safe(argument, &self.variables)))
        });
        if puts {
            self.spoil(reference.name);
        }
    }

    fn reference(&mut self, reference: &'t Reference, place: &'t SourceText) {
        self.put_in(reference);
        self.state = self
            .state
            .after_text(reference.escapes.get(&place.source))
            .after_text(reference.prefix.get(&place.source));
        if reference.escaped || reference.inert {
            return;
        }
        if reference.parts.is_empty() {
            match self.variables.get(reference.name) {
                Some(Known::Text(text)) => {
                    self.state = self.state.after_text(text);
                    return;
                }
                Some(Known::Block(body, place)) => {
                    let (body, place) = (*body, *place);
                    self.block(body, place);
                    return;
                }
                _ => {}
            }
        }
        if !self.state.is_in_string() {
            return;
        }
        if self.state == State::Escaped {
            self.state = State::Inside;
        }
        if self.silent == 0 && !self.subject.is_safe_reference(reference, &self.variables) {
            self.tell(reference, place);
        }
    }

    /// A block is rendered where it is referred to.
    fn block(&mut self, body: &'t [Node], place: &'t SourceText) {
        let id = body.as_ptr();
        let budget = match self.silent {
            0 => self.block_budget,
            _ => self.round_budget,
        };
        if budget == 0 || self.blocks.contains(&id) || self.blocks.len() > 20 {
            return;
        }
        self.blocks.push(id);
        self.nodes(body, place);
        self.blocks.pop();
    }

    fn tell(&mut self, reference: &Reference, place: &SourceText) {
        let span = place_of(place, reference.span);
        let text = reference.span.text(&place.source);
        let is_json = self.subject.name(reference.name) == "input"
            && matches!(reference.parts.first(),
                Some(crate::ast::Part::Method(crate::ast::Method { name, .. })) if &**name == "json");
        let next = place.source.get(reference.span.end..).unwrap_or_default();
        let (open, close) = match next.starts_with(['.', '[']) {
            // What follows is text.
            true => ("{", "}"),
            false => ("", ""),
        };
        let escaped =
            format!("${open}util.escapeJavaScript({text}).replaceAll(\"\\\\'\", \"'\"){close}");
        let edits = self.subject.edit(span, text, &escaped);
        let (message, repair) = if is_json {
            (
                format!("`{text}` is JSON with its own quotes, and stands between quotes here"),
                format!("leave out the quotes around it, or write \"{escaped}\" for JSON as text"),
            )
        } else {
            (
                format!(
                    "`{text}` goes into a JSON string as it came: a quote, a backslash or a line \
                     end in it breaks the JSON or adds members to it"
                ),
                escaped,
            )
        };
        self.found.push(Lint {
            code: "unescaped-value",
            span,
            message,
            repair,
            edits,
        });
    }
}
