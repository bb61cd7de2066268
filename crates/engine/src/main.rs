//! The engine in its worker: messages in, messages out.
//!
//! A message to it is the bytes of a [`protocol::Command`], with those of a question behind it; one of it those of a
//! [`protocol::Reply`]. Those that are texts are `ready`, once it listens, `loading` and `loaded`, around the time that the rest of
//! the program takes, and `failed: `, with what a panic says: the worker can't be used then.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use protocol::{Command, Reply, encode};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web::abort::Abort;
use web_sys::js_sys::{Array, Uint8Array, global};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(worker) = global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        // Not in a worker: nobody asks.
        return;
    };
    let failing = worker.clone();
    std::panic::set_hook(Box::new(move |info| {
        say(&failing, &format!("failed: {info}"));
    }));
    let working: Rc<RefCell<HashMap<u32, Abort>>> = Rc::default();
    let has_rest: Rc<Cell<bool>> = Rc::default();
    let answering = worker.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match protocol::command(&bytes) {
            Some((Command::Ask { number, is_preview }, question)) => {
                let question = question.to_vec();
                let abort = Abort::new();
                working.borrow_mut().insert(number, abort.clone());
                let (working, worker) = (working.clone(), answering.clone());
                let has_rest = has_rest.clone();
                spawn_local(async move {
                    if !is_preview && !has_rest.get() {
                        // Waited for here, nothing else has to wait. Where it can't be loaded now, what needs it tries again.
                        say(&worker, "loading");
                        has_rest.set(web::rest::load().await.is_ok());
                        say(&worker, "loaded");
                    }
                    // The page gives up by itself when no answer comes.
                    let Some(question) = protocol::question(is_preview, &question) else {
                        return;
                    };
                    let answer = engine::answer(question, &abort).await;
                    working.borrow_mut().remove(&number);
                    post(&worker, &encode(&Reply { number, answer }));
                    // What a preview does not need.
                    let _ = web::rest::load().await;
                });
            }
            Some((Command::Cancel(number), _)) => {
                if let Some(abort) = working.borrow_mut().remove(&number) {
                    abort.abort();
                }
            }
            // As above.
            None => {}
        }
    });
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    say(&worker, "ready");
}

/// Posts a text.
fn say(worker: &DedicatedWorkerGlobalScope, text: &str) {
    // It fails for no text.
    let _ = worker.post_message(&JsValue::from_str(text));
}

/// Posts bytes without a copy.
fn post(worker: &DedicatedWorkerGlobalScope, bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    // It fails only for a buffer that was posted before.
    let _ = worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}
