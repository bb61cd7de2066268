//! An API that the engine executes: that of the stack's own template, or of an opened file. Its tables are kept in the browser.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use exchange::{Exchange, Request};
use protocol::{ApiSource, Call, CallFailure, Ids, LOCAL_TABLE, LocalItems};

use super::{Api, CallError, Unanswered};
use crate::browser::database::{DAMAGED, Database, ITEMS, StoredRecord};
use crate::browser::keys::{FORMER_LOCAL_TABLE as FORMER, LOCAL_TABLE_CHANGED as CHANGED};
use crate::browser::page;
use crate::browser::storage::{self, Area, StorageError};
use crate::browser::tabs::{self, Listener};
use crate::engine::{Engine, EngineError};

/// How long the database may take, in milliseconds.
const PATIENCE: i32 = 10_000;

/// The local API.
#[derive(Clone)]
pub(crate) struct Local {
    engine: Engine,
    source: ApiSource,
    /// The name of the table that holds the resumes; empty if it has none.
    table: String,
    /// Whether it is called by someone whom the authorizer or IAM lets in.
    signed_in: bool,
    /// Items that could not be stored: they live as long as this page.
    items: Rc<RefCell<LocalItems>>,
    /// Why the last call could not use the database; `None` if it could.
    not_stored: Rc<RefCell<Option<String>>>,
    /// How many damaged records the last call has set aside.
    damaged: Rc<Cell<usize>>,
    /// The number of its call in progress.
    running: Rc<Cell<Option<u32>>>,
}

impl Local {
    /// The API of a stack's options.
    pub(crate) fn new(engine: Engine, source: ApiSource) -> Self {
        Self {
            engine,
            source,
            table: LOCAL_TABLE.to_owned(),
            signed_in: false,
            items: Rc::default(),
            not_stored: Rc::default(),
            damaged: Rc::default(),
            running: Rc::default(),
        }
    }

    /// Another API, with the same database.
    pub(crate) fn with(&self, source: ApiSource, table: String) -> Self {
        Self {
            source,
            table,
            ..self.clone()
        }
    }

    /// Which API it is.
    pub(crate) fn api(&self) -> Api {
        match self.source {
            ApiSource::Options(_) => Api::Local,
            ApiSource::File(_) => Api::File,
        }
    }

    /// The name of its file; empty for the stack's own template.
    pub(crate) fn file_name(&self) -> &str {
        match &self.source {
            ApiSource::Options(_) => "",
            ApiSource::File(file) => &file.name,
        }
    }

    /// With calls that can be cancelled apart from those of others; by someone whom the authorizer or IAM lets in, or not.
    pub(crate) fn with_own_calls(self, signed_in: bool) -> Self {
        Self {
            signed_in,
            running: Rc::default(),
            ..self
        }
    }

    /// Cancels its call: what is not written yet is not written.
    pub(crate) fn abort(&self) {
        if let Some(number) = self.running.get() {
            self.engine.cancel(number);
        }
    }

    /// Why the last call could not use the database; `None` if it could.
    pub(crate) fn not_stored(&self) -> Option<String> {
        self.not_stored.borrow().clone()
    }

    /// How many damaged records the last call has set aside.
    pub(crate) fn damaged(&self) -> usize {
        self.damaged.get()
    }

    /// The damaged records that were set aside, each with its former key.
    pub(crate) async fn set_aside(&self) -> Vec<(String, String)> {
        let all = async { Database::open(ITEMS).await?.reading()?.all(DAMAGED).await };
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
            transaction.remove(DAMAGED, key)?;
            transaction.end().await
        };
        page::within(PATIENCE, None, forget)
            .await
            .unwrap_or(Err(StorageError::NoAnswer))?;
        tabs::tell(CHANGED);
        Ok(())
    }

    /// The IDs of the resumes in its table, in order.
    ///
    /// # Errors
    /// The engine gives no answer.
    pub(crate) async fn ids(&self) -> Result<Vec<String>, EngineError> {
        let (_, ids) = self.engine.ask(Ids {
            api: self.source.clone(),
            items: self.items(),
        });
        ids.await
    }

    /// The items of a table as DynamoDB JSON, in the order of their keys.
    ///
    /// # Errors
    /// The database can't be read.
    pub(crate) async fn items_of(&self, table: &str) -> Result<Vec<String>, StorageError> {
        let place = self.place(table);
        let all = async { Database::open(ITEMS).await?.reading()?.all(&place).await };
        let all = page::within(PATIENCE, None, all).await;
        let all = all.unwrap_or(Err(StorageError::NoAnswer))?.into_iter();
        let mut items: BTreeMap<String, String> = all
            .map(|(key, StoredRecord::Text(text) | StoredRecord::Foreign(text))| (key, text))
            .collect();
        for unkept in &self.items.borrow().unkept {
            if unkept.table == place {
                match &unkept.item {
                    Some(item) => items.insert(unkept.key.clone(), item.clone()),
                    None => items.remove(&unkept.key),
                };
            }
        }
        Ok(items.into_values().collect())
    }

    /// Removes all items of these tables, in one transaction.
    ///
    /// # Errors
    /// They are still there.
    pub(crate) async fn empty(&self, tables: &[String]) -> Result<(), StorageError> {
        let places: Vec<String> = tables.iter().map(|table| self.place(table)).collect();
        let empty = async {
            let transaction = Database::open(ITEMS).await?.transaction()?;
            for place in &places {
                for key in transaction.keys(place).await? {
                    transaction.remove(place, &key)?;
                }
            }
            transaction.end().await
        };
        page::within(PATIENCE, None, empty)
            .await
            .unwrap_or(Err(StorageError::NoAnswer))?;
        let mut items = self.items.borrow_mut();
        items.unkept.retain(|item| !places.contains(&item.table));
        tabs::tell(CHANGED);
        Ok(())
    }

    /// Where a table is in the database.
    fn place(&self, table: &str) -> String {
        format!("{}{table}", self.source.table_prefix())
    }

    /// Calls `changed` whenever this or another tab has changed the tables, until the returned handle
    /// is dropped.
    pub(crate) fn watch(changed: impl FnMut() + 'static) -> Option<Listener> {
        tabs::listen(CHANGED, changed)
    }

    /// The items that are not in the database.
    fn items(&self) -> LocalItems {
        LocalItems {
            former: storage::read(Area::Origin, FORMER),
            ..self.items.borrow().clone()
        }
    }

    /// Executes a request.
    ///
    /// # Errors
    /// There is no answer.
    pub(crate) async fn call(&self, request: Request) -> Result<Exchange, Unanswered> {
        let items = self.items();
        let has_former = items.former.is_some();
        self.damaged.set(0);
        let (number, called) = self.engine.ask(Call {
            api: self.source.clone(),
            request: request.clone(),
            signed_in: self.signed_in,
            items,
        });
        self.running.set(Some(number));
        let called = called.await;
        self.running.set(None);
        let error = match called {
            Ok(Ok(called)) => {
                if has_former && called.items.former.is_none() {
                    storage::remove(Area::Origin, FORMER);
                }
                self.items.replace(LocalItems {
                    former: None,
                    ..called.items
                });
                self.not_stored.replace(called.not_stored);
                self.damaged.set(called.damaged);
                return Ok(called.exchange);
            }
            Ok(Err(CallFailure::NoLocalApi(why))) => CallError::NoLocalApi(why),
            Ok(Err(CallFailure::NewerPage)) => CallError::NewerPage,
            Ok(Err(CallFailure::Cancelled)) | Err(EngineError::Cancelled) => CallError::Cancelled,
            Err(error) => CallError::NoEngine(error),
        };
        Err(Unanswered { request, error })
    }

    /// The name of its table.
    pub(crate) fn table_name(&self) -> &str {
        &self.table
    }
}
