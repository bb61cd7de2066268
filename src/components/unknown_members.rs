//! Fields of an opened file that the form does not know.

use resume::Extra;
use view::prelude::*;

/// The most fields drawn at a time, and characters of each: a file may have a hundred thousand, and one of
/// them may be a megabyte.
const PAGE: usize = 50;
const LONGEST: usize = 2_000;

/// Names and values as text: those of one page, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Members {
    /// How many there are.
    count: usize,
    /// Those that are drawn.
    drawn: Vec<(String, String)>,
}

impl Members {
    /// Those from the one at `first` on, of a record's unknown fields.
    pub(crate) fn from(first: usize, parts: &[&[Extra]]) -> Self {
        let all = || parts.iter().copied().flatten();
        let shortened = |text: &str| format::shortened(text, LONGEST);
        let drawn = all().skip(first).take(PAGE);
        Self {
            count: parts.iter().map(|part| part.len()).sum(),
            drawn: drawn
                .map(|extra| (shortened(&extra.name), shortened(extra.json.get())))
                .collect(),
        }
    }
}

/// Shows unknown fields, a page at a time; nothing if there are none.
#[component]
pub(crate) fn UnknownMembers(
    /// Those from the one with that number on; reactive.
    members: impl Fn(usize) -> Members + Send + Sync + 'static,
) -> impl IntoView {
    let asked = RwSignal::new(0_usize);
    let members = Memo::new(move |_| members(asked.get()));
    let count = Memo::new(move |_| members.with(|members| members.count));
    // An undo may have removed the page that was shown.
    Effect::new(move |_| {
        let last = count.get().saturating_sub(1) / PAGE * PAGE;
        if asked.get_untracked() > last {
            asked.set(last);
        }
    });
    let heading = move || match count.get() {
        1 => "1 more field in this file, saved unchanged".to_owned(),
        n => format!(
            "{} more fields in this file, saved unchanged",
            format::count(n)
        ),
    };
    let facts = move || {
        let first = asked.get();
        format!(
            "{} to {} of {}",
            format::count(first + 1),
            format::count(count.get().min(first + PAGE)),
            format::count(count.get())
        )
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <details class="kept">
                <summary>{live(heading)}</summary>
                <dl>
                    {move || {
                        members
                            .with(|members| members.drawn.clone())
                            .into_iter()
                            .map(|(name, json)| view! { <dt>{name}</dt><dd>{json}</dd> })
                            .collect_view()
                    }}
                </dl>
                <Show when=move || { count.get() > PAGE }>
                    <div class="pager">
                        <span class="muted">{live(facts)}</span>
                        <button
                            type="button"
                            class="button"
                            aria-label=format!("Previous {PAGE} fields")
                            disabled=move || asked.get() == 0
                            on:click=move |_| {
                                asked.update(|first| *first = first.saturating_sub(PAGE));
                            }
                        >
                            "Previous"
                        </button>
                        <button
                            type="button"
                            class="button"
                            aria-label=format!("Next {PAGE} fields")
                            disabled=move || { asked.get() + PAGE >= count.get() }
                            on:click=move |_| asked.update(|first| *first += PAGE)
                        >
                            "Next"
                        </button>
                    </div>
                </Show>
            </details>
        </Show>
    }
}
