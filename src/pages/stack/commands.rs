//! Commands to deploy, use and delete the stack.

use std::sync::Arc;

use options::{DeployTarget, check_region, check_stack_name};
use protocol::{DeployStep, StepKind};
use view::prelude::*;

use crate::api::Api;
use crate::browser::keys::{STACK_NAME as NAME, STACK_REGION as REGION};
use crate::browser::storage::{self, Area};
use crate::components::controls::{FormSection, TextInput};
use crate::components::copy::CopyButton;
use crate::state::Console;
use crate::state::stack::text::TemplateText;

/// The commands for the current options.
#[component]
pub(super) fn Commands(
    /// The template, which is written with its commands.
    template: TemplateText,
) -> impl IntoView {
    let console = Console::here();
    let connection = console.calls.connection;
    let kept = |key, default: &str| {
        let kept = storage::read(Area::Origin, key);
        RwSignal::new(kept.unwrap_or_else(|| default.to_owned()))
    };
    let name = kept(NAME, "resume-stack");
    let region = kept(REGION, "");
    for (key, value) in [(NAME, name), (REGION, region)] {
        Effect::new(move |before: Option<()>| {
            let value = value.get();
            if before.is_some() {
                // Not kept, then.
                let _ = storage::write(Area::Origin, key, &value);
            }
        });
    }
    let target = Memo::new(move |_| {
        Some(DeployTarget {
            stack: name.with(|name| check_stack_name(name)).ok()?,
            region: region.with(|region| check_region(region)).ok()?,
            file: template.format.get().of_template().file().to_owned(),
        })
    });
    Effect::new(move |_| template.target.set(target.get()));
    let steps = Memo::new(move |_| {
        target.get()?;
        let written = template.written.get()?;
        (!written.steps.is_empty()).then(|| written.steps.clone())
    });
    view! {
        <FormSection id="deploy" title="Deploy">
            <div class="fields">
                <Field id="stack-name" label="Stack name" value=name check=check_stack_name />
                <Field
                    id="stack-region"
                    label="Region (optional)"
                    value=region
                    check=check_region
                />
            </div>
            {move || match steps.get() {
                Some(steps) => {
                    let views = tasks(steps).into_iter().map(|(step, others)| view! { <StepView step others /> });
                    view! {
                        <ol class="commands">{views.collect_view()}</ol>
                        <p>
                            // The field is there once a deployed API is to be called.
                            <a
                                href="#/api/outputs"
                                on:click=move |_| connection.choose(Api::Deployed)
                            >
                                "Connect this console to the deployed stack"
                            </a>
                        </p>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <p class="section-empty">
                            {if target.get().is_none() {
                                "Fix the name and the region to see the commands."
                            } else {
                                "The commands appear with the template."
                            }}
                        </p>
                    }
                        .into_any()
                }
            }}
        </FormSection>
    }
}

/// The steps, each with the other ways to do it.
fn tasks(steps: Vec<DeployStep>) -> Vec<(DeployStep, Vec<DeployStep>)> {
    let mut tasks: Vec<(DeployStep, Vec<DeployStep>)> = Vec::new();
    for step in steps {
        match tasks.last_mut() {
            Some((_, others)) if step.kind == StepKind::Alternative => others.push(step),
            _ => tasks.push((step, Vec::new())),
        }
    }
    tasks
}

/// A task with its commands.
#[component]
pub(super) fn StepView(
    /// The task.
    step: DeployStep,
    /// Other ways to do it.
    others: Vec<DeployStep>,
) -> impl IntoView {
    let is_deletion = step.kind == StepKind::Deletion;
    let others = others.into_iter().map(|step| {
        view! {
            <details class="other-way">
                <summary>{step.title.clone()}</summary>
                <p class="muted">{step.note}</p>
                <CommandLines title=step.title commands=step.commands.into() />
            </details>
        }
    });
    view! {
        <li class:deletion=is_deletion>
            <h3>
                {step.title.clone()}
                {is_deletion.then(|| view! { <span class="badge bad">"deletes"</span> })}
            </h3>
            <p class="muted">{step.note}</p>
            <CommandLines title=step.title commands=step.commands.into() />
            {others.collect_view()}
        </li>
    }
}

/// Commands to copy; nothing for what is done by hand.
#[component]
fn CommandLines(title: String, commands: Arc<str>) -> impl IntoView {
    (!commands.is_empty()).then(|| {
        let copied = commands.clone();
        view! {
            <div class="command">
                <pre tabindex="0" role="group" aria-label=format!("Commands: {title}")>
                    <code>{commands.to_string()}</code>
                </pre>
                <CopyButton
                    text=Signal::derive(move || copied.clone())
                    what="the commands"
                    small=true
                />
            </div>
        }
    })
}

#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    check: fn(&str) -> Result<String, String>,
) -> impl IntoView {
    let problem = Memo::new(move |_| value.with(|value| check(value)).err());
    view! {
        <TextInput
            id
            label
            is_option=true
            value
            typed=move |text| value.set(text)
            error=Some(problem.into())
        />
    }
}
