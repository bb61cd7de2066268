//! Headers with rules of their own: hidden from the request, refused in the integration request, renamed in the response.
//!
//! Recorded from AWS for integrations of the types `AWS` (Lambda) and `HTTP`; for `MOCK` and DynamoDB assumed to be the same.

use std::collections::HashSet;

/// Headers of a request that neither templates nor mappings see.
const HIDDEN: [&str; 12] = [
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Expect",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "TE",
    "Trailer",
    "Transfer-Encoding",
    "Upgrade",
    "WWW-Authenticate",
];

/// Headers that no integration request may set: the call ends with a 500.
const REFUSED: [&str; 3] = [
    "Content-Length",
    "Transfer-Encoding",
    "X-Amzn-Apigateway-Api-Id",
];

/// Further ones, for integrations of the type `AWS`.
const REFUSED_BY_AWS: [&str; 5] = [
    "Authorization",
    "Connection",
    "Expect",
    "Proxy-Authenticate",
    "TE",
];

/// Headers of a response that the caller gets as `x-amzn-Remapped-…`.
const REMAPPED: [&str; 14] = [
    "Authorization",
    "Connection",
    "Content-Length",
    "Content-MD5",
    "Date",
    "Expect",
    "Host",
    "Max-Forwards",
    "Proxy-Authenticate",
    "Server",
    "Trailer",
    "Upgrade",
    "User-Agent",
    "WWW-Authenticate",
];

/// Those of them that a proxy integration's response has renamed.
const REMAPPED_BY_PROXY: [&str; 4] = ["Connection", "Content-Length", "Date", "Server"];

fn is_in(names: &[&str], name: &str) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether templates and mappings never see this header of a request.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    is_in(&HIDDEN, name)
}

/// Whether an integration of the type `AWS` (or another one, but for mocks) can't set this header: the call ends with a 500.
#[must_use]
pub fn is_rejected(name: &str, is_aws: bool) -> bool {
    is_in(&REFUSED, name) || (is_aws && is_in(&REFUSED_BY_AWS, name))
}

/// Whether the caller gets this header of a response as `x-amzn-Remapped-…`. A proxy's response has fewer of them.
#[must_use]
pub fn is_remapped(name: &str) -> bool {
    is_in(&REMAPPED, name)
}

/// The headers that templates and mappings see.
pub(super) fn seen(headers: &[(String, String)]) -> Vec<(String, String)> {
    let seen = headers.iter().filter(|(name, _)| !is_hidden(name));
    seen.cloned().collect()
}

/// The first header that an integration of the type `AWS` (or another one) refuses.
pub(super) fn refused<'a>(
    mut headers: impl Iterator<Item = &'a str>,
    is_aws: bool,
) -> Option<&'a str> {
    headers.find(|name| is_rejected(name, is_aws))
}

/// Renames the headers of a response that AWS remaps; `Transfer-Encoding` is dropped.
pub(super) fn remap(headers: &mut Vec<(String, String)>) {
    rename(headers, &REMAPPED);
}

/// [`remap`] for a proxy integration.
pub(super) fn remap_of_proxy(headers: &mut Vec<(String, String)>) {
    rename(headers, &REMAPPED_BY_PROXY);
}

fn rename(headers: &mut Vec<(String, String)>, remapped: &[&str]) {
    headers.retain(|(name, _)| !name.eq_ignore_ascii_case("Transfer-Encoding"));
    for (name, _) in headers.iter_mut() {
        if is_in(remapped, name) {
            *name = format!("x-amzn-Remapped-{name}");
        }
    }
}

/// Adds headers, in place of those of the same names.
pub(super) fn merge(headers: &mut Vec<(String, String)>, new: Vec<(String, String)>) {
    let names: HashSet<_> = new
        .iter()
        .map(|(name, _)| name.to_ascii_lowercase())
        .collect();
    headers.retain(|(name, _)| !names.contains(&name.to_ascii_lowercase()));
    headers.extend(new);
}

/// The last header of that name, case-insensitive, as the gateway itself reads `Content-Type` and `Accept`.
pub(super) fn last<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let named = headers.iter().rev();
    let mut named = named.filter(|(n, _)| n.eq_ignore_ascii_case(name));
    named.next().map(|(_, value)| value.as_str())
}
