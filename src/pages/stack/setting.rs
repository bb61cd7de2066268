//! One option.

use options::{Allowed, Choice, Setting};
use view::prelude::*;

use crate::browser::address_bar::own_page;
use crate::components::controls::{Checkbox, TextInput};
use crate::state::Console;
use crate::state::stack::cost::{Cost, signed};

/// The option that lists pages such as this one.
const SIGN_IN_RETURN_URLS: &str = "sign-in-return-urls";

/// The field of a setting with its description, its problem, and a reset to the preset.
#[component]
pub(super) fn SettingField(setting: &'static Setting) -> impl IntoView {
    match setting.allowed {
        Allowed::Choice(choices) => choice(setting, choices).into_any(),
        Allowed::Switch => switch(setting).into_any(),
        Allowed::Numbers(numbers) => select(setting, numbers).into_any(),
        Allowed::Number { .. } => input(setting, "numeric").into_any(),
        Allowed::Text { .. } => input(setting, "text").into_any(),
    }
}

/// A value's label.
pub(super) fn value_label(setting: &Setting, value: &str) -> String {
    let label = match setting.allowed {
        Allowed::Choice(choices) => choices
            .iter()
            .find(|choice| choice.value == value)
            .map_or(value, |choice| choice.label),
        _ if value.is_empty() => "empty",
        _ => value,
    };
    label.to_owned()
}

/// The field's text.
fn text(setting: &'static Setting) -> Memo<String> {
    let stack = Console::here().stack;
    Memo::new(move |_| {
        stack.look(|choices, options| choices.text(setting, options).unwrap_or_default())
    })
}

fn field_id(setting: &Setting) -> String {
    format!("option-{}", setting.name)
}

fn choice(setting: &'static Setting, choices: &'static [Choice]) -> impl IntoView {
    let stack = Console::here().stack;
    let text = text(setting);
    let id = field_id(setting);
    let doc = format!("{id}-doc");
    let radios = choices
        .iter()
        .map(|choice| {
            let id = format!("{}-{}", field_id(setting), choice.value);
            let (title, doc) = (format!("{id}-title"), format!("{id}-doc"));
            view! {
                <label class="choice">
                    <input
                        type="radio"
                        name=field_id(setting)
                        aria-labelledby=title.clone()
                        aria-describedby=doc.clone()
                        prop:checked=move || text.with(|text| text == choice.value)
                        on:change=move |_| stack.choose(setting, choice.value)
                    />
                    <span>
                        <Added setting value=choice.value />
                        <span class="choice-title" id=title>
                            {choice.label}
                        </span>
                        " "
                        <span class="hint" id=doc>
                            {choice.doc()}
                        </span>
                    </span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field full" id=id aria-describedby=doc>
            <legend class="setting-label">{setting.label}</legend>
            <p class="hint" id=doc.clone()>
                {setting.doc()}
            </p>
            <div class="choices">{radios}</div>
            <Problem setting />
            <Reset setting />
        </fieldset>
    }
}

fn select(setting: &'static Setting, numbers: &'static [u16]) -> impl IntoView {
    let stack = Console::here().stack;
    let text = text(setting);
    let id = field_id(setting);
    let doc = format!("{id}-doc");
    let options = numbers.iter().map(|number| {
        let value = number.to_string();
        let label = format::count(usize::from(*number));
        let is_chosen = {
            let value = value.clone();
            move || text.with(|text| *text == value)
        };
        view! {
            <option value=value prop:selected=is_chosen>
                {label}
            </option>
        }
    });
    view! {
        <div class="field">
            <label class="setting-label" for=id.clone()>
                {setting.label}
            </label>
            <select
                class="input"
                id=id
                aria-describedby=doc.clone()
                on:change=move |event| stack.choose(setting, event_target_value(&event))
            >
                {options.collect::<Vec<_>>()}
            </select>
            <span class="hint" id=doc>
                {setting.doc()}
            </span>
            <Problem setting />
            <Reset setting />
        </div>
    }
}

fn switch(setting: &'static Setting) -> impl IntoView {
    let stack = Console::here().stack;
    let text = text(setting);
    view! {
        <Checkbox
            id=field_id(setting)
            label=setting.label
            switch=true
            checked=Signal::derive(move || text.with(|text| text == "on"))
            changed=move |on| stack.choose(setting, if on { "on" } else { "off" })
            hint=Signal::stored(setting.doc().to_owned())
            error_id=problem_id(setting)
        >
            <Added setting value="on" />
            <Problem setting />
            <Reset setting />
        </Checkbox>
    }
}

fn input(setting: &'static Setting, mode: &'static str) -> impl IntoView {
    let stack = Console::here().stack;
    // Half-typed text is not wrong yet.
    let editing = RwSignal::new(false);
    let problem = problem(setting);
    let problem = Memo::new(move |_| (!editing.get()).then(|| problem.get()).flatten());
    view! {
        <TextInput
            id=field_id(setting)
            label=setting.label
            is_option=true
            width=if mode == "numeric" { "" } else { "full" }
            input_mode=mode
            value=text(setting)
            typed=move |text| {
                editing.set(true);
                stack.typed(setting, text);
            }
            left=move |()| editing.set(false)
            hint=Signal::stored(Some(setting.doc().to_owned()))
            error=Some(problem.into())
        >
            {(setting.name == SIGN_IN_RETURN_URLS).then(|| view! { <ThisPage setting /> })}
            <Reset setting />
        </TextInput>
    }
}

/// Adds this page to those that a sign-in returns to, unless it is among them.
#[component]
fn ThisPage(setting: &'static Setting) -> impl IntoView {
    let stack = Console::here().stack;
    let listed = text(setting);
    let page = own_page();
    if !setting.allowed.holds(&page) {
        let says = format!(
            "Cognito does not return to this page, {page}: only to https, and to http://localhost."
        );
        return view! { <p class="hint">{says}</p> }.into_any();
    }
    let added = {
        let page = page.clone();
        Memo::new(move |_| {
            listed.with(|listed| {
                let mut urls = listed.split(',').map(str::trim);
                let joined = match listed.trim() {
                    "" => page.clone(),
                    listed => format!("{listed},{page}"),
                };
                urls.all(|url| url != page).then_some(joined)
            })
        })
    };
    view! {
        <Show when=move || added.with(Option::is_some)>
            <p class="hint">
                <button
                    type="button"
                    class="link-button"
                    on:click=move |_| {
                        if let Some(added) = added.get_untracked() {
                            stack.choose(setting, added);
                        }
                    }
                >
                    "Add this page"
                </button>
                {format!(" ({page})")}
            </p>
        </Show>
    }
    .into_any()
}

/// What choosing a value would add to the cost of a month.
#[component]
fn Added(setting: &'static Setting, value: &'static str) -> impl IntoView {
    let cost: Cost = expect_context();
    let added = Memo::new(move |_| cost.added_by(setting, value));
    live(move || {
        added.get().map(|added| {
            view! { <span class="badge price">{format!("{} a month", signed(added))}</span> }
        })
    })
}

fn problem_id(setting: &Setting) -> String {
    format!("{}-problem", field_id(setting))
}

/// The setting's problem.
fn problem(setting: &'static Setting) -> Memo<Option<String>> {
    let problems = Console::here().stack.problems;
    Memo::new(move |_| {
        problems.with(|problems| {
            let problem = problems.iter().find(|(name, _)| *name == setting.name);
            problem.map(|(_, sentence)| sentence.clone())
        })
    })
}

#[component]
fn Problem(setting: &'static Setting) -> impl IntoView {
    let problem = problem(setting);
    view! {
        <span class="hint bad" id=problem_id(setting) role="status">
            {move || problem.get()}
        </span>
    }
}

/// Resets the option to the preset's value; shown only if it differs.
#[component]
fn Reset(setting: &'static Setting) -> impl IntoView {
    let stack = Console::here().stack;
    let preset = Memo::new(move |_| {
        if !stack
            .changed
            .with(|changed| changed.contains(&setting.name))
        {
            return None;
        }
        let preset = stack.look(|choices, _| choices.preset());
        let value = setting.get(&preset.options())?;
        Some((preset.name(), value_label(setting, &value)))
    });
    live(move || {
        preset.get().map(|(preset, value)| {
            view! {
                <p class="reset">
                    <span class="hint">{format!("{preset}: {value}. ")}</span>
                    <button
                        type="button"
                        class="link-button"
                        aria-label=format!("Reset {} to {value}", setting.label)
                        on:click=move |_| stack.reset(setting)
                    >
                        "Reset"
                    </button>
                </p>
            }
        })
    })
}
