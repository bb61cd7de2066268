//! The bar at the top: where one is, how the draft is, the colours.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::browser::storage::{self, Area};
use crate::state::Console;
use crate::state::draft_sync::Status;
use crate::state::router::Route;

/// Where the chosen colours are kept; `theme.js` reads them before the page is drawn.
const THEME: &str = "resume-console.theme";

/// The bar at the top of every page.
#[component]
pub(crate) fn Header(
    /// The page that is shown.
    #[prop(into)]
    route: Signal<Route>,
) -> impl IntoView {
    let links = Route::ALL
        .into_iter()
        .map(|page| {
            view! {
                <li>
                    <a
                        href=page.href()
                        aria-current=move || (route.get() == page).then_some("page")
                    >
                        {page.title()}
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
                <DraftState />
                <ThemeToggle />
            </div>
        </header>
    }
}

#[component]
fn DraftState() -> impl IntoView {
    let status = Console::here().drafts.status;
    let dot = move || match status.get() {
        Status::Untouched | Status::Kept => "dot good",
        Status::NotKept(_) => "dot bad",
        Status::OtherTab(_) => "dot warn",
    };
    let words = move || match status.get() {
        Status::Untouched => "Draft kept in this browser",
        Status::Kept => "Draft saved in this browser",
        Status::NotKept(_) => "Draft not saved",
        Status::OtherTab(_) => "Draft changed in another tab",
    };
    view! {
        <span
            class="draft-state"
            class:bad=move || matches!(status.get(), Status::NotKept(_))
            title=words
        >
            <span class=dot aria-hidden="true"></span>
            <span class="long">{words}</span>
        </span>
    }
}

#[component]
fn ThemeToggle() -> impl IntoView {
    let console = Console::here();
    let toggle = move |_| {
        let theme = if is_dark() { "light" } else { "dark" };
        if let Some(root) = document().document_element() {
            // A page that can't take an attribute keeps its colours.
            let _ = root.set_attribute("data-theme", theme);
        }
        // Not remembered, then: the colours are right until the page is closed.
        let _ = storage::write(Area::Origin, THEME, theme);
        console.notices.speak(format!("{theme} colours"));
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Switch between light and dark colours"
            title="Light or dark"
            on:click=toggle
        >
            <Icon shape=Shape::Contrast />
        </button>
    }
}

/// Whether the page is dark now, by the user's choice or else by the system's.
fn is_dark() -> bool {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}
