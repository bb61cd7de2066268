//! The bar at the top: the views, the state of the draft, the colors.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::browser::keys::THEME;
use crate::browser::storage::{self, Area};
use crate::state::Console;
use crate::state::draft_sync::DraftStatus;
use crate::state::router::Route;

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
                <DraftState />
                <ThemeToggle />
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
fn ThemeToggle() -> impl IntoView {
    let console = Console::here();
    let toggle = move |_| {
        let theme = if is_dark() { "light" } else { "dark" };
        if let Some(root) = document().document_element() {
            // If it fails, the theme stays.
            let _ = root.set_attribute("data-theme", theme);
        }
        // If it fails, the theme lasts until the page is closed.
        let _ = storage::write(Area::Origin, THEME, theme);
        console.notices.speak(format!("{theme} theme"));
    };
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label="Switch between light and dark theme"
            title="Light or dark theme"
            on:click=toggle
        >
            <Icon shape=Shape::Contrast />
        </button>
    }
}

/// Whether the page is dark, by the user's choice or else the system's.
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
