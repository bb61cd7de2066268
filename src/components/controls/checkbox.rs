//! A labelled checkbox.

use view::prelude::*;

use super::handler::Handler;

/// A checkbox with its label, a hint under it, and further content.
#[component]
pub(crate) fn Checkbox(
    /// The ID of the box.
    #[prop(into)]
    id: String,
    /// The label beside it.
    label: &'static str,
    /// Whether it looks like a switch, as an option does that is on or off.
    #[prop(optional)]
    switch: bool,
    /// Whether it is checked.
    #[prop(into)]
    checked: Signal<bool>,
    /// The user changed it.
    #[prop(into)]
    changed: Handler<bool>,
    /// The hint.
    #[prop(into)]
    hint: Signal<String>,
    /// The ID of an error among `children`.
    #[prop(optional, into)]
    error_id: Option<String>,
    /// Content after the hint.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let hint_id = format!("{id}-hint");
    let described_by = match error_id {
        Some(error_id) => format!("{hint_id} {error_id}"),
        None => hint_id.clone(),
    };
    view! {
        <div class="field full">
            <label class=if switch { "switch" } else { "check" }>
                <input
                    type="checkbox"
                    role=switch.then_some("switch")
                    id=id
                    aria-describedby=described_by
                    prop:checked=checked
                    on:change=move |event| changed.call(event_target_checked(&event))
                />
                <span class=switch.then_some("setting-label")>{label}</span>
            </label>
            <span class="hint" id=hint_id>
                {move || hint.get()}
            </span>
            {children.map(|children| children())}
        </div>
    }
}
