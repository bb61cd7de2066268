//! The stack's own template, executed in this page. Its table is kept in the browser.

use std::cell::RefCell;
use std::rc::Rc;

use emulator::Emulator;
use gateway::{Environment, Exchange, Request};
use serde_json::Value;

use super::{Api, CallError};
use crate::browser::page;
use crate::browser::storage::{self, Area, StorageError};

/// Where the local table is kept.
const TABLE: &str = "resume-console.local-table";

/// The local API.
#[derive(Clone)]
pub(crate) struct Local {
    state: Rc<RefCell<State>>,
}

struct State {
    emulator: Result<Emulator, String>,
    /// The snapshot that the emulator holds, as this page last read or wrote it.
    seen: Option<String>,
    /// Why the table could not be kept after the last call.
    kept: Result<(), StorageError>,
}

impl Local {
    /// The API of a CloudFormation template.
    pub(crate) fn new(template: &Value) -> Self {
        let emulator = Emulator::from_template(template).map_err(|error| error.to_string());
        let state = State {
            emulator,
            seen: None,
            kept: Ok(()),
        };
        Self {
            state: Rc::new(RefCell::new(state)),
        }
    }

    /// The name of its table.
    pub(crate) fn table_name(&self) -> String {
        let state = self.state.borrow();
        let name = state.emulator.as_ref().ok().and_then(Emulator::table_name);
        name.unwrap_or_default().to_owned()
    }

    /// Whether the table was kept after the last call; why not, otherwise.
    pub(crate) fn kept(&self) -> Result<(), StorageError> {
        self.state.borrow().kept.clone()
    }
}

impl State {
    /// Takes over what this or another tab has kept.
    fn recall(&mut self) {
        let Ok(emulator) = &mut self.emulator else {
            return;
        };
        let stored = storage::read(Area::Origin, TABLE);
        if let Some(snapshot) = &stored
            && self.seen != stored
            && emulator.restore(snapshot).is_ok()
        {
            self.seen = stored;
        }
    }

    fn keep(&mut self) {
        let Ok(emulator) = &self.emulator else { return };
        let Ok(snapshot) = emulator.snapshot() else {
            return;
        };
        if self.seen.as_ref() != Some(&snapshot) {
            self.kept = storage::write(Area::Origin, TABLE, &snapshot);
            if self.kept.is_ok() {
                self.seen = Some(snapshot);
            }
        }
    }
}

impl Api for Local {
    async fn call(&self, request: Request) -> Result<Exchange, CallError> {
        let mut state = self.state.borrow_mut();
        // A table that could not be kept is newer than what is stored.
        if state.kept.is_ok() {
            state.recall();
        }
        let start = page::now();
        let emulator = state
            .emulator
            .as_mut()
            .map_err(|e| CallError::NoLocalApi(e.clone()))?;
        let request = emulator.as_owner(request);
        let mut exchange = emulator.invoke(request, &environment());
        exchange.milliseconds = Some(page::now() - start);
        state.keep();
        Ok(exchange)
    }
}

/// The surroundings of a call made now.
fn environment() -> Environment {
    let now = page::epoch_milliseconds();
    Environment {
        // Whole milliseconds since 1970 fit.
        request_time_epoch: now as i64,
        request_id: request_id(),
        ..Environment::default()
    }
}

/// A random UUID, where the browser makes them (a secure context), or else the default one.
fn request_id() -> String {
    let crypto = web_sys::window().filter(web_sys::Window::is_secure_context);
    match crypto.and_then(|window| window.crypto().ok()) {
        Some(crypto) => crypto.random_uuid(),
        None => Environment::default().request_id,
    }
}
