//! Time: the clock, timers, and limits of waiting.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::js_sys::{Function, Reflect, global};
use web_sys::{AbortSignal, Performance};

use crate::abort::Abort;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(run: &Function, milliseconds: i32, number: u32) -> JsValue;
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
pub struct Timer(u32);

/// A job, and the browser's timer for it.
struct Waiting {
    timer: Timer,
    timeout: JsValue,
    job: Box<dyn FnOnce()>,
}

/// The jobs that have not run yet.
struct Jobs {
    /// What the browser calls for each, with its number. A function for each job would stay in memory if the job was cancelled.
    run: Closure<dyn Fn(u32)>,
    last: Cell<u32>,
    waiting: RefCell<Vec<Waiting>>,
}

thread_local! {
    static JOBS: Jobs = Jobs {
        run: Closure::new(|number| {
            if let Some(waiting) = take(Timer(number)) {
                (waiting.job)();
            }
        }),
        last: Cell::new(0),
        waiting: RefCell::default(),
    };
}

/// Runs `job` after `milliseconds`.
pub fn after(milliseconds: i32, job: impl FnOnce() + 'static) -> Timer {
    start(milliseconds, Box::new(job))
}

fn start(milliseconds: i32, job: Box<dyn FnOnce()>) -> Timer {
    JOBS.with(|jobs| {
        let number = jobs.last.get().wrapping_add(1);
        jobs.last.set(number);
        let timer = Timer(number);
        let timeout = set_timeout(jobs.run.as_ref().unchecked_ref(), milliseconds, number);
        jobs.waiting.borrow_mut().push(Waiting {
            timer,
            timeout,
            job,
        });
        timer
    })
}

/// Forgets a job that has not run yet.
pub fn cancel(timer: Timer) {
    if let Some(waiting) = take(timer) {
        clear_timeout(&waiting.timeout);
    }
}

/// Removes a job that has not run yet.
fn take(timer: Timer) -> Option<Waiting> {
    JOBS.with(|jobs| {
        let mut waiting = jobs.waiting.borrow_mut();
        let place = waiting.iter().position(|waiting| waiting.timer == timer)?;
        Some(waiting.swap_remove(place))
    })
}

/// The end of a wait.
#[derive(Default)]
struct End {
    is_there: Cell<bool>,
    waker: Cell<Option<Waker>>,
}

impl End {
    fn come(&self) {
        self.is_there.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// What may end a wait, until the wait is over.
struct Limit {
    timer: Timer,
    abort: Option<(AbortSignal, Closure<dyn Fn()>)>,
}

impl Limit {
    fn new(end: &Rc<End>, milliseconds: i32, abort: Option<&Abort>) -> Self {
        let late = end.clone();
        let timer = after(milliseconds, move || late.come());
        let abort = abort.and_then(Abort::signal).map(|signal| {
            if signal.aborted() {
                end.come();
            }
            let end = end.clone();
            let come = Closure::new(move || end.come());
            signal.set_onabort(Some(come.as_ref().unchecked_ref()));
            (signal, come)
        });
        Self { timer, abort }
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        cancel(self.timer);
        if let Some((signal, _)) = &self.abort {
            signal.set_onabort(None);
        }
    }
}

/// The result of `work`; `None` if that takes longer than `milliseconds`, or if `abort` is given and aborts. The
/// work is dropped then.
pub async fn within<T>(
    milliseconds: i32,
    abort: Option<&Abort>,
    work: impl Future<Output = T>,
) -> Option<T> {
    let end = Rc::new(End::default());
    let _limit = Limit::new(&end, milliseconds, abort);
    let mut work = pin!(work);
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending if end.is_there.get() => Poll::Ready(None),
        Poll::Pending => {
            end.waker.set(Some(context.waker().clone()));
            Poll::Pending
        }
    })
    .await
}
