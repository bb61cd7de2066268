//! `not-always-set`: a variable that the template sets, but not, or not in every branch, before it is
//! written here.
//!
//! API Gateway writes nothing for it, without an error. Three cases are reported: every `#set`
//! comes after the use; the variable is that of a `#foreach` (or of a `#define`) whose body (or
//! place) is elsewhere; only some branches of an `#if` set it, and no condition asks about it.
//!
//! Not reported: a variable that a condition asks about; a use in an `#if` that may be about the same
//! thing as the one that sets; a loop that may run no round before the use; blocks of `#define` and
//! `#macro`, which run where they are used, and variables that such a block or a string sets.

use std::collections::{HashMap, HashSet};

use crate::ast::{Body, Expr, Foreach, If, Node, Reference, Set, SourceText};
use crate::names::BODY;
use crate::names::Sym;
use crate::span::Span;

use super::walk::{self, Use, Visit, Where};
use super::{Bound, Lint, Subject, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    let mut uses = Uses::default();
    subject.visit(&mut uses);
    let mut direct = HashMap::new();
    count_sets(subject.nodes, &mut direct);
    let mut made_by_blocks = HashSet::new();
    blocks_in_blocks(subject.nodes, false, &mut made_by_blocks);
    let mut flow = Flow {
        subject,
        found,
        asked: uses.0,
        direct,
        made_by_blocks,
        states: HashMap::new(),
        log: Vec::new(),
        assumed: HashMap::new(),
        depth: 0,
    };
    flow.nodes(subject.nodes, subject.at.place);
}

/// The variables that conditions ask about.
#[derive(Default)]
struct Uses(HashSet<Sym>);

impl<'t> Visit<'t> for Uses {
    fn reference(&mut self, reference: &'t Reference, usage: Use, _: Where<'t>) {
        if usage == Use::Condition {
            self.0.insert(reference.name);
        }
    }
}

/// How often each variable is set where this rule tracks it: not in strings and blocks.
fn count_sets(nodes: &[Node], counts: &mut HashMap<Sym, usize>) {
    for node in nodes {
        match node {
            Node::Set(set) if sets_variable(set) => {
                *counts.entry(set.target.name).or_default() += 1;
            }
            Node::If(branch) => {
                for (_, body) in &branch.arms {
                    count_sets(body, counts);
                }
                count_sets(&branch.otherwise, counts);
            }
            Node::Foreach(foreach) => {
                if let Body::Block(body) = &foreach.body {
                    count_sets(body, counts);
                }
            }
            _ => {}
        }
    }
}

/// The names of blocks that are defined within blocks.
fn blocks_in_blocks(nodes: &[Node], in_block: bool, names: &mut HashSet<Sym>) {
    for node in nodes {
        match node {
            Node::Define { name, body } => {
                if in_block {
                    names.insert(*name);
                }
                blocks_in_blocks(body, true, names);
            }
            Node::If(branch) => {
                for (_, body) in &branch.arms {
                    blocks_in_blocks(body, in_block, names);
                }
                blocks_in_blocks(&branch.otherwise, in_block, names);
            }
            Node::Foreach(foreach) => {
                if let Body::Block(body) = &foreach.body {
                    blocks_in_blocks(body, in_block, names);
                }
            }
            _ => {}
        }
    }
}

fn sets_variable(set: &Set) -> bool {
    set.assigns && set.target.parts.is_empty()
}

/// Whether a variable is set at a point of the template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Set,
    /// A branch in which it is not set leads here; the `#if` that sets it in another branch, and how many
    /// others enclose that.
    Sometimes(Span, usize),
}

struct Flow<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
    asked: HashSet<Sym>,
    direct: HashMap<Sym, usize>,
    /// The blocks that other blocks define when they run.
    made_by_blocks: HashSet<Sym>,
    /// A variable that is missing here is not set.
    states: HashMap<Sym, State>,
    /// The changed variables, with their previous states.
    log: Vec<(Sym, Option<State>)>,
    /// The variables that are assumed to be set here, and by how many loops.
    assumed: HashMap<Sym, usize>,
    /// How many `#if`s enclose this.
    depth: usize,
}

impl<'t> Flow<'_, 't> {
    /// Visits `nodes`; returns whether the code after them is reached.
    fn nodes(&mut self, nodes: &'t [Node], place: &'t SourceText) -> bool {
        for node in nodes {
            match node {
                Node::Reference(reference) => self.used(reference, place),
                Node::If(branch) => {
                    if !self.branch(branch, place) {
                        return false;
                    }
                }
                Node::Set(set) => {
                    self.expr(&set.value, place);
                    if sets_variable(set) {
                        self.put(set.target.name, Some(State::Set));
                    } else {
                        self.used(&set.target, place);
                    }
                }
                Node::Foreach(foreach) => self.foreach(foreach, place),
                Node::Define { name, .. } => {
                    self.put(*name, Some(State::Set));
                }
                Node::Call(call) => {
                    for argument in call.arguments.iter() {
                        self.expr(argument, place);
                    }
                }
                Node::Stop(_) | Node::Break(_) => return false,
                Node::Text(_) | Node::Evaluate { .. } | Node::File { .. } => {}
            }
        }
        true
    }

    fn put(&mut self, name: Sym, state: Option<State>) {
        let old = match state {
            Some(state) => self.states.insert(name, state),
            None => self.states.remove(&name),
        };
        self.log.push((name, old));
    }

    /// Undoes the changes since that mark; returns them.
    fn take_back(&mut self, mark: usize) -> HashMap<Sym, Option<State>> {
        let mut changes = HashMap::new();
        while self.log.len() > mark
            && let Some((name, old)) = self.log.pop()
        {
            let new = match old {
                Some(old) => self.states.insert(name, old),
                None => self.states.remove(&name),
            };
            changes.entry(name).or_insert(new);
        }
        changes
    }

    fn branch(&mut self, branch: &'t If, place: &'t SourceText) -> bool {
        for (condition, _) in &branch.arms {
            self.expr(condition, place);
        }
        let mut ends: Vec<HashMap<Sym, Option<State>>> = Vec::new();
        let mark = self.log.len();
        self.depth += 1;
        let bodies = branch.arms.iter().map(|(_, body)| body);
        for body in bodies.chain([&branch.otherwise]) {
            let reached = self.nodes(body, place);
            let changes = self.take_back(mark);
            if reached {
                ends.push(changes);
            }
        }
        self.depth -= 1;
        // In how many branches it was changed, and whether it is set at the end of all those.
        let mut changed: HashMap<Sym, (usize, bool)> = HashMap::new();
        for (name, state) in ends.iter().flatten() {
            let (count, set) = changed.entry(*name).or_insert((0, true));
            *count += 1;
            *set &= *state == Some(State::Set);
        }
        for (name, (count, set)) in changed {
            let before = self.states.get(&name).copied();
            let on_all = count == ends.len() || before == Some(State::Set);
            let state = match set && on_all {
                true => State::Set,
                false => State::Sometimes(branch.span, self.depth),
            };
            self.put(name, Some(state));
        }
        !ends.is_empty()
    }

    fn foreach(&mut self, foreach: &'t Foreach, place: &'t SourceText) {
        if let Some(list) = &foreach.list {
            self.expr(list, place);
        }
        let Body::Block(body) = &foreach.body else {
            return;
        };
        let outer = self.states.get(&foreach.element).copied();
        self.put(foreach.element, Some(State::Set));
        // The next round sees what a round sets, and the code after it mostly needs a round.
        let mut sets = Vec::new();
        self.set_in(body, &mut sets);
        for name in &sets {
            *self.assumed.entry(*name).or_default() += 1;
        }
        self.nodes(body, place);
        for name in sets {
            if let Some(loops) = self.assumed.get_mut(&name) {
                *loops -= 1;
            }
            self.put(name, Some(State::Set));
        }
        self.put(foreach.element, outer);
    }

    /// The variables that `nodes` set from something other than themselves.
    fn set_in(&self, nodes: &'t [Node], sets: &mut Vec<Sym>) {
        for node in nodes {
            match node {
                Node::Set(set) if sets_variable(set) => {
                    let mut asks = Asks(set.target.name, false);
                    walk::expression(&mut asks, &set.value, Use::Argument, self.subject.at);
                    if !asks.1 {
                        sets.push(set.target.name);
                    }
                }
                Node::Define { name, .. } => sets.push(*name),
                Node::If(branch) => {
                    for (_, body) in &branch.arms {
                        self.set_in(body, sets);
                    }
                    self.set_in(&branch.otherwise, sets);
                }
                Node::Foreach(foreach) => {
                    if let Body::Block(body) = &foreach.body {
                        self.set_in(body, sets);
                    }
                }
                _ => {}
            }
        }
    }

    fn expr(&mut self, expr: &'t Expr, place: &'t SourceText) {
        let mut references = References(Vec::new());
        walk::expression(&mut references, expr, Use::Argument, Where::top(place));
        for (reference, place) in references.0 {
            self.tell(reference, place);
        }
    }

    fn used(&mut self, reference: &'t Reference, place: &'t SourceText) {
        let mut arguments = References(Vec::new());
        walk::parts(&mut arguments, reference, Use::Argument, Where::top(place));
        for (argument, place) in arguments.0 {
            self.tell(argument, place);
        }
        self.tell(reference, place);
    }

    fn tell(&mut self, reference: &'t Reference, place: &'t SourceText) {
        let name = reference.name;
        let state = self.states.get(&name);
        if state == Some(&State::Set)
            || self.assumed.get(&name).is_some_and(|loops| *loops > 0)
            // Conditions may be about the same thing as those that decided before.
            || matches!(state, Some(State::Sometimes(_, depth)) if self.depth > *depth)
            || self.asked.contains(&name)
            || self.made_by_blocks.contains(&name)
            || reference.escaped
            || reference.inert
            || name == BODY
            || self.subject.is_given(name)
        {
            return;
        }
        let word = self.subject.name(name);
        let sets = self.subject.sets.get(&name);
        let bound = self.subject.bound.get(&name);
        let message = match (sets, bound, state) {
            // Nothing sets it at all, or it may be set where this rule does not look.
            (None, None, _) | (_, Some(Bound::Parameter), _) => return,
            (Some(sets), _, _) if self.direct.get(&name) != Some(&sets.len()) => return,
            (_, _, Some(State::Sometimes(span, _))) => {
                let (line, _) = place_of(place, *span).line_column(&self.subject.at.place.source);
                format!(
                    "only some ways of the `#if` in line {line} set `${word}`: on the others \
                     nothing is written here"
                )
            }
            (None, Some(Bound::Element), _) => {
                format!("`${word}` has a value only in its `#foreach`: nothing is written here")
            }
            _ => format!("`${word}` is set only here or further down: it is \"\" before"),
        };
        self.found.push(Lint {
            code: "not-always-set",
            span: place_of(place, reference.span),
            message,
            repair: format!(
                "#set(${word} = …) before, to what is meant where nothing else sets it"
            ),
            edits: Vec::new(),
        });
    }
}

/// Whether an expression refers to the variable.
struct Asks(Sym, bool);

impl<'t> Visit<'t> for Asks {
    fn reference(&mut self, reference: &'t Reference, _: Use, _: Where<'t>) {
        self.1 |= reference.name == self.0;
    }
}

/// The references of an expression, and their sources.
struct References<'t>(Vec<(&'t Reference, &'t SourceText)>);

impl<'t> Visit<'t> for References<'t> {
    fn reference(&mut self, reference: &'t Reference, usage: Use, at: Where<'t>) {
        if usage != Use::Target {
            self.0.push((reference, at.place));
        }
    }
}
