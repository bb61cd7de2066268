//! The page as a whole.

use leptos::either::Either;
use leptos::prelude::*;

use crate::browser::page;
use crate::components::header::Header;
use crate::components::new_version::NewVersion;
use crate::components::toasts::Toasts;
use crate::engine::{Engine, InPage};
use crate::routes::{ROUTES, route, window_title};
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::drafts::OpenedDrafts;
use crate::state::router::Route;

/// The console.
#[component]
pub(crate) fn App(
    /// The drafts that were found in the browser.
    opened: OpenedDrafts,
    /// An engine in this page, instead of the worker.
    in_page: Option<InPage>,
) -> impl IntoView {
    let console = Console::start(opened, Engine::start(in_page));
    provide_context(console);
    let [home, ..] = &ROUTES;
    let here = RwSignal::new(home);
    follow_address(here);
    listen_to_keys(console, here);
    let focus_moved = window_event_listener(leptos::ev::focusin, move |_| {
        for document in DocumentId::ALL {
            console.document(document).focus_moved();
        }
    });
    on_cleanup(move || focus_moved.remove());
    let views = ROUTES.iter().map(|route| {
        let is_here = move || here.get() == route;
        if route.stays {
            Either::Left(view! { <div hidden=move || !is_here()>{(route.view)()}</div> })
        } else {
            Either::Right(view! { <Show when=is_here>{(route.view)()}</Show> })
        }
    });
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
        <Header routes=&ROUTES here />
        <NewVersion />
        <main id="main" tabindex="-1">
            {views.collect_view()}
        </main>
        <Toasts />
    }
}

/// Shows the view of the URL's fragment, now and whenever it changes.
fn follow_address(here: RwSignal<&'static Route>) {
    let go = move || {
        let fragment = window().location().hash().unwrap_or_default();
        let (to, section) = route(&fragment);
        let changed = here.get_untracked() != to;
        if changed {
            // Typed text counts as entered, as when a click moves the focus: the browser fires the event while
            // the field is still there.
            page::blur();
        }
        here.set(to);
        document().set_title(&window_title(to));
        if let Some(section) = section {
            page::go_soon(format!("#section-{}", css_name(&section)));
        } else if changed {
            page::focus_soon("#main".to_owned());
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    go();
    let listener = window_event_listener(leptos::ev::hashchange, move |_| go());
    on_cleanup(move || listener.remove());
}

/// The letters of a section's name that need no escape in a selector.
fn css_name(section: &str) -> String {
    section
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// Ctrl+Z and its relatives for the view's document, if the browser has nothing to undo itself.
fn listen_to_keys(console: Console, here: RwSignal<&'static Route>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() {
            return;
        }
        let redo = match event.key().as_str() {
            "z" | "Z" => event.shift_key(),
            "y" => true,
            _ => return,
        };
        let document = here.get_untracked().document;
        if page::is_in_text_field(&event) && console.document(document).browser_can_undo() {
            return;
        }
        event.prevent_default();
        if redo {
            console.redo(document);
        } else {
            console.undo(document);
        }
    });
    on_cleanup(move || listener.remove());
}
