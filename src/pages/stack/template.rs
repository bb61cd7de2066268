//! The template beside the options, with the lines that the last change touched.

use std::sync::Arc;

use options::Setting;
use protocol::{Format, LineChange, LineChanges};
use view::prelude::*;

use super::search::Search;
use crate::browser::page;
use crate::components::code_view::{CodeView, Language};
use crate::components::controls::Segments;
use crate::components::copy::CopyButton;
use crate::components::diff::Diff;
use crate::components::engine_notice::EngineNotice;
use crate::components::icon::{Icon, Shape};
use crate::state::Console;
use crate::state::stack::text::{MAX_DIRECT_BYTES, TemplateText};

/// The panel.
#[component]
pub(super) fn TemplatePanel(template: TemplateText) -> impl IntoView {
    let TemplateText {
        format,
        text,
        written,
        failure,
        ..
    } = template;
    let changes = Memo::new(move |_| {
        let written = written.get();
        written.map_or_else(LineChanges::default, |written| written.changes.clone())
    });
    let shows_diff = RwSignal::new(false);
    let diff = Memo::new(move |_| -> Arc<str> {
        written.with(|written| match written {
            Some(written) => written.diff.clone(),
            None => "".into(),
        })
    });
    let has_diff = Memo::new(move |_| shows_diff.get() && diff.with(|diff| !diff.is_empty()));
    let marked = RwSignal::new(None::<(usize, usize)>);
    let classes = Memo::new(move |_| {
        changes.with(|changes| Arc::new(changes.marks.iter().copied().map(class).collect()))
    });
    view! {
        <section
            class="panel preview"
            aria-label="Template"
            aria-busy=move || template.is_busy.get().to_string()
        >
            <div class="panel-head">
                <Segments
                    legend="Template format"
                    name="format"
                    choices=Format::ALL.map(|format| (format, format.name())).to_vec()
                    chosen=format
                    choose=move |to| format.set(to)
                />
                <div class="end">
                    <CopyButton text what="the template" />
                </div>
            </div>
            <div class="status">
                <Show when=move || format.get() == format.get().of_template() && written.with(Option::is_some)>
                    <Size template />
                </Show>
                <Show when=move || format.get() == Format::OpenApi>
                    <p class="warn">
                        "Replace us-east-1 and the role of account 000000000000 by your region and role before you import it. It has the API only: no table, no role, no stage."
                    </p>
                </Show>
                <Problems />
                <EngineNotice failure retry=move || template.retry() is_waiting=move || written.with(Option::is_none) />
                <Search text marked />
                <ChangeBar changes marked shows_diff />
            </div>
            <Show
                when=move || has_diff.get()
                fallback=move || {
                    view! {
                        <CodeView
                            text
                            language=Signal::derive(move || language(format.get()))
                            label="Template text"
                            marked
                            classes
                        />
                    }
                }
            >
                <Diff text=diff label="Changed lines" />
            </Show>
        </section>
    }
}

fn language(format: Format) -> Language {
    match format {
        Format::Yaml => Language::Yaml,
        Format::Json | Format::OpenApi => Language::Json,
    }
}

/// The class of a line in the style sheet.
fn class(mark: LineChange) -> &'static str {
    match mark {
        LineChange::Same => "",
        LineChange::Added => "new",
        LineChange::AfterRemoved => "joined",
    }
}

#[component]
fn Size(template: TemplateText) -> impl IntoView {
    let bytes = move || template.text.with(|text| text.len());
    let share = move || bytes() as f64 / MAX_DIRECT_BYTES as f64 * 100.0;
    view! {
        <span class="status-item">
            <span class="meter" class:bad=move || { bytes() > MAX_DIRECT_BYTES } aria-hidden="true">
                <span style:width=move || format!("{}%", format::fixed(share().min(100.0), 1))></span>
            </span>
            <span>{move || format!("{} of {} bytes", format::count(bytes()), format::count(MAX_DIRECT_BYTES))}</span>
        </span>
        <Show when=move || { bytes() > MAX_DIRECT_BYTES }>
            <p class="bad">
                "Over the limit for a template without a bucket: add --s3-bucket with your bucket to the Deploy command."
            </p>
        </Show>
    }
}

/// Links to the fields of invalid options.
#[component]
fn Problems() -> impl IntoView {
    let problems = Console::here().stack.problems;
    live(move || {
        problems.with(|problems| {
            let links = problems.iter().filter_map(|(name, _)| {
                let setting = Setting::named(name)?;
                Some(view! {
                    <button
                        type="button"
                        class="link-button"
                        on:click=move |_| page::go_soon(format!("#option-{}", setting.name))
                    >
                        {setting.label}
                    </button>
                    " "
                })
            });
            (!problems.is_empty()).then(|| {
                view! {
                    <p class="warn">
                        <span>"Fix first: "</span>
                        {links.collect_view()}
                    </p>
                }
            })
        })
    })
}

/// The size of the last change, and buttons to step through its places.
#[component]
fn ChangeBar(
    changes: Memo<LineChanges>,
    marked: RwSignal<Option<(usize, usize)>>,
    shows_diff: RwSignal<bool>,
) -> impl IntoView {
    let at = RwSignal::new(0_usize);
    let go = move |to: usize| {
        at.set(to);
        let line = changes.with_untracked(|changes| changes.places.get(to).copied());
        marked.set(line.map(|line| (line, 1)));
    };
    Effect::new(move |_| {
        changes.track();
        go(0);
    });
    let count = move || changes.with(|changes| changes.places.len());
    let step = move |forward: bool| {
        let count = count().max(1);
        go((at.get_untracked() + if forward { 1 } else { count - 1 }) % count);
    };
    view! {
        <span class="status-item changes">
            <span role="status">
                {move || changes.with(|changes| (!changes.places.is_empty()).then(|| changes.summary()))}
            </span>
            <Show when=move || { count() > 0 }>
                <button
                    type="button"
                    class="button"
                    aria-pressed=move || shows_diff.get().to_string()
                    on:click=move |_| shows_diff.update(|shows| *shows = !*shows)
                >
                    "Diff"
                </button>
                <span class="muted">
                    {move || format!("{} of {}", format::count(at.get() + 1), format::count(count()))}
                </span>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Previous change"
                    title="Previous change"
                    on:click=move |_| step(false)
                >
                    <Icon shape=Shape::Up />
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label="Next change"
                    title="Next change"
                    on:click=move |_| step(true)
                >
                    <Icon shape=Shape::Down />
                </button>
            </Show>
        </span>
    }
}
