//! The budget of a rendering: steps, memory, sizes.

use std::cell::Cell;

use crate::error::Thrown;
use crate::limits::Limits;
use crate::memory::alive;

/// The bytes of text, read or written, that count as one step.
const BYTES_A_STEP: usize = 64;

/// The most levels of keys in keys that are collections: the search for each is a recursion.
pub(crate) const MAX_KEYS: usize = 32;

/// What is left of a rendering's [`Limits`]. The evaluator charges each node of the template; an
/// [`Object`](crate::Object) charges what its methods read and create, before they do.
///
/// A charge beyond the budget ends the rendering with an error of the kind
/// [`Limit`](crate::ErrorKind::Limit): an object only passes on the [`Thrown`].
#[derive(Debug)]
pub struct Budget {
    limits: Limits,
    /// The steps left.
    steps: Cell<usize>,
    /// The memory of this thread's values at the start, in bytes.
    before: usize,
    reached: Cell<Option<Reached>>,
}

/// A limit that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reached {
    Steps,
    /// The steps, by a regular expression.
    Pattern,
    Memory,
    /// The length of a string.
    Text,
    /// The length of a list.
    Items,
    /// How deep values nest.
    Nesting,
    /// The nesting of keys in keys.
    Keys,
}

impl Budget {
    /// All that `limits` allow.
    pub fn new(limits: &Limits) -> Budget {
        Budget {
            steps: Cell::new(limits.steps),
            before: alive(),
            reached: Cell::new(None),
            limits: limits.clone(),
        }
    }

    /// The limits that it started with.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Charges `steps` steps: one for each item, key or the like.
    ///
    /// # Errors
    /// The budget is exhausted.
    #[inline]
    pub fn charge(&self, steps: usize) -> Result<(), Thrown> {
        match self.spend(steps) {
            true => Ok(()),
            false => Err(self.reach(Reached::Steps)),
        }
    }

    /// Charges for `bytes` bytes of text, read or written.
    ///
    /// # Errors
    /// The steps are exhausted.
    #[inline]
    pub fn charge_bytes(&self, bytes: usize) -> Result<(), Thrown> {
        self.charge(bytes / BYTES_A_STEP)
    }

    /// Charges for a string of `length` bytes, which is about to be created.
    ///
    /// # Errors
    /// It is too long, or memory or steps are exhausted.
    #[inline]
    pub fn text(&self, length: usize) -> Result<(), Thrown> {
        self.fits(length)?;
        self.charge_bytes(length)
    }

    /// Whether a string may be `length` bytes long.
    ///
    /// # Errors
    /// It is too long, or memory is exhausted.
    #[inline]
    pub fn fits(&self, length: usize) -> Result<(), Thrown> {
        if length > self.limits.string {
            return Err(self.reach(Reached::Text));
        }
        self.room(length)
    }

    /// Whether `bytes` more bytes may be allocated; these count until they are freed.
    ///
    /// # Errors
    /// They would be more than [`Limits::memory`].
    #[inline]
    pub fn room(&self, bytes: usize) -> Result<(), Thrown> {
        match self.has_room(bytes) {
            true => Ok(()),
            false => Err(self.reach(Reached::Memory)),
        }
    }

    #[inline]
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        // Negative if the host has freed values since the start.
        let own = alive().wrapping_sub(self.before) as isize;
        usize::try_from(own).unwrap_or(0).saturating_add(bytes) <= self.limits.memory
    }

    /// Whether values may nest `depth` deep.
    #[inline]
    pub(crate) fn nest(&self, depth: usize) -> Result<(), Thrown> {
        match depth <= self.limits.nesting {
            true => Ok(()),
            false => Err(self.reach(Reached::Nesting)),
        }
    }

    /// Subtracts `steps` from the budget; `false` if it is exhausted.
    #[inline]
    pub(crate) fn spend(&self, steps: usize) -> bool {
        match self.steps.get().checked_sub(steps) {
            Some(left) => {
                self.steps.set(left);
                true
            }
            None => {
                self.steps.set(0);
                false
            }
        }
    }

    /// Runs a search that counts down its own steps.
    pub(crate) fn search<R, E>(
        &self,
        run: impl FnOnce(&mut usize) -> Result<R, E>,
    ) -> Result<R, Thrown> {
        let mut left = self.steps.get();
        let result = run(&mut left);
        self.steps.set(left);
        result.map_err(|_| self.reach(Reached::Pattern))
    }

    #[cold]
    pub(crate) fn reach(&self, what: Reached) -> Thrown {
        self.reached.set(Some(what));
        Thrown {
            message: self.message(what),
        }
    }

    /// The message for the limit that was reached, if one was.
    pub(crate) fn reached(&self) -> Option<String> {
        self.reached.get().map(|what| self.message(what))
    }

    pub(crate) fn message(&self, what: Reached) -> String {
        let Limits {
            steps,
            string,
            memory,
            nesting,
            ..
        } = self.limits;
        match what {
            Reached::Steps => format!("rendering takes more than {steps} steps"),
            Reached::Pattern => {
                format!(
                    "a regular expression takes more than what is left of {steps} steps, or than its own memory"
                )
            }
            Reached::Memory => {
                format!("the values of the rendering take up more than {memory} bytes of memory")
            }
            Reached::Text => format!("a value is longer than {string} bytes"),
            Reached::Items => format!("a list is longer than {string} items"),
            Reached::Keys => {
                format!("maps and entries are keys of one another more than {MAX_KEYS} deep")
            }
            Reached::Nesting => {
                format!("values nest deeper than {nesting} levels: does one hold itself?")
            }
        }
    }
}

impl Default for Budget {
    /// That of [`Limits::default`].
    fn default() -> Budget {
        Budget::new(&Limits::default())
    }
}
