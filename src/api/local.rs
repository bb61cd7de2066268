//! The stack's own template, executed by the engine. Its tables are kept in the browser.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use exchange::{Exchange, Request};
use protocol::{Call, CallFailure, Ids, LOCAL_TABLE, LocalItems, StackOptions};

use super::{CallError, Unanswered};
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
    stack: Arc<StackOptions>,
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
    /// The API of a stack.
    pub(crate) fn new(engine: Engine, stack: Arc<StackOptions>) -> Self {
        Self {
            engine,
            stack,
            signed_in: false,
            items: Rc::default(),
            not_stored: Rc::default(),
            damaged: Rc::default(),
            running: Rc::default(),
        }
    }

    /// The API of another stack, over the same tables.
    pub(crate) fn with_stack(&self, stack: Arc<StackOptions>) -> Self {
        Self {
            stack,
            ..self.clone()
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
            stack: self.stack.clone(),
            items: self.items(),
        });
        ids.await
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
            stack: self.stack.clone(),
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
    pub(crate) fn table_name(&self) -> &'static str {
        LOCAL_TABLE
    }
}
