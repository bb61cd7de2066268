//! The keyboard's shortcuts, wherever the focus is.

use view::prelude::*;

use super::palette::{Command, CommandsOf};
use crate::browser::page;
use crate::state::Console;
use crate::state::router::Route;

/// Listens to the keys: those of the commands, Ctrl+K for their list, `?` for the list of shortcuts. ⌘ is as good as Ctrl.
pub(crate) fn listen(console: Console, commands: CommandsOf, here: RwSignal<&'static Route>) {
    let listener = window_event_listener(leptos::ev::keydown, move |event| {
        if event.default_prevented() || page::is_dialog_open() {
            return;
        }
        let key = event.key();
        if !(event.ctrl_key() || event.meta_key()) {
            if key == "?" && !page::is_in_text_field(&event) {
                event.prevent_default();
                console.dialogs.shortcuts.set(true);
            }
            return;
        }
        if event.alt_key() {
            return;
        }
        let key = match key.as_str() {
            "y" | "Y" => "Shift+Z".to_owned(),
            _ if event.shift_key() => format!("Shift+{key}"),
            _ => key,
        };
        if key.eq_ignore_ascii_case("k") {
            event.prevent_default();
            console.dialogs.commands.set(true);
            return;
        }
        // The browser undoes typing in a field itself.
        if key.to_ascii_lowercase().ends_with('z')
            && page::is_in_text_field(&event)
            && here
                .get_untracked()
                .document
                .is_some_and(|document| console.document(document).browser_can_undo())
        {
            return;
        }
        let command = commands(here.get_untracked())
            .into_iter()
            .find(|command: &Command| command.is_for(&key));
        if let Some(command) = command {
            event.prevent_default();
            command.run(console);
        }
    });
    on_cleanup(move || listener.remove());
}
