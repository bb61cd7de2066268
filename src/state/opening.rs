//! Opening a resume: a file, or a text that was pasted.

use std::sync::Arc;

use leptos::prelude::Set;
use resume::import::{self, Format, ImportError, Imported};

use super::Console;
use super::document::DocumentId;

/// A file that could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileProblem {
    /// The error, in a sentence.
    pub(crate) title: String,
    /// Where, and what to do.
    pub(crate) detail: String,
}

/// A resume that was opened, and has not replaced the draft yet.
pub(crate) struct Opened {
    /// What was opened, such as `cv.json`.
    pub(crate) name: String,
    /// The resume, and what was done to read it.
    pub(crate) imported: Imported,
}

impl Console {
    /// Opens the text of a file. A resume as it is downloaded here replaces the draft, another format once the user has
    /// seen what becomes of it. The draft is unchanged if the text is not a resume.
    pub(crate) fn open(self, name: &str, text: &str) {
        match self.read(name, text) {
            Some(opened) if opened.imported.format == Format::Resume => {
                let id = opened.imported.resume.id.text().into_owned();
                self.replace_draft(&opened, id);
            }
            Some(opened) => self.opened.set(Some(Arc::new(opened))),
            None => {}
        }
    }

    /// Opens a text that was pasted, perhaps by mistake: the user is asked in any case.
    pub(crate) fn open_pasted(self, text: &str) {
        let opened = self.read("The pasted text", text);
        if let Some(opened) = opened {
            self.opened.set(Some(Arc::new(opened)));
        }
    }

    /// Replaces the draft by an opened resume with this ID.
    pub(crate) fn replace_draft(self, opened: &Opened, id: String) {
        let mut resume = opened.imported.resume.clone();
        resume.id.set(id);
        self.opened.set(None);
        self.editor.replace(resume, "opening a file");
        let name = &opened.name;
        self.notices.say_undoable(
            DocumentId::Resume,
            match opened.imported.format {
                Format::Resume => format!("{name} opened."),
                format => format!("{name} opened. Format: {format}."),
            },
        );
    }

    fn read(self, name: &str, text: &str) -> Option<Opened> {
        let error = match import::read(text) {
            Ok(imported) => {
                self.file_problem.set(None);
                let name = name.to_owned();
                return Some(Opened { name, imported });
            }
            Err(error) => error,
        };
        let title = match &error {
            ImportError::Empty => format!("{name} is empty."),
            ImportError::NotJson(_) => format!("{name} is not JSON."),
            ImportError::Field { .. } => format!("{name} can't be opened."),
            _ => format!("{name} is JSON, but not a resume."),
        };
        self.file_problem.set(Some(FileProblem {
            title,
            detail: format!("{error}. Your draft is unchanged."),
        }));
        None
    }
}
