//! The table: capacity, encryption, recovery.

use super::checks::is_arn;
use super::rows::{assign, choice, switch, text, unless_empty};
use super::{Allowed, Setting, Subject};
use crate::{Capacity, Encryption, Options, Range};

pub(super) const CAPACITY: Setting = Setting {
    name: "capacity",
    label: "Capacity",
    subject: Subject::Table,
    doc: "What the table is paid by.",
    allowed: Allowed::Choice(&[
        choice(
            "on-demand",
            "On demand",
            "Each read and write is paid by itself, nothing while nobody calls. No call is refused for want of capacity.",
        ),
        choice(
            "provisioned",
            "Provisioned",
            "A fixed price for so many reads and writes in a second, used or not; what is more is refused.",
        ),
        choice(
            "auto-scaled",
            "Provisioned, auto-scaled",
            "Provisioned capacity that follows the use within minutes. Cheapest for steady traffic; adds alarms, which are free with it.",
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
    doc: "Reads in a second, each of up to 4 kB.",
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
    doc: "Writes in a second, each of up to 1 kB: a resume of 5 kB takes 5.",
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
    label: "Least read units",
    subject: Subject::Table,
    doc: "What auto scaling never goes below.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(read, ..)| text(read.min)),
    set: |o, value| assign(&mut scaled_mut(o)?.0.min, value.parse().ok()?),
};

pub(super) const MAX_READ_UNITS: Setting = Setting {
    name: "max-read-units",
    label: "Most read units",
    subject: Subject::Table,
    doc: "What auto scaling never goes above.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(read, ..)| text(read.max)),
    set: |o, value| assign(&mut scaled_mut(o)?.0.max, value.parse().ok()?),
};

pub(super) const MIN_WRITE_UNITS: Setting = Setting {
    name: "min-write-units",
    label: "Least write units",
    subject: Subject::Table,
    doc: "What auto scaling never goes below.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, write, _)| text(write.min)),
    set: |o, value| assign(&mut scaled_mut(o)?.1.min, value.parse().ok()?),
};

pub(super) const MAX_WRITE_UNITS: Setting = Setting {
    name: "max-write-units",
    label: "Most write units",
    subject: Subject::Table,
    doc: "What auto scaling never goes above.",
    allowed: UNITS,
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, write, _)| text(write.max)),
    set: |o, value| assign(&mut scaled_mut(o)?.1.max, value.parse().ok()?),
};

pub(super) const TARGET_UTILIZATION: Setting = Setting {
    name: "target-utilization",
    label: "Target utilization (%)",
    subject: Subject::Table,
    doc: "How much of the capacity auto scaling keeps in use, in percent.",
    allowed: Allowed::Number { min: 20, max: 90 },
    applies_with: "capacity auto-scaled",
    get: |o| scaled(o).and_then(|(_, _, target)| text(target)),
    set: |o, value| assign(scaled_mut(o)?.2, value.parse().ok()?),
};

pub(super) const ENCRYPTION: Setting = Setting {
    name: "encryption",
    label: "Encryption",
    subject: Subject::Table,
    doc: "Whose key the table is encrypted with. It is encrypted in any case.",
    allowed: Allowed::Choice(&[
        choice(
            "aws-owned",
            "A key of AWS",
            "Free. Nobody sees when the key is used.",
        ),
        choice(
            "aws-managed",
            "The account's key aws/dynamodb",
            "CloudTrail tells of each use; KMS bills $0.03 for 10,000 uses.",
        ),
        choice(
            "customer-key",
            "A key of one's own",
            "Can be disabled, and its policy says who reads. $1 a month, and $0.03 for 10,000 uses.",
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
    label: "The key's ARN",
    subject: Subject::Table,
    doc: "A KMS key that is there already. Empty: the stack makes one, which rotates each year and stays when the stack goes.",
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
    doc: "The table can be restored as it was at any second of the last 35 days. $0.20 a GB and month.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.point_in_time_recovery),
    set: |o, value| assign(&mut o.point_in_time_recovery, value == "on"),
};

pub(super) const DELETION_PROTECTION: Setting = Setting {
    name: "deletion-protection",
    label: "Deletion protection",
    subject: Subject::Table,
    doc: "The table refuses to be deleted until this is turned off. (Deleting the stack leaves it in any case.) Free.",
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
    what: "empty or arn:aws:kms:REGION:ACCOUNT:key/ID",
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
