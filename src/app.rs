//! The page as a whole.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use crate::browser::page;
use crate::components::header::Header;
use crate::components::toasts::Toasts;
use crate::pages::api::ApiPage;
use crate::pages::resume::ResumePage;
use crate::pages::stack::StackPage;
use crate::state::Console;
use crate::state::drafts::Opened;
use crate::state::router::{Route, route};

/// The console.
#[component]
pub(crate) fn App(
    /// The drafts that were found in the browser.
    opened: Opened,
) -> impl IntoView {
    let console = Console::start(opened);
    provide_context(console);
    let here = RwSignal::new(Route::Resume);
    follow_address(here);
    listen_to_keys(console, here);
    let focus_moved = window_event_listener(leptos::ev::focusin, move |_| {
        console.editor.focus_moved();
        console.stack.focus_moved();
    });
    on_cleanup(move || focus_moved.remove());
    view! {
        <a
            class="skip"
            href="#main"
            on:click=|event| {
                // The address's fragment is the router's.
                event.prevent_default();
                page::focus_soon("#main".to_owned());
            }
        >
            "Skip to the content"
        </a>
        <Header route=here />
        <main id="main" tabindex="-1">
            // Stays in the page, so that its inputs and scroll position survive.
            <div hidden=move || here.get() != Route::Resume>
                <ResumePage />
            </div>
            <Show when=move || here.get() == Route::Api>
                <ApiPage />
            </Show>
            <Show when=move || here.get() == Route::Stack>
                <StackPage />
            </Show>
        </main>
        <Toasts />
    }
}

/// Shows the page of the URL's fragment, now and whenever it changes.
fn follow_address(here: RwSignal<Route>) {
    let go = move || {
        let fragment = window().location().hash().unwrap_or_default();
        let (page, section) = route(&fragment);
        let changed = here.get_untracked() != page;
        if changed {
            // Typed text counts as entered, as when a click moves the focus: the browser fires the event while
            // the field is still there.
            blur();
        }
        here.set(page);
        document().set_title(&match page {
            Route::Resume => "Resume console".to_owned(),
            other => format!("{} · Resume console", other.title()),
        });
        if let Some(section) = section {
            page::go_soon(format!("#section-{}", css_name(section)));
        } else if changed {
            page::focus_soon("#main".to_owned());
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    go();
    let listener = window_event_listener(leptos::ev::hashchange, move |_| go());
    on_cleanup(move || listener.remove());
}

/// Removes the focus from the focused element.
fn blur() {
    let focused = document().active_element();
    if let Some(element) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // An element that can't lose it is not a field.
        let _ = element.blur();
    }
}

/// The letters of a section's name that need no escape in a selector.
fn css_name(section: &str) -> String {
    section
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// Ctrl+Z and its relatives for the shown page, if the browser has nothing to undo itself.
fn listen_to_keys(console: Console, here: RwSignal<Route>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        let redo = match event.key().as_str() {
            "z" | "Z" => event.shift_key(),
            "y" => true,
            _ => return,
        };
        let in_text = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|element| {
                element.is_instance_of::<HtmlTextAreaElement>()
                    || element
                        .dyn_ref::<HtmlInputElement>()
                        .is_some_and(|input| matches!(input.type_().as_str(), "text" | "url"))
            });
        let of_stack = here.get_untracked() == Route::Stack;
        let typed = if of_stack {
            console.stack.browser_can_undo()
        } else {
            console.editor.browser_can_undo()
        };
        if in_text && typed {
            return;
        }
        event.prevent_default();
        match (of_stack, redo) {
            (true, true) => console.redo_option(),
            (true, false) => console.undo_option(),
            (false, true) => console.redo(),
            (false, false) => console.undo(),
        }
    });
    on_cleanup(move || listener.remove());
}
