//! The steps of a rendering, to go forward and back.

use view::prelude::*;

use crate::state::templates::stepping::Stepping;

/// The controls, and the shown step.
#[component]
pub(super) fn Steps(stepping: Stepping) -> impl IntoView {
    let last = move || stepping.listed().saturating_sub(1);
    let total = move || {
        stepping.steps.with(|steps| match steps {
            Some(Ok(steps)) => steps.total,
            _ => 0,
        })
    };
    let is_first = move || stepping.at.get() == 0;
    let is_last = move || stepping.at.get() >= last();
    let button = move |name: &'static str, by: isize, is_off: Signal<bool>| {
        view! {
            <button
                type="button"
                class="button"
                disabled=move || is_off.get()
                on:click=move |_| stepping.go(by)
            >
                {name}
            </button>
        }
    };
    let position = move || match total() {
        0 => "No step".to_owned(),
        total => {
            let listed = stepping.listed();
            let at = format::count(stepping.at.get() + 1);
            match total > listed {
                true => format!(
                    "Step {at} of the first {} of {}",
                    format::count(listed),
                    format::count(total)
                ),
                false => format!("Step {at} of {}", format::count(total)),
            }
        }
    };
    let shown = move || {
        stepping.step().map(|step| {
            let value = match step.value {
                Some(value) => view! { <code>{value}</code> }.into_any(),
                None => view! { <span class="muted">"no value"</span> }.into_any(),
            };
            view! {
                <p class="inspected">
                    <span class="label">{step.what}</span>
                    <span class="values">{value}</span>
                </p>
            }
        })
    };
    let end = move || {
        stepping.steps.with(|steps| match steps {
            Some(Err(error)) => Some(error.to_string()),
            Some(Ok(steps)) => steps.error.clone().map(|error| {
                format!("After the last step the rendering ends with an error: {error}")
            }),
            None => None,
        })
    };
    view! {
        <div class="steps" role="group" aria-label="Steps">
            <div class="row">
                {button("First", isize::MIN, Signal::derive(is_first))}
                {button("Back", -1, Signal::derive(is_first))}
                {button("Forward", 1, Signal::derive(is_last))}
                {button("Last", isize::MAX, Signal::derive(is_last))}
                <span role="status">{live(position)}</span>
            </div>
            <input
                type="range"
                aria-label="Step"
                min="0"
                max=move || last().to_string()
                prop:value=move || stepping.at.get().to_string()
                on:input=move |event| {
                    if let Ok(at) = event_target_value(&event).parse::<usize>() {
                        stepping.at.set(at.min(last()));
                    }
                }
            />
            {live(shown)}
            {move || end().map(|text| view! { <p class="bad log-lines">{text}</p> })}
            <p class="hint">
                "Marked in the template: what is evaluated. Below: the output before this step."
            </p>
        </div>
    }
}
