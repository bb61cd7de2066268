//! What the stack costs in a month, with the arithmetic.

use leptos::prelude::*;
use stack::cost::{CostLine, PRICES_OF, Traffic, WorstCase, monthly_cost, worst_case};

use crate::state::Console;

/// A field of the traffic.
#[derive(Clone, Copy)]
struct Quantity {
    id: &'static str,
    label: &'static str,
    value: RwSignal<String>,
}

/// A number that can be a quantity.
fn quantity(text: &str) -> Option<f64> {
    let number: f64 = text.trim().replace(',', "").parse().ok()?;
    (0.0..=1e12).contains(&number).then_some(number)
}

/// At most four digits after the point: `100,000`, `0.125`.
fn number(value: f64) -> String {
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() {
        grouped
    } else {
        format!("{grouped}.{fraction}")
    }
}

/// `$3.50`, `$0.00013`
fn price(value: f64) -> String {
    let text = number(value);
    match text.split_once('.') {
        Some((_, cents)) if cents.len() >= 2 => format!("${text}"),
        _ => format!("${value:.2}"),
    }
}

/// `$0.35`
fn dollars(value: f64) -> String {
    if value > 0.0 && value < 0.005 {
        "< $0.01".to_owned()
    } else {
        format!("${value:.2}")
    }
}

/// The traffic, and what it costs with the options as they are.
#[component]
pub(super) fn Cost() -> impl IntoView {
    let console = Console::here();
    let usual = Traffic::default();
    let resume_kb = match console.editor.resume_now().to_json().len() {
        0..300 => usual.resume_kb,
        bytes => (bytes as f64 / 100.0).ceil() / 10.0,
    };
    let field = |id, label, value: f64| Quantity {
        id,
        label,
        value: RwSignal::new(number(value)),
    };
    let reads = field("cost-reads", "Reads a month", usual.reads);
    let writes = field("cost-writes", "Saves a month", usual.writes);
    let size = field("cost-size", "Size of a resume (kB)", resume_kb);
    let stored = field("cost-stored", "Stored (GB)", usual.stored_gb);
    let hosting = field(
        "cost-hosting",
        "Console sent (GB a month)",
        usual.hosting_gb,
    );
    let users = field("cost-users", "Users a month", usual.users);
    let hosted = Memo::new(move |_| console.stack.options.with(|all| all.hosting.is_some()));
    let signed_in = Memo::new(move |_| {
        let is_pool =
            |all: &stack::Options| matches!(all.protection, stack::Protection::Cognito { .. });
        console.stack.options.with(|all| is_pool(all))
    });
    let lines = Memo::new(move |_| {
        let value = |field: Quantity| field.value.with(|text| quantity(text));
        let traffic = Traffic {
            reads: value(reads)?,
            writes: value(writes)?,
            resume_kb: value(size)?,
            stored_gb: value(stored)?,
            hosting_gb: value(hosting)?,
            users: value(users)?,
        };
        Some(
            console
                .stack
                .options
                .with(|options| monthly_cost(options, &traffic)),
        )
    });
    let worst = Memo::new(move |_| {
        let size_kb = size.value.with(|text| quantity(text))?;
        Some(
            console
                .stack
                .options
                .with(|options| worst_case(options, size_kb)),
        )
    });
    view! {
        <section class="section" aria-labelledby="section-cost">
            <div class="section-head">
                <h2 id="section-cost" tabindex="-1">
                    "Cost"
                </h2>
            </div>
            <div class="section-body">
                <p class="hint">
                    {format!(
                        "Roughly, in US dollars a month: list prices of us-east-1 of {PRICES_OF}, without taxes and free tier.",
                    )}
                </p>
                <div class="fields">
                    <QuantityField of=reads />
                    <QuantityField of=writes />
                    <QuantityField of=size />
                    <QuantityField of=stored />
                    <Show when=move || hosted.get()>
                        <QuantityField of=hosting />
                    </Show>
                    <Show when=move || signed_in.get()>
                        <QuantityField of=users />
                    </Show>
                </div>
                {move || match lines.get() {
                    Some(lines) => table(lines, "Cost of a month, line by line").into_any(),
                    None => {
                        view! {
                            <p class="section-empty">"The sum is here once all of these are numbers."</p>
                        }
                            .into_any()
                    }
                }}
                <h3 id="worst-case">"Worst case"</h3>
                {move || match worst.get() {
                    Some(worst) => worst_view(worst).into_any(),
                    None => {
                        view! {
                            <p class="section-empty">"The sum is here once the size of a resume is a number."</p>
                        }
                            .into_any()
                    }
                }}
            </div>
        </section>
    }
}

/// Who can make it how dear, and what that comes to.
fn worst_view(worst: WorstCase) -> impl IntoView {
    let who = if worst.is_open {
        "Anybody who knows the URL can read and save without pause"
    } else {
        "Anybody who knows the URL and an ID can read without pause"
    };
    let limit = if worst.is_of_the_account {
        format!(
            "The stage sets no limit, so the account's holds: {} calls a second",
            number(worst.rate)
        )
    } else {
        format!(
            "The limit lets through {} calls a second of each method",
            number(worst.rate)
        )
    };
    let size = if worst.is_open {
        format!(
            "resumes of {} kB, the most that DynamoDB takes",
            number(worst.item_kb)
        )
    } else {
        format!("a resume of {} kB", number(worst.item_kb))
    };
    view! {
        <p class="hint">
            {format!("{who}. {limit}, for a month, with {size}: {}.", dollars(worst.cost()))}
        </p>
        <p class="hint">
            "The options Calls in a second and Protection of POST change it. A budget in AWS Budgets tells you by mail. What CloudFront sends of a hosted console has no limit and is not included."
        </p>
        {table(worst.lines, "Worst case of a month, line by line")}
    }
}

#[component]
fn QuantityField(of: Quantity) -> impl IntoView {
    let wrong = Memo::new(move |_| of.value.with(|text| quantity(text).is_none()));
    let problem = format!("{}-problem", of.id);
    view! {
        <div class="field">
            <label class="setting-label" for=of.id>
                {of.label}
            </label>
            <input
                class="input"
                id=of.id
                type="text"
                inputmode="decimal"
                autocomplete="off"
                aria-describedby=problem.clone()
                aria-invalid=move || wrong.get().then_some("true")
                prop:value=move || of.value.get()
                on:input=move |event| of.value.set(event_target_value(&event))
            />
            <p class="hint bad" id=problem role="status">
                {move || wrong.get().then_some("It has to be a number, 0 or more.")}
            </p>
        </div>
    }
}

fn table(lines: Vec<CostLine>, caption: &'static str) -> impl IntoView {
    let sum: f64 = lines.iter().map(CostLine::cost).sum();
    let rows = lines
        .into_iter()
        .map(|line| {
            let cost = dollars(line.cost());
            view! {
                <tr>
                    <th scope="row">
                        <a href=line.source target="_blank" rel="noreferrer">
                            {line.what}
                        </a>
                        <span class="hint">{line.because}</span>
                    </th>
                    <td>
                        {format!("{} × {}", number(line.quantity), price(line.price))}
                        <span class="hint">{line.unit}</span>
                    </td>
                    <td>{cost}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="cost">
            <caption class="visually-hidden">{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">"What"</th>
                    <th scope="col">"Quantity × price"</th>
                    <th scope="col">"Cost"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">
                        "Total"
                    </th>
                    <td>{dollars(sum)}</td>
                </tr>
            </tfoot>
        </table>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written() {
        for (text, value) in [("100,000", 100_000.0), (" 0.5 ", 0.5), ("0", 0.0)] {
            assert_eq!(quantity(text), Some(value));
        }
        for text in ["", "x", "-1", "NaN", "inf", "1e13"] {
            assert_eq!(quantity(text), None, "{text}");
        }
        for (value, text) in [
            (100_000.0, "100,000"),
            (0.125, "0.125"),
            (0.000_13, "0.00013"),
            (1460.0, "1,460"),
        ] {
            assert_eq!(number(value), text);
        }
        assert_eq!(
            (price(3.5), price(0.000_13)),
            ("$3.50".into(), "$0.00013".into())
        );
        assert_eq!(
            (dollars(0.0), dollars(0.001), dollars(1.346)),
            ("$0.00".into(), "< $0.01".into(), "$1.35".into())
        );
    }
}
