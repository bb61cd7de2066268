//! What can be done from several places: a button, a key, the list of commands.

use resume::Resume;
use view::prelude::*;

use super::Console;
use super::outline::ID_INPUT;
use super::stack::choices::Preset;
use crate::browser::page;

impl Console {
    /// Puts the sample in place of the draft.
    pub(crate) fn load_sample(self) {
        self.file_problem.set(None);
        self.editor.replace(Resume::sample(), "loading the sample");
        self.notices.say_undoable(
            self.editor.document(),
            "Sample loaded; your draft was replaced.",
        );
    }

    /// Puts an empty resume in place of the draft.
    pub(crate) fn new_resume(self) {
        self.file_problem.set(None);
        self.editor.clear();
        self.notices
            .say_undoable(self.editor.document(), "Started a new resume.");
    }

    /// Saves the form's resume to the API, unless a call is running.
    pub(crate) fn save_to_api(self) {
        if !self.is_calling() {
            self.calls.save();
        }
    }

    /// Loads the resume of the form's ID from the API; asks for one if the form has none.
    pub(crate) fn load_from_api(self) {
        if self.is_calling() {
            return;
        }
        let id = self.editor.resume_now().id.text().into_owned();
        if id.is_empty() {
            self.dialogs.load.set(true);
        } else {
            self.calls.read(id);
        }
    }

    /// Shows a view, and gives the focus to what `selector` matches in it.
    pub(crate) fn go_to_field(self, view: &str, selector: String) {
        if page::shows_view(view) {
            page::go_soon(selector);
        } else {
            self.focus_next.set_value(Some(selector));
            page::go_to_view(view);
        }
    }

    /// Shows the form, and gives the focus to the ID.
    pub(crate) fn go_to_id(self) {
        self.json.show(false);
        self.go_to_field("resume", format!("#{ID_INPUT}"));
    }

    /// Renders the preview again, also that of a resume which is rendered on demand only.
    pub(crate) fn render_preview(self) {
        self.render_asked.notify();
    }

    /// Puts a preset in place of the stack's options.
    pub(crate) fn apply_preset(self, preset: Preset) {
        let done = format!("Preset applied: {}.", preset.name());
        if self.stack.begin(preset) {
            self.notices.say_undoable(&self.stack, done);
        } else {
            self.notices.say(done);
        }
    }

    /// Chooses the next colours, and announces them.
    pub(crate) fn turn_theme(self) {
        let colors = self.theme.turn();
        self.notices.speak(format!("Theme: {}", colors.name()));
    }

    fn is_calling(self) -> bool {
        self.calls.running.with_untracked(Option::is_some)
    }
}
