//! Objects that the evaluator itself puts into the context.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::ast::{Node, Place};
use crate::budget::Budget;
use crate::span::Span;
use crate::value::{Held, Map, Object, Order, Printed, Str, Thrown, Value, put_into_map};

use super::frame::Scope;

/// What `#define` makes, and `$bodyContent`: a block that renders where it is referred to.
#[derive(Debug)]
pub(crate) struct BlockRef {
    pub(crate) body: Rc<[Node]>,
    pub(crate) place: Rc<Place>,
    /// The scope in which it was made: used only where it is turned into a string.
    pub(crate) scope: Scope,
    /// Where its first node stands.
    pub(crate) span: Span,
    pub(crate) depth: Cell<usize>,
    /// How often it may stand inside of itself.
    pub(crate) most: usize,
    /// Its text, as it was rendered for the method that it is an argument of.
    pub(crate) text: RefCell<Option<Str>>,
    pub(crate) _held: Held,
}

impl BlockRef {
    /// What one takes up, in bytes.
    pub(crate) const SIZE: usize = size_of::<BlockRef>() + 4 * size_of::<usize>();
}

impl Object for BlockRef {
    fn get(&self, _: &str) -> Option<Value> {
        None
    }

    fn call(&self, _: &str, _: &[Value], _: &Budget) -> Result<Option<Value>, Thrown> {
        Ok(None)
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        let text = self.text.borrow();
        Ok(text.clone().unwrap_or(Str::from_static("")))
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        super::frame::take_apart(self.scope.take(), parts);
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

/// `$foreach`.
#[derive(Debug, Default)]
pub(crate) struct ForeachScope {
    pub(crate) index: Cell<i32>,
    pub(crate) has_next: Cell<bool>,
    pub(crate) parent: Option<Rc<dyn Object>>,
    /// The value of `$foreach` that is hidden meanwhile, where that was no loop's.
    pub(crate) replaced: Value,
    /// Which `#foreach` it is of.
    pub(crate) mark: usize,
    /// Where that `#foreach` stands.
    at: Option<(Rc<Place>, Span)>,
    storage: RefCell<Option<Rc<Map>>>,
}

impl ForeachScope {
    /// Makes it the scope of the loop `mark`, which begins.
    pub(crate) fn enter(&mut self, outer: Value, mark: usize, place: &Rc<Place>, span: Span) {
        match outer {
            Value::Object(object) if as_foreach(&object).is_some() => self.parent = Some(object),
            other => self.replaced = other,
        }
        self.index.set(-1);
        self.has_next.set(false);
        self.mark = mark;
        self.at = Some((Rc::clone(place), span));
    }

    /// The loop is over, and nobody else has its scope: it can be another's.
    pub(crate) fn leave(&mut self) {
        self.parent = None;
        self.replaced = Value::Null;
        self.storage.take();
    }

    fn storage(&self) -> Rc<Map> {
        let mut storage = self.storage.borrow_mut();
        Rc::clone(storage.get_or_insert_with(|| Rc::new(Map::new(Printed::Java, Order::JavaHash))))
    }

    fn depth(&self) -> i32 {
        let mut depth = 1;
        let mut parent = self.parent.clone();
        while let Some(object) = parent {
            depth += 1;
            parent = as_foreach(&object).and_then(|scope| scope.parent.clone());
        }
        depth
    }
}

/// The outermost of the loops that the one behind an object stands in, which may be itself; `None`
/// where it is no loop's.
pub(crate) fn topmost(object: &Rc<dyn Object>) -> Option<Rc<dyn Object>> {
    let mut top = Rc::clone(object);
    as_foreach(&top)?;
    // Loops stand inside one another only so deep as templates do.
    while let Some(parent) = as_foreach(&top).and_then(|scope| scope.parent.clone()) {
        top = parent;
    }
    Some(top)
}

/// The loop behind an object, if it is one's.
pub(crate) fn as_foreach(object: &Rc<dyn Object>) -> Option<&ForeachScope> {
    object.as_any()?.downcast_ref()
}

/// What was put into the `$foreach` that an object is, if it is one.
pub(crate) fn stored(object: &dyn Object) -> Option<Rc<Map>> {
    let scope: &ForeachScope = object.as_any()?.downcast_ref()?;
    Some(scope.storage())
}

/// Whether the loop behind an object goes on; `None` where it is none.
pub(crate) fn has_next(object: &Rc<dyn Object>) -> Option<bool> {
    as_foreach(object).map(|scope| scope.has_next.get())
}

/// The block behind an object, if it is one.
pub(crate) fn as_block(object: &Rc<dyn Object>) -> Option<&BlockRef> {
    object.as_any()?.downcast_ref()
}

impl Object for ForeachScope {
    fn get(&self, property: &str) -> Option<Value> {
        let index = self.index.get();
        Some(match property {
            "index" | "Index" => Value::Integer(index),
            "count" | "Count" => Value::Integer(index.saturating_add(1)),
            "hasNext" | "HasNext" => Value::Bool(self.has_next.get()),
            "first" | "First" => Value::Bool(index < 1),
            "last" | "Last" => Value::Bool(!self.has_next.get()),
            "parent" | "Parent" => Value::Object(self.parent.clone()?),
            // Asked of the object: `topmost`.
            "topmost" | "Topmost" => return None,
            "info" | "Info" => {
                let (place, span) = self.at.as_ref()?;
                let (line, column) = span.line_column(&place.source);
                Value::Object(Rc::new(Info {
                    line,
                    column,
                    depth: self.depth(),
                }))
            }
            "replaced" | "Replaced" => match (&self.replaced, &self.parent) {
                (Value::Null, Some(parent)) => parent.get(property)?,
                (value, _) => value.clone(),
            },
            _ => {
                let own = self
                    .storage
                    .borrow()
                    .as_ref()
                    .and_then(|map| map.get(property));
                match (own, &self.parent) {
                    (Some(value), _) => value,
                    (None, Some(parent)) => parent.get(property)?,
                    (None, None) => return None,
                }
            }
        })
    }

    fn call(
        &self,
        method: &str,
        arguments: &[Value],
        budget: &Budget,
    ) -> Result<Option<Value>, Thrown> {
        if arguments.is_empty() {
            let property = match method {
                "hasNext" | "getHasNext" => "hasNext",
                "isFirst" | "getFirst" => "first",
                "isLast" | "getLast" => "last",
                "getIndex" => "index",
                "getCount" => "count",
                "getParent" => "parent",
                "getReplaced" => "replaced",
                "getInfo" => "info",
                _ => "",
            };
            if !property.is_empty() {
                return Ok(Some(self.get(property).unwrap_or_default()));
            }
        }
        if let ("get", [Value::String(key)]) = (method, arguments) {
            let own = self.storage().get(key);
            return Ok(Some(match (own, &self.parent) {
                (Some(value), _) => value,
                (None, Some(parent)) => parent.call(method, arguments, budget)?.unwrap_or_default(),
                (None, None) => Value::Null,
            }));
        }
        if let Some(result) = crate::methods::map(&self.storage(), method, arguments, budget)? {
            return Ok(Some(result));
        }
        const NULLARY: [&str; 14] = [
            "hasNext",
            "getHasNext",
            "isFirst",
            "getFirst",
            "isLast",
            "getLast",
            "getIndex",
            "getCount",
            "getParent",
            "getTopmost",
            "getReplaced",
            "getInfo",
            "size",
            "isEmpty",
        ];
        crate::methods::refuse(&NULLARY, method, arguments)
    }

    fn set(&self, property: &str, value: Value) -> bool {
        let storage = self.storage();
        put_into_map(&storage, &value);
        storage.insert(property, value);
        true
    }

    fn print(&self, budget: &Budget) -> Result<Str, Thrown> {
        Value::Map(self.storage()).print_within(budget)
    }

    fn take_apart(&mut self, parts: &mut Vec<Value>) {
        parts.push(std::mem::take(&mut self.replaced));
        parts.extend(self.parent.take().map(Value::Object));
        parts.extend(self.storage.take().map(Value::Map));
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        see(&self.replaced);
        if let Some(parent) = &self.parent {
            see(&Value::Object(Rc::clone(parent)));
        }
        if let Some(map) = &*self.storage.borrow() {
            see(&Value::Map(Rc::clone(map)));
        }
    }

    fn as_any(&self) -> Option<&dyn Any> {
        Some(self)
    }
}

impl Drop for ForeachScope {
    fn drop(&mut self) {
        // One of a loop that stands in no other holds nothing.
        if self.parent.is_some() || !matches!(self.replaced, Value::Null) {
            crate::value::free(self);
        }
    }
}

/// `$foreach.info`.
#[derive(Debug)]
struct Info {
    line: usize,
    column: usize,
    depth: i32,
}

impl Object for Info {
    fn get(&self, property: &str) -> Option<Value> {
        let number = |value| Value::Integer(i32::try_from(value).unwrap_or(i32::MAX));
        Some(match property {
            "name" => Value::from("foreach"),
            "type" => Value::from("block"),
            "depth" => Value::Integer(self.depth),
            "line" => number(self.line),
            "column" => number(self.column),
            "template" => Value::from("template"),
            _ => return None,
        })
    }

    fn call(&self, method: &str, arguments: &[Value], _: &Budget) -> Result<Option<Value>, Thrown> {
        let property = match (method, arguments) {
            ("getName", []) => "name",
            ("getType", []) => "type",
            ("getDepth", []) => "depth",
            ("getLine", []) => "line",
            ("getColumn", []) => "column",
            ("getTemplate", []) => "template",
            _ => return Ok(None),
        };
        Ok(self.get(property))
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        let Info {
            line,
            column,
            depth,
        } = self;
        let depth = match depth {
            1 => String::new(),
            depth => format!(" depth:{depth}"),
        };
        let text =
            format!("#foreach[type:block{depth} template:template line:{line} column:{column}]");
        Ok(text.into())
    }
}
