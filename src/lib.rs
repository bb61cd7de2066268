//! The console: a page in which a person edits a resume, sees what API Gateway makes of it, calls
//! the API and takes the stack's template away.
//!
//! The library holds all of it, so that a test can open it; `main.rs` only puts it into the page.

// `#[component]` writes `pub` structs for the props of components that are not public.
#![allow(unreachable_pub)]

mod api;
mod app;
mod browser;
mod components;
mod highlight;
mod indent;
mod pages;
mod shell;
mod state;

use leptos::prelude::*;
use web_sys::HtmlElement;

use self::app::App;
use self::state::drafts;

/// Puts the console into the page, in place of the loading message.
pub fn start() {
    browser::panic::report_panics();
    wasm_bindgen_futures::spawn_local(async {
        let Some(body) = document().body() else {
            return;
        };
        open_in(body).await.forget();
        if let Some(loading) = document().get_element_by_id("loading") {
            loading.remove();
        }
    });
}

/// Reads the drafts in the browser, and puts the console into an element, until what it gives is dropped.
pub async fn open_in(element: HtmlElement) -> leptos::mount::UnmountHandle<impl Mountable> {
    let opened = drafts::open().await;
    leptos::mount::mount_to(element, move || view! { <App opened /> })
}
