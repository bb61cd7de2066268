//! Names of variables as small numbers: a reference is an index, not a lookup.

use std::collections::HashMap;
use std::rc::Rc;

/// The number of a variable's name.
pub(crate) type Sym = u32;

pub(crate) const FOREACH: Sym = 0;
pub(crate) const COUNT: Sym = 1;
pub(crate) const HAS_NEXT: Sym = 2;
pub(crate) const BODY: Sym = 3;

/// The names that a template mentions.
#[derive(Clone, Debug)]
pub(crate) struct Names {
    names: Vec<Rc<str>>,
    numbers: HashMap<Rc<str>, Sym>,
    /// Whether the template may refer to `$velocityCount` or `$velocityHasNext`.
    counters: bool,
    /// Whether the template may refer to any name.
    any: bool,
}

impl Names {
    pub(crate) fn new() -> Names {
        let mut names = Names {
            names: Vec::new(),
            numbers: HashMap::new(),
            counters: false,
            any: false,
        };
        for name in ["foreach", "velocityCount", "velocityHasNext", "bodyContent"] {
            names.number(name);
        }
        names.counters = false;
        names
    }

    /// The number of `name`, assigned if it has none.
    pub(crate) fn number(&mut self, name: &str) -> Sym {
        self.counters |= matches!(name, "velocityCount" | "velocityHasNext");
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as Sym;
        let name: Rc<str> = name.into();
        self.names.push(Rc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// `#evaluate` may refer to any name.
    pub(crate) fn expect_any(&mut self) {
        self.counters = true;
        self.any = true;
    }

    /// Whether the template may refer to any name.
    pub(crate) fn expects_any(&self) -> bool {
        self.any
    }

    /// Whether `name` has a number.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// Whether a `#foreach` has to set `$velocityCount` and `$velocityHasNext`.
    pub(crate) fn counters(&self) -> bool {
        self.counters
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.names.iter().map(|name| &**name)
    }

    pub(crate) fn name(&self, number: Sym) -> &str {
        self.names.get(number as usize).map_or("", |name| name)
    }
}
