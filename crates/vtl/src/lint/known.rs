//! Whether a value can be written into a JSON string without escaping.

use std::collections::HashMap;

use crate::ast::{Expr, ExprKind, Method, Node, Operation, Part, Reference, SourceText};
use crate::names::Sym;
use crate::value::Value;

use super::null_set::is_params;
use super::{Subject, literal_text};

/// The possible contents of a variable.
#[derive(Clone)]
pub(super) enum Known<'t> {
    /// It holds nothing that could end a string.
    Safe,
    /// It comes from outside.
    Unsafe,
    /// All of the request's parameters: from outside, except for the keys, which are the kinds of
    /// parameters.
    Params,
    /// It is this text.
    Text(String),
    /// It is a block of `#define`.
    Block(&'t [Node], &'t SourceText),
}

impl Known<'_> {
    pub(super) fn is_safe(&self) -> bool {
        !matches!(self, Known::Unsafe | Known::Params)
    }
}

/// The variables; those that are missing here have no value.
#[derive(Default)]
pub(super) struct Variables<'t> {
    known: HashMap<Sym, Known<'t>>,
    /// The changed variables, with their previous values.
    log: Vec<(Sym, Option<Known<'t>>)>,
}

/// The variables that a part of a template changes, with their new values.
pub(super) type Changes<'t> = HashMap<Sym, Option<Known<'t>>>;

impl<'t> Variables<'t> {
    pub(super) fn get(&self, name: Sym) -> Option<&Known<'t>> {
        self.known.get(&name)
    }

    pub(super) fn set(&mut self, name: Sym, known: Option<Known<'t>>) {
        let old = match known {
            Some(known) => self.known.insert(name, known),
            None => self.known.remove(&name),
        };
        self.log.push((name, old));
    }

    pub(super) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Undoes the changes since that mark; returns them.
    pub(super) fn take_back(&mut self, mark: usize) -> Changes<'t> {
        let mut changes = Changes::new();
        while self.log.len() > mark
            && let Some((name, old)) = self.log.pop()
        {
            let new = match old {
                Some(old) => self.known.insert(name, old),
                None => self.known.remove(&name),
            };
            changes.entry(name).or_insert(new);
        }
        changes
    }

    /// Joins these branches, each of which started here.
    pub(super) fn meet(&mut self, ways: &[Changes<'t>]) {
        let mut counts: HashMap<Sym, (usize, Option<Known<'t>>)> = HashMap::new();
        for (name, known) in ways.iter().flatten() {
            let (count, all) = counts.entry(*name).or_default();
            *count += 1;
            *all = meet(all.take(), known.clone());
        }
        for (name, (count, all)) in counts {
            let all = match count == ways.len() {
                true => all,
                false => meet(self.get(name).cloned(), all),
            };
            self.set(name, all);
        }
    }
}

/// The contents of a variable where two branches join: unsafe if it is unsafe in one of them.
fn meet<'t>(one: Option<Known<'t>>, two: Option<Known<'t>>) -> Option<Known<'t>> {
    let (one, two) = match (one, two) {
        (Some(one), Some(two)) => (one, two),
        (one, two) => return one.or(two),
    };
    Some(match (one, two) {
        (Known::Params, Known::Params) => Known::Params,
        (Known::Unsafe | Known::Params, _) | (_, Known::Unsafe | Known::Params) => Known::Unsafe,
        (block @ Known::Block(..), _) | (_, block @ Known::Block(..)) => block,
        (Known::Text(one), Known::Text(two)) if one == two => Known::Text(one),
        _ => Known::Safe,
    })
}

/// Methods whose results are numbers or truth values, whatever they are called on.
const PLAIN: &[&str] = &[
    "size",
    "length",
    "isEmpty",
    "indexOf",
    "lastIndexOf",
    "contains",
    "containsKey",
    "containsValue",
    "containsAll",
    "equals",
    "equalsIgnoreCase",
    "startsWith",
    "endsWith",
    "matches",
    "hashCode",
    "compareTo",
    "intValue",
    "longValue",
    "doubleValue",
    "booleanValue",
    "hasNext",
    "codePointAt",
    "add",
    "addAll",
];

/// The functions of `$util` whose results have no unescaped quotes or backslashes.
const ESCAPING: &[&str] = &["escapeJavaScript", "base64Encode", "urlEncode"];

impl<'t> Subject<'t> {
    pub(super) fn known(&self, expr: &'t Expr, variables: &Variables<'t>) -> Known<'t> {
        if let Some(text) = literal_text(&expr.kind) {
            return Known::Text(text.to_owned());
        }
        if let ExprKind::Reference(reference) = &expr.kind
            && reference.parts.is_empty()
            && let Some(known) = variables.get(reference.name)
        {
            return known.clone();
        }
        if let ExprKind::Reference(reference) = &expr.kind
            && reference.parts.len() == 1
            && is_params(reference, self.name(reference.name))
        {
            return Known::Params;
        }
        if self.is_safe(expr, variables) {
            Known::Safe
        } else {
            Known::Unsafe
        }
    }

    /// Whether the value of an expression is safe to write into a JSON string.
    pub(super) fn is_safe(&self, whole: &'t Expr, variables: &Variables<'t>) -> bool {
        let mut left = vec![whole];
        while let Some(expr) = left.pop() {
            match &expr.kind {
                ExprKind::Constant(value) => {
                    if let Value::String(text) = value
                        && text.as_str().contains(['"', '\\'])
                    {
                        return false;
                    }
                }
                ExprKind::Reference(reference) if !self.is_safe_reference(reference, variables) => {
                    return false;
                }
                ExprKind::Interpolated { unit, .. }
                    if !self.are_safe(&unit.nodes, &unit.place, variables) =>
                {
                    return false;
                }
                ExprKind::List(items) => left.extend(items),
                ExprKind::Map(entries) => {
                    left.extend(entries.iter().flat_map(|(key, value)| [key, value]));
                }
                ExprKind::Paren(inner) => left.push(inner),
                ExprKind::Arithmetic(Operation::Add, both) => left.extend([&both.0, &both.1]),
                _ => {}
            }
        }
        true
    }

    /// Whether the text of an interpolated string is safe to write into a JSON string.
    fn are_safe(
        &self,
        nodes: &'t [Node],
        place: &'t SourceText,
        variables: &Variables<'t>,
    ) -> bool {
        nodes.iter().all(|node| match node {
            Node::Text(text) => !text.get(&place.source).contains(['"', '\\']),
            Node::Reference(reference) => self.is_safe_reference(reference, variables),
            Node::If(branch) => branch
                .arms
                .iter()
                .map(|(_, body)| body)
                .chain([&branch.otherwise])
                .all(|body| self.are_safe(body, place, variables)),
            Node::Set(_) | Node::Define { .. } | Node::Break(_) | Node::Stop(_) => true,
            // Not checked.
            _ => false,
        })
    }

    pub(super) fn is_safe_reference(
        &self,
        reference: &Reference,
        variables: &Variables<'t>,
    ) -> bool {
        let last = reference.parts.last();
        if let Some(Part::Method(Method { name, .. })) = last
            && PLAIN.contains(&&**name)
        {
            return true;
        }
        if let [Part::Method(Method { name, .. })] = &*reference.parts
            && &**name == "keySet"
            && matches!(variables.get(reference.name), Some(Known::Params))
        {
            return true;
        }
        let first = match reference.parts.first() {
            Some(Part::Property(name) | Part::Method(Method { name, .. })) => &**name,
            _ => "",
        };
        match self.name(reference.name) {
            "util" => ESCAPING.contains(&first),
            "input" | "method" => false,
            "context" => !is_from_the_caller(reference),
            // Letters, digits and `-._~:/?#&=,`, says API Gateway's documentation.
            "stageVariables" => true,
            // Another lint reports variables that nothing sets.
            _ => variables.get(reference.name).is_none_or(Known::is_safe),
        }
    }
}

/// Whether a part of `$context` holds text that a caller or an authorizer controls.
fn is_from_the_caller(reference: &Reference) -> bool {
    let name = |at: usize| match reference.parts.get(at) {
        Some(Part::Property(name)) => &**name,
        Some(Part::Index(index)) => literal_text(&index.kind).unwrap_or_default(),
        Some(Part::Method(Method {
            name, arguments, ..
        })) if &**name == "get" => arguments
            .first()
            .and_then(|key| literal_text(&key.kind))
            .unwrap_or_default(),
        _ => "",
    };
    matches!(
        (name(0), name(1)),
        ("authorizer", _) | ("identity", "userAgent") | ("error", "message")
    )
}
