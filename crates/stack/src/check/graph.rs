//! The order in which CloudFormation creates resources.

use serde_json::Value;
use std::cell::Cell;
use std::collections::{HashMap, HashSet};

/// The most dependencies that all questions visit.
const MAX_VISITED: usize = 5_000_000;

/// Resources with those that they depend on, by `DependsOn` and by references.
#[derive(Debug, Default)]
pub(super) struct Graph<'t> {
    edges: HashMap<&'t str, Vec<&'t str>>,
    visited: Cell<usize>,
}

impl<'t> Graph<'t> {
    /// Adds a resource.
    pub(super) fn add(&mut self, id: &'t str, resource: &'t Value) {
        let mut names = depended_on(resource);
        references(resource, &mut |_, name| {
            names.push(name.split('.').next().unwrap_or(name));
        });
        names.sort_unstable();
        names.dedup();
        self.edges.insert(id, names);
    }

    /// Removes what is no resource.
    pub(super) fn close(&mut self) {
        let ids: HashSet<&str> = self.edges.keys().copied().collect();
        for names in self.edges.values_mut() {
            names.retain(|name| ids.contains(name));
        }
    }

    /// The resources that are created before this one. `None` if there were too many questions.
    pub(super) fn before(&self, id: &str) -> Option<HashSet<&'t str>> {
        let mut found = HashSet::new();
        let mut open: Vec<&str> = self.edges.get(id)?.clone();
        while let Some(next) = open.pop() {
            self.visited.set(self.visited.get() + 1);
            if self.visited.get() > MAX_VISITED {
                return None;
            }
            if let Some((own, names)) = self.edges.get_key_value(next)
                && found.insert(*own)
            {
                open.extend(names);
            }
        }
        Some(found)
    }
}

/// The names of `DependsOn`.
pub(super) fn depended_on(resource: &Value) -> Vec<&str> {
    match resource.get("DependsOn") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Calls `found` with each name that a value refers to, and the function: `Ref` (a name), `Fn::GetAtt` and `Fn::Sub` (a
/// name, or a resource and its attribute after a dot).
pub(super) fn references<'v>(value: &'v Value, found: &mut impl FnMut(&'static str, &'v str)) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let is_only = members.len() == 1;
                match (name.as_str(), value) {
                    ("Ref", Value::String(name)) if is_only => found("Ref", name),
                    ("Fn::GetAtt", Value::String(name)) if is_only => found("Fn::GetAtt", name),
                    ("Fn::GetAtt", Value::Array(parts)) if is_only => {
                        if let Some(Value::String(name)) = parts.first() {
                            found("Fn::GetAtt", name);
                        }
                        for part in parts.iter().skip(1) {
                            references(part, found);
                        }
                    }
                    ("Fn::Sub", Value::String(text)) if is_only => {
                        substituted(text, &Value::Null, found);
                    }
                    ("Fn::Sub", Value::Array(parts)) if is_only => {
                        if let [Value::String(text), own, ..] = &parts[..] {
                            substituted(text, own, found);
                            references(own, found);
                        }
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => {
            for item in items {
                references(item, found);
            }
        }
        _ => {}
    }
}

/// The names of a text's `${name}` that are not its own.
fn substituted<'v>(text: &'v str, own: &Value, found: &mut impl FnMut(&'static str, &'v str)) {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("${") {
        let Some((name, after)) = after.split_once('}') else {
            return;
        };
        rest = after;
        let name = name.trim();
        if !name.starts_with('!') && own.get(name).is_none() {
            found("Fn::Sub", name);
        }
    }
}
