//! The mapping templates that the user edits: what the engine says of the chosen one.

pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod completing;
pub(crate) mod inspector;
pub(crate) mod stepping;
pub(crate) mod text;

use std::sync::Arc;

use leptos::task::spawn_local;
use options::MappingTemplates;
use protocol::{
    RunTemplate, TemplateInput, TemplateName, TemplateProblem, TemplateRequest, TemplateRun,
    TokenClass,
};
use view::prelude::*;

use self::text::{Shift, edited};
use super::editor::Editor;
use super::stack::Stack;
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
    pub(crate) fn start(editor: Editor, stack: Stack, engine: Engine) -> Self {
        let name = RwSignal::new(TemplateName::default());
        let text = Memo::new(move |_| {
            let name = name.get();
            stack.look(|choices, _| Arc::from(name.of(&choices.template_texts())))
        });
        let model = Self {
            editor,
            stack,
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

    /// The template's text for the field; reactive to each change but typing.
    pub(crate) fn drawn_text(self) -> String {
        let name = self.name.get();
        self.stack
            .look_when_drawn(|choices| name.of(&choices.template_texts()).to_owned())
    }

    /// The console's own text; reactive.
    pub(crate) fn default_text(self) -> String {
        let name = self.name.get();
        self.stack
            .look(|choices, _| name.of(&choices.default_texts()).to_owned())
    }

    /// Whether it is another than the console's own; reactive.
    pub(crate) fn is_edited(self) -> bool {
        *self.text.get() != *self.default_text()
    }

    /// The texts of all templates; reactive.
    pub(crate) fn texts(self) -> MappingTemplates {
        self.stack.look(|choices, _| choices.template_texts())
    }

    /// The user typed.
    pub(crate) fn typed(self, text: String) {
        self.stack.template_typed(self.name.get_untracked(), text);
    }

    /// Restores the console's own text.
    pub(crate) fn reset(self) {
        let text = untrack(|| self.default_text());
        self.stack.set_template(
            self.name.get_untracked(),
            text,
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
        self.stack.set_template(
            self.name.get_untracked(),
            text,
            "repairing a mapping template",
        );
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

    /// A question's stack, template and input; reactive.
    pub(crate) fn question(self) -> RunTemplate {
        RunTemplate {
            stack: self.stack.message.get(),
            name: self.name.get(),
            input: match self.own_input.get() {
                Some(request) => TemplateInput::Own(Box::new(request)),
                None => TemplateInput::Resume {
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
