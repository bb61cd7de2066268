//! The cases of the mapping templates: inputs with expected outputs.

use leptos::task::spawn_local;
use view::prelude::*;

use crate::browser::files;
use crate::components::controls::FileButton;
use crate::state::Console;
use crate::state::templates::TemplateModel;
use crate::state::templates::case::Case;
use crate::state::templates::cases::{Cases, Outcome};

/// The list.
#[component]
pub(super) fn CaseList(
    /// The template.
    model: TemplateModel,
    /// The cases.
    cases: Cases,
) -> impl IntoView {
    let notices = Console::here().notices;
    // Run when the list is shown, and again for each change of the templates.
    Effect::new(move |_| {
        model.text.track();
        cases.run();
    });
    let removed = RwSignal::new(None::<(usize, Case)>);
    let message = RwSignal::new(None::<String>);
    let count = Memo::new(move |_| cases.list.with(Vec::len));
    let summary = move || {
        cases.list.with(|list| {
            let passing = list
                .iter()
                .filter(|(_, outcome)| *outcome == Outcome::Passes)
                .count();
            let waiting = list.iter().any(|(_, outcome)| *outcome == Outcome::Waits);
            match list.len() {
                0 => String::new(),
                _ if waiting => "Running…".to_owned(),
                total if total == passing => format!("All {} pass", format::count(total)),
                total => format!(
                    "{} of {} pass",
                    format::count(passing),
                    format::count(total)
                ),
            }
        })
    };
    let open = move |file| {
        spawn_local(async move {
            let end = match files::read_text(&file).await {
                Ok(text) => cases.import(&text),
                Err(why) => Err(why),
            };
            match end {
                Ok(count) => {
                    message.set(None);
                    notices.say(format!("Added {} from the file.", cases_in_words(count)));
                }
                Err(why) => message.set(Some(format!("No case was added. {why}"))),
            }
        });
    };
    let export = move |_| {
        if !files::save("template-cases.jsonl", "application/jsonl", &cases.export()) {
            notices.say("The browser blocked the download.");
        }
    };
    view! {
        <div class="cases">
            <div class="row">
                <strong role="status">{live(summary)}</strong>
                <FileButton id="open-cases" text="Import cases" accept=".jsonl,.json,.txt" open />
                <button
                    type="button"
                    class="button"
                    disabled=move || count.get() == 0
                    on:click=export
                >
                    "Export cases"
                </button>
            </div>
            {move || message.get().map(|text| view! { <p class="bad" role="alert">{text}</p> })}
            {move || {
                cases
                    .problem
                    .get()
                    .map(|why| view! { <p class="bad" role="alert">{format!("The cases are not stored: {why}")}</p> })
            }}
            {move || {
                removed
                    .get()
                    .map(|(at, case)| {
                        view! {
                            <p role="status">
                                {format!("Removed {}. ", case.name)}
                                <button
                                    type="button"
                                    class="link-button"
                                    on:click=move |_| {
                                        cases.put_back(at, case.clone());
                                        removed.set(None);
                                    }
                                >
                                    "Undo"
                                </button>
                            </p>
                        }
                    })
            }}
            <Show
                when=move || { count.get() > 0 }
                fallback=|| {
                    view! {
                        <p class="hint">
                            "No cases yet. Under Input, “Keep as a case” keeps an input with the output as it is now; from then on each change of a template is checked against it. Cases are exported as JSON lines."
                        </p>
                    }
                }
            >
                <ul class="case-list" aria-label="Cases">
                    {move || (0..count.get()).map(|at| row(model, cases, removed, at)).collect_view()}
                </ul>
            </Show>
        </div>
    }
}

fn cases_in_words(count: usize) -> String {
    match count {
        1 => "1 case".to_owned(),
        count => format!("{} cases", format::count(count)),
    }
}

fn row(
    model: TemplateModel,
    cases: Cases,
    removed: RwSignal<Option<(usize, Case)>>,
    at: usize,
) -> impl IntoView {
    let case = Memo::new(move |_| cases.list.with(|list| list.get(at).cloned()));
    let name = move || case.get().map(|(case, _)| case.name).unwrap_or_default();
    let outcome = move || match case.get()?.1 {
        Outcome::Waits => Some(("", "waits")),
        Outcome::Passes => Some(("good", "passes")),
        Outcome::Differs(_) => Some(("bad", "differs")),
        Outcome::Fails(_) => Some(("bad", "fails")),
    };
    let detail = move || match case.get()? {
        (case, Outcome::Differs(output)) => Some(difference(&case.expected, &output)),
        (_, Outcome::Fails(why)) => Some(why),
        _ => None,
    };
    let differs = move || matches!(case.get(), Some((_, Outcome::Differs(_))));
    view! {
        <li>
            <div class="row">
                {move || {
                    outcome()
                        .map(|(class, text)| view! { <span class=format!("badge {class}")>{text}</span> })
                }}
                <input
                    class="input"
                    type="text"
                    aria-label=format!("Name of case {}", at + 1)
                    prop:value=name
                    on:input=move |event| {
                        cases.change(at, |case| case.name = event_target_value(&event));
                    }
                />
                <span class="muted">
                    {move || case.get().map(|(case, _)| case.template)}
                </span>
                <button
                    type="button"
                    class="button"
                    aria-label=move || format!("Use the input of {}", name())
                    on:click=move |_| {
                        if let Some((case, _)) = case.get_untracked() {
                            if let Some(name) = untrack(|| model.named(&case.template)) {
                                model.name.set(name);
                            }
                            model.own_input.set(Some(case.request));
                        }
                    }
                >
                    "Use"
                </button>
                <Show when=differs>
                    <button
                        type="button"
                        class="button"
                        aria-label=move || format!("Accept the present output of {}", name())
                        on:click=move |_| cases.accept(at)
                    >
                        "Accept"
                    </button>
                </Show>
                <button
                    type="button"
                    class="button"
                    aria-label=move || format!("Remove {}", name())
                    on:click=move |_| removed.set(cases.remove(at).map(|case| (at, case)))
                >
                    "Remove"
                </button>
            </div>
            {move || detail().map(|text| view! { <p class="log-lines">{text}</p> })}
        </li>
    }
}

/// The first line in which two texts differ.
fn difference(expected: &str, output: &str) -> String {
    let shown = |line: Option<&str>| match line {
        Some(line) => line.trim().chars().take(160).collect(),
        None => "no more lines".to_owned(),
    };
    let (mut one, mut two) = (expected.lines(), output.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (one.next(), two.next()) {
            (None, None) => return "They differ in line ends only.".to_owned(),
            (a, b) if a != b => {
                return format!(
                    "Line {number}\nexpected: {}\noutput: {}",
                    shown(a),
                    shown(b)
                );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(difference("a\nb", "a\nc"), "Line 2\nexpected: b\noutput: c");
        assert_eq!(
            difference("a", "a\n b"),
            "Line 2\nexpected: no more lines\noutput: b"
        );
        assert_eq!(difference("a", "a\n"), "They differ in line ends only.");
    }
}
