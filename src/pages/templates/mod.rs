//! The Templates page: the stack's mapping templates, each beside what is wrong with it, what it renders, and why.

mod cases;
mod changes;
mod hovered;
mod input;
mod inspection;
mod output;
mod problems;
mod steps;

use protocol::{TemplateName, TemplatePlace};
use view::prelude::*;

use self::hovered::Hovered;
use self::inspection::AtTheCursor;
use self::output::Output;
use self::problems::Problems;
use crate::components::code_editor::{CodeEditor, CodeField, Mark, MarkKind};
use crate::components::controls::Segments;
use crate::components::edited_file::EditedFileButton;
use crate::components::undo::UndoButtons;
use crate::components::workbench::Workbench;
use crate::state::Console;
use crate::state::document::DocumentId;
use crate::state::templates::TemplateModel;
use crate::state::templates::cases::Cases;
use crate::state::templates::completing::TemplateCompletions;
use crate::state::templates::inspector::Inspector;
use crate::state::templates::stepping::Stepping;
use crate::state::templates::text::Shift;

/// The page.
#[component]
pub(crate) fn TemplatesPage() -> impl IntoView {
    let console = Console::here();
    let model = TemplateModel::start(
        console.editor,
        console.stack,
        console.calls,
        console.engine,
        console.template_undo,
    );
    let inspector = Inspector::start(
        console.engine,
        Signal::derive(move || model.is_busy.get()),
        move || model.question(),
    );
    Effect::new(move |_| {
        model.name.track();
        inspector.clear();
    });
    let cases = Cases::start(model);
    let stepping = Stepping::start(model);
    let completions = TemplateCompletions::new(model);
    let field = CodeField::new(model.text);
    // The cursor is the place that is explained.
    Effect::new(move |before: Option<(usize, usize)>| {
        let selection = field.selection.get();
        if before.is_some_and(|before| before != selection) {
            inspector.look_at(TemplatePlace::Template(selection.1));
        }
        selection
    });
    let hovered = Hovered::start(model);
    let marks = Memo::new(move |_| marks(model, inspector, stepping));
    let colours = Memo::new(move |_| model.colours());
    view! {
        <h1 class="visually-hidden">"Templates"</h1>
        <div class="toolbar" role="toolbar" aria-label="Template actions">
            <UndoButtons document=DocumentId::Template />
            <span class="toolbar-rule" aria-hidden="true"></span>
            <Choice model />
            <Show when=move || model.is_edited()>
                <span class="preset-note">
                    "Edited. "
                    <button type="button" class="link-button" on:click=move |_| model.reset()>
                        {move || match model.name.get() {
                            TemplateName::OfFile(_) => "Restore the file's text",
                            _ => "Restore the default",
                        }}
                    </button>
                </span>
            </Show>
            <EditedFileButton />
        </div>
        <Workbench form="Template" preview="Output">
            <div class="form whole">
                <section class="section template-editor" aria-labelledby="section-template">
                    <div class="section-head">
                        <h2 id="section-template" tabindex="-1">
                            {move || format!("Mapping template: {}", model.title(model.name.get()))}
                        </h2>
                    </div>
                    <div class="section-body">
                        <CodeEditor
                            field
                            labelled_by="section-template"
                            subject=Signal::derive(move || model.title(model.name.get()))
                            value=Signal::derive(move || model.drawn_text())
                            typed=move |text| model.typed(text)
                            colours
                            marks
                            offered=completions.offered
                            complete=move |at| completions.ask(at)
                            hovered=hovered.place
                            is_known=Signal::derive(move || hovered.is_known())
                            about=move || hovered.about()
                        />
                        <Problems model field />
                        <AtTheCursor inspector field />
                    </div>
                </section>
            </div>
            <Output model inspector stepping cases field />
        </Workbench>
    }
}

/// The choice of a template: of the options, and of the opened file.
#[component]
fn Choice(model: TemplateModel) -> impl IntoView {
    let has_file = move || model.file.api.with(Option::is_some);
    let own = move || {
        view! {
            <Segments
                legend="Mapping template"
                name="mapping-template"
                choices=TemplateName::ALL.map(|name| (name, name.title())).to_vec()
                chosen=model.name
                choose=move |name| model.name.set(name)
            />
        }
    };
    view! {
        <Show when=has_file fallback=own>
            <AllTemplates model />
        </Show>
    }
}

/// A list of all templates, for they are too many for a bar.
#[component]
fn AllTemplates(model: TemplateModel) -> impl IntoView {
    let row = move |name: TemplateName, title: String| {
        view! {
            <option value=title prop:selected=move || model.name.get() == name>
                {title.clone()}
            </option>
        }
    };
    let of_file = move || {
        let count = model
            .file
            .api
            .with(|api| api.as_ref().map_or(0, |api| api.templates.len()));
        let names = (0..count).filter_map(|at| u32::try_from(at).ok());
        let names = names.map(TemplateName::OfFile);
        names
            .map(|name| row(name, model.title(name)))
            .collect::<Vec<_>>()
    };
    let own = TemplateName::ALL.map(|name| row(name, name.title().to_owned()));
    view! {
        <select
            class="input template-choice"
            aria-label="Mapping template"
            on:change=move |event| {
                if let Some(name) = untrack(|| model.named(&event_target_value(&event))) {
                    model.name.set(name);
                }
            }
        >
            <optgroup label="Template of the options">{own.into_iter().collect::<Vec<_>>()}</optgroup>
            <optgroup label=move || model.file.name().unwrap_or_default()>{live(of_file)}</optgroup>
        </select>
    }
}

/// What is wrong in the text, and what belongs to the place at the cursor.
fn marks(model: TemplateModel, inspector: Inspector, stepping: Stepping) -> Vec<Mark> {
    let text = model.text.get();
    let mut marks = Vec::new();
    model.checked.with(|checked| {
        let Some(checked) = checked else { return };
        let shift = Shift::between(&checked.text, &text);
        for problem in &checked.run.problems {
            marks.push(Mark {
                span: shift.span(problem.span),
                kind: match problem.code.as_str() {
                    "" => MarkKind::Error,
                    _ => MarkKind::Warning,
                },
            });
        }
        if let Err(failure) = &checked.run.output
            && checked.run.problems.is_empty()
            && let Some(span) = failure.span
        {
            marks.push(Mark {
                span: shift.span(span),
                kind: MarkKind::Error,
            });
        }
        if stepping.is_on.get()
            && let Some(step) = stepping.step()
        {
            // Of a loop its first line, not the whole block.
            let (start, end) = shift.span(step.span);
            let line = text.get(start..end).unwrap_or_default();
            let length = line.find('\n').unwrap_or(line.len());
            marks.push(Mark {
                span: (start, start + length),
                kind: MarkKind::Step,
            });
        }
        // Of the cursor's own place there is nothing to say: one sees it.
        let is_elsewhere = matches!(inspector.place.get(), Some(TemplatePlace::Output(_)));
        if is_elsewhere {
            inspector.found.with(|found| {
                let spans = found.iter().flat_map(|found| &found.template);
                marks.extend(spans.map(|span| Mark {
                    span: shift.span(*span),
                    kind: MarkKind::Related,
                }));
            });
        }
    });
    marks
}
