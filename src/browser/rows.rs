//! Rows that are dragged to another place.

use view::prelude::*;
use web_sys::PointerEvent;

/// How near the window's edge a drag scrolls, and how far, in pixels.
const EDGE: i32 = 60;
const STEP: f64 = 14.0;

/// Which of the elements with these IDs, one below the other, the pointer is over: the number of the first whose lower edge is
/// below it, or else the last. `None` if there are none.
pub(crate) fn row_at(ids: impl Iterator<Item = String>, event: &PointerEvent) -> Option<usize> {
    let y = f64::from(event.client_y());
    let mut last = None;
    for (number, id) in ids.enumerate() {
        let Some(row) = document().get_element_by_id(&id) else {
            continue;
        };
        last = Some(number);
        if y < row.get_bounding_client_rect().bottom() {
            break;
        }
    }
    last
}

/// Scrolls the window if the pointer is at its upper or lower edge.
pub(crate) fn scroll_at_edge(event: &PointerEvent) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let height = document()
        .document_element()
        .map_or(0, |root| root.client_height());
    let y = event.client_y();
    if y < EDGE * 2 {
        // The header covers the upper edge.
        window.scroll_by_with_x_and_y(0.0, -STEP);
    } else if y > height - EDGE {
        window.scroll_by_with_x_and_y(0.0, STEP);
    }
}
