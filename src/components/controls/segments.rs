//! A choice of one out of a few, side by side.

use leptos::prelude::*;

use super::handler::Handler;

/// Radio buttons that look like one bar.
#[component]
pub(crate) fn Segments<T>(
    /// The accessible name.
    legend: &'static str,
    /// The name of the radio group.
    name: &'static str,
    /// The choices, each with its label.
    choices: Vec<(T, &'static str)>,
    /// A tooltip for each choice.
    #[prop(optional)]
    title: Option<fn(T) -> &'static str>,
    /// The choice.
    #[prop(into)]
    chosen: Signal<T>,
    /// The user chose another.
    #[prop(into)]
    choose: Handler<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let choices = choices.into_iter().map(|(choice, label)| {
        let choose = choose.clone();
        view! {
            <label title=title.map(|title| title(choice))>
                <input
                    type="radio"
                    name=name
                    prop:checked=move || chosen.get() == choice
                    on:change=move |_| choose.call(choice)
                />
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="segments">
            <legend class="visually-hidden">{legend}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}
