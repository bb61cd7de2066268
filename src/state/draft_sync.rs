//! Keeps the draft at each change, and listens to the other tabs.

use leptos::prelude::*;
use resume::Resume;

use super::drafts::{DRAFT, Drafts, Kept, Opened};
use super::editor::Editor;
use super::notices::Notices;
use super::outline::blank_resume;
use crate::browser::page;
use crate::browser::storage::StorageError;

/// Drafts longer than this, in bytes, are not written at every letter but when the typing pauses.
const LONG: usize = 64 << 10;
/// The pause, in milliseconds.
const PAUSE: i32 = 300;

/// How the draft is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nothing was entered since the page was opened.
    Untouched,
    /// It is in storage.
    Kept,
    /// It could not be stored.
    NotKept(StorageError),
    /// Another tab changed it, and the user has to choose. This tab's work is kept for this tab,
    /// unless the error says why not.
    OtherTab(Option<StorageError>),
}

/// The draft and what the page shows of it.
#[derive(Clone, Copy)]
pub(crate) struct DraftSync {
    editor: Editor,
    notices: Notices,
    drafts: StoredValue<Drafts>,
    /// The draft as it was last kept, or tried to be.
    last: StoredValue<String>,
    timer: StoredValue<Option<i32>>,
    /// How it is.
    pub(crate) status: RwSignal<Status>,
    /// A draft found in storage that is not a resume, and why; it was put aside.
    pub(crate) unreadable: RwSignal<Option<(String, String)>>,
}

/// Goes on with the draft in the browser, and keeps it from now on.
pub(crate) fn start(notices: Notices) -> (Editor, DraftSync) {
    let (mut drafts, Opened { draft, other }) = Drafts::open();
    let mut unreadable = None;
    let resume = match draft.as_deref().map(Resume::from_json) {
        Some(Ok(resume)) => resume,
        Some(Err(error)) => {
            let text = draft.unwrap_or_default();
            if !Drafts::put_aside(&text) {
                // Then it stays where it is, until the user has seen it.
                drafts = Drafts::default();
            }
            unreadable = Some((text, error.to_string()));
            blank_resume()
        }
        None => blank_resume(),
    };
    let last = resume.to_json();
    let editor = Editor::new(resume);
    editor.weighs(last.len());
    let status = if other.is_some() {
        Status::OtherTab(None)
    } else {
        Status::Untouched
    };
    let sync = DraftSync {
        editor,
        notices,
        drafts: StoredValue::new(drafts),
        last: StoredValue::new(last),
        timer: StoredValue::new(None),
        status: RwSignal::new(status),
        unreadable: RwSignal::new(unreadable),
    };
    sync.listen();
    (editor, sync)
}

impl DraftSync {
    /// The user keeps this tab's draft.
    pub(crate) fn keep_this(self) {
        let json = self.editor.resume_now().to_json();
        let kept = self
            .drafts
            .try_update_value(|drafts| drafts.keep_this(&json));
        self.show(kept);
    }

    /// The user takes the other tab's draft; this one can be had back by undoing.
    pub(crate) fn take_other(self) {
        let other = self.drafts.try_update_value(Drafts::take_other).flatten();
        match other.as_deref().map(Resume::from_json) {
            Some(Ok(resume)) => {
                self.last.set_value(other.unwrap_or_default());
                self.status.set(Status::Kept);
                self.editor.replace(resume, "taking the other tab's draft");
                self.notices
                    .say_undoable("This is the other tab's draft now.");
            }
            Some(Err(error)) => {
                self.notices
                    .say(format!("The other tab's draft can't be read: {error}"));
            }
            None => self.keep_this(),
        }
    }

    fn listen(self) {
        Effect::new(move |_| {
            let resume = self.editor.resume();
            let json = resume.to_json();
            self.editor.weighs(json.len());
            if self.last.with_value(|last| *last == json) {
                return;
            }
            let long = json.len() > LONG;
            self.last.set_value(json);
            if long {
                self.keep_soon();
            } else {
                self.keep();
            }
        });
        // A page that is closed or put away must not take the last letters with it.
        let hidden = window_event_listener_untyped("pagehide", move |_| self.keep_now());
        let storage = window_event_listener(leptos::ev::storage, move |event| {
            if event.key().as_deref() != Some(DRAFT) {
                return;
            }
            let Some(stored) = event.new_value() else {
                return;
            };
            let news = self.drafts.with_value(|drafts| drafts.is_news(&stored))
                && self.last.with_value(|last| *last != stored);
            if news {
                self.keep_now();
                self.status.update(|status| {
                    if !matches!(status, Status::OtherTab(_)) {
                        *status = Status::OtherTab(None);
                    }
                });
            }
        });
        on_cleanup(move || {
            hidden.remove();
            storage.remove();
        });
    }

    fn keep_soon(self) {
        self.forget_timer();
        self.timer
            .set_value(page::after(PAUSE, move || self.keep_now()));
    }

    /// Does what [`DraftSync::keep_soon`] has put off, if anything.
    fn keep_now(self) {
        if self.timer.try_get_value().flatten().is_some() {
            self.forget_timer();
            self.keep();
        }
    }

    fn forget_timer(self) {
        if let Some(timer) = self.timer.get_value() {
            page::cancel(timer);
        }
        self.timer.set_value(None);
    }

    fn keep(self) {
        let json = self.last.get_value();
        let kept = self.drafts.try_update_value(|drafts| drafts.keep(&json));
        self.show(kept);
    }

    fn show(self, kept: Option<Kept>) {
        let status = match kept {
            Some(Kept::Yes) => Status::Kept,
            Some(Kept::OtherTab(_, error)) => Status::OtherTab(error),
            Some(Kept::No(error)) => Status::NotKept(error),
            // The page is gone.
            None => return,
        };
        if self.status.with_untracked(|shown| *shown != status) {
            self.status.set(status);
        }
    }
}
