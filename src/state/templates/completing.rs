//! What can be written at the cursor.

use leptos::task::spawn_local;
use protocol::{CompleteTemplate, Completions};
use view::prelude::*;

use super::TemplateModel;

/// The engine's offers.
#[derive(Clone, Copy)]
pub(crate) struct TemplateCompletions {
    model: TemplateModel,
    /// What it offers; `None` if nothing was asked for.
    pub(crate) offered: RwSignal<Option<Completions>>,
    /// Counts the questions: only the answer to the last one is of use.
    count: StoredValue<u32>,
}

impl TemplateCompletions {
    /// Nothing yet.
    pub(crate) fn new(model: TemplateModel) -> Self {
        Self {
            model,
            offered: RwSignal::new(None),
            count: StoredValue::new(0),
        }
    }

    /// Asks for what can be written before a byte of the template.
    pub(crate) fn ask(self, at: usize) {
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        let question = untrack(|| self.model.question());
        let text = self.model.text.get_untracked();
        let (_, offers) = self.model.engine.ask(CompleteTemplate {
            api: question.api,
            name: question.name,
            input: question.input,
            at,
        });
        spawn_local(async move {
            let offers = offers.await;
            let is_last = self.count.try_get_value() == Some(number);
            if is_last && self.model.text.try_get_untracked() == Some(text) {
                self.offered.set(offers.ok());
            }
        });
    }
}
