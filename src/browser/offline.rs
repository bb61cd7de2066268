//! The service worker (`public/offline.js`), which serves the console without a network.
//!
//! Only a published build has one: the page while it is worked on is always what was built last.

use view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::Reflect;
use web_sys::{MessageEvent, ServiceWorkerContainer, ServiceWorkerRegistration};

use super::page;

const FILE: &str = "offline.js";
/// The message that has the worker look for a newer build. It answers with the names of the latest programs that it has stored.
const UPDATE: &str = "update";
/// The element of `index.html` that names this page's programs, and the attributes.
const PROGRAM: (&str, [&str; 2]) = ("program", ["data-js", "data-worker"]);
/// The least time between two such questions, in milliseconds.
const PAUSE: f64 = 10.0 * 60_000.0;

/// Registers the service worker, and returns whether a newer build of the console waits for a reload.
///
/// Where there can't be one (no HTTPS, a browser that forbids it), the console needs its host at each start, as any page.
pub(crate) fn start() -> RwSignal<bool> {
    let updated = RwSignal::new(false);
    let Some(workers) = workers() else {
        return updated;
    };
    if cfg!(debug_assertions) {
        spawn_local(unregister(workers));
        return updated;
    }
    listen(&workers, updated);
    ask_when_shown(workers.clone());
    // Heard from the start: a rejection that comes before that counts as unhandled.
    let registration = JsFuture::from(workers.register(FILE));
    spawn_local(async move {
        // If the browser rejects it, only offline use is lost.
        let _ = registration.await;
        // Not before: a worker that finds the console deleted unregisters itself, which a registration under way would undo.
        ask(&workers);
    });
    updated
}

/// Whether this page came from the service worker, which has the whole build.
pub(crate) fn is_stored() -> bool {
    workers().is_some_and(|workers| workers.controller().is_some())
}

/// Looked up by `Reflect`: a page without HTTPS has none, and calling a method of it would throw.
fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    let workers = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    workers.dyn_into().ok()
}

fn listen(workers: &ServiceWorkerContainer, updated: RwSignal<bool>) {
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let own = document().get_element_by_id(PROGRAM.0).map(|element| {
            let names = PROGRAM
                .1
                .map(|part| element.get_attribute(part).unwrap_or_default());
            names.join(" ")
        });
        if own.is_some() && event.data().as_string() != own {
            // In tests, the page may be disposed already.
            updated.try_set(true);
        }
    });
    let listens =
        workers.add_event_listener_with_callback("message", on_message.as_ref().unchecked_ref());
    if listens.is_ok() {
        // As long as the page.
        on_message.forget();
    }
}

/// The page of a first visit has no worker yet, and is of the latest build.
fn ask(workers: &ServiceWorkerContainer) {
    if let Some(worker) = workers.controller() {
        // A stopped worker has nothing to report.
        let _ = worker.post_message(&UPDATE.into());
    }
}

/// A page that stays open for days hears of a new build, too.
fn ask_when_shown(workers: ServiceWorkerContainer) {
    let asked = StoredValue::new(page::epoch_milliseconds());
    let listener = window_event_listener_untyped("visibilitychange", move |_| {
        let now = page::epoch_milliseconds();
        if document().hidden() || now - asked.get_value() < PAUSE {
            return;
        }
        asked.set_value(now);
        ask(&workers);
    });
    on_cleanup(move || listener.remove());
}

/// Unregisters the worker of a published build that this address had before.
async fn unregister(workers: ServiceWorkerContainer) {
    let Ok(found) = JsFuture::from(workers.get_registration()).await else {
        return;
    };
    if let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>()
        && let Ok(done) = registration.unregister()
    {
        let _ = JsFuture::from(done).await;
    }
}
