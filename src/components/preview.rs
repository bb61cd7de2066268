//! The preview beside the form.

use std::sync::Arc;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use serde_json::Value;
use stack::format;

use super::code_view::CodeView;
use super::copy::CopyButton;
use super::differences::Differences;
use super::indent_button::IndentButton;
use crate::browser::page;
use crate::browser::stages::Stage;
use crate::highlight::Language;
use crate::state::Console;
use crate::state::preview::{Back, BackVerdict, Put, Verdict, Workshop};

/// What an item may have at most: DynamoDB's 400 KB.
const MOST_BYTES: usize = 400 * 1024;
/// A resume of more bytes than this, as JSON, is previewed on demand: twice what an item may have. To make the preview of
/// one with 100,000 members takes the page a second.
const LARGE: usize = 2 * MOST_BYTES;
/// A preview that takes longer than this, in milliseconds, waits until the typing pauses.
const QUICK: f64 = 24.0;
/// The longest such pause, in milliseconds.
const LONGEST_PAUSE: f64 = 700.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Put,
    Back,
}

impl Tab {
    const ALL: [Self; 2] = [Self::Put, Self::Back];

    fn id(self) -> &'static str {
        match self {
            Self::Put => "preview-put",
            Self::Back => "preview-back",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Put => "PutItem body",
            Self::Back => "Round trip",
        }
    }
}

/// What is shown, and how long it took to make.
#[derive(Clone, Copy)]
struct Shown {
    console: Console,
    tab: RwSignal<Tab>,
    put: RwSignal<Option<Put>>,
    back: RwSignal<Option<Back>>,
    /// The bytes of a resume that is so large that its preview waits until it is asked for.
    waits: RwSignal<Option<usize>>,
    /// With the template that it is for.
    workshop: StoredValue<(Arc<Value>, Workshop), LocalStorage>,
    timer: StoredValue<Option<i32>>,
    /// Milliseconds that the two took last.
    took: StoredValue<(f64, f64)>,
}

impl Shown {
    fn new(console: Console) -> Self {
        let template = console.stack.template.get_untracked();
        let workshop = Workshop::new(&template);
        let shown = Self {
            console,
            tab: RwSignal::new(Tab::Put),
            put: RwSignal::new(None),
            back: RwSignal::new(None),
            waits: RwSignal::new(None),
            workshop: StoredValue::new_local((template, workshop)),
            timer: StoredValue::new(None),
            took: StoredValue::new((0.0, 0.0)),
        };
        Effect::new(move |_| {
            console.editor.resume();
            console.calls.table_name();
            console.stack.template.track();
            shown.refresh_soon();
        });
        Effect::new(move |_| {
            let is_missing =
                shown.back.with_untracked(Option::is_none) && shown.waits.get_untracked().is_none();
            if shown.tab.get() == Tab::Back && is_missing {
                shown.refresh_back();
            }
        });
        shown
    }

    /// Before the next frame; or, where a preview takes long, when the typing pauses.
    fn refresh_soon(self) {
        let (put, back) = self.took.get_value();
        let long = put + back > QUICK;
        if let Some(timer) = self.timer.get_value() {
            if !long {
                return;
            }
            page::cancel(timer);
        }
        let pause = if long {
            (2.0 * (put + back)).min(LONGEST_PAUSE)
        } else {
            0.0
        };
        self.timer
            .set_value(page::after(pause as i32, move || self.refresh()));
    }

    fn refresh(self) {
        // The page may be gone by now.
        if self.timer.try_set_value(None).is_some() {
            return;
        }
        let bytes = self.console.editor.json_now().len();
        // Templates of a file are rendered once in any case, before they are stored.
        if bytes > LARGE && !self.is_first() {
            self.put.set(None);
            self.back.set(None);
            self.waits.set(Some(bytes));
            Stage::Draft.end();
        } else {
            self.refresh_now();
        }
    }

    fn is_first(self) -> bool {
        untrack(move || !self.console.stack.are_templates_rendered())
    }

    fn refresh_now(self) {
        self.waits.set(None);
        let stack = self.console.stack;
        let is_first = self.is_first();
        let resume = self.console.editor.resume_now();
        let table = untrack(move || self.console.calls.table_name());
        let start = page::now();
        let put = stack.guard(|| {
            self.follow_template();
            self.workshop
                .with_value(|(_, workshop)| workshop.put(&resume, &table))
        });
        let took = page::now() - start;
        self.took.update_value(|all| all.0 = took);
        self.put.set(Some(put));
        let (put, back) = self.took.get_value();
        if is_first || self.tab.get_untracked() == Tab::Back || put.max(back) < QUICK {
            self.refresh_back();
        } else {
            self.back.set(None);
        }
        stack.templates_rendered();
        Stage::Draft.end();
    }

    fn follow_template(self) {
        let template = self.console.stack.template.get_untracked();
        if self
            .workshop
            .with_value(|(made_for, _)| !Arc::ptr_eq(made_for, &template))
        {
            let workshop = Workshop::new(&template);
            self.workshop.set_value((template, workshop));
        }
    }

    fn refresh_back(self) {
        let resume = self.console.editor.resume_now();
        let start = page::now();
        let back = self.console.stack.guard(|| {
            self.workshop
                .try_update_value(|(_, workshop)| workshop.read_back(&resume))
        });
        let took = page::now() - start;
        self.took.update_value(|all| all.1 = took);
        self.back.set(back);
    }
}

/// The preview.
#[component]
pub(crate) fn Preview() -> impl IntoView {
    let console = Console::here();
    let shown = Shown::new(console);
    let (tab, put, back) = (shown.tab, shown.put, shown.back);
    let text = Memo::new(move |_| -> Arc<str> {
        match tab.get() {
            Tab::Put => put.with(|put| put.as_ref().map(|put| put.body.clone())),
            Tab::Back => back.with(|back| back.as_ref().map(|back| back.body.clone())),
        }
        .unwrap_or_else(|| "".into())
    });
    // Set out otherwise, the lines are not those that the message names.
    let whole = move || {
        tab.get() == Tab::Back
            || put.with(|put| {
                matches!(
                    put.as_ref().map(|put| &put.verdict),
                    Some(Verdict::Fine { .. })
                )
            })
    };
    let indent = Signal::derive(move || console.indent.get() && whole());
    let marked = RwSignal::new(None::<(usize, u32)>);
    let go_to = move |line: usize| {
        let again = marked.get_untracked().map_or(0, |(_, n)| n.wrapping_add(1));
        marked.set(Some((line, again)));
    };
    view! {
        <section class="panel preview" aria-label="Preview">
            <div class="panel-head">
                <Tabs tab />
                <div class="end">
                    <IndentButton />
                    <CopyButton text what="the preview" />
                </div>
            </div>
            <div
                class="tab-panel"
                role="tabpanel"
                aria-labelledby=move || tab.get().id()
                id="preview-panel"
            >
                <div class="status" role="status">
                    {move || shown.waits.get().map(|bytes| on_demand(shown, bytes))}
                    {move || match tab.get() {
                        Tab::Put => {
                            put.get()
                                .map(|put| {
                                    let quota = put.over_quota.then(over_quota);
                                    (put_status(put.verdict, go_to), quota).into_any()
                                })
                        }
                        Tab::Back => back.get().map(|back| back_status(&back.verdict)),
                    }}
                </div>
                {move || match tab.get() {
                    Tab::Put => None,
                    Tab::Back => {
                        back.get()
                            .and_then(|back| match back.verdict {
                                BackVerdict::Differs(listed, total) => {
                                    Some(view! { <Differences listed total sides=("Entered", "Round trip") /> })
                                }
                                _ => None,
                            })
                    }
                }}
                <CodeView text language=Language::Json label="Preview text" indent marked />
            </div>
        </section>
    }
}

#[component]
fn Tabs(tab: RwSignal<Tab>) -> impl IntoView {
    // The tabs are one stop of the Tab key; the arrows go from one to the other.
    let key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowRight" if tab.get_untracked() == Tab::Put => Tab::Back,
            "ArrowLeft" | "ArrowRight" | "Home" => Tab::Put,
            "End" => Tab::Back,
            _ => return,
        };
        event.prevent_default();
        tab.set(to);
        page::focus_soon(format!("#{}", to.id()));
    };
    let tabs = Tab::ALL.map(|one| {
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=one.id()
                aria-controls="preview-panel"
                aria-selected=move || (tab.get() == one).to_string()
                tabindex=move || if tab.get() == one { 0 } else { -1 }
                on:click=move |_| tab.set(one)
                on:keydown=key
            >
                {one.title()}
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

/// A sentence on what is wrong, which leads to its line where that is known.
fn fault(
    text: String,
    at: Option<(usize, usize)>,
    go_to: impl Fn(usize) + Copy + Send + 'static,
) -> AnyView {
    match at {
        Some((line, column)) => view! {
            <p>
                <button type="button" class="link-button" on:click=move |_| go_to(line)>
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

fn put_status(verdict: Verdict, go_to: impl Fn(usize) + Copy + Send + 'static) -> AnyView {
    match verdict {
        Verdict::NoBody(message) => {
            [item("bad", "No body"), fault(message, None, go_to)].into_any()
        }
        Verdict::NotJson { message, at } => [
            item("bad", "Not valid JSON"),
            fault(message, Some(at), go_to),
        ]
        .into_any(),
        Verdict::Refused { message, path, at } => {
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
        Verdict::Fine { size, units } => {
            let share = size as f64 / MOST_BYTES as f64 * 100.0;
            let size = format!("{} of {}", format::size(size), format::size(MOST_BYTES));
            let units = match units {
                1 => "1 write unit".to_owned(),
                units => format!("{units} write units"),
            };
            view! {
                {item("good", "Valid JSON")}
                {item("good", "Accepted by DynamoDB")}
                <span class="status-item">
                    <span class="meter" aria-hidden="true">
                        <span style:width=format!("{share:.2}%")></span>
                    </span>
                    {size}
                </span>
                <span class="status-item muted">{units}</span>
            }
            .into_any()
        }
    }
}

/// Says why there is no preview, and makes it.
fn on_demand(shown: Shown, bytes: usize) -> AnyView {
    let large = format!(
        "The resume is {}; an item is at most {}",
        format::size(bytes),
        format::size(MOST_BYTES)
    );
    view! {
        {item("warn", &large)}
        <p>
            "Large resumes are previewed on demand. "
            <button type="button" class="link-button" on:click=move |_| shown.refresh_now()>
                "Show preview"
            </button>
        </p>
    }
    .into_any()
}

/// What the preview can't vouch for: a loop beyond API Gateway's quota.
fn over_quota() -> AnyView {
    view! {
        {item("warn", "A list has more than 1,000 entries")}
        <p>
            "API Gateway documents a limit of 1,000 iterations of a #foreach. Keep every list shorter."
        </p>
    }
    .into_any()
}

fn back_status(verdict: &BackVerdict) -> AnyView {
    match verdict {
        BackVerdict::Equal => item("good", "Round-trips unchanged"),
        BackVerdict::Differs(_, 1) => item("warn", "1 difference after the round trip"),
        BackVerdict::Differs(_, total) => item(
            "warn",
            &format!("{} differences after the round trip", format::count(*total)),
        ),
        BackVerdict::Nothing(why) => {
            let why = why.clone();
            view! {
                {item("bad", "No round trip")}
                <p>{why}</p>
            }
            .into_any()
        }
    }
}
