//! A rendering of the template, step by step.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{StepTemplate, TemplateStep, TemplateSteps};
use view::prelude::*;

use super::TemplateModel;
use crate::engine::EngineError;

/// The steps, and which of them is shown.
#[derive(Clone, Copy)]
pub(crate) struct Stepping {
    model: TemplateModel,
    /// Whether the steps are shown.
    pub(crate) is_on: RwSignal<bool>,
    /// The steps; `None` until the engine has answered.
    pub(crate) steps: RwSignal<Option<Result<Arc<TemplateSteps>, EngineError>>>,
    /// The shown one, from 0.
    pub(crate) at: RwSignal<usize>,
    count: StoredValue<u32>,
}

impl Stepping {
    /// Asks for the steps while they are shown, and again when the template or its input changes.
    pub(crate) fn start(model: TemplateModel) -> Self {
        let stepping = Self {
            model,
            is_on: RwSignal::new(false),
            steps: RwSignal::new(None),
            at: RwSignal::new(0),
            count: StoredValue::new(0),
        };
        Effect::new(move |_| {
            model.checked.track();
            if stepping.is_on.get() && !model.is_busy.get() {
                stepping.ask();
            }
        });
        stepping
    }

    /// The number of the steps that are listed; reactive.
    pub(crate) fn listed(self) -> usize {
        self.steps.with(|steps| match steps {
            Some(Ok(steps)) => steps.steps.len(),
            _ => 0,
        })
    }

    /// The shown step; reactive.
    pub(crate) fn step(self) -> Option<TemplateStep> {
        let at = self.at.get();
        self.steps.with(|steps| match steps {
            Some(Ok(steps)) => steps.steps.get(at).cloned(),
            _ => None,
        })
    }

    /// Goes forward or back.
    pub(crate) fn go(self, by: isize) {
        let last = untrack(|| self.listed()).saturating_sub(1);
        self.at
            .update(|at| *at = at.saturating_add_signed(by).min(last));
    }

    /// The output before the shown step; reactive.
    pub(crate) fn output(self) -> Arc<str> {
        let step = self.step();
        self.steps.with(|steps| match (steps, step) {
            (Some(Ok(steps)), Some(step)) => steps
                .output
                .get(..step.output)
                .unwrap_or(&steps.output)
                .into(),
            (Some(Ok(steps)), None) => steps.output.clone(),
            _ => "".into(),
        })
    }

    fn ask(self) {
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        let question = untrack(|| self.model.question());
        let (_, steps) = self.model.engine.ask(StepTemplate {
            api: question.api,
            name: question.name,
            input: question.input,
        });
        spawn_local(async move {
            let steps = steps.await;
            if self.count.try_get_value() != Some(number) {
                return;
            }
            self.steps.set(Some(steps.map(Arc::new)));
            self.go(0);
        });
    }
}
