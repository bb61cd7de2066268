//! What is done with an entry of a list: moving it by drag or by button, removing it, and where the focus goes.

use leptos::ev::PointerEvent;
use view::prelude::*;

use super::entry_page::{Dragged, EntryPage};
use super::icon::{Icon, Shape};
use crate::browser::{page, pointer, rows};
use crate::state::Console;

/// A grip to drag an entry by. The buttons beside it do the same for the keyboard.
#[component]
fn Grip(drawn: EntryPage, index: usize) -> impl IntoView {
    let EntryPage {
        list,
        count,
        dragged,
        ..
    } = drawn;
    let console = Console::here();
    let hold = move |event: PointerEvent| {
        pointer::hold(&event);
        dragged.set(Some(Dragged {
            from: index,
            to: index,
        }));
    };
    let drag = move |event: PointerEvent| {
        if dragged.with_untracked(Option::is_none) || !pointer::is_held(&event) {
            return;
        }
        let range = untrack(move || drawn.range());
        let first = range.start;
        let ids = range.map(|index| format!("{}-{index}", list.id()));
        if let Some(over) = rows::row_at(ids, &event) {
            let to = first + over;
            dragged.update(|dragged| {
                if let Some(dragged) = dragged {
                    dragged.to = to;
                }
            });
        }
        rows::scroll_at_edge(&event);
    };
    let drop = move |_| {
        let Some(Dragged { from, to }) = dragged.get_untracked() else {
            return;
        };
        dragged.set(None);
        if from != to {
            console.editor.shift(list, from, to);
            console
                .notices
                .speak(moved_to(list.noun(), to, count.get_untracked()));
        }
    };
    // A gesture that the browser took over: nothing is moved.
    let cancel = move |_| dragged.set(None);
    view! {
        <span
            class="grip"
            aria-hidden="true"
            title="Drag to move"
            hidden=move || { count.get() < 2 }
            on:pointerdown=hold
            on:pointermove=drag
            on:pointerup=drop
            on:pointercancel=cancel
        >
            <Icon shape=Shape::Grip />
        </span>
    }
}

/// `Skill moved to position 2 of 3`
fn moved_to(noun: &str, to: usize, count: usize) -> String {
    format!(
        "{} moved to position {} of {}",
        format::capitalized(noun),
        format::count(to + 1),
        format::count(count)
    )
}

/// The buttons of an entry.
#[component]
pub(super) fn EntryActions(drawn: EntryPage, index: usize) -> impl IntoView {
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
            console
                .notices
                .speak(moved_to(list.noun(), to, count.get_untracked()));
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
            <Grip drawn index />
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
