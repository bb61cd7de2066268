//! The description of elements: a fixed text, and the values in it.

use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{NodeRef, Owner};
use leptos::tachys::html::node_ref::NodeRefContainer;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::Child;
use crate::child::Function;
use crate::value::{Give, IntoValues, Value, Values};

/// Elements as `view!` describes them.
pub struct Template {
    /// See `layout.rs`.
    pub(crate) layout: &'static str,
    pub(crate) slots: Vec<Slot>,
}

/// A listener of an event.
pub(crate) type Listener = Box<dyn Listen>;

/// What is called at an event. (See [`Draw`](crate::Draw).)
pub(crate) trait Listen {
    fn call(&mut self, event: JsValue);
}

impl<F: FnMut(JsValue)> Listen for Function<F> {
    fn call(&mut self, event: JsValue) {
        (self.0)(event);
    }
}

/// What a template has at one of its places.
pub(crate) enum Slot {
    Child(Child),
    Fixed(Value),
    Live(Box<dyn Give + Send>),
    Listener(Option<Owner>, SendWrapper<Listener>),
    Reference(Box<dyn Fn(&Element) + Send>),
}

impl Template {
    /// The template of a text, with room for its values.
    pub fn new(layout: &'static str, count: usize) -> Self {
        Self {
            layout,
            slots: Vec::with_capacity(count),
        }
    }

    /// Adds a child.
    pub fn add_child(&mut self, child: Child) {
        self.slots.push(Slot::Child(child));
    }

    /// Adds the value of an attribute, a class, a style or a property.
    pub fn add_value<Kind>(&mut self, value: impl IntoValues<Kind>) {
        self.push_values(value.into_values());
    }

    /// Adds what is called at an event.
    pub fn add_listener<E>(&mut self, _: E, mut listener: impl FnMut(E::EventType) + 'static)
    where
        E: EventDescriptor,
        E::EventType: From<JsValue>,
    {
        self.push_listener(Box::new(Function(move |event: JsValue| {
            listener(event.into());
        })));
    }

    /// Adds what is to know the element.
    pub fn add_reference<E>(&mut self, reference: NodeRef<E>)
    where
        E: ElementType + 'static,
        E::Output: JsCast + Clone + 'static,
    {
        let load = move |element: &Element| reference.load(element);
        self.slots.push(Slot::Reference(Box::new(load)));
    }

    /// All of it, as a child.
    pub fn into_child(self) -> Child {
        Child::Template(self)
    }

    fn push_values(&mut self, values: Values) {
        self.slots.push(match values {
            Values::Fixed(value) => Slot::Fixed(value),
            Values::Live(value) => Slot::Live(value),
        });
    }

    /// It runs where the view was made: with the context, and until the view is removed.
    fn push_listener(&mut self, listener: Listener) {
        let owner = Owner::current();
        self.slots
            .push(Slot::Listener(owner, SendWrapper::new(listener)));
    }
}
