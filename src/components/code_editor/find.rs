//! Find and replace, and go to a line.

use leptos::ev::KeyboardEvent;
use view::prelude::*;

use super::field::CodeField;
use super::paint::{Mark, MarkKind};
use crate::browser::page;

/// The most matches that are marked and counted.
const MOST: usize = 10_000;

/// What is searched for.
#[derive(Clone, Copy)]
pub(super) struct Finding {
    field: CodeField,
    /// Whether the bar is open.
    pub(super) is_open: RwSignal<bool>,
    needle: RwSignal<String>,
    replacement: RwSignal<String>,
    /// The spans of the matches.
    matches: Memo<Vec<(usize, usize)>>,
}

impl Finding {
    pub(super) fn new(field: CodeField) -> Self {
        let is_open = RwSignal::new(false);
        let needle = RwSignal::new(String::new());
        let matches = Memo::new(move |_| match is_open.get() {
            true => needle.with(|needle| field.text.with(|text| found(text, needle))),
            false => Vec::new(),
        });
        Self {
            field,
            is_open,
            needle,
            replacement: RwSignal::new(String::new()),
            matches,
        }
    }

    /// Opens the bar, with what is selected.
    pub(super) fn open(self) {
        let (from, to) = self.field.selection.get_untracked();
        let selected = self
            .field
            .text
            .with_untracked(|text| text.get(from..to).unwrap_or_default().to_owned());
        if !selected.is_empty() && !selected.contains('\n') {
            self.needle.set(selected);
        }
        self.is_open.set(true);
        page::focus_soon("#find-text".to_owned());
    }

    pub(super) fn close(self) {
        self.is_open.set(false);
        if let Some(input) = self.field.input.get_untracked() {
            page::focus(&input);
        }
    }

    /// The matches, to be marked; reactive.
    pub(super) fn marks(self) -> Vec<Mark> {
        self.matches.with(|matches| {
            let marks = matches.iter().map(|span| Mark {
                span: *span,
                kind: MarkKind::Found,
            });
            marks.collect()
        })
    }

    /// The number of the selected match, from 0; reactive.
    fn current(self) -> Option<usize> {
        let selection = self.field.selection.get();
        self.matches
            .with(|matches| matches.iter().position(|span| *span == selection))
    }

    /// Selects the next match behind the cursor, or the one before it. The bar keeps the focus.
    fn go(self, forwards: bool) {
        let selection = self.field.selection.get_untracked();
        let next = self.matches.with_untracked(|matches| match forwards {
            true => matches
                .iter()
                .find(|span| span.0 >= selection.1)
                .or(matches.first())
                .copied(),
            false => matches
                .iter()
                .rev()
                .find(|span| span.1 <= selection.0)
                .or(matches.last())
                .copied(),
        });
        if let Some(span) = next {
            self.field.select(span);
            page::focus_soon("#find-text".to_owned());
        }
    }

    fn replace(self) {
        let selection = self.field.selection.get_untracked();
        let is_match = self
            .matches
            .with_untracked(|matches| matches.contains(&selection));
        if is_match {
            let new = self.replacement.get_untracked();
            let end = selection.0 + new.len();
            self.field.replace(selection, &new, (end, end));
        }
        self.go(true);
    }

    fn replace_all(self) {
        let (new, count) = self.matches.with_untracked(|matches| {
            let replacement = self.replacement.get_untracked();
            let text = self.field.text.get_untracked();
            let edits: Vec<_> = matches
                .iter()
                .map(|span| (*span, replacement.clone()))
                .collect();
            let new = crate::state::templates::text::edited(&text, edits.iter());
            (new, matches.len())
        });
        if count > 0 {
            let all = (0, self.field.text.with_untracked(|text| text.len()));
            self.field.replace(all, &new, (0, 0));
            page::focus_soon("#find-text".to_owned());
        }
    }

    fn go_to_line(self, number: &str) {
        let Ok(number) = number.trim().parse::<usize>() else {
            return;
        };
        let at = self.field.text.with_untracked(|text| {
            let lines = text.split_inclusive('\n').take(number.saturating_sub(1));
            lines.map(str::len).sum::<usize>()
        });
        self.field.select((at, at));
    }
}

/// The matches in a text, whatever the case of ASCII letters; none of nothing.
pub(crate) fn found(text: &str, needle: &str) -> Vec<(usize, usize)> {
    if needle.is_empty() {
        return Vec::new();
    }
    // Lower case in ASCII has the same bytes in the same places.
    let (text, needle) = (text.to_ascii_lowercase(), needle.to_ascii_lowercase());
    text.match_indices(&needle)
        .map(|(at, found)| (at, at + found.len()))
        .take(MOST)
        .collect()
}

/// The bar above the text.
#[component]
pub(super) fn FindBar(finding: Finding) -> impl IntoView {
    let key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => {
            event.prevent_default();
            finding.close();
        }
        "Enter" => {
            event.prevent_default();
            finding.go(!event.shift_key());
        }
        _ => {}
    };
    let count = move || {
        let total = finding.matches.with(Vec::len);
        match (
            finding.needle.with(String::is_empty),
            total,
            finding.current(),
        ) {
            (true, ..) => String::new(),
            (_, 0, _) => "None".to_owned(),
            (_, total, Some(at)) => format!("{} of {}", at + 1, format::count(total)),
            (_, total, None) => format::count(total),
        }
    };
    view! {
        <Show when=move || finding.is_open.get()>
            <div class="find" role="search" aria-label="Find and replace">
                <input
                    id="find-text"
                    class="input"
                    type="search"
                    aria-label="Find"
                    placeholder="Find"
                    spellcheck="false"
                    prop:value=finding.needle
                    on:input=move |event| finding.needle.set(event_target_value(&event))
                    on:keydown=key
                />
                <span class="muted count" role="status">
                    {live(count)}
                </span>
                <button type="button" class="button" on:click=move |_| finding.go(false)>
                    "Previous"
                </button>
                <button type="button" class="button" on:click=move |_| finding.go(true)>
                    "Next"
                </button>
                <input
                    class="input"
                    type="text"
                    aria-label="Replace with"
                    placeholder="Replace with"
                    spellcheck="false"
                    prop:value=finding.replacement
                    on:input=move |event| finding.replacement.set(event_target_value(&event))
                    on:keydown=move |event: KeyboardEvent| {
                        if event.key() == "Escape" {
                            finding.close();
                        }
                    }
                />
                <button type="button" class="button" on:click=move |_| finding.replace()>
                    "Replace"
                </button>
                <button type="button" class="button" on:click=move |_| finding.replace_all()>
                    "Replace all"
                </button>
                <input
                    class="input line"
                    type="text"
                    inputmode="numeric"
                    aria-label="Go to line"
                    placeholder="Line"
                    on:change=move |event| finding.go_to_line(&event_target_value(&event))
                />
                <button type="button" class="button" on:click=move |_| finding.close()>
                    "Close"
                </button>
            </div>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_are_found_whatever_their_case() {
        assert_eq!(found("Aa ü aA", "aa"), [(0, 2), (6, 8)]);
        assert_eq!(found("aaa", "aa"), [(0, 2)]);
        assert_eq!(found("abc", ""), []);
        assert_eq!(found("Ünü", "ü"), [(3, 5)]);
    }
}
