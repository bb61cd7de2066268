//! Time: the clock, timers, and limits of waiting.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::Performance;
use web_sys::js_sys::{Function, Promise, Reflect, global};

use crate::abort::Abort;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(job: &Function, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Milliseconds since the page or the worker was started, for measuring.
#[must_use]
pub fn now() -> f64 {
    let clock = Reflect::get(&global(), &"performance".into()).ok();
    clock
        .and_then(|clock| clock.dyn_into::<Performance>().ok())
        .map_or(0.0, |clock| clock.now())
}

/// Milliseconds since 1970, UTC.
#[must_use]
pub fn epoch_milliseconds() -> f64 {
    web_sys::js_sys::Date::now()
}

/// A job that has not run yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timer(i32);

/// Runs `job` after `milliseconds`.
pub fn after(milliseconds: i32, job: impl FnOnce() + 'static) -> Option<Timer> {
    let callback = Closure::once_into_js(job);
    start(callback.unchecked_ref(), milliseconds)
}

fn start(job: &Function, milliseconds: i32) -> Option<Timer> {
    // Browsers number their timers from 1.
    set_timeout(job, milliseconds)
        .as_f64()
        .map(|number| Timer(number as i32))
}

/// Forgets a job that has not run yet.
pub fn cancel(timer: Timer) {
    clear_timeout(&timer.0.into());
}

/// The result of `work`; `None` if that takes longer than `milliseconds`, or if `abort` is given and aborts. The
/// work is dropped then.
pub async fn within<T>(
    milliseconds: i32,
    abort: Option<&Abort>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let mut timer = None;
    let end = Promise::new(&mut |resolve, _| {
        if let Some(signal) = abort.and_then(Abort::signal) {
            if signal.aborted() {
                // It can't fail for a promise's own function.
                let _ = resolve.call0(&JsValue::NULL);
            }
            signal.set_onabort(Some(&resolve));
        }
        timer = start(&resolve, milliseconds);
    });
    let mut end = pin!(JsFuture::from(end));
    let mut work = pin!(work);
    let result = poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => end.as_mut().poll(context).map(|_| None),
    })
    .await;
    if let Some(timer) = timer {
        cancel(timer);
    }
    result
}
