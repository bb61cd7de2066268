//! `unknown-reference`: nothing gives this variable a value.
//!
//! API Gateway writes nothing in its place, without an error. Variables are `$input`, `$util`,
//! `$context`, `$stageVariables` ([API Gateway's reference][reference]) and those that the template
//! itself sets, by `#set`, `#foreach`, `#define` or as a `#macro`'s parameter, wherever it does so.
//!
//! [reference]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html

use crate::ast::Reference;
use crate::names::BODY;

use super::walk::{Use, Visit, Where};
use super::{Lint, Subject, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    subject.visit(&mut Unknown { subject, found });
}

struct Unknown<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
}

impl<'t> Visit<'t> for Unknown<'_, 't> {
    fn reference(&mut self, reference: &'t Reference, usage: Use, at: Where<'t>) {
        let subject = self.subject;
        let variable = reference.name;
        let sets_itself = usage == Use::Target && reference.parts.is_empty();
        if reference.escaped
            || reference.inert
            || sets_itself
            || variable == BODY
            || is_set(subject, variable)
        {
            return;
        }
        let name = subject.name(variable);
        self.found.push(Lint {
            code: "unknown-reference",
            span: place_of(at.place, reference.span),
            message: format!("nothing sets `${name}`: API Gateway writes nothing here"),
            repair: repair(subject, name),
        });
    }
}

fn is_set(subject: &Subject<'_>, variable: u32) -> bool {
    subject.is_given(variable)
        || subject.sets.contains_key(&variable)
        || subject.bound.contains_key(&variable)
}

fn repair(subject: &Subject<'_>, name: &str) -> String {
    let mut known: Vec<&str> = subject
        .names()
        .iter()
        .enumerate()
        .filter(|(at, _)| u32::try_from(*at).is_ok_and(|variable| is_set(subject, variable)))
        .map(|(_, name)| name)
        .chain(super::GIVEN)
        .collect();
    known.sort_unstable();
    // `$n-1` is a variable with a hyphen in its name.
    for (at, _) in name.match_indices('-') {
        if let Some((variable, rest)) = name.split_at_checked(at)
            && known.contains(&variable)
        {
            return format!("${{{variable}}}{rest}, since a name may hold hyphens");
        }
    }
    let near = known
        .iter()
        .map(|other| (distance(name, other), other))
        .filter(|(distance, _)| *distance * 3 <= name.len().max(3))
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, other)) => format!("${other}, if that is meant"),
        None => format!(
            "set ${name} before, or keep the sign as text: #set($dollar = '$')${{dollar}}{name}"
        ),
    }
}

/// How many letters have to be changed, added or left out to get from `one` to `two`; letters of
/// another case count as the same.
fn distance(one: &str, two: &str) -> usize {
    let (one, two) = (one.to_lowercase(), two.to_lowercase());
    let longest = 40;
    if one.len() > longest || two.len() > longest {
        return usize::MAX / 4;
    }
    let mut row: Vec<usize> = (0..=two.chars().count()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut next = vec![at + 1];
        let mut before = at + 1;
        for ((d, above), beside) in two.chars().zip(row.iter().skip(1)).zip(row.iter()) {
            let changed = beside + usize::from(c != d);
            before = changed.min(above + 1).min(before + 1);
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
