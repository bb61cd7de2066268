//! The mapping templates that the user edits: what the engine says of the chosen one.

pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod completing;
pub(crate) mod inspector;
pub(crate) mod stepping;
pub(crate) mod text;
pub(crate) mod undo;

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{
    ApiSource, ListedTemplate, RunTemplate, TemplateInput, TemplateName, TemplateProblem,
    TemplateRequest, TemplateRun, TokenClass,
};
use view::prelude::*;

use self::text::{Shift, edited};
use self::undo::{TemplatePart, TemplateUndo};
use super::calls::Calls;
use super::editor::Editor;
use super::stack::Stack;
use super::stack::file::FileApis;
use crate::api::Api;
use crate::engine::{Engine, EngineError};

/// What the engine said of a template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    /// The template's text then.
    pub(crate) text: Arc<str>,
    /// The answer.
    pub(crate) run: TemplateRun,
}

/// The chosen template, checked and rendered.
#[derive(Clone, Copy)]
pub(crate) struct TemplateModel {
    editor: Editor,
    stack: Stack,
    calls: Calls,
    /// The APIs of the opened file.
    pub(crate) file: FileApis,
    pub(crate) engine: Engine,
    /// Which template.
    pub(crate) name: RwSignal<TemplateName>,
    /// Another input than what the form's resume leads to.
    pub(crate) own_input: RwSignal<Option<TemplateRequest>>,
    /// Its text; reactive to each key.
    pub(crate) text: Memo<Arc<str>>,
    /// What the engine said last; `None` before it did.
    pub(crate) checked: RwSignal<Option<Arc<Checked>>>,
    /// Whether that is about to be replaced.
    pub(crate) is_busy: RwSignal<bool>,
    /// Why there is no answer.
    pub(crate) failure: RwSignal<Option<EngineError>>,
    /// Whether the engine has a question of this model.
    is_asked: StoredValue<bool>,
}

impl TemplateModel {
    /// Asks now, and at each change.
    pub(crate) fn start(
        editor: Editor,
        stack: Stack,
        calls: Calls,
        engine: Engine,
        undo: TemplateUndo,
    ) -> Self {
        let file = calls.file;
        let first = match calls.connection.api.get_untracked() {
            Api::File => untrack(|| file.first_template()).map(TemplateName::OfFile),
            _ => None,
        };
        let first = first.unwrap_or_default();
        let name = RwSignal::new(first);
        let text = Memo::new(move |_| text_of(stack, file, name.get()));
        let model = Self {
            editor,
            stack,
            calls,
            file,
            engine,
            name,
            own_input: RwSignal::new(None),
            text,
            checked: RwSignal::new(None),
            is_busy: RwSignal::new(true),
            failure: RwSignal::new(None),
            is_asked: StoredValue::new(false),
        };
        Effect::new(move |_| {
            undo.shown.set(match model.of_file() {
                Some(template) => TemplatePart::OfFile(template.key),
                None => TemplatePart::Own(name.get()),
            });
        });
        // The file was closed, or another API of it was chosen.
        Effect::new(move |_| {
            let is_missing = match name.get() {
                TemplateName::OfFile(at) => file.template(at).is_none(),
                _ => false,
            };
            if is_missing {
                name.set(TemplateName::default());
            }
        });
        Effect::new(move |_| {
            model.question();
            model.ask();
        });
        model
    }

    /// Asks again, after a failure.
    pub(crate) fn retry(self) {
        self.engine.retry();
        self.ask();
    }

    /// The name of a template, which its cases have; reactive.
    pub(crate) fn title(self, name: TemplateName) -> String {
        match name {
            TemplateName::OfFile(at) => self
                .file
                .template(at)
                .map(|template| template.key)
                .unwrap_or_default(),
            name => name.title().to_owned(),
        }
    }

    /// The template of a name; `None` if it is one of a file that is not opened; reactive.
    pub(crate) fn named(self, title: &str) -> Option<TemplateName> {
        let mut own = TemplateName::ALL.into_iter();
        own.find(|name| name.title() == title)
            .or_else(|| self.file.index(title).map(TemplateName::OfFile))
    }

    /// The chosen template, if it is one of the file; reactive.
    fn of_file(self) -> Option<ListedTemplate> {
        match self.name.get() {
            TemplateName::OfFile(at) => self.file.template(at),
            _ => None,
        }
    }

    /// The template's text for the field; reactive to each change but typing.
    pub(crate) fn drawn_text(self) -> String {
        let name = self.name.get();
        let of_file = self.of_file();
        self.stack.look_when_drawn(|choices| match of_file {
            None => name.of(&choices.template_texts()).to_owned(),
            Some(template) => {
                let edited = choices
                    .file()
                    .and_then(|file| file.edits.get(&template.key));
                edited.unwrap_or(&template.text).as_ref().to_owned()
            }
        })
    }

    /// The console's own text, or that in the file; reactive.
    pub(crate) fn default_text(self) -> String {
        let name = self.name.get();
        match self.of_file() {
            Some(template) => template.text.as_ref().to_owned(),
            None => self
                .stack
                .look(|choices, _| name.of(&choices.default_texts()).to_owned()),
        }
    }

    /// Whether it is another than the console's own, or than that in the file; reactive.
    pub(crate) fn is_edited(self) -> bool {
        *self.text.get() != *self.default_text()
    }

    /// The text of a template; reactive.
    pub(crate) fn text_of(self, name: TemplateName) -> Arc<str> {
        text_of(self.stack, self.file, name)
    }

    /// The user typed.
    pub(crate) fn typed(self, text: String) {
        match untrack(|| self.of_file()) {
            Some(template) => self.stack.file_template_typed(&template, text),
            None => self.stack.template_typed(self.name.get_untracked(), text),
        }
    }

    fn set(self, text: String, what: &'static str) {
        match untrack(|| self.of_file()) {
            Some(template) => self.stack.set_file_template(&template, text, what),
            None => self
                .stack
                .set_template(self.name.get_untracked(), text, what),
        }
    }

    /// Restores the console's own text, or that in the file.
    pub(crate) fn reset(self) {
        self.set(
            untrack(|| self.default_text()),
            "restoring a mapping template",
        );
    }

    /// Repairs these problems, as far as that needs no decision.
    pub(crate) fn repair(self, problems: &[TemplateProblem]) {
        // Their places are those of a text that was typed over meanwhile.
        if self.is_busy.get_untracked() {
            return;
        }
        let edits = problems.iter().flat_map(|problem| &problem.edits);
        let text = edited(&self.text.get_untracked(), edits);
        self.set(text, "repairing a mapping template");
    }

    /// The classes of the text's pieces, each with its end; of a text that the engine has not seen yet, those of the last that it
    /// has, moved along; reactive.
    pub(crate) fn colours(self) -> Vec<(usize, TokenClass)> {
        let text = self.text.get();
        self.checked.with(|checked| {
            let Some(checked) = checked else {
                return Vec::new();
            };
            let shift = (text != checked.text).then(|| Shift::between(&checked.text, &text));
            let mut start = 0;
            let pieces = checked.run.tokens.iter().filter_map(|(class, length)| {
                let end = start + *length as usize;
                let span = match &shift {
                    None => (start, end),
                    Some(shift) => shift.span((start, end)),
                };
                start = end;
                (span.0 < span.1).then_some((span.1, *class))
            });
            pieces.collect()
        })
    }

    /// Where a template comes from; reactive.
    pub(crate) fn source(self, name: TemplateName) -> ApiSource {
        match (name, self.stack.file.get()) {
            (TemplateName::OfFile(_), Some(file)) => ApiSource::File(file),
            _ => ApiSource::Options(self.stack.message.get()),
        }
    }

    /// A question's API, template and input; reactive.
    pub(crate) fn question(self) -> RunTemplate {
        let name = self.name.get();
        RunTemplate {
            api: self.source(name),
            name,
            input: match (self.own_input.get(), name) {
                (Some(request), _) => TemplateInput::Own(Box::new(request)),
                (None, TemplateName::OfFile(_)) => {
                    TemplateInput::Call(Box::new(self.calls.draft.get()))
                }
                (None, _) => TemplateInput::Resume {
                    json: self.editor.json().to_string(),
                    id: self.editor.resume().id.text().into_owned(),
                },
            },
        }
    }

    /// One question at a time: the next one has what was typed meanwhile.
    fn ask(self) {
        self.is_busy.set(true);
        if self.is_asked.get_value() {
            return;
        }
        self.is_asked.set_value(true);
        let question = untrack(|| self.question());
        let text = self.text.get_untracked();
        let asked = question.clone();
        let (_, run) = self.engine.ask(question);
        spawn_local(async move {
            let run = run.await;
            // The page may be closed by now.
            if self.is_asked.try_set_value(false).is_some() {
                return;
            }
            if untrack(|| self.question()) != asked {
                self.ask();
                return;
            }
            self.is_busy.set(false);
            match run {
                Ok(run) => {
                    self.failure.set(None);
                    self.checked.set(Some(Arc::new(Checked { text, run })));
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}

/// The text of a template; empty for one of a file that is not opened; reactive.
fn text_of(stack: Stack, file: FileApis, name: TemplateName) -> Arc<str> {
    match name {
        TemplateName::OfFile(at) => match file.template(at) {
            Some(template) => file.text(&template),
            None => "".into(),
        },
        name => stack.look(|choices, _| name.of(&choices.template_texts()).into()),
    }
}
