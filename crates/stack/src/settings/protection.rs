//! Who may write.

use super::checks::is_arn;
use super::rows::{CALLS, assign, choice, text, unless_empty};
use super::{Allowed, Setting, Subject};
use crate::{Options, Protection, UsagePlan};

pub(super) const PROTECTION: Setting = Setting {
    name: "protection",
    label: "Protection of POST",
    subject: Subject::Protection,
    doc: "Who may save. To read is open to everybody.",
    allowed: Allowed::Choice(&[
        choice(
            "api-key",
            "API key",
            "Whoever sends the stack's key, as often as its usage plan allows. Free. A key is a shared secret: change it when it leaks.",
        ),
        choice(
            "iam",
            "IAM (SigV4)",
            "Whoever signs as a user or role of AWS that may invoke the API. Free. A browser needs credentials for it.",
        ),
        choice(
            "cognito",
            "Cognito user pool",
            "Whoever is signed in to a user pool. Cognito bills active users from the 10,001st of a month on.",
        ),
        choice(
            "none",
            "None",
            "Whoever knows the address overwrites every resume.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.protection {
            Protection::ApiKey(_) => "api-key",
            Protection::Iam => "iam",
            Protection::Cognito { .. } => "cognito",
            Protection::None => "none",
        })
    },
    set: |o, value| match (value, &o.protection) {
        ("api-key", Protection::ApiKey(_)) | ("cognito", Protection::Cognito { .. }) => Some(()),
        ("api-key", _) => assign(&mut o.protection, Protection::ApiKey(UsagePlan::default())),
        ("cognito", _) => assign(
            &mut o.protection,
            Protection::Cognito {
                user_pool_arn: None,
            },
        ),
        ("iam", _) => assign(&mut o.protection, Protection::Iam),
        _ => assign(&mut o.protection, Protection::None),
    },
};

pub(super) const WRITE_RATE_LIMIT: Setting = Setting {
    name: "write-rate-limit",
    label: "Saves in a second",
    subject: Subject::Protection,
    doc: "Saves in a second with the key, over time.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.rate)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.rate, value.parse().ok()?),
};

pub(super) const WRITE_BURST_LIMIT: Setting = Setting {
    name: "write-burst-limit",
    label: "Saves at once",
    subject: Subject::Protection,
    doc: "Saves at once with the key.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.burst)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.burst, value.parse().ok()?),
};

pub(super) const DAILY_QUOTA: Setting = Setting {
    name: "daily-quota",
    label: "Saves in a day",
    subject: Subject::Protection,
    doc: "How many saves a day the key is good for.",
    allowed: Allowed::Text {
        what: "1 to 1000000, or none",
        holds: |value| {
            value == "none"
                || Allowed::Number {
                    min: 1,
                    max: 1_000_000,
                }
                .holds(value)
        },
    },
    applies_with: "protection api-key",
    get: |o| {
        plan(o).and_then(|plan| match plan.daily_quota {
            Some(quota) => text(quota),
            None => text("none"),
        })
    },
    set: |o, value| assign(&mut plan_mut(o)?.daily_quota, value.parse().ok()),
};

pub(super) const USER_POOL_ARN: Setting = Setting {
    name: "user-pool-arn",
    label: "The user pool's ARN",
    subject: Subject::Protection,
    doc: "A user pool that is there already. Empty: the stack makes one, which stays when the stack goes.",
    allowed: USER_POOL_ARN_ALLOWED,
    applies_with: "protection cognito",
    get: |o| match &o.protection {
        Protection::Cognito { user_pool_arn } => Some(user_pool_arn.clone().unwrap_or_default()),
        _ => None,
    },
    set: |o, value| match &mut o.protection {
        Protection::Cognito { user_pool_arn } => assign(user_pool_arn, unless_empty(value)),
        _ => None,
    },
};

const USER_POOL_ARN_ALLOWED: Allowed = Allowed::Text {
    what: "empty or arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID",
    holds: |value| value.is_empty() || is_arn(value, "cognito-idp", "userpool/"),
};

fn plan(options: &Options) -> Option<&UsagePlan> {
    match &options.protection {
        Protection::ApiKey(plan) => Some(plan),
        _ => None,
    }
}

fn plan_mut(options: &mut Options) -> Option<&mut UsagePlan> {
    match &mut options.protection {
        Protection::ApiKey(plan) => Some(plan),
        _ => None,
    }
}
