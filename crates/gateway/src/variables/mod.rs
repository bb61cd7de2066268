//! Variables of mapping templates: `$input`, `$util`, `$context`, `$stageVariables`, `$method`.
//!
//! Sources: AWS's [reference of the variables][reference], and recordings of AWS for what the reference leaves open.
//!
//! [reference]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html

mod caller;
mod context;
mod input;
mod method;
mod util;

use std::rc::Rc;

use vtl::value::{Map, Order, Printed, Str};
use vtl::{Thrown, Value};

pub(crate) use context::MethodContext;
pub use context::{CallContext, Overrides, RequestOverride, ResponseOverride};
pub use input::Params;
pub(crate) use input::{BODY, Input, PARAMS};
pub(crate) use method::{method, multiple, single};
pub(crate) use util::Util;

/// A map of strings in their order. A duplicate name has its last value.
pub(crate) fn string_map<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Rc<Map> {
    let map = Map::new(Printed::Java, Order::Insertion);
    for (name, value) in pairs {
        map.insert(name, value.into());
    }
    Rc::new(map)
}

/// A map in the order of Java's hashes, as `$context` has.
fn hash_map(entries: Vec<(&'static str, Value)>) -> Value {
    let map = Map::new(Printed::Java, Order::JavaHash);
    for (key, value) in entries {
        map.insert(Str::from_static(key), value);
    }
    Value::Map(Rc::new(map))
}

/// The result of a method.
type Called = Result<Option<Value>, Thrown>;

fn thrown(message: impl Into<String>) -> Called {
    Err(Thrown {
        message: message.into(),
    })
}
