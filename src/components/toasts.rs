//! Short messages, and announcements for screen readers.

use leptos::html::Div;
use view::prelude::*;

use super::icon::{Icon, Shape};
use crate::browser::{covered, page};
use crate::state::Console;
use crate::state::document::DocumentId;

/// Draws the messages of [`crate::state::notices::Notices`]. Escape closes the newest.
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let console = Console::here();
    let notices = console.notices;
    for id in DocumentId::WHOLE {
        Effect::new(move |_| notices.keep_undo(id, console.document(id).last_step()));
    }
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        // An open dialog takes Escape itself.
        if event.key() == "Escape" && !event.default_prevented() && !page::is_dialog_open() {
            notices.close_newest();
        }
    });
    on_cleanup(move || escape.remove());
    let shown = NodeRef::<Div>::new();
    covered::watch(shown, covered::AT_BOTTOM);
    view! {
        <p class="visually-hidden" aria-live="polite">{move || notices.spoken.get()}</p>
        <div class="toasts" node_ref=shown role="status" aria-live="polite">
            <For each=move || notices.toasts.get() key=|toast| toast.number let(toast)>
                <div
                    class="toast"
                    on:pointerenter=move |_| notices.hold(Some(toast.number))
                    on:pointerleave=move |_| notices.hold(None)
                    on:focusin=move |_| notices.hold(Some(toast.number))
                    on:focusout=move |_| notices.hold(None)
                >
                    <p>{toast.text}</p>
                    {toast
                        .next
                        .map(|(section, link)| {
                            view! {
                                <a
                                    class="button"
                                    href=format!("#/stack/{section}")
                                    on:click=move |_| page::go_to_section_soon(section)
                                >
                                    {link}
                                </a>
                            }
                        })}
                    {toast
                        .undo
                        .map(|(document, _)| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-label="Undo this"
                                    on:click=move |_| {
                                        notices.close(toast.number);
                                        console.undo(document);
                                    }
                                >
                                    "Undo"
                                </button>
                            }
                        })}
                    {toast
                        .offer
                        .map(|(label, act)| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| {
                                        notices.close(toast.number);
                                        act();
                                    }
                                >
                                    {label}
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        class="icon-button"
                        aria-label="Close the message"
                        on:click=move |_| notices.close(toast.number)
                    >
                        <Icon shape=Shape::Cross />
                    </button>
                </div>
            </For>
        </div>
    }
}
