//! The entries of a list.

use view::prelude::*;

use super::controls::FormSection;
use super::entry_actions::EntryActions;
use super::entry_page::{EntryPage, PAGE};
use super::field::{FieldInput, fields};
use super::icon::{Icon, Shape};
use super::unknown_members::{Members, UnknownMembers};
use crate::browser::page;
use crate::state::Console;
use crate::state::outline::ListPath;

/// Pages through many entries; nothing for few.
#[component]
fn Pager(drawn: EntryPage) -> impl IntoView {
    let noun = drawn.list.noun();
    let many = Memo::new(move |_| drawn.count.get() > PAGE);
    let facts = move || {
        let range = drawn.range();
        format!(
            "{} to {} of {}",
            format::count(range.start + 1),
            format::count(range.end),
            format::count(drawn.count.get())
        )
    };
    let turn = move |by: isize| {
        let first = untrack(move || drawn.range()).start;
        drawn.turn_to(first.saturating_add_signed(by * PAGE.cast_signed()));
    };
    view! {
        <Show when=move || many.get()>
            <div class="pager">
                <span class="muted">{live(facts)}</span>
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Previous {PAGE}: {noun}")
                    disabled=move || drawn.range().start == 0
                    on:click=move |_| turn(-1)
                >
                    "Previous"
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Next {PAGE}: {noun}")
                    disabled=move || drawn.range().end >= drawn.count.get()
                    on:click=move |_| turn(1)
                >
                    "Next"
                </button>
            </div>
        </Show>
    }
}

/// A section of the form that holds a list.
#[component]
pub(crate) fn ListSection(
    /// Which list.
    list: ListPath,
) -> impl IntoView {
    let drawn = EntryPage::new(list);
    let count = drawn.count;
    let has_entries = Memo::new(move |_| count.get() > 0);
    view! {
        <Show when=move || has_entries.get()>
            <FormSection
                id=list.id()
                title=list.heading()
                head=move || {
                    view! {
                        <span class="count">{move || count.get()}</span>
                        <AddButton drawn />
                    }
                }
            >
                <div class="entries">
                    <For each=move || drawn.range() key=|index| *index let(index)>
                        <Entry drawn index />
                    </For>
                </div>
                <Pager drawn />
            </FormSection>
        </Show>
    }
}

/// The lists without an entry, which have no section: a button for each adds the first.
#[component]
pub(crate) fn EmptyLists(
    /// All lists that are sections.
    lists: Vec<ListPath>,
) -> impl IntoView {
    let pages: Vec<_> = lists.into_iter().map(EntryPage::new).collect();
    let counts: Vec<_> = pages.iter().map(|drawn| drawn.count).collect();
    let has_any = Memo::new(move |_| counts.iter().any(|count| count.get() == 0));
    let buttons = pages.into_iter().map(|drawn| {
        let is_empty = Memo::new(move |_| drawn.count.get() == 0);
        view! {
            <Show when=move || is_empty.get()>
                <AddButton drawn />
            </Show>
        }
    });
    view! {
        <div class="empty-lists" role="group" aria-label="Add a section" hidden=move || !has_any.get()>
            {buttons.collect_view()}
        </div>
    }
}

/// A list of an object that is itself in a section, such as the lines of a role's description.
#[component]
pub(crate) fn Lines(
    /// Which lines.
    list: ListPath,
) -> impl IntoView {
    let drawn = EntryPage::new(list);
    let count = drawn.count;
    view! {
        <div class="lines">
            <div class="lines-head">
                <span class="label">{list.heading()}</span>
                <AddButton drawn />
            </div>
            <EmptyList list count />
            <For each=move || drawn.range() key=|index| *index let(index)>
                <div
                    class="line"
                    class:dragged=move || drawn.is_dragged(index)
                    class:drop-before=move || drawn.drops_before(index)
                    class:drop-after=move || drawn.drops_after(index)
                    id=format!("{}-{index}", list.id())
                >
                    {line(list, index)}
                    <EntryActions drawn index />
                    <UnknownEntryMembers list index />
                </div>
            </For>
            <Pager drawn />
        </div>
    }
}

/// The fields of such an entry: a single one is labelled with the entry's number.
fn line(list: ListPath, index: usize) -> impl IntoView {
    let path = list.entry(index);
    let texts: Vec<_> = path.fields().collect();
    match texts.as_slice() {
        [path] => {
            let (path, label) = (
                *path,
                format!("{} {}", format::capitalized(list.noun()), index + 1),
            );
            view! { <FieldInput path label /> }
        }
        _ => fields(path).into_any(),
    }
}

#[component]
fn EmptyList(list: ListPath, count: Memo<usize>) -> impl IntoView {
    view! {
        <Show when=move || count.get() == 0>
            <p class="section-empty">{list.when_empty()}</p>
        </Show>
    }
}

#[component]
fn Entry(drawn: EntryPage, index: usize) -> impl IntoView {
    let list = drawn.list;
    let path = list.entry(index);
    let class = if path.fields().count() == 1 {
        "entry single"
    } else if list.is_table() {
        "entry row"
    } else {
        "entry"
    };
    view! {
        <div
            class=class
            class:dragged=move || drawn.is_dragged(index)
            class:drop-before=move || drawn.drops_before(index)
            class:drop-after=move || drawn.drops_after(index)
            id=format!("{}-{index}", list.id())
            role="group"
            aria-label=format!("{} {}", format::capitalized(list.noun()), index + 1)
        >
            <span class="entry-number" aria-hidden="true">{index + 1}</span>
            <div>
                {fields(path)} {path.lists().map(|list| view! { <Lines list /> }).collect_view()}
                <UnknownEntryMembers list index />
            </div>
            <EntryActions drawn index />
        </div>
    }
}

/// The members of an entry that the form does not know.
#[component]
fn UnknownEntryMembers(list: ListPath, index: usize) -> impl IntoView {
    let editor = Console::here().editor;
    let members = move |first| {
        editor.look(|resume| {
            let entry = list.entry(index).of(resume);
            entry.map_or_else(Members::default, |entry| {
                Members::from(first, &[entry.extra()])
            })
        })
    };
    view! { <UnknownMembers members /> }
}

#[component]
fn AddButton(drawn: EntryPage) -> impl IntoView {
    let list = drawn.list;
    let console = Console::here();
    let add = move |_| {
        let index = console.editor.add(list);
        drawn.turn_to(index);
        console.notices.speak(format!(
            "{} {} added",
            format::capitalized(list.noun()),
            index + 1
        ));
        if let Some(first) = list.entry(index).fields().next() {
            page::focus_soon(format!("#{}", first.id()));
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
