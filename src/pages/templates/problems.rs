//! What is wrong with the template.

use protocol::TemplateProblem;
use view::prelude::*;

use crate::components::code_editor::CodeField;
use crate::state::templates::TemplateModel;

/// The list, with repairs.
#[component]
pub(super) fn Problems(
    /// The template.
    model: TemplateModel,
    /// Its field.
    field: CodeField,
) -> impl IntoView {
    let problems = Memo::new(move |_| {
        model.checked.with(|checked| {
            let run = &checked.as_ref()?.run;
            let notes = run.output.as_ref().map(|output| output.notes.as_slice());
            let notes = notes.unwrap_or_default();
            Some([run.problems.as_slice(), notes].concat())
        })
    });
    live(move || {
        problems.get().map(|problems| match problems.is_empty() {
            true => {
                view! { <p class="hint template-good">"No errors, no warnings."</p> }.into_any()
            }
            false => {
                let rows: Vec<AnyView> = problems
                    .iter()
                    .map(|problem| row(model, field, problem, &problems))
                    .collect();
                view! {
                    <ul class="problems" tabindex="0" aria-label="Problems">
                        {rows}
                    </ul>
                }
                .into_any()
            }
        })
    })
}

fn row(
    model: TemplateModel,
    field: CodeField,
    problem: &TemplateProblem,
    all: &[TemplateProblem],
) -> AnyView {
    let (start, end) = problem.span;
    let same: Vec<TemplateProblem> = all
        .iter()
        .filter(|other| other.code == problem.code && !other.edits.is_empty())
        .cloned()
        .collect();
    let count = same.len();
    let single = problem.clone();
    let is_error = problem.code.is_empty();
    let repairs = (!problem.edits.is_empty()).then(move || {
        let all = (count > 1).then(|| {
            view! {
                <button type="button" class="button" on:click=move |_| model.repair(&same)>
                    {format!("Repair all {}", format::count(count))}
                </button>
            }
        });
        view! {
            <span class="repairs">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| model.repair(std::slice::from_ref(&single))
                >
                    "Repair"
                </button>
                {all}
            </span>
        }
    });
    view! {
        <li>
            <span class=if is_error { "badge bad" } else { "badge warn" }>
                {if is_error { "error" } else { "warning" }}
            </span>
            " "
            <button
                type="button"
                class="link-button"
                on:click=move |_| {
                    let one = field
                        .text
                        .with_untracked(|text| {
                            text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
                        });
                    field.select((start, end.min(start + one)));
                }
            >
                {format!("Line {}, column {}", problem.line, problem.column)}
            </button>
            ": "
            {problem.message.clone()}
            {(!problem.repair.is_empty()).then(|| format!(". Repair: {}", problem.repair))}
            " "
            {(!is_error).then(|| view! { <code class="muted">{problem.code.clone()}</code> })}
            {repairs}
        </li>
    }
    .into_any()
}
