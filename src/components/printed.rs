//! What is printed, whichever view is shown.

use leptos::html::Div;
use view::prelude::*;

use crate::state::Console;

/// The resume, while the browser prints; it is the only element that is printed (`style/sheet.css`).
#[component]
pub(crate) fn Printed() -> impl IntoView {
    let console = Console::here();
    let container = NodeRef::<Div>::new();
    // Of the window, while another one names the file.
    let title = StoredValue::new(None::<String>);
    // The browser takes its picture of the page right after the event: no effect would have run by then.
    let show = move |html: &str| {
        if let Some(container) = container.get_untracked() {
            container.set_inner_html(html);
        }
    };
    let before = window_event_listener_untyped("beforeprint", move |_| {
        let resume = console.editor.resume_now();
        show(&console.page_setup.html_now(&resume));
        // Browsers suggest the title as the name of the file.
        title.update_value(|title| {
            title.get_or_insert_with(|| document().title());
        });
        document().set_title(&sheet::title(&resume));
    });
    let after = window_event_listener_untyped("afterprint", move |_| {
        show("");
        if let Some(title) = title.try_update_value(Option::take).flatten() {
            document().set_title(&title);
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
    view! { <div class="printed" node_ref=container></div> }
}
