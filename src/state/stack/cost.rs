//! What the stack costs in a month, with the traffic that the user enters.

use std::sync::Arc;

use format::number;
use options::cost::{CostLine, Traffic, WorstCase, monthly_cost, worst_case};
use options::{Options, Setting};
use view::prelude::*;

use super::Stack;

/// Less than this, in dollars, is no difference.
const LEAST: f64 = 0.005;

/// A field of the traffic.
#[derive(Clone, Copy)]
pub(crate) struct Quantity {
    /// The ID of its input.
    pub(crate) id: &'static str,
    /// Its label.
    pub(crate) label: &'static str,
    /// The text in it.
    pub(crate) value: RwSignal<String>,
}

impl Quantity {
    fn new(id: &'static str, label: &'static str, value: f64) -> Self {
        Self {
            id,
            label,
            value: RwSignal::new(number(value)),
        }
    }

    /// The number in it; reactive. `None` where it is none.
    pub(crate) fn number(self) -> Option<f64> {
        self.value.with(|text| quantity(text))
    }
}

/// A number that can be a quantity.
fn quantity(text: &str) -> Option<f64> {
    let number = format::parsed(&text.trim().replace(',', ""))?;
    (0.0..=1e12).contains(&number).then_some(number)
}

/// The traffic, and its cost with the current options.
#[derive(Clone, Copy)]
pub(crate) struct Cost {
    options: Memo<Arc<Options>>,
    /// `GET`s per month.
    pub(crate) reads: Quantity,
    /// `POST`s per month.
    pub(crate) writes: Quantity,
    /// The size of a resume in KB.
    pub(crate) size: Quantity,
    /// What is stored, in GB.
    pub(crate) stored: Quantity,
    /// What CloudFront sends for the console, in GB.
    pub(crate) hosting: Quantity,
    /// Users who sign in.
    pub(crate) users: Quantity,
    /// Lists of all resumes.
    pub(crate) lists: Quantity,
    traffic: Memo<Option<Traffic>>,
    /// The lines of the bill; `None` where a quantity is no number.
    pub(crate) lines: Memo<Option<Vec<CostLine>>>,
    /// The worst case.
    pub(crate) worst: Memo<Option<WorstCase>>,
    /// What the last change of the options added, in dollars; `None` where it is nothing.
    pub(crate) change: Memo<Option<f64>>,
}

impl Cost {
    /// With the usual traffic, and a resume of that many bytes, unless that is next to empty.
    pub(crate) fn new(stack: Stack, resume_bytes: usize) -> Self {
        let usual = Traffic::default();
        let resume_kb = match resume_bytes {
            0..300 => usual.resume_kb,
            bytes => (bytes as f64 / 100.0).ceil() / 10.0,
        };
        let options = stack.options;
        let reads = Quantity::new("cost-reads", "Reads per month", usual.reads);
        let writes = Quantity::new("cost-writes", "Writes per month", usual.writes);
        let size = Quantity::new("cost-size", "Resume size (KB)", resume_kb);
        let stored = Quantity::new("cost-stored", "Stored (GB)", usual.stored_gb);
        let hosting = Quantity::new(
            "cost-hosting",
            "Console traffic (GB per month)",
            usual.hosting_gb,
        );
        let users = Quantity::new("cost-users", "Users per month", usual.users);
        let lists = Quantity::new("cost-lists", "Lists per month", usual.lists);
        let traffic = Memo::new(move |_| {
            Some(Traffic {
                reads: reads.number()?,
                writes: writes.number()?,
                resume_kb: size.number()?,
                stored_gb: stored.number()?,
                hosting_gb: hosting.number()?,
                users: users.number()?,
                lists: lists.number()?,
            })
        });
        let lines = Memo::new(move |_| {
            let traffic = traffic.get()?;
            Some(options.with(|options| monthly_cost(options, &traffic)))
        });
        let worst = Memo::new(move |_| {
            let size_kb = size.number()?;
            Some(options.with(|options| worst_case(options, size_kb)))
        });
        let change = Memo::new(move |_| {
            let traffic = traffic.get()?;
            let before = stack.before.with(|before| total(before, &traffic));
            let now = options.with(|options| total(options, &traffic));
            noticeable(now - before)
        });
        Self {
            options,
            reads,
            writes,
            size,
            stored,
            hosting,
            users,
            lists,
            traffic,
            lines,
            worst,
            change,
        }
    }

    /// The sum of the lines, in dollars; reactive.
    pub(crate) fn total(self) -> Option<f64> {
        let traffic = self.traffic.get()?;
        Some(self.options.with(|options| total(options, &traffic)))
    }

    /// What another value of a setting would add, in dollars; reactive. `None` where that is nothing, or the value can't be
    /// chosen.
    pub(crate) fn added_by(self, setting: &Setting, value: &str) -> Option<f64> {
        let traffic = self.traffic.get()?;
        self.options.with(|options| {
            let mut other = Options::clone(options);
            setting.set(&mut other, value).ok()?;
            noticeable(total(&other, &traffic) - total(options, &traffic))
        })
    }
}

fn total(options: &Options, traffic: &Traffic) -> f64 {
    let lines = monthly_cost(options, traffic);
    lines.iter().map(CostLine::cost).sum()
}

fn noticeable(dollars: f64) -> Option<f64> {
    (dollars.abs() >= LEAST).then_some(dollars)
}

/// A difference in dollars with its sign: `+$1.00`.
pub(crate) fn signed(dollars: f64) -> String {
    let sign = if dollars < 0.0 { '−' } else { '+' };
    format!("{sign}{}", format::dollars(dollars.abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_read() {
        for (text, value) in [("100,000", 100_000.0), (" 0.5 ", 0.5), ("0", 0.0)] {
            assert_eq!(quantity(text), Some(value));
        }
        for text in ["", "x", "-1", "NaN", "inf", "1e13"] {
            assert_eq!(quantity(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_of_the_customer_costs_a_dollar() {
        let traffic = Traffic::default();
        let options = Options::recommended();
        let mut other = options.clone();
        let encryption = Setting::named("encryption").unwrap();
        encryption.set(&mut other, "customer-key").unwrap();
        let added = total(&other, &traffic) - total(&options, &traffic);
        assert!(added >= 1.0, "{added}");
        assert_eq!(noticeable(0.004), None);
        assert_eq!(signed(1.0), "+$1.00");
        assert_eq!(signed(-0.5), "−$0.50");
    }
}
