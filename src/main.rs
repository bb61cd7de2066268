//! Puts the console into the page.
fn main() { leptos::mount::mount_to_body(|| ()); }
