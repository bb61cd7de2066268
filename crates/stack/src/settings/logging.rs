//! What is written down.

use super::rows::{assign, choice, switch, text};
use super::{Allowed, Setting, Subject};
use crate::{ExecutionLog, Logging};

pub(super) const ACCESS_LOG: Setting = Setting {
    name: "access-log",
    label: "Access log",
    subject: Subject::Logging,
    doc: "A line of JSON for each call, without bodies, keys or queries. $0.50 a GB: about a cent for 50,000 calls.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.access),
    set: |o, value| assign(&mut o.logging.access, value == "on"),
};

pub(super) const EXECUTION_LOG: Setting = Setting {
    name: "execution-log",
    label: "Execution log",
    subject: Subject::Logging,
    doc: "The gateway's own account of its steps, without bodies and headers.",
    allowed: Allowed::Choice(&[
        choice(
            "errors",
            "Errors",
            "What failed, and why. Costs next to nothing.",
        ),
        choice(
            "info",
            "Each step",
            "Some kilobytes for each call, $0.50 a GB.",
        ),
        choice("off", "Off", "Nothing."),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.logging.execution {
            ExecutionLog::Errors => "errors",
            ExecutionLog::Info => "info",
            ExecutionLog::Off => "off",
        })
    },
    set: |o, value| {
        assign(
            &mut o.logging.execution,
            match value {
                "errors" => ExecutionLog::Errors,
                "info" => ExecutionLog::Info,
                _ => ExecutionLog::Off,
            },
        )
    },
};

pub(super) const LOG_RETENTION_DAYS: Setting = Setting {
    name: "log-retention-days",
    label: "Days that logs are kept",
    subject: Subject::Logging,
    doc: "After how many days log entries are deleted. $0.03 a GB and month.",
    allowed: Allowed::Text {
        what: "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 or 3653",
        holds: |value| {
            value
                .parse()
                .is_ok_and(|days| Logging::RETENTIONS.contains(&days))
        },
    },
    applies_with: "access-log on or execution-log errors or info",
    get: |o| {
        o.logging
            .any()
            .then(|| o.logging.retention_days.to_string())
    },
    set: |o, value| {
        assign(
            &mut o.logging.any().then_some(&mut o.logging)?.retention_days,
            value.parse().ok()?,
        )
    },
};

pub(super) const ACCOUNT_ROLE: Setting = Setting {
    name: "account-role",
    label: "Role for logs",
    subject: Subject::Logging,
    doc: "The stack makes the role by which API Gateway writes logs, and names it in the account's settings. There is one for an account and region: turn it off where another stack has made it.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.account_role),
    set: |o, value| assign(&mut o.logging.account_role, value == "on"),
};

pub(super) const TRACING: Setting = Setting {
    name: "tracing",
    label: "X-Ray traces",
    subject: Subject::Logging,
    doc: "X-Ray shows where calls spend their time. $5 for a million traces; it takes one each second and 5 % of the rest.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.tracing),
    set: |o, value| assign(&mut o.logging.tracing, value == "on"),
};
