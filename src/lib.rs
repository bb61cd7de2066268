//! The console: a page to edit a resume, preview what API Gateway renders from it, call
//! the API and download the stack's template.
//!
//! It is a library so that tests can open it; `main.rs` only puts it into the page.

// `#[component]` writes `pub` structs for the props of components that are not public.
#![allow(unreachable_pub)]

mod api;
mod app;
mod browser;
mod commands;
mod components;
mod engine;
mod pages;
mod routes;
mod state;

use view::prelude::*;
use web_sys::HtmlElement;

use self::app::App;
pub use self::engine::InPage;
use self::state::drafts;

/// Puts the console into the page, in place of the loading message.
pub fn start() {
    browser::panic::report_panics();
    // Not at once: a function of the program's rest can be called once `public/start.js` knows that this has run.
    browser::page::after(0, || wasm_bindgen_futures::spawn_local(put_into_page()));
}

async fn put_into_page() {
    let Some(body) = document().body() else {
        return;
    };
    open_in(body, None).await.forget();
    if let Some(loading) = document().get_element_by_id("loading") {
        loading.remove();
    }
}

/// Loads the drafts in the browser and puts the console into an element, until the returned handle is dropped. The engine is a worker,
/// or `in_page` where a test has none.
pub async fn open_in(
    element: HtmlElement,
    in_page: Option<InPage>,
) -> leptos::mount::UnmountHandle<impl Mountable> {
    let opened = drafts::open().await;
    leptos::mount::mount_to(
        element,
        move || view! { <App opened in_page=in_page.clone() /> },
    )
}
