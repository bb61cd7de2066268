//! Content that is drawn on demand.

use std::sync::Arc;

use leptos::prelude::RenderHtml;

use crate::child::{Child, child};

/// What gives a child, as often as it is asked. (See [`Draw`](crate::Draw).)
trait Content {
    fn content(&self) -> Child;
}

struct Function<F>(F);

impl<F: Fn() -> C, C: RenderHtml> Content for Function<F> {
    fn content(&self) -> Child {
        child((self.0)())
    }
}

/// A function that gives a view: what leptos's `ViewFn` and `ChildrenFn` are.
#[derive(Clone)]
pub struct ViewFn(Option<Arc<dyn Content + Send + Sync>>);

impl ViewFn {
    /// The view.
    pub fn run(&self) -> Child {
        self.0
            .as_ref()
            .map_or(Child::Nothing, |content| content.content())
    }
}

impl Default for ViewFn {
    /// Gives nothing.
    fn default() -> Self {
        Self(None)
    }
}

impl<F, C> From<F> for ViewFn
where
    F: Fn() -> C + Send + Sync + 'static,
    C: RenderHtml + 'static,
{
    fn from(function: F) -> Self {
        Self(Some(Arc::new(Function(function))))
    }
}

/// Content that is drawn once.
pub type Children = Box<dyn FnOnce() -> Child + Send>;

/// What a component's content can be, of a closure that gives it.
pub trait IntoContent<F> {
    /// The content.
    fn into_content(function: F) -> Self;
}

impl<F: FnOnce() -> Child + Send + 'static> IntoContent<F> for Children {
    fn into_content(function: F) -> Self {
        Box::new(function)
    }
}

impl<F: Fn() -> Child + Send + Sync + 'static> IntoContent<F> for ViewFn {
    fn into_content(function: F) -> Self {
        function.into()
    }
}
