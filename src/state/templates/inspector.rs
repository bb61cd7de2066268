//! What a place of a template, its output or its input has to do with the other two.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{InspectTemplate, Inspection, RunTemplate, TemplatePlace};
use view::prelude::*;

use crate::engine::Engine;

/// The place that the user pointed at, and what the engine says of it.
#[derive(Clone, Copy)]
pub(crate) struct Inspector {
    engine: Engine,
    /// The place; `None` before the user pointed at one.
    pub(crate) place: RwSignal<Option<TemplatePlace>>,
    /// What belongs to it; `None` until that is known.
    pub(crate) found: RwSignal<Option<Arc<Inspection>>>,
    /// The API, the template and its input.
    question: StoredValue<Question>,
    /// Whether the output is about to be replaced: then nothing is asked.
    is_busy: Signal<bool>,
    is_asked: StoredValue<bool>,
}

type Question = Arc<dyn Fn() -> RunTemplate + Send + Sync>;

impl Inspector {
    /// Asks at each place, and again each time that `is_busy` ends: as long as there is no output, nothing belongs to a place.
    pub(crate) fn start(
        engine: Engine,
        is_busy: Signal<bool>,
        question: impl Fn() -> RunTemplate + Send + Sync + 'static,
    ) -> Self {
        let inspector = Self {
            engine,
            place: RwSignal::new(None),
            found: RwSignal::new(None),
            question: StoredValue::new(Arc::new(question)),
            is_busy,
            is_asked: StoredValue::new(false),
        };
        Effect::new(move |_| {
            if inspector.place.with(Option::is_some) && !is_busy.get() {
                inspector.ask();
            }
        });
        inspector
    }

    /// The user pointed at a place.
    pub(crate) fn look_at(self, place: TemplatePlace) {
        // The page may be closed by now.
        let before = self.place.try_get_untracked();
        if before.is_some_and(|before| before.as_ref() != Some(&place)) {
            self.place.set(Some(place));
        }
    }

    /// Nothing is pointed at any more.
    pub(crate) fn clear(self) {
        self.place.set(None);
        self.found.set(None);
    }

    fn question(self) -> Option<InspectTemplate> {
        let place = self.place.get_untracked()?;
        let question = self.question.get_value();
        let question = untrack(|| question());
        Some(InspectTemplate {
            api: question.api,
            name: question.name,
            input: question.input,
            place,
        })
    }

    fn ask(self) {
        let Some(question) = self.question() else {
            return;
        };
        if self.is_asked.get_value() {
            return;
        }
        self.is_asked.set_value(true);
        let asked = question.clone();
        let (_, found) = self.engine.ask(question);
        spawn_local(async move {
            let found = found.await;
            // The page may be closed by now.
            if self.is_asked.try_set_value(false).is_some() {
                return;
            }
            match self.question() {
                // An engine that failed says so where the output would be.
                Some(question) if question == asked => self.found.set(found.ok().map(Arc::new)),
                // It is asked again when the new output is there.
                _ if self.is_busy.get_untracked() => {}
                _ => self.ask(),
            }
        });
    }
}
