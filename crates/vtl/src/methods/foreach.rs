//! `$foreach` as an object of a template.

use std::any::Any;
use std::rc::Rc;

use crate::budget::Budget;
use crate::value::{ForeachScope, Object, Str, Thrown, Value, put_into_map};

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
            // The object itself resolves `topmost`.
            "topmost" | "Topmost" => return None,
            "info" | "Info" => {
                let (source, span) = self.at.as_ref()?;
                let (line, column) = span.line_column(source);
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
        if let Some(result) = super::map(&self.storage(), method, arguments, budget)? {
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
        super::refuse(&NULLARY, method, arguments)
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
