//! Who may write.

use super::checks::is_arn;
use super::rows::{CALLS, assign, choice, text, unless_empty};
use super::{Allowed, Setting, Subject};
use crate::{Options, Protection, UsagePlan};

pub(super) const PROTECTION: Setting = Setting {
    name: "protection",
    label: "Write access",
    subject: Subject::Protection,
    doc: "Who can save, and list or delete if those are on. Loads are always public.",
    allowed: Allowed::Choice(&[
        choice(
            "api-key",
            "API key",
            "Callers with the stack's API key, within its usage plan. Free. A key is a shared secret: replace it if it leaks.",
        ),
        choice(
            "iam",
            "IAM (SigV4)",
            "Callers that sign as an IAM user or role allowed to invoke the API. Free. The console signs with an access key that you enter.",
        ),
        choice(
            "cognito",
            "Cognito user pool",
            "Users who are signed in to a user pool. The first 10,000 monthly users are free. The console sends an ID token that you paste.",
        ),
        choice(
            "none",
            "None",
            "Anyone with the URL can overwrite every resume.",
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
    label: "Write rate limit (per second)",
    subject: Subject::Protection,
    doc: "Steady saves per second with the key.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.rate)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.rate, value.parse().ok()?),
};

pub(super) const WRITE_BURST_LIMIT: Setting = Setting {
    name: "write-burst-limit",
    label: "Write burst",
    subject: Subject::Protection,
    doc: "Saves at once with the key.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.burst)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.burst, value.parse().ok()?),
};

pub(super) const DAILY_QUOTA: Setting = Setting {
    name: "daily-quota",
    label: "Daily quota",
    subject: Subject::Protection,
    doc: "Saves per day with the key.",
    allowed: Allowed::Text {
        what: "1 to 1,000,000, or none",
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
    label: "User pool ARN",
    subject: Subject::Protection,
    doc: "An existing user pool. Empty: the stack creates one, which is kept when the stack is deleted.",
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
    what: "arn:aws:cognito-idp:REGION:ACCOUNT:userpool/ID, or nothing",
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
