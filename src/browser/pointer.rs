//! The pointer while it drags something.

use leptos::prelude::event_target;
use web_sys::{Element, PointerEvent};

use super::page;

/// Sends the pointer's events to the element that it was pressed on, until it is released.
pub(crate) fn hold(event: &PointerEvent) {
    // Else the pointer would mark text.
    event.prevent_default();
    let element: Element = event_target(event);
    page::focus(&element);
    // It fails for a pointer that is no longer there.
    let _ = element.set_pointer_capture(event.pointer_id());
}

/// Whether the element has the pointer since [`hold`].
pub(crate) fn is_held(event: &PointerEvent) -> bool {
    event_target::<Element>(event).has_pointer_capture(event.pointer_id())
}
