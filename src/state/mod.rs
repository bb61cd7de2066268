//! The console's state.

mod actions;
mod api_keys;
pub(crate) mod baseline;
pub(crate) mod calls;
mod changed_place;
pub(crate) mod connection;
pub(crate) mod dialogs;
pub(crate) mod document;
pub(crate) mod draft_sync;
pub(crate) mod drafts;
pub(crate) mod editor;
mod history;
pub(crate) mod json_style;
pub(crate) mod json_text;
pub(crate) mod notices;
pub(crate) mod opening;
pub(crate) mod outline;
pub(crate) mod page_setup;
pub(crate) mod preview;
pub(crate) mod rest;
pub(crate) mod router;
pub(crate) mod set_aside;
pub(crate) mod sign_ins;
pub(crate) mod stack;
pub(crate) mod templates;
pub(crate) mod theme;
mod unconfirmed;
mod user_pool_sign_in;
pub(crate) mod versions;

use std::sync::Arc;

use options::Protection;
use resume::Resume;
use view::prelude::*;

use self::calls::Calls;
use self::dialogs::Dialogs;
use self::document::{DocumentId, Undoable};
use self::draft_sync::DraftSync;
use self::drafts::OpenedDrafts;
use self::editor::Editor;
use self::json_style::JsonStyles;
use self::json_text::JsonText;
use self::notices::Notices;
use self::opening::{FileProblem, Opened};
use self::page_setup::PageSetup;
use self::rest::{Rest, RestState};
use self::set_aside::{Retry, SetAside};
use self::stack::Stack;
use self::templates::undo::TemplateUndo;
use self::theme::Theme;
use crate::api::outcome::Operation;
use crate::browser::page;
use crate::browser::stages::Stage;
use crate::engine::Engine;

/// Everything that the pages share. It is the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Console {
    /// The resume being edited.
    pub(crate) editor: Editor,
    /// The resume as JSON to edit.
    pub(crate) json: JsonText,
    /// The draft in the browser.
    pub(crate) drafts: DraftSync,
    /// The engine.
    pub(crate) engine: Engine,
    /// The part of the program that the first view does not need.
    pub(crate) rest: Rest,
    /// The API.
    pub(crate) calls: Calls,
    /// Messages.
    pub(crate) notices: Notices,
    /// The stack.
    pub(crate) stack: Stack,
    /// Undo and redo of the mapping template that is shown.
    pub(crate) template_undo: TemplateUndo,
    /// How JSON is shown.
    pub(crate) json_styles: JsonStyles,
    /// The colours.
    pub(crate) theme: Theme,
    /// Notifies that the user asks for the preview now.
    pub(crate) render_asked: Trigger,
    /// What gets the focus in the view that is shown next, in place of its beginning.
    pub(crate) focus_next: StoredValue<Option<String>>,
    /// The dialogs that are opened from several places.
    pub(crate) dialogs: Dialogs,
    /// How the resume is printed.
    pub(crate) page_setup: PageSetup,
    /// Why the last file could not be opened.
    pub(crate) file_problem: RwSignal<Option<FileProblem>>,
    /// The opened resume that waits for the user's decision.
    pub(crate) opened: RwSignal<Option<Arc<Opened>>>,
    /// Stored records that the page started without.
    pub(crate) set_aside: RwSignal<Vec<SetAside>>,
}

impl Console {
    /// The console of this page. Only for what is drawn inside [`crate::App`].
    pub(crate) fn here() -> Self {
        expect_context()
    }

    /// A console that continues with the drafts found.
    pub(crate) fn start(mut opened: OpenedDrafts, engine: Engine) -> Self {
        let notices = Notices::new();
        let unread = std::mem::take(&mut opened.unread);
        let mut set_aside: Vec<SetAside> = unread.into_iter().map(SetAside::of_draft).collect();
        let (editor, drafts) = draft_sync::start(opened, notices);
        let (stack, options) = Stack::start(notices);
        set_aside.extend(options);
        let loses_fields =
            Memo::new(move |_| stack.options.with(|options| options.loses_other_fields()));
        let needs_sign_in = Memo::new(move |_| {
            stack.options.with(|options| {
                matches!(options.protection, Protection::Iam | Protection::Cognito(_))
            })
        });
        let calls = Calls::start(editor, notices, engine, stack, loses_fields, needs_sign_in);
        Stage::Options.end();
        let console = Self {
            editor,
            json: JsonText::start(editor),
            drafts,
            engine,
            rest: Rest::start(engine),
            calls,
            notices,
            stack,
            template_undo: TemplateUndo::new(stack),
            json_styles: JsonStyles::start(),
            theme: Theme::start(),
            render_asked: Trigger::new(),
            focus_next: StoredValue::new(None),
            dialogs: Dialogs::new(),
            page_setup: PageSetup::start(),
            file_problem: RwSignal::new(None),
            opened: RwSignal::new(None),
            set_aside: RwSignal::new(set_aside),
        };
        console.guard_closing();
        // Not before: a first visit has nothing that is stored, and what reads it is of the rest.
        Effect::new(move |was_here: Option<bool>| {
            let is_here = console.rest.state.get() == RestState::Here;
            if is_here && was_here != Some(true) {
                console.drafts.tidy();
                console.calls.show_kept();
            }
            is_here
        });
        console
    }

    /// Makes the browser ask before the page is closed while that would lose work.
    fn guard_closing(self) {
        let listener = window_event_listener_untyped("beforeunload", move |event| {
            let saves = self.calls.running.with_untracked(|running| {
                matches!(
                    running.as_ref().map(|running| &running.operation),
                    Some(Operation::Save(_))
                )
            });
            if saves || self.drafts.would_lose() {
                page::ask_before_closing(&event);
            }
        });
        on_cleanup(move || listener.remove());
    }

    /// Tries again with a record that the page started without.
    pub(crate) fn try_again(self, record: &SetAside) {
        match record.again {
            Some(Retry::Draft) => match Resume::from_json(&record.text) {
                Ok(resume) => {
                    // The preview ends the stage.
                    Stage::Draft.begin();
                    self.editor.replace(resume, "restoring the draft");
                }
                Err(error) => self
                    .notices
                    .say(format!("The draft is not a resume: {error}")),
            },
            Some(Retry::Options) => self.stack.try_again(&record.text),
            None => {}
        }
        self.close_set_aside(record);
    }

    /// Closes the message about a record that the page started without.
    pub(crate) fn close_set_aside(self, record: &SetAside) {
        self.set_aside
            .update(|all| all.retain(|other| other != record));
    }

    /// A document by its name.
    pub(crate) fn document(&self, id: DocumentId) -> &dyn Undoable {
        match id {
            DocumentId::Resume => self.editor.document(),
            DocumentId::Stack => &self.stack,
            DocumentId::Template => &self.template_undo,
        }
    }

    /// Undoes the last step of a document and announces it.
    pub(crate) fn undo(self, id: DocumentId) {
        let before = self.editor.resume_now();
        let step = self.document(id).undo();
        self.show_step(id, &before, step);
        self.notices.speak(match step {
            Some(what) => format!("Undone: {what}"),
            None => "Nothing to undo".to_owned(),
        });
    }

    /// Redoes the step of a document undone last and announces it.
    pub(crate) fn redo(self, id: DocumentId) {
        let before = self.editor.resume_now();
        let step = self.document(id).redo();
        self.show_step(id, &before, step);
        self.notices.speak(match step {
            Some(what) => format!("Redone: {what}"),
            None => "Nothing to redo".to_owned(),
        });
    }

    /// Brings what a step changed into sight: it may be far from what one sees.
    fn show_step(self, id: DocumentId, before: &Resume, step: Option<&'static str>) {
        let places = match (id, step) {
            // A template's editor shows its change itself.
            (DocumentId::Template, _) | (_, None) => Vec::new(),
            (DocumentId::Resume, Some(_)) => {
                changed_place::in_resume(before, &self.editor.resume_now())
            }
            (DocumentId::Stack, Some(step)) => changed_place::in_stack(step),
        };
        page::reveal_soon(places);
    }
}
