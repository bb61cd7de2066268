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
mod tests {
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::{JsFuture, future_to_promise};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::js_sys::{Array, Function, Object, Promise, Reflect, global};

    use std::cell::{Cell, RefCell};
    use std::rc::Rc;
    use std::sync::Arc;

    use options::{MappingTemplates, Options, Templates};
    use protocol::{ApiFile, StackOptions};
    use web::database::remake;

    use super::*;

    /// A page, with what it holds for the engine.
    #[derive(Default)]
    struct Tab {
        api: ApiSource,
        items: RefCell<LocalItems>,
        not_stored: RefCell<Option<String>>,
    }

    impl Tab {
        async fn call(&self, request: Request) -> Result<Exchange, CallFailure> {
            let asked = Call {
                api: self.api.clone(),
                request,
                signed_in: false,
                items: self.items.borrow().clone(),
            };
            let called = call(&asked, &Abort::new()).await?;
            self.items.replace(called.items);
            self.not_stored.replace(called.not_stored);
            Ok(called.exchange)
        }

        async fn ids(&self) -> Vec<String> {
            let items = self.items.borrow().clone();
            ids(&Ids {
                api: self.api.clone(),
                items,
            })
            .await
        }
    }

    /// As a tab that has just been opened.
    fn tab() -> Tab {
        Tab {
            api: Arc::new(StackOptions::from(&Options::default())).into(),
            ..Tab::default()
        }
    }

    /// As a tab whose target is the same template as a file.
    fn tab_of_file() -> Tab {
        let template = stack::template(&Options::default());
        let file = ApiFile {
            name: "same.json".to_owned(),
            text: stack::to_json(&template).into(),
            ..ApiFile::default()
        };
        Tab {
            api: Arc::new(file).into(),
            ..Tab::default()
        }
    }

    async fn empty() {
        remake(ITEMS, None).await;
    }

    fn resume(id: &str, name: &str) -> String {
        serde_json::json!({"id": id, "name": name}).to_string()
    }

    async fn save(tab: &Tab, id: &str, name: &str) -> u16 {
        let request = protocol::save(LOCAL_TABLE, resume(id, name), None);
        tab.call(request).await.unwrap().response.status
    }

    /// The name in the resume of an ID.
    async fn read(tab: &Tab, id: &str) -> Option<String> {
        let request = protocol::read(LOCAL_TABLE, id);
        let body = tab.call(request).await.unwrap().response.body;
        let body: Value = serde_json::from_str(&body).unwrap();
        body["name"].as_str().map(str::to_owned)
    }

    /// Makes the page open its database with `open`; returns the former function.
    fn open_with(open: &JsValue) -> JsValue {
        let factory = Reflect::get(&global(), &"indexedDB".into()).unwrap();
        let prototype = Object::get_prototype_of(factory.unchecked_ref());
        let before = Reflect::get(&prototype, &"open".into()).unwrap();
        Reflect::set(&prototype, &"open".into(), open).unwrap();
        before
    }

    #[wasm_bindgen_test]
    async fn tabs_see_one_table() {
        empty().await;
        let (one, other) = (tab(), tab());
        assert_eq!(read(&one, "ada").await, None);
        assert_eq!(save(&one, "ada", "Ada").await, 200);
        assert_eq!(read(&other, "ada").await.as_deref(), Some("Ada"));
        assert_eq!(save(&other, "ada", "Ada L.").await, 200);
        assert_eq!(save(&other, "mira \"M\" 😀", "Mira").await, 200);
        assert_eq!(read(&one, "ada").await.as_deref(), Some("Ada L."));
        assert_eq!(one.ids().await, ["ada", "mira \"M\" 😀"]);
        assert_eq!(*one.not_stored.borrow(), None);
    }

    #[wasm_bindgen_test]
    async fn the_tables_of_a_file_are_apart() {
        empty().await;
        let (own, file) = (tab(), tab_of_file());
        assert_eq!(save(&own, "ada", "Own").await, 200);
        assert_eq!(save(&file, "ada", "File").await, 200);
        assert_eq!(read(&own, "ada").await.as_deref(), Some("Own"));
        assert_eq!(read(&file, "ada").await.as_deref(), Some("File"));
        // Also those that could not be stored, which the page holds for both.
        let unkept = |table: &str, name: &str| StoredItem {
            table: table.to_owned(),
            key: r#"[{"S":"bo"}]"#.to_owned(),
            item: Some(format!(r#"{{"id":{{"S":"bo"}},"name":{{"S":"{name}"}}}}"#)),
        };
        let both = vec![
            unkept(LOCAL_TABLE, "Own"),
            unkept(&format!("{}{LOCAL_TABLE}", file.api.table_prefix()), "File"),
        ];
        for (tab, name, others) in [(&own, "Own", "File"), (&file, "File", "Own")] {
            tab.items.borrow_mut().unkept = both.clone();
            assert_eq!(read(tab, "bo").await.as_deref(), Some(name));
            // It is stored now, and what is not of this API waits on.
            let left = tab.items.borrow().unkept.clone();
            assert_eq!(left.len(), 1, "{left:?}");
            assert!(left[0].item.as_ref().unwrap().contains(others));
        }
    }

    #[wasm_bindgen_test]
    async fn a_condition_holds_across_tabs() {
        empty().await;
        let put_request = MappingTemplates::default().put_request.replace(
            r#"{"TableName""#,
            r#"{"ConditionExpression": "attribute_not_exists(id)", "TableName""#,
        );
        let templates = MappingTemplates {
            put_request,
            ..MappingTemplates::default()
        };
        let options = Options {
            templates: Templates::from(templates),
            ..Options::default()
        };
        let api = ApiSource::from(Arc::new(StackOptions::from(&options)));
        // All of them are under way before the first is answered.
        let calls = Array::new();
        for name in ["one", "two", "three"] {
            let tab = Tab {
                api: api.clone(),
                ..Tab::default()
            };
            calls.push(&future_to_promise(async move {
                Ok(save(&tab, "ada", name).await.into())
            }));
        }
        let statuses = JsFuture::from(Promise::all(&calls)).await.unwrap();
        let statuses = Array::from(&statuses);
        let good = statuses.iter().filter(|status| *status == 200).count();
        assert_eq!(good, 1, "{statuses:?}");
    }

    #[wasm_bindgen_test]
    async fn former_tables_are_taken_over() {
        empty().await;
        assert_eq!(save(&tab(), "new", "newer").await, 200);
        let mut old = Emulator::from_template(&stack::template(&Options::default())).unwrap();
        for (id, name) in [("old", "Old"), ("new", "older")] {
            let request = old.as_owner(protocol::save(LOCAL_TABLE, resume(id, name), None));
            old.invoke(request, &Environment::default());
        }
        let page = tab();
        page.items.borrow_mut().former = Some(old.snapshot());
        assert_eq!(page.ids().await, ["new", "old"]);
        assert_eq!(read(&page, "old").await.as_deref(), Some("Old"));
        assert_eq!(page.items.borrow().former, None);
        assert_eq!(read(&tab(), "old").await.as_deref(), Some("Old"));
        assert_eq!(read(&tab(), "new").await.as_deref(), Some("newer"));

        page.items.borrow_mut().former = Some("of something else".to_owned());
        assert_eq!(read(&page, "old").await.as_deref(), Some("Old"));
        let text = page.items.borrow().former.clone();
        assert_eq!(text.as_deref(), Some("of something else"));
        empty().await;
    }

    #[wasm_bindgen_test]
    async fn without_a_database_it_lasts_as_long_as_the_page() {
        empty().await;
        let page = tab();
        assert_eq!(save(&page, "kept", "Kept").await, 200);
        let forbidden = "throw new DOMException('it is forbidden', 'SecurityError')";
        let open = open_with(&Function::new_no_args(forbidden));
        assert_eq!(save(&page, "ada", "Ada").await, 200);
        assert_eq!(
            page.not_stored.borrow().as_deref(),
            Some("this browser blocks storage for this page")
        );
        assert_eq!(read(&page, "ada").await.as_deref(), Some("Ada"));
        assert_eq!(page.ids().await, ["ada"]);
        open_with(&open);

        // Any call brings it into the database once there is one.
        assert_eq!(read(&tab(), "ada").await, None);
        assert_eq!(read(&page, "kept").await.as_deref(), Some("Kept"));
        assert_eq!(*page.not_stored.borrow(), None);
        assert_eq!(read(&tab(), "ada").await.as_deref(), Some("Ada"));
        assert_eq!(save(&tab(), "ada", "Newer").await, 200);
        assert_eq!(read(&page, "ada").await.as_deref(), Some("Newer"));
    }

    #[wasm_bindgen_test]
    async fn a_newer_page_is_not_written_over() {
        remake(ITEMS, Some(2)).await;
        let page = tab();
        let request = protocol::save(LOCAL_TABLE, resume("ada", "Ada"), None);
        let unanswered = page.call(request).await.unwrap_err();
        assert_eq!(unanswered, CallFailure::NewerPage);
        empty().await;
    }

    #[wasm_bindgen_test]
    async fn tabs_are_told() {
        empty().await;
        let heard = Rc::new(Cell::new(0));
        let hear = heard.clone();
        let listener = tabs::listen(CHANGED, move || hear.set(hear.get() + 1)).unwrap();
        let page = tab();
        read(&page, "ada").await;
        save(&page, "ada", "Ada").await;
        // The notification runs in its own task, after those of the database.
        for _ in 0..20 {
            read(&page, "ada").await;
        }
        assert_eq!(heard.get(), 1);
        drop(listener);
        save(&page, "ada", "Ada L.").await;
        for _ in 0..20 {
            read(&page, "ada").await;
        }
        assert_eq!(heard.get(), 1);
    }
}
