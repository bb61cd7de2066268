//! The settings in their order, and their conflicts.

use super::hosting::domain;
use super::table::scaled;
use super::{Setting, cors, hosting, logging, names, protection, requests, table};
use crate::{Options, Values};

/// The options by name. One that goes with another comes after it.
pub static SETTINGS: &[Setting] = &[
    names::API_NAME,
    names::STAGE,
    names::TAGS,
    names::VALUES,
    table::CAPACITY,
    table::READ_UNITS,
    table::WRITE_UNITS,
    table::MIN_READ_UNITS,
    table::MAX_READ_UNITS,
    table::MIN_WRITE_UNITS,
    table::MAX_WRITE_UNITS,
    table::TARGET_UTILIZATION,
    table::ENCRYPTION,
    table::KEY_ARN,
    table::POINT_IN_TIME_RECOVERY,
    table::DELETION_PROTECTION,
    requests::TABLE_NAME,
    requests::PASSTHROUGH,
    requests::TEMPLATES,
    requests::VALIDATION,
    requests::ERROR_RESPONSES,
    requests::LOST_UPDATE_PROTECTION,
    requests::LIST,
    requests::DELETE,
    requests::THROTTLE,
    requests::RATE_LIMIT,
    requests::BURST_LIMIT,
    protection::PROTECTION,
    protection::WRITE_RATE_LIMIT,
    protection::WRITE_BURST_LIMIT,
    protection::DAILY_QUOTA,
    protection::USER_POOL_ARN,
    protection::SIGN_IN_RETURN_URLS,
    hosting::HOSTING,
    hosting::CONSOLE_DOMAIN,
    hosting::CERTIFICATE_ARN,
    cors::ORIGINS,
    cors::PREFLIGHT,
    cors::GATEWAY_RESPONSES,
    logging::ACCESS_LOG,
    logging::EXECUTION_LOG,
    logging::LOG_RETENTION_DAYS,
    logging::ACCOUNT_ROLE,
    logging::TRACING,
];

/// Options that don't go together: the option and why.
pub(super) fn conflicts(options: &Options) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    if let Some((read, write, _)) = scaled(options) {
        if read.max < read.min {
            found.push(("max-read-units", "must be at least min-read-units"));
        }
        if write.max < write.min {
            found.push(("max-write-units", "must be at least min-write-units"));
        }
    }
    if options.values == Values::Literal
        && let Some(domain) = options.hosting.as_ref().and_then(domain)
        && domain.certificate_arn.is_empty()
    {
        found.push((
            "certificate-arn",
            "console-domain needs a certificate, and with values literal there is no parameter to enter it when deploying",
        ));
    }
    if options.lost_update_protection && !options.error_responses {
        found.push((
            "lost-update-protection",
            "needs error-responses: without them a conflict is a 200",
        ));
    }
    found
}
