//! `java.lang.Class`, as `$value.class` gives it.

use std::rc::Rc;

use crate::value::{Object, Str, Thrown, Value};

#[derive(Debug)]
struct Class(&'static str);

/// The class of a value; `None` for null and for objects of the host.
pub(super) fn of(value: &Value) -> Option<Value> {
    let name = match value {
        Value::Null | Value::Object(_) => return None,
        Value::Bool(_) => "java.lang.Boolean",
        Value::Integer(_) => "java.lang.Integer",
        Value::Long(_) => "java.lang.Long",
        Value::Double(_) => "java.lang.Double",
        Value::BigInteger(_) => "java.math.BigInteger",
        Value::String(_) => "java.lang.String",
        Value::List(_) => "java.util.ArrayList",
        Value::Map(map) => match map.order() {
            crate::value::Order::Insertion => "java.util.LinkedHashMap",
            crate::value::Order::JavaHash => "java.util.HashMap",
        },
    };
    Some(Value::Object(Rc::new(Class(name))))
}

impl Object for Class {
    fn get(&self, property: &str) -> Option<Value> {
        let simple = self.0.rsplit('.').next().unwrap_or_default();
        Some(Value::from(match property {
            "name" | "typeName" | "canonicalName" => self.0,
            "simpleName" => simple,
            "packageName" => self.0.strip_suffix(simple)?.trim_end_matches('.'),
            "interface" | "array" | "primitive" | "enum" => return Some(Value::Bool(false)),
            _ => return None,
        }))
    }

    fn call(&self, method: &str, arguments: &[Value]) -> Result<Option<Value>, Thrown> {
        let property = match (method, arguments) {
            ("getName", []) => "name",
            ("getTypeName", []) => "typeName",
            ("getCanonicalName", []) => "canonicalName",
            ("getSimpleName", []) => "simpleName",
            ("getPackageName", []) => "packageName",
            ("toString", []) => return Ok(Some(Value::String(self.print()))),
            _ => return Ok(None),
        };
        Ok(self.get(property))
    }

    fn print(&self) -> Str {
        format!("class {}", self.0).into()
    }
}
