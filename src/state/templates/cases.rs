//! The cases of the mapping templates: kept in the browser, run all at once.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{RunTemplate, TemplateInput, TemplateName, TemplateRequest};
use serde_json::{Value, json};
use view::prelude::*;

use super::TemplateModel;
use super::case::Case;
use crate::browser::aside;
use crate::browser::keys::TEMPLATE_CASES;
use crate::browser::record::{self, Stored};
use crate::browser::storage::{self, Area};

/// What became of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was not run yet.
    Waits,
    /// The output is as expected.
    Passes,
    /// It is this.
    Differs(Arc<str>),
    /// There is none: why.
    Fails(String),
}

/// The version of the stored record: `{version, cases, input}`. `input` is a case with the input that the user entered, if it is in
/// use.
const VERSION: u64 = 1;

/// The name of a record that was set aside.
const WHAT: &str = "Cases of mapping templates";

#[derive(Default)]
struct Kept {
    cases: Vec<Case>,
    input: Option<TemplateRequest>,
}

/// Reads a record.
fn of_record(record: &Value) -> Option<Kept> {
    let usual = TemplateName::default().title();
    let cases = record.get("cases")?.as_array()?;
    let cases: Result<Vec<Case>, String> = cases
        .iter()
        .map(|case| Case::from_json(case, usual))
        .collect();
    let input = match record.get("input")? {
        Value::Null => None,
        input => Some(Case::from_json(input, usual).ok()?.request),
    };
    let cases = cases.ok()?;
    Some(Kept { cases, input })
}

/// The cases.
#[derive(Clone, Copy)]
pub(crate) struct Cases {
    model: TemplateModel,
    /// All of them, each with its outcome.
    pub(crate) list: RwSignal<Vec<(Case, Outcome)>>,
    /// Why they are not stored.
    pub(crate) problem: RwSignal<Option<String>>,
    /// Counts the runs: an earlier one ends when another starts.
    run: StoredValue<u32>,
}

impl Cases {
    /// With the stored cases, and the stored input for the model. Stores both from now on.
    pub(crate) fn start(model: TemplateModel) -> Self {
        let text = storage::read(Area::Origin, TEMPLATE_CASES);
        let stored = text.as_deref().map(|text| {
            let read = record::read(text, "", VERSION).and_then(|record| of_record(&record));
            (text, read)
        });
        let (read, problem) = match stored {
            None => (Kept::default(), None),
            Some((_, Stored::Read(read))) => (read, None),
            // Set aside before anything is stored in its place.
            Some((text, Stored::Newer | Stored::Damaged)) => match aside::put(WHAT, text) {
                Ok(()) => (Kept::default(), None),
                Err(error) => (Kept::default(), Some(error.to_string())),
            },
        };
        let may_write = problem.is_none();
        model.own_input.set(read.input);
        let list = read.cases.into_iter();
        let cases = Self {
            model,
            list: RwSignal::new(list.map(|case| (case, Outcome::Waits)).collect()),
            problem: RwSignal::new(problem),
            run: StoredValue::new(0),
        };
        Effect::new(move |before: Option<String>| {
            let text = cases.record();
            if may_write && before.as_ref().is_some_and(|before| *before != text) {
                let end = storage::write(Area::Origin, TEMPLATE_CASES, &text);
                cases.problem.set(end.err().map(|error| error.to_string()));
            }
            text
        });
        cases
    }

    /// What is stored; reactive.
    fn record(self) -> String {
        let list = self.list.with(|list| {
            let cases = list.iter().map(|(case, _)| case.to_json(""));
            cases.collect::<Vec<Value>>()
        });
        let input = self.model.own_input.get().map(|request| {
            let case = Case {
                name: String::new(),
                template: TemplateName::default().title().to_owned(),
                request,
                expected: String::new(),
            };
            case.to_json("")
        });
        json!({ "version": VERSION, "cases": list, "input": input }).to_string()
    }

    /// Keeps an input and its output as a case.
    pub(crate) fn add(self, template: TemplateName, request: TemplateRequest, expected: String) {
        let template = untrack(|| self.model.title(template));
        self.list.update(|list| {
            let count = list
                .iter()
                .filter(|(case, _)| case.template == template)
                .count();
            let name = format!("{template} {}", count + 1);
            let case = Case {
                name,
                template,
                request,
                expected,
            };
            list.push((case, Outcome::Passes));
        });
    }

    /// Changes a case.
    pub(crate) fn change(self, at: usize, change: impl FnOnce(&mut Case)) {
        self.list.update(|list| {
            if let Some((case, _)) = list.get_mut(at) {
                change(case);
            }
        });
    }

    /// Expects what the template renders now.
    pub(crate) fn accept(self, at: usize) {
        self.list.update(|list| {
            if let Some((case, outcome)) = list.get_mut(at)
                && let Outcome::Differs(output) = outcome
            {
                case.expected = output.to_string();
                *outcome = Outcome::Passes;
            }
        });
    }

    /// Removes a case; returns it, so that it can be put back.
    pub(crate) fn remove(self, at: usize) -> Option<Case> {
        self.list
            .try_update(|list| (at < list.len()).then(|| list.remove(at).0))
            .flatten()
    }

    /// Puts a removed case back.
    pub(crate) fn put_back(self, at: usize, case: Case) {
        self.list
            .update(|list| list.insert(at.min(list.len()), (case, Outcome::Waits)));
        self.run();
    }

    /// Adds the cases of a file; returns how many they are.
    ///
    /// # Errors
    /// It has none: why.
    pub(crate) fn import(self, text: &str) -> Result<usize, String> {
        let usual = untrack(|| self.model.title(self.model.name.get()));
        let cases = Case::from_lines(text, &usual)?;
        let count = cases.len();
        self.list
            .update(|list| list.extend(cases.into_iter().map(|case| (case, Outcome::Waits))));
        self.run();
        Ok(count)
    }

    /// All cases as lines of JSON.
    pub(crate) fn export(self) -> String {
        let text = |title: &str| {
            let name = self.model.named(title);
            name.map_or_else(|| "".into(), |name| self.model.text_of(name))
        };
        self.list.with_untracked(|list| {
            let lines = list
                .iter()
                .map(|(case, _)| format!("{}\n", case.to_json(&untrack(|| text(&case.template)))));
            lines.collect()
        })
    }

    async fn outcome(self, case: &Case) -> Outcome {
        let Some(name) = untrack(|| self.model.named(&case.template)) else {
            return Outcome::Fails(format!(
                "There is no mapping template \"{}\": open the file that has it.",
                case.template
            ));
        };
        let (_, run) = self.model.engine.ask(RunTemplate {
            api: untrack(|| self.model.source(name)),
            name,
            input: TemplateInput::Own(Box::new(case.request.clone())),
        });
        match run.await {
            Ok(run) => match run.output {
                Ok(output) if *output.text == *case.expected => Outcome::Passes,
                Ok(output) => Outcome::Differs(output.text),
                Err(failure) => Outcome::Fails(failure.message),
            },
            Err(error) => Outcome::Fails(error.to_string()),
        }
    }

    /// Runs all of them, one after the other.
    pub(crate) fn run(self) {
        let number = self.run.get_value().wrapping_add(1);
        self.run.set_value(number);
        let cases: Vec<Case> = self
            .list
            .with_untracked(|list| list.iter().map(|(case, _)| case.clone()).collect());
        spawn_local(async move {
            for (at, case) in cases.into_iter().enumerate() {
                let outcome = self.outcome(&case).await;
                // Another run has started, or the page is closed.
                if self.run.try_get_value() != Some(number) {
                    return;
                }
                self.list.update(|list| {
                    if let Some((listed, shown)) = list.get_mut(at)
                        && listed.request == case.request
                        && listed.expected == case.expected
                    {
                        *shown = outcome;
                    }
                });
            }
        });
    }
}
