//! The list of what can be written at the cursor.

use leptos::html::Ul;
use protocol::{Completion, Completions};
use view::prelude::*;

use super::field::CodeField;
use crate::browser::code_field::{self, LINE, Viewport};
use crate::browser::page;

/// The candidates, and which of them is chosen.
#[derive(Clone, Copy)]
pub(super) struct Completing {
    field: CodeField,
    /// What the engine offered last; `None` if nothing is shown.
    offered: RwSignal<Option<Completions>>,
    /// What of it goes on from what is written by now.
    fitting: Memo<Vec<Completion>>,
    chosen: RwSignal<usize>,
}

impl Completing {
    pub(super) fn new(field: CodeField, offered: RwSignal<Option<Completions>>) -> Self {
        let chosen = RwSignal::new(0);
        let fitting = Memo::new(move |_| {
            let at = field.selection.get().1;
            offered.with(|offered| {
                let Some(offered) = offered else {
                    return Vec::new();
                };
                let written = field
                    .text
                    .with(|text| text.get(offered.from..at).map(str::to_lowercase));
                let candidates = offered.candidates.iter().filter(|candidate| {
                    let text = candidate.text.to_lowercase();
                    written
                        .as_ref()
                        .is_some_and(|written| text.starts_with(written))
                });
                candidates.cloned().collect()
            })
        });
        Effect::new(move |_| {
            fitting.track();
            chosen.set(0);
        });
        Self {
            field,
            offered,
            fitting,
            chosen,
        }
    }

    pub(super) fn is_open(self) -> bool {
        self.fitting.with(|fitting| !fitting.is_empty())
    }

    pub(super) fn close(self) {
        self.offered.set(None);
    }

    /// Chooses the next or an earlier one.
    pub(super) fn step(self, by: isize) {
        let count = self.fitting.with_untracked(Vec::len);
        if count > 0 {
            let at = self.chosen.get_untracked() as isize + by;
            self.chosen.set(at.rem_euclid(count as isize) as usize);
            page::show_soon(format!("#completion-{}", self.chosen.get_untracked()));
        }
    }

    /// Writes the chosen one. `false` if it is written already.
    pub(super) fn accept(self, at: Option<usize>) -> bool {
        let at = at.unwrap_or_else(|| self.chosen.get_untracked());
        let from = self
            .offered
            .with_untracked(|offered| offered.as_ref().map(|offered| offered.from));
        let candidate = self
            .fitting
            .with_untracked(|fitting| fitting.get(at).cloned());
        let (Some(from), Some(candidate)) = (from, candidate) else {
            return false;
        };
        let span = (from, self.field.selection.get_untracked().1);
        let is_written = self
            .field
            .text
            .with_untracked(|text| text.get(span.0..span.1) == Some(candidate.text.as_str()));
        self.close();
        if is_written {
            return false;
        }
        // The cursor goes between the brackets of a function.
        let (text, end) = match candidate.text.strip_suffix('(') {
            Some(name) => (format!("{name}()"), span.0 + candidate.text.len()),
            None => (candidate.text.clone(), span.0 + candidate.text.len()),
        };
        self.field.replace(span, &text, (end, end));
        self.close();
        true
    }

    /// The ID of the chosen candidate's element, for `aria-activedescendant`.
    pub(super) fn active(self) -> Option<String> {
        self.is_open()
            .then(|| format!("completion-{}", self.chosen.get()))
    }
}

/// The list.
#[component]
pub(super) fn CompletionList(
    /// What is in it.
    completing: Completing,
    /// What the field shows of its text.
    viewport: RwSignal<Viewport>,
) -> impl IntoView {
    let list = NodeRef::<Ul>::new();
    let field = completing.field;
    // Below the line of what is replaced.
    Effect::new(move |_| {
        let (Some(list), Some(offered)) = (list.get(), completing.offered.get()) else {
            return;
        };
        let port = viewport.get();
        let (line, column) = field.text.with_untracked(|text| {
            let before = text.get(..offered.from).unwrap_or_default();
            let line = before.rsplit('\n').next().unwrap_or_default();
            (before.matches('\n').count(), line.chars().count())
        });
        let down = (line as f64 + 1.0) * LINE - port.top + super::PADDING;
        code_field::put(&list, column, super::INDENT - port.left, down);
    });
    let rows = move || {
        completing.fitting.with(|fitting| {
            let rows = fitting.iter().enumerate().map(|(at, candidate)| {
                view! {
                    <li
                        id=format!("completion-{at}")
                        role="option"
                        aria-selected=move || (completing.chosen.get() == at).to_string()
                        on:mousedown=move |event| {
                            event.prevent_default();
                            completing.accept(Some(at));
                        }
                    >
                        <code>{candidate.text.clone()}</code>
                        <span class="muted">{candidate.about.clone()}</span>
                    </li>
                }
            });
            rows.collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=move || completing.is_open()>
            <ul class="completions" role="listbox" id="completions" aria-label="Completions" node_ref=list>
                {live(rows)}
            </ul>
        </Show>
    }
}
