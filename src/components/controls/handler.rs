//! Event handlers of controls.

use std::rc::Rc;

/// A function that a control calls, whatever its type, so that there is one copy of a control in the page.
///
/// It lives as long as the listeners of the control. A `Callback` does not: it panics when it is called after its part of
/// the page is removed, and Chromium fires `change` for a removed field.
pub(crate) struct Handler<T>(Rc<dyn Fn(T)>);

impl<T> Handler<T> {
    /// Calls it.
    pub(super) fn call(&self, value: T) {
        (self.0)(value);
    }
}

impl<T> Clone for Handler<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T, F: Fn(T) + 'static> From<F> for Handler<T> {
    fn from(function: F) -> Self {
        Self(Rc::new(function))
    }
}
