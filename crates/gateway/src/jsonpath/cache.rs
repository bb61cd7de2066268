//! Paths that are compiled once.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Error, JsonPath};

/// How many paths are kept. A template writes few; but it can also make them of what it reads, even such as a hash without
/// a secret takes for one another.
const MOST: usize = 256;

/// The paths that were compiled already, by their text: a template asks for the same ones in each rendering, and within a loop
/// again and again. Clones share them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paths {
    compiled: Rc<RefCell<FxHashMap<String, Result<JsonPath, Error>>>>,
}

impl Paths {
    /// The path, compiled now or before.
    pub(crate) fn compile(&self, path: &str) -> Result<JsonPath, Error> {
        let mut compiled = self.compiled.borrow_mut();
        if let Some(known) = compiled.get(path) {
            return known.clone();
        }
        if compiled.len() >= MOST {
            compiled.clear();
        }
        let new = JsonPath::compile(path);
        compiled.insert(path.to_owned(), new.clone());
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compiles_a_path_once_and_keeps_no_more_than_the_most() {
        let paths = Paths::default();
        let first = paths.compile("$.a");
        assert!(matches!((&first, paths.compile("$.a")),
            (Ok(one), Ok(two)) if Rc::ptr_eq(&one.path, &two.path)));
        assert!(paths.compile("$.").is_err() && paths.compile("$.").is_err());
        for at in 0..MOST * 2 {
            assert!(paths.compile(&format!("$.a[{at}]")).is_ok());
            assert!(paths.compiled.borrow().len() <= MOST);
        }
    }
}
