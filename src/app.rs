//! The page as a whole.

use view::prelude::*;

use crate::browser::page;
use crate::commands::commands;
use crate::components::calls::LoadDialog;
use crate::components::header::Header;
use crate::components::new_version::NewVersion;
use crate::components::of_rest::OfRest;
use crate::components::open_file::DropTarget;
use crate::components::own_templates::OwnTemplates;
use crate::components::palette::{Palette, Shortcuts};
use crate::components::previous::PreviousDrafts;
use crate::components::printed::Printed;
use crate::components::resumes::Resumes;
use crate::components::shortcuts;
use crate::components::toasts::Toasts;
use crate::engine::{Engine, InPage};
use crate::routes::{ROUTES, route, window_title};
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::drafts::OpenedDrafts;
use crate::state::rest::RestState;
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
    follow_address(console, here);
    shortcuts::listen(console, commands, here);
    let focus_moved = window_event_listener(leptos::ev::focusin, move |_| {
        for document in DocumentId::WHOLE {
            console.document(document).focus_moved();
        }
    });
    on_cleanup(move || focus_moved.remove());
    let views = ROUTES.iter().map(|route| {
        let is_here = move || here.get() == route;
        if route.stays {
            view! { <div hidden=move || !is_here()>{(route.view)()}</div> }
        } else {
            view! {
                <Show when=is_here>
                    <OfRest view=route.view />
                </Show>
            }
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
        <OwnTemplates is_there=Signal::derive(move || matches!(here.get().fragment, "templates" | "page")) />
        <main id="main" tabindex="-1">
            {views.collect_view()}
        </main>
        <Toasts />
        <DropTarget here />
        <LoadDialog />
        <Resumes />
        <PreviousDrafts />
        <Palette commands here />
        <Shortcuts commands here />
        <Printed />
    }
}

/// Shows the view of the URL's fragment, now and whenever it changes.
fn follow_address(console: Console, here: RwSignal<&'static Route>) {
    // How far each view was scrolled when it was left.
    let scrolled = StoredValue::new(Vec::<(&'static str, f64)>::new());
    let arrive = move |to: &'static Route, section: Option<String>, changed: bool| {
        let next = console.focus_next.try_update_value(Option::take).flatten();
        if let Some(selector) = next {
            page::go_soon(selector);
        } else if let Some(section) = section {
            page::go_to_section_soon(&section);
        } else if changed {
            let before = scrolled.with_value(|scrolled| {
                let mut views = scrolled.iter();
                views
                    .find(|(view, _)| *view == to.fragment)
                    .map(|(_, y)| *y)
            });
            page::focus_soon("#main".to_owned());
            page::scroll_soon(before.unwrap_or_default());
        }
    };
    let waiting = StoredValue::new(None::<(&'static Route, Option<String>, bool)>);
    Effect::new(move |_| {
        if console.rest.state.get() == RestState::Here
            && let Some((to, section, changed)) = waiting.try_update_value(Option::take).flatten()
            && here.get_untracked() == to
        {
            arrive(to, section, changed);
        }
    });
    let go = move || {
        let fragment = window().location().hash().unwrap_or_default();
        let (to, section) = route(&fragment);
        let changed = here.get_untracked() != to;
        if changed {
            // Typed text counts as entered, as when a click moves the focus: the browser fires the event while
            // the field is still there.
            page::blur();
            console.dialogs.close();
            let from = here.get_untracked().fragment;
            scrolled.update_value(|scrolled| {
                scrolled.retain(|(view, _)| *view != from);
                scrolled.push((from, page::scroll_position()));
            });
        }
        here.set(to);
        document().set_title(&window_title(to));
        if to.stays || console.rest.state.get_untracked() == RestState::Here {
            arrive(to, section, changed);
        } else {
            // There is nothing to go to yet.
            waiting.set_value(Some((to, section, changed)));
        }
    };
    go();
    let listener = window_event_listener(leptos::ev::hashchange, move |_| go());
    on_cleanup(move || listener.remove());
}
