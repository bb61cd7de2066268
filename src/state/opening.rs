//! Opening a resume: a file, or a text that was pasted.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use protocol::{NoResume, ReadResume};
use resume::Resume;
use resume::import::{Format, Note};
use serde_json::Value;

use super::Console;
use crate::browser::page;

/// After this time, in milliseconds, a message says that a file is still being read.
const PATIENCE: i32 = 500;

/// What a file is opened as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A resume.
    Resume,
    /// The template of a stack, or an OpenAPI document.
    Template,
}

/// What a file holds, by its name and its text; `None` where neither tells.
pub(crate) fn kind_of(name: &str, text: &str) -> Option<Kind> {
    /// Top-level fields that only a template or an OpenAPI document has.
    const OF_TEMPLATES: [&str; 5] = [
        "AWSTemplateFormatVersion",
        "Resources",
        "Transform",
        "openapi",
        "swagger",
    ];
    let name = name.to_ascii_lowercase();
    if [".yaml", ".yml", ".template"]
        .iter()
        .any(|end| name.ends_with(end))
    {
        return Some(Kind::Template);
    }
    let Ok(Value::Object(fields)) = serde_json::from_str(text) else {
        return None;
    };
    if OF_TEMPLATES.iter().any(|field| fields.contains_key(*field)) {
        Some(Kind::Template)
    } else {
        Some(Kind::Resume)
    }
}

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
    /// The resume. Its ID may be a suggestion.
    pub(crate) resume: Resume,
    /// The format.
    pub(crate) format: Format,
    /// What was done to read it, field by field.
    pub(crate) notes: Vec<Note>,
}

impl Console {
    /// Opens the text of a file. A resume as it is downloaded here replaces the draft, another format once the user has
    /// seen what becomes of it. The draft is unchanged if the text is not a resume.
    pub(crate) async fn open(self, name: &str, text: String) {
        match self.read(name, text).await {
            Some(opened) if opened.format == Format::Resume => {
                let id = opened.resume.id.text().into_owned();
                self.replace_draft(&opened, id);
            }
            Some(opened) => self.opened.set(Some(Arc::new(opened))),
            None => {}
        }
    }

    /// Opens a text that was pasted, perhaps by mistake: the user is asked in any case.
    pub(crate) async fn open_pasted(self, text: String) {
        let opened = self.read("The pasted text", text).await;
        if let Some(opened) = opened {
            self.opened.set(Some(Arc::new(opened)));
        }
    }

    /// Replaces the draft by an opened resume with this ID.
    pub(crate) fn replace_draft(self, opened: &Opened, id: String) {
        let mut resume = opened.resume.clone();
        resume.id.set(id);
        self.opened.set(None);
        self.editor.replace(resume, "opening a file");
        let name = &opened.name;
        self.notices.say_undoable(
            self.editor.document(),
            match opened.format {
                Format::Resume => format!("{name} opened."),
                format => format!("{name} opened. Format: {format}."),
            },
        );
    }

    /// Reads a text; the engine knows the formats. `None` for what is no resume, which a message says.
    async fn read(self, name: &str, text: String) -> Option<Opened> {
        let text: Arc<str> = text.into();
        let (_, answer) = self.engine.ask(ReadResume { text: text.clone() });
        let says = format!("Reading {name}: the engine is still loading, or busy.");
        let said = Rc::new(Cell::new(None));
        let saying = said.clone();
        let waits = page::after(PATIENCE, move || {
            saying.set(Some(self.notices.say_until_closed(says)));
        });
        let answer = answer.await;
        page::cancel(waits);
        // What was read says so itself.
        if let Some(number) = said.get() {
            self.notices.close(number);
        }
        let (title, detail) = match answer {
            Ok(Ok(read)) => match Resume::from_json(&read.json) {
                Ok(resume) => {
                    self.file_problem.try_set(None);
                    return Some(Opened {
                        name: name.to_owned(),
                        resume,
                        format: read.format,
                        notes: read.notes,
                    });
                }
                Err(error) => (format!("{name} can't be opened."), error.to_string()),
            },
            Ok(Err(NoResume { verdict, detail })) => (format!("{name} {verdict}."), detail),
            // Without the engine, what was downloaded here opens all the same.
            Err(error) => match own(&text) {
                Some(resume) => {
                    self.file_problem.try_set(None);
                    return Some(Opened {
                        name: name.to_owned(),
                        resume,
                        format: Format::Resume,
                        notes: Vec::new(),
                    });
                }
                None => (format!("{name} was not read."), error.to_string()),
            },
        };
        let detail = detail.trim_end_matches('.');
        self.file_problem.try_set(Some(FileProblem {
            title,
            detail: format!("{detail}. Your draft is unchanged."),
        }));
        None
    }
}

/// A resume whose fields the form all knows.
fn own(text: &str) -> Option<Resume> {
    let resume = Resume::from_json(text).ok()?;
    resume.fields_without_row().is_empty().then_some(resume)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_opened_by_what_it_holds() {
        for (name, text, kind) in [
            ("stack.yaml", "Resources: {}", Some(Kind::Template)),
            ("STACK.YML", "", Some(Kind::Template)),
            ("own.template", "{}", Some(Kind::Template)),
            ("a.json", r#"{"Resources": {}}"#, Some(Kind::Template)),
            ("a.json", r#"{"openapi": "3.0.1"}"#, Some(Kind::Template)),
            (
                "a.json",
                r#"{"id": "ada", "resources": {}}"#,
                Some(Kind::Resume),
            ),
            ("a.json", "[]", None),
            ("a.txt", "Resources: {}", None),
        ] {
            assert_eq!(kind_of(name, text), kind, "{name} {text}");
        }
    }
}
