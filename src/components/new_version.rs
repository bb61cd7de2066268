//! Offers a newer build of the console.

use view::prelude::*;

use crate::browser::{offline, page};

/// Starts the service worker, and offers to reload the page once a newer build is stored in the browser.
#[component]
pub(crate) fn NewVersion() -> impl IntoView {
    let updated = offline::start();
    view! {
        <div role="status">
            <Show when=move || updated.get()>
                <div class="message">
                    <div>
                        <strong>"A new version of the console is ready."</strong>
                        "Reload to use it. Your draft stays."
                    </div>
                    <div class="actions">
                        <button type="button" class="button" on:click=|_| page::reload()>
                            "Reload"
                        </button>
                        <button type="button" class="button" on:click=move |_| updated.set(false)>
                            "Later"
                        </button>
                    </div>
                </div>
            </Show>
        </div>
    }
}
