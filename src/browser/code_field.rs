//! A text area with coloured text beneath it.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Function, Reflect};
use web_sys::{Event, HtmlElement, HtmlTextAreaElement};

use super::page;

/// What a text area shows of its text, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Viewport {
    /// How far it is scrolled down.
    pub(crate) top: f64,
    /// How far it is scrolled to the right.
    pub(crate) left: f64,
    /// Its height.
    pub(crate) height: f64,
}

/// What a text area shows.
pub(crate) fn viewport(field: &HtmlTextAreaElement) -> Viewport {
    Viewport {
        top: f64::from(field.scroll_top()),
        left: f64::from(field.scroll_left()),
        height: f64::from(field.client_height()),
    }
}

/// Scrolls so far down.
pub(crate) fn scroll_to(field: &HtmlTextAreaElement, top: f64) {
    field.set_scroll_top(top as i32);
}

/// Replaces what is in an element.
pub(crate) fn set_html(element: &HtmlElement, html: &str) {
    element.set_inner_html(html);
}

/// Moves an element, in pixels.
pub(crate) fn shift(element: &HtmlElement, x: f64, y: f64) {
    // A style that can't be set leaves the element where it is.
    let _ = element
        .style()
        .set_property("transform", &format!("translate({x}px,{y}px)"));
}

/// Sets where an element stands: a number of characters from the left, and pixels.
pub(crate) fn put(element: &HtmlElement, characters: usize, x: f64, y: f64) {
    let style = element.style();
    let left = format!("calc({characters}ch + {x}px)");
    let _ = style.set_property("left", &left);
    let _ = style.set_property("top", &format!("{y}px"));
}

/// The selection, in UTF-16 units.
pub(crate) fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let at = |place: Result<Option<u32>, JsValue>| place.ok().flatten().unwrap_or_default();
    (at(field.selection_start()), at(field.selection_end()))
}

/// Selects a part of the text, in UTF-16 units.
pub(crate) fn select(field: &HtmlTextAreaElement, from: u32, to: u32) {
    page::focus(field);
    // It fails for no field of this kind.
    let _ = field.set_selection_range(from, to);
}

/// Replaces a part of the text, in UTF-16 units, as if the user had typed: the browser's undo knows it, and the field hears of it.
pub(crate) fn replace(field: &HtmlTextAreaElement, from: u32, to: u32, text: &str) {
    select(field, from, to);
    if type_text(text) {
        return;
    }
    // A browser without that command.
    let _ = field.set_range_text(text);
    let end = from.saturating_add(u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX));
    let _ = field.set_selection_range(end, end);
    if let Ok(event) = Event::new("input") {
        let _ = field.dispatch_event(&event);
    }
}

/// `document.execCommand`, which no other command replaces: only it goes through the browser's undo.
fn type_text(text: &str) -> bool {
    let command = match text {
        "" => "delete",
        _ => "insertText",
    };
    let document = document();
    let run = Reflect::get(&document, &"execCommand".into())
        .ok()
        .and_then(|run| run.dyn_into::<Function>().ok());
    let arguments = Array::of3(&command.into(), &JsValue::FALSE, &text.into());
    let done = run.and_then(|run| run.apply(&document, &arguments).ok());
    done.is_some_and(|done| done.is_truthy())
}
