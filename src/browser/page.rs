//! Focus, scrolling, time, randomness and the clipboard.

use leptos::prelude::{document, event_target};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Date, JsString, Reflect};
use web_sys::{
    Element, Event, HtmlDetailsElement, HtmlElement, HtmlInputElement, HtmlTextAreaElement,
    ScrollIntoViewOptions, ScrollLogicalPosition, Url,
};

use super::keys::SHARED_DRAFT;

pub(crate) use web::random::{random_id, secret};
pub(crate) use web::time::{Timer, after, cancel, epoch_milliseconds, now, within};

/// The class of what [`reveal_soon`] marks.
const REVEALED: &str = "revealed";
/// What is above this, in pixels, the header and the toolbar cover.
const REVEALED_BELOW: f64 = 110.0;

/// A time, in milliseconds since 1970, as the user writes it.
pub(crate) fn shown_time(milliseconds: f64) -> String {
    let date = Date::new(&milliseconds.into());
    date.to_locale_string("default", &JsValue::UNDEFINED)
        .as_string()
        .unwrap_or_default()
}

/// A text in lower case, in any script.
pub(crate) fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

/// The host of a URL, with the port unless it is the scheme's own, and its path, as a request to it has them. `None` for what is
/// no URL.
pub(crate) fn host_and_path(url: &str) -> Option<(String, String)> {
    let url = Url::new(url).ok()?;
    Some((url.host(), url.pathname()))
}

/// A time, in milliseconds since 1970, as a time of day: `14:03:05`, as the user writes it.
pub(crate) fn time_of_day(milliseconds: f64) -> String {
    let date = Date::new(&milliseconds.into());
    date.to_locale_time_string("default").into()
}

/// A time, in milliseconds since 1970, in UTC: `2026-11-29T14:03:05.123Z`.
pub(crate) fn iso_time(milliseconds: f64) -> String {
    let date = Date::new(&milliseconds.into());
    date.to_iso_string().into()
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

/// As [`focus_soon`], and scrolls to the element. Opens the `<details>` around it.
pub(crate) fn go_soon(selector: String) {
    after(0, move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            unfold(&element);
            focus(&element);
            element.scroll_into_view();
        }
    });
}

/// Scrolls to the first of the elements with these IDs that is there, unless it is in sight, and marks it for a moment. The focus stays
/// where it is.
pub(crate) fn reveal_soon(ids: Vec<String>) {
    // What is drawn anew is there then.
    after(0, move || {
        let mut found = ids.iter().filter_map(|id| document().get_element_by_id(id));
        let Some(element) = found.next() else {
            return;
        };
        unfold(&element);
        let rect = element.get_bounding_client_rect();
        let height = document()
            .document_element()
            .map_or(0, |root| root.client_height());
        if rect.top() < REVEALED_BELOW || rect.bottom() > f64::from(height) {
            element.scroll_into_view();
        }
        // The style sheet ends the mark by itself: taken away and given again, it starts anew.
        let classes = element.class_list();
        let _ = classes.remove_1(REVEALED);
        after(30, move || {
            let _ = classes.add_1(REVEALED);
        });
    });
}

/// As [`go_soon`], to the section of a view with that name; or, where the section is empty and not shown, to the button that adds to
/// it. Characters that would need an escape in a selector are left out of the name.
pub(crate) fn go_to_section_soon(name: &str) {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let name: String = name.chars().filter(is_plain).collect();
    go_soon(format!("#section-{name}, #{name}-add"));
}

/// Opens every `<details>` around an element: in a closed one, nothing can have the focus.
fn unfold(element: &Element) {
    let mut inner = element.clone();
    while let Ok(Some(details)) = inner.closest("details") {
        // The attribute opens it, and can't fail.
        let _ = details.set_attribute("open", "");
        let Some(outer) = details.parent_element() else {
            return;
        };
        inner = outer;
    }
}

/// Whether the `<details>` of a `toggle` event is open.
pub(crate) fn is_open(event: &Event) -> bool {
    event_target::<HtmlDetailsElement>(event).open()
}

/// Makes the browser ask before it closes the page. `event` is `beforeunload`.
pub(crate) fn ask_before_closing(event: &Event) {
    event.prevent_default();
    // For older browsers.
    let _ = Reflect::set(event, &"returnValue".into(), &JsValue::from_str("?"));
}

/// Leaves the draft where `start.js` finds it when the rest of the page has failed.
pub(crate) fn share_draft(text: &str) {
    if let Some(window) = web_sys::window() {
        // A window accepts any property.
        let _ = Reflect::set(&window, &SHARED_DRAFT.into(), &JsValue::from_str(text));
    }
}

/// The ID of the focused element.
pub(crate) fn focused_id() -> Option<String> {
    let id = document().active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// Removes the focus from the focused element.
pub(crate) fn blur() {
    let focused = document().active_element();
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that can't lose it is not a field.
        let _ = element.blur();
    }
}

/// Whether an event is of a field that is typed into.
pub(crate) fn is_in_text_field(event: &Event) -> bool {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| {
        element.is_instance_of::<HtmlTextAreaElement>()
            || element.dyn_ref::<HtmlInputElement>().is_some_and(|input| {
                matches!(
                    input.type_().as_str(),
                    "text" | "url" | "password" | "search"
                )
            })
    })
}

/// Moves the keyboard's focus.
pub(crate) fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that can't have the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Scrolls `view` until `element`, which is positioned in it, is in the middle of what it shows. The page stays where
/// it is.
pub(crate) fn reveal(view: &HtmlElement, element: &HtmlElement) {
    view.set_scroll_top(element.offset_top() - view.client_height() / 2);
}

/// Opens the browser's print dialog.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // A browser that can't print, in a window without controls, does nothing.
        let _ = window.print();
    }
}

/// The user's preferred language, such as `en-US`.
pub(crate) fn language() -> String {
    let window = web_sys::window();
    let language = window.and_then(|window| window.navigator().language());
    language.unwrap_or_default()
}

/// How many columns an element has whose columns are as wide as it is.
pub(crate) fn columns(element: &HtmlElement) -> usize {
    // As it is laid out, whatever its scale.
    let width = f64::from(element.client_width().max(1));
    let gap = gap(element).unwrap_or_default();
    let columns = (f64::from(element.scroll_width()) + gap) / (width + gap);
    columns.round().max(1.0) as usize
}

/// The space between the columns of an element, in pixels.
fn gap(element: &HtmlElement) -> Option<f64> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let gap = style.get_property_value("column-gap").ok()?;
    format::parsed(gap.strip_suffix("px")?)
}

/// Loads the page again.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that can't be reloaded stays unchanged.
        let _ = window.location().reload();
    }
}

/// The page's origin, such as `https://example.org`.
pub(crate) fn origin() -> String {
    web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default()
}

/// Gives the focus to a field, with the cursor at a place in its text, in UTF-16 units. The browser scrolls to it.
pub(crate) fn put_cursor(field: &HtmlTextAreaElement, at: u32) {
    focus(field);
    // It fails for no field of this kind.
    let _ = field.set_selection_range(at, at.saturating_add(1));
}

/// Shows a view, by its address.
pub(crate) fn go_to_view(fragment: &str) {
    if let Some(window) = web_sys::window() {
        // It fails for no fragment.
        let _ = window.location().set_hash(&format!("/{fragment}"));
    }
}

/// Whether the address is that of a view.
pub(crate) fn shows_view(fragment: &str) -> bool {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    let hash = hash.unwrap_or_default();
    let view = hash.trim_start_matches(['#', '/']);
    view.split('/').next() == Some(fragment)
}

/// Presses the button that `selector` matches, once the view is drawn that has it.
pub(crate) fn press_soon(selector: &'static str) {
    // The first timer ends after the event of the new address, the second after its view is drawn.
    after(0, move || {
        after(0, move || {
            if let Ok(Some(element)) = document().query_selector(selector)
                && let Some(element) = element.dyn_ref::<HtmlElement>()
            {
                element.click();
            }
        });
    });
}

/// Scrolls the list around the element that `selector` matches as far as needed to show it.
pub(crate) fn show_soon(selector: String) {
    after(0, move || {
        if let Ok(Some(element)) = document().query_selector(&selector) {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

/// How far the page is scrolled down.
pub(crate) fn scroll_position() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// Scrolls the page, once it is drawn.
pub(crate) fn scroll_soon(down: f64) {
    after(0, move || {
        if let Some(window) = web_sys::window() {
            window.scroll_to_with_x_and_y(0.0, down);
        }
    });
}

/// Whether the keyboard has ⌘ in place of Ctrl.
pub(crate) fn is_apple() -> bool {
    web_sys::window().is_some_and(|window| {
        let platform = window.navigator().platform().unwrap_or_default();
        ["Mac", "iPhone", "iPad"]
            .iter()
            .any(|name| platform.starts_with(name))
    })
}

/// Whether a modal dialog is open.
pub(crate) fn is_dialog_open() -> bool {
    matches!(document().query_selector("dialog[open]"), Ok(Some(_)))
}

/// Puts `text` into the clipboard.
///
/// # Errors
///
/// The browser does not allow it (no HTTPS, or no permission).
pub(crate) async fn copy(text: &str) -> Result<(), ()> {
    let window = web_sys::window().ok_or(())?;
    // Exists in secure contexts only; a call elsewhere would throw.
    if !window.is_secure_context() {
        return Err(());
    }
    let promise = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise)
        .await
        .map(|_| ())
        .map_err(|_| ())
}
