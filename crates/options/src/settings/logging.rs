//! Settings of logs, metrics and traces.

use super::rows::{assign, choice, switch, text};
use super::{Allowed, Setting, Subject};
use crate::{ExecutionLog, Logging};

pub(super) const ACCESS_LOG: Setting = Setting {
    name: "access-log",
    label: "Access log",
    subject: Subject::Logging,
    doc: || "A line of JSON per request, without bodies, keys or query strings. $0.50 per GB: about a cent for 50,000 requests.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.access),
    set: |o, value| assign(&mut o.logging.access, value == "on"),
};

pub(super) const EXECUTION_LOG: Setting = Setting {
    name: "execution-log",
    label: "Execution log",
    subject: Subject::Logging,
    doc: || "API Gateway's log of how it runs a request, without bodies and headers.",
    allowed: Allowed::Choice(&[
        choice(
            "errors",
            "Errors",
            || "What failed, and why. Next to no cost.",
        ),
        choice(
            "info",
            "Errors and info",
            || "Each step: a few KB per request, at $0.50 per GB.",
        ),
        choice("off", "Off", || "No execution log."),
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
    label: "Log retention (days)",
    subject: Subject::Logging,
    doc: || "Log entries are deleted after this many days. $0.03 per GB and month.",
    allowed: Allowed::Numbers(&Logging::RETENTIONS),
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
    label: "Account-level CloudWatch role",
    subject: Subject::Logging,
    doc: || "Creates the role with which API Gateway writes logs, and sets it for the account and region, replacing the current one. Turn it off if another stack manages the role.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.account_role),
    set: |o, value| assign(&mut o.logging.account_role, value == "on"),
};

pub(super) const TRACING: Setting = Setting {
    name: "tracing",
    label: "X-Ray traces",
    subject: Subject::Logging,
    doc: || "X-Ray shows where requests spend their time. $5 per million traces: one request per second and 5% of the rest.",
    allowed: Allowed::Switch,
    applies_with: "",
    get: |o| switch(o.logging.tracing),
    set: |o, value| assign(&mut o.logging.tracing, value == "on"),
};
