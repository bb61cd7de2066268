//! What a view has inside of an element.

use std::any::{Any, TypeId};
use std::borrow::Cow;

use leptos::prelude::RenderHtml;
use leptos::tachys::view::any_view as foreign;

use crate::rows::Rows;
use crate::template::Template;

/// A part of the page: what `view!` gives.
pub enum Child {
    /// Nothing.
    Nothing,
    /// A text.
    Text(Cow<'static, str>),
    /// Elements and what is in them.
    Template(Template),
    /// One after the other; a list that is drawn again keeps the elements at the same places.
    List(Vec<Child>),
    /// One after the other; a list that is drawn again keeps the elements of the same keys.
    Rows(Rows),
    /// Drawn again when a signal changes that it uses.
    Live(Box<dyn Draw + Send>),
    /// Any other view of leptos.
    Other(foreign::AnyView),
}

/// A view of any type.
pub type AnyView = Child;

/// Every view is one of any type.
pub trait IntoAny {
    /// The view.
    fn into_any(self) -> AnyView;
}

impl<V: RenderHtml> IntoAny for V {
    fn into_any(self) -> AnyView {
        child(self)
    }
}

/// What draws a child, again and again.
///
/// Not `FnMut`: a boxed one brings two functions for each closure, one of which is never called.
pub trait Draw {
    /// The child as it is now.
    fn draw(&mut self) -> Child;
}

/// A closure as an object of a trait with one method.
pub(crate) struct Function<F>(pub(crate) F);

impl<F: FnMut() -> Child> Draw for Function<F> {
    fn draw(&mut self) -> Child {
        (self.0)()
    }
}

/// A view as a child.
pub fn child<V: RenderHtml>(view: V) -> Child {
    owned(view.into_owned())
}

/// The child that `view` gives, drawn again when a signal changes that it uses.
pub fn live<V: RenderHtml>(mut view: impl FnMut() -> V + Send + 'static) -> Child {
    Child::Live(Box::new(Function(move || child(view()))))
}

/// Views of few types are drawn here. The compiler knows which of these branches is meant, and leaves out the others.
fn owned<V: RenderHtml + 'static>(view: V) -> Child {
    fn of<T: 'static>(view: impl Any) -> Option<T> {
        let mut view = Some(view);
        let view: &mut dyn Any = &mut view;
        view.downcast_mut::<Option<T>>()?.take()
    }
    fn list<T>(items: impl IntoIterator<Item = T>, child: fn(T) -> Child) -> Child {
        Child::List(items.into_iter().map(child).collect())
    }
    fn same(child: Child) -> Child {
        child
    }
    macro_rules! cases {
        ($($kind:ty => $child:expr,)*) => {
            $(if TypeId::of::<V>() == TypeId::of::<$kind>() {
                let child: fn($kind) -> Child = $child;
                return of::<$kind>(view).map_or(Child::Nothing, child);
            })*
        };
    }
    cases! {
        Child => same,
        Option<Child> => |child| child.unwrap_or(Child::Nothing),
        Vec<Child> => Child::List,
        [Child; 2] => |children| list(children, same),
        [Child; 3] => |children| list(children, same),
        Vec<Option<Child>> => |children| list(children, |child| child.unwrap_or(Child::Nothing)),
        Option<Vec<Child>> => |children| children.map_or(Child::Nothing, Child::List),
        (Child, Option<Child>) => |(one, other)| list([one, other.unwrap_or(Child::Nothing)], same),
        (String, Child) => |(text, child)| list([Child::Text(text.into()), child], same),
        Option<(String, Child)> => |pair| pair.map_or(Child::Nothing, |(text, child)| {
            list([Child::Text(text.into()), child], same)
        }),
        foreign::AnyView => Child::Other,
        String => |text| Child::Text(text.into()),
        Option<String> => |text| text.map_or(Child::Nothing, |text| Child::Text(text.into())),
        &'static str => |text| Child::Text(text.into()),
        Option<&'static str> => |text| text.map_or(Child::Nothing, |text| Child::Text(text.into())),
        usize => |number| Child::Text(number.to_string().into()),
        () => |()| Child::Nothing,
    }
    Child::Other(foreign::IntoAny::into_any(view))
}
