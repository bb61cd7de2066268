//! The Resume page: the form beside its preview.

use leptos::prelude::*;
use resume::{CurrentRole, Record, Resume};

use crate::browser::page;
use crate::components::entries::{Lines, ListSection};
use crate::components::field::fields;
use crate::components::kept::{Kept, Members};
use crate::components::notices::DraftNotices;
use crate::components::preview::Preview;
use crate::components::toolbar::{DropTarget, Toolbar};
use crate::components::workbench::Workbench;
use crate::state::Console;
use crate::state::outline::{Entries, List, Place, is_blank};

/// The page.
#[component]
pub(crate) fn ResumePage() -> impl IntoView {
    view! {
        <h1 class="visually-hidden">"Resume"</h1>
        <Toolbar />
        <DraftNotices />
        <Workbench form="Form" preview="Preview">
            <Rail />
            <Form />
            <Preview />
        </Workbench>
        <DropTarget />
    }
}

/// The sections, to jump to.
#[component]
fn Rail() -> impl IntoView {
    let editor = Console::here().editor;
    let link = |id: &'static str, title: &'static str| {
        view! {
            // The address may be the same as before, and then nothing else would happen.
            <a href=format!("#/resume/{id}") on:click=move |_| page::go_soon(format!("#section-{id}"))>
                {title}
            </a>
        }
        .into_any()
    };
    let list = |list: List| {
        let count = move || editor.look(|resume| list.of(resume).map_or(0, Entries::count));
        view! {
            <a
                href=format!("#/resume/{}", list.id())
                on:click=move |_| page::go_soon(format!("#section-{}", list.id()))
            >
                {list.title()} " " <span class="count">{count}</span>
            </a>
        }
        .into_any()
    };
    view! {
        <nav class="rail" aria-label="Sections">
            {link("basics", "Basics")} {list(List::Profiles)} {list(List::Skills)}
            {list(List::Languages)} {list(List::Summary)} {link("current", "Current role")}
            {list(List::Past)} {list(List::Certificates)} {list(List::Education)}
        </nav>
    }
}

#[component]
fn Form() -> impl IntoView {
    view! {
        <div class="form">
            <Basics />
            <ListSection list=List::Profiles />
            <ListSection list=List::Skills />
            <ListSection list=List::Languages />
            <ListSection list=List::Summary />
            <CurrentRoleSection />
            <ListSection list=List::Past />
            <ListSection list=List::Certificates />
            <ListSection list=List::Education />
        </div>
    }
}

#[component]
fn Basics() -> impl IntoView {
    let editor = Console::here().editor;
    let blank = Memo::new(move |_| editor.look(is_blank));
    let members = move |first| editor.look(|resume| Members::from(first, &[resume.extra()]));
    view! {
        <section class="section" aria-labelledby="section-basics">
            <div class="section-head">
                <h2 id="section-basics" tabindex="-1">"Basics"</h2>
            </div>
            <div class="section-body">
                {fields::<Resume>(Place::Basics)}
                <Kept members />
                <Show when=move || blank.get()>
                    <p class="hint start-hint">
                        "Start typing, load the sample, or drop a resume file on this page."
                    </p>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn CurrentRoleSection() -> impl IntoView {
    let editor = Console::here().editor;
    let members = move |first| {
        editor.look(|resume| {
            let experience = resume.experience.get();
            let current = experience.and_then(|experience| experience.current.get());
            let parts = [
                experience.map_or(&[][..], Record::extra),
                current.map_or(&[][..], Record::extra),
            ];
            Members::from(first, &parts)
        })
    };
    view! {
        <section class="section" aria-labelledby="section-current">
            <div class="section-head">
                <h2 id="section-current" tabindex="-1">"Current role"</h2>
            </div>
            <div class="section-body">
                {fields::<CurrentRole>(Place::Current)} <Lines list=List::CurrentLines />
                <Kept members />
            </div>
        </section>
    }
}
