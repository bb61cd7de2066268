//! The download of an opened file with its edited mapping templates.

use leptos::task::spawn_local;
use protocol::WriteFile;
use view::prelude::*;

use crate::browser::files;
use crate::state::Console;

/// The button, where a mapping template of the file is edited.
#[component]
pub(crate) fn EditedFileButton() -> impl IntoView {
    let console = Console::here();
    let file = console.stack.file;
    let is_edited =
        move || file.with(|file| file.as_ref().is_some_and(|file| !file.edits.is_empty()));
    view! {
        <Show when=is_edited>
            <button
                type="button"
                class="button"
                title="Comments and short forms such as !Ref are not kept"
                on:click=move |_| download(console)
            >
                "Download edited file"
            </button>
        </Show>
    }
}

fn download(console: Console) {
    let Some(file) = console.stack.file.get_untracked() else {
        return;
    };
    let name = file.name.clone();
    let (_, written) = console.engine.ask(WriteFile { file });
    spawn_local(async move {
        let message = match written.await {
            Ok(Ok(text)) => {
                let mime = match text.starts_with('{') {
                    true => "application/json",
                    false => "application/yaml",
                };
                match files::save(&name, mime, &text) {
                    true => format!("Downloaded {name} with the edited mapping templates."),
                    false => "The browser blocked the download.".to_owned(),
                }
            }
            Ok(Err(why)) => format!("Nothing was downloaded. {why}."),
            Err(error) => format!("Nothing was downloaded. {error}"),
        };
        console.notices.say(message);
    });
}
