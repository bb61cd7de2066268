//! A text with line numbers and colors.

mod decode;
mod highlight;
pub(super) mod indent;
mod places;

use std::sync::Arc;

use leptos::html::{Code, Div};
use view::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use self::decode::decoded;
use self::highlight::Carry;
pub(crate) use self::highlight::{Language, escape};
use self::indent::{indented, line_when_indented};
use self::places::{raw_of, shown_of};
use crate::browser::{page, ranges};
use crate::state::json_style::JsonStyle;
use crate::state::templates::text::byte_of;

/// Lines that are redrawn together: unchanged ones are left alone.
const CHUNK: usize = 64;
/// How much of a text is drawn at first: layout of long texts is slow.
const FIRST: Bound = Bound {
    lines: 4_000,
    bytes: 256 << 10,
};
/// The name of the highlight in the style sheet.
const RELATED: &str = "related";
/// The factor by which "Show more" extends it.
const MORE: usize = 4;

/// The style sheet has classes for indents up to this, in steps of two spaces.
const DEEPEST: usize = 16;

/// How much of a text is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound {
    lines: usize,
    bytes: usize,
}

impl Bound {
    fn more(self) -> Self {
        Self {
            lines: self.lines.saturating_mul(MORE),
            bytes: self.bytes.saturating_mul(MORE),
        }
    }

    /// Where the text ends that is drawn, in bytes: at the end of a line, or inside a line that is too long.
    fn end(self, text: &str) -> usize {
        let lines = text.split_inclusive('\n').take(self.lines);
        let mut end = 0;
        for line in lines {
            if end + line.len() > self.bytes {
                // The first line must be drawn, as far as possible.
                if end == 0 {
                    let is_boundary = |at: &usize| text.is_char_boundary(*at);
                    end = (0..=self.bytes).rev().find(is_boundary).unwrap_or(0);
                }
                return end;
            }
            end += line.len();
        }
        end
    }

    /// The bound that `line`, from 1, is inside of.
    fn reaching(mut self, line: usize, text: &str) -> Self {
        while self.end(text) < text.len()
            && text
                .get(..self.end(text))
                .is_some_and(|drawn| drawn.lines().count() < line)
        {
            self = self.more();
        }
        self
    }
}

/// Lines that are drawn together.
#[derive(PartialEq, Eq)]
struct Chunk {
    text: String,
    /// The state of the highlighter before the first of them.
    carry: Carry,
    /// A class of the style sheet for each of them, or none at all.
    classes: Vec<&'static str>,
}

/// Shows `text`. Shown exactly, the element's text is `text` verbatim; a long one is cut, with more on
/// demand.
#[component]
pub(crate) fn CodeView(
    /// The text.
    #[prop(into)]
    text: Signal<Arc<str>>,
    /// Its language.
    #[prop(into)]
    language: Signal<Language>,
    /// The accessible name.
    #[prop(into)]
    label: String,
    /// How JSON is shown; as it is by default.
    #[prop(default = Signal::stored(JsonStyle::Exact), into)]
    style: Signal<JsonStyle>,
    /// The place in `text` whose line is marked and scrolled to: line and column, from 1. To set it again scrolls again.
    #[prop(optional, into)]
    marked: Signal<Option<(usize, usize)>>,
    /// A class of the style sheet for each line, or none at all.
    #[prop(optional, into)]
    classes: Signal<Arc<Vec<&'static str>>>,
    /// Parts of `text` that are marked, in bytes and in order; the first is scrolled to.
    #[prop(optional, into)]
    related: Signal<Vec<(usize, usize)>>,
    /// The user clicked on that byte of `text`.
    #[prop(optional, into)]
    clicked: Option<Callback<usize>>,
) -> impl IntoView {
    let view = NodeRef::<Div>::new();
    let code = NodeRef::<Code>::new();
    let drawn = StoredValue::new(Vec::<Chunk>::new());
    let raw = text;
    let set_out = Memo::new(move |_| {
        let style = match language.get() {
            Language::Json => style.get(),
            Language::Yaml | Language::Plain => JsonStyle::Exact,
        };
        let set_out = match style {
            JsonStyle::Exact => None,
            JsonStyle::Indented => raw.with(|text| indented(text)),
            JsonStyle::Readable => raw.with(|text| indented(text)).map(|text| decoded(&text)),
        };
        set_out.map(Arc::<str>::from)
    });
    let text = Memo::new(move |_| set_out.get().unwrap_or_else(|| raw.get()));
    let bound = RwSignal::new(FIRST);
    Effect::new(move |_| {
        let Some(code) = code.get() else { return };
        let bound = bound.get();
        let chunks = text.with(|text| {
            let drawn = text.get(..bound.end(text)).unwrap_or_default();
            classes.with(|classes| cut(drawn, language.get(), classes))
        });
        drawn.update_value(|drawn| draw(&code, drawn, chunks, language.get_untracked()));
    });
    let again = Trigger::new();
    Effect::new(move |_| {
        again.track();
        let marked = marked.get();
        let (Some(view), Some(code)) = (view.get(), code.get()) else {
            return;
        };
        // There is no line 0: it removes the mark.
        let line = marked.map_or(0, |(line, column)| {
            if set_out.with_untracked(Option::is_some) {
                raw.with_untracked(|text| line_when_indented(text, line, column))
            } else {
                line
            }
        });
        let reaching = text.with_untracked(|text| bound.get_untracked().reaching(line, text));
        if reaching != bound.get_untracked() {
            // Drawn by the effect above, which runs before this one does again.
            bound.set(reaching);
            again.notify();
            return;
        }
        if let Some(line) = mark(&code, line) {
            page::reveal(&view, &line);
        }
    });
    Effect::new(move |marked: Option<bool>| {
        let related = related.get();
        let marks = !related.is_empty();
        let (Some(view), Some(code)) = (view.get(), code.get()) else {
            return false;
        };
        // Most texts never have a marked part, and the marks of another one are not theirs to remove.
        if !marks && marked != Some(true) {
            return false;
        }
        // After the effect that draws.
        let bound = bound.get();
        text.with(|text| {
            let spans = shown_spans(&raw.get(), text, &related);
            mark_spans(
                &view,
                &code,
                text.get(..bound.end(text)).unwrap_or_default(),
                &spans,
            );
        });
        marks
    });
    let click = move |_| {
        let (Some(clicked), Some((line, units))) = (clicked, ranges::caret(".l")) else {
            return;
        };
        let chunk = line
            .parent_element()
            .map_or(0, |chunk| ranges::position(&chunk));
        let number = chunk * CHUNK + ranges::position(&line);
        let at = text.with_untracked(|text| {
            let start: usize = text.split_inclusive('\n').take(number).map(str::len).sum();
            let line = text.get(start..).unwrap_or_default();
            raw_of(&raw.get_untracked(), text, start + byte_of(line, units))
        });
        clicked.try_run(at);
    };
    let hidden = Memo::new(move |_| {
        text.with(|text| {
            let hidden = text.get(bound.get().end(text)..).unwrap_or_default();
            (hidden.lines().count(), hidden.len())
        })
    });
    view! {
        <div class="code" tabindex="0" role="group" aria-label=label node_ref=view on:click=click>
            <pre>
                <code node_ref=code></code>
            </pre>
        </div>
        <Show when=move || { hidden.get().1 > 0 }>
            <p class="hint code-note">
                {move || {
                    let (lines, bytes) = hidden.get();
                    format!("{} not shown. Copy includes them. ", amount(lines, bytes))
                }}
                <button
                    type="button"
                    class="link-button"
                    on:click=move |_| bound.update(|bound| *bound = bound.more())
                >
                    "Show more"
                </button>
            </p>
        </Show>
    }
}

/// Where parts of a text are shown.
#[inline(never)]
fn shown_spans(raw: &str, shown: &str, spans: &[(usize, usize)]) -> Vec<(usize, usize)> {
    if raw == shown {
        return spans.to_vec();
    }
    let places: Vec<usize> = spans.iter().flat_map(|(from, to)| [*from, *to]).collect();
    let shown = shown_of(raw, shown, &places);
    shown
        .as_chunks::<2>()
        .0
        .iter()
        .map(|[from, to]| (*from, *to))
        .collect()
}

/// Marks parts of the drawn text, line by line, and scrolls to the first of them.
#[inline(never)]
fn mark_spans(view: &HtmlElement, code: &HtmlElement, text: &str, spans: &[(usize, usize)]) {
    let mut parts = Vec::new();
    let mut spans = spans.iter().copied().peekable();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.len();
        while let Some((from, to)) = spans.peek().copied().filter(|(from, _)| *from < end) {
            let units = |byte: usize| {
                let before = line.get(..byte.saturating_sub(start)).unwrap_or(line);
                u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
            };
            if let Some(element) = line_element(code, number) {
                parts.push((element, units(from), units(to)));
            }
            if to > end {
                break;
            }
            spans.next();
        }
        start = end;
    }
    if let Some((line, ..)) = parts.first()
        && !ranges::is_in_sight(view, line)
    {
        page::reveal(view, line);
    }
    // A browser that can't has the places in words beside it.
    ranges::mark(RELATED, &parts);
}

/// The element of a line, by its number from 0.
fn line_element(code: &HtmlElement, number: usize) -> Option<HtmlElement> {
    let chunk = code.children().item((number / CHUNK) as u32)?;
    chunk
        .children()
        .item((number % CHUNK) as u32)?
        .dyn_into()
        .ok()
}

/// `20 more lines (3 KB)`
fn amount(lines: usize, bytes: usize) -> String {
    let size = format::size(bytes);
    match lines {
        1 => format!("1 more line ({size})"),
        _ => format!("{} more lines ({size})", format::count(lines)),
    }
}

fn cut(text: &str, language: Language, classes: &[&'static str]) -> Vec<Chunk> {
    let mut carry = Carry::default();
    let mut ignored = String::new();
    let mut chunks = Vec::new();
    let mut lines = text.split_inclusive('\n').enumerate().peekable();
    while let Some((first, _)) = lines.peek().copied() {
        let mut chunk = Chunk {
            text: String::new(),
            carry,
            classes: classes.iter().skip(first).take(CHUNK).copied().collect(),
        };
        while let Some((_, line)) = lines.next_if(|(number, _)| *number < first + CHUNK) {
            if language == Language::Yaml {
                // Only for the state at the start of the next line.
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
            code.append_child(&element).ok()?;
            Some(element)
        });
        if let Some(element) = element {
            element.set_inner_html(&html(chunk, language));
            number_from(&element, index * CHUNK);
        }
    }
    while let Some(extra) = children.item(chunks.len() as u32) {
        extra.remove();
    }
    *drawn = chunks;
}

/// Has the lines of a chunk continue the count. Its first line does: what is outside of a chunk does not count in it, since the browser
/// skips one that is out of sight (`style/code.css`).
fn number_from(chunk: &Element, before: usize) {
    let Some(line) = chunk.first_element_child() else {
        return;
    };
    // The page's policy forbids style in HTML, not by script. Where it can't be set, each chunk is numbered from 1.
    let _ = line
        .unchecked_ref::<HtmlElement>()
        .style()
        .set_property("counter-reset", &format!("line {before}"));
}

fn html(chunk: &Chunk, language: Language) -> String {
    let mut carry = chunk.carry;
    let mut html = String::with_capacity(chunk.text.len() * 3);
    for (index, line) in chunk.text.split_inclusive('\n').enumerate() {
        html.push_str("<span class='l");
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if spaces > 1 {
            // Where a line is wrapped, it goes on below its beginning.
            html.push_str(" i");
            html.push_str(&(spaces / 2).min(DEEPEST).to_string());
        }
        if let Some(class) = chunk.classes.get(index).filter(|class| !class.is_empty()) {
            html.push(' ');
            html.push_str(class);
        }
        html.push_str("'>");
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
    let element = line_element(code, line.checked_sub(1)?)?;
    let _ = element.class_list().add_1("marked");
    Some(element)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_drawn_up_to_a_line_and_more_on_demand() {
        let bound = Bound { lines: 2, bytes: 8 };
        for (text, end) in [
            ("", 0),
            ("a\nb", 3),
            ("a\nb\nc\nd", 4),
            ("abcd\nefgh\n", 5),
            ("abcdefghijkl", 8),
            ("abcdefgüü", 7),
        ] {
            assert_eq!(bound.end(text), end, "{text}");
        }
        let lines = "x\n".repeat(100);
        assert_eq!(bound.reaching(2, &lines), bound);
        assert_eq!(bound.reaching(50, &lines).lines, 128);
        assert_eq!(bound.reaching(1_000, &lines).lines, 128);
    }

    #[test]
    fn says_how_much_is_not_drawn() {
        assert_eq!(amount(96_000, 1_200_000), "96,000 more lines (1.1 MB)");
        assert_eq!(amount(1, 10), "1 more line (10 bytes)");
    }
}
