//! The stack's own template, executed in this page. Its tables are kept in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use dynamodb::{Item, Key, item_from_json};
use emulator::{Emulator, ItemKey, Items, Loaded, Progress};
use gateway::{Environment, Exchange, Request};
use serde_json::Value;

use super::{CallError, Unanswered};
use crate::browser::abort::Abort;
use crate::browser::database::{Database, ITEMS, StoredRecord, Transaction};
use crate::browser::keys::{FORMER_LOCAL_TABLE as FORMER, LOCAL_TABLE_CHANGED as CHANGED};
use crate::browser::page;
use crate::browser::storage::{self, Area, StorageError};
use crate::browser::tabs::{self, Listener};

/// Where damaged records are put, by the table and the key of their place. No table of DynamoDB's has such a
/// name.
const ASIDE: &str = "damaged records";
/// How long the database may take for a call, in milliseconds.
const PATIENCE: i32 = 10_000;

/// The local API.
#[derive(Clone)]
pub(crate) struct Local {
    emulator: Rc<Result<Emulator, String>>,
    /// Items that could not be stored. They live as long as this page, take precedence over what is
    /// stored, and are tried again with each call.
    unkept: Rc<RefCell<Items>>,
    /// Whether the last call could use the database; why not, otherwise.
    kept: Rc<RefCell<Result<(), StorageError>>>,
    /// How many damaged records the last call has set aside.
    damaged: Rc<Cell<usize>>,
    /// Aborts its calls.
    abort: Abort,
}

impl Local {
    /// The API of a CloudFormation template.
    pub(crate) fn new(template: &Value) -> Self {
        let emulator = Emulator::from_template(template).map_err(|error| error.to_string());
        Self {
            emulator: Rc::new(emulator),
            unkept: Rc::default(),
            kept: Rc::new(RefCell::new(Ok(()))),
            damaged: Rc::default(),
            abort: Abort::new(),
        }
    }

    /// The API of another template, over the same tables.
    pub(crate) fn with_template(&self, template: &Value) -> Self {
        Self {
            unkept: self.unkept.clone(),
            kept: self.kept.clone(),
            damaged: self.damaged.clone(),
            ..Self::new(template)
        }
    }

    /// With calls that can be aborted apart from those of others.
    pub(crate) fn with_own_abort(mut self) -> Self {
        self.abort = Abort::new();
        self
    }

    /// Aborts its calls.
    pub(crate) fn abort(&self) {
        self.abort.abort();
    }

    /// The name of its table.
    pub(crate) fn table_name(&self) -> &str {
        let name = self.emulator.as_ref().as_ref().ok();
        name.and_then(Emulator::table_name).unwrap_or_default()
    }

    /// Whether the last call's writes were stored; why not, otherwise.
    pub(crate) fn kept(&self) -> Result<(), StorageError> {
        self.kept.borrow().clone()
    }

    /// How many damaged records the last call has set aside.
    pub(crate) fn damaged(&self) -> usize {
        self.damaged.get()
    }

    /// The damaged records that were set aside, each with its former key.
    pub(crate) async fn set_aside(&self) -> Vec<(String, String)> {
        let all = async { Database::open(ITEMS).await?.reading()?.all(ASIDE).await };
        let all = page::within(PATIENCE, None, all).await;
        let texts = all.and_then(Result::ok).unwrap_or_default().into_iter();
        texts
            .map(|(key, StoredRecord::Text(text) | StoredRecord::Foreign(text))| (key, text))
            .collect()
    }

    /// Removes a damaged record that was set aside.
    ///
    /// # Errors
    /// It is still there.
    pub(crate) async fn forget(&self, key: &str) -> Result<(), StorageError> {
        let forget = async {
            let transaction = Database::open(ITEMS).await?.transaction()?;
            transaction.remove(ASIDE, key)?;
            transaction.end().await
        };
        page::within(PATIENCE, None, forget)
            .await
            .unwrap_or(Err(StorageError::NoAnswer))?;
        tabs::tell(CHANGED);
        Ok(())
    }

    /// The IDs of the resumes in its table, in order.
    pub(crate) async fn ids(&self) -> Vec<String> {
        let table = self.table_name();
        let kept = async { Database::open(ITEMS).await?.reading()?.keys(table).await };
        let kept = page::within(PATIENCE, None, kept).await;
        let mut keys = kept.and_then(Result::ok).unwrap_or_default();
        let former = self.former();
        let unkept = self.unkept.borrow();
        let others = former.keys().chain(unkept.keys());
        keys.extend(
            others
                .filter(|place| place.table == table)
                .map(|place| place.key.as_str().to_owned()),
        );
        let deleted = unkept
            .iter()
            .filter(|(place, item)| place.table == table && item.is_none());
        let deleted: Vec<&str> = deleted.map(|(place, _)| place.key.as_str()).collect();
        keys.retain(|key| !deleted.contains(&key.as_str()));
        keys.sort();
        keys.dedup();
        keys.iter().filter_map(|key| id_of(key)).collect()
    }

    /// Calls `changed` whenever this or another tab has changed the tables, until the returned handle
    /// is dropped.
    pub(crate) fn watch(changed: impl FnMut() + 'static) -> Option<Listener> {
        tabs::listen(CHANGED, changed)
    }

    /// The items of [`FORMER`]; none if its text belongs to other tables, and then it stays.
    fn former(&self) -> Items {
        let text = storage::read(Area::Origin, FORMER);
        let items = text.zip(self.emulator.as_ref().as_ref().ok());
        items
            .and_then(|(text, emulator)| emulator.items_of(&text).ok())
            .unwrap_or_default()
    }
}

/// A call under way.
struct LocalCall<'a> {
    local: &'a Local,
    emulator: &'a Emulator,
    request: &'a Request,
    environment: Environment,
    /// The items that it has read.
    known: Loaded,
    former: Items,
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
        let mut found = FoundItems::default();
        let mut puts = self.local.unkept.borrow().clone();
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
                    for key in transaction.keys(&table).await? {
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
            let (table, key) = (&place.table, place.key.as_str());
            match item {
                Some(item) => transaction.put(table, key, &item.to_json().to_string().into())?,
                None => transaction.remove(table, key)?,
            }
        }
        transaction.end().await?;
        if !puts.is_empty() || !found.damaged.is_empty() {
            tabs::tell(CHANGED);
        }
        self.local.damaged.set(found.damaged.len());
        if !self.former.is_empty() {
            storage::remove(Area::Origin, FORMER);
        }
        let mut unkept = self.local.unkept.borrow_mut();
        unkept.retain(|place, item| puts.get(place) != Some(&*item));
        Ok(exchange)
    }

    /// Without the database: writes last until the page is closed.
    fn unkept(&mut self) -> Exchange {
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
                        self.local.unkept.borrow_mut().extend(written);
                        tabs::tell(CHANGED);
                    }
                    return *exchange;
                }
            }
        }
    }
}

/// The items that a call has found in the database.
#[derive(Default)]
struct FoundItems {
    read: Items,
    /// Records that are not items.
    damaged: Vec<(ItemKey, String)>,
}

impl FoundItems {
    async fn read(
        &mut self,
        transaction: &Transaction,
        place: &ItemKey,
    ) -> Result<Option<Item>, StorageError> {
        if let Some(item) = self.read.get(place) {
            return Ok(item.clone());
        }
        let stored = transaction.get(&place.table, place.key.as_str()).await?;
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
            let now = page::epoch_milliseconds();
            let found_at = format!("{} {} {now}", place.table, place.key.as_str());
            transaction.put(ASIDE, &found_at, &text.as_str().into())?;
            transaction.remove(&place.table, place.key.as_str())?;
        }
        Ok(())
    }
}

/// The ID in the text of a key, `[{"S":"ada"}]`.
fn id_of(key: &str) -> Option<String> {
    let key: Value = serde_json::from_str(key).ok()?;
    Some(key.pointer("/0/S")?.as_str()?.to_owned())
}

impl Local {
    /// Executes a request.
    ///
    /// # Errors
    /// There is no answer.
    pub(crate) async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        let start = page::now();
        let emulator = match self.emulator.as_ref() {
            Ok(emulator) => emulator,
            Err(error) => {
                let error = CallError::NoLocalApi(error.clone());
                return Err(Unanswered { request, error });
            }
        };
        let request = emulator.as_owner(request);
        let mut call = LocalCall {
            local: self,
            emulator,
            request: &request,
            environment: environment(),
            known: Loaded {
                items: self.unkept.borrow().clone(),
                ..Loaded::default()
            },
            former: self.former(),
        };
        self.damaged.set(0);
        let kept = page::within(PATIENCE, Some(&self.abort), call.kept()).await;
        if self.abort.is_aborted() && kept.is_none() {
            // The transaction is rolled back.
            let error = CallError::Cancelled;
            return Err(Unanswered { request, error });
        }
        let (kept, mut exchange) = match kept.unwrap_or(Err(StorageError::NoAnswer)) {
            Ok(exchange) => (Ok(()), exchange),
            // This page's write could not be found again.
            Err(StorageError::Newer) => {
                let error = CallError::NewerPage;
                return Err(Unanswered { request, error });
            }
            Err(error) => (Err(error), call.unkept()),
        };
        *self.kept.borrow_mut() = kept;
        exchange.milliseconds = Some(page::now() - start);
        Ok(exchange)
    }
}

/// The environment of a call at the current time.
fn environment() -> Environment {
    let now = page::epoch_milliseconds();
    Environment {
        // Whole milliseconds since 1970 fit.
        request_time_epoch: now as i64,
        request_id: page::random_id(),
        ..Environment::default()
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used)]
mod tests {
    use wasm_bindgen::JsValue;
    use wasm_bindgen_futures::{JsFuture, future_to_promise};
    use wasm_bindgen_test::wasm_bindgen_test;
    use web_sys::js_sys::{Array, Function, Object, Promise, Reflect};

    use super::*;
    use crate::api::requests;
    use crate::browser::database::remake;

    /// As a tab that has just been opened.
    fn tab() -> Local {
        Local::new(&stack::template(&stack::Options::default()))
    }

    async fn empty() {
        storage::clear(Area::Origin);
        remake(ITEMS, None).await;
    }

    fn resume(id: &str, name: &str) -> String {
        serde_json::json!({"id": id, "name": name}).to_string()
    }

    async fn save(tab: &Local, id: &str, name: &str) -> u16 {
        let request = requests::save(tab.table_name(), resume(id, name), None);
        tab.call(request).await.unwrap().response.status
    }

    /// The name in the resume of an ID.
    async fn read(tab: &Local, id: &str) -> Option<String> {
        let request = requests::read(tab.table_name(), id);
        let body = tab.call(request).await.unwrap().response.body;
        let body: Value = serde_json::from_str(&body).unwrap();
        body["name"].as_str().map(str::to_owned)
    }

    /// Makes the page open its database with `open`; returns the former function.
    fn open_with(open: &JsValue) -> JsValue {
        let window = web_sys::window().unwrap();
        let factory = window.indexed_db().unwrap().unwrap();
        let prototype = Object::get_prototype_of(&factory);
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
        assert_eq!(one.kept(), Ok(()));
    }

    #[wasm_bindgen_test]
    async fn a_condition_holds_across_tabs() {
        empty().await;
        let template = stack::template(&stack::Options::default()).to_string();
        let once = template.replace(
            r#"{\"TableName\""#,
            r#"{\"ConditionExpression\": \"attribute_not_exists(id)\", \"TableName\""#,
        );
        let template = serde_json::from_str(&once).unwrap();
        // All of them are under way before the first is answered.
        let calls = Array::new();
        for name in ["one", "two", "three"] {
            let tab = Local::new(&template);
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
        let mut old =
            Emulator::from_template(&stack::template(&stack::Options::default())).unwrap();
        let table = tab().table_name().to_owned();
        for (id, name) in [("old", "Old"), ("new", "older")] {
            let request = old.as_owner(requests::save(&table, resume(id, name), None));
            old.invoke(request, &Environment::default());
        }
        storage::write(Area::Origin, FORMER, &old.snapshot()).unwrap();
        let page = tab();
        assert_eq!(page.ids().await, ["new", "old"]);
        assert_eq!(read(&page, "old").await.as_deref(), Some("Old"));
        assert_eq!(storage::read(Area::Origin, FORMER), None);
        assert_eq!(read(&tab(), "old").await.as_deref(), Some("Old"));
        assert_eq!(read(&tab(), "new").await.as_deref(), Some("newer"));

        storage::write(Area::Origin, FORMER, "of something else").unwrap();
        assert_eq!(read(&tab(), "old").await.as_deref(), Some("Old"));
        let text = storage::read(Area::Origin, FORMER);
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
        assert_eq!(page.kept(), Err(StorageError::Closed));
        assert_eq!(read(&page, "ada").await.as_deref(), Some("Ada"));
        assert_eq!(page.ids().await, ["ada"]);
        open_with(&open);

        // Any call brings it into the database once there is one.
        assert_eq!(read(&tab(), "ada").await, None);
        assert_eq!(read(&page, "kept").await.as_deref(), Some("Kept"));
        assert_eq!(page.kept(), Ok(()));
        assert_eq!(read(&tab(), "ada").await.as_deref(), Some("Ada"));
        assert_eq!(save(&tab(), "ada", "Newer").await, 200);
        assert_eq!(read(&page, "ada").await.as_deref(), Some("Newer"));
    }

    #[wasm_bindgen_test]
    async fn a_newer_page_is_not_written_over() {
        storage::clear(Area::Origin);
        remake(ITEMS, Some(2)).await;
        let page = tab();
        let request = requests::save(page.table_name(), resume("ada", "Ada"), None);
        let unanswered = page.call(request).await.unwrap_err();
        assert_eq!(unanswered.error, CallError::NewerPage);
        empty().await;
    }

    #[wasm_bindgen_test]
    async fn tabs_are_told() {
        empty().await;
        let heard = Rc::new(Cell::new(0));
        let hear = heard.clone();
        let listener = Local::watch(move || hear.set(hear.get() + 1)).unwrap();
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
