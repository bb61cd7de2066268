//! Which pages may call.

use super::checks::is_domain;
use super::rows::{assign, list, switch};
use super::{Allowed, Setting, Subject};
use crate::Options;

pub(super) const ORIGINS: Setting = Setting {
    name: "origins",
    label: "Allowed origins",
    subject: Subject::Cors,
    doc: || "Origins whose pages may call the API: * for all, or such as https://example.org, comma-separated. The hosted console is always allowed.",
    allowed: ORIGINS_ALLOWED,
    applies_with: "",
    get: |o| Some(o.cors.origins.join(",")),
    set: |o, value| {
        assign(
            &mut o.cors.origins,
            list(value).map(str::to_owned).collect(),
        )
    },
};

pub(super) const PREFLIGHT: Setting = Setting {
    name: "preflight",
    label: "Preflight (OPTIONS)",
    subject: Subject::Cors,
    doc: || "Adds OPTIONS for CORS preflights, which browsers send before JSON. Free.",
    allowed: Allowed::Switch,
    applies_with: "allowed origins or hosting on",
    get: |o| browsers(o).and_then(|()| switch(o.cors.preflight)),
    set: |o, value| browsers(o).and_then(|()| assign(&mut o.cors.preflight, value == "on")),
};

pub(super) const GATEWAY_RESPONSES: Setting = Setting {
    name: "gateway-responses",
    label: "CORS headers on gateway errors",
    subject: Subject::Cors,
    doc: || "Lets pages read API Gateway's own errors, such as 403 without a key, or 429. Free.",
    allowed: Allowed::Switch,
    applies_with: "allowed origins or hosting on",
    get: |o| browsers(o).and_then(|()| switch(o.cors.gateway_responses)),
    set: |o, value| browsers(o).and_then(|()| assign(&mut o.cors.gateway_responses, value == "on")),
};

const ORIGINS_ALLOWED: Allowed = Allowed::Text {
    what: "* or origins such as https://example.org, comma-separated, up to 10 and 300 characters in total",
    holds: |value| {
        value == "*"
            || value.len() <= 300 && list(value).all(is_origin) && list(value).count() <= 10
    },
};

/// Whether any page may call.
fn browsers(options: &Options) -> Option<()> {
    (!options.cors.origins.is_empty() || options.hosting.is_some()).then_some(())
}

/// `https://example.org:8443`: no path, no `*`.
fn is_origin(value: &str) -> bool {
    let Some((scheme, rest)) = value.split_once("://") else {
        return false;
    };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (rest, None),
    };
    matches!(scheme, "http" | "https")
        && (host == "localhost" || is_domain(host) || host.parse::<std::net::Ipv4Addr>().is_ok())
        && port.is_none_or(|port| {
            port.parse::<u16>()
                .is_ok_and(|number| number.to_string() == port)
        })
}
