//! The engine, as the page sees it: questions to a program in a worker, and what becomes of them.
//!
//! The page works while the engine is loading. A worker that stops, or that gives no answer in time, is replaced: questions are complete,
//! so that the next one answers as if nothing had been, and the page, the draft and the local table are as before.

mod error;
mod pending;

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use protocol::{Ask, Command, Question, Reply, decode, encode};
use view::prelude::*;

pub(crate) use self::error::EngineError;
use self::pending::Pending;
use crate::browser::page::{self, Timer};
use crate::browser::worker::{Heard, Worker};

/// How long a worker may be silent while it has questions, in milliseconds: more than the limits of a rendering leave it.
const PATIENCE: i32 = 20_000;
/// How long it may take to load, in milliseconds: its first part, 243 KB, on a line of 33 kbit/s.
const LOADING_PATIENCE: i32 = 60_000;
/// How long the rest of it may take to load, 639 KB, in milliseconds: on a line of 44 kbit/s.
const REST_PATIENCE: i32 = 120_000;

/// After so many seconds of work the user is told, and may end it.
const LONG: i32 = 2;

/// So many workers in a row may stop before one has answered.
const MOST_REPLACED: u32 = 3;

/// How far the engine is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EngineState {
    /// It is loading, or being replaced.
    Loading,
    /// It answers.
    Ready,
    /// It can't be loaded: why.
    Unavailable(String),
}

/// An engine in the page itself, for tests: a [`Question`] in, the bytes of its answer out.
pub type InPage = Rc<dyn Fn(Question) -> Pin<Box<dyn Future<Output = Vec<u8>>>>>;

/// The engine. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Engine {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    /// How far it is.
    pub(crate) state: RwSignal<EngineState>,
    /// Whether it waits for the rest of its program.
    pub(crate) loads_rest: RwSignal<bool>,
    /// For how many seconds it has worked without an answer; 0 before that is long.
    pub(crate) works_for: RwSignal<i32>,
}

struct Inner {
    in_page: Option<InPage>,
    worker: RefCell<Option<Worker>>,
    /// Counts the workers: what an ended one says is not heard.
    generation: Cell<u32>,
    next: Cell<u32>,
    /// The questions without an answer, in the order in which they were asked.
    pending: RefCell<Vec<Pending>>,
    watch: Cell<Option<Timer>>,
    /// Counts the seconds of [`Engine::works_for`].
    seconds: Cell<Option<Timer>>,
    /// The workers in a row that stopped without an answer.
    replaced: Cell<u32>,
}

impl Engine {
    /// Starts it.
    pub(crate) fn start(in_page: Option<InPage>) -> Self {
        let engine = Self {
            inner: StoredValue::new_local(Rc::new(Inner {
                in_page,
                worker: RefCell::new(None),
                generation: Cell::new(0),
                next: Cell::new(0),
                pending: RefCell::default(),
                watch: Cell::new(None),
                seconds: Cell::new(None),
                replaced: Cell::new(0),
            })),
            state: RwSignal::new(EngineState::Loading),
            loads_rest: RwSignal::new(false),
            works_for: RwSignal::new(0),
        };
        engine.begin();
        // The worker ends with the page that asks it.
        on_cleanup(move || {
            if let Some(inner) = engine.inner.try_get_value() {
                inner.worker.borrow_mut().take();
            }
        });
        engine
    }

    /// Loads it again, after it could not be loaded.
    pub(crate) fn retry(self) {
        if matches!(self.state.get_untracked(), EngineState::Unavailable(_)) {
            self.begin();
        }
    }

    /// The answer to a question, and a number to cancel it by.
    pub(crate) fn ask<Q: Ask>(
        self,
        question: Q,
    ) -> (u32, impl Future<Output = Result<Q::Answer, EngineError>>) {
        let inner = self.inner.get_value();
        let number = inner.next.get();
        inner.next.set(number.wrapping_add(1));
        let question = question.into();
        let answer = match &inner.in_page {
            Some(answer) => Ok(answer(question)),
            None => Err(self.send(&inner, number, question)),
        };
        let bytes = async move {
            match answer {
                Ok(answer) => Ok(answer.await),
                Err(pending) => pending.await,
            }
        };
        let decoded = async move { decode(&bytes.await?).ok_or(EngineError::Unknown) };
        (number, decoded)
    }

    /// Ends the work on a question: one that was not posted yet ends with [`EngineError::Cancelled`]; the engine's own
    /// answer says whether another was ended in time.
    pub(crate) fn cancel(self, number: u32) {
        let inner = self.inner.get_value();
        if self.state.get_untracked() != EngineState::Ready {
            inner.settle(number, Err(EngineError::Cancelled));
        } else if let Some(worker) = &*inner.worker.borrow() {
            worker.post(&encode(&Command::Cancel(number)));
        }
    }

    /// Ends the work on the oldest question, which ends with [`EngineError::Ended`]: another worker goes on with the rest.
    pub(crate) fn end(self) {
        let inner = self.inner.get_value();
        if self.state.get_untracked() == EngineState::Ready && !inner.pending.borrow().is_empty() {
            inner.replaced.set(0);
            self.replace(&inner, EngineError::Ended);
        }
    }

    fn send(
        self,
        inner: &Inner,
        number: u32,
        question: Question,
    ) -> impl Future<Output = Result<Vec<u8>, EngineError>> + use<> {
        // A call may have written before the worker stopped: only the user knows whether to send it again.
        let may_ask_again = !matches!(question, Question::Call(_));
        let bytes = protocol::ask(number, &question);
        let (pending, answer) = Pending::new(number, bytes, may_ask_again);
        match self.state.get_untracked() {
            EngineState::Unavailable(why) => pending.settle(Err(EngineError::Unavailable(why))),
            state => {
                if state == EngineState::Ready
                    && let Some(worker) = &*inner.worker.borrow()
                {
                    worker.post(&pending.bytes);
                }
                inner.pending.borrow_mut().push(pending);
                self.watch(inner);
            }
        }
        answer
    }

    /// Starts a worker in place of the one before.
    fn begin(self) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        if inner.in_page.is_some() {
            self.state.set(EngineState::Ready);
            return;
        }
        inner.worker.borrow_mut().take();
        let generation = inner.generation.get().wrapping_add(1);
        inner.generation.set(generation);
        self.state.set(EngineState::Loading);
        self.loads_rest.set(false);
        match Worker::start(move |heard| self.hear(generation, heard)) {
            Ok(worker) => {
                inner.worker.replace(Some(worker));
                self.watch(&inner);
            }
            Err(why) => self.give_up(&inner, &why),
        }
    }

    fn hear(self, generation: u32, heard: Heard) {
        // The page may be closed by now.
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        if generation != inner.generation.get() {
            return;
        }
        match heard {
            Heard::Ready => {
                self.state.set(EngineState::Ready);
                if let Some(worker) = &*inner.worker.borrow() {
                    for pending in &*inner.pending.borrow() {
                        worker.post(&pending.bytes);
                    }
                }
                self.watch(&inner);
            }
            Heard::LoadsRest(loads) => {
                self.loads_rest.set(loads);
                self.watch(&inner);
            }
            Heard::Bytes(bytes) => {
                inner.replaced.set(0);
                if let Some(Reply { number, answer }) = decode(&bytes) {
                    inner.settle(number, Ok(answer));
                }
                self.watch(&inner);
            }
            Heard::Failed(why) if self.state.get_untracked() == EngineState::Loading => {
                self.give_up(&inner, &why);
            }
            Heard::Failed(why) => self.replace(&inner, EngineError::Stopped(why)),
        }
    }

    /// Measures the time from now to the next answer.
    fn watch(self, inner: &Inner) {
        if let Some(timer) = inner.watch.take() {
            page::cancel(timer);
        }
        if let Some(timer) = inner.seconds.take() {
            page::cancel(timer);
        }
        if self.works_for.get_untracked() > 0 {
            self.works_for.set(0);
        }
        let is_loading = self.state.get_untracked() == EngineState::Loading;
        if inner.pending.borrow().is_empty() && !is_loading {
            return;
        }
        let loads_rest = self.loads_rest.get_untracked();
        let patience = match is_loading {
            true => LOADING_PATIENCE,
            false if loads_rest => REST_PATIENCE,
            false => PATIENCE,
        };
        let generation = inner.generation.get();
        let timer = page::after(patience, move || self.run_out(generation));
        inner.watch.set(Some(timer));
        if !is_loading && !loads_rest {
            self.count(inner, LONG);
        }
    }

    /// Says in a second, or so many, for how long it has worked.
    fn count(self, inner: &Inner, seconds: i32) {
        let before = self.works_for.get_untracked();
        let later = move || {
            // The page may be closed by now.
            if let Some(inner) = self.inner.try_get_value() {
                self.works_for.set(before + seconds);
                self.count(&inner, 1);
            }
        };
        let timer = page::after(seconds * 1_000, later);
        inner.seconds.set(Some(timer));
    }

    fn run_out(self, generation: u32) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        if generation != inner.generation.get() {
            return;
        }
        if self.state.get_untracked() == EngineState::Loading {
            self.give_up(&inner, "it was not loaded within 60 seconds");
        } else if self.loads_rest.get_untracked() {
            let why = "the rest of it was not loaded within 120 seconds";
            self.replace(&inner, EngineError::Stopped(why.to_owned()));
        } else {
            self.replace(&inner, EngineError::TimedOut);
        }
    }

    /// It can't be loaded: everything asked is answered with that.
    fn give_up(self, inner: &Inner, why: &str) {
        inner.worker.borrow_mut().take();
        self.state.set(EngineState::Unavailable(why.to_owned()));
        self.watch(inner);
        for pending in inner.pending.take() {
            pending.settle(Err(EngineError::Unavailable(why.to_owned())));
        }
    }

    /// Replaces a worker that stopped. The oldest question is taken for the one that it worked on; those that only read are
    /// asked again.
    fn replace(self, inner: &Inner, error: EngineError) {
        let (mut again, mut over): (Vec<_>, Vec<_>) = inner
            .pending
            .take()
            .into_iter()
            .partition(|pending| pending.may_ask_again);
        if !again.is_empty() {
            over.push(again.remove(0));
        }
        inner.pending.replace(again);
        let replaced = inner.replaced.get() + 1;
        inner.replaced.set(replaced);
        if replaced < MOST_REPLACED {
            self.begin();
        } else {
            inner.replaced.set(0);
            self.give_up(inner, &format!("it stopped {replaced} times in a row"));
        }
        for pending in over {
            pending.settle(Err(error.clone()));
        }
    }
}

impl Inner {
    /// Answers a question; one that was answered before stays as it is.
    fn settle(&self, number: u32, answer: Result<Vec<u8>, EngineError>) {
        let mut all = self.pending.borrow_mut();
        let place = all.iter().position(|pending| pending.number == number);
        let pending = place.map(|place| all.remove(place));
        drop(all);
        if let Some(pending) = pending {
            pending.settle(answer);
        }
    }
}
