//! The console: a page in which a person edits a resume, sees what API Gateway makes of it, calls
//! the API and takes the stack's template away.
//!
//! The library holds all of it, so that a test can mount [`App`]; `main.rs` only puts it into the
//! page.

// `#[component]` writes `pub` structs for the props of components that are not public.
#![allow(unreachable_pub)]

mod api;
mod app;
mod browser;
mod components;
mod grouped;
mod highlight;
mod indent;
mod pages;
mod shell;
mod state;

pub use app::App;

/// Takes the loading message away and puts the console into the page.
pub fn start() {
    browser::panic::report_panics();
    leptos::mount::mount_to_body(App);
    if let Some(loading) = leptos::prelude::document().get_element_by_id("loading") {
        loading.remove();
    }
}
