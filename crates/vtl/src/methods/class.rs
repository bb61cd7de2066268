//! `java.lang.Class`, the value of `$value.class`.

use std::rc::Rc;

use crate::value::{Array, Class, List, Object, Printed, Str, Thrown, Value};

use super::character;
use crate::budget::Budget;

/// The methods that belong to a class, not to its objects.
const STATIC: &[&str] = &[
    "valueOf",
    "copyValueOf",
    "join",
    "format",
    "parseInt",
    "parseLong",
    "parseDouble",
    "parseBoolean",
    "toHexString",
    "toOctalString",
    "toBinaryString",
    "signum",
    "bitCount",
    "reverse",
    "max",
    "min",
    "sum",
    "compare",
    "logicalAnd",
    "logicalOr",
    "logicalXor",
    "isNaN",
    "isInfinite",
    "isFinite",
    "decode",
    "highestOneBit",
    "lowestOneBit",
    "numberOfLeadingZeros",
    "numberOfTrailingZeros",
    "reverseBytes",
    "rotateLeft",
    "rotateRight",
    "compareUnsigned",
    "divideUnsigned",
    "remainderUnsigned",
    "parseUnsignedInt",
    "parseUnsignedLong",
    "toUnsignedString",
    "toUnsignedLong",
    "toJSONString",
    "getBoolean",
    "getInteger",
    "getLong",
    "doubleToLongBits",
    "doubleToRawLongBits",
    "longBitsToDouble",
];

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
        Value::Character(_) => "java.lang.Character",
        Value::List(list) if list.array_of().is_some() => match list.array_of() {
            Some(Array::Bytes) => "[B",
            Some(Array::Chars) => "[C",
            Some(Array::Strings) => "[Ljava.lang.String;",
            _ => "[Ljava.lang.Object;",
        },
        Value::List(list) => match list.printed() {
            Printed::Java => "java.util.ArrayList",
            // The lists of a JSON document are json-smart's.
            Printed::Json => "net.minidev.json.JSONArray",
        },
        Value::Map(map) => match map.order() {
            crate::value::Order::Insertion => "java.util.LinkedHashMap",
            crate::value::Order::JavaHash => "java.util.HashMap",
        },
    };
    let sample = match value {
        Value::String(_) => Value::from(""),
        Value::List(list) => Value::List(Rc::new(List::new(list.printed(), Vec::new()))),
        Value::Map(map) => Value::Map(Rc::new(crate::value::Map::new(map.printed(), map.order()))),
        other => other.clone(),
    };
    Some(named(name, sample))
}

/// The class `name`, which has the static methods of `sample`.
pub(super) fn named(name: &'static str, sample: Value) -> Value {
    Value::Object(Rc::new(Class { name, sample }))
}

impl Class {
    /// A method of the class's objects: Velocity finds it, but without an object Java can only
    /// call it if it is static.
    fn of_objects(&self, method: &str, arguments: &[Value], budget: &Budget) -> super::Called {
        match super::call(&self.sample, method, arguments, budget) {
            Ok(None) => Ok(None),
            result if matches!(self.sample, Value::Character(_)) => {
                match character::is_static(method, arguments) {
                    true => result,
                    false => Err(super::thrown("it needs an object of the class")),
                }
            }
            result if STATIC.contains(&method) || budget.reached().is_some() => result,
            _ => Err(super::thrown("it needs an object of the class")),
        }
    }
}

impl Object for Class {
    fn get(&self, property: &str) -> Option<Value> {
        let array = match self.name {
            "[B" => Some("byte[]"),
            "[C" => Some("char[]"),
            other => other
                .strip_prefix("[L")
                .and_then(|name| name.strip_suffix(';'))
                .map(|name| match name {
                    "java.lang.String" => "java.lang.String[]",
                    _ => "java.lang.Object[]",
                }),
        };
        let shown = array.unwrap_or(self.name);
        let simple = shown.rsplit(['.', '$']).next().unwrap_or_default();
        let package = shown
            .rsplit_once('.')
            .map_or("java.lang", |(package, _)| package);
        Some(Value::from(match property {
            "name" | "Name" => self.name,
            "typeName" | "TypeName" => shown,
            "canonicalName" | "CanonicalName" => return Some(Value::from(shown.replace('$', "."))),
            "simpleName" | "SimpleName" => simple,
            "packageName" | "PackageName" => package,
            "class" | "Class" => {
                return Some(named("java.lang.Class", Value::Null));
            }
            "array" | "Array" => return Some(Value::Bool(array.is_some())),
            "interface" | "Interface" | "primitive" | "Primitive" | "enum" | "Enum" => {
                return Some(Value::Bool(false));
            }
            _ => return None,
        }))
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> super::Called {
        let property = match (method, arguments) {
            ("getName", []) => "name",
            ("getTypeName", []) => "typeName",
            ("getCanonicalName", []) => "canonicalName",
            ("getSimpleName", []) => "simpleName",
            ("getPackageName", []) => "packageName",
            ("getClass", []) => "class",
            // By its address, in Java.
            ("hashCode", []) => return Ok(Some(Value::Integer(0))),
            ("equals", [other]) => {
                let same = match other {
                    Value::Object(other) => {
                        let other = other.as_any().and_then(|any| any.downcast_ref::<Class>());
                        other.is_some_and(|other| other.name == self.name)
                    }
                    _ => false,
                };
                return Ok(Some(Value::Bool(same)));
            }
            _ => return self.of_objects(method, arguments, budget),
        };
        Ok(self.get(property))
    }

    fn holds(&self, see: &mut dyn FnMut(&Value)) {
        see(&self.sample);
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }

    fn print(&self, _: &Budget) -> Result<Str, Thrown> {
        Ok(format!("class {}", self.name).into())
    }
}
