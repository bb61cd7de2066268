//! The browser's IndexedDB: texts by table and key, read and written in transactions.
//!
//! Write transactions wait for each other, across all tabs: what one of them has read stays valid
//! until it has written. A write ends when it is on disk (strict durability).

use std::cell::Cell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Function, JSON, Object, Promise, Reflect, global};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use crate::keys;
use crate::{StorageError, reason};

/// A database.
///
/// The store's shape never changes within a version: an older page must not write into a newer page's store.
#[derive(Clone, Copy)]
pub struct Layout {
    name: &'static str,
    version: u32,
    /// Its one store. The keys are `[table, key]`, the values texts.
    store: &'static str,
}

/// The local API's tables.
pub const ITEMS: Layout = Layout {
    name: keys::ITEMS_DATABASE,
    version: 1,
    store: "items",
};

/// Where damaged records of [`ITEMS`] are put, by the table and the key of their place. No table of DynamoDB's has such a name.
pub const DAMAGED: &str = "damaged records";

/// The drafts; `start.js` reads it, too.
pub const DRAFTS: Layout = Layout {
    name: keys::DRAFTS_DATABASE,
    version: 1,
    store: "drafts",
};

/// The history of calls.
pub const HISTORY: Layout = Layout {
    name: keys::HISTORY_DATABASE,
    version: 1,
    store: "calls",
};

/// The value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoredRecord {
    /// A text.
    Text(String),
    /// Not written by a page of this version; as text.
    Foreign(String),
}

impl StoredRecord {
    fn of(value: &JsValue) -> Option<Self> {
        if value.is_undefined() {
            return None;
        }
        Some(match value.as_string() {
            Some(text) => Self::Text(text),
            None => Self::Foreign(
                JSON::stringify(value)
                    .ok()
                    .and_then(|json| json.as_string())
                    .unwrap_or_else(|| format!("{value:?}")),
            ),
        })
    }
}

/// A connection, which ends when this is dropped, or when another page changes or deletes the database.
pub struct Database {
    layout: Layout,
    connection: IdbDatabase,
    open: Rc<Cell<bool>>,
    _ends: [Closure<dyn FnMut()>; 2],
}

impl Drop for Database {
    fn drop(&mut self) {
        self.connection.set_onversionchange(None);
        self.connection.set_onclose(None);
        // Running transactions still end.
        self.connection.close();
    }
}

impl Database {
    /// Opens a database, or creates it.
    ///
    /// # Errors
    /// The browser gives the page none, or it is of a newer page.
    pub async fn open(layout: Layout) -> Result<Self, StorageError> {
        let request = factory()
            .ok_or(StorageError::Closed)?
            .open_with_u32(layout.name, layout.version)
            .map_err(|error| reason(&error))?;
        let upgrade = Closure::<dyn FnMut(_)>::new(move |event| make_store(event, layout.store));
        // It stays in memory if nobody waits to the end: the browser may still call it.
        let upgrade = ManuallyDrop::new(upgrade);
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        let opened = done(&request).await;
        drop(ManuallyDrop::into_inner(upgrade));
        let connection: IdbDatabase = opened?.unchecked_into();
        let open = Rc::new(Cell::new(true));
        let (closing, closed) = (connection.clone(), open.clone());
        let wanted = Closure::new(move || {
            closed.set(false);
            closing.close();
        });
        let gone = open.clone();
        let removed = Closure::new(move || gone.set(false));
        connection.set_onversionchange(Some(wanted.as_ref().unchecked_ref()));
        connection.set_onclose(Some(removed.as_ref().unchecked_ref()));
        Ok(Self {
            layout,
            connection,
            open,
            _ends: [wanted, removed],
        })
    }

    /// Whether it can still be used: the browser or another page may have closed it.
    pub fn is_open(&self) -> bool {
        self.open.get()
    }

    /// Starts a write transaction. It ends by itself as soon as it has no open request, so await
    /// nothing else before its end.
    ///
    /// # Errors
    /// The browser has just closed the database.
    pub fn transaction(&self) -> Result<Transaction, StorageError> {
        self.begin("readwrite").map_err(|error| reason(&error))
    }

    /// As [`Database::transaction`], read-only: it does not wait for other readers.
    ///
    /// # Errors
    /// As there.
    pub fn reading(&self) -> Result<Transaction, StorageError> {
        self.begin("readonly").map_err(|error| reason(&error))
    }

    fn begin(&self, mode: &str) -> Result<Transaction, JsValue> {
        // Called by name: in web-sys, the third argument is unstable.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.connection, &"transaction".into())?.dyn_into()?;
        let store = self.layout.store;
        let transaction: IdbTransaction = begin
            .call3(&self.connection, &store.into(), &mode.into(), &options)?
            .dyn_into()?;
        let store = transaction.object_store(store)?;
        Ok(Transaction {
            transaction,
            store,
            ended: false,
        })
    }
}

/// The global scope's databases; reading the property throws where storage is blocked.
fn factory() -> Option<IdbFactory> {
    let factory = Reflect::get(&global(), &"indexedDB".into()).ok()?;
    factory.dyn_into().ok()
}

fn make_store(event: Event, store: &str) {
    let request = event
        .target()
        .and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
    if let Some(Ok(database)) = request.map(|request| request.result()) {
        // Without it, each transaction fails with an error.
        let _ = database
            .unchecked_into::<IdbDatabase>()
            .create_object_store(store);
    }
}

/// Atomic reads and writes. Rolled back if dropped before [`Transaction::end`].
pub struct Transaction {
    transaction: IdbTransaction,
    store: IdbObjectStore,
    ended: bool,
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if !self.ended {
            // It fails only for a transaction that has ended.
            let _ = self.transaction.abort();
        }
    }
}

impl Transaction {
    /// The value of a key.
    ///
    /// # Errors
    /// It can't be read.
    pub async fn get(&self, table: &str, key: &str) -> Result<Option<StoredRecord>, StorageError> {
        let request = self.store.get(&place(table, key));
        let value = done(&request.map_err(|error| reason(&error))?).await?;
        Ok(StoredRecord::of(&value))
    }

    /// All of a table by key, in order.
    ///
    /// # Errors
    /// It can't be read.
    pub async fn all(&self, table: &str) -> Result<Vec<(String, StoredRecord)>, StorageError> {
        let keys = self.store.get_all_keys().map_err(|error| reason(&error))?;
        let values = self.store.get_all().map_err(|error| reason(&error))?;
        let keys = Array::from(&done(&keys).await?);
        let values = Array::from(&done(&values).await?);
        let pairs = keys.iter().zip(values.iter());
        Ok(pairs
            .filter_map(|(place, value)| Some((key_in(table, place)?, StoredRecord::of(&value)?)))
            .collect())
    }

    /// The keys of a table, in order.
    ///
    /// # Errors
    /// They can't be read.
    pub async fn keys(&self, table: &str) -> Result<Vec<String>, StorageError> {
        let request = self.store.get_all_keys();
        let keys = done(&request.map_err(|error| reason(&error))?).await?;
        Ok(Array::from(&keys)
            .iter()
            .filter_map(|place| key_in(table, place))
            .collect())
    }

    /// Puts a text under a key, if [`Transaction::end`] succeeds.
    ///
    /// # Errors
    /// The transaction has ended.
    pub fn put(&self, table: &str, key: &str, text: &JsValue) -> Result<(), StorageError> {
        let put = self.store.put_with_key(text, &place(table, key));
        put.map(|_| ()).map_err(|error| reason(&error))
    }

    /// Removes a key, if [`Transaction::end`] succeeds.
    ///
    /// # Errors
    /// The transaction has ended.
    pub fn remove(&self, table: &str, key: &str) -> Result<(), StorageError> {
        let remove = self.store.delete(&place(table, key));
        remove.map(|_| ()).map_err(|error| reason(&error))
    }

    /// Commits; returns when all of it is on disk.
    ///
    /// # Errors
    /// It can't be written. Then none of it is.
    pub async fn end(mut self) -> Result<(), StorageError> {
        let transaction = &self.transaction;
        let end = Promise::new(&mut |completed, aborted| {
            transaction.set_oncomplete(Some(&completed));
            transaction.set_onabort(Some(&aborted));
        });
        // Earlier than by itself. A browser without `commit` ends the transaction anyway.
        if let Ok(Ok(commit)) =
            Reflect::get(transaction, &"commit".into()).map(JsCast::dyn_into::<Function>)
        {
            let _ = commit.call0(transaction);
        }
        let end = JsFuture::from(end).await;
        self.ended = true;
        match end {
            Ok(_) => Ok(()),
            Err(_) => Err(self
                .transaction
                .error()
                .map_or(StorageError::Closed, |error| reason(&error))),
        }
    }
}

fn place(table: &str, key: &str) -> Array {
    Array::of2(&table.into(), &key.into())
}

/// The key in a `[table, key]` of that table.
fn key_in(table: &str, place: JsValue) -> Option<String> {
    let place: Array = place.dyn_into().ok()?;
    (place.get(0).as_string()? == table).then(|| place.get(1).as_string())?
}

/// The result of a request.
async fn done(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let end = Promise::new(&mut |succeeded, failed| {
        request.set_onsuccess(Some(&succeeded));
        request.set_onerror(Some(&failed));
    });
    match JsFuture::from(end).await {
        Ok(_) => request.result().map_err(|error| reason(&error)),
        Err(_) => Err(match request.error() {
            Ok(Some(error)) => reason(&error),
            _ => StorageError::Closed,
        }),
    }
}

/// Asks the browser, once per page, to keep the storage when the disk runs short of space.
pub fn ask_to_persist() {
    thread_local!(static ASKED: Cell<bool> = const { Cell::new(false) });
    if ASKED.replace(true) {
        return;
    }
    let ask = || -> Result<(), JsValue> {
        // Looked up first: it is missing outside secure contexts.
        let navigator = Reflect::get(&global(), &"navigator".into())?;
        let manager = Reflect::get(&navigator, &"storage".into())?;
        let persist: Function = Reflect::get(&manager, &"persist".into())?.dyn_into()?;
        let answer: Promise = persist.call0(&manager)?.dyn_into()?;
        wasm_bindgen_futures::spawn_local(async move {
            // Whether it agrees or not, there is nothing else to do.
            let _ = JsFuture::from(answer).await;
        });
        Ok(())
    };
    // A browser without this function decides by itself.
    let _ = ask();
}

/// Removes a database, and creates one of another version in its place if one is given.
#[cfg(feature = "test")]
#[allow(clippy::unwrap_used, clippy::missing_panics_doc)]
pub async fn remake(layout: Layout, version: Option<u32>) {
    let factory = factory().unwrap();
    done(&factory.delete_database(layout.name).unwrap())
        .await
        .unwrap();
    if let Some(version) = version {
        let request = factory.open_with_u32(layout.name, version).unwrap();
        let connection: IdbDatabase = done(&request).await.unwrap().unchecked_into();
        connection.close();
    }
}
