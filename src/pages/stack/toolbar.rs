//! The actions on the whole stack.

use leptos::task::spawn_local;
use options::Setting;
use view::prelude::*;

use super::cost::Total;
use super::open::{OpenButton, ReportButton};
use crate::browser::{files, page};
use crate::components::controls::Segments;
use crate::components::icon::{Icon, Shape};
use crate::components::undo::UndoButtons;
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::stack::choices::Preset;
use crate::state::stack::text::TemplateText;

/// The toolbar.
#[component]
pub(super) fn Toolbar(template: TemplateText) -> impl IntoView {
    view! {
        <div class="toolbar" role="toolbar" aria-label="Stack actions">
            <UndoButtons document=DocumentId::Stack />
            <span class="toolbar-rule" aria-hidden="true"></span>
            <Presets />
            <ReportButton />
            <span class="toolbar-gap"></span>
            <Total />
            <OpenButton />
            <DownloadButton template />
        </div>
    }
}

/// Downloads the template, unless an option is invalid.
#[component]
pub(super) fn DownloadButton(template: TemplateText) -> impl IntoView {
    let console = Console::here();
    let download = move |_| {
        // What is invalid has no effect on the template: it would not be what is on the screen.
        let invalid = console
            .stack
            .problems
            .with_untracked(|problems| problems.iter().find_map(|(name, _)| Setting::named(name)));
        if let Some(setting) = invalid {
            page::go_soon(format!("#option-{}", setting.name));
            console.notices.say(format!(
                "Nothing was downloaded. Fix first: {}.",
                setting.label
            ));
            return;
        }
        let format = template.format.get_untracked();
        spawn_local(async move {
            match template.latest().await {
                Ok(text) if files::save(format.file(), format.mime(), &text) => {
                    let done = format!("Downloaded {}.", format.file());
                    console.notices.say_next(done, "deploy", "Next: deploy it");
                }
                Ok(_) => console.notices.say("The browser blocked the download."),
                Err(error) => console
                    .notices
                    .say(format!("Nothing was downloaded. {error}")),
            }
        });
    };
    view! {
        <button type="button" class="button primary save" on:click=download>
            <Icon shape=Shape::Download />
            "Download template"
        </button>
    }
}

/// The presets, and how many options differ from the chosen one.
#[component]
fn Presets() -> impl IntoView {
    let console = Console::here();
    let stack = console.stack;
    let preset = Memo::new(move |_| stack.look(|choices, _| choices.preset()));
    let begin = move |preset: Preset| console.apply_preset(preset);
    // Differences from the preset.
    let changed = Memo::new(move |_| {
        let options = match stack.changed.with(Vec::len) {
            0 => None,
            1 => Some("1 option changed".to_owned()),
            count => Some(format!("{count} options changed")),
        };
        let templates = stack.look(|choices, _| choices.has_own_templates());
        let templates = templates.then(|| "other mapping templates".to_owned());
        let parts: Vec<String> = options.into_iter().chain(templates).collect();
        parts.join(", ")
    });
    view! {
        <Segments
            legend="Preset"
            name="preset"
            choices=Preset::ALL.map(|preset| (preset, preset.name())).to_vec()
            title=Preset::doc
            chosen=preset
            choose=begin
        />
        <Show when=move || { changed.with(|changed| !changed.is_empty()) }>
            <span class="preset-note">
                {move || changed.get()}
                <button
                    type="button"
                    class="link-button"
                    aria-label="Reset all options to the preset"
                    on:click=move |_| begin(preset.get_untracked())
                >
                    "Reset all"
                </button>
            </span>
        </Show>
    }
}
