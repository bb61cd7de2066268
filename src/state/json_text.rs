//! The resume as JSON that the user edits: the second view of the draft, beside the form.

use std::sync::Arc;

use resume::{ReadError, Resume};
use view::prelude::*;

use super::editor::Editor;
use crate::browser::keys::JSON_TEXT;
use crate::browser::storage::{self, Area};

/// Why the text is not the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JsonProblem {
    /// What is wrong.
    pub(crate) message: String,
    /// Where, in UTF-16 units from the start of the text, as the browser counts.
    pub(crate) at: u32,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1, in characters.
    pub(crate) column: usize,
}

/// The text. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct JsonText {
    editor: Editor,
    /// Whether it is shown in place of the form.
    pub(crate) is_shown: RwSignal<bool>,
    /// The text in the field.
    pub(crate) text: RwSignal<String>,
    /// Why the draft is not what the text says; `None` while both are the same.
    pub(crate) problem: RwSignal<Option<JsonProblem>>,
    /// The draft that the text was written from, or read as.
    draft: StoredValue<Option<Arc<Resume>>>,
}

impl JsonText {
    /// The text of the draft; or one of this tab that was not a resume yet when the page was left.
    pub(crate) fn start(editor: Editor) -> Self {
        let text = Self {
            editor,
            is_shown: RwSignal::new(false),
            text: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            draft: StoredValue::new(None),
        };
        if let Some(unfinished) = storage::read(Area::Tab, JSON_TEXT) {
            text.draft.set_value(Some(editor.resume_now()));
            text.is_shown.set(true);
            text.typed(unfinished);
        }
        // A draft that was changed elsewhere: by undo, by a file, by another tab. Written only while it is seen.
        Effect::new(move |_| {
            let resume = editor.resume();
            let is_same = text.draft.with_value(|draft| {
                draft
                    .as_ref()
                    .is_some_and(|draft| Arc::ptr_eq(draft, &resume))
            });
            if text.is_shown.get() && !is_same {
                text.write(resume);
            }
        });
        text
    }

    /// Shows the text, or the form.
    pub(crate) fn show(self, is_shown: bool) {
        if is_shown && self.problem.with_untracked(Option::is_none) {
            self.write(self.editor.resume_now());
        }
        self.is_shown.set(is_shown);
    }

    /// The user typed: the draft is what the text says, as long as that is a resume.
    pub(crate) fn typed(self, text: String) {
        let problem = match Resume::from_json(&text) {
            Ok(resume) => {
                self.editor.json_typed(resume);
                self.draft.set_value(Some(self.editor.resume_now()));
                storage::remove(Area::Tab, JSON_TEXT);
                None
            }
            Err(error) => {
                // Without space for it, it lasts until the page is left.
                let _ = storage::write(Area::Tab, JSON_TEXT, &text);
                Some(problem(&text, &error))
            }
        };
        self.problem.set(problem);
        // It is in the field already: set there again, the browser could not undo the typing.
        self.text.update_untracked(|shown| *shown = text);
    }

    /// Gives the text up: writes it from the draft again.
    pub(crate) fn discard(self) {
        self.write(self.editor.resume_now());
    }

    fn write(self, resume: Arc<Resume>) {
        self.text.set(resume.to_json_pretty());
        self.problem.set(None);
        self.draft.set_value(Some(resume));
        storage::remove(Area::Tab, JSON_TEXT);
    }
}

fn problem(text: &str, error: &ReadError) -> JsonProblem {
    let mut lines = text.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(error.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text.get(before..).unwrap_or_default();
    // The column is that of the last byte that was read: in the middle of a character, perhaps.
    let column = error.column.saturating_sub(1).min(line.len());
    let is_boundary = |at: &usize| line.is_char_boundary(*at);
    let end = (0..=column).rev().find(is_boundary).unwrap_or_default();
    let start = line.get(..end).unwrap_or_default();
    let units = |text: &str| text.encode_utf16().count();
    let at = units(text.get(..before).unwrap_or_default()) + units(start);
    let message = match error.path.as_str() {
        "" => error.message.clone(),
        path => format!("{path}: {}", error.message),
    };
    JsonProblem {
        message,
        // A text of more than 4 billion units is none.
        at: u32::try_from(at).unwrap_or(u32::MAX),
        line: error.line,
        column: start.chars().count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem_of(text: &str) -> JsonProblem {
        problem(text, &Resume::from_json(text).unwrap_err())
    }

    #[test]
    fn a_problem_has_its_place() {
        let found = problem_of("{\n  \"name\": \"\u{1F600}ü\" x\n}");
        assert_eq!((found.line, found.column), (2, 16), "{found:?}");
        // The character beyond the basic plane is two units.
        assert_eq!(found.at, 2 + 16, "{found:?}");
        let found = problem_of(r#"{"skills": [{"title": "a"}, 3]}"#);
        assert!(found.message.starts_with("skills[1]: "), "{found:?}");
        let found = problem_of("");
        assert_eq!((found.line, found.column, found.at), (1, 1, 0));
    }
}
