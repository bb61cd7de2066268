//! The stack: what is chosen about it, and beside it the template to take away and deploy.

mod commands;
mod options;
mod rail;
mod setting;
mod template;
mod toolbar;

use leptos::prelude::*;

use self::commands::Commands;
use self::options::OptionSections;
use self::rail::Rail;
use self::template::{Shown, TemplatePanel};
use self::toolbar::Toolbar;
use crate::state::Console;

/// The page.
#[component]
pub(crate) fn StackPage() -> impl IntoView {
    let shown = Shown::new(Console::here().stack);
    let side = RwSignal::new("form");
    view! {
        <h1 class="visually-hidden">"Stack"</h1>
        <Toolbar shown />
        <div class="workbench" data-side=move || side.get()>
            <Rail />
            <div class="form">
                <OptionSections />
                <Commands format=shown.format />
            </div>
            <TemplatePanel shown />
        </div>
        <div class="view-switch" role="group" aria-label="View">
            {[("form", "Options"), ("preview", "Template")]
                .map(|(one, name)| {
                    view! {
                        <button
                            type="button"
                            class="button"
                            aria-pressed=move || (side.get() == one).to_string()
                            on:click=move |_| side.set(one)
                        >
                            {name}
                        </button>
                    }
                })}
        </div>
    }
}
