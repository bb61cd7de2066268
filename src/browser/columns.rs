//! The widths of two columns, which the user drags.

use web_sys::{HtmlDivElement, PointerEvent};

/// Gives `element` the variables of the style sheet for the width of the form, in percent, and of what is beside it; `None` removes
/// them.
pub(crate) fn set_shares(element: &HtmlDivElement, share: Option<f64>) {
    let style = element.style();
    // A style that can't be set leaves the page as it is.
    let _ = match share {
        Some(share) => style
            .set_property("--form", &format!("{}fr", format::number(share)))
            .and_then(|()| {
                style.set_property("--beside", &format!("{}fr", format::number(100.0 - share)))
            }),
        None => style
            .remove_property("--form")
            .and_then(|_| style.remove_property("--beside"))
            .map(|_| ()),
    };
}

/// Where the pointer is between the left of the form in `around` and the right of what is beside it, in percent.
pub(crate) fn share_at(around: &HtmlDivElement, event: &PointerEvent) -> Option<f64> {
    let rect = |selector| {
        let found = around.query_selector(selector).ok().flatten()?;
        Some(found.get_bounding_client_rect())
    };
    let (left, right) = (rect(".form")?.left(), rect(".preview")?.right());
    (right > left).then(|| (f64::from(event.client_x()) - left) / (right - left) * 100.0)
}
