//! What the pointer rests on: what is wrong there, its documentation and its values.

use protocol::{TemplatePlace, TemplateProblem};
use view::prelude::*;

use super::inspection::{documentation, origins, values};
use crate::state::templates::TemplateModel;
use crate::state::templates::inspector::Inspector;
use crate::state::templates::text::Shift;

/// The place that the pointer rests on, and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Hovered {
    model: TemplateModel,
    /// The byte of the template.
    pub(super) place: RwSignal<Option<usize>>,
    problems: Memo<Vec<TemplateProblem>>,
    inspector: Inspector,
}

impl Hovered {
    /// Asks the engine about each place.
    pub(super) fn start(model: TemplateModel) -> Self {
        let place = RwSignal::new(None::<usize>);
        let inspector = Inspector::start(
            model.engine,
            Signal::derive(move || model.is_busy.get()),
            move || model.question(),
        );
        Effect::new(move |_| {
            inspector.clear();
            if let Some(at) = place.get() {
                inspector.look_at(TemplatePlace::Template(at));
            }
        });
        let problems = Memo::new(move |_| {
            let Some(at) = place.get() else {
                return Vec::new();
            };
            problems_at(model, at)
        });
        Self {
            model,
            place,
            problems,
            inspector,
        }
    }

    /// Whether there is something to say; reactive.
    pub(super) fn is_known(self) -> bool {
        let found = self.inspector.found.get();
        found.is_some_and(|found| found.doc.is_some() || found.times > 0)
            || self.problems.with(|problems| !problems.is_empty())
    }

    /// What is said; reactive.
    pub(super) fn about(self) -> impl IntoView {
        live(move || {
            let mut parts: Vec<AnyView> = self.problems.with(|problems| {
                let parts = problems.iter().map(|problem| self.problem(problem));
                parts.collect()
            });
            if let Some(found) = self.inspector.found.get() {
                parts.extend(
                    [documentation(&found), values(&found), origins(&found)]
                        .into_iter()
                        .flatten(),
                );
            }
            parts
        })
    }

    fn problem(self, problem: &TemplateProblem) -> AnyView {
        let model = self.model;
        let is_error = problem.code.is_empty();
        let repair = (!problem.edits.is_empty()).then(|| {
            let problem = problem.clone();
            view! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| model.repair(std::slice::from_ref(&problem))
                >
                    "Repair"
                </button>
            }
        });
        view! {
            <p class=if is_error { "bad" } else { "warn" }>
                {problem.message.clone()}
                {(!is_error).then(|| view! { " " <code class="muted">{problem.code.clone()}</code> })}
                " "
                {repair}
            </p>
        }
        .into_any()
    }
}

/// What is wrong at a byte of the text as it is now; reactive.
fn problems_at(model: TemplateModel, at: usize) -> Vec<TemplateProblem> {
    let text = model.text.get();
    model.checked.with(|checked| {
        let Some(checked) = checked else {
            return Vec::new();
        };
        let shift = Shift::between(&checked.text, &text);
        let problems = checked.run.problems.iter().filter(|problem| {
            let (start, end) = shift.span(problem.span);
            start <= at && at < end
        });
        problems.cloned().collect()
    })
}
