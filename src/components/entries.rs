//! The entries of a list: adding, removing, moving, and where the focus goes.

use resume::Entries;
use view::prelude::*;

use super::controls::FormSection;
use super::field::{FieldInput, fields};
use super::icon::{Icon, Shape};
use super::unknown_members::{Members, UnknownMembers};
use crate::browser::page;
use crate::state::Console;
use crate::state::outline::ListPath;

/// The entries drawn at a time: thousands of inputs would make the page slow.
const PAGE: usize = 100;

/// A list as it is drawn: how many entries it has, and which of them are in the page.
#[derive(Clone, Copy)]
struct EntryPage {
    list: ListPath,
    count: Memo<usize>,
    /// The first entry in the page, as last asked for.
    first: RwSignal<usize>,
}

impl EntryPage {
    fn new(list: ListPath) -> Self {
        let editor = Console::here().editor;
        let count =
            Memo::new(move |_| editor.look(|resume| list.of(resume).map_or(0, Entries::count)));
        Self {
            list,
            count,
            first: RwSignal::new(0),
        }
    }

    /// The indexes of the entries in the page.
    fn range(self) -> std::ops::Range<usize> {
        let count = self.count.get();
        let first = self.first.get().min(count.saturating_sub(1) / PAGE * PAGE);
        first..count.min(first + PAGE)
    }

    /// Draws the entries around that one.
    fn turn_to(self, index: usize) {
        let first = index / PAGE * PAGE;
        if self.first.get_untracked() != first {
            self.first.set(first);
        }
    }
}

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
                <div class="line" id=format!("{}-{index}", list.id())>
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

#[component]
fn EntryActions(drawn: EntryPage, index: usize) -> impl IntoView {
    let EntryPage { list, count, .. } = drawn;
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
            drawn.turn_to(to);
            console.notices.speak(format!(
                "{} moved to position {} of {}",
                format::capitalized(list.noun()),
                format::count(to + 1),
                format::count(count.get_untracked())
            ));
            // At an end, the pressed button is disabled: the other one gets the focus.
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
        let (id, name) = (id.clone(), format::capitalized(&name));
        move |_| {
            let left = console.editor.remove(list, index);
            console
                .notices
                .say_undoable(console.editor.document(), format!("{name} removed."));
            if left == 0 {
                page::focus_soon(format!("#{id}-add"));
            } else {
                let next = index.min(left - 1);
                drawn.turn_to(next);
                focus(next, "remove");
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
