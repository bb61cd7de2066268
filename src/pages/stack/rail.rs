//! The sections of the page, to jump to.

use leptos::prelude::*;
use stack::{Setting, Subject};

use super::options::id;
use crate::browser::page;
use crate::state::Console;

/// Links to the sections, with the number of options that differ from the preset.
#[component]
pub(super) fn Rail() -> impl IntoView {
    let changed = Console::here().stack.changed;
    let link = |id: &'static str, title: &'static str, count: Option<Memo<usize>>| {
        let count = move || {
            let count = count.map_or(0, |count| count.get());
            (count > 0).then(|| {
                view! {
                    <span class="count">{count} <span class="visually-hidden">" changed"</span></span>
                }
            })
        };
        view! {
            // The address may be the same as before, and then nothing else would happen.
            <a href=format!("#/stack/{id}") on:click=move |_| page::go_soon(format!("#section-{id}"))>
                {title} " " {count}
            </a>
        }
        .into_any()
    };
    let subjects = Subject::ALL
        .map(|subject| {
            let of_subject = move |name: &&&str| {
                Setting::named(name).is_some_and(|setting| setting.subject == subject)
            };
            let count =
                Memo::new(move |_| changed.with(|all| all.iter().filter(of_subject).count()));
            link(id(subject), subject.title(), Some(count))
        })
        .into_iter()
        .collect_view();
    view! {
        <nav class="rail" aria-label="Sections">
            {subjects} {link("cost", "Cost", None)} {link("deploy", "Deploy", None)}
        </nav>
    }
}
