//! The preview beside the form.

use leptos::ev::KeyboardEvent;
use protocol::{PutVerdict, RoundTripVerdict, TemplatePlace};
use view::prelude::*;

use super::code_view::{CodeView, Language};
use super::copy::CopyButton;
use super::differences::Differences;
use super::engine_notice::EngineNotice;
use super::json_styles::JsonStyleChoice;
use super::preview_source::{self, SourceOfPiece};
use super::welcome::Welcome;
use crate::api::Api;
use crate::browser::page;
use crate::engine::EngineState;
use crate::state::Console;
use crate::state::outline::is_blank;
use crate::state::preview::{MAX_ITEM_BYTES, PreviewModel, PreviewTab};

fn tab_id(tab: PreviewTab) -> &'static str {
    match tab {
        PreviewTab::Put => "preview-put",
        PreviewTab::RoundTrip => "preview-back",
    }
}

fn tab_title(tab: PreviewTab) -> &'static str {
    match tab {
        PreviewTab::Put => "PutItem body",
        PreviewTab::RoundTrip => "Round trip",
    }
}

/// The preview.
#[component]
pub(crate) fn Preview() -> impl IntoView {
    let console = Console::here();
    let preview = PreviewModel::start(console.editor, console.calls, console.stack, console.engine);
    Effect::new(move |before: Option<()>| {
        console.render_asked.track();
        if before.is_some() {
            preview.render_now();
        }
    });
    let PreviewModel {
        tab,
        put,
        round_trip,
        text,
        ..
    } = preview;
    let inspector = preview_source::follow(console, preview);
    let is_put = Memo::new(move |_| tab.get() == PreviewTab::Put);
    let related = Memo::new(move |_| match is_put.get() {
        true => preview_source::related(inspector),
        false => Vec::new(),
    });
    let marked = RwSignal::new(None::<(usize, usize)>);
    let go_to = move |place| marked.set(Some(place));
    // Imported mapping templates may render something of an empty resume, too.
    let is_blank = Memo::new(move |_| {
        is_blank(&console.editor.resume())
            && !console.stack.look(|choices, _| choices.has_own_templates())
    });
    let has_no_id = Memo::new(move |_| console.editor.resume().id.text().is_empty());
    view! {
        <section
            class="panel preview"
            aria-label="Preview"
            aria-busy=move || preview.is_busy.get().to_string()
        >
            <div class="panel-head">
                <Tabs tab />
                <div class="end">
                    <JsonStyleChoice name="preview-json" />
                    <CopyButton text what="the preview" />
                </div>
            </div>
            <div
                class="tab-panel"
                role="tabpanel"
                aria-labelledby=move || tab_id(tab.get())
                id="preview-panel"
            >
                <div class="status" role="status">
                    <EngineNotice
                        failure=preview.failure
                        retry=move || preview.render_again()
                        is_waiting=move || put.with(Option::is_none)
                    />
                    {move || preview.waits.get().map(|bytes| on_demand(preview, bytes))}
                    {move || match tab.get() {
                        _ if is_blank.get() => None,
                        PreviewTab::Put => {
                            Some(match put.get() {
                                Some(put) => {
                                    let quota = put.over_quota.then(over_quota);
                                    (put_status(put.verdict, has_no_id.get(), go_to), quota).into_any()
                                }
                                None => before_first(console, preview, has_no_id.get()),
                            })
                        }
                        PreviewTab::RoundTrip => round_trip.get().map(|trip| round_trip_status(&trip.verdict)),
                    }}
                    <Show when=move || is_put.get()>
                        <SourceOfPiece inspector />
                    </Show>
                </div>
                {move || match tab.get() {
                    _ if is_blank.get() => None,
                    PreviewTab::Put => None,
                    PreviewTab::RoundTrip => {
                        round_trip
                            .get()
                            .and_then(|trip| match trip.verdict {
                                RoundTripVerdict::Differs(listed, total) => {
                                    Some(view! { <Differences listed total sides=("Entered", "Round trip") /> })
                                }
                                _ => None,
                            })
                    }
                }}
                <Show
                    when=move || !is_blank.get()
                    fallback=|| view! { <Welcome /> }
                >
                    <CodeView
                        text
                        language=Language::Json
                        label="Preview text"
                        style=console.json_styles
                        marked
                        related
                        clicked=move |at| {
                            if is_put.get_untracked() {
                                inspector.look_at(TemplatePlace::Output(at));
                            }
                        }
                    />
                </Show>
            </div>
        </section>
    }
}

#[component]
fn Tabs(tab: RwSignal<PreviewTab>) -> impl IntoView {
    // The tabs are one tab stop; the arrow keys switch between them.
    let key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowRight" if tab.get_untracked() == PreviewTab::Put => {
                PreviewTab::RoundTrip
            }
            "ArrowLeft" | "ArrowRight" | "Home" => PreviewTab::Put,
            "End" => PreviewTab::RoundTrip,
            _ => return,
        };
        event.prevent_default();
        tab.set(to);
        page::focus_soon(format!("#{}", tab_id(to)));
    };
    let tabs = PreviewTab::ALL.map(|one| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=tab_id(one)
                aria-controls="preview-panel"
                aria-selected=move || (tab.get() == one).to_string()
                tabindex=move || if tab.get() == one { 0 } else { -1 }
                on:click=move |_| tab.set(one)
                on:keydown=key
            >
                {tab_title(one)}
            </button>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label="Preview">
            {tabs}
        </div>
    }
}

fn item(class: &'static str, text: &str) -> AnyView {
    let text = text.to_owned();
    view! {
        <span class=format!("status-item {class}")>
            <span class="dot" aria-hidden="true"></span>
            {text}
        </span>
    }
    .into_any()
}

/// An error message, with a link to its line if known.
fn fault(
    text: String,
    at: Option<(usize, usize)>,
    go_to: impl Fn((usize, usize)) + Copy + Send + 'static,
) -> AnyView {
    match at {
        Some((line, column)) => view! {
            <p>
                <button type="button" class="link-button" on:click=move |_| go_to((line, column))>
                    {format!("Line {line}, column {column}")}
                </button>
                ": "
                {text}
            </p>
        }
        .into_any(),
        None => view! { <p>{text}</p> }.into_any(),
    }
}

/// What is known before the first preview. It takes the place of what the preview will probably say, so that the text below does not
/// move.
fn before_first(console: Console, preview: PreviewModel, has_no_id: bool) -> AnyView {
    let is_expected =
        move || preview.failure.with(Option::is_none) && preview.waits.get().is_none();
    let is_rendering = move || console.engine.state.get() == EngineState::Ready;
    let needs_id = has_no_id && console.calls.connection.api.get() != Api::File;
    view! {
        <Show when=is_expected>
            <Show when=is_rendering>
                <span class="status-item muted">"Rendering…"</span>
            </Show>
            {(!needs_id)
                .then(|| {
                    view! {
                        <span class="later" aria-hidden="true">
                            {item("good", "Valid JSON")} {accepted(0, 1)}
                        </span>
                    }
                })}
        </Show>
        {needs_id.then(no_id)}
    }
    .into_any()
}

/// The message that the item has no ID.
fn no_id() -> AnyView {
    let console = Console::here();
    view! {
        {item("warn", "No ID yet")}
        <p>
            "DynamoDB rejects an item without its partition key. "
            <button type="button" class="link-button" on:click=move |_| console.go_to_id()>
                "Enter an ID"
            </button>
        </p>
    }
    .into_any()
}

fn put_status(
    verdict: PutVerdict,
    has_no_id: bool,
    go_to: impl Fn((usize, usize)) + Copy + Send + 'static,
) -> AnyView {
    match verdict {
        PutVerdict::Rejected { .. } if has_no_id => {
            [item("good", "Valid JSON"), no_id()].into_any()
        }
        PutVerdict::NoBody(message) => {
            let calls = Console::here().calls;
            let is_of_file = move || calls.connection.api.get() == Api::File;
            view! {
                {item("bad", "No body")}
                {fault(message, None, go_to)}
                <Show when=is_of_file>
                    <p>
                        "The opened file is the target. " <a href="#/api">"Choose another target"</a>
                    </p>
                </Show>
            }
            .into_any()
        }
        PutVerdict::NotJson { message, at } => [
            item("bad", "Not valid JSON"),
            fault(message, Some(at), go_to),
        ]
        .into_any(),
        PutVerdict::Rejected { message, path, at } => {
            let text = if path.is_empty() {
                message
            } else {
                format!("{path}: {message}")
            };
            [
                item("good", "Valid JSON"),
                item("bad", "DynamoDB would reject this"),
                fault(text, at, go_to),
            ]
            .into_any()
        }
        PutVerdict::Accepted { size, units } => {
            [item("good", "Valid JSON"), accepted(size, units)].into_any()
        }
    }
}

/// The message that DynamoDB accepts the item, of so many bytes and write units.
fn accepted(size: usize, units: usize) -> AnyView {
    let share = size as f64 / MAX_ITEM_BYTES as f64 * 100.0;
    let size = format!("{} of {}", format::size(size), format::size(MAX_ITEM_BYTES));
    let units = match units {
        1 => "1 write unit".to_owned(),
        units => format!("{units} write units"),
    };
    view! {
        {item("good", "Accepted by DynamoDB")}
        <span class="status-item">
            <span class="meter" aria-hidden="true">
                <span style:width=format!("{}%", format::fixed(share, 2))></span>
            </span>
            {size}
        </span>
        <span class="status-item muted">{units}</span>
    }
    .into_any()
}

/// The reason for the missing preview, with a button to show it.
fn on_demand(preview: PreviewModel, bytes: usize) -> AnyView {
    let large = format!(
        "The resume is {}; an item is at most {}",
        format::size(bytes),
        format::size(MAX_ITEM_BYTES)
    );
    view! {
        {item("warn", &large)}
        <p>
            "Large resumes are previewed on demand. "
            <button type="button" class="link-button" on:click=move |_| preview.render_now()>
                "Show preview"
            </button>
        </p>
    }
    .into_any()
}

/// A warning: a loop exceeds API Gateway's quota.
fn over_quota() -> AnyView {
    view! {
        {item("warn", "A list has more than 1,000 entries")}
        <p>
            "API Gateway documents a limit of 1,000 iterations of a #foreach. Keep every list shorter."
        </p>
    }
    .into_any()
}

fn round_trip_status(verdict: &RoundTripVerdict) -> AnyView {
    match verdict {
        RoundTripVerdict::Equal => item("good", "Round-trips unchanged"),
        RoundTripVerdict::Differs(_, 1) => item("warn", "1 difference after the round trip"),
        RoundTripVerdict::Differs(_, total) => item(
            "warn",
            &format!("{} differences after the round trip", format::count(*total)),
        ),
        RoundTripVerdict::Failed(why) => {
            let why = why.clone();
            view! {
                {item("bad", "No round trip")}
                <p>{why}</p>
            }
            .into_any()
        }
    }
}
