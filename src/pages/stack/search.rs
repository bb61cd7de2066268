//! Search in the stack's template.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use view::prelude::*;

use crate::components::code_editor::found;
use crate::components::icon::{Icon, Shape};

/// A field to search in `text`; the line of the match is `marked`.
#[component]
pub(super) fn Search(
    /// The text.
    #[prop(into)]
    text: Signal<Arc<str>>,
    /// The place that is marked: line and column, from 1.
    marked: RwSignal<Option<(usize, usize)>>,
) -> impl IntoView {
    let needle = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let matches = Memo::new(move |_| text.with(|text| needle.with(|needle| found(text, needle))));
    let count = move || matches.with(Vec::len);
    let show = move |number: usize| {
        at.set(number);
        let place = matches.with_untracked(|matches| matches.get(number).copied());
        let place = place.map(|(start, _)| {
            text.with_untracked(|text| {
                let before = text.get(..start).unwrap_or_default();
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default();
                (line, column.chars().count() + 1)
            })
        });
        marked.set(place);
    };
    let step = move |forward: bool| {
        let count = untrack(count);
        if count > 0 {
            show((at.get_untracked() + if forward { 1 } else { count - 1 }) % count);
        }
    };
    let typed = move |event| {
        needle.set(event_target_value(&event));
        show(0);
    };
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            step(!event.shift_key());
        }
        "Escape" if needle.with_untracked(|needle| !needle.is_empty()) => {
            event.prevent_default();
            needle.set(String::new());
            show(0);
        }
        _ => {}
    };
    let says = move || match (needle.with(String::is_empty), count()) {
        (true, _) => String::new(),
        (false, 0) => "No match".to_owned(),
        (false, count) => format!(
            "{} of {}",
            format::count(at.get().min(count - 1) + 1),
            format::count(count)
        ),
    };
    view! {
        <span class="status-item search" role="search">
            <input
                class="input"
                type="search"
                aria-label="Find in the template"
                placeholder="Find"
                spellcheck="false"
                autocomplete="off"
                prop:value=move || needle.get()
                on:input=typed
                on:keydown=key
            />
            <span class="muted" aria-live="polite">
                {live(says)}
            </span>
            <button
                type="button"
                class="icon-button"
                aria-label="Previous match"
                title="Previous match"
                disabled=move || count() == 0
                on:click=move |_| step(false)
            >
                <Icon shape=Shape::Up />
            </button>
            <button
                type="button"
                class="icon-button"
                aria-label="Next match"
                title="Next match"
                disabled=move || count() == 0
                on:click=move |_| step(true)
            >
                <Icon shape=Shape::Down />
            </button>
        </span>
    }
}
