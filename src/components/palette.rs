//! The list of commands, to search and to run by keyboard; and the list of shortcuts.

use leptos::ev::KeyboardEvent;
use view::prelude::*;

use super::controls::Modal;
use super::icon::{Icon, Shape};
use crate::api::Api;
use crate::browser::page;
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::router::Route;
use crate::state::stack::choices::Preset;

/// What a command does.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// Calls a function.
    Call(fn(Console)),
    /// Shows a view, and calls a function.
    CallIn(&'static str, fn(Console)),
    /// Shows a view, and perhaps a section of it.
    View(&'static str, Option<String>),
    /// Shows a view, and presses the button there that a selector matches.
    Press(&'static str, &'static str),
    /// Undoes the last step of a document.
    Undo(DocumentId),
    /// Redoes the step undone last.
    Redo(DocumentId),
    /// Shows the stack, with a preset's options.
    Preset(Preset),
    /// Shows the settings of an API, to call that from now on.
    Target(Api),
}

/// A command.
#[derive(Clone, Debug)]
pub(crate) struct Command {
    /// Its name, as its button has it.
    name: String,
    /// The keys of its shortcut, without Ctrl or ⌘; `?` needs none of them. May be empty.
    keys: &'static str,
    act: Act,
}

impl Command {
    /// A command.
    pub(crate) fn new(name: impl Into<String>, keys: &'static str, act: Act) -> Self {
        let name = name.into();
        Self { name, keys, act }
    }

    /// Whether its shortcut is this key, pressed with Ctrl or ⌘.
    pub(crate) fn is_for(&self, key: &str) -> bool {
        self.keys.eq_ignore_ascii_case(key)
    }

    /// Does it.
    pub(crate) fn run(self, console: Console) {
        match self.act {
            Act::Call(act) => act(console),
            Act::CallIn(view, act) => {
                page::go_to_view(view);
                act(console);
            }
            Act::View(view, None) => page::go_to_view(view),
            Act::View(view, Some(section)) => {
                console.json.show(false);
                page::go_to_view(&format!("{view}/{section}"));
                // The address may be the same as before.
                page::go_to_section_soon(&section);
            }
            Act::Press(view, selector) => {
                page::go_to_view(view);
                page::press_soon(selector);
            }
            Act::Undo(document) => console.undo(document),
            Act::Redo(document) => console.redo(document),
            Act::Preset(preset) => {
                page::go_to_view("stack");
                console.apply_preset(preset);
            }
            Act::Target(api) => {
                page::go_to_view("api");
                console.calls.connection.choose(api);
            }
        }
    }

    /// Whether its name has all of the words, in any case.
    fn has(&self, words: &str) -> bool {
        let name = self.name.to_lowercase();
        words.split_whitespace().all(|word| name.contains(word))
    }

    fn shortcut(&self) -> Option<String> {
        match self.keys {
            "" => None,
            "?" => Some("?".to_owned()),
            keys if page::is_apple() => Some(format!("⌘{}", keys.replace("Shift+", "⇧"))),
            keys => Some(format!("Ctrl+{keys}")),
        }
    }
}

/// The commands of a view.
pub(crate) type CommandsOf = fn(&'static Route) -> Vec<Command>;

/// The dialog with the list of commands.
#[component]
pub(crate) fn Palette(
    /// The commands of a view.
    commands: CommandsOf,
    /// The view that is shown.
    here: RwSignal<&'static Route>,
) -> impl IntoView {
    let open = Console::here().dialogs.commands;
    let content = move || {
        let all = StoredValue::new(commands(here.get_untracked()));
        view! { <Search all /> }
    };
    view! { <Modal open class="palette" heading="commands-heading" children=content /> }
}

#[component]
fn Search(
    /// All commands.
    all: StoredValue<Vec<Command>>,
) -> impl IntoView {
    let console = Console::here();
    let words = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        let words = words.get().to_lowercase();
        all.with_value(|all| {
            let found = all
                .iter()
                .enumerate()
                .filter(|(_, command)| command.has(&words));
            found.map(|(index, _)| index).collect::<Vec<_>>()
        })
    });
    let run = move |index: usize| {
        let command = all.with_value(|all| all.get(index).cloned());
        console.dialogs.commands.set(false);
        if let Some(command) = command {
            // Once the dialog is closed, and the focus is back.
            page::after(0, move || command.run(console));
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        let now = at.get_untracked();
        let to = match event.key().as_str() {
            "ArrowDown" if now + 1 < count => now + 1,
            "ArrowDown" => 0,
            "ArrowUp" if now > 0 => now - 1,
            "ArrowUp" => count.saturating_sub(1),
            "Enter" => {
                event.prevent_default();
                if let Some(index) = found.with_untracked(|found| found.get(now).copied()) {
                    run(index);
                }
                return;
            }
            _ => return,
        };
        event.prevent_default();
        at.set(to);
        page::show_soon(format!("#command-{to}"));
    };
    let options = move || {
        let rows = found.get().into_iter().enumerate().map(|(row, index)| {
            let (name, shortcut) = all.with_value(|all| {
                all.get(index)
                    .map(|command| (command.name.clone(), command.shortcut()))
                    .unwrap_or_default()
            });
            view! {
                <li
                    role="option"
                    id=format!("command-{row}")
                    aria-selected=move || (at.get() == row).to_string()
                    on:click=move |_| run(index)
                    on:pointermove=move |_| at.set(row)
                >
                    <span>{name}</span>
                    {shortcut.map(|keys| view! { <kbd>{keys}</kbd> })}
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <h2 id="commands-heading" class="visually-hidden">
            "Commands"
        </h2>
        <input
            type="text"
            class="input"
            role="combobox"
            aria-label="Search commands"
            aria-expanded="true"
            aria-controls="commands-list"
            aria-autocomplete="list"
            aria-activedescendant=move || format!("command-{}", at.get())
            placeholder="Search commands"
            autocomplete="off"
            spellcheck="false"
            prop:value=words
            on:input=move |event| {
                words.set(event_target_value(&event));
                at.set(0);
            }
            on:keydown=key
        />
        <ul role="listbox" id="commands-list" aria-label="Commands">
            {live(options)}
        </ul>
        <Show when=move || found.with(Vec::is_empty)>
            <p class="hint" role="status">
                "No command has these words."
            </p>
        </Show>
    }
}

/// The dialog with the keyboard's shortcuts.
#[component]
pub(crate) fn Shortcuts(
    /// The commands of a view.
    commands: CommandsOf,
    /// The view that is shown.
    here: RwSignal<&'static Route>,
) -> impl IntoView {
    let open = Console::here().dialogs.shortcuts;
    let list = Command::new(
        "List of commands",
        "K",
        Act::Call(|console| console.dialogs.commands.set(true)),
    );
    let content = move || {
        let rows = [list.clone()]
            .into_iter()
            .chain(commands(here.get_untracked()));
        let rows = rows.filter_map(|command| {
            let keys = command.shortcut()?;
            Some(view! {
                <div>
                    <dt>{command.name}</dt>
                    <dd>
                        <kbd>{keys}</kbd>
                    </dd>
                </div>
            })
        });
        let rows = rows.collect_view();
        view! {
            <h2 id="shortcuts-heading">"Keyboard shortcuts"</h2>
            <dl class="shortcuts">{rows}</dl>
            <div class="actions">
                <button type="button" class="button primary" on:click=move |_| open.set(false)>
                    "Close"
                </button>
            </div>
        }
    };
    view! { <Modal open heading="shortcuts-heading" children=content /> }
}

/// The button that opens the list of commands.
#[component]
pub(crate) fn CommandsButton() -> impl IntoView {
    let open = Console::here().dialogs.commands;
    let keys = if page::is_apple() { "⌘K" } else { "Ctrl+K" };
    view! {
        <button
            type="button"
            class="button commands-button"
            aria-haspopup="dialog"
            title=format!("Search all commands ({keys})")
            on:click=move |_| open.set(true)
        >
            <Icon shape=Shape::Search />
            <span class="command-name">"Commands"</span>
            <kbd class="long" aria-hidden="true">{keys}</kbd>
        </button>
    }
}
