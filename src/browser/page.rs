//! Focus, scrolling, time and the clipboard.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement};

/// Milliseconds since the page was opened, for measuring.
pub(crate) fn now() -> f64 {
    web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |clock| clock.now())
}

/// Milliseconds since 1970, UTC.
pub(crate) fn epoch_milliseconds() -> f64 {
    web_sys::js_sys::Date::now()
}

/// Runs `job` after `milliseconds`. Returns the number that [`cancel`] takes.
pub(crate) fn after(milliseconds: i32, job: impl FnOnce() + 'static) -> Option<i32> {
    let callback = Closure::once_into_js(job);
    web_sys::window()?
        .set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.unchecked_ref(),
            milliseconds,
        )
        .ok()
}

/// Forgets a job of [`after`] that has not run yet.
pub(crate) fn cancel(timer: i32) {
    if let Some(window) = web_sys::window() {
        window.clear_timeout_with_handle(timer);
    }
}

/// Moves the keyboard's focus to the first element that `selector` matches, once the page has been
/// redrawn.
pub(crate) fn focus_soon(selector: String) {
    after(0, move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            focus(&element);
        }
    });
}

/// As [`focus_soon`], and scrolls to the element. What is folded away around it is opened.
pub(crate) fn go_soon(selector: String) {
    after(0, move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            unfold(&element);
            focus(&element);
            element.scroll_into_view();
        }
    });
}

/// Opens every `<details>` around an element: in a closed one nothing can take the focus.
fn unfold(element: &Element) {
    let mut inner = element.clone();
    while let Ok(Some(details)) = inner.closest("details") {
        // The attribute is what opens it, and any element takes one.
        let _ = details.set_attribute("open", "");
        let Some(outer) = details.parent_element() else {
            return;
        };
        inner = outer;
    }
}

/// Moves the keyboard's focus.
pub(crate) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that can't take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Scrolls `view` until `element`, which is positioned in it, is in the middle of what it shows. The page stays where
/// it is.
pub(crate) fn reveal(view: &HtmlElement, element: &HtmlElement) {
    view.set_scroll_top(element.offset_top() - view.client_height() / 2);
}

/// The page's origin, such as `https://example.org`.
pub(crate) fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Puts `text` into the clipboard.
///
/// # Errors
///
/// `Err` where the browser does not allow it (a page without HTTPS, or a user who said no).
pub(crate) async fn copy(text: &str) -> Result<(), ()> {
    let window = web_sys::window().ok_or(())?;
    // Only there in a secure context; asking for it elsewhere would throw.
    if !window.is_secure_context() {
        return Err(());
    }
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise)
        .await
        .map(|_| ())
        .map_err(|_| ())
}
