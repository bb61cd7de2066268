//! Projection of items.

use super::ast::{DocumentPath, PathStep};
use crate::value::{AttributeValue, Item};

/// The parts of an item at the paths, in their structure. List elements close up.
pub(crate) fn project(item: &Item, paths: &[DocumentPath]) -> Item {
    let paths: Vec<&[PathStep]> = paths.iter().map(|path| path.steps.as_slice()).collect();
    project_map(item, &paths)
}

fn project_map(map: &Item, paths: &[&[PathStep]]) -> Item {
    let mut projected = Item::new();
    for (name, value) in map.iter() {
        let inside = |step: &PathStep| matches!(step, PathStep::Attribute(n) if n == name);
        if let Some(value) = project_value(value, &below(paths, inside)) {
            projected.push_new(name.to_owned(), value);
        }
    }
    projected
}

/// The rests of the paths that begin with one step.
fn below<'a>(paths: &[&'a [PathStep]], inside: impl Fn(&PathStep) -> bool) -> Vec<&'a [PathStep]> {
    let rest = |path: &&'a [PathStep]| {
        let (first, rest) = path.split_first()?;
        inside(first).then_some(rest)
    };
    paths.iter().filter_map(rest).collect()
}

/// The parts of a value at the paths; `None` if there are none.
fn project_value(value: &AttributeValue, paths: &[&[PathStep]]) -> Option<AttributeValue> {
    if paths.iter().any(|path| path.is_empty()) {
        return Some(value.clone());
    }
    if paths.is_empty() {
        return None;
    }
    match value {
        AttributeValue::M(map) => {
            let map = project_map(map, paths);
            (!map.is_empty()).then_some(AttributeValue::M(map))
        }
        AttributeValue::L(list) => {
            let projected = |(index, value): (usize, &AttributeValue)| {
                let inside = |step: &PathStep| matches!(step, PathStep::Index(i) if *i == index);
                project_value(value, &below(paths, inside))
            };
            let list: Vec<AttributeValue> = list.iter().enumerate().filter_map(projected).collect();
            (!list.is_empty()).then_some(AttributeValue::L(list))
        }
        _ => None,
    }
}
