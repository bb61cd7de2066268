//! Who may write.

use super::checks::{is_arn, is_domain};
use super::rows::{CALLS, assign, choice, list, text};
use super::{Allowed, Setting, Subject};
use crate::{Options, Protection, UsagePlan, UserPool};

pub(super) const PROTECTION: Setting = Setting {
    name: "protection",
    label: "Write access",
    subject: Subject::Protection,
    doc: || "Who can save, and list or delete if those are on. Loads are always public.",
    allowed: Allowed::Choice(&[
        choice(
            "api-key",
            "API key",
            || "Callers with the stack's API key, within its usage plan. Free. A key is a shared secret: replace it if it leaks.",
        ),
        choice(
            "iam",
            "IAM (SigV4)",
            || "Callers that sign as an IAM user or role allowed to invoke the API. Free. The console signs with an access key that you enter.",
        ),
        choice(
            "cognito",
            "Cognito user pool",
            || "Users who are signed in to a user pool. The first 10,000 monthly users are free. The console signs in on the pool's own page, or sends an ID token that you paste.",
        ),
        choice(
            "none",
            "None",
            || "Anyone with the URL can overwrite every resume.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.protection {
            Protection::ApiKey(_) => "api-key",
            Protection::Iam => "iam",
            Protection::Cognito(_) => "cognito",
            Protection::None => "none",
        })
    },
    set: |o, value| match (value, &o.protection) {
        ("api-key", Protection::ApiKey(_)) | ("cognito", Protection::Cognito(_)) => Some(()),
        ("api-key", _) => assign(&mut o.protection, Protection::ApiKey(UsagePlan::default())),
        ("cognito", _) => assign(&mut o.protection, Protection::Cognito(UserPool::default())),
        ("iam", _) => assign(&mut o.protection, Protection::Iam),
        _ => assign(&mut o.protection, Protection::None),
    },
};

pub(super) const WRITE_RATE_LIMIT: Setting = Setting {
    name: "write-rate-limit",
    label: "Write rate limit (per second)",
    subject: Subject::Protection,
    doc: || "Steady saves per second with the key.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.rate)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.rate, value.parse().ok()?),
};

pub(super) const WRITE_BURST_LIMIT: Setting = Setting {
    name: "write-burst-limit",
    label: "Write burst",
    subject: Subject::Protection,
    doc: || "Saves at once with the key.",
    allowed: CALLS,
    applies_with: "protection api-key",
    get: |o| plan(o).and_then(|plan| text(plan.throttle.burst)),
    set: |o, value| assign(&mut plan_mut(o)?.throttle.burst, value.parse().ok()?),
};

pub(super) const DAILY_QUOTA: Setting = Setting {
    name: "daily-quota",
    label: "Daily quota",
    subject: Subject::Protection,
    doc: || "Saves per day with the key.",
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
    doc: || "An existing user pool. Empty: the stack creates one, which is kept when the stack is deleted.",
    allowed: USER_POOL_ARN_ALLOWED,
    applies_with: "protection cognito",
    get: |o| match &o.protection {
        Protection::Cognito(UserPool::Existing { arn }) => Some(arn.clone()),
        Protection::Cognito(UserPool::Created { .. }) => Some(String::new()),
        _ => None,
    },
    set: |o, value| match &mut o.protection {
        Protection::Cognito(UserPool::Created { .. }) if value.is_empty() => Some(()),
        Protection::Cognito(pool) if value.is_empty() => assign(pool, UserPool::default()),
        Protection::Cognito(pool) => assign(
            pool,
            UserPool::Existing {
                arn: value.to_owned(),
            },
        ),
        _ => None,
    },
};

pub(super) const SIGN_IN_RETURN_URLS: Setting = Setting {
    name: "sign-in-return-urls",
    label: "Pages to return to after sign-in",
    subject: Subject::Protection,
    doc: || "URLs of consoles: what the address bar shows, up to the #. Cognito's sign-in page returns to these only, and to the hosted console.",
    allowed: RETURN_URLS_ALLOWED,
    applies_with: "protection cognito, without user-pool-arn",
    get: |o| match &o.protection {
        Protection::Cognito(UserPool::Created { return_urls }) => Some(return_urls.join(",")),
        _ => None,
    },
    set: |o, value| match &mut o.protection {
        Protection::Cognito(UserPool::Created { return_urls }) => {
            assign(return_urls, list(value).map(str::to_owned).collect())
        }
        _ => None,
    },
};

const RETURN_URLS_ALLOWED: Allowed = Allowed::Text {
    what: "URLs such as https://example.org/console/ or http://localhost:8080/, comma-separated, up to 10 and 300 characters in total",
    holds: |value| {
        let count = list(value).count();
        value.len() <= 300 && (1..=10).contains(&count) && list(value).all(is_page)
    },
};

/// `https://example.org/console/`; Cognito accepts `http` for `localhost` alone
/// (<https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html>).
fn is_page(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let Some((place, path)) = rest.split_once('/') else {
        return false;
    };
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (place, None),
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./~%@+-".contains(&byte);
    let is_secure = match scheme {
        "https" => host == "localhost" || is_domain(host),
        "http" => host == "localhost",
        _ => false,
    };
    is_secure && path.bytes().all(is_plain) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

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
