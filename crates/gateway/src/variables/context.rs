//! `$context`: data of the call, and the overrides that templates set.

use std::cell::Cell;
use std::collections::HashMap;
use std::rc::Rc;

use vtl::value::{List, Map, Order, Printed, suspect};
use vtl::{Budget, Thrown, Value};

use super::caller::{Signer, authorizer};
use super::hash_map;
use crate::environment::Environment;
use exchange::Request;

/// `$context`. Clones share it, so that the response template sees what the request template sets;
/// [`CallContext::detached`] copies it.
#[derive(Clone, Debug)]
pub struct CallContext {
    map: Rc<Map>,
}

/// The values set in `$context.requestOverride` and `$context.responseOverride`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// For the integration request.
    pub request: RequestOverride,
    /// For the method response.
    pub response: ResponseOverride,
}

/// `$context.requestOverride`. A list gives a name several values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestOverride {
    /// `.header`.
    pub headers: Vec<(String, Vec<String>)>,
    /// `.path`.
    pub path: Vec<(String, Vec<String>)>,
    /// `.querystring`.
    pub querystring: Vec<(String, Vec<String>)>,
}

/// `$context.responseOverride`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseOverride {
    /// `.status`, if it is an integer from 100 to 599; anything else is ignored.
    pub status: Option<u16>,
    /// `.header`. A list gives a name several values.
    pub headers: Vec<(String, Vec<String>)>,
}

/// The stage, resource, API key and authorization of a call.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct MethodContext<'a> {
    pub(crate) stage: &'a str,
    pub(crate) resource_path: &'a str,
    pub(crate) api_key: Option<(&'a str, &'a str)>,
    /// `AuthorizationType`.
    pub(crate) authorization: &'a str,
}

impl Default for CallContext {
    fn default() -> CallContext {
        CallContext::of_call(
            &Environment::default(),
            &Request::default(),
            MethodContext::default(),
        )
    }
}

impl CallContext {
    pub(crate) fn of_call(
        environment: &Environment,
        request: &Request,
        method: MethodContext<'_>,
    ) -> CallContext {
        let text = |text: &str| Value::from(text);
        let (key_id, key) = method
            .api_key
            .map_or((Value::Null, Value::Null), |(id, key)| {
                (text(id), text(key))
            });
        let user_agent = request.header("User-Agent").map_or(Value::Null, text);
        let signer = Signer::of_call(environment, request, method.authorization);
        let signer = |member: fn(&Signer) -> &str| {
            let signer = signer.as_ref();
            signer.map_or(Value::Null, |signer| text(member(signer)))
        };
        let identity = hash_map(vec![
            ("cognitoIdentityPoolId", Value::Null),
            ("accountId", signer(|signer| &signer.account_id)),
            ("cognitoIdentityId", Value::Null),
            ("caller", signer(|signer| &signer.id)),
            ("sourceIp", text(&environment.source_ip)),
            ("principalOrgId", Value::Null),
            ("accessKey", signer(|signer| &signer.access_key)),
            ("cognitoAuthenticationType", Value::Null),
            ("cognitoAuthenticationProvider", Value::Null),
            ("userArn", signer(|signer| &signer.arn)),
            ("userAgent", user_agent),
            ("user", signer(|signer| &signer.id)),
            ("apiKey", key),
            ("apiKeyId", key_id),
        ]);
        let prefix = environment
            .domain_name
            .split('.')
            .next()
            .unwrap_or_default();
        let path = match method.stage {
            "" => request.path.clone(),
            stage => format!("/{stage}{}", request.path),
        };
        let mut entries = vec![
            ("accountId", text(&environment.account_id)),
            ("apiId", text(&environment.api_id)),
            ("domainName", text(&environment.domain_name)),
            ("domainPrefix", text(prefix)),
            ("extendedRequestId", text(&environment.request_id)),
            ("httpMethod", text(&request.method)),
            ("identity", identity),
            ("path", text(&path)),
            ("protocol", text(&environment.protocol)),
            ("requestId", text(&environment.request_id)),
            ("requestTime", text(&environment.request_time())),
            (
                "requestTimeEpoch",
                Value::Long(environment.request_time_epoch),
            ),
            ("resourcePath", text(method.resource_path)),
            ("stage", text(method.stage)),
        ];
        let authorizer = authorizer(request, method.authorization);
        entries.extend(authorizer.map(|authorizer| ("authorizer", authorizer)));
        CallContext::from_value(&hash_map(entries))
    }

    /// A context with the entries of a map, and maps for overrides if it has none. Any other value gives a context with
    /// only these.
    pub fn from_value(value: &Value) -> CallContext {
        let context = match value {
            Value::Map(map) => CallContext {
                map: Rc::clone(map),
            },
            _ => CallContext {
                map: Rc::new(Map::new(Printed::Java, Order::JavaHash)),
            },
        };
        let empty = || hash_map(Vec::new());
        if context.map.get("requestOverride").is_none() {
            let parts = vec![
                ("header", empty()),
                ("path", empty()),
                ("querystring", empty()),
            ];
            context.map.insert("requestOverride", hash_map(parts));
        }
        if context.map.get("responseOverride").is_none() {
            context
                .map
                .insert("responseOverride", hash_map(vec![("header", empty())]));
        }
        context
    }

    /// A copy that shares nothing with this one.
    pub fn detached(&self) -> CallContext {
        match copy(&Value::Map(Rc::clone(&self.map))) {
            Value::Map(map) => CallContext { map },
            _ => self.clone(),
        }
    }

    /// `$context` as a value.
    pub fn value(&self) -> Value {
        Value::Map(Rc::clone(&self.map))
    }

    /// The text at `name`, a dotted path below `$context`; `None` if there is none or it is null.
    #[inline(never)]
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        let mut value = self.value();
        for part in name.split('.') {
            value = match value {
                Value::Map(map) => map.get(part)?,
                _ => return None,
            };
        }
        match value {
            Value::Null => None,
            value => Some(value.print().ok()?.as_str().to_owned()),
        }
    }

    /// The overrides set so far.
    ///
    /// # Errors
    /// A value that can't be printed: it contains itself, or is too large.
    pub fn overrides(&self) -> Result<Overrides, Thrown> {
        let part = |name: &str| match self.map.get(name) {
            Some(Value::Map(map)) => Some(map),
            _ => None,
        };
        let request = part("requestOverride");
        let response = part("responseOverride");
        let status = response
            .as_ref()
            .and_then(|r| r.get("status"))
            .and_then(|s| match s {
                Value::Integer(status) => u16::try_from(status).ok(),
                Value::Long(status) => u16::try_from(status).ok(),
                _ => None,
            });
        // One budget for all, so that their sum is limited.
        let budget = Budget::default();
        Ok(Overrides {
            request: RequestOverride {
                headers: named(request.as_deref(), "header", &budget)?,
                path: named(request.as_deref(), "path", &budget)?,
                querystring: named(request.as_deref(), "querystring", &budget)?,
            },
            response: ResponseOverride {
                status: status.filter(|status| (100..600).contains(status)),
                headers: named(response.as_deref(), "header", &budget)?,
            },
        })
    }
}

/// The names and values of the map `part` of `of`.
fn named(
    of: Option<&Map>,
    part: &str,
    budget: &Budget,
) -> Result<Vec<(String, Vec<String>)>, Thrown> {
    let Some(Value::Map(map)) = of.and_then(|of| of.get(part)) else {
        return Ok(Vec::new());
    };
    // The printed texts stay in memory until the end.
    let printed = Cell::new(0_usize);
    let text = |value: &Value| {
        let text = value.print_within(budget)?;
        printed.set(printed.get() + text.len());
        budget.room(printed.get())?;
        Ok(text.as_str().to_owned())
    };
    let mut all = Vec::new();
    for (name, value) in map.entries().iter() {
        let values = match value {
            Value::Null => continue,
            Value::List(list) => list
                .items()
                .iter()
                .map(text)
                .collect::<Result<_, Thrown>>()?,
            other => vec![text(other)?],
        };
        all.push((text(name)?, values));
    }
    Ok(all)
}

/// A deep copy of maps and lists, with the same sharing and cycles. It is iterative, since templates can nest values to
/// any depth.
fn copy(value: &Value) -> Value {
    let mut copies = HashMap::new();
    let mut pending = Vec::new();
    let copied = copy_of(value, &mut copies, &mut pending);
    while let Some(next) = pending.pop() {
        match next {
            (Value::Map(from), Value::Map(to)) => {
                let mut copied = |value: &Value| copy_of(value, &mut copies, &mut pending);
                let entries = from.entries();
                let entries = entries.iter().map(|(k, v)| (k.clone(), copied(v)));
                to.entries_mut().extend(entries);
                to.recount();
            }
            (Value::List(from), Value::List(to)) => {
                let mut copied = |value: &Value| copy_of(value, &mut copies, &mut pending);
                let items = from.items();
                to.items_mut().extend(items.iter().map(&mut copied));
                to.recount();
            }
            _ => {}
        }
    }
    copied
}

/// The copy of a value; a new one is queued to be filled.
fn copy_of(
    value: &Value,
    copies: &mut HashMap<*const (), Value>,
    pending: &mut Vec<(Value, Value)>,
) -> Value {
    let (address, new) = match value {
        Value::Map(map) => {
            let new = Map::new(map.printed(), map.order());
            (Rc::as_ptr(map).cast(), Value::Map(Rc::new(new)))
        }
        Value::List(list) => {
            let new = List::new(list.printed(), Vec::new());
            (Rc::as_ptr(list).cast(), Value::List(Rc::new(new)))
        }
        _ => return value.clone(),
    };
    if let Some(copy) = copies.get(&address) {
        // A cycle ends in a copy that exists already.
        suspect(copy);
        return copy.clone();
    }
    copies.insert(address, new.clone());
    pending.push((value.clone(), new.clone()));
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_values_that_hold_themselves_and_deep_ones() {
        let map = Rc::new(Map::new(Printed::Java, Order::Insertion));
        map.insert("self", Value::Map(Rc::clone(&map)));
        let mut deep = Value::Null;
        for _ in 0..200_000 {
            deep = Value::list(vec![deep]);
        }
        map.insert("deep", deep);
        let copied = CallContext {
            map: Rc::clone(&map),
        }
        .detached();
        assert!(!Rc::ptr_eq(&copied.map, &map));
        assert!(
            matches!(copied.map.get("self"), Some(Value::Map(own)) if Rc::ptr_eq(&own, &copied.map))
        );
        copied.map.clear();
        map.clear();
    }
}
