//! What can be done from several places: a button, a key, the list of commands.

use leptos::task::spawn_local;
use resume::Resume;
use view::prelude::*;

use super::Console;
use super::draft_sync::resumes::ListedResume;
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

    /// Starts an empty resume beside the others.
    pub(crate) fn new_resume(self) {
        if !self.may_leave_resume() {
            return;
        }
        let before = self.drafts.document();
        if self.drafts.add() {
            self.left_resume();
            self.notices.say_offering(
                "Started a new resume. The one before is under Resumes.",
                "Go back",
                move || self.open_resume(before.clone()),
            );
        } else {
            self.notices
                .say("This resume is new: nothing is in it yet.");
        }
    }

    /// Puts a resume of this browser into the form.
    pub(crate) fn open_resume(self, document: String) {
        if self.may_leave_resume() {
            spawn_local(async move {
                self.drafts.open(&document).await;
                self.left_resume();
            });
        }
    }

    /// Puts a copy of a resume into the form, beside the others, whose IDs are `ids`.
    pub(crate) fn duplicate_resume(self, original: &ListedResume, ids: &[String]) {
        if self.may_leave_resume()
            && let Some(id) = self.drafts.duplicate(original, ids)
        {
            self.left_resume();
            let saved = if id.is_empty() {
                String::new()
            } else {
                format!(" Its ID is {id}, so saving it overwrites nothing.")
            };
            self.notices
                .say(format!("Copied {}.{saved}", original.name()));
        }
    }

    /// Deletes a resume from this browser.
    pub(crate) async fn delete_resume(self, resume: &ListedResume) {
        if resume.is_shown && !self.may_leave_resume() {
            return;
        }
        let name = resume.name();
        let says = match self.drafts.delete(&resume.record.document).await {
            Ok(()) => format!("Deleted {name} from this browser. No API was called."),
            // What was stored is there again after a reload; what could never be stored is not.
            Err(error) => format!("The browser did not delete its draft of {name}: {error}."),
        };
        let deleted = resume.record.clone();
        self.notices.say_offering(says, "Undo", move || {
            if self.may_leave_resume() {
                self.drafts.bring_back(&deleted);
                self.left_resume();
            }
        });
        if resume.is_shown {
            self.left_resume();
        }
    }

    /// Whether another resume may be put into the form; otherwise a message says why not.
    fn may_leave_resume(self) -> bool {
        let obstacle = if self.is_calling() {
            "Wait for the call to end, or cancel it first."
        } else if self.json.problem.with_untracked(Option::is_some) {
            "The JSON has an error: fix it or discard it first."
        } else {
            return true;
        };
        self.notices.say(obstacle);
        false
    }

    /// Another resume was put into the form: the messages about the one before go.
    fn left_resume(self) {
        self.file_problem.set(None);
        self.calls.forget_result();
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
