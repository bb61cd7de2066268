//! The browser's IndexedDB: texts by table and key, read and written in transactions.
//!
//! Transactions that write wait for each other, across all tabs: what one of them has read holds
//! until it has written.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Array, Function, Object, Promise, Reflect};
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::storage::{StorageError, reason};

const NAME: &str = "resume-console";
/// What a version's store looks like never changes: a page of an older version must not write into
/// that of a newer one.
const VERSION: u32 = 1;
/// Its keys are `[table, key]`, its values texts.
const STORE: &str = "items";

/// A connection, which ends when this is dropped.
///
/// Keep it for one piece of work. A connection that stays open would stand in the way of another
/// tab whose page is newer and wants another store.
pub(crate) struct Database(IdbDatabase);

impl Drop for Database {
    fn drop(&mut self) {
        // What is under way is still done.
        self.0.close();
    }
}

impl Database {
    /// Opens the database, and makes it where there is none.
    ///
    /// # Errors
    /// The browser gives the page none, or it is of a newer page.
    pub(crate) async fn open() -> Result<Self, StorageError> {
        let factory = web_sys::window().and_then(|window| window.indexed_db().ok().flatten());
        let request = factory
            .ok_or(StorageError::Closed)?
            .open_with_u32(NAME, VERSION)
            .map_err(|error| reason(&error))?;
        let upgrade = Closure::once(make_store);
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        Ok(Self(done(&request).await?.unchecked_into()))
    }

    /// Begins a transaction. It ends by itself when nothing is asked of it for once, so wait for
    /// nothing else before its end.
    ///
    /// # Errors
    /// The database is of no use: the browser has just closed it.
    pub(crate) fn transaction(&self) -> Result<Transaction, StorageError> {
        self.begin().map_err(|error| reason(&error))
    }

    fn begin(&self) -> Result<Transaction, JsValue> {
        // By hand: web-sys knows the third argument only as unstable.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        let transaction: IdbTransaction = begin
            .call3(&self.0, &STORE.into(), &"readwrite".into(), &options)?
            .dyn_into()?;
        let store = transaction.object_store(STORE)?;
        Ok(Transaction { transaction, store })
    }
}

fn make_store(event: Event) {
    let request = event
        .target()
        .and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
    if let Some(Ok(database)) = request.map(|request| request.result()) {
        // Without it each transaction fails, and says so.
        let _ = database
            .unchecked_into::<IdbDatabase>()
            .create_object_store(STORE);
    }
}

/// Reads, and then one write.
pub(crate) struct Transaction {
    transaction: IdbTransaction,
    store: IdbObjectStore,
}

impl Transaction {
    /// The text under a key.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) async fn get(&self, table: &str, key: &str) -> Result<Option<String>, StorageError> {
        let request = self.store.get(&place(table, key));
        let value = done(&request.map_err(|error| reason(&error))?).await?;
        Ok(value.as_string())
    }

    /// The keys of a table, in order.
    ///
    /// # Errors
    /// They can't be read.
    pub(crate) async fn keys(&self, table: &str) -> Result<Vec<String>, StorageError> {
        let request = self.store.get_all_keys();
        let keys = done(&request.map_err(|error| reason(&error))?).await?;
        let of_table = |place: JsValue| {
            let place: Array = place.dyn_into().ok()?;
            (place.get(0).as_string()? == table).then(|| place.get(1).as_string())?
        };
        Ok(Array::from(&keys).iter().filter_map(of_table).collect())
    }

    /// Puts texts under keys, and comes back when all of them are on the disk.
    ///
    /// # Errors
    /// They can't be written. Then none of them is.
    pub(crate) async fn write<'a>(
        self,
        texts: impl Iterator<Item = (&'a str, &'a str, String)>,
    ) -> Result<(), StorageError> {
        for (table, key, text) in texts {
            if let Err(error) = self.store.put_with_key(&text.into(), &place(table, key)) {
                // It fails only for a transaction that has ended.
                let _ = self.transaction.abort();
                return Err(reason(&error));
            }
        }
        let transaction = &self.transaction;
        let end = Promise::new(&mut |completed, aborted| {
            transaction.set_oncomplete(Some(&completed));
            transaction.set_onabort(Some(&aborted));
        });
        match JsFuture::from(end).await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction
                .error()
                .map_or(StorageError::Closed, |error| reason(&error))),
        }
    }
}

fn place(table: &str, key: &str) -> Array {
    Array::of2(&table.into(), &key.into())
}

/// What a request comes to.
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

/// Removes the database, and makes one of another version in its place where one is given.
#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used)]
pub(crate) async fn remake(version: Option<u32>) {
    let factory = web_sys::window().unwrap().indexed_db().unwrap().unwrap();
    done(&factory.delete_database(NAME).unwrap()).await.unwrap();
    if let Some(version) = version {
        let request = factory.open_with_u32(NAME, version).unwrap();
        drop(Database(done(&request).await.unwrap().unchecked_into()));
    }
}
