//! A text area for code: colours beneath it, line numbers, marks, completion, find and replace.
//!
//! The text is the text area's own: the browser's undo, input methods, screen readers and phones work as in any field. What is drawn
//! beneath it is the same text in the same place, only the lines in sight.

mod completion;
mod field;
mod find;
mod hover;
mod paint;
mod pairs;
mod typing;

use leptos::ev::KeyboardEvent;
use leptos::html::{Div, Pre};
use protocol::{Completions, TokenClass};
use view::prelude::*;

use self::completion::{Completing, CompletionList};
pub(crate) use self::field::CodeField;
pub(crate) use self::find::found;
use self::find::{FindBar, Finding};
use self::hover::{HoverCard, Hovering};
pub(crate) use self::paint::{Mark, MarkKind};
use crate::browser::code_field::{self, LINE, Viewport};
use crate::browser::page;

/// The space above the first line, in pixels.
const PADDING: f64 = 8.0;
/// The space before each line, in pixels.
const INDENT: f64 = 10.0;
/// The columns of a tab, as in the style sheet.
const TAB: usize = 2;
/// The lines that are drawn at least, so that a higher field needs no new drawing.
const MOST_LINES: usize = 100;

/// The editor.
#[component]
pub(crate) fn CodeEditor(
    /// The text area.
    field: CodeField,
    /// The ID of its heading.
    labelled_by: &'static str,
    /// Which text it is: of another one, the cursor starts at the beginning.
    #[prop(into)]
    subject: Signal<String>,
    /// Its text when it is drawn anew: reactive to each change but typing.
    #[prop(into)]
    value: Signal<String>,
    /// The user typed.
    #[prop(into)]
    typed: Callback<String>,
    /// The colours: the class of each piece, with its end in bytes.
    colours: Memo<Vec<(usize, TokenClass)>>,
    /// What is marked.
    #[prop(into)]
    marks: Signal<Vec<Mark>>,
    /// What can be written at the cursor; set it to `None` to close the list.
    offered: RwSignal<Option<Completions>>,
    /// Asks for what can be written before that byte.
    #[prop(into)]
    complete: Callback<usize>,
    /// The byte that the pointer rests on.
    hovered: RwSignal<Option<usize>>,
    /// Whether there is something to say of it.
    #[prop(into)]
    is_known: Signal<bool>,
    /// What is said.
    #[prop(into)]
    about: ViewFn,
) -> impl IntoView {
    let CodeField { input, text, .. } = field;
    let viewport = RwSignal::new(Viewport::default());
    let lines = NodeRef::<Pre>::new();
    let numbers = NodeRef::<Pre>::new();
    let current = NodeRef::<Div>::new();
    let finding = Finding::new(field);
    let completing = Completing::new(field, offered);
    let hovering = Hovering::new(field, colours, hovered);
    // Set by Escape: the next Tab leaves the field.
    let leaves = StoredValue::new(false);
    // Which text the field has.
    let subject_drawn = StoredValue::new(String::new());
    // The next change is not the user's typing.
    let is_quiet = StoredValue::new(false);
    let starts = Memo::new(move |_| text.with(|text| line_starts(text)));
    let look = move || {
        // The page may be closed by now: it is also called a moment after the text was drawn.
        let Some(Some(input)) = input.try_get_untracked() else {
            return;
        };
        let port = code_field::viewport(&input);
        if viewport.get_untracked() != port {
            viewport.set(port);
        }
        field.look();
    };
    let pair = Memo::new(move |_| {
        let at = field.cursor();
        text.with(|text| colours.with(|colours| pairs::pair(text, colours, at)))
    });
    let all_marks = Memo::new(move |_| {
        let mut all = marks.get();
        all.extend(pair.get().into_iter().map(|span| Mark {
            span,
            kind: MarkKind::Pair,
        }));
        all.extend(finding.marks());
        all
    });
    Effect::new(move |_| {
        let (Some(lines), Some(numbers)) = (lines.get(), numbers.get()) else {
            return;
        };
        let port = viewport.get();
        text.with(|text| {
            starts.with(|starts| {
                let first = ((port.top / LINE) as usize).saturating_sub(4);
                let shown = ((port.height / LINE) as usize).max(MOST_LINES) + 8;
                let last = (first + shown).min(starts.len());
                let start = starts.get(first).copied().unwrap_or(text.len());
                let end = starts.get(last).copied().unwrap_or(text.len());
                // The colours first: the marks are made of them, too, and an effect that finds one value unchanged (the marks) does
                // not see that what it was made of has changed, if it reads that later.
                let html = colours.with(|colours| {
                    all_marks.with(|marks| paint::html(text, start..end, colours, marks))
                });
                code_field::set_html(&lines, &html);
                let html = all_marks.with(|marks| line_numbers(starts, first..last, marks));
                code_field::set_html(&numbers, &html);
                let down = first as f64 * LINE - port.top;
                code_field::shift(&lines, -port.left, down);
                code_field::shift(&numbers, 0.0, down);
            });
        });
    });
    Effect::new(move |_| {
        if let Some(current) = current.get() {
            let at = field.cursor();
            let line = starts.with(|starts| starts.partition_point(|start| *start <= at));
            let down = line.saturating_sub(1) as f64 * LINE - viewport.get().top;
            code_field::shift(&current, 0.0, down);
        }
    });
    let key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let command = event.ctrl_key() || event.meta_key();
        let key = event.key();
        if untrack(|| completing.is_open()) && !command {
            let is_done = match key.as_str() {
                "ArrowDown" => {
                    completing.step(1);
                    true
                }
                "ArrowUp" => {
                    completing.step(-1);
                    true
                }
                "Enter" | "Tab" => {
                    is_quiet.set_value(true);
                    let is_done = completing.accept(None);
                    is_quiet.set_value(false);
                    is_done
                }
                "Escape" => {
                    completing.close();
                    true
                }
                _ => false,
            };
            if is_done {
                event.prevent_default();
                event.stop_propagation();
                return;
            }
        }
        let key = match command {
            true => key.to_lowercase(),
            false => key,
        };
        let left = leaves.get_value();
        leaves.set_value(key == "Escape");
        let selection = field.selection;
        let edit = match key.as_str() {
            "Tab" if !left && !command && !event.alt_key() => {
                field.look();
                event.prevent_default();
                text.with_untracked(|text| {
                    typing::tab(text, selection.get_untracked(), event.shift_key())
                })
            }
            "Enter" if !command && !event.shift_key() && !event.alt_key() => {
                field.look();
                let edit =
                    text.with_untracked(|text| typing::enter(text, selection.get_untracked()));
                if edit.is_some() {
                    event.prevent_default();
                }
                edit
            }
            " " if command => {
                event.prevent_default();
                field.look();
                complete.try_run(selection.get_untracked().1);
                None
            }
            "f" if command && !event.shift_key() => {
                event.prevent_default();
                field.look();
                finding.open();
                None
            }
            _ => None,
        };
        if let Some(edit) = edit {
            is_quiet.set_value(true);
            field.replace(edit.span, &edit.text, edit.selection);
            is_quiet.set_value(false);
        }
    };
    let on_input = move |event| {
        typed.try_run(event_target_value(&event));
        look();
        let at = field.selection.get_untracked().1;
        let before =
            text.with_untracked(|text| text.get(..at).and_then(|text| text.chars().last()));
        let starts_a_name =
            before.is_some_and(|c| c.is_ascii_alphanumeric() || "#$.'\"[_!{".contains(c));
        if is_quiet.get_value() || !starts_a_name {
            completing.close();
        } else {
            complete.try_run(at);
        }
    };
    view! {
        <FindBar finding />
        <div class="code-editor">
            <div class="numbers" aria-hidden="true">
                <pre node_ref=numbers></pre>
            </div>
            <div class="under" aria-hidden="true">
                <div class="current" node_ref=current></div>
                <pre node_ref=lines></pre>
            </div>
            <textarea
                node_ref=input
                class="over"
                aria-labelledby=labelled_by
                aria-describedby="code-keys"
                aria-autocomplete="list"
                aria-controls=move || completing.is_open().then_some("completions")
                aria-activedescendant=move || completing.active()
                spellcheck="false"
                autocapitalize="off"
                autocomplete="off"
                wrap="off"
                prop:value=move || {
                    let value = value.get();
                    let name = subject.get();
                    let changed = field.changed_to(&value).filter(|_| subject_drawn.get_value() == name);
                    subject_drawn.set_value(name);
                    hovering.close();
                    // What is drawn beneath follows, and what undo changed is in sight.
                    page::after(0, move || {
                        field.show(changed.unwrap_or_default());
                        look();
                    });
                    value
                }
                on:input=on_input
                on:keydown=key
                on:keyup=move |_| look()
                on:click=move |_| {
                    completing.close();
                    look();
                }
                on:focus=move |_| look()
                on:blur=move |_| completing.close()
                on:select=move |_| field.look()
                on:scroll=move |_| {
                    hovering.close();
                    look();
                }
                on:pointermove=move |event| hovering.pointed(&event)
                on:pointerleave=move |_| hovering.left()
                on:pointerdown=move |_| hovering.close()
            ></textarea>
            <CompletionList completing viewport />
            <HoverCard hovering viewport is_known about />
        </div>
        <p class="hint" id="code-keys">
            "Tab indents; Escape, then Tab leaves the field. Ctrl or ⌘ with F finds, with the space bar completes. "
            <button type="button" class="link-button" on:click=move |_| finding.open()>
                "Find and replace"
            </button>
        </p>
    }
}

/// The bytes at which the lines start.
fn line_starts(text: &str) -> Vec<usize> {
    let after = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(after).collect()
}

/// The numbers of lines, marked where something is wrong.
fn line_numbers(starts: &[usize], lines: std::ops::Range<usize>, marks: &[Mark]) -> String {
    let wrong: Vec<(usize, &str)> = marks
        .iter()
        .filter_map(|mark| {
            let class = match mark.kind {
                MarkKind::Error => "error",
                MarkKind::Warning => "warning",
                _ => return None,
            };
            let line = starts.partition_point(|start| *start <= mark.span.0);
            Some((line, class))
        })
        .collect();
    let mut html = String::new();
    for line in lines {
        let number = line + 1;
        match wrong.iter().find(|(line, _)| *line == number) {
            Some((_, class)) => html.push_str(&format!("<i class='{class}'>{number}</i>\n")),
            None => html.push_str(&format!("{number}\n")),
        }
    }
    html
}
