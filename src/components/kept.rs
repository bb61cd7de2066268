//! Members of an opened file that the form does not know.

use leptos::prelude::*;
use resume::Extra;

/// Names and values as text, from what a record keeps.
pub(crate) fn texts(extra: &[Extra]) -> Vec<(String, String)> {
    extra
        .iter()
        .map(|extra| (extra.name.clone(), extra.json.get().to_owned()))
        .collect()
}

/// Shows members that are kept as they are; nothing where there are none.
#[component]
pub(crate) fn Kept(
    /// Names and values.
    #[prop(into)]
    members: Signal<Vec<(String, String)>>,
) -> impl IntoView {
    let there = Memo::new(move |_| members.with(|members| !members.is_empty()));
    let heading = move || match members.with(Vec::len) {
        1 => "1 more member of the file, kept as it is".to_owned(),
        n => format!("{n} more members of the file, kept as they are"),
    };
    view! {
        <Show when=move || there.get()>
            <details class="kept">
                <summary>{heading}</summary>
                <dl>
                    {move || {
                        members
                            .get()
                            .into_iter()
                            .map(|(name, json)| view! { <dt>{name}</dt><dd>{json}</dd> })
                            .collect_view()
                    }}
                </dl>
            </details>
        </Show>
    }
}
