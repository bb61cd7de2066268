//! Declarations that the units of a template share.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Macro;
use crate::names::Names;
use crate::rules::Rules;
use crate::span::Span;
use crate::value::Str;

/// Declarations that all units of a template share.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    pub(crate) names: Names,
    pub(crate) rules: Rules,
    /// The macros, by name. The first definition of a name stays.
    pub(crate) macros: HashMap<Str, Rc<Macro>>,
    /// The names after `#macro`, whether or not they can be called.
    pub(crate) macro_names: HashSet<String>,
    /// Every `#macro`: its name, and its span in the template.
    pub(crate) definitions: Vec<(String, Span)>,
    /// Comments without an end: the span of their start in the template, and whether that is in a string.
    pub(crate) open_comments: Vec<(Span, bool)>,
}

impl Shared {
    pub(crate) fn new(rules: Rules) -> Shared {
        Shared {
            names: Names::new(),
            rules,
            macros: HashMap::new(),
            macro_names: HashSet::new(),
            definitions: Vec::new(),
            open_comments: Vec::new(),
        }
    }

    /// Whether `name` is a directive of the grammar's "pluggable" kind.
    pub(crate) fn is_directive(&self, name: &str) -> bool {
        match name {
            "foreach" | "include" | "parse" | "macro" | "literal" | "break" | "define" | "stop" => {
                true
            }
            "evaluate" => self.rules.evaluate,
            _ => false,
        }
    }

    pub(crate) fn is_macro(&self, name: &str) -> bool {
        self.macro_names.contains(name)
    }
}
