//! A small table of names and values.

use view::prelude::*;

/// A table that the user edits.
#[component]
pub(crate) fn Pairs(
    /// What is in it.
    title: &'static str,
    /// The pairs; reactive.
    #[prop(into)]
    pairs: Signal<Vec<(String, String)>>,
    /// The user changed them.
    #[prop(into)]
    change: Callback<Vec<(String, String)>>,
) -> impl IntoView {
    // The rows stay while one types in them.
    let count = Memo::new(move |_| pairs.with(Vec::len));
    let text = move |at: usize, is_name: bool| {
        pairs.with(|pairs| {
            let pair = pairs.get(at);
            pair.map(|(name, value)| if is_name { name.clone() } else { value.clone() })
                .unwrap_or_default()
        })
    };
    let typed = move |at: usize, is_name: bool, text: String| {
        let mut all = pairs.get_untracked();
        if let Some((name, value)) = all.get_mut(at) {
            *if is_name { name } else { value } = text;
            change.try_run(all);
        }
    };
    let field = move |at: usize, is_name: bool| {
        let what = if is_name { "name" } else { "value" };
        view! {
            <input
                class="input"
                type="text"
                spellcheck="false"
                autocomplete="off"
                placeholder=what
                aria-label=format!("{title}, {what} {}", at + 1)
                prop:value=move || text(at, is_name)
                on:input=move |event| typed(at, is_name, event_target_value(&event))
            />
        }
    };
    let row = move |at: usize| {
        view! {
            <li>
                {field(at, true)} {field(at, false)}
                <button
                    type="button"
                    class="button"
                    aria-label=format!("{title}: remove {}", at + 1)
                    on:click=move |_| {
                        let mut all = pairs.get_untracked();
                        if at < all.len() {
                            all.remove(at);
                            change.try_run(all);
                        }
                    }
                >
                    "Remove"
                </button>
            </li>
        }
    };
    view! {
        <fieldset class="pairs">
            <legend>{title}</legend>
            <ul>{move || (0..count.get()).map(row).collect_view()}</ul>
            <button
                type="button"
                class="button"
                aria-label=format!("{title}: add")
                on:click=move |_| {
                    let mut all = pairs.get_untracked();
                    all.push(Default::default());
                    change.try_run(all);
                }
            >
                "Add"
            </button>
        </fieldset>
    }
}
