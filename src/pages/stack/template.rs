//! The template beside the options, with the lines that the last change touched.

use std::sync::Arc;

use leptos::prelude::*;
use stack::{Setting, format};

use crate::browser::page;
use crate::components::code_view::CodeView;
use crate::components::copy::CopyButton;
use crate::components::icon::{Icon, Shape};
use crate::state::Console;
use crate::state::stack::Stack;
use crate::state::stack::changes::Changes;
use crate::state::stack::format::Format;

/// The size limit of `aws cloudformation deploy` without a bucket, in bytes.
const MOST_BYTES: usize = 51_200;

/// The shown text.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    /// Its format.
    pub(super) format: RwSignal<Format>,
    /// The text.
    pub(super) text: Memo<Arc<str>>,
    changes: Memo<Changes>,
}

impl Shown {
    pub(super) fn new(stack: Stack) -> Self {
        let format = RwSignal::new(Format::Yaml);
        let text = Memo::new(move |_| stack.options.with(|options| format.get().write(options)));
        let changes = Memo::new(move |_| {
            let before = stack.before.with(|options| format.get().write(options));
            text.with(|text| Changes::between(&before, text))
        });
        Self {
            format,
            text,
            changes,
        }
    }
}

/// The panel.
#[component]
pub(super) fn TemplatePanel(shown: Shown) -> impl IntoView {
    let Shown {
        format,
        text,
        changes,
    } = shown;
    let marked = RwSignal::new(None::<(usize, u32)>);
    let marks = Memo::new(move |_| changes.with(|changes| Arc::new(changes.marks.clone())));
    view! {
        <section class="panel preview" aria-label="Template">
            <div class="panel-head">
                <Formats format />
                <div class="end">
                    <CopyButton text what="the template" />
                </div>
            </div>
            <div class="status">
                <Show when=move || format.get() == format.get().of_template()>
                    <Size shown />
                </Show>
                <Problems />
                <ChangeBar changes marked />
            </div>
            <CodeView
                text
                language=Signal::derive(move || format.get().language())
                label="Template text"
                marked
                marks
            />
        </section>
    }
}

#[component]
fn Formats(format: RwSignal<Format>) -> impl IntoView {
    let choices = Format::ALL.map(|one| {
        view! {
            <label>
                <input
                    type="radio"
                    name="format"
                    prop:checked=move || format.get() == one
                    on:change=move |_| format.set(one)
                />
                <span>{one.name()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">"Template format"</legend>
            {choices}
        </fieldset>
    }
}

#[component]
fn Size(shown: Shown) -> impl IntoView {
    let bytes = move || shown.text.with(|text| text.len());
    let share = move || bytes() as f64 / MOST_BYTES as f64 * 100.0;
    view! {
        <span class="status-item">
            <span class="meter" class:bad=move || { bytes() > MOST_BYTES } aria-hidden="true">
                <span style:width=move || format!("{:.1}%", share().min(100.0))></span>
            </span>
            <span>{move || format!("{} of {} bytes", format::count(bytes()), format::count(MOST_BYTES))}</span>
        </span>
        <Show when=move || { bytes() > MOST_BYTES }>
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
    move || {
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
    }
}

/// The size of the last change, and buttons to step through its places.
#[component]
fn ChangeBar(changes: Memo<Changes>, marked: RwSignal<Option<(usize, u32)>>) -> impl IntoView {
    let at = RwSignal::new(0_usize);
    let go = move |to: usize| {
        at.set(to);
        let line = changes.with_untracked(|changes| changes.places.get(to).copied());
        let again = marked.get_untracked().map_or(0, |(_, n)| n.wrapping_add(1));
        marked.set(Some((line.unwrap_or_default(), again)));
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
