//! Values of attributes and properties.

use std::borrow::Cow;
use std::sync::Arc;

use wasm_bindgen::JsValue;

use crate::child::Function;
use crate::signal::{Memo, RwSignal, Signal};

/// The value of an attribute, a class, a style or a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The attribute is left out.
    None,
    /// The attribute is there, without a value, or left out; a class or a property is on or off.
    Flag(bool),
    /// A text.
    Text(Cow<'static, str>),
}

impl Value {
    /// The text of an attribute; `None` leaves it out.
    pub(crate) fn attribute(&self) -> Option<&str> {
        match self {
            Self::None | Self::Flag(false) => None,
            Self::Flag(true) => Some(""),
            Self::Text(text) => Some(text),
        }
    }

    /// Whether a class is on.
    pub(crate) fn is_on(&self) -> bool {
        *self == Self::Flag(true)
    }
}

impl From<&Value> for JsValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::None => Self::UNDEFINED,
            Value::Flag(is_on) => Self::from_bool(*is_on),
            Value::Text(text) => Self::from_str(text),
        }
    }
}

/// What can be a value.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Flag(self)
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::Text(self.to_owned().into())
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(self.into())
    }
}

impl IntoValue for &String {
    fn into_value(self) -> Value {
        self.as_str().into_value()
    }
}

impl IntoValue for Arc<str> {
    fn into_value(self) -> Value {
        (*self).into_value()
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::None, T::into_value)
    }
}

macro_rules! numbers {
    ($($kind:ty)*) => {
        $(impl IntoValue for $kind {
            fn into_value(self) -> Value {
                self.to_string().into_value()
            }
        })*
    };
}

numbers!(i32 u32 usize u64);

/// What gives a value, again and again. (See [`Draw`](crate::Draw).)
pub trait Give {
    /// The value as it is now.
    fn value(&mut self) -> Value;
}

impl<F: FnMut() -> Value> Give for Function<F> {
    fn value(&mut self) -> Value {
        (self.0)()
    }
}

/// A value, or where to get it whenever it changes.
pub enum Values {
    /// This one.
    Fixed(Value),
    /// Asked again when a signal changes that it uses.
    Live(Box<dyn Give + Send>),
}

/// What gives a value or many. `Kind` tells apart what the compiler cannot: a function from a value.
pub trait IntoValues<Kind> {
    /// The value, or where to get it.
    fn into_values(self) -> Values;
}

/// A value that does not change.
pub struct IsValue;
/// A signal of values.
pub struct IsSignal;
/// A function that gives values.
pub struct IsFunction<V>(V);

impl<V: IntoValue> IntoValues<IsValue> for V {
    fn into_values(self) -> Values {
        Values::Fixed(self.into_value())
    }
}

impl<V: IntoValue, F: FnMut() -> V + Send + 'static> IntoValues<IsFunction<V>> for F {
    fn into_values(mut self) -> Values {
        Values::Live(Box::new(Function(move || self().into_value())))
    }
}

macro_rules! signals {
    ($($signal:ident)*) => {
        $(impl<V: IntoValue + Clone + Send + Sync + 'static> IntoValues<IsSignal> for $signal<V> {
            fn into_values(self) -> Values {
                Values::Live(Box::new(Function(move || self.get().into_value())))
            }
        })*
    };
}

signals!(Signal Memo RwSignal);
