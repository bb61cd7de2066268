//! Short messages, and announcements for screen readers.

use leptos::prelude::*;

use super::icon::{Icon, Shape};
use crate::state::Console;

/// Draws the messages of [`crate::state::notices::Notices`].
#[component]
pub(crate) fn Toasts() -> impl IntoView {
    let console = Console::here();
    let notices = console.notices;
    view! {
        <p class="visually-hidden" aria-live="polite">{move || notices.spoken.get()}</p>
        <div class="toasts" role="status" aria-live="polite">
            <For each=move || notices.toasts.get() key=|toast| toast.number let(toast)>
                <div class="toast">
                    <p>{toast.text}</p>
                    {toast
                        .undo
                        .map(|undo| {
                            view! {
                                <button
                                    type="button"
                                    class="button"
                                    aria-label="Undo this"
                                    on:click=move |_| {
                                        console.undo(undo);
                                        notices.close(toast.number);
                                    }
                                >
                                    "Undo"
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
