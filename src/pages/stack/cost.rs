//! The stack's cost per month, with the arithmetic.

use format::{dollars, number, price};
use options::cost::{CostLine, PRICES_OF, WorstCase};
use view::prelude::*;

use crate::browser::page;
use crate::components::controls::{FormSection, TextInput};
use crate::state::Console;
use crate::state::stack::cost::{Cost, Quantity, signed};

/// The traffic, and its cost with the current options.
#[component]
pub(super) fn CostSection() -> impl IntoView {
    let console = Console::here();
    let Cost {
        reads,
        writes,
        size,
        stored,
        hosting,
        users,
        lists,
        lines,
        worst,
        ..
    } = expect_context();
    let hosted = Memo::new(move |_| console.stack.options.with(|all| all.hosting.is_some()));
    let listed = Memo::new(move |_| console.stack.options.with(|all| all.operations.list));
    let signed_in = Memo::new(move |_| {
        let is_pool =
            |all: &options::Options| matches!(all.protection, options::Protection::Cognito(_));
        console.stack.options.with(|all| is_pool(all))
    });
    view! {
        <FormSection id="cost" title="Cost">
            <p class="hint">
                {format!(
                    "An estimate in US dollars per month: us-east-1 list prices of {PRICES_OF}, without taxes and free tier.",
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
                <Show when=move || listed.get()>
                    <QuantityField of=lists />
                </Show>
            </div>
            {move || match lines.get() {
                Some(lines) => table(lines, "Cost per month, line by line").into_any(),
                None => {
                    view! {
                        <p class="section-empty">"Enter numbers to see the total."</p>
                    }
                        .into_any()
                }
            }}
            <h3 id="worst-case">"Worst case"</h3>
            {move || match worst.get() {
                Some(worst) => worst_view(worst).into_any(),
                None => {
                    view! {
                        <p class="section-empty">"Enter the resume size to see the worst case."</p>
                    }
                        .into_any()
                }
            }}
        </FormSection>
    }
}

/// The month's total, and what the last change of the options added to it.
#[component]
pub(super) fn Total() -> impl IntoView {
    let cost: Cost = expect_context();
    live(move || {
        cost.total().map(|total| {
            let change = cost.change.get().map(|change| {
                view! { <span class="badge">{format!("{} by the last change", signed(change))}</span> }
            });
            view! {
                <a class="total" href="#/stack/cost" on:click=|_| page::go_to_section_soon("cost")>
                    {format!("About {} a month", dollars(total))}
                </a>
                {change}
            }
        })
    })
}

/// The worst case: who can cause it, and its cost.
fn worst_view(worst: WorstCase) -> impl IntoView {
    let who = if worst.is_open {
        "Anyone with the URL can read and write nonstop"
    } else {
        "Anyone with the URL and an ID can read nonstop"
    };
    let limit = if worst.is_of_the_account {
        format!(
            "The stage has no limit, so the account's applies: {} requests per second",
            number(worst.rate)
        )
    } else {
        format!(
            "The limit is {} requests per second for each method",
            number(worst.rate)
        )
    };
    let size = if worst.is_open {
        format!(
            "items of {} KB, the largest in DynamoDB",
            number(worst.item_kb)
        )
    } else {
        format!("a resume of {} KB", number(worst.item_kb))
    };
    view! {
        <p class="hint">
            {format!("{who}. {limit}; a month of them with {size} costs {}.", dollars(worst.cost()))}
        </p>
        <p class="hint">
            "Rate limit and Write access change it. AWS Budgets can alert you by email. CloudFront traffic of a hosted console has no limit and is not included."
        </p>
        {table(worst.lines, "Worst case per month, line by line")}
    }
}

#[component]
fn QuantityField(of: Quantity) -> impl IntoView {
    let problem = Memo::new(move |_| {
        of.number()
            .is_none()
            .then(|| "Enter a number, 0 or more.".to_owned())
    });
    view! {
        <TextInput
            id=of.id
            label=of.label
            is_option=true
            input_mode="decimal"
            value=of.value
            typed=move |text| of.value.set(text)
            error=Some(problem.into())
        />
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
                    <th scope="col">"Item"</th>
                    <th scope="col">"Quantity × price"</th>
                    <th scope="col">"Cost"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
            <tfoot>
                <tr>
                    <th scope="row" colspan="2">
                        "Total per month"
                    </th>
                    <td>{dollars(sum)}</td>
                </tr>
            </tfoot>
        </table>
    }
}
