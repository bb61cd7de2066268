//! The entries of a list: adding, removing, moving, and where the focus goes.

use leptos::prelude::*;

use super::field::{FieldInput, specs};
use super::icon::{Icon, Shape};
use super::kept::{Kept, texts};
use crate::browser::page;
use crate::state::Console;
use crate::state::outline::{Entries, List, Place};

/// How many entries a list has.
fn count(list: List) -> Memo<usize> {
    let editor = Console::here().editor;
    Memo::new(move |_| editor.look(|resume| list.of(resume).map_or(0, Entries::count)))
}

/// `past role` as the start of a sentence.
fn capital(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// A section of the form that holds a list.
#[component]
pub(crate) fn ListSection(
    /// Which list.
    list: List,
) -> impl IntoView {
    let count = count(list);
    let id = list.id();
    let heading = format!("section-{id}");
    let labelled_by = heading.clone();
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <div class="section-head">
                <h2 id=heading tabindex="-1">{list.title()}</h2>
                <span class="count">{move || match count.get() { 0 => None, n => Some(n) }}</span>
                <AddButton list />
            </div>
            <div class="section-body">
                <EmptyList list count />
                <div class="entries">
                    <For each=move || 0..count.get() key=|index| *index let(index)>
                        <Entry list index count />
                    </For>
                </div>
            </div>
        </section>
    }
}

/// The lines of a role's description.
#[component]
pub(crate) fn Lines(
    /// Which lines.
    list: List,
) -> impl IntoView {
    let count = count(list);
    view! {
        <div class="lines">
            <div class="lines-head">
                <span class="label">"Description"</span>
                <AddButton list />
            </div>
            <EmptyList list count />
            <For each=move || 0..count.get() key=|index| *index let(index)>
                <div class="line" id=format!("{}-{index}", list.id())>
                    <FieldInput
                        place=Place::Entry(list, index, "li")
                        label=format!("Line {}", index + 1)
                        width="full"
                        long=true
                    />
                    <EntryActions list index count />
                    <EntryKept list index />
                </div>
            </For>
        </div>
    }
}

#[component]
fn EmptyList(list: List, count: Memo<usize>) -> impl IntoView {
    view! {
        <Show when=move || count.get() == 0>
            <p class="section-empty">{list.invitation()}</p>
        </Show>
    }
}

#[component]
fn Entry(list: List, index: usize, count: Memo<usize>) -> impl IntoView {
    let single = if list.specs().len() == 1 {
        "entry single"
    } else {
        "entry"
    };
    view! {
        <div
            class=single
            id=format!("{}-{index}", list.id())
            role="group"
            aria-label=format!("{} {}", capital(list.noun()), index + 1)
        >
            <span class="entry-number" aria-hidden="true">{index + 1}</span>
            <div>
                {specs(list.specs(), move |name| Place::Entry(list, index, name))}
                {(list == List::Past).then(|| view! { <Lines list=List::PastLines(index) /> })}
                <EntryKept list index />
            </div>
            <EntryActions list index count />
        </div>
    }
}

/// The members of an entry that the form does not know.
#[component]
fn EntryKept(list: List, index: usize) -> impl IntoView {
    let editor = Console::here().editor;
    let members = Signal::derive(move || {
        editor.look(|resume| {
            list.of(resume)
                .map_or_else(Vec::new, |l| texts(l.extra(index)))
        })
    });
    view! { <Kept members /> }
}

#[component]
fn AddButton(list: List) -> impl IntoView {
    let console = Console::here();
    let add = move |_| {
        let index = console.editor.add(list);
        console
            .notices
            .speak(format!("{} {} added", capital(list.noun()), index + 1));
        if let Some(first) = list.specs().first() {
            page::focus_soon(format!("#{}", Place::Entry(list, index, first.name).id()));
        }
    };
    view! {
        <button
            type="button"
            class="button quiet add"
            id=format!("{}-add", list.id())
            on:click=add
        >
            <Icon shape=Shape::Plus />
            {format!("Add {}", list.noun())}
        </button>
    }
}

#[component]
fn EntryActions(list: List, index: usize, count: Memo<usize>) -> impl IntoView {
    let console = Console::here();
    let id = list.id();
    let name = format!("{} {}", list.noun(), index + 1);
    let focus = {
        let id = id.clone();
        move |index: usize, button: &str| page::focus_soon(format!("#{id}-{index}-{button}"))
    };
    let shift = {
        let focus = focus.clone();
        move |to: usize, button: &'static str| {
            console.editor.swap(list, index, to);
            console.notices.speak(format!(
                "{} moved to place {} of {}",
                capital(list.noun()),
                to + 1,
                count.get_untracked()
            ));
            // At an end the button that was pressed is disabled: the other one gets the focus.
            focus(
                to,
                match to {
                    0 => "down",
                    _ if to + 1 == count.get_untracked() => "up",
                    _ => button,
                },
            );
        }
    };
    let up = {
        let shift = shift.clone();
        move |_| shift(index.saturating_sub(1), "up")
    };
    let down = move |_| shift(index + 1, "down");
    let remove = {
        let (id, name) = (id.clone(), capital(&name));
        move |_| {
            let left = console.editor.remove(list, index);
            console.notices.say_undoable(format!("{name} removed."));
            if left == 0 {
                page::focus_soon(format!("#{id}-add"));
            } else {
                focus(index.min(left - 1), "remove");
            }
        }
    };
    view! {
        <div class="entry-actions">
            <button
                type="button"
                class="icon-button"
                id=format!("{id}-{index}-up")
                aria-label=format!("Move {name} up")
                title="Move up"
                disabled=index == 0
                on:click=up
            >
                <Icon shape=Shape::Up />
            </button>
            <button
                type="button"
                class="icon-button"
                id=format!("{id}-{index}-down")
                aria-label=format!("Move {name} down")
                title="Move down"
                disabled=move || { index + 1 >= count.get() }
                on:click=down
            >
                <Icon shape=Shape::Down />
            </button>
            <button
                type="button"
                class="icon-button danger"
                id=format!("{id}-{index}-remove")
                aria-label=format!("Remove {name}")
                title="Remove"
                on:click=remove
            >
                <Icon shape=Shape::Cross />
            </button>
        </div>
    }
}
