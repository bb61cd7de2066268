//! The engine in its worker: messages in, messages out.
//!
//! A message to it is the bytes of a [`protocol::Command`], one of it those of a [`protocol::Reply`]. The two that are texts are
//! `ready`, once it listens, and `failed: `, with what a panic says: the worker can't be used then.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use protocol::{Command, Question, Reply, decode, encode};
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
        // Nobody hears it if the page is gone.
        let _ = failing.post_message(&JsValue::from_str(&format!("failed: {info}")));
    }));
    let working: Rc<RefCell<HashMap<u32, Abort>>> = Rc::default();
    let answering = worker.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = Uint8Array::new(&event.data()).to_vec();
        match decode(&bytes) {
            Some(Command::Ask(number, question)) => {
                let abort = Abort::new();
                working.borrow_mut().insert(number, abort.clone());
                let (working, worker) = (working.clone(), answering.clone());
                let is_first = matches!(
                    question,
                    Question::RenderPut(_) | Question::RenderRoundTrip(_)
                );
                spawn_local(async move {
                    if !is_first {
                        // Waited for here, nothing else has to wait. Where it can't be loaded now, what needs it tries again.
                        let _ = web::rest::load().await;
                    }
                    let answer = engine::answer(question, &abort).await;
                    working.borrow_mut().remove(&number);
                    post(&worker, &encode(&Reply { number, answer }));
                    // What a preview does not need.
                    let _ = web::rest::load().await;
                });
            }
            Some(Command::Cancel(number)) => {
                if let Some(abort) = working.borrow_mut().remove(&number) {
                    abort.abort();
                }
            }
            // The page gives up by itself when no answer comes.
            None => {}
        }
    });
    worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    // As above.
    let _ = worker.post_message(&JsValue::from_str("ready"));
}

/// Posts bytes without a copy.
fn post(worker: &DedicatedWorkerGlobalScope, bytes: &[u8]) {
    let array = Uint8Array::from(bytes);
    // It fails only for a buffer that was posted before.
    let _ = worker.post_message_with_transfer(&array, &Array::of1(&array.buffer()));
}
