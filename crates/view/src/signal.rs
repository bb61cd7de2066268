//! Signals with boxed values: leptos's own have a copy of their code for each type of value.
//!
//! They are leptos's signals of one type, so that effects, owners and the order of updates are leptos's.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

use ::leptos::reactive::graph::{AnySubscriber, Subscriber, ToAnySubscriber};
use leptos::prelude as leptos;
use leptos::{IsDisposed, Read, ReadUntracked, Track, Write};

/// The value of any signal.
type Stored = Box<dyn Any + Send + Sync>;

/// The value in it.
fn value<T: 'static>(stored: &Stored) -> &T {
    match stored.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a signal has values of one type"),
    }
}

/// The value in it, to be changed.
fn value_mut<T: 'static>(stored: &mut Stored) -> &mut T {
    match stored.downcast_mut() {
        Some(value) => value,
        None => unreachable!("a signal has values of one type"),
    }
}

/// A function that gives a value for a signal. (See [`Draw`](crate::Draw).)
trait Compute {
    fn compute(&self, before: Option<&Stored>) -> Stored;
}

struct Function<F>(F);

impl<F: Fn(Option<&Stored>) -> Stored> Compute for Function<F> {
    fn compute(&self, before: Option<&Stored>) -> Stored {
        (self.0)(before)
    }
}

/// A value that can be set.
pub struct RwSignal<T>(leptos::RwSignal<Stored>, PhantomData<fn() -> T>);

/// A value that is computed from others, once for each of their changes.
pub struct Memo<T>(leptos::Memo<Stored>, PhantomData<fn() -> T>);

/// A value that may change.
pub struct Signal<T>(leptos::Signal<Stored>, PhantomData<fn() -> T>);

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with a value.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self(new(Box::new(value)), PhantomData)
    }

    /// Sets the value, unless what the signal belongs to was removed.
    pub fn set(&self, value: T) {
        set(&self.0, Box::new(value));
    }

    /// Sets the value. Gives it back if what the signal belongs to was removed.
    pub fn try_set(&self, value: T) -> Option<T> {
        if self.is_disposed() {
            return Some(value);
        }
        self.set(value);
        None
    }

    /// Whether what the signal belongs to was removed.
    #[must_use]
    pub fn is_disposed(&self) -> bool {
        self.0.is_disposed()
    }

    /// Changes the value, unless what the signal belongs to was removed.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes the value. `None` if what the signal belongs to was removed.
    pub fn try_update<R>(&self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut stored = write(&self.0)?;
        Some(change(value_mut(&mut stored)))
    }

    /// Changes the value, and notifies nobody.
    pub fn update_untracked(&self, change: impl FnOnce(&mut T)) {
        if let Some(mut stored) = self.0.try_write_untracked() {
            change(value_mut(&mut stored));
        }
    }
}

fn new(value: Stored) -> leptos::RwSignal<Stored> {
    leptos::RwSignal::new(value)
}

fn set(signal: &leptos::RwSignal<Stored>, value: Stored) {
    let Some(mut stored) = signal.try_write() else {
        return;
    };
    // The value before is dropped behind the lock: it may have signals of its own.
    let before = std::mem::replace(&mut *stored, value);
    drop(stored);
    drop(before);
}

fn write(signal: &leptos::RwSignal<Stored>) -> Option<impl std::ops::DerefMut<Target = Stored>> {
    signal.try_write()
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// A memo. The function has the value before.
    #[must_use]
    pub fn new(function: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self {
        let compute =
            move |before: Option<&Stored>| -> Stored { Box::new(function(before.map(value))) };
        Self(
            memo(Box::new(Function(compute)), is_other::<T>),
            PhantomData,
        )
    }
}

fn is_other<T: PartialEq + 'static>(one: Option<&Stored>, other: Option<&Stored>) -> bool {
    one.map(value::<T>) != other.map(value)
}

fn memo(
    compute: Box<dyn Compute + Send + Sync>,
    is_other: fn(Option<&Stored>, Option<&Stored>) -> bool,
) -> leptos::Memo<Stored> {
    let memo = leptos::ArcMemo::new_with_compare(move |before| compute.compute(before), is_other);
    let subscriber = memo.to_any_subscriber();
    leptos::on_cleanup(move || leave(&subscriber));
    memo.into()
}

/// Has the signals that an ended memo or effect used forget it. One that does not change for long would keep the memory of each.
pub(crate) fn leave(ended: &AnySubscriber) {
    ended.clear_sources(ended);
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// A signal whose value a function computes whenever it is asked.
    #[must_use]
    pub fn derive(function: impl Fn() -> T + Send + Sync + 'static) -> Self {
        let compute = move |_: Option<&Stored>| -> Stored { Box::new(function()) };
        Self(derive(Box::new(Function(compute))), PhantomData)
    }

    /// A signal that never changes.
    #[must_use]
    pub fn stored(value: T) -> Self {
        Self(stored(Box::new(value)), PhantomData)
    }
}

fn derive(compute: Box<dyn Compute + Send + Sync>) -> leptos::Signal<Stored> {
    leptos::Signal::derive(move || compute.compute(None))
}

fn stored(value: Stored) -> leptos::Signal<Stored> {
    leptos::Signal::stored(value)
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T: Send + Sync + 'static> From<T> for Signal<T> {
    fn from(value: T) -> Self {
        Self::stored(value)
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self(signal.0.into(), PhantomData)
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self(memo.0.into(), PhantomData)
    }
}

macro_rules! readable {
    ($($signal:ident: $read:ident, $read_untracked:ident;)*) => {
        $(
            impl<T: 'static> $signal<T> {
                /// What a function gives for the value, which is used from now on: see [`Effect`](crate::prelude::Effect).
                pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
                    look(value(&$read(&self.0)))
                }

                /// What a function gives for the value.
                pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
                    look(value(&$read_untracked(&self.0)))
                }

                /// What a function gives for the value. `None` if what the signal belongs to was removed.
                pub fn try_with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> Option<R> {
                    let stored = self.0.try_read_untracked()?;
                    Some(look(value(&stored)))
                }

                /// The value. `None` if what the signal belongs to was removed.
                #[must_use]
                pub fn try_get_untracked(&self) -> Option<T>
                where
                    T: Clone,
                {
                    self.try_with_untracked(T::clone)
                }

                /// The value, which is used from now on.
                #[must_use]
                pub fn get(&self) -> T
                where
                    T: Clone,
                {
                    self.with(T::clone)
                }

                /// The value.
                #[must_use]
                pub fn get_untracked(&self) -> T
                where
                    T: Clone,
                {
                    self.with_untracked(T::clone)
                }

                /// Uses the value from now on.
                pub fn track(&self) {
                    self.0.track();
                }
            }

            impl<T> Clone for $signal<T> {
                fn clone(&self) -> Self {
                    *self
                }
            }

            impl<T> Copy for $signal<T> {}

            impl<T> PartialEq for $signal<T> {
                fn eq(&self, other: &Self) -> bool {
                    self.0 == other.0
                }
            }

            impl<T> Eq for $signal<T> {}

            impl<T> fmt::Debug for $signal<T> {
                fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                    formatter.write_str(stringify!($signal))
                }
            }

            #[inline(never)]
            fn $read(signal: &leptos::$signal<Stored>) -> impl std::ops::Deref<Target = Stored> {
                signal.read()
            }

            #[inline(never)]
            fn $read_untracked(signal: &leptos::$signal<Stored>) -> impl std::ops::Deref<Target = Stored> {
                signal.read_untracked()
            }
        )*
    };
}

readable! {
    RwSignal: read_signal, read_signal_untracked;
    Memo: read_memo, read_memo_untracked;
    Signal: read_any, read_any_untracked;
}
