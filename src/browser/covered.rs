//! The heights of the messages that lie over the page, for the style sheet: what is scrolled to must not come to lie below them.

use leptos::html::Div;
use view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The variable of the style sheet for the messages below the toolbar.
pub(crate) const AT_TOP: &str = "--covered";
/// That for the short messages at the lower edge.
pub(crate) const AT_BOTTOM: &str = "--covered-below";

/// Measures until it is dropped.
struct Watch {
    observer: ResizeObserver,
    variable: &'static str,
    _resized: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
        set(self.variable, 0);
    }
}

/// Keeps a variable at the height of `messages`, and at none while they are not shown.
pub(crate) fn watch(messages: NodeRef<Div>, variable: &'static str) {
    Effect::new(move |_| {
        let Some(messages) = messages.get() else {
            return;
        };
        let messages: Element = messages.unchecked_into();
        let sized = messages.clone();
        let resized = Closure::<dyn Fn()>::new(move || {
            let sized = sized.clone();
            // Set at once, it could resize what is observed: browsers report that as an error. What is not shown any more has no height.
            request_animation_frame(move || {
                set(variable, sized.client_height());
                uncover_focused(&sized);
            });
        });
        // Every browser that has WebAssembly has it.
        let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) else {
            return;
        };
        observer.observe(&messages);
        // The effect owns it: it is dropped with the view.
        let _ = StoredValue::new_local(Watch {
            observer,
            variable,
            _resized: resized,
        });
    });
}

/// Scrolls what has the focus out from under messages that appeared over it.
fn uncover_focused(messages: &Element) {
    let Some(focused) = document().active_element() else {
        return;
    };
    let (above, below) = (
        messages.get_bounding_client_rect(),
        focused.get_bounding_client_rect(),
    );
    let overlap = below.left() < above.right()
        && above.left() < below.right()
        && below.top() < above.bottom()
        && above.top() < below.bottom();
    // The page itself has the focus where nothing else has.
    if overlap && !messages.contains(Some(&focused)) && !focused.contains(Some(messages)) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        focused.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn set(variable: &str, height: i32) {
    let root = document().document_element();
    if let Some(root) = root.as_ref().and_then(|root| root.dyn_ref::<HtmlElement>()) {
        // A style that can't be set leaves the page as it was.
        let _ = root.style().set_property(variable, &format!("{height}px"));
    }
}
