//! A worker: a program beside the page, whose work never stops it.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::js_sys::{Array, Reflect, Uint8Array};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType};

use leptos::prelude::document;

use super::offline;

/// The property of the window in which `public/start.js` leaves the worker that it has started.
const STARTED: &str = "consoleEngine";

/// A message of a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It listens.
    Ready,
    /// It starts, or ends, to wait for the rest of its program.
    LoadsRest(bool),
    /// It has stopped, or could not be started: what is known of it.
    Failed(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A running worker, until this is dropped: then it is ended, whatever it does.
pub(crate) struct Worker {
    worker: web_sys::Worker,
    _hear: Closure<dyn FnMut(MessageEvent)>,
    _fail: Closure<dyn FnMut(JsValue)>,
}

impl Worker {
    /// Starts the worker whose script is named in the page as `data-worker`, or goes on with the one that the page has started, and
    /// calls `hear` with each message of it.
    ///
    /// # Errors
    /// The page names none, or the browser has no workers: what is wrong.
    pub(crate) fn start(hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let (worker, before) = match started() {
            Some(started) => started,
            None => (another()?, Array::new()),
        };
        let failed = hear.clone();
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            hear(match data.as_string() {
                Some(text) => match text.as_str() {
                    "ready" => Heard::Ready,
                    "loading" => Heard::LoadsRest(true),
                    "loaded" => Heard::LoadsRest(false),
                    text => Heard::Failed(text.strip_prefix("failed: ").unwrap_or(text).to_owned()),
                },
                None => Heard::Bytes(Uint8Array::new(&data).to_vec()),
            });
        });
        // An error of the script, such as memory that ran out; without a message where the script could not be loaded.
        let fail = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
            let message = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message);
            let message = message.filter(|message| !message.is_empty());
            failed(Heard::Failed(message.unwrap_or_else(|| {
                "its script could not be loaded".to_owned()
            })));
        });
        worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        worker.set_onerror(Some(fail.as_ref().unchecked_ref()));
        let heard = worker.clone();
        // Not before the caller has the worker.
        spawn_local(async move {
            for event in before.iter() {
                let _ = heard.dispatch_event(event.unchecked_ref());
            }
        });
        Ok(Self {
            worker,
            _hear: hear,
            _fail: fail,
        })
    }

    /// Posts bytes, without a copy in between.
    pub(crate) fn post(&self, bytes: &[u8]) {
        let array = Uint8Array::from(bytes);
        let buffer = Array::of1(&array.buffer());
        // It fails only for a buffer that was posted before.
        let _ = self.worker.post_message_with_transfer(&array, &buffer);
    }
}

/// The worker that `public/start.js` has started, and the events of it until now; once.
fn started() -> Option<(web_sys::Worker, Array)> {
    let window = web_sys::window()?;
    let started = Reflect::get(&window, &STARTED.into()).ok()?;
    Reflect::delete_property(&window, &STARTED.into()).ok()?;
    let part = |name: &str| Reflect::get(&started, &name.into()).ok();
    Some((
        part("worker")?.dyn_into().ok()?,
        part("heard")?.dyn_into().ok()?,
    ))
}

/// A worker that is started now: the one before has ended, or the page could start none.
#[inline(never)]
fn another() -> Result<web_sys::Worker, String> {
    let script = document()
        .get_element_by_id("program")
        .and_then(|program| program.get_attribute("data-worker"))
        .ok_or("the page names no engine")?;
    // Then the engine need not be in parts: `public/worker.js`.
    let script = if offline::is_stored() {
        format!("{script}#stored")
    } else {
        script
    };
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    web_sys::Worker::new_with_options(&script, &options).map_err(|error| format!("{error:?}"))
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}
