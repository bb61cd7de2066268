//! The commands: what the buttons of all views do, in one list to search, with the keyboard's shortcuts.

use crate::api::Api;
use crate::browser::page;
use crate::components::download::{save_json_resume, save_resume};
use crate::components::palette::{Act, Command};
use crate::routes::ROUTES;
use crate::state::Console;
use crate::state::outline::Section;
use crate::state::router::Route;
use crate::state::stack::choices::Preset;

/// The commands while `here` is shown, the most used first.
pub(crate) fn commands(here: &'static Route) -> Vec<Command> {
    let mut all = vec![
        Command::new("Save to API", "S", Act::Call(Console::save_to_api)),
        Command::new("Load from API", "", Act::Call(Console::load_from_api)),
        Command::new(
            "Render the preview",
            "Enter",
            Act::Call(Console::render_preview),
        ),
    ];
    // Of a document that the view does not show, nothing is undone.
    if let Some(document) = here.document {
        all.push(Command::new("Undo", "Z", Act::Undo(document)));
        all.push(Command::new("Redo", "Shift+Z", Act::Redo(document)));
    }
    for route in &ROUTES {
        let name = format!("Go to {}", route.title);
        all.push(Command::new(name, "", Act::View(route.fragment, None)));
    }
    all.extend([
        Command::new(
            "Load sample",
            "",
            Act::CallIn("resume", Console::load_sample),
        ),
        Command::new("New resume", "", Act::CallIn("resume", Console::new_resume)),
        Command::new(
            "Resumes of this browser",
            "",
            Act::Call(|console| console.dialogs.resumes.set(true)),
        ),
        Command::new("Open file", "", Act::Press("resume", "#open-resume")),
        Command::new("Download file", "", Act::Call(save_resume)),
        Command::new("Download JSON Resume", "", Act::Call(save_json_resume)),
        Command::new("Print or save as PDF", "", Act::Call(|_| page::print())),
        Command::new(
            "Edit as form or as JSON",
            "",
            Act::CallIn("resume", |console| {
                console.json.show(!console.json.is_shown.get_untracked());
            }),
        ),
        Command::new(
            "Previous drafts",
            "",
            Act::Call(|console| console.dialogs.previous.set(true)),
        ),
    ]);
    for section in Section::all() {
        let name = format!("Go to section {}", section.heading());
        all.push(Command::new(
            name,
            "",
            Act::View("resume", Some(section.id())),
        ));
    }
    all.extend([
        Command::new(
            "Download template",
            "",
            Act::Press("stack", ".toolbar[aria-label='Stack actions'] .save"),
        ),
        Command::new("Open template", "", Act::Press("stack", "#open-template")),
    ]);
    for preset in Preset::ALL {
        let name = format!("Apply preset {}", preset.name());
        all.push(Command::new(name, "", Act::Preset(preset)));
    }
    all.extend([
        Command::new("Call the local API", "", Act::Target(Api::Local)),
        Command::new("Call the opened file's API", "", Act::Target(Api::File)),
        Command::new("Call the deployed API", "", Act::Target(Api::Deployed)),
        Command::new(
            "Show JSON exact, indented, readable",
            "",
            Act::Call(|console| console.json_styles.turn()),
        ),
        Command::new("Change theme", "", Act::Call(Console::turn_theme)),
        Command::new(
            "Keyboard shortcuts",
            "?",
            Act::Call(|console| console.dialogs.shortcuts.set(true)),
        ),
    ]);
    all
}
