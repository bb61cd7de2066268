//! Control flow: what is drawn under a condition, and lists.

use leptos::prelude::{IntoView, Owner, component};

use crate::child::{Child, Function, child, live};
use crate::content::ViewFn;
use crate::rows::{Key, Rows};
use crate::signal::Memo;

/// A condition.
pub struct Condition(Box<dyn Test + Send + Sync>);

/// What can hold. (See [`Draw`](crate::Draw).)
trait Test {
    fn holds(&self) -> bool;
}

impl<F: Fn() -> bool> Test for Function<F> {
    fn holds(&self) -> bool {
        (self.0)()
    }
}

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for Condition {
    fn from(function: F) -> Self {
        Self(Box::new(Function(function)))
    }
}

/// Draws its content while a condition holds, and otherwise `fallback`.
#[component(transparent)]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: Condition,
    /// What is drawn otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// The content.
    children: ViewFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| when.0.holds());
    live(move || {
        if holds.get() {
            children.run()
        } else {
            fallback.run()
        }
    })
}

/// Draws a list. An entry keeps its elements as long as its key is in the list.
#[component(transparent)]
pub fn For<Items, Item, V, K>(
    /// The entries.
    each: impl Fn() -> Items + Send + 'static,
    /// Their keys.
    key: impl Fn(&Item) -> K + Send + 'static,
    /// The view of an entry.
    children: impl Fn(Item) -> V + Clone + Send + 'static,
) -> impl IntoView
where
    Items: IntoIterator<Item = Item>,
    Item: Send + 'static,
    V: IntoView + 'static,
    K: Key,
{
    let parent = Owner::current();
    Child::Live(Box::new(Function(move || {
        let entries = each().into_iter().map(|item| {
            let children = children.clone();
            let key = key(&item).number();
            let view = move || child(children(item));
            (key, Box::new(view) as Box<dyn FnOnce() -> Child + Send>)
        });
        Child::Rows(Rows {
            parent: parent.clone(),
            entries: entries.collect(),
        })
    })))
}
