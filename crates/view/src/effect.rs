//! Effects, without a task of their own type for each.

use leptos::prelude::LocalStorage;
use leptos::reactive::graph::ToAnySubscriber;

use crate::signal::leave;

/// An effect: what is done soon, and again whenever a signal changes that it uses.
pub struct Effect;

/// What an effect does. (See [`Draw`](crate::Draw).)
trait Act {
    fn act(&mut self);
}

struct Function<T, F> {
    function: F,
    /// What it gave before.
    before: Option<T>,
}

impl<T, F: FnMut(Option<T>) -> T> Act for Function<T, F> {
    fn act(&mut self) {
        let before = self.before.take();
        self.before = Some((self.function)(before));
    }
}

impl Effect {
    /// Starts an effect, which ends with its owner, as leptos's does. The function has what it gave before.
    pub fn new<T: 'static>(function: impl FnMut(Option<T>) -> T + 'static) -> Self {
        start(Box::new(Function {
            function,
            before: None,
        }));
        Self
    }
}

fn start(mut act: Box<dyn Act>) {
    let effect = leptos::prelude::Effect::<LocalStorage>::new(move |_: Option<()>| act.act());
    let subscriber = effect.to_any_subscriber();
    leptos::prelude::on_cleanup(move || leave(&subscriber));
}
