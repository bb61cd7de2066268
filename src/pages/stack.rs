//! The stack: the CloudFormation template, to take away and deploy.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::files;
use crate::components::code_view::CodeView;
use crate::components::copy::CopyButton;
use crate::components::icon::{Icon, Shape};
use crate::highlight::Language;
use crate::state::Console;

/// What the deployed stack is called in the commands.
const STACK_NAME: &str = "resume-stack";

/// The text form of the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Yaml,
    Json,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Yaml => "YAML",
            Self::Json => "JSON",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Yaml => "resume-stack.yaml",
            Self::Json => "resume-stack.json",
        }
    }

    fn mime(self) -> &'static str {
        match self {
            Self::Yaml => "application/yaml",
            Self::Json => "application/json",
        }
    }

    fn language(self) -> Language {
        match self {
            Self::Yaml => Language::Yaml,
            Self::Json => Language::Json,
        }
    }
}

/// The page.
#[component]
pub(crate) fn StackPage() -> impl IntoView {
    let console = Console::here();
    let format = RwSignal::new(Format::Yaml);
    let text = Memo::new(move |_| -> Arc<str> {
        console.stack.with_value(|template| match format.get() {
            Format::Yaml => stack::to_yaml(template).into(),
            Format::Json => stack::to_json(template).into(),
        })
    });
    let download = move |_| {
        let format = format.get_untracked();
        if files::save(format.file(), format.mime(), &text.get_untracked()) {
            console.notices.say(format!("Saved as {}.", format.file()));
        } else {
            console
                .notices
                .say("The browser did not take the download.");
        }
    };
    let facts = move || {
        text.with(|text| {
            let kilobytes = text.len() as f64 / 1024.0;
            format!("{} lines, {kilobytes:.1} KB", text.lines().count())
        })
    };
    view! {
        <div class="page">
            <div class="page-head">
                <div>
                    <h1>"Stack"</h1>
                    <p>
                        "The CloudFormation template of the whole stack: the table, the REST API and the role between them. Its mapping templates are the ones that the preview and the local API run."
                    </p>
                </div>
                <fieldset class="segments">
                    <legend class="visually-hidden">"Format of the template"</legend>
                    {[Format::Yaml, Format::Json]
                        .map(|one| {
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
                        })}
                </fieldset>
                <button type="button" class="button primary" on:click=download>
                    <Icon shape=Shape::Download />
                    "Download template"
                </button>
            </div>
            <section class="panel template" aria-labelledby="template-heading">
                <div class="panel-head">
                    <h2 id="template-heading">{move || format.get().file()}</h2>
                    <span class="muted">{facts}</span>
                    <div class="end">
                        <CopyButton text what="the template" />
                    </div>
                </div>
                <CodeView
                    text
                    language=Signal::derive(move || format.get().language())
                    label="CloudFormation template"
                />
            </section>
            <Commands format />
        </div>
    }
}

/// What to type to deploy the template, to use it and to take it away again.
#[component]
fn Commands(format: RwSignal<Format>) -> impl IntoView {
    let steps: [(&str, &str, Signal<Arc<str>>); 3] = [
        (
            "Deploy it",
            "With the AWS CLI and credentials that may create the stack's resources and its role. The same command updates a stack that is there.",
            Signal::derive(move || {
                format!(
                    "aws cloudformation deploy --stack-name {STACK_NAME} --template-file {} --capabilities CAPABILITY_IAM",
                    format.get().file()
                )
                .into()
            }),
        ),
        (
            "Get its outputs",
            "TableName and APIUrl: put them into the fields of the API page and choose Deployed.",
            Signal::derive(|| {
                format!(
                    "aws cloudformation describe-stacks --stack-name {STACK_NAME} --query \"Stacks[0].Outputs[].[OutputKey,OutputValue]\" --output text"
                )
                .into()
            }),
        ),
        (
            "Take it away again",
            "The table stays, with the resumes in it (its DeletionPolicy is Retain). Delete it by hand if they may go too.",
            Signal::derive(|| {
                format!("aws cloudformation delete-stack --stack-name {STACK_NAME}").into()
            }),
        ),
    ];
    let steps = steps
        .into_iter()
        .map(|(title, note, command)| {
            view! {
                <li>
                    <h3>{title}</h3>
                    <p class="muted">{note}</p>
                    <div class="command">
                        <code>{move || command.get().to_string()}</code>
                        <CopyButton text=command what="the command" small=true />
                    </div>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="commands-heading">
            <h2 id="commands-heading">"Deploy it yourself"</h2>
            <ol class="commands">{steps}</ol>
        </section>
    }
}
