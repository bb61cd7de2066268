//! Reader of usage plans, their keys, and the throttling of a stage's methods.

use super::resolve::Resolver;
use super::values::{as_text, flag, list, number, object};
use crate::error::{LoadError, LoadErrorKind};
use gateway::{Method, Period, PlanKey, Quota, Throttle, UsagePlan};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// A plan without limits, with one key: for an API whose plan is elsewhere.
pub(super) fn stand_in() -> UsagePlan {
    UsagePlan {
        id: "outside".to_owned(),
        keys: vec![PlanKey {
            id: "outside".to_owned(),
            value: None,
        }],
        ..UsagePlan::default()
    }
}

/// The usage plans of an API's stage.
pub(super) fn plans(
    resolver: &Resolver<'_>,
    api: &str,
    stage: &str,
) -> Result<Vec<UsagePlan>, LoadError> {
    let mut plans = Vec::new();
    for resource in resolver.of_type("AWS::ApiGateway::UsagePlan")? {
        let path = resource.path("ApiStages");
        let stages = resolver.property(resource, "ApiStages")?;
        let mut of_stage = None;
        for (index, entry) in list(stages.as_ref(), &path)?.iter().enumerate() {
            let entry = object(entry, &format!("{path}.{index}"))?;
            let is =
                |name: &str, value: &str| entry.get(name).and_then(Value::as_str) == Some(value);
            if is("ApiId", api) && is("Stage", stage) {
                of_stage = Some((entry.clone(), format!("{path}.{index}.Throttle")));
            }
        }
        let Some((entry, path)) = of_stage else {
            continue;
        };
        let mut method_throttles = Vec::new();
        if let Some(of_methods) = entry.get("Throttle") {
            for (method, value) in object(of_methods, &path)? {
                let throttle = throttle(object(value, &path)?, "", &path)?;
                method_throttles.extend(throttle.map(|throttle| (method.clone(), throttle)));
            }
        }
        let id = resolver.physical_name(resource.logical_id, 0)?;
        let plan_throttle = resolver.property(resource, "Throttle")?;
        let path = resource.path("Throttle");
        let plan_throttle = match &plan_throttle {
            Some(value) => throttle(object(value, &path)?, "", &path)?,
            None => None,
        };
        let path = resource.path("Quota");
        let quota = match &resolver.property(resource, "Quota")? {
            Some(value) => quota(object(value, &path)?, &path)?,
            None => None,
        };
        plans.push(UsagePlan {
            keys: keys(resolver, &id)?,
            id,
            throttle: plan_throttle,
            method_throttles,
            quota,
        });
    }
    Ok(plans)
}

/// The enabled keys of a plan. Keys are disabled by default.
fn keys(resolver: &Resolver<'_>, plan: &str) -> Result<Vec<PlanKey>, LoadError> {
    let mut joined = BTreeSet::new();
    for resource in resolver.of_type("AWS::ApiGateway::UsagePlanKey")? {
        if resolver.text(resource, "UsagePlanId")?.as_deref() == Some(plan) {
            joined.extend(resolver.text(resource, "KeyId")?);
        }
    }
    let mut keys = Vec::new();
    for resource in resolver.of_type("AWS::ApiGateway::ApiKey")? {
        let id = resolver.physical_name(resource.logical_id, 0)?;
        let enabled = resolver.property(resource, "Enabled")?;
        let enabled = enabled
            .as_ref()
            .map_or(Ok(false), |value| flag(value, &resource.path("Enabled")))?;
        if enabled && joined.contains(&id) {
            let value = resolver.text(resource, "Value")?;
            keys.push(PlanKey { id, value });
        }
    }
    Ok(keys)
}

/// `RateLimit` and `BurstLimit` with a prefix; `None` without both.
fn throttle(
    map: &Map<String, Value>,
    prefix: &str,
    path: &str,
) -> Result<Option<Throttle>, LoadError> {
    let part = |name: &str| number(map, &format!("{prefix}{name}"), path);
    Ok(match (part("RateLimit")?, part("BurstLimit")?) {
        (None, None) => None,
        // The default burst is the rate, the default rate that of an AWS account.
        (rate, burst) => Some(Throttle {
            rate: rate.unwrap_or(10_000.0),
            burst: burst.or(rate.map(f64::ceil)).unwrap_or(5_000.0) as u32,
        }),
    })
}

fn quota(map: &Map<String, Value>, path: &str) -> Result<Option<Quota>, LoadError> {
    let Some(limit) = number(map, "Limit", path)? else {
        return Ok(None);
    };
    let period = match map.get("Period").and_then(Value::as_str) {
        Some("DAY") => Period::Day,
        Some("WEEK") => Period::Week,
        Some("MONTH") => Period::Month,
        _ => {
            let place = format!("{path}.Period");
            return Err(LoadError::new(
                &place,
                LoadErrorKind::Expected("DAY, WEEK or MONTH"),
            ));
        }
    };
    Ok(Some(Quota {
        limit: limit as u64,
        period,
        offset: number(map, "Offset", path)?.unwrap_or_default() as u32,
    }))
}

/// Sets the throttling of methods by a stage's `MethodSettings`; the most specific setting wins.
pub(super) fn throttle_methods(
    settings: Option<&Value>,
    path: &str,
    methods: &mut [Method],
) -> Result<(), LoadError> {
    let mut of_stage = Vec::new();
    for (index, setting) in list(settings, path)?.iter().enumerate() {
        let path = format!("{path}.{index}");
        let setting = object(setting, &path)?;
        let text = |name: &str| {
            let value = setting.get(name);
            value.map_or(Ok("*".to_owned()), |v| {
                as_text(v, &format!("{path}.{name}"))
            })
        };
        if let Some(throttle) = throttle(setting, "Throttling", &path)? {
            of_stage.push((
                resource_path(&text("ResourcePath")?),
                text("HttpMethod")?,
                throttle,
            ));
        }
    }
    for method in methods {
        let matching = of_stage.iter().filter_map(|(path, name, throttle)| {
            let literal = (*path == method.path, *name == method.http_method);
            let meant = (literal.0 || path == "*") && (literal.1 || name == "*");
            meant.then_some((literal, throttle))
        });
        method.throttle = matching
            .max_by_key(|(literal, _)| *literal)
            .map(|(_, throttle)| *throttle);
    }
    Ok(())
}

/// The path of a resource from a setting, where slashes are `~1` except for a leading one.
fn resource_path(written: &str) -> String {
    let path = written.replace("~1", "/");
    match path.trim_start_matches('/') {
        "*" => "*".to_owned(),
        path => format!("/{path}"),
    }
}
