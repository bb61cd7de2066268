//! `foreach-outside`: `$foreach`, `$velocityCount` or `$velocityHasNext` where no loop runs.
//!
//! Measured on Velocity 1.7: they exist only in the body of a `#foreach`, so outside of one
//! API Gateway writes nothing for them, and `#if($foreach.hasNext)` is true there since `""` is.
//! Blocks of `#define` and `#macro` are not checked: they run where they are used.

use crate::ast::Reference;
use crate::names::{COUNT, FOREACH, HAS_NEXT};

use super::walk::{Use, Visit, Where};
use super::{Lint, Subject, place_of};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Lint>) {
    subject.visit(&mut Outside { subject, found });
}

struct Outside<'s, 't> {
    subject: &'s Subject<'t>,
    found: &'s mut Vec<Lint>,
}

impl<'t> Visit<'t> for Outside<'_, 't> {
    fn reference(&mut self, reference: &'t Reference, usage: Use, at: Where<'t>) {
        let variable = reference.name;
        if at.loops > 0
            || at.in_block
            || usage == Use::Target
            || reference.escaped
            || reference.inert
            || ![FOREACH, COUNT, HAS_NEXT].contains(&variable)
            || self.subject.sets.contains_key(&variable)
            || self.subject.bound.contains_key(&variable)
        {
            return;
        }
        let name = self.subject.name(variable);
        self.found.push(Lint {
            code: "foreach-outside",
            span: place_of(at.place, reference.span),
            message: format!("no loop runs here, so `${name}` has no value"),
            repair: "move it before the loop's #end, or #set a variable in the loop and use that"
                .to_owned(),
            edits: Vec::new(),
        });
    }
}
