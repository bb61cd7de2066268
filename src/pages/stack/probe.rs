//! The check of AWS's behavior: its template, a run, and what came of it.

use std::sync::Arc;

use leptos::task::spawn_local;
use options::DeployTarget;
use protocol::{ProbeReport, ProbeResult, ProbeVerdict};
use view::prelude::*;

use super::commands::StepView;
use crate::api::address;
use crate::browser::{files, page};
use crate::components::controls::{FileButton, TextInput};
use crate::components::engine_notice::EngineNotice;
use crate::components::icon::{Icon, Shape};
use crate::state::Console;
use crate::state::notices::Notices;
use crate::state::stack::probe::Check;
use crate::state::stack::text::TemplateText;

/// The stack's name in the commands.
const STACK: &str = "api-gateway-check";
/// The template's file.
const FILE: &str = "api-gateway-check.json";
/// The recording's file.
const RECORDING: &str = "api-gateway-check.jsonl";

/// The section, folded at first: few need it.
#[component]
pub(super) fn ProbeSection(
    /// The stack's own template, which has the region.
    template: TemplateText,
) -> impl IntoView {
    let console = Console::here();
    let check = Check::new(console.engine);
    let notices = console.notices;
    let is_open = RwSignal::new(false);
    Effect::new(move |_| {
        let target = template.target.get();
        if is_open.get() {
            check.write(target.map(|target| DeployTarget {
                stack: STACK.to_owned(),
                file: FILE.to_owned(),
                ..target
            }));
        }
    });
    view! {
        <section class="section" aria-labelledby="section-check">
            <details on:toggle=move |event| is_open.set(page::is_open(&event))>
                <summary class="section-head">
                    <h2 id="section-check" tabindex="-1">"Check AWS's behavior"</h2>
                </summary>
                <div class="section-body">
                    <p class="hint">
                        "AWS does not publish all that its mapping templates do. This separate stack of mock methods shows it: the console calls them and compares each response with the one that its engine predicts."
                    </p>
                    <EngineNotice
                        failure=check.failure
                        retry=move || check.write(None)
                        is_waiting=move || is_open.get() && check.probe.with(Option::is_none)
                    />
                    <Show when=move || check.probe.with(Option::is_some)>
                        <Deployment check />
                        <Run check />
                    </Show>
                    {live(move || check.report.get().map(|all| report(all, notices)))}
                </div>
            </details>
        </section>
    }
}

/// The template, and the commands that deploy it.
#[component]
fn Deployment(check: Check) -> impl IntoView {
    let notices = Console::here().notices;
    let steps = Memo::new(move |_| {
        let probe = check.probe.get();
        probe.map_or_else(Vec::new, |probe| probe.steps.clone())
    });
    let save = move |_| {
        if let Some(probe) = check.probe.get_untracked() {
            save(notices, FILE, "application/json", &probe.template);
        }
    };
    view! {
        <button type="button" class="button" on:click=save>
            <Icon shape=Shape::Download />
            "Download check template"
        </button>
        {live(move || {
            let steps = steps.get().into_iter();
            let views = steps.map(|step| view! { <StepView step others=Vec::new() /> });
            view! { <ol class="commands">{views.collect_view()}</ol> }
        })}
    }
}

/// The URL, and the buttons that run the check or open a recording.
#[component]
fn Run(check: Check) -> impl IntoView {
    let url = RwSignal::new(String::new());
    let base = Memo::new(move |_| url.with(|url| address::check(url)));
    let problem = Memo::new(move |_| {
        let is_empty = url.with(String::is_empty);
        base.get().err().filter(|_| !is_empty)
    });
    let is_running = move || check.ended.with(Option::is_some);
    let run = move |_| match base.get_untracked() {
        Ok(base) => check.run(base),
        Err(_) => page::focus_soon("#check-url".to_owned()),
    };
    let open = move |file| {
        spawn_local(async move {
            match files::read_text(&file).await {
                Ok(text) => check.open(text),
                Err(why) => check.problem.set(Some(why)),
            }
        });
    };
    view! {
        <div class="fields">
            <TextInput
                id="check-url"
                label="URL of the check"
                is_option=true
                value=url
                typed=move |text| url.set(text)
                hint=Signal::derive(|| Some("The output CheckUrl of its stack.".to_owned()))
                error=Some(problem.into())
            />
        </div>
        <div class="check-run">
            <Show
                when=is_running
                fallback=move || {
                    view! {
                        <button type="button" class="button primary" on:click=run>
                            "Run the check"
                        </button>
                        <FileButton
                            id="open-recording"
                            text="Open recording"
                            accept=".jsonl,.json,.txt"
                            open
                        />
                    }
                }
            >
                <button type="button" class="button" on:click=move |_| check.cancel()>
                    "Cancel"
                </button>
            </Show>
            <span role="status">
                {move || {
                    let total = check.probe.with(|probe| probe.as_ref().map_or(0, |probe| probe.requests.len()));
                    check.ended.get().map(|ended| format!("{ended} of {total}"))
                }}
            </span>
        </div>
        {move || check.problem.get().map(|text| view! { <p class="bad" role="alert">{text}</p> })}
    }
}

/// What came of the cases: first what is not as predicted.
fn report(report: Arc<ProbeReport>, notices: Notices) -> impl IntoView {
    let rows = |cases: &[ProbeResult]| cases.iter().map(row).collect_view();
    let others = rows(&report.others);
    let has_others = !report.others.is_empty();
    let same = rows(&report.same);
    let text = report.recording.clone();
    view! {
        <p class="check-summary" role="status">
            <strong>{report.summary.clone()}</strong>
        </p>
        <div class="check-run">
            <span class="muted">{report.place.clone()}</span>
            <button
                type="button"
                class="button"
                on:click=move |_| save(notices, RECORDING, "application/jsonl", &text)
            >
                "Save recording"
            </button>
        </div>
        {has_others
            .then(|| {
                view! {
                    <ul class="case-list" aria-label="Not as predicted">
                        {others}
                    </ul>
                }
            })}
        <details class="other-way">
            <summary>{format!("{} as predicted", report.same.len())}</summary>
            <ul class="case-list" aria-label="As predicted">
                {same}
            </ul>
        </details>
    }
}

fn row(case: &ProbeResult) -> AnyView {
    let (class, badge) = match case.verdict {
        ProbeVerdict::AsPredicted => ("badge good", "as predicted"),
        ProbeVerdict::Differs => ("badge bad", "not as predicted"),
        ProbeVerdict::NoResponse => ("badge warn", "no response"),
    };
    view! {
        <li>
            <div>
                <span class=class>{badge}</span>
                " "
                <code>{case.name.clone()}</code>
                " "
                {case.question.clone()}
            </div>
            <p class="log-lines">{case.detail.clone()}</p>
        </li>
    }
    .into_any()
}

fn save(notices: Notices, name: &'static str, mime: &'static str, text: &str) {
    if !files::save(name, mime, text) {
        notices.say("The browser blocked the download.");
    }
}
