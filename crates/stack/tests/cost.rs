//! Costs of the stack, compared with manual arithmetic.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use stack::Options;
use stack::cost::{CostLine, Traffic, WorstCase, monthly_cost, worst_case};

fn traffic() -> Traffic {
    Traffic {
        reads: 1e6,
        writes: 1e6,
        resume_kb: 5.0,
        stored_gb: 10.0,
        hosting_gb: 0.0,
        users: 2.0,
        lists: 100.0,
    }
}

fn lines(set: &[(&str, &str)]) -> Vec<CostLine> {
    let mut options = Options::example();
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    monthly_cost(&options, &traffic())
}

/// Cents, so that they compare.
fn cents(lines: &[CostLine], what: &str) -> Option<i64> {
    let found = lines.iter().find(|line| line.what == what)?;
    Some((found.cost() * 100.0).round() as i64)
}

#[test]
fn each_call_is_paid() {
    let lines = lines(&[("capacity", "on-demand")]);
    for (what, expected) in [
        ("API Gateway: REST API calls", 700),
        // 5 kB, a million times.
        ("Data transfer out", 45),
        // 5 kB are two started blocks of 4 kB, at half a unit each.
        ("DynamoDB: read request units", 13),
        // and five times 1 kB.
        ("DynamoDB: write request units", 313),
        ("DynamoDB: storage", 250),
    ] {
        assert_eq!(cents(&lines, what), Some(expected), "{what}");
    }
    assert_eq!(lines.len(), 5, "{lines:#?}");
}

#[test]
fn capacity_is_paid_by_the_hour() {
    let provisioned = lines(&[("read-units", "10"), ("write-units", "4")]);
    assert_eq!(cents(&provisioned, "DynamoDB: read capacity"), Some(95));
    assert_eq!(cents(&provisioned, "DynamoDB: write capacity"), Some(190));
    // A million reads of one unit in 2,628,000 seconds are less than one per second: the minimum, 1. Five million
    // units of writing are 1.9 a second, at 70 % in use 2.7: 3.
    let scaled = lines(&[("capacity", "auto-scaled")]);
    assert_eq!(cents(&scaled, "DynamoDB: read capacity"), Some(9));
    assert_eq!(cents(&scaled, "DynamoDB: write capacity"), Some(142));
}

#[test]
fn each_option_has_its_price() {
    for (name, value, what, expected) in [
        (
            "point-in-time-recovery",
            "on",
            "DynamoDB: point-in-time recovery",
            200,
        ),
        ("encryption", "customer-key", "KMS: key", 100),
        ("encryption", "aws-managed", "KMS: requests", 3),
        // Two million calls of half a kB.
        ("access-log", "on", "CloudWatch: log ingestion", 50),
        ("tracing", "on", "X-Ray: traces", 1000),
        ("protection", "cognito", "Cognito: monthly active users", 3),
    ] {
        assert_eq!(cents(&lines(&[]), what), None);
        assert_eq!(
            cents(&lines(&[(name, value)]), what),
            Some(expected),
            "{what}"
        );
    }
}

#[test]
fn nothing_called_is_next_to_nothing_paid() {
    let nothing = Traffic {
        reads: 0.0,
        writes: 0.0,
        stored_gb: 0.0,
        hosting_gb: 0.0,
        users: 0.0,
        lists: 0.0,
        resume_kb: 0.0,
    };
    let total: f64 = monthly_cost(&Options::recommended(), &nothing)
        .iter()
        .map(CostLine::cost)
        .sum();
    assert!(total < 0.05, "{total}");
}

/// 10 GB are two million resumes of 5 kB: 20,000 pages of a hundred, and 1.25 million units, a hundred times.
#[test]
fn a_list_is_paid_by_the_size_of_the_table() {
    let lines = lines(&[("capacity", "on-demand"), ("list-resumes", "on")]);
    for (what, expected) in [
        ("DynamoDB: read request units of lists", 1_563),
        // Two million calls, and two million pages.
        ("API Gateway: REST API calls", 1_400),
        // Also 0.1 kB of two million resumes, a hundred times.
        ("Data transfer out", 225),
    ] {
        assert_eq!(cents(&lines, what), Some(expected), "{what}");
    }
}

fn worst(set: &[(&str, &str)], resume_kb: f64) -> WorstCase {
    let mut options = Options::recommended();
    for (name, value) in set {
        options.set(name, value).unwrap();
    }
    worst_case(&options, resume_kb)
}

/// 50 calls a second are 131.4 million in the 2,628,000 seconds of a month, to GET and as many to OPTIONS.
#[test]
fn the_worst_case_is_what_the_limit_lets_through() {
    let worst = worst(&[], 5.0);
    assert_eq!((worst.rate, worst.item_kb), (50.0, 5.0));
    assert!(!worst.is_open && !worst.is_of_the_account);
    for (what, expected) in [
        // 262.8 million at 3.50.
        ("API Gateway: REST API calls", Some(91_980)),
        // 657 GB at 0.09.
        ("Data transfer out", Some(5_913)),
        // A unit each at 0.125.
        ("DynamoDB: read request units", Some(1_643)),
        // Half a kB of each call: 131.4 GB at 0.50.
        ("CloudWatch: log ingestion", Some(6_570)),
        // 2,628,000 and 5 % of the other 260,172,000.
        ("X-Ray: traces", Some(7_818)),
        ("DynamoDB: write request units", None),
    ] {
        assert_eq!(cents(&worst.lines, what), expected, "{what}");
    }
    assert_eq!(worst.cost().round(), 1_146.0);
}

#[test]
fn the_worst_case_follows_the_options_and_the_size() {
    let usual = worst(&[], 5.0);
    let slower = worst(&[("rate-limit", "5")], 5.0);
    assert!(slower.cost() < usual.cost() / 5.0);
    // Without pages there are no preflights.
    let calls = "API Gateway: REST API calls";
    let quiet = worst(&[("origins", "")], 5.0);
    assert_eq!(cents(&quiet.lines, calls), Some(45_990));
    // 131.4 million reads of 400 kB, which are 52,560 GB: as GET's alone, about ten times that of 5 kB.
    let large = worst(&[("origins", "")], 400.0);
    assert_eq!(cents(&large.lines, "Data transfer out"), Some(473_040));
    assert!(
        (5_700.0..6_200.0).contains(&large.cost()),
        "{}",
        large.cost()
    );
    assert_eq!(worst(&[], 1_000.0).item_kb, 400.0);
}

/// Where anyone may write, anyone chooses the size: 131.4 million items of 400 units each.
#[test]
fn the_worst_case_without_protection_writes_the_largest_items() {
    let open = worst(&[("protection", "none")], 5.0);
    assert!(open.is_open);
    assert_eq!(open.item_kb, 400.0);
    assert_eq!(
        cents(&open.lines, "DynamoDB: write request units"),
        Some(3_285_000)
    );
    // Half of 52,560 GB at 0.25.
    assert_eq!(cents(&open.lines, "DynamoDB: storage"), Some(657_000));
}

/// Where anyone may list and delete, too, each of these methods has the limit for itself.
#[test]
fn the_worst_case_has_the_other_operations() {
    let both = [("list-resumes", "on"), ("delete-resumes", "on")];
    let calls = "API Gateway: REST API calls";
    let open = worst(&[&[("protection", "none")], &both[..]].concat(), 5.0);
    // GET, POST, DELETE, the list, and two OPTIONS.
    assert_eq!(cents(&open.lines, calls), Some(6 * 45_990));
    // 131.4 million pages of 125 units.
    let lists = "DynamoDB: read request units of lists";
    assert_eq!(cents(&open.lines, lists), Some(205_313));
    // As much is deleted as is saved.
    let writes = "DynamoDB: write request units";
    assert_eq!(cents(&open.lines, writes), Some(2 * 3_285_000));
    // Without the key they are rejected, which is not billed: but for OPTIONS.
    let closed = worst(&both, 5.0);
    assert_eq!(cents(&closed.lines, calls), Some(3 * 45_990));
    assert_eq!(cents(&closed.lines, lists), None);
}

/// Calls above the table's units are rejected: the call is billed, but no resume is sent.
#[test]
fn the_worst_case_of_provisioned_capacity_is_bounded_by_it() {
    let provisioned = [("capacity", "provisioned"), ("origins", "")];
    let bounded = worst(
        &[
            &provisioned[..],
            &[("read-units", "10"), ("write-units", "1")],
        ]
        .concat(),
        5.0,
    );
    let calls = bounded.lines.first().unwrap();
    assert_eq!(calls.what, "API Gateway: REST API calls");
    assert_eq!(calls.cost().round(), 460.0);
    assert!(
        calls.because.ends_with("105,120,000 others"),
        "{}",
        calls.because
    );
    // 10 of 50 a second: 131.4 GB.
    assert_eq!(cents(&bounded.lines, "Data transfer out"), Some(1_183));
}

/// The published example sets no limit, so the account's 10,000 calls per second apply.
#[test]
fn the_worst_case_without_a_limit_is_the_accounts() {
    let seed = worst_case(&Options::example(), 5.0);
    assert!(seed.is_of_the_account && seed.is_open);
    assert_eq!(
        cents(&seed.lines, "API Gateway: REST API calls"),
        Some(9_198_000)
    );
}

#[test]
fn every_file_is_uploaded_once() {
    let [hashed, others] = stack::deploy::upload_commands("a-bucket");
    assert!(hashed.contains("s3://a-bucket") && others.contains("s3://a-bucket"));
    assert!(hashed.contains("immutable") && others.contains("no-cache"));
    for pattern in ["'*-*.js'", "'*-*.wasm'", "'*-*.css'"] {
        assert!(hashed.contains(&format!("--include {pattern}")));
        assert!(others.contains(&format!("--exclude {pattern}")));
    }
}
