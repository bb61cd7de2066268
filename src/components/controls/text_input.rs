//! A labelled text input.

use view::prelude::*;

use super::handler::Handler;

/// A text input with its label, a hint and an error under it, and further content.
///
/// Nothing in it is generic: one copy in the page serves every input.
#[component]
pub(crate) fn TextInput(
    /// The ID of the input.
    #[prop(into)]
    id: String,
    /// The label over it.
    #[prop(into)]
    label: String,
    /// Whether the label is set like that of an option.
    #[prop(optional)]
    is_option: bool,
    /// Its width in the row: a class of the style sheet.
    #[prop(optional)]
    width: &'static str,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// A letter was typed.
    #[prop(into)]
    typed: Handler<String>,
    /// The text was entered: the field was left after typing.
    #[prop(optional, into)]
    entered: Option<Handler<()>>,
    /// The field was left.
    #[prop(optional, into)]
    left: Option<Handler<()>>,
    /// Whether the text is another one than the saved one.
    #[prop(optional, into)]
    changed: Option<Signal<bool>>,
    /// The hint.
    #[prop(optional, into)]
    hint: Option<Signal<Option<String>>>,
    /// The text's error.
    #[prop(optional_no_strip)]
    error: Option<Signal<Option<String>>>,
    /// Whether the text is prose, which the browser may correct, rather than a name or a number.
    #[prop(optional)]
    prose: bool,
    /// Whether it may have several lines.
    #[prop(optional)]
    long: bool,
    /// `text` or `password`.
    #[prop(optional, into)]
    kind: Option<Signal<&'static str>>,
    /// Which keyboard a phone shows.
    #[prop(optional, into)]
    input_mode: Option<&'static str>,
    /// An example of the text.
    #[prop(optional, into)]
    placeholder: Option<&'static str>,
    /// Whether its form needs the text.
    #[prop(optional)]
    required: bool,
    /// A button beside the input.
    #[prop(optional, into)]
    beside: Option<ViewFn>,
    /// Content after the error.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-problem"));
    let described_by = {
        let (hint_id, error_id) = (hint_id.clone(), error_id.clone());
        move || {
            let shown = |text: Option<Signal<Option<String>>>| {
                text.is_some_and(|text| text.with(Option::is_some))
            };
            let hint = shown(hint).then_some(&hint_id[..]);
            let error = shown(error).then_some(&error_id[..]);
            let ids: Vec<&str> = error.into_iter().chain(hint).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let invalid = move || error.and_then(|error| error.with(Option::is_some).then_some("true"));
    let input = if long {
        view! {
            <textarea
                class="input"
                id=id.clone()
                rows="1"
                spellcheck=if prose { "true" } else { "false" }
                prop:value=value
                aria-describedby=described_by
                aria-invalid=invalid
                on:input=move |event| typed.call(event_target_value(&event))
            ></textarea>
        }
    } else {
        view! {
            <input
                class="input"
                id=id.clone()
                type=move || kind.map_or("text", |kind| kind.get())
                inputmode=input_mode
                autocomplete="off"
                autocapitalize=(!prose).then_some("off")
                spellcheck=(!prose).then_some("false")
                placeholder=placeholder
                required=required
                prop:value=value
                aria-describedby=described_by
                aria-invalid=invalid
                on:input=move |event| typed.call(event_target_value(&event))
                on:change=move |_| {
                    if let Some(entered) = &entered {
                        entered.call(());
                    }
                }
                on:blur=move |_| {
                    if let Some(left) = &left {
                        left.call(());
                    }
                }
            />
        }
    };
    let input = match beside {
        Some(beside) => {
            view! { <div class="with-button">{input} {beside.run()}</div> }
        }
        None => input,
    };
    view! {
        <div
            class=format!("field {width}")
            class:changed=move || changed.is_some_and(|changed| changed.get())
        >
            {move || {
                let is_changed = changed.is_some_and(|changed| changed.get());
                is_changed
                    .then(|| {
                        view! {
                            <span
                                class="changed-mark"
                                role="img"
                                aria-label="Not saved yet"
                                title="Changed since the last save or load"
                            ></span>
                        }
                    })
            }}
            <label class=is_option.then_some("setting-label") for=id>
                {label}
            </label>
            {input}
            {hint
                .map(|hint| {
                    live(move || {
                        hint.get()
                            .map(|hint| {
                                view! {
                                    <span class="hint" id=hint_id.clone()>
                                        {hint}
                                    </span>
                                }
                            })
                    })
                })}
            // Always in the page, so that screen readers announce its changes.
            {error
                .map(|error| {
                    view! {
                        <span class="hint bad" id=error_id role="status">
                            {move || error.get()}
                        </span>
                    }
                })} {children.map(|children| children())}
        </div>
    }
}
