//! A table of the differences between two resumes.

use view::prelude::*;

use resume::Difference;

/// A list of differences.
#[component]
pub(crate) fn Differences(
    /// Those that are shown.
    listed: Vec<Difference>,
    /// How many there are.
    total: usize,
    /// The headings of the two sides.
    sides: (&'static str, &'static str),
) -> impl IntoView {
    let side = |json: Option<String>| match json {
        Some(json) => view! { <code>{json}</code> }.into_any(),
        None => view! { <span class="muted">"missing"</span> }.into_any(),
    };
    let more = total.saturating_sub(listed.len());
    let rows = listed
        .into_iter()
        .map(|difference| {
            view! {
                <li>
                    <code>{difference.path}</code>
                    {side(difference.entered)}
                    {side(difference.read)}
                </li>
            }
        })
        .collect_view();
    view! {
        <ul class="differences" aria-label="Differences">
            <li class="head">
                <span>"Field"</span>
                <span>{sides.0}</span>
                <span>{sides.1}</span>
            </li>
            {rows}
            {(more > 0).then(|| view! { <li>{format!("and {} more", format::count(more))}</li> })}
        </ul>
    }
}
