//! The bar between form and preview, which sets how wide each is.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use view::prelude::*;

use crate::browser::keys::FORM_SHARE;
use crate::browser::storage::{self, Area};
use crate::browser::{columns, pointer};

/// The form's share of the width in percent: what it is at first, the least and the most.
const USUAL: f64 = 55.0;
const LEAST: f64 = 30.0;
const MOST: f64 = 75.0;
/// What an arrow key adds.
const STEP: f64 = 3.0;

/// The share as the user last set it; `None` for the style sheet's own.
fn stored() -> Option<f64> {
    let share = format::parsed(&storage::read(Area::Origin, FORM_SHARE)?)?;
    (LEAST..=MOST).contains(&share).then_some(share)
}

/// The bar. It is dragged, or moved by the arrow keys; a double click, Home or Enter restores the usual width.
#[component]
pub(crate) fn Splitter(
    /// The element around the form, the bar and the preview.
    around: NodeRef<Div>,
) -> impl IntoView {
    let share = RwSignal::new(stored());
    Effect::new(move |_| {
        if let Some(around) = around.get() {
            columns::set_shares(&around, share.get());
        }
    });
    let set = move |to: Option<f64>| {
        let to = to.map(|share| share.clamp(LEAST, MOST).round());
        share.set(to);
        // A browser that stores nothing forgets it.
        match to {
            Some(to) => {
                let _ = storage::write(Area::Origin, FORM_SHARE, &format::number(to));
            }
            None => storage::remove(Area::Origin, FORM_SHARE),
        }
    };
    let drag = move |event: PointerEvent| {
        if let Some(around) = around.get_untracked()
            && pointer::is_held(&event)
            && let Some(share) = columns::share_at(&around, &event)
        {
            set(Some(share));
        }
    };
    let key = move |event: KeyboardEvent| {
        let now = share.get_untracked().unwrap_or(USUAL);
        let to = match event.key().as_str() {
            "ArrowLeft" => Some(now - STEP),
            "ArrowRight" => Some(now + STEP),
            "Home" | "Enter" => None,
            _ => return,
        };
        event.prevent_default();
        set(to);
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-label="Width of the form"
            aria-orientation="vertical"
            aria-valuemin=format::number(LEAST)
            aria-valuemax=format::number(MOST)
            aria-valuenow=move || format::number(share.get().unwrap_or(USUAL))
            title="Drag to change the width. Double click restores it."
            on:pointerdown=move |event| pointer::hold(&event)
            on:pointermove=drag
            on:dblclick=move |_| set(None)
            on:keydown=key
        ></div>
    }
}
