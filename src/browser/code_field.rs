//! A text area with coloured text beneath it.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Function, Reflect};
use web_sys::{DomRect, Event, HtmlElement, HtmlTextAreaElement, PointerEvent};

use super::page;

/// The height of a line in pixels, as in the style sheet: `--line-height`.
pub(crate) const LINE: f64 = 20.0;

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

/// Sets where an element stands: a number of characters from the left, and pixels; farther left if it has no room there.
pub(crate) fn put(element: &HtmlElement, characters: usize, x: f64, y: f64) {
    let style = element.style();
    let left = format!("calc({characters}ch + {x}px)");
    let _ = style.set_property("left", &left);
    let _ = style.set_property("top", &format!("{y}px"));
    let Some(around) = element.parent_element() else {
        return;
    };
    let right = |of: DomRect| of.right();
    let over = right(element.get_bounding_client_rect()) - right(around.get_bounding_client_rect());
    if over > 0.0 {
        // A little of the space around it, too.
        let _ = style.set_property(
            "left",
            &format!("calc({characters}ch + {x}px - {over}px - 1ch)"),
        );
    }
}

/// The column and the line, from 0, at which the pointer is: columns in characters, both with their fraction. `above` and `before` are
/// the spaces around the text, in pixels.
///
/// The field starts five characters from the left of the editor, as the style sheet has it: that tells how wide they are.
pub(crate) fn pointed(
    field: &HtmlTextAreaElement,
    event: &PointerEvent,
    above: f64,
    before: f64,
) -> (f64, f64) {
    let of_field = field.get_bounding_client_rect();
    let character = field.parent_element().map_or(8.0, |editor| {
        let inside = editor.get_bounding_client_rect().left() + f64::from(editor.client_left());
        (of_field.left() - inside) / 5.0
    });
    let x = f64::from(event.client_x()) - of_field.left() - before;
    let y = f64::from(event.client_y()) - of_field.top() - above;
    (
        (x + f64::from(field.scroll_left())) / character,
        (y + f64::from(field.scroll_top())) / LINE,
    )
}

/// Sets where a card about a piece of a line stands: below the line, or above it if there is more room. The line's top and height, and
/// the height of what is in sight, are in pixels.
pub(crate) fn put_card(
    card: &HtmlElement,
    characters: usize,
    x: f64,
    (top, line): (f64, f64),
    height: f64,
) {
    let has_room_below = height - top - line >= top;
    put(card, characters, x, top + line);
    let style = card.style();
    let (bottom, most) = match has_room_below {
        true => ("auto".to_owned(), height - top - line),
        false => {
            let _ = style.set_property("top", "auto");
            (format!("calc(100% - {top}px)"), top)
        }
    };
    let _ = style.set_property("bottom", &bottom);
    let _ = style.set_property("max-height", &format!("{most}px"));
}

/// The selection, in UTF-16 units.
pub(crate) fn selection(field: &HtmlTextAreaElement) -> (u32, u32) {
    let at = |place: Result<Option<u32>, JsValue>| place.ok().flatten().unwrap_or_default();
    (at(field.selection_start()), at(field.selection_end()))
}

/// Selects a part of the text, in UTF-16 units. The focus stays where it is.
pub(crate) fn set_selection(field: &HtmlTextAreaElement, from: u32, to: u32) {
    // It fails for no field of this kind.
    let _ = field.set_selection_range(from, to);
}

/// Selects a part of the text, in UTF-16 units, and gives the field the focus.
pub(crate) fn select(field: &HtmlTextAreaElement, from: u32, to: u32) {
    page::focus(field);
    set_selection(field, from, to);
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
