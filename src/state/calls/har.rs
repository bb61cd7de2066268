//! The history as a HAR file (HTTP Archive 1.2), which browsers' developer tools and other clients open.

use serde_json::{Value, json};

use super::Call;
use crate::api::address;
use crate::api::cors_attempt::is_secret;
use crate::browser::page;

/// The calls of the history, the earliest first.
pub(crate) fn har<'c>(calls: impl DoubleEndedIterator<Item = &'c Call>) -> String {
    let entries: Vec<Value> = calls.rev().map(entry).collect();
    let har = json!({
        "log": {
            "version": "1.2",
            "creator": { "name": "Resume console", "version": env!("CARGO_PKG_VERSION") },
            "entries": entries,
        }
    });
    format!("{har:#}\n")
}

/// In place of a secret.
pub(super) const LEFT_OUT: &str = "(left out)";

/// One of its entries.
pub(super) fn entry(call: &Call) -> Value {
    let (request, response) = (&call.exchange.request, &call.exchange.response);
    let time = call.exchange.milliseconds.unwrap_or(-1.0);
    let base = match call.address.base.as_str() {
        base if address::is_url(base) => base,
        _ => "http://localhost/",
    };
    let mut sent = json!({
        "method": request.method,
        "url": address::url(base, request),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": pairs(&request.headers),
        "queryString": pairs(&request.query),
        "headersSize": -1,
        "bodySize": request.body.len(),
    });
    if !request.body.is_empty()
        && let Some(sent) = sent.as_object_mut()
    {
        let mime = request.header("Content-Type").unwrap_or_default();
        let data = json!({ "mimeType": mime, "text": request.body });
        sent.insert("postData".to_owned(), data);
    }
    json!({
        "startedDateTime": page::iso_time(call.ended - time.max(0.0)),
        "time": time,
        "request": sent,
        "response": {
            "status": response.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": pairs(&response.headers),
            "content": {
                "size": response.body.len(),
                "mimeType": response.header("Content-Type").unwrap_or_default(),
                "text": response.body,
            },
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": response.body.len(),
        },
        "cache": {},
        "timings": { "send": 0, "wait": time, "receive": 0 },
        "comment": format!("{}: {}", call.api.name(), call.outcome.title),
    })
}

fn pairs(pairs: &[(String, String)]) -> Vec<Value> {
    let shown = pairs.iter().map(|(name, value)| {
        let value = match is_secret(name) {
            true => LEFT_OUT,
            false => value.as_str(),
        };
        json!({ "name": name, "value": value })
    });
    shown.collect()
}
