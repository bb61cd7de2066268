//! Which of the program's data only the rest needs: what no function of the first part reaches, nothing reads before the rest is
//! there.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::error::Error;
use crate::linked::Linked;
use crate::program::Program;

/// A hole in the data must be so long: each costs a segment.
const WORTH: u32 = 24;

/// The addresses of data that only functions of the rest reach, in order.
///
/// `linked` is the linker's output from which `program` was made, with its relocations.
pub(crate) fn of_rest(
    linked: &[u8],
    program: &Program<'_>,
    in_rest: &[bool],
) -> Result<Vec<Range<u32>>, Error> {
    let linked = Linked::read(linked)?;
    // A function is told by its name: one that has the name of another, or none that is known, is taken for one of the first part.
    let mut is_rest: BTreeMap<&str, bool> = BTreeMap::new();
    for (name, in_rest) in program.names.iter().zip(in_rest) {
        *is_rest.entry(name).or_insert(true) &= in_rest;
    }
    let mut reached: Vec<u32> = linked.loose.clone();
    for (number, uses) in &linked.of_functions {
        let name = linked.names.get(number).map_or("", String::as_str);
        if is_rest.get(name) != Some(&true) {
            reached.extend(uses);
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(symbol) = reached.pop() {
        if needed.insert(symbol) {
            reached.extend(linked.of_data.get(&symbol).into_iter().flatten());
        }
    }
    let ranges = |is_needed: bool| {
        let symbols = linked.data.iter();
        let chosen = symbols.filter(|(symbol, _)| needed.contains(symbol) == is_needed);
        union(chosen.map(|(_, range)| range.clone()).collect())
    };
    let (needed, other) = (ranges(true), ranges(false));
    let rest = without(&other, &needed);
    Ok(rest
        .into_iter()
        .filter(|range| range.end - range.start >= WORTH)
        .collect())
}

/// Ranges in order, those that touch or overlap as one.
fn union(mut ranges: Vec<Range<u32>>) -> Vec<Range<u32>> {
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined.retain(|range| !range.is_empty());
    joined
}

/// What is in `ranges` but not in `other`; both are unions.
pub(crate) fn without(ranges: &[Range<u32>], other: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    for range in ranges {
        let mut start = range.start;
        let first = other.partition_point(|hole| hole.end <= range.start);
        let holes = other.get(first..).unwrap_or_default().iter();
        for hole in holes.take_while(|hole| hole.start < range.end) {
            if start < hole.start {
                left.push(start..hole.start);
            }
            start = start.max(hole.end);
        }
        if start < range.end {
            left.push(start..range.end);
        }
    }
    left
}

/// What of `ranges`, which are a union, is in `all`.
pub(crate) fn within(all: &Range<u32>, ranges: &[Range<u32>]) -> Vec<Range<u32>> {
    ranges
        .iter()
        .map(|range| range.start.max(all.start)..range.end.min(all.end))
        .filter(|range| !range.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_joined_and_cut() {
        let joined = union(vec![5..9, 0..2, 8..12, 2..3, 20..20]);
        assert_eq!(joined, [0..3, 5..12]);
        assert_eq!(
            without(&joined, &[1..2, 6..7, 11..30]),
            [0..1, 2..3, 5..6, 7..11]
        );
        assert_eq!(without(&joined, &[]), joined);
        assert_eq!(without(&joined, &[0..4, 4..40]), []);
        assert_eq!(within(&(2..6), &joined), [2..3, 5..6]);
    }
}
