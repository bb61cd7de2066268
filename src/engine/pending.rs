//! A question that waits for its answer.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::EngineError;

type Answer = Result<Vec<u8>, EngineError>;

#[derive(Default)]
struct Shared {
    answer: Option<Answer>,
    waiting: Option<Waker>,
}

/// A question without an answer.
pub(super) struct Pending {
    /// Its number.
    pub(super) number: u32,
    /// Its bytes, for another worker, if this one stops.
    pub(super) bytes: Vec<u8>,
    /// Whether another worker may be asked: nothing was written on its behalf.
    pub(super) may_ask_again: bool,
    shared: Rc<RefCell<Shared>>,
}

impl Pending {
    /// A question, and its answer to come.
    pub(super) fn new(
        number: u32,
        bytes: Vec<u8>,
        may_ask_again: bool,
    ) -> (Self, impl Future<Output = Answer> + use<>) {
        let shared = Rc::new(RefCell::new(Shared::default()));
        let waiting = shared.clone();
        let answer = poll_fn(move |context| {
            let mut shared = waiting.borrow_mut();
            match shared.answer.take() {
                Some(answer) => Poll::Ready(answer),
                None => {
                    shared.waiting = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        });
        let pending = Self {
            number,
            bytes,
            may_ask_again,
            shared,
        };
        (pending, answer)
    }

    /// Answers it.
    pub(super) fn settle(self, answer: Answer) {
        let waiting = {
            let mut shared = self.shared.borrow_mut();
            shared.answer = Some(answer);
            shared.waiting.take()
        };
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }
}
