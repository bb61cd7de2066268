//! What the stack costs, by hand.

// Helpers of tests are not tests to the lint.
#![allow(clippy::unwrap_used)]

use stack::Options;
use stack::cost::{CostLine, Traffic, monthly_cost};

fn traffic() -> Traffic {
    Traffic {
        reads: 1e6,
        writes: 1e6,
        resume_kb: 5.0,
        stored_gb: 10.0,
        hosting_gb: 0.0,
        users: 2.0,
    }
}

fn lines(set: &[(&str, &str)]) -> Vec<CostLine> {
    let mut options = Options::seed();
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
        // 5 kB are two times 4 kB begun, at half a unit.
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
    // A million reads of one unit in 2,628,000 seconds are less than one a second: the least, which is 1. Five million
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
        ("encryption", "customer-key", "KMS: the key", 100),
        ("encryption", "aws-managed", "KMS: uses of the key", 3),
        // Two million calls of half a kB.
        ("access-log", "on", "CloudWatch: logs written", 50),
        ("tracing", "on", "X-Ray: traces", 1000),
        ("protection", "cognito", "Cognito: active users", 3),
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
        resume_kb: 0.0,
    };
    let total: f64 = monthly_cost(&Options::recommended(), &nothing)
        .iter()
        .map(CostLine::cost)
        .sum();
    assert!(total < 0.05, "{total}");
}

#[test]
fn every_file_is_uploaded_once() {
    let [hashed, others] = stack::upload_commands("a-bucket");
    assert!(hashed.contains("s3://a-bucket") && others.contains("s3://a-bucket"));
    assert!(hashed.contains("immutable") && others.contains("no-cache"));
    for pattern in ["'*-*.js'", "'*-*.wasm'", "'*-*.css'"] {
        assert!(hashed.contains(&format!("--include {pattern}")));
        assert!(others.contains(&format!("--exclude {pattern}")));
    }
}
