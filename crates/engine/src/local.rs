//! An API, executed here. Its tables are kept in the browser.

use dynamodb::{Item, Key, item_from_json};
use emulator::{Emulator, ItemKey, Items, Loaded, Progress};
use exchange::{Exchange, Request};
use gateway::Environment;
use protocol::{ApiSource, Call, CallFailure, Called, Ids, LOCAL_TABLE, LocalItems, StoredItem};
use serde_json::Value;
use web::StorageError;
use web::abort::Abort;
use web::database::{DAMAGED, Database, ITEMS, StoredRecord, Transaction};
use web::keys::LOCAL_TABLE_CHANGED as CHANGED;
use web::{random, tabs, time};

use crate::loaded;

/// How long the database may take for a call, in milliseconds.
const PATIENCE: i32 = 10_000;

/// Executes a request.
///
/// # Errors
/// There is no answer.
pub(crate) async fn call(asked: &Call, abort: &Abort) -> Result<Called, CallFailure> {
    let start = time::now();
    let emulator = loaded::with(&asked.api, |stack| stack.emulator.clone());
    let emulator = match &*emulator {
        Ok(emulator) => emulator,
        Err(error) => return Err(CallFailure::NoLocalApi(error.clone())),
    };
    let mut request = emulator.with_api_key(asked.request.clone());
    if asked.signed_in {
        request = emulator.as_signed_in(request);
    }
    let prefix = asked.api.table_prefix();
    let (unkept, others) = items_of(&asked.items.unkept, &prefix);
    let former = former(asked, emulator);
    let mut call = LocalCall {
        prefix: &prefix,
        emulator,
        request: &request,
        environment: environment(),
        known: Loaded {
            items: unkept.clone(),
            ..Loaded::default()
        },
        unkept,
        former,
        damaged: 0,
    };
    let kept = time::within(PATIENCE, Some(abort), call.kept()).await;
    if abort.is_aborted() && kept.is_none() {
        // The transaction is rolled back.
        return Err(CallFailure::Cancelled);
    }
    let mut items = LocalItems::default();
    let (not_stored, mut exchange) = match kept.unwrap_or(Err(StorageError::NoAnswer)) {
        Ok(exchange) => {
            if call.former.is_empty() {
                items.former.clone_from(&asked.items.former);
            }
            (None, exchange)
        }
        // This page's write could not be found again.
        Err(StorageError::Newer) => return Err(CallFailure::NewerPage),
        Err(error) => {
            items.former.clone_from(&asked.items.former);
            (Some(error.to_string()), call.without_database())
        }
    };
    items.unkept = call
        .unkept
        .iter()
        .map(|item| stored(item, &prefix))
        .collect();
    items.unkept.extend(others);
    exchange.milliseconds = Some(time::now() - start);
    Ok(Called {
        exchange,
        not_stored,
        damaged: call.damaged,
        items,
    })
}

/// The IDs of the resumes in the local table, in order.
pub(crate) async fn ids(asked: &Ids) -> Vec<String> {
    let kept = async {
        Database::open(ITEMS)
            .await?
            .reading()?
            .keys(LOCAL_TABLE)
            .await
    };
    let kept = time::within(PATIENCE, None, kept).await;
    let mut keys = kept.and_then(Result::ok).unwrap_or_default();
    let emulator = loaded::with(&asked.api, |stack| stack.emulator.clone());
    let former = match &*emulator {
        Ok(emulator) => former_items(&asked.items, emulator),
        Err(_) => Items::new(),
    };
    let (unkept, _) = items_of(&asked.items.unkept, "");
    let others = former.keys().chain(unkept.keys());
    keys.extend(
        others
            .filter(|place| place.table == LOCAL_TABLE)
            .map(|place| place.key.as_str().to_owned()),
    );
    let deleted = unkept
        .iter()
        .filter(|(place, item)| place.table == LOCAL_TABLE && item.is_none());
    let deleted: Vec<&str> = deleted.map(|(place, _)| place.key.as_str()).collect();
    keys.retain(|key| !deleted.contains(&key.as_str()));
    keys.sort();
    keys.dedup();
    keys.iter().filter_map(|key| id_of(key)).collect()
}

/// The items that could not be stored, of the tables with this prefix, and those of others.
fn items_of(unkept: &[StoredItem], prefix: &str) -> (Items, Vec<StoredItem>) {
    let mut items = Items::new();
    let mut others = Vec::new();
    for stored in unkept {
        let table = stored.table.strip_prefix(prefix);
        // A table's name has no slash, a prefix has one.
        let Some(table) = table.filter(|table| !table.contains('/')) else {
            others.push(stored.clone());
            continue;
        };
        let item = match &stored.item {
            Some(text) => item_from_json(text).ok().map(Some),
            None => Some(None),
        };
        if let (Some(key), Some(item)) = (Key::from_text(&stored.key), item) {
            let table = table.to_owned();
            items.insert(ItemKey { table, key }, item);
        }
    }
    (items, others)
}

/// An item that could not be stored.
fn stored((place, item): (&ItemKey, &Option<Item>), prefix: &str) -> StoredItem {
    StoredItem {
        table: format!("{prefix}{}", place.table),
        key: place.key.as_str().to_owned(),
        item: item.as_ref().map(|item| item.to_json().to_string()),
    }
}

/// The items of versions before the database, which a file's tables do not have.
fn former(asked: &Call, emulator: &Emulator) -> Items {
    match &asked.api {
        ApiSource::Options(_) => former_items(&asked.items, emulator),
        ApiSource::File(_) => Items::new(),
    }
}

/// The items of versions before the database; none if the text belongs to other tables, and then it stays.
fn former_items(items: &LocalItems, emulator: &Emulator) -> Items {
    let text = items.former.as_ref();
    text.and_then(|text| emulator.items_of(text).ok())
        .unwrap_or_default()
}

/// A call under way.
struct LocalCall<'a> {
    emulator: &'a Emulator,
    /// What stands before the names of its tables in the database.
    prefix: &'a str,
    request: &'a Request,
    environment: Environment,
    /// What it has read.
    known: Loaded,
    /// The items that could not be stored.
    unkept: Items,
    former: Items,
    /// How many damaged records it has set aside.
    damaged: usize,
}

impl LocalCall<'_> {
    fn progress(&self) -> Progress {
        self.emulator
            .try_invoke(self.request, &self.environment, &self.known)
    }

    /// With the database, in one transaction; the response comes once the write is on disk.
    async fn kept(&mut self) -> Result<Exchange, StorageError> {
        let database = Database::open(ITEMS).await?;
        let transaction = database.transaction()?;
        let mut found = FoundItems {
            prefix: self.prefix,
            read: Items::new(),
            damaged: Vec::new(),
        };
        let mut puts = self.unkept.clone();
        for (place, item) in self.former.clone() {
            // The database's item is newer.
            let item = match found.read(&transaction, &place).await? {
                Some(newer) => Some(newer),
                None => {
                    puts.entry(place.clone()).or_insert_with(|| item.clone());
                    item
                }
            };
            self.known.items.entry(place).or_insert(item);
        }
        let exchange = loop {
            match self.progress() {
                Progress::NeedsItem(place) => {
                    let item = found.read(&transaction, &place).await?;
                    self.known.items.insert(place, item);
                }
                Progress::NeedsTable(table) => {
                    for key in transaction.keys(&found.stored_at(&table)).await? {
                        let Some(key) = Key::from_text(&key) else {
                            continue;
                        };
                        let place = ItemKey {
                            table: table.clone(),
                            key,
                        };
                        let item = found.read(&transaction, &place).await?;
                        self.known.items.entry(place).or_insert(item);
                    }
                    self.known.tables.insert(table);
                }
                Progress::Done { exchange, written } => {
                    puts.extend(written);
                    break *exchange;
                }
            }
        };
        for place in puts.keys() {
            // A damaged record is not written over.
            found.read(&transaction, place).await?;
        }
        found.set_aside(&transaction)?;
        for (place, item) in &puts {
            let (table, key) = (found.stored_at(&place.table), place.key.as_str());
            match item {
                Some(item) => transaction.put(&table, key, &item.to_json().to_string().into())?,
                None => transaction.remove(&table, key)?,
            }
        }
        transaction.end().await?;
        if !puts.is_empty() || !found.damaged.is_empty() {
            tabs::tell(CHANGED);
        }
        self.damaged = found.damaged.len();
        self.unkept.clear();
        Ok(exchange)
    }

    /// Without the database: writes last until the page is closed.
    fn without_database(&mut self) -> Exchange {
        loop {
            match self.progress() {
                Progress::NeedsItem(place) => {
                    let item = self.former.get(&place).cloned().flatten();
                    self.known.items.insert(place, item);
                }
                Progress::NeedsTable(table) => {
                    let of_table = self.former.iter().filter(|(place, _)| place.table == table);
                    for (place, item) in of_table {
                        let known = self.known.items.entry(place.clone());
                        known.or_insert_with(|| item.clone());
                    }
                    self.known.tables.insert(table);
                }
                Progress::Done { exchange, written } => {
                    if !written.is_empty() {
                        self.unkept.extend(written);
                        tabs::tell(CHANGED);
                    }
                    return *exchange;
                }
            }
        }
    }
}

/// The items that a call has found in the database.
struct FoundItems<'a> {
    prefix: &'a str,
    read: Items,
    /// Records that are not items.
    damaged: Vec<(ItemKey, String)>,
}

impl FoundItems<'_> {
    /// Where a table is in the database.
    fn stored_at(&self, table: &str) -> String {
        format!("{}{table}", self.prefix)
    }

    async fn read(
        &mut self,
        transaction: &Transaction,
        place: &ItemKey,
    ) -> Result<Option<Item>, StorageError> {
        if let Some(item) = self.read.get(place) {
            return Ok(item.clone());
        }
        let table = self.stored_at(&place.table);
        let stored = transaction.get(&table, place.key.as_str()).await?;
        let item = match stored {
            None => None,
            Some(StoredRecord::Foreign(text)) => {
                self.damaged.push((place.clone(), text));
                None
            }
            Some(StoredRecord::Text(text)) => match item_from_json(&text) {
                Ok(item) => Some(item),
                Err(_) => {
                    self.damaged.push((place.clone(), text));
                    None
                }
            },
        };
        self.read.insert(place.clone(), item.clone());
        Ok(item)
    }

    /// Moves the damaged records to where no call writes over them.
    fn set_aside(&self, transaction: &Transaction) -> Result<(), StorageError> {
        for (place, text) in &self.damaged {
            let now = time::epoch_milliseconds();
            let table = self.stored_at(&place.table);
            let found_at = format!("{table} {} {now}", place.key.as_str());
            transaction.put(DAMAGED, &found_at, &text.as_str().into())?;
            transaction.remove(&table, place.key.as_str())?;
        }
        Ok(())
    }
}

/// The ID in the text of a key, `[{"S":"ada"}]`.
fn id_of(key: &str) -> Option<String> {
    let key: Value = serde_json::from_str(key).ok()?;
    Some(key.pointer("/0/S")?.as_str()?.to_owned())
}

/// The environment of a call at the current time.
fn environment() -> Environment {
    Environment {
        // Whole milliseconds since 1970 fit.
        request_time_epoch: time::epoch_milliseconds() as i64,
        request_id: random::random_id(),
        ..Environment::default()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used)]
mod tests;
