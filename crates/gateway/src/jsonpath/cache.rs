//! Cache of compiled paths.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Error, JsonPath};

/// The most cached paths. A template has few, but it can also build them from its input, even such as collide in a hash
/// without a secret.
const CAPACITY: usize = 256;

/// Compiled paths by their text, for templates that use the same ones in each rendering and loop. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct PathCache {
    compiled: Rc<RefCell<FxHashMap<String, Result<JsonPath, Error>>>>,
}

impl PathCache {
    /// Compiles a path, or returns it from the cache.
    pub(crate) fn compile(&self, path: &str) -> Result<JsonPath, Error> {
        let mut compiled = self.compiled.borrow_mut();
        if let Some(cached) = compiled.get(path) {
            return cached.clone();
        }
        if compiled.len() >= CAPACITY {
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
    fn compiles_a_path_once_and_stays_within_its_capacity() {
        let cache = PathCache::default();
        let first = cache.compile("$.a");
        assert!(matches!((&first, cache.compile("$.a")),
            (Ok(one), Ok(two)) if Rc::ptr_eq(&one.path, &two.path)));
        assert!(cache.compile("$.").is_err() && cache.compile("$.").is_err());
        for at in 0..CAPACITY * 2 {
            assert!(cache.compile(&format!("$.a[{at}]")).is_ok());
            assert!(cache.compiled.borrow().len() <= CAPACITY);
        }
    }
}
