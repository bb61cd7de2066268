//! What is in the page.

use leptos::prelude::{Mountable, Owner, Render};
use leptos::reactive::effect::RenderEffect;
use leptos::reactive::graph::ToAnySubscriber;
use leptos::tachys::renderer::RemoveEventHandler;
use leptos::tachys::view::any_view::AnyViewState;
use web_sys::{Comment, Element, Node, Text};

use crate::signal::leave;
use crate::value::Value;

/// A child, an attribute or a listener in the page. All effects of views have this one type as their value.
pub enum State {
    /// Holds the place of nothing.
    Nothing(Comment),
    Text(Text, std::borrow::Cow<'static, str>),
    Template(TemplateState),
    /// With a comment behind it, as there may be none.
    List(Vec<State>, Comment),
    Rows(RowsState, Comment),
    Live(Live),
    Other(AnyViewState),
    /// The value that an attribute has.
    Value(Value),
    /// Kept for its end: it removes the listener.
    Listener(RemoveEventHandler<Element>),
    Reference,
}

/// Elements of a template.
pub struct TemplateState {
    pub(crate) layout: &'static str,
    pub(crate) roots: Vec<Root>,
    pub(crate) slots: Vec<SlotState>,
}

/// What a template has outside of any element.
pub(crate) enum Root {
    Node(Node),
    /// The index of a child.
    Child(usize),
}

/// A slot of a template in the page.
pub(crate) struct SlotState {
    pub(crate) state: State,
    /// For what is set on an element: which, and the attribute's name.
    pub(crate) place: Option<(Element, &'static str)>,
}

/// A list with keys.
#[derive(Default)]
pub struct RowsState {
    pub(crate) rows: Vec<Row>,
    /// Owners of entries that ended, for others: an ended owner stays in the memory of its parent. A context that an entry provided
    /// would stay in it, too; none provides one.
    pub(crate) spare: Vec<Owner>,
}

/// An entry of a list with keys. What it has is removed before its owner is.
pub(crate) struct Row {
    pub(crate) key: u64,
    pub(crate) state: State,
    /// Whose all that belongs to the entry is: it ends with it.
    pub(crate) owner: Owner,
}

/// An effect that draws a child or sets an attribute.
pub struct Live(pub(crate) RenderEffect<State>);

impl Drop for Live {
    /// The value first, as leptos does: what it has inside ends before what is around it.
    fn drop(&mut self) {
        drop(self.0.take_value());
        leave(&self.0.to_any_subscriber());
    }
}

impl State {
    /// The value of an attribute, or that of its effect, which ends.
    pub(crate) fn into_value(self) -> Option<Value> {
        match self {
            Self::Value(value) => Some(value),
            Self::Live(live) => live.0.take_value().and_then(Self::into_value),
            _ => None,
        }
    }
}

/// Inserts one child before a node.
fn insert(node: &Node, child: &mut dyn Mountable) -> bool {
    use wasm_bindgen::JsCast;
    let parent = node.parent_node();
    let parent = parent.and_then(|parent| parent.dyn_into::<Element>().ok());
    match parent {
        Some(parent) => {
            child.mount(&parent, Some(node));
            true
        }
        None => false,
    }
}

fn mount_node(node: &Node, parent: &Element, before: Option<&Node>) {
    // It fails where `before` is in another parent, which no state has.
    let _ = parent.insert_before(node, before);
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // The parent was just asked for.
        let _ = parent.remove_child(node);
    }
}

impl Mountable for State {
    fn unmount(&mut self) {
        match self {
            Self::Nothing(comment) => remove(comment),
            Self::Text(text, _) => remove(text),
            Self::Template(template) => {
                for root in &template.roots {
                    match root {
                        Root::Node(node) => remove(node),
                        Root::Child(at) => {
                            if let Some(slot) = template.slots.get_mut(*at) {
                                slot.state.unmount();
                            }
                        }
                    }
                }
            }
            Self::List(states, end) => {
                states.iter_mut().for_each(Self::unmount);
                remove(end);
            }
            Self::Rows(rows, end) => {
                rows.rows.iter_mut().for_each(|row| row.state.unmount());
                remove(end);
            }
            Self::Live(live) => {
                live.0.with_value_mut(Self::unmount);
            }
            Self::Other(state) => state.unmount(),
            Self::Value(_) | Self::Listener(_) | Self::Reference => {}
        }
    }

    fn mount(&mut self, parent: &Element, before: Option<&Node>) {
        match self {
            Self::Nothing(comment) => mount_node(comment, parent, before),
            Self::Text(text, _) => mount_node(text, parent, before),
            Self::Template(template) => {
                for root in &template.roots {
                    match root {
                        Root::Node(node) => mount_node(node, parent, before),
                        Root::Child(at) => {
                            if let Some(slot) = template.slots.get_mut(*at) {
                                slot.state.mount(parent, before);
                            }
                        }
                    }
                }
            }
            Self::List(states, end) => {
                for state in states {
                    state.mount(parent, before);
                }
                mount_node(end, parent, before);
            }
            Self::Rows(rows, end) => {
                for row in &mut rows.rows {
                    row.state.mount(parent, before);
                }
                mount_node(end, parent, before);
            }
            Self::Live(live) => {
                live.0.with_value_mut(|state| state.mount(parent, before));
            }
            Self::Other(state) => state.mount(parent, before),
            Self::Value(_) | Self::Listener(_) | Self::Reference => {}
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self {
            Self::Nothing(comment) => insert(comment, child),
            Self::Text(text, _) => insert(text, child),
            Self::Template(template) => match template.roots.first() {
                Some(Root::Node(node)) => insert(node, child),
                Some(Root::Child(at)) => template
                    .slots
                    .get(*at)
                    .is_some_and(|slot| slot.state.insert_before_this(child)),
                None => false,
            },
            Self::List(states, end) => match states.first() {
                Some(state) => state.insert_before_this(child),
                None => insert(end, child),
            },
            Self::Rows(rows, end) => match rows.rows.first() {
                Some(row) => row.state.insert_before_this(child),
                None => insert(end, child),
            },
            Self::Live(live) => live
                .0
                .with_value_mut(|state| state.insert_before_this(child))
                .unwrap_or(false),
            Self::Other(state) => state.insert_before_this(child),
            Self::Value(_) | Self::Listener(_) | Self::Reference => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl State {
    /// Puts another child where this one is.
    pub(crate) fn replace(&mut self, mut with: Self) {
        self.insert_before_this(&mut with);
        self.unmount();
        *self = with;
    }

    /// Draws any view of leptos here.
    pub(crate) fn other(view: leptos::prelude::AnyView) -> Self {
        Self::Other(view.build())
    }
}
