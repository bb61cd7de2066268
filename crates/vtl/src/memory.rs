//! The memory of this thread's values, counted from their creation until they are freed.

use std::cell::Cell;

thread_local! {
    static ALIVE: Cell<usize> = const { Cell::new(0) };
}

/// The memory of all values of this thread, in bytes, as far as it is counted.
#[inline]
pub(crate) fn alive() -> usize {
    ALIVE.get()
}

/// Counts `bytes` allocated bytes.
#[inline]
pub(crate) fn count(bytes: usize) {
    ALIVE.set(ALIVE.get().wrapping_add(bytes));
}

/// Counts `bytes` freed bytes.
#[inline]
pub(crate) fn uncount(bytes: usize) {
    ALIVE.set(ALIVE.get().wrapping_sub(bytes));
}

/// Memory that counts for as long as this is alive.
#[derive(Debug, Default)]
pub(crate) struct Held(Cell<usize>);

impl Held {
    #[inline]
    pub(crate) fn new(bytes: usize) -> Held {
        count(bytes);
        Held(Cell::new(bytes))
    }

    /// Changes the count to `bytes`.
    #[inline]
    pub(crate) fn set(&self, bytes: usize) {
        let before = self.0.replace(bytes);
        if before != bytes {
            uncount(before);
            count(bytes);
        }
    }
}

impl Drop for Held {
    #[inline]
    fn drop(&mut self) {
        uncount(self.0.get());
    }
}
