//! Draws children, and again what changes of them.

use leptos::attr::Attribute;
use leptos::attr::any_attribute::AnyAttribute;
use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml};
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::dom::Dom;
use leptos::tachys::view::{Position, PositionState};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use crate::Child;
use crate::layout::{Layout, Part};
use crate::state::{Live, Root, RowsState, SlotState, State, TemplateState};
use crate::template::{Slot, Template};
use crate::value::Value;

/// The namespace of an element in which, and in whose descendants, names are those of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

impl Render for Child {
    type State = State;

    fn build(self) -> State {
        match self {
            Self::Nothing => State::Nothing(Dom::create_placeholder()),
            Self::Text(text) => State::Text(Dom::create_text_node(&text), text),
            Self::Template(template) => State::Template(template.build()),
            Self::List(children) => {
                let states = children.into_iter().map(Self::build).collect();
                State::List(states, Dom::create_placeholder())
            }
            Self::Rows(rows) => {
                let mut states = RowsState::default();
                let end = Dom::create_placeholder();
                rows.draw(&mut states, &end);
                State::Rows(states, end)
            }
            Self::Live(mut child) => live(move |state| match state {
                Some(mut state) => {
                    child.draw().rebuild(&mut state);
                    state
                }
                None => child.draw().build(),
            }),
            Self::Other(view) => State::other(view),
        }
    }

    fn rebuild(self, state: &mut State) {
        match (self, state) {
            (Self::Nothing, State::Nothing(_)) => {}
            (Self::Text(text), State::Text(node, before)) => {
                if text != *before {
                    Dom::set_text(node, &text);
                    *before = text;
                }
            }
            (Self::Template(template), State::Template(state))
                if template.layout == state.layout =>
            {
                template.rebuild(state);
            }
            (Self::List(children), State::List(states, end)) => list(children, states, end),
            (Self::Rows(rows), State::Rows(states, end)) => rows.draw(states, end),
            (Self::Other(view), State::Other(state)) => view.rebuild(state),
            // A new function has nothing to do with what another one drew.
            (child, state) => state.replace(child.build()),
        }
    }
}

/// An effect that runs at once.
fn live(function: impl FnMut(Option<State>) -> State + 'static) -> State {
    State::Live(Live(RenderEffect::new(function)))
}

fn list(children: Vec<Child>, states: &mut Vec<State>, end: &Node) {
    for state in states.iter_mut().skip(children.len()) {
        state.unmount();
    }
    states.truncate(children.len());
    for (at, child) in children.into_iter().enumerate() {
        match states.get_mut(at) {
            Some(state) => child.rebuild(state),
            None => {
                let mut state = child.build();
                Dom::try_mount_before(&mut state, end);
                states.push(state);
            }
        }
    }
}

impl Template {
    fn build(self) -> TemplateState {
        let mut slots: Vec<Option<Slot>> = self.slots.into_iter().map(Some).collect();
        let mut take = |at: usize| slots.get_mut(at).and_then(Option::take);
        let mut states: Vec<SlotState> = Vec::new();
        let mut roots = Vec::new();
        // The elements around the current part.
        let mut around: Vec<Element> = Vec::new();
        for part in Layout(self.layout) {
            match (part, around.last()) {
                (Part::Open(tag), parent) => {
                    let is_svg = tag == "svg"
                        || parent
                            .is_some_and(|parent| parent.namespace_uri().as_deref() == Some(SVG));
                    around.push(Dom::create_element(tag, is_svg.then_some(SVG)));
                }
                (Part::Attribute(name, value), Some(element)) => {
                    Dom::set_attribute(element, name, value);
                }
                (Part::Slot(at, name), Some(element)) => {
                    let state = take(at).map(|slot| set(element, name, slot, None));
                    keep(&mut states, at, state, Some((element.clone(), name)));
                }
                (Part::Text(text), parent) => {
                    put(Dom::create_text_node(text).into(), parent, &mut roots);
                }
                (Part::Child(at), parent) => {
                    let Some(Slot::Child(child)) = take(at) else {
                        continue;
                    };
                    let mut state = child.build();
                    match parent {
                        Some(parent) => state.mount(parent, None),
                        None => roots.push(Root::Child(at)),
                    }
                    keep(&mut states, at, Some(state), None);
                }
                (Part::Close, _) => {
                    if let Some(element) = around.pop() {
                        put(element.into(), around.last(), &mut roots);
                    }
                }
                // No macro writes an attribute outside of an element.
                (Part::Attribute(..) | Part::Slot(..), None) => {}
            }
        }
        TemplateState {
            layout: self.layout,
            roots,
            slots: states,
        }
    }

    fn rebuild(self, state: &mut TemplateState) {
        for (slot, SlotState { state, place }) in self.slots.into_iter().zip(&mut state.slots) {
            match (slot, place) {
                (Slot::Child(child), _) => child.rebuild(state),
                (slot, Some((element, name))) => {
                    let before = std::mem::replace(state, State::Reference);
                    *state = set(element, name, slot, Some(before));
                }
                (_, None) => {}
            }
        }
    }
}

/// Puts a node behind the others.
fn put(node: Node, parent: Option<&Element>, roots: &mut Vec<Root>) {
    match parent {
        Some(parent) => Dom::insert_node(parent, &node, None),
        None => roots.push(Root::Node(node)),
    }
}

/// Keeps the state of the slot `at`. They come in any order.
fn keep(
    states: &mut Vec<SlotState>,
    at: usize,
    state: Option<State>,
    place: Option<(Element, &'static str)>,
) {
    while states.len() <= at {
        states.push(SlotState {
            state: State::Reference,
            place: None,
        });
    }
    if let (Some(slot), Some(state)) = (states.get_mut(at), state) {
        *slot = SlotState { state, place };
    }
}

/// Sets what is not a child. `before` is what was there.
fn set(element: &Element, name: &'static str, slot: Slot, before: Option<State>) -> State {
    match slot {
        Slot::Fixed(value) => State::Value(apply(
            element,
            name,
            value,
            before.and_then(State::into_value),
        )),
        Slot::Live(mut value) => {
            let element = element.clone();
            let mut before = before.and_then(State::into_value);
            live(move |state| {
                let before = state.map_or_else(|| before.take(), State::into_value);
                State::Value(apply(&element, name, value.value(), before))
            })
        }
        Slot::Listener(owner, listener) => {
            drop(before);
            let mut listener = listener.take();
            let event = name.strip_prefix("on:").unwrap_or(name);
            State::Listener(Dom::add_event_listener(
                element,
                event,
                Box::new(move |event| match &owner {
                    Some(owner) => owner.with(|| listener.call(event)),
                    None => listener.call(event),
                }),
            ))
        }
        Slot::Reference(load) => {
            load(element);
            State::Reference
        }
        // A child has no name.
        Slot::Child(_) => State::Reference,
    }
}

/// Gives an attribute, a property, a class or a style its value, and returns that. `before` is the one that it has.
fn apply(element: &Element, name: &str, value: Value, before: Option<Value>) -> Value {
    match name.split_once(':') {
        // The user may have changed it: it is set even to the same value.
        Some(("prop", name)) => {
            if before.is_some() || value != Value::None {
                Dom::set_property_or_value(element, name, &(&value).into());
            }
        }
        _ if before.as_ref() == Some(&value) => {}
        Some(("class", name)) => {
            let classes = element.class_list();
            // Neither fails: a name that `view!` has is no empty text, and has no space.
            let _ = if value.is_on() {
                classes.add_1(name)
            } else {
                classes.remove_1(name)
            };
        }
        Some(("style", name)) => {
            let style = element.unchecked_ref::<HtmlElement>().style();
            // Neither fails: what is no style is ignored.
            let _ = match value.attribute() {
                Some(text) => style.set_property(name, text),
                None => style.remove_property(name).map(drop),
            };
        }
        _ => match value.attribute() {
            Some(text) => Dom::set_attribute(element, name, text),
            None if before.is_some() => Dom::remove_attribute(element, name),
            None => {}
        },
    }
    value
}

impl AddAnyAttr for Child {
    type Output<SomeNewAttr: Attribute> = Self;

    /// Nothing: `view!` rejects attributes of components.
    fn add_any_attr<NewAttr: Attribute>(self, _: NewAttr) -> Self {
        self
    }
}

/// A browser draws it: there is no server that writes HTML.
impl RenderHtml for Child {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> State {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
