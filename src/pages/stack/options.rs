//! The form of the options: a section for each subject.

use options::{Allowed, SETTINGS, Setting, Subject};
use view::prelude::*;

use super::setting::{SettingField, value_label};
use crate::browser::page;
use crate::state::Console;

/// A section's name in the URL.
pub(super) fn id(subject: Subject) -> &'static str {
    match subject {
        Subject::Names => "names",
        Subject::Table => "table",
        Subject::Requests => "requests",
        Subject::Protection => "protection",
        Subject::Cors => "cors",
        Subject::Logging => "logging",
        Subject::Hosting => "hosting",
    }
}

/// All options.
#[component]
pub(super) fn OptionSections() -> impl IntoView {
    Subject::ALL
        .map(|subject| view! { <Section subject /> })
        .into_iter()
        .collect_view()
}

#[component]
fn Section(subject: Subject) -> impl IntoView {
    let heading = format!("section-{}", id(subject));
    let folded = Console::here().stack.folded;
    let name = id(subject);
    let was_open = untrack(|| !folded.has(name));
    let groups = groups(subject)
        .into_iter()
        .map(|settings| view! { <Group settings /> })
        .collect_view();
    view! {
        <section class="section" aria-labelledby=heading>
            <details
                open=was_open
                on:toggle=move |event| folded.set(name, !page::is_open(&event))
            >
                <summary class="section-head">
                    <h2 id=heading.clone() tabindex="-1">{subject.title()}</h2>
                    <span class="section-summary">
                        {move || folded.has(name).then(|| summary(subject))}
                    </span>
                </summary>
                <div class="section-body settings">{groups}</div>
            </details>
        </section>
    }
}

/// The settings of a subject; those that depend on the same other setting form a group.
fn groups(subject: Subject) -> Vec<Vec<&'static Setting>> {
    let mut groups: Vec<Vec<&'static Setting>> = Vec::new();
    for setting in SETTINGS.iter().filter(|setting| setting.subject == subject) {
        match groups.last_mut() {
            Some(group)
                if !setting.applies_with.is_empty()
                    && group
                        .iter()
                        .all(|one| one.applies_with == setting.applies_with) =>
            {
                group.push(setting);
            }
            _ => groups.push(vec![setting]),
        }
    }
    groups
}

/// Settings that are shown together or not at all.
#[component]
fn Group(settings: Vec<&'static Setting>) -> impl IntoView {
    let stack = Console::here().stack;
    let first = settings.first().copied();
    let dependent = first.is_some_and(|setting| !setting.applies_with.is_empty());
    let there = Memo::new(move |_| {
        stack
            .options
            .with(|options| first.is_some_and(|setting| setting.get(options).is_some()))
    });
    view! {
        <Show when=move || there.get()>
            <div class="fields" class:dependent=dependent>
                {settings.iter().map(|setting| view! { <SettingField setting /> }).collect_view()}
            </div>
        </Show>
    }
}

/// The choices and active switches, in a line.
fn summary(subject: Subject) -> String {
    let stack = Console::here().stack;
    stack.options.with(|options| {
        let words = SETTINGS
            .iter()
            .filter(|setting| setting.subject == subject)
            .filter_map(|setting| {
                let value = setting.get(options)?;
                match setting.allowed {
                    Allowed::Choice(_) => Some(value_label(setting, &value)),
                    Allowed::Switch => (value == "on").then(|| setting.label.to_owned()),
                    _ => None,
                }
            });
        words.collect::<Vec<_>>().join(" · ")
    })
}
