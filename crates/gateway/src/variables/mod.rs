//! Variables of mapping templates: `$input`, `$util`, `$context`, `$stageVariables`, `$method`.
//!
//! Sources: AWS's [reference of the variables][reference], and recordings of AWS for what the reference leaves open.
//!
//! [reference]: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html

mod context;
mod input;
mod method;
mod util;

use std::rc::Rc;

use vtl::value::{Map, Order, Printed};
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

/// The result of a method.
type Called = Result<Option<Value>, Thrown>;

fn thrown(message: impl Into<String>) -> Called {
    Err(Thrown {
        message: message.into(),
    })
}
