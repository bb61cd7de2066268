//! What the two parts agree on: the places of functions in the table, and the names under which the rest imports.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::TableType;

use crate::error::Error;
use crate::program::{Program, count};

/// The length of a name that is not worth another.
const SHORT: usize = 3;

/// How the parts reach each other.
pub(crate) struct Shared {
    /// For each function, whether it is of the rest.
    pub(crate) in_rest: Vec<bool>,
    /// The table of functions.
    pub(crate) table: u32,
    /// Its type in the split program: it has places for functions of the rest that the first part calls.
    pub(crate) table_type: TableType,
    /// Where functions of the rest stand in the table, some of them more than once.
    pub(crate) places: BTreeMap<u32, u32>,
    /// One place of each of those functions.
    pub(crate) place_of: BTreeMap<u32, u32>,
    /// The first place that the program did not have.
    pub(crate) first_new_place: u32,
    /// The functions of the first part that the rest calls, and the names of their exports.
    pub(crate) exported: BTreeMap<u32, String>,
    /// The names under which the first part exports its memories, tables and globals.
    pub(crate) memories: Vec<String>,
    pub(crate) tables: Vec<String>,
    pub(crate) globals: Vec<String>,
    /// The short names of what JavaScript calls and gives, by its own; empty to keep those.
    pub(crate) short: BTreeMap<String, String>,
    /// The addresses of data that only the rest needs.
    pub(crate) data: Vec<Range<u32>>,
}

impl Shared {
    /// With `shorten`, imports and exported functions get short names.
    pub(crate) fn new(
        program: &Program<'_>,
        in_rest: &[bool],
        shorten: bool,
    ) -> Result<Self, Error> {
        let is_rest = |function: u32| in_rest.get(function as usize) == Some(&true);
        let (table, all_places) = program.functions_in_table()?;
        let mut places: BTreeMap<u32, u32> = all_places
            .into_iter()
            .filter(|(_, function)| is_rest(*function))
            .collect();
        let mut place_of: BTreeMap<u32, u32> = places
            .iter()
            .map(|(place, function)| (*function, *place))
            .collect();
        let mut called = BTreeSet::new();
        let mut calling_back = BTreeSet::new();
        for function in program.imported_functions..program.function_count() {
            let list = if is_rest(function) {
                &mut calling_back
            } else {
                &mut called
            };
            list.extend(program.calls(function)?);
        }
        let mut table_type = *program
            .table_types
            .get(table as usize)
            .ok_or_else(|| Error::new(format!("there is no table {table}")))?;
        let first_new_place = u32::try_from(table_type.initial)
            .map_err(|_| Error::new("the table of functions is too large"))?;
        let mut next = first_new_place;
        for function in called {
            if is_rest(function) && !place_of.contains_key(&function) {
                place_of.insert(function, next);
                places.insert(next, function);
                next += 1;
            }
        }
        table_type.initial = u64::from(next);
        // Nothing lets this table grow later; a limit that it has moves with it.
        table_type.maximum = table_type.maximum.map(|most| most.max(u64::from(next)));
        let mut names = Names::new(program);
        let mut short = BTreeMap::new();
        if shorten {
            let imported = program.imports.iter().map(|import| import.name);
            for name in imported.chain(program.exported_functions().map(|(name, _)| name)) {
                // The same for both, should one of each have one name: JavaScript has one property then.
                if name.len() > SHORT && !short.contains_key(name) {
                    short.insert(name.to_owned(), names.next());
                }
            }
        }
        let exported = calling_back
            .into_iter()
            .filter(|function| !is_rest(*function))
            .map(|function| (function, names.next()))
            .collect();
        let mut list = |length: usize| (0..length).map(|_| names.next()).collect();
        Ok(Self {
            in_rest: in_rest.to_vec(),
            table,
            table_type,
            places,
            place_of,
            first_new_place,
            exported,
            memories: list(program.memories.len()),
            tables: list(program.table_types.len()),
            globals: list(program.global_types.len()),
            short,
            data: Vec::new(),
        })
    }

    /// The name under which an import or an exported function of the program is written.
    pub(crate) fn name<'a>(&'a self, own: &'a str) -> &'a str {
        self.short.get(own).map_or(own, String::as_str)
    }

    pub(crate) fn is_rest(&self, function: u32) -> bool {
        self.in_rest.get(function as usize) == Some(&true)
    }

    /// The functions of one part, but not the imported ones, in their order.
    pub(crate) fn functions(
        &self,
        program: &Program<'_>,
        in_rest: bool,
    ) -> impl Iterator<Item = u32> {
        (program.imported_functions..program.function_count())
            .filter(move |function| self.is_rest(*function) == in_rest)
    }
}

/// Numbers of functions in a part; `None` for one that it does not have.
pub(crate) fn numbered(
    all: u32,
    listed: impl Iterator<Item = u32>,
) -> Result<Vec<Option<u32>>, Error> {
    let mut numbers = vec![None; all as usize];
    for (number, function) in listed.enumerate() {
        if let Some(slot) = numbers.get_mut(function as usize) {
            *slot = Some(count(number)?);
        }
    }
    Ok(numbers)
}

/// Short names of exports that the program does not use.
struct Names<'a> {
    taken: BTreeSet<&'a str>,
    number: usize,
}

impl<'a> Names<'a> {
    fn new(program: &Program<'a>) -> Self {
        Self {
            taken: program.exports.iter().map(|(name, ..)| *name).collect(),
            number: 0,
        }
    }

    /// `a`, `b`, … `aa`, `ba`, …
    fn next(&mut self) -> String {
        loop {
            let mut name = String::new();
            let mut left = self.number;
            self.number += 1;
            loop {
                name.push(char::from(
                    b'a' + u8::try_from(left % 26).unwrap_or_default(),
                ));
                left /= 26;
                if left == 0 {
                    break;
                }
                left -= 1;
            }
            if !self.taken.contains(name.as_str()) {
                return name;
            }
        }
    }
}
