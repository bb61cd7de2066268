//! A text with line numbers and colours.

use std::sync::Arc;

use leptos::html::{Code, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::page;
use crate::highlight::{self, Carry, Language};
use crate::indent::indented;
use crate::state::stack::changes::Mark;

/// Lines that are redrawn together: what has not changed is left alone.
const CHUNK: usize = 64;
/// Lines beyond this stay without colours.
pub(crate) const MOST_COLOURED: usize = 4_000;

/// Lines that are drawn together.
#[derive(PartialEq, Eq)]
struct Chunk {
    text: String,
    /// The state of the highlighter before the first of them.
    carry: Carry,
    coloured: bool,
    /// Which of them are others than before; none where nothing is.
    marks: Vec<Mark>,
}

/// Shows `text`. Unless it is set out for reading, the element's text is `text` to the letter.
#[component]
pub(crate) fn CodeView(
    /// What to show.
    #[prop(into)]
    text: Signal<Arc<str>>,
    /// What it is written in.
    #[prop(into)]
    language: Signal<Language>,
    /// What it is, for those who listen.
    #[prop(into)]
    label: String,
    /// Whether JSON is set out for reading.
    #[prop(optional, into)]
    indent: Signal<bool>,
    /// The line to mark and to scroll to, from 1; the second number makes it happen again.
    #[prop(optional, into)]
    marked: Signal<Option<(usize, u32)>>,
    /// Which lines are others than before.
    #[prop(optional, into)]
    marks: Signal<Arc<Vec<Mark>>>,
) -> impl IntoView {
    let view = NodeRef::<Div>::new();
    let code = NodeRef::<Code>::new();
    let drawn = StoredValue::new(Vec::<Chunk>::new());
    let text = Memo::new(move |_| {
        let set_out = indent.get() && language.get() == Language::Json;
        let set_out = if set_out {
            text.with(|text| indented(text))
        } else {
            None
        };
        set_out.map_or_else(|| text.get(), Arc::from)
    });
    Effect::new(move |_| {
        let Some(code) = code.get() else { return };
        let chunks = text.with(|text| marks.with(|marks| cut(text, language.get(), marks)));
        drawn.update_value(|drawn| draw(&code, drawn, chunks, language.get_untracked()));
    });
    Effect::new(move |_| {
        let (Some((line, _)), Some(view), Some(code)) = (marked.get(), view.get(), code.get())
        else {
            return;
        };
        if let Some(line) = mark(&code, line) {
            page::reveal(&view, &line);
        }
    });
    let more = Memo::new(move |_| text.with(|text| text.lines().count()) > MOST_COLOURED);
    view! {
        <div class="code" tabindex="0" role="group" aria-label=label node_ref=view>
            <pre>
                <code node_ref=code></code>
            </pre>
        </div>
        <Show when=move || more.get()>
            <p class="hint code-note">
                {format!("Long text: only the first {MOST_COLOURED} lines are coloured.")}
            </p>
        </Show>
    }
}

fn cut(text: &str, language: Language, marks: &[Mark]) -> Vec<Chunk> {
    let mut carry = Carry::default();
    let mut ignored = String::new();
    let mut chunks = Vec::new();
    let mut lines = text.split_inclusive('\n').enumerate().peekable();
    while let Some((first, _)) = lines.peek().copied() {
        let mut chunk = Chunk {
            text: String::new(),
            carry,
            coloured: first < MOST_COLOURED,
            marks: marks.iter().skip(first).take(CHUNK).copied().collect(),
        };
        while let Some((_, line)) = lines.next_if(|(number, _)| *number < first + CHUNK) {
            if language == Language::Yaml && chunk.coloured {
                // Only to know the state that the next line starts in.
                ignored.clear();
                highlight::line(
                    line.trim_end_matches('\n'),
                    language,
                    &mut carry,
                    &mut ignored,
                );
            }
            chunk.text.push_str(line);
        }
        chunks.push(chunk);
    }
    chunks
}

fn draw(code: &HtmlElement, drawn: &mut Vec<Chunk>, chunks: Vec<Chunk>, language: Language) {
    let children = code.children();
    for (index, chunk) in chunks.iter().enumerate() {
        if drawn.get(index) == Some(chunk) {
            continue;
        }
        let element = children.item(index as u32).or_else(|| {
            let element = document().create_element("span").ok()?;
            element.set_class_name("chunk");
            let style = element.unchecked_ref::<HtmlElement>().style();
            // The page's policy forbids style in HTML, not by script.
            style
                .set_property("counter-reset", &format!("line {}", index * CHUNK))
                .ok()?;
            code.append_child(&element).ok()?;
            Some(element)
        });
        if let Some(element) = element {
            element.set_inner_html(&html(chunk, language));
        }
    }
    while let Some(extra) = children.item(chunks.len() as u32) {
        extra.remove();
    }
    *drawn = chunks;
}

fn html(chunk: &Chunk, language: Language) -> String {
    let language = if chunk.coloured {
        language
    } else {
        Language::Plain
    };
    let mut carry = chunk.carry;
    let mut html = String::with_capacity(chunk.text.len() * 3);
    for (index, line) in chunk.text.split_inclusive('\n').enumerate() {
        html.push_str(match chunk.marks.get(index) {
            Some(Mark::New) => "<span class='l new'>",
            Some(Mark::Joined) => "<span class='l joined'>",
            _ => "<span class=l>",
        });
        highlight::line(line.trim_end_matches('\n'), language, &mut carry, &mut html);
        if line.ends_with('\n') {
            html.push('\n');
        }
        html.push_str("</span>");
    }
    html
}

/// Marks a line, and no other. Returns its element.
fn mark(code: &HtmlElement, line: usize) -> Option<HtmlElement> {
    if let Ok(Some(before)) = code.query_selector(".marked") {
        // A class list that can't be changed leaves the mark where it was.
        let _ = before.class_list().remove_1("marked");
    }
    let at = line.checked_sub(1)?;
    let chunk = code.children().item((at / CHUNK) as u32)?;
    let element = chunk.children().item((at % CHUNK) as u32)?;
    let _ = element.class_list().add_1("marked");
    element.dyn_into().ok()
}
