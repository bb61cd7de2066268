//! Rules from a trace: what did not run at a first visit, in as few and short rules as is worth it.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Error;
use crate::program::Program;
use crate::rules::{is_of_path, mentions};

/// A rule must take so many bytes of code to the rest, of functions that no other rule takes.
const WORTH: usize = 150;

/// Rules for a program of which the functions with these numbers ran. No rule speaks of one of those; the shorter rule comes
/// before one that says more.
///
/// # Errors
///
/// The bytes are no module that could be split.
pub fn suggest(program: &[u8], ran: &BTreeSet<u32>) -> Result<Vec<String>, Error> {
    let program = Program::read(program)?;
    let mut needed = BTreeSet::new();
    let mut needed_names = Vec::new();
    let mut taken: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
    for (number, name) in (0..).zip(&program.names) {
        let Some(body) = program.body(number) else {
            continue;
        };
        if ran.contains(&number) {
            needed.extend(candidates(name));
            needed_names.push(name);
            continue;
        }
        for rule in candidates(name) {
            taken
                .entry(rule)
                .or_default()
                .push((number, body.as_bytes().len()));
        }
    }
    let mut rules: Vec<&str> = taken
        .keys()
        .copied()
        .filter(|rule| !needed.contains(rule))
        .collect();
    rules.sort_by_key(|rule| (rule.matches("::").count(), rule.len(), *rule));
    let mut covered = BTreeSet::new();
    let mut chosen = Vec::new();
    for rule in rules {
        let functions = taken.get(rule).into_iter().flatten();
        let new = functions
            .clone()
            .filter(|(number, _)| !covered.contains(number));
        let is_worth_it = new.map(|(_, length)| length).sum::<usize>() >= WORTH;
        // A method may be mentioned in the middle of a name, too.
        if is_worth_it && !needed_names.iter().any(|name| mentions(name, rule)) {
            covered.extend(functions.map(|(number, _)| *number));
            chosen.push(rule.to_owned());
        }
    }
    chosen.sort();
    Ok(chosen)
}

/// The rules that speak of a function: each path in its name with the paths that it begins with, its name up to a method of a type,
/// and all of its name.
fn candidates(name: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::from([name]);
    let mut from = 0;
    while let Some(length) = name[from..].find(is_of_path) {
        let start = from + length;
        let rest = &name[start..];
        let end = start
            + rest
                .find(|letter| !is_of_path(letter))
                .unwrap_or(rest.len());
        from = end;
        let path = &name[start..end];
        // Behind `<…>` it is not a path from its root, and in `{…}` it is none.
        let is_path = path.starts_with(|first: char| first.is_alphabetic() || first == '_');
        if is_path && !name[..start].ends_with('{') {
            let parts = path
                .match_indices("::")
                .map(|(at, _)| at)
                .chain([path.len()]);
            found.extend(parts.map(|at| path[..at].trim_end_matches(':')));
        }
    }
    let mut depth = 0_i32;
    let mut before = ' ';
    for (at, letter) in name.char_indices() {
        match letter {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            ':' if depth == 0 && before == '>' => {
                let method = name[at..].trim_start_matches(':');
                let end = method.find(|letter: char| !is_of_path(letter) || letter == ':');
                let rest = end.map_or(0, |end| method.len() - end);
                if rest < method.len() {
                    found.insert(&name[..name.len() - rest]);
                }
            }
            _ => {}
        }
        before = letter;
    }
    found.retain(|rule| !rule.is_empty());
    found
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn a_name_has_its_paths_and_its_method() {
        let found: Vec<&str> = candidates("<a::b::C<u8>>::run::<d::E>::{closure#0}")
            .into_iter()
            .collect();
        assert_eq!(
            found,
            [
                "<a::b::C<u8>>::run",
                "<a::b::C<u8>>::run::<d::E>::{closure#0}",
                "a",
                "a::b",
                "a::b::C",
                "d",
                "d::E",
                "u8"
            ]
        );
        let found: Vec<&str> = candidates("a::b::{closure#1}").into_iter().collect();
        assert_eq!(found, ["a", "a::b", "a::b::{closure#1}"]);
    }
}
