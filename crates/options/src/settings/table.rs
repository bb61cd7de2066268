//! The table: capacity, encryption, recovery.

use super::checks::is_arn;
use super::rows::{assign, choice, switch, text, unless_empty};
use super::{Allowed, Setting, Subject};
use crate::{Capacity, Encryption, Options, Range};

pub(super) const CAPACITY: Setting = Setting {
    name: "capacity",
    label: "Capacity mode",
    subject: Subject::Table,
    doc: || "How the table's reads and writes are billed.",
    allowed: Allowed::Choice(&[
        choice(
            "on-demand",
            "On demand",
            || "Pay per request; no charge when idle. Traffic above twice the previous peak can be throttled.",
        ),
        choice(
            "provisioned",
            "Provisioned",
            || "A fixed price for a number of reads and writes per second, used or not. Requests above it are throttled.",
        ),
        choice(
            "auto-scaled",
            "Provisioned, auto-scaled",
            || "Provisioned capacity that follows traffic within minutes. Cheapest for steady traffic; CloudWatch bills its alarms.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.capacity {
            Capacity::OnDemand => "on-demand",
            Capacity::Provisioned { .. } => "provisioned",
            Capacity::AutoScaled { .. } => "auto-scaled",
        })
    },
    set: |o, value| match (value, o.capacity) {
        ("on-demand", _) => assign(&mut o.capacity, Capacity::OnDemand),
        ("provisioned", Capacity::Provisioned { .. })
        | ("auto-scaled", Capacity::AutoScaled { .. }) => Some(()),
        ("provisioned", _) => assign(&mut o.capacity, Capacity::PROVISIONED),
        _ => assign(&mut o.capacity, Capacity::AUTO_SCALED),
    },
};

pub(super) const READ_UNITS: Setting = Setting {
    name: "read-units",
    label: "Read units",
    subject: Subject::Table,
    doc: || "Capacity for reads: each unit is two reads per second (eventually consistent, as GET's) of up to 4 KB.",
    allowed: UNITS,
    applies_with: "capacity provisioned",
    get: |o| match o.capacity {
        Capacity::Provisioned { read, .. } => text(read),
        _ => None,
    },
    set: |o, value| match &mut o.capacity {
        Capacity::Provisioned { read, .. } => assign(read, value.parse().ok()?),
        _ => None,
    },
};

pub(super) const WRITE_UNITS: Setting = Setting {
    name: "write-units",
    label: "Write units",
    subject: Subject::Table,
    doc: || "Capacity for writes: each unit is one write per second of up to 1 KB. A resume of 5 KB takes 5.",
    allowed: UNITS,
    applies_with: "capacity provisioned",
    get: |o| match o.capacity {
        Capacity::Provisioned { write, .. } => text(write),
        _ => None,
    },
    set: |o, value| match &mut o.capacity {
        Capacity::Provisioned { write, .. } => assign(write, value.parse().ok()?),
        _ => None,
    },
};

pub(super) const MIN_READ_UNITS: Setting = Setting {
    name: "min-read-units",
    label: "Minimum read units",
    subject: Subject::Table,
    doc: || "Auto scaling never goes below it.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(read, ..)| text(read.min)),
    set: |o, value| assign(&mut scaled_mut(o)?.0.min, value.parse().ok()?),
};

pub(super) const MAX_READ_UNITS: Setting = Setting {
    name: "max-read-units",
    label: "Maximum read units",
    subject: Subject::Table,
    doc: || "Auto scaling never goes above it.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(read, ..)| text(read.max)),
    set: |o, value| assign(&mut scaled_mut(o)?.0.max, value.parse().ok()?),
};

pub(super) const MIN_WRITE_UNITS: Setting = Setting {
    name: "min-write-units",
    label: "Minimum write units",
    subject: Subject::Table,
    doc: || "Auto scaling never goes below it.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, write, _)| text(write.min)),
    set: |o, value| assign(&mut scaled_mut(o)?.1.min, value.parse().ok()?),
};

pub(super) const MAX_WRITE_UNITS: Setting = Setting {
    name: "max-write-units",
    label: "Maximum write units",
    subject: Subject::Table,
    doc: || "Auto scaling never goes above it.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, write, _)| text(write.max)),
    set: |o, value| assign(&mut scaled_mut(o)?.1.max, value.parse().ok()?),
};

pub(super) const TARGET_UTILIZATION: Setting = Setting {
    name: "target-utilization",
    label: "Target utilization (%)",
    subject: Subject::Table,
    doc: || "The share of the capacity that auto scaling keeps in use, in percent.",
    allowed: Allowed::Number { min: 20, max: 90 },
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, _, target)| text(target)),
    set: |o, value| assign(scaled_mut(o)?.2, value.parse().ok()?),
};

pub(super) const ENCRYPTION: Setting = Setting {
    name: "encryption",
    label: "Encryption",
    subject: Subject::Table,
    doc: || "The KMS key that encrypts the table at rest. It is always encrypted.",
    allowed: Allowed::Choice(&[
        choice(
            "aws-owned",
            "AWS owned key",
            || "Free. Key use isn't logged.",
        ),
        choice(
            "aws-managed",
            "AWS managed key",
            || "The account's key aws/dynamodb. CloudTrail logs each use; $0.03 per 10,000 requests.",
        ),
        choice(
            "customer-key",
            "Customer managed key",
            || "You can disable it, and its policy controls who reads. $1 per month, and $0.03 per 10,000 requests.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.encryption {
            Encryption::AwsOwned => "aws-owned",
            Encryption::AwsManaged => "aws-managed",
            Encryption::CustomerKey { .. } => "customer-key",
        })
    },
    set: |o, value| match (value, &o.encryption) {
        ("aws-owned", _) => assign(&mut o.encryption, Encryption::AwsOwned),
        ("aws-managed", _) => assign(&mut o.encryption, Encryption::AwsManaged),
        (_, Encryption::CustomerKey { .. }) => Some(()),
        _ => assign(&mut o.encryption, Encryption::CustomerKey { arn: None }),
    },
};

pub(super) const KEY_ARN: Setting = Setting {
    name: "key-arn",
    label: "Key ARN",
    subject: Subject::Table,
    doc: || "An existing KMS key. Empty: the stack creates one, which rotates yearly and is kept when the stack is deleted.",
    allowed: KEY_ARN_ALLOWED,
    applies_with: "encryption customer-key",
    get: |o| match &o.encryption {
        Encryption::CustomerKey { arn } => Some(arn.clone().unwrap_or_default()),
        _ => None,
    },
    set: |o, value| match &mut o.encryption {
        Encryption::CustomerKey { arn } => assign(arn, unless_empty(value)),
        _ => None,
    },
};

pub(super) const POINT_IN_TIME_RECOVERY: Setting = Setting {
    name: "point-in-time-recovery",
    label: "Point-in-time recovery",
    subject: Subject::Table,
    doc: || "Restores the table to any second of the last 35 days. $0.20 per GB and month.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.point_in_time_recovery),
    set: |o, value| assign(&mut o.point_in_time_recovery, value == "on"),
};

pub(super) const DELETION_PROTECTION: Setting = Setting {
    name: "deletion-protection",
    label: "Deletion protection",
    subject: Subject::Table,
    doc: || "The table can't be deleted until this is turned off. Deleting the stack keeps the table anyway. Free.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.deletion_protection),
    set: |o, value| assign(&mut o.deletion_protection, value == "on"),
};

const UNITS: Allowed = Allowed::Number {
    min: 1,
    max: 40_000,
};

const KEY_ARN_ALLOWED: Allowed = Allowed::Text {
    what: "arn:aws:kms:REGION:ACCOUNT:key/ID, or nothing",
    holds: |value| value.is_empty() || is_arn(value, "kms", "key/"),
};

pub(super) fn scaled(options: &Options) -> Option<(Range, Range, u8)> {
    match options.capacity {
        Capacity::AutoScaled {
            read,
            write,
            target,
        } => Some((read, write, target)),
        _ => None,
    }
}

fn scaled_mut(options: &mut Options) -> Option<(&mut Range, &mut Range, &mut u8)> {
    match &mut options.capacity {
        Capacity::AutoScaled {
            read,
            write,
            target,
        } => Some((read, write, target)),
        _ => None,
    }
}
