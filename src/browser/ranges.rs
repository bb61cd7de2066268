//! Parts of a text that are marked without changing the elements around it: the CSS Custom Highlight API.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Function, Reflect};
use web_sys::{Element, HtmlElement, Node};

/// A part of a text: the element of a line, and UTF-16 units of its text.
pub(crate) type Part = (HtmlElement, u32, u32);

/// Marks these parts, and no others, by the style sheet's `::highlight(name)`. `false` in a browser without that.
pub(crate) fn mark(name: &str, parts: &[Part]) -> bool {
    try_mark(name, parts).is_some()
}

fn try_mark(name: &str, parts: &[Part]) -> Option<()> {
    let window: JsValue = web_sys::window()?.into();
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let highlights = get(&get(&window, "CSS")?, "highlights")?;
    let constructor: Function = get(&window, "Highlight")?.dyn_into().ok()?;
    let ranges = Array::new();
    for (line, from, to) in parts {
        let (first, first_at) = text_at(line, *from)?;
        let (last, last_at) = text_at(line, *to)?;
        let range = document().create_range().ok()?;
        range.set_start(&first, first_at).ok()?;
        range.set_end(&last, last_at).ok()?;
        ranges.push(&range);
    }
    let highlight = Reflect::construct(&constructor, &ranges).ok()?;
    let set: Function = get(&highlights, "set")?.dyn_into().ok()?;
    set.call2(&highlights, &name.into(), &highlight).ok()?;
    Some(())
}

/// The text node of an element at so many UTF-16 units of its text, and the place in that node.
fn text_at(element: &Element, mut units: u32) -> Option<(Node, u32)> {
    let mut last = None;
    let mut stack: Vec<Node> = vec![element.clone().into()];
    while let Some(node) = stack.pop() {
        if node.node_type() == Node::TEXT_NODE {
            let length = length(&node);
            if units <= length {
                return Some((node, units));
            }
            units -= length;
            last = Some((node, length));
        } else {
            let children = node.child_nodes();
            stack.extend(
                (0..children.length())
                    .rev()
                    .filter_map(|at| children.get(at)),
            );
        }
    }
    last
}

fn length(node: &Node) -> u32 {
    let text = node.node_value().unwrap_or_default();
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// Where the selection begins: the element below `lines` that matches `selector`, and the UTF-16 units of its text before it.
/// `None` if it is elsewhere, or if something is selected.
pub(crate) fn caret(selector: &str) -> Option<(Element, u32)> {
    let selection = web_sys::window()?.get_selection().ok()??;
    if !selection.is_collapsed() {
        return None;
    }
    let node = selection.anchor_node()?;
    let line = match node.dyn_ref::<Element>() {
        Some(element) => element.closest(selector).ok()??,
        None => node.parent_element()?.closest(selector).ok()??,
    };
    let range = document().create_range().ok()?;
    range.set_start(&line, 0).ok()?;
    range.set_end(&node, selection.anchor_offset()).ok()?;
    let before: String = range.to_string().into();
    let units = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    Some((line, units))
}

/// The position of an element among those of its parent.
pub(crate) fn position(element: &Element) -> usize {
    let mut at = 0;
    let mut before = element.previous_element_sibling();
    while let Some(element) = before {
        at += 1;
        before = element.previous_element_sibling();
    }
    at
}

/// Whether an element is in sight in the one that scrolls.
pub(crate) fn is_in_sight(view: &HtmlElement, element: &HtmlElement) -> bool {
    let top = element.offset_top() - view.scroll_top();
    top >= 0 && top + element.offset_height() <= view.client_height()
}
