//! The bar at the top: the views, the state of the draft, the colors.

use view::prelude::*;

use super::icon::{Icon, Shape};
use super::palette::CommandsButton;
use crate::api::{Api, address};
use crate::state::Console;
use crate::state::draft_sync::DraftStatus;
use crate::state::router::Route;
use crate::state::theme::Colors;

/// The most characters of a file's name.
const MOST_NAME: usize = 30;

/// The bar at the top of every page.
#[component]
pub(crate) fn Header(
    /// The views.
    routes: &'static [Route],
    /// The view that is shown.
    here: RwSignal<&'static Route>,
) -> impl IntoView {
    let links = routes
        .iter()
        .map(|route| {
            view! {
                <li>
                    <a
                        href=route.href()
                        aria-current=move || (here.get() == route).then_some("page")
                    >
                        {route.title}
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <header class="header">
            <div class="brand">
                <img src="favicon.svg" alt="" width="22" height="22" />
                <span>"Resume console"</span>
            </div>
            <nav class="nav" aria-label="Pages">
                <ul>{links}</ul>
            </nav>
            <div class="header-end">
                <Target />
                <DraftState />
                <CommandsButton />
                <ThemeButton />
            </div>
        </header>
    }
}

#[component]
fn DraftState() -> impl IntoView {
    let drafts = Console::here().drafts;
    let look = move || {
        let (dot, words) = match drafts.status.get() {
            DraftStatus::NotSaved(_) => ("dot bad", "Draft not saved"),
            DraftStatus::Saving => ("dot", "Saving…"),
            _ if drafts.asks.get() => ("dot warn", "Draft changed in another tab"),
            DraftStatus::Untouched | DraftStatus::Saved => {
                ("dot good", "Draft saved in this browser")
            }
            DraftStatus::Simply(_) => ("dot warn", "Draft saved, not crash-safe"),
            DraftStatus::Followed => ("dot good", "Draft updated from another tab"),
        };
        (dot, words)
    };
    view! {
        <span
            class="draft-state"
            class:bad=move || matches!(drafts.status.get(), DraftStatus::NotSaved(_))
            title=move || look().1
        >
            <span class=move || look().0 aria-hidden="true"></span>
            <span class="long">{move || look().1}</span>
        </span>
    }
}

#[component]
fn ThemeButton() -> impl IntoView {
    let console = Console::here();
    let name = move || {
        let colors = console.theme.get();
        format!("Theme: {}. Next: {}", colors.name(), colors.next().name())
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=name
            on:click=move |_| console.turn_theme()
        >
            {move || {
                let shape = match console.theme.get() {
                    Colors::System => Shape::Contrast,
                    Colors::Light => Shape::Sun,
                    Colors::Dark => Shape::Moon,
                };
                view! { <Icon shape /> }
            }}
        </button>
    }
}

/// The API that is called, with a link to its settings.
#[component]
fn Target() -> impl IntoView {
    let calls = Console::here().calls;
    let (connection, file) = (calls.connection, calls.file);
    let name = move || match connection.api.get() {
        Api::Local => "Local API".to_owned(),
        Api::File => match file.name() {
            Some(name) => format!("Opened file: {}", format::shortened(&name, MOST_NAME)),
            None => "Opened file: none yet".to_owned(),
        },
        Api::Deployed => match connection.url.with(|url| address::short(url)) {
            Some(short) => format!("Deployed API: {short}"),
            None => "Deployed API: no URL yet".to_owned(),
        },
    };
    view! {
        <a class="target" href="#/api" title="The API that Save and Load call">
            <span class="dot" class:good=move || connection.api.get() == Api::Deployed aria-hidden="true"></span>
            <span class="long">{live(name)}</span>
        </a>
    }
}
