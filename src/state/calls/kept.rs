//! The history of calls, kept over a reload: each call is a record in a database of its own.
//!
//! A record is the entry of a HAR file, with what such a file has no place for under `_console`. As in the file, no key,
//! signature or token is in it.

use std::sync::Arc;

use exchange::{Endpoint, Exchange, Request, Response};
use leptos::task::spawn_local;
use serde_json::{Map, Value, json};
use view::prelude::*;

use super::har::{LEFT_OUT, entry};
use super::{Call, Calls, fitting};
use crate::api::Api;
use crate::api::outcome::{Operation, Outcome};
use crate::browser::database::{self, Database, StoredRecord};
use crate::browser::record::{self, Stored};
use crate::browser::storage::StorageError;
use crate::browser::{aside, page};
use crate::state::versions::ResumeAddress;

/// The version of the records.
const VERSION: u64 = 1;
const TABLE: &str = "call";
/// The name of damaged records that were set aside.
const WHAT: &str = "Calls of the history";
/// How long the database may take, in milliseconds.
const PATIENCE: i32 = 5_000;

impl Calls {
    /// Shows the calls of before the reload behind those made since, and removes what the history has no room for.
    pub(in crate::state) fn show_kept(self) {
        spawn_local(async move {
            // Without a database, the history lasts until the page is closed.
            let Ok(kept) = in_time(read()).await else {
                return;
            };
            let Some(first) = self.made.try_with_untracked(|made| made.last().cloned()) else {
                return;
            };
            // One that was made meanwhile has the number of a kept one: that is shown at the next start.
            let first = first.map_or(u32::MAX, |first| first.number);
            let kept = kept.into_iter().filter(|call| call.number < first);
            let kept: Vec<Arc<Call>> = kept.map(Arc::new).collect();
            if let Some(last) = kept.first() {
                self.next
                    .update_value(|next| *next = (*next).max(last.number.saturating_add(1)));
                self.made.update(|made| made.extend(kept));
            }
        });
    }

    /// Keeps a call.
    pub(super) fn keep(self, call: &Call) {
        let record = (key(call.ended), to_text(call));
        spawn_local(async move {
            // If it can't be stored, it lasts until the page is closed.
            let _ = in_time(write(vec![record])).await;
        });
    }

    /// Forgets all calls, also those of other tabs; the message offers to undo that.
    pub(crate) fn clear(self) {
        let made = self.made.get_untracked();
        self.made.set(Vec::new());
        spawn_local(async move {
            if let Err(error) = in_time(forget()).await {
                self.notices
                    .say(format!("The stored history could not be removed: {error}."));
                return;
            }
            self.notices
                .say_offering("History cleared.", "Undo", move || {
                    for call in made.iter().rev() {
                        self.keep(call);
                    }
                    let made = made.clone();
                    self.made.update(|now| now.extend(made));
                });
        });
    }
}

/// The database's result, unless it takes too long.
async fn in_time<T>(
    work: impl Future<Output = Result<T, StorageError>>,
) -> Result<T, StorageError> {
    let result = page::within(PATIENCE, None, work).await;
    result.unwrap_or(Err(StorageError::NoAnswer))
}

/// The kept calls, the latest first, numbered by age. Those without room are removed, and damaged records set aside.
async fn read() -> Result<Vec<Call>, StorageError> {
    let database = Database::open(database::HISTORY).await?;
    let stored = database.reading()?.all(TABLE).await?;
    let (mut needless, mut damaged) = (Vec::new(), Vec::new());
    let mut calls = Vec::new();
    for (key, record) in stored {
        match record {
            StoredRecord::Text(text) => {
                match record::read(&text, "_console", VERSION).and_then(|record| call_of(&record)) {
                    Stored::Read(call) => calls.push((key, call)),
                    Stored::Newer => {}
                    Stored::Damaged => damaged.push((key, text)),
                }
            }
            // Not of this page.
            StoredRecord::Foreign(_) => {}
        }
    }
    if !damaged.is_empty() {
        let texts: Vec<&str> = damaged.iter().map(|(_, text)| text.as_str()).collect();
        // Without space for them, they stay where they are.
        if aside::put(WHAT, &texts.join("\n")).is_ok() {
            needless.extend(damaged.into_iter().map(|(key, _)| key));
        }
    }
    // The keys are in the order of time.
    calls.reverse();
    let fits = fitting(calls.iter().map(|(_, call)| call)).min(calls.len());
    needless.extend(calls.drain(fits..).map(|(key, _)| key));
    if !needless.is_empty() {
        let transaction = database.transaction()?;
        for key in &needless {
            transaction.remove(TABLE, key)?;
        }
        transaction.end().await?;
    }
    let numbers = (1..=u32::try_from(calls.len()).unwrap_or_default()).rev();
    let calls = calls.into_iter().zip(numbers);
    Ok(calls
        .map(|((_, call), number)| Call { number, ..call })
        .collect())
}

async fn write(records: Vec<(String, String)>) -> Result<(), StorageError> {
    let transaction = Database::open(database::HISTORY).await?.transaction()?;
    for (key, text) in records {
        transaction.put(TABLE, &key, &text.as_str().into())?;
    }
    transaction.end().await
}

async fn forget() -> Result<(), StorageError> {
    let transaction = Database::open(database::HISTORY).await?.transaction()?;
    for key in transaction.keys(TABLE).await? {
        transaction.remove(TABLE, &key)?;
    }
    transaction.end().await
}

/// A key whose order is that of time, and which no other tab's call has.
fn key(ended: f64) -> String {
    format!("{} {}", page::iso_time(ended), page::random_id())
}

fn to_text(call: &Call) -> String {
    let mut entry = entry(call);
    let endpoint = call.exchange.endpoint.as_ref().map(|endpoint| {
        json!({
            "request": endpoint.request,
            "status": endpoint.status,
            "response": endpoint.response,
        })
    });
    entry["_console"] = json!({
        "version": VERSION,
        "ended": call.ended,
        "api": call.api.name(),
        "base": call.address.base,
        "table": call.address.table,
        "id": call.address.id,
        "path": call.exchange.request.path,
        "done": call.outcome.done,
        "title": call.outcome.title,
        "advice": call.outcome.advice,
        "endpoint": endpoint,
        "log": call.exchange.log,
    });
    entry.to_string()
}

/// The call of a record.
fn call_of(record: &Value) -> Option<Call> {
    let console = record.get("_console")?.as_object()?;
    let (request, response) = (record.get("request")?, record.get("response")?);
    let exchange = Exchange {
        request: Request {
            method: text_of(request, "method")?,
            path: of(console, "path")?,
            query: pairs(request, "queryString")?,
            headers: pairs(request, "headers")?,
            body: request
                .get("postData")
                .map_or(Some(String::new()), |data| text_of(data, "text"))?,
        },
        response: Response {
            status: response.get("status")?.as_u64()?.try_into().ok()?,
            headers: pairs(response, "headers")?,
            body: text_of(response.get("content")?, "text")?,
        },
        endpoint: match console.get("endpoint")? {
            Value::Null => None,
            endpoint => Some(Endpoint {
                request: text_of(endpoint, "request")?,
                status: endpoint.get("status")?.as_u64()?.try_into().ok()?,
                response: text_of(endpoint, "response")?,
            }),
        },
        log: console
            .get("log")?
            .as_array()?
            .iter()
            .filter_map(|line| Some(line.as_str()?.to_owned()))
            .collect(),
        invalid: Vec::new(),
        milliseconds: record.get("time")?.as_f64().filter(|time| *time >= 0.0),
    };
    let title = of(console, "title")?;
    let outcome = Outcome {
        done: console.get("done")?.as_bool()?,
        ..Outcome::failed(title, of(console, "advice")?)
    };
    Some(Call {
        number: 0,
        // What it was asked for is in its outcome; only the call itself acts on that.
        operation: Operation::Any,
        ended: console.get("ended")?.as_f64()?,
        api: Api::named(Some(&of(console, "api")?)),
        address: ResumeAddress {
            base: of(console, "base")?,
            table: of(console, "table")?,
            id: of(console, "id")?,
        },
        exchange,
        outcome,
    })
}

fn text_of(value: &Value, name: &str) -> Option<String> {
    Some(value.get(name)?.as_str()?.to_owned())
}

fn of(object: &Map<String, Value>, name: &str) -> Option<String> {
    Some(object.get(name)?.as_str()?.to_owned())
}

/// The pairs of a HAR file, without the secrets that it has left out.
fn pairs(value: &Value, name: &str) -> Option<Vec<(String, String)>> {
    let pairs = value.get(name)?.as_array()?.iter();
    let pairs = pairs.map(|pair| Some((text_of(pair, "name")?, text_of(pair, "value")?)));
    let mut pairs: Vec<(String, String)> = pairs.collect::<Option<_>>()?;
    pairs.retain(|(_, value)| value != LEFT_OUT);
    Some(pairs)
}
