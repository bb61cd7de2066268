//! The maximum cost of a stack while anyone calls it as fast as its limits allow.

use super::pages::Pages;
use super::{CostLine, SECONDS, Traffic, lines, units};
use crate::{Capacity, Options, Protection};

/// Calls in a second that an account has in most regions, all its APIs together, where a stage sets no limit:
/// [quotas](https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
const ACCOUNT_RATE: f64 = 10_000.0;

/// The largest item that DynamoDB accepts, in kB:
/// [limits](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
const LARGEST_ITEM_KB: f64 = 400.0;

/// A month of calls without pause, by anyone who knows the URL and an ID.
///
/// Calls that come without the key or the signature that a method requires, and calls over the limit, are
/// [not billed](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-pricing.html). A limit applies to
/// [each method](https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html).
#[derive(Clone, Debug, PartialEq)]
pub struct WorstCase {
    /// Calls per second that each method allows, or that all methods together allow where the stage sets no limit.
    pub rate: f64,
    /// Whether `rate` is the account's, since the stage sets none.
    pub is_of_the_account: bool,
    /// Whether anyone may write, too.
    pub is_open: bool,
    /// The size of an item, in kB: that of the resume, or the largest where anyone may write.
    pub item_kb: f64,
    /// The costs, without the console's hosting, which has no limit of calls.
    pub lines: Vec<CostLine>,
}

impl WorstCase {
    /// Dollars a month.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.lines.iter().map(CostLine::cost).sum()
    }
}

/// The worst case of a stack with these options, with resumes of `resume_kb` kB.
#[must_use]
pub fn worst_case(options: &Options, resume_kb: f64) -> WorstCase {
    let is_open = options.protection == Protection::None;
    let item_kb = match is_open {
        true => LARGEST_ITEM_KB,
        false => resume_kb.min(LARGEST_ITEM_KB),
    };
    // Calls per second to GET, POST, DELETE, OPTIONS and the list. The account's limit is shared, so all of it goes to the most
    // expensive one.
    let (rate, [reads, writes, deletes, preflights, lists]) = match options.throttle {
        Some(throttle) => {
            let rate = f64::from(throttle.rate);
            let has_pages = !options.cors.origins.is_empty() || options.hosting.is_some();
            let rate_if = |holds: bool| if holds { rate } else { 0.0 };
            let preflights = rate_if(options.cors.preflight && has_pages);
            let deletes = rate_if(is_open && options.operations.delete);
            let lists = rate_if(is_open && options.operations.list);
            // Each resource has its OPTIONS.
            let preflights = match options.operations.list {
                true => 2.0 * preflights,
                false => preflights,
            };
            (rate, [rate, rate_if(is_open), deletes, preflights, lists])
        }
        None if is_open => (ACCOUNT_RATE, [0.0, ACCOUNT_RATE, 0.0, 0.0, 0.0]),
        None => (ACCOUNT_RATE, [ACCOUNT_RATE, 0.0, 0.0, 0.0, 0.0]),
    };
    // The table serves all calls on demand, else as many as its units allow.
    let (of_a_read, of_a_write) = units(item_kb);
    let (read_units, write_units) = match options.capacity {
        Capacity::OnDemand => (f64::INFINITY, f64::INFINITY),
        Capacity::Provisioned { read, write } => (f64::from(read), f64::from(write)),
        Capacity::AutoScaled { read, write, .. } => (f64::from(read.max), f64::from(write.max)),
    };
    let (answered_reads, answered_writes) = (
        reads.min(read_units / of_a_read),
        (writes + deletes).min(write_units / of_a_write),
    );
    let units_left = read_units - answered_reads * of_a_read;
    let answered_lists = lists.min(units_left / Pages::most_units());
    let pages = Pages::largest(lists * SECONDS, answered_lists * SECONDS);
    let traffic = Traffic {
        reads: (answered_reads * SECONDS).round(),
        writes: (answered_writes * SECONDS).round(),
        resume_kb: item_kb,
        // It fills from the start of the month to its end: half of it on average.
        stored_gb: answered_writes.min(writes) * SECONDS * item_kb / 1e6 / 2.0,
        hosting_gb: 0.0,
        users: 0.0,
        lists: 0.0,
    };
    let calls = (reads + writes + deletes + preflights) * SECONDS;
    let others = (calls - traffic.reads - traffic.writes).round().max(0.0);
    WorstCase {
        rate,
        is_of_the_account: options.throttle.is_none(),
        is_open,
        item_kb,
        lines: lines(options, &traffic, pages, others),
    }
}
