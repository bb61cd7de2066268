//! `unknown-reference`: nothing gives this variable a value.
//!
//! API Gateway writes nothing for it, without an error. Variables are `$input`, `$util`,
//! `$context`, `$stageVariables` ([API Gateway's reference][reference]), `$method` (which deployed
//! templates use) and those that the template itself sets, by `#set`, `#foreach`, `#define` or as a
//! `#macro`'s parameter, wherever it does so.
//!
//! [reference]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html

use std::collections::HashMap;

use crate::ast::Reference;
use crate::names::BODY;
use crate::names::Sym;
use crate::parse::suggest::distance;

use super::walk::{Use, Visit, Where};
use super::{Lint, Subject, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    let mut known: Vec<&str> = subject
        .names()
        .iter()
        .enumerate()
        .filter(|(at, _)| u32::try_from(*at).is_ok_and(|variable| is_set(subject, variable)))
        .map(|(_, name)| name)
        .chain(super::GIVEN)
        .collect();
    known.sort_unstable();
    subject.visit(&mut Unknown {
        subject,
        found,
        known,
        near: HashMap::new(),
        budget: BUDGET,
    });
}

/// How many pairs of names are compared.
const BUDGET: usize = 100_000;

struct Unknown<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
    /// The variables that have a value somewhere.
    known: Vec<&'t str>,
    /// The known variable whose name is most similar to the unknown one.
    near: HashMap<Sym, Option<&'t str>>,
    budget: usize,
}

impl<'t> Visit<'t> for Unknown<'_, 't> {
    fn reference(&mut self, reference: &'t Reference, usage: Use, at: Where<'t>) {
        let subject = self.subject;
        let variable = reference.name;
        let name = subject.name(variable);
        let sets_itself = usage == Use::Target && reference.parts.is_empty();
        // `#if($x == $null)` is a common test for a missing value: it is correct as long as nothing
        // sets `$null`.
        let is_null = name == "null" && usage != Use::Written;
        if reference.escaped
            || reference.inert
            || sets_itself
            || is_null
            || variable == BODY
            || is_set(subject, variable)
        {
            return;
        }
        let message = match usage {
            Use::Written => format!("nothing sets `${name}`: API Gateway writes nothing here"),
            Use::Condition => {
                format!("nothing sets `${name}`: it is \"\" here, and #if(${name}) would be true")
            }
            Use::List => format!("nothing sets `${name}`: this loop never runs"),
            Use::Target => format!("nothing sets `${name}`: this #set does nothing"),
            Use::Argument | Use::SetTo(_) => format!("nothing sets `${name}`: it is \"\" here"),
        };
        let span = place_of(at.place, reference.span);
        let written = reference.span.text(&at.place.source);
        let repair = self.repair(variable, name);
        let edits = match &repair {
            // Elsewhere it is a difference, which is not written in every place where a value is.
            Repair::Braces(variable, rest)
                if usage == Use::Written
                    && reference.parts.is_empty()
                    && !written.contains('{') =>
            {
                let braces = format!("{{{variable}}}{rest}");
                subject.edit(span, written, written.replacen(name, &braces, 1))
            }
            Repair::Braces(..) => Vec::new(),
            Repair::Other(other) => subject.edit(span, written, written.replacen(name, other, 1)),
            Repair::Set => Vec::new(),
        };
        self.found.push(Lint {
            code: "unknown-reference",
            span,
            message,
            repair: repair.words(name, usage),
            edits,
        });
    }
}

enum Repair<'t> {
    /// The variable ends earlier.
    Braces(&'t str, &'t str),
    /// Another variable is meant.
    Other(&'t str),
    Set,
}

impl Repair<'_> {
    fn words(&self, name: &str, usage: Use) -> String {
        match self {
            Repair::Braces(variable, rest) => match (usage, rest.strip_prefix('-')) {
                (Use::SetTo(_) | Use::Condition | Use::Argument | Use::List, Some(rest)) => {
                    format!("${variable} - {rest}, since a name may hold hyphens")
                }
                _ => format!("${{{variable}}}{rest}, since a name may hold hyphens"),
            },
            Repair::Other(other) => format!("${other}, if that is meant"),
            Repair::Set => format!(
                "set ${name} before, or keep the sign as text: #set($dollar = '$')${{dollar}}{name}"
            ),
        }
    }
}

fn is_set(subject: &Subject<'_>, variable: u32) -> bool {
    subject.is_given(variable)
        || subject.sets.contains_key(&variable)
        || subject.bound.contains_key(&variable)
}

impl<'t> Unknown<'_, 't> {
    fn repair(&mut self, variable: Sym, name: &'t str) -> Repair<'t> {
        // `$n-1` is a variable with a hyphen in its name.
        for (at, _) in name.match_indices('-') {
            if let Some((variable, rest)) = name.split_at_checked(at)
                && self.known.binary_search(&variable).is_ok()
            {
                return Repair::Braces(variable, rest);
            }
        }
        let near = match self.near.get(&variable) {
            Some(near) => *near,
            None => {
                let near = self.nearest(name);
                self.near.insert(variable, near);
                near
            }
        };
        near.map_or(Repair::Set, Repair::Other)
    }

    fn nearest(&mut self, name: &str) -> Option<&'t str> {
        self.budget = self.budget.checked_sub(self.known.len())?;
        let most = name.len() / 3;
        let near = self.known.iter().copied().filter(|other| {
            // A letter more or less is a change, too.
            other.len().abs_diff(name.len()) <= most
        });
        near.map(|other| (distance(name, other), other))
            .filter(|(distance, _)| *distance <= most)
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, other)| other)
    }
}
