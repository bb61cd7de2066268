//! A choice of one out of a few, side by side.

use view::prelude::*;

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
    let segment = |&(choice, label): &(T, _)| (label, title.map(|title| title(choice)));
    let segments = choices.iter().map(segment).collect();
    let values: Vec<T> = choices.into_iter().map(|(choice, _)| choice).collect();
    let at = {
        let values = values.clone();
        Signal::derive(move || {
            let chosen = chosen.get();
            values.iter().position(|value| *value == chosen)
        })
    };
    let choose_at = move |at: usize| {
        if let Some(value) = values.get(at) {
            choose.call(*value);
        }
    };
    bar(legend, name, segments, at, choose_at.into())
}

/// The radio buttons, each with its label and tooltip. Nothing in it is generic: one copy in the page serves every choice.
fn bar(
    legend: &'static str,
    name: &'static str,
    segments: Vec<(&'static str, Option<&'static str>)>,
    chosen: Signal<Option<usize>>,
    choose: Handler<usize>,
) -> impl IntoView {
    let choices = segments
        .into_iter()
        .enumerate()
        .map(|(at, (label, title))| {
            let choose = choose.clone();
            view! {
                <label title=title>
                    <input
                        type="radio"
                        name=name
                        prop:checked=move || chosen.get() == Some(at)
                        on:change=move |_| choose.call(at)
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
