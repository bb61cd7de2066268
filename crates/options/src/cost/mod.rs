//! What the stack costs in a month, roughly.
//!
//! List prices of `us-east-1` of the year [`PRICES_OF`], in US dollars, without taxes. The free tier is left out: who is
//! below it pays less.

mod pages;
mod prices;
mod worst_case;

pub use worst_case::{WorstCase, worst_case};

use self::pages::Pages;
use self::prices::Price;
use crate::{Capacity, Encryption, ExecutionLog, Options, Protection};
use format::{number, percent};

/// The year in which the list prices were compared last: each with a copy of AWS's page or with others' quotes of it (see `prices.rs`).
/// Each line names the page of AWS with today's price.
pub const PRICES_OF: &str = "2026";

/// Hours in a month, as AWS counts them.
const HOURS: f64 = 730.0;
const SECONDS: f64 = HOURS * 3600.0;

/// Traffic and storage per month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Traffic {
    /// `GET`s.
    pub reads: f64,
    /// `POST`s.
    pub writes: f64,
    /// The size of a resume in kB.
    pub resume_kb: f64,
    /// Data stored in the table, in GB.
    pub stored_gb: f64,
    /// Data that CloudFront sends for the console, in GB.
    pub hosting_gb: f64,
    /// Users who sign in, where a user pool protects `POST`.
    pub users: f64,
    /// Lists of all resumes, where the API lists them.
    pub lists: f64,
}

impl Default for Traffic {
    /// A resume that is read much: 100,000 times a month, and saved and listed a hundred times.
    fn default() -> Self {
        Self {
            reads: 100_000.0,
            writes: 100.0,
            resume_kb: 5.0,
            stored_gb: 0.01,
            hosting_gb: 1.0,
            users: 1.0,
            lists: 100.0,
        }
    }
}

/// Something that is billed: `quantity` × `price`.
#[derive(Clone, Debug, PartialEq)]
pub struct CostLine {
    /// The service and the billed item: `DynamoDB: write request units`.
    pub what: &'static str,
    /// How many units.
    pub quantity: f64,
    /// The unit: `million`, `GB`, `unit-hour`.
    pub unit: &'static str,
    /// Dollars for one.
    pub price: f64,
    /// How the quantity comes about.
    pub because: String,
    /// Where AWS says the price.
    pub source: &'static str,
}

impl CostLine {
    /// Dollars.
    #[must_use]
    pub fn cost(&self) -> f64 {
        self.quantity * self.price
    }
}

/// The monthly costs of a stack with these options and this traffic. Free items have no line.
#[must_use]
pub fn monthly_cost(options: &Options, traffic: &Traffic) -> Vec<CostLine> {
    lines(options, traffic, Pages::of(options, traffic), 0.0)
}

/// The lines of that traffic, of the pages of lists, and of `others`: calls that API Gateway bills but that do not reach the table.
fn lines(options: &Options, traffic: &Traffic, pages: Pages, others: f64) -> Vec<CostLine> {
    let mut lines = gateway(traffic, pages, others);
    lines.extend(table(options, traffic, pages));
    lines.extend(logs(options, calls(traffic) + pages.calls + others));
    lines.extend(key(options));
    if matches!(options.protection, Protection::Cognito(_)) {
        let because = format!("{} users", number(traffic.users));
        lines.push(line(
            "Cognito: monthly active users",
            traffic.users,
            prices::ACTIVE_USERS,
            because,
        ));
    }
    if options.hosting.is_some() {
        lines.extend(hosting(traffic));
    }
    lines.retain(|line| line.quantity > 0.0);
    lines
}

fn line(what: &'static str, quantity: f64, price: Price, because: String) -> CostLine {
    CostLine {
        what,
        quantity,
        unit: price.unit,
        price: price.dollars,
        because,
        source: price.source,
    }
}

/// `1 unit`, `0.5 units`
fn units_of(units: f64) -> String {
    match number(units).as_str() {
        "1" => "1 unit".to_owned(),
        units => format!("{units} units"),
    }
}

fn calls(traffic: &Traffic) -> f64 {
    traffic.reads + traffic.writes
}

fn gateway(traffic: &Traffic, pages: Pages, others: f64) -> Vec<CostLine> {
    let sent = traffic.reads * traffic.resume_kb / 1e6 + pages.sent_gb;
    let mut of_sent = format!(
        "{} reads of {} KB",
        number(traffic.reads),
        number(traffic.resume_kb)
    );
    let mut because = format!(
        "{} reads, {} writes",
        number(traffic.reads),
        number(traffic.writes)
    );
    if pages.calls > 0.0 {
        because.push_str(&format!(", {} pages of lists", number(pages.calls)));
        of_sent.push_str(", and the lists");
    }
    if others > 0.0 {
        because.push_str(&format!(", {} others", number(others)));
    }
    vec![
        line(
            "API Gateway: REST API calls",
            (calls(traffic) + pages.calls + others) / 1e6,
            prices::REST_CALLS,
            because,
        ),
        line("Data transfer out", sent, prices::TRANSFER_OUT, of_sent),
    ]
}

/// The units that a read and a write of so many kB take. GetItem reads eventually consistent: half a unit per started
/// 4 kB. A write is a unit per started kB.
fn units(resume_kb: f64) -> (f64, f64) {
    (
        (resume_kb / 4.0).ceil().max(1.0) / 2.0,
        resume_kb.ceil().max(1.0),
    )
}

fn table(options: &Options, traffic: &Traffic, pages: Pages) -> Vec<CostLine> {
    let (of_a_read, of_a_write) = units(traffic.resume_kb);
    let (reads, writes) = (traffic.reads * of_a_read, traffic.writes * of_a_write);
    let mut lines = match options.capacity {
        Capacity::OnDemand => vec![
            line(
                "DynamoDB: read request units",
                reads / 1e6,
                prices::READ_REQUESTS,
                format!(
                    "{} reads, {} each",
                    number(traffic.reads),
                    units_of(of_a_read)
                ),
            ),
            line(
                "DynamoDB: write request units",
                writes / 1e6,
                prices::WRITE_REQUESTS,
                format!(
                    "{} writes, {} each",
                    number(traffic.writes),
                    units_of(of_a_write)
                ),
            ),
            line(
                "DynamoDB: read request units of lists",
                pages.units / 1e6,
                prices::READ_REQUESTS,
                "half a unit per 4 KB of all resumes, each time".to_owned(),
            ),
        ],
        Capacity::Provisioned { read, write } => provisioned(
            (f64::from(read), "as provisioned".to_owned()),
            (f64::from(write), "as provisioned".to_owned()),
        ),
        Capacity::AutoScaled {
            read,
            write,
            target,
        } => {
            let scaled = |used: f64, range: crate::Range| {
                let wanted = (used / SECONDS / (f64::from(target) / 100.0)).ceil();
                let units = wanted.clamp(f64::from(range.min), f64::from(range.max.max(range.min)));
                let because = format!(
                    "{} spread evenly, {} in use, {} to {}",
                    number(used),
                    percent(f64::from(target)),
                    number(f64::from(range.min)),
                    number(f64::from(range.max)),
                );
                (units, because)
            };
            provisioned(scaled(reads + pages.units, read), scaled(writes, write))
        }
    };
    let stored = format!("{} GB", number(traffic.stored_gb));
    lines.push(line(
        "DynamoDB: storage",
        traffic.stored_gb,
        prices::TABLE_STORAGE,
        stored.clone(),
    ));
    if options.point_in_time_recovery {
        let what = "DynamoDB: point-in-time recovery";
        lines.push(line(
            what,
            traffic.stored_gb,
            prices::TABLE_RECOVERY,
            stored,
        ));
    }
    lines
}

fn provisioned(
    (read, read_because): (f64, String),
    (write, write_because): (f64, String),
) -> Vec<CostLine> {
    let because = |units: f64, because: String| {
        format!("{} for {} hours: {because}", units_of(units), number(HOURS))
    };
    vec![
        line(
            "DynamoDB: read capacity",
            read * HOURS,
            prices::READ_CAPACITY,
            because(read, read_because),
        ),
        line(
            "DynamoDB: write capacity",
            write * HOURS,
            prices::WRITE_CAPACITY,
            because(write, write_because),
        ),
    ]
}

fn logs(options: &Options, calls: f64) -> Vec<CostLine> {
    // Per call: an entry of the access log, and the lines of a full execution log. Errors alone are too few to count.
    let access = if options.logging.access { 0.5 } else { 0.0 };
    let execution = match options.logging.execution {
        ExecutionLog::Info => 3.0,
        ExecutionLog::Errors | ExecutionLog::Off => 0.0,
    };
    let written = calls * (access + execution) / 1e6;
    // In the long run, logs of the whole retention period are stored, compressed to about 15 %.
    let kept = written * f64::from(options.logging.retention_days) / 30.0 * 0.15;
    let traced = match options.logging.tracing {
        // One per second, and 5 % of the others.
        true => calls.min(SECONDS) + (calls - SECONDS).max(0.0) * 0.05,
        false => 0.0,
    };
    let entries = format!(
        "{} requests, {} KB each",
        number(calls),
        number(access + execution)
    );
    let days = format!(
        "{} days, compressed to {}",
        options.logging.retention_days,
        percent(15.0)
    );
    let traces = format!(
        "of {} requests: one per second and {} of the rest",
        number(calls),
        percent(5.0)
    );
    vec![
        line(
            "CloudWatch: log ingestion",
            written,
            prices::LOGS_WRITTEN,
            entries,
        ),
        line("CloudWatch: log storage", kept, prices::LOGS_KEPT, days),
        line("X-Ray: traces", traced / 1e6, prices::TRACES, traces),
    ]
}

/// DynamoDB requests its key at most once in five minutes per caller, so this is the most for reads and writes together.
fn key(options: &Options) -> Vec<CostLine> {
    let uses = 30.0 * 24.0 * 12.0 / 10_000.0;
    let because = || "at most one request in five minutes".to_owned();
    let asked = || line("KMS: requests", uses, prices::KEY_USES, because());
    match &options.encryption {
        Encryption::AwsOwned => Vec::new(),
        Encryption::AwsManaged => vec![asked()],
        Encryption::CustomerKey { arn } => {
            let own = line(
                "KMS: key",
                1.0,
                prices::KEY,
                "created by the stack; each of its first two yearly rotations adds one".to_owned(),
            );
            // Of one that is there already the price is paid.
            let own = arn.is_none().then_some(own);
            own.into_iter().chain([asked()]).collect()
        }
    }
}

/// The console is about 1.5 MB in ten files.
fn hosting(traffic: &Traffic) -> Vec<CostLine> {
    const CONSOLE_GB: f64 = 0.0015;
    const FILES: f64 = 10.0;
    let requests = traffic.hosting_gb / CONSOLE_GB * FILES;
    vec![
        line(
            "CloudFront: data transfer out",
            traffic.hosting_gb,
            prices::CLOUDFRONT_TRANSFER,
            format!("{} GB", number(traffic.hosting_gb)),
        ),
        line(
            "CloudFront: HTTPS requests",
            requests / 10_000.0,
            prices::CLOUDFRONT_REQUESTS,
            format!(
                "{} files per {} MB",
                number(FILES),
                number(CONSOLE_GB * 1000.0)
            ),
        ),
        line(
            "S3: storage",
            CONSOLE_GB * 2.0,
            prices::BUCKET_STORAGE,
            "the console and its previous version".to_owned(),
        ),
    ]
}
