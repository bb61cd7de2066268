//! `$method`: the request's parameters, by the names of parameter mappings.
//!
//! AWS's reference does not list it; public templates that are deployed use `$method.request.path.id`,
//! `$method.request.header.X` and `$method.request.multivaluequerystring.get('q')`.

use std::collections::HashMap;
use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed, Str};

use super::input::Params;
use super::string_map;

/// `$method`.
#[inline(never)]
pub(crate) fn method(params: &Params) -> Value {
    let request = [
        ("path", single(&params.path)),
        ("querystring", single(&params.querystring)),
        ("multivaluequerystring", multiple(&params.querystring)),
        ("header", single(&params.header)),
        ("multivalueheader", multiple(&params.header)),
    ];
    map([("request", map(request))])
}

fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    let map = Map::new(Printed::Java, Order::Insertion);
    for (name, value) in entries {
        map.insert(Str::from_static(name), value);
    }
    Value::Map(Rc::new(map))
}

/// The last value of each name.
pub(crate) fn single(pairs: &[(String, String)]) -> Value {
    let pairs = pairs.iter();
    Value::Map(string_map(
        pairs.map(|(name, value)| (name.as_str(), value.as_str())),
    ))
}

/// All values of each name, in order.
pub(crate) fn multiple(pairs: &[(String, String)]) -> Value {
    let mut values: HashMap<&str, Vec<Value>> = HashMap::new();
    for (name, value) in pairs {
        values
            .entry(name)
            .or_default()
            .push(Value::from(value.as_str()));
    }
    let all = Map::new(Printed::Java, Order::Insertion);
    for (name, _) in pairs {
        if let Some(values) = values.remove(name.as_str()) {
            all.insert(name.as_str(), Value::list(values));
        }
    }
    Value::Map(Rc::new(all))
}
