//! What stands at the cursor: its documentation, its values, where they came from and what they became.

use protocol::{Inspection, TemplatePlace};
use view::prelude::*;

use crate::components::code_editor::CodeField;
use crate::state::templates::inspector::Inspector;

/// The panel below the template.
#[component]
pub(super) fn AtTheCursor(
    /// The place.
    inspector: Inspector,
    /// The template's field.
    field: CodeField,
) -> impl IntoView {
    let shown = move || {
        let found = inspector.found.get()?;
        let from_output = matches!(inspector.place.get()?, TemplatePlace::Output(_));
        let parts = [
            documentation(&found),
            values(&found),
            origins(&found),
            from_output.then(|| written_by(&found, field)).flatten(),
            (!from_output).then(|| written(&found)).flatten(),
        ];
        let parts: Vec<AnyView> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then_some(parts)
    };
    view! {
        <section class="inspection" aria-label="At the cursor">
            {move || match shown() {
                Some(parts) => parts.into_any(),
                None => {
                    view! {
                        <p class="hint">
                            "Put the cursor on a reference, a directive or a function to see its value and what it does; click in the output to see what wrote it."
                        </p>
                    }
                        .into_any()
                }
            }}
        </section>
    }
}

pub(super) fn documentation(found: &Inspection) -> Option<AnyView> {
    let doc = found.doc.clone()?;
    let note = (!doc.note.is_empty()).then(|| view! { <p class="note">{doc.note}</p> });
    Some(
        view! {
            <div class="doc">
                <p>
                    <code>{doc.signature}</code>
                    " "
                    {doc.text}
                </p>
                {note}
            </div>
        }
        .into_any(),
    )
}

pub(super) fn values(found: &Inspection) -> Option<AnyView> {
    let times = found.times;
    if times == 0 {
        return None;
    }
    let label = match (times, found.values.len()) {
        (1, _) => "Value".to_owned(),
        (_, 1) => format!("Value, evaluated {} times", format::count(times)),
        _ => format!("Values, evaluated {} times", format::count(times)),
    };
    Some(row(&label, found.values.clone()))
}

pub(super) fn origins(found: &Inspection) -> Option<AnyView> {
    const MOST: usize = 8;
    if found.origins.is_empty() {
        return None;
    }
    let mut listed: Vec<String> = found.origins.iter().take(MOST).cloned().collect();
    if found.origins.len() > MOST {
        listed.push(format!("and {} more", found.origins.len() - MOST));
    }
    Some(row("From the input", listed))
}

fn written(found: &Inspection) -> Option<AnyView> {
    let count = found.output.len();
    (count > 0).then(|| {
        let text = match count {
            1 => "1 place, marked in the output".to_owned(),
            _ => format!("{} places, marked in the output", format::count(count)),
        };
        view! {
            <p class="inspected">
                <span class="label">"Writes"</span>
                <span>{text}</span>
            </p>
        }
        .into_any()
    })
}

/// The template's place that wrote what the user clicked on.
fn written_by(found: &Inspection, field: CodeField) -> Option<AnyView> {
    let span = *found.template.first()?;
    let text = field.text.get();
    let source = text.get(span.0..span.1)?;
    let line = text.get(..span.0)?.matches('\n').count() + 1;
    let source: String = source.trim().chars().take(80).collect();
    Some(
        view! {
            <p class="inspected">
                <span class="label">"Written by"</span>
                <span>
                    <button
                        type="button"
                        class="link-button"
                        on:click=move |_| field.select((span.0, span.0))
                    >
                        {format!("Line {line}")}
                    </button>
                    ": "
                    <code>{source}</code>
                </span>
            </p>
        }
        .into_any(),
    )
}

fn row(label: &str, values: Vec<String>) -> AnyView {
    let label = label.to_owned();
    let values: Vec<_> = values
        .into_iter()
        .map(|value| view! { <code>{value}</code> })
        .collect();
    view! {
        <p class="inspected">
            <span class="label">{label}</span>
            <span class="values">{values}</span>
        </p>
    }
    .into_any()
}
