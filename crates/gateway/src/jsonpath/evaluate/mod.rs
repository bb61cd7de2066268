//! Evaluator of paths.

mod filter;
mod function;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use vtl::value::{Map, Order, Printed, Str};
use vtl::{Budget, Value};

use super::ast::{Path, Token};
use super::{Error, ErrorKind};

/// The budget of one path: several `..` in a row visit each value many times.
const MAX_STEPS: usize = 1_000_000;

/// The bytes of text, compared or written, that cost one step.
const BYTES_PER_STEP: usize = 64;

/// The steps of a regular expression that cost one step of a path.
const PATTERN_STEPS: usize = 16;

/// The deepest document that a scan or a comparison visits: a template can put a value into itself.
const MAX_DEPTH: usize = 1_000;

/// One evaluation, its filters' paths included.
struct Evaluation<'a> {
    document: &'a Value,
    /// The rendering's budget.
    budget: &'a Budget,
    steps: Rc<Cell<usize>>,
    /// For each path, by its address, the last item of a list from which a scan continued with the path's last token.
    scanned: Rc<RefCell<Vec<(*const Path, usize)>>>,
    /// Whether a missing member is an error in an indefinite path, too: as in a filter that tests whether a path exists.
    strict: bool,
}

pub(super) fn read(path: &Path, document: &Value, budget: &Budget) -> Result<Value, Error> {
    match member(path, document) {
        Some(found) => Ok(found),
        None => Evaluation::of(document, budget).value(path, document),
    }
}

/// Fast path: the value of a path of single names through objects, as most are. `None`: use the general path.
fn member(path: &Path, document: &Value) -> Option<Value> {
    let mut at = document.clone();
    for token in &path.tokens {
        match (token, &at) {
            (Token::Property(names), Value::Map(map)) => match names.as_slice() {
                [name] => at = map.get_str(name)?,
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(at)
}

/// The locations of all that `path` finds.
pub(super) fn locations(
    path: &Path,
    document: &Value,
    budget: &Budget,
) -> Result<Vec<Vec<vtl::trace::Segment>>, Error> {
    let mut found = Vec::new();
    Evaluation::of(document, budget).walk(path, 0, (document, &Vec::new()), &mut found)?;
    Ok(found.into_iter().map(|(_, log)| log).collect())
}

/// Records the location of a match; `()` records nothing.
trait PathLog: Clone {
    fn length(&self) -> usize;
    fn member(&self, name: &Str) -> Self;
    fn entry(&self, key: &Value) -> Self;
    fn item(&self, index: usize) -> Self;
}

impl PathLog for () {
    fn length(&self) -> usize {
        0
    }
    fn member(&self, _: &Str) {}
    fn entry(&self, _: &Value) {}
    fn item(&self, _: usize) {}
}

impl PathLog for Vec<vtl::trace::Segment> {
    fn length(&self) -> usize {
        self.len()
    }

    fn member(&self, name: &Str) -> Self {
        let step = vtl::trace::Segment::Key(name.clone());
        self.iter().cloned().chain([step]).collect()
    }

    fn entry(&self, key: &Value) -> Self {
        self.member(&key.plain().unwrap_or_default())
    }

    fn item(&self, index: usize) -> Self {
        let step = vtl::trace::Segment::Index(index);
        self.iter().cloned().chain([step]).collect()
    }
}

/// A value and its location.
type Located<'v, L> = (&'v Value, &'v L);

/// The item at `index`, counted from the end if negative.
fn item(items: &[Value], index: i64) -> Option<&Value> {
    items.get(position(items, index)?)
}

/// The position of the item at `index`, counted from the end if negative.
fn position(items: &[Value], index: i64) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => items
            .len()
            .checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

impl<'a> Evaluation<'a> {
    fn of(document: &'a Value, budget: &'a Budget) -> Evaluation<'a> {
        Evaluation {
            document,
            budget,
            steps: Rc::default(),
            scanned: Rc::default(),
            strict: false,
        }
    }

    fn document(&self) -> &'a Value {
        self.document
    }

    fn budget(&self) -> &'a Budget {
        self.budget
    }

    /// Charges a step.
    fn step(&self) -> Result<(), Error> {
        self.charge(1)
    }

    /// Charges steps: one for each value visited.
    fn charge(&self, steps: usize) -> Result<(), Error> {
        let all = self.steps.get().saturating_add(steps);
        self.steps.set(all);
        if all > MAX_STEPS {
            return Err(Error::limit("the path takes more than a million steps"));
        }
        self.budget
            .charge(steps)
            .map_err(|thrown| Error::limit(thrown.message))
    }

    /// Charges for text that is compared or written.
    fn charge_bytes(&self, bytes: usize) -> Result<(), Error> {
        match bytes / BYTES_PER_STEP {
            0 => Ok(()),
            steps => self.charge(steps),
        }
    }

    /// Runs a regular expression, which counts down its own steps, and charges for it.
    fn search(&self, run: impl FnOnce(&mut usize) -> Result<bool, String>) -> Result<bool, Error> {
        let most = MAX_STEPS.saturating_sub(self.steps.get()) * PATTERN_STEPS;
        let mut left = most;
        let found = run(&mut left).map_err(Error::limit)?;
        self.charge((most - left) / PATTERN_STEPS)?;
        Ok(found)
    }

    /// Evaluates a filter's path from `start` on.
    fn nested(&self, path: &Path, start: &Value, strict: bool) -> Result<Value, Error> {
        let inner = Evaluation {
            document: self.document,
            budget: self.budget,
            steps: Rc::clone(&self.steps),
            scanned: Rc::clone(&self.scanned),
            strict,
        };
        inner.value(path, start)
    }

    /// Evaluates a path with `document` as its root.
    fn within(&self, path: &Path, document: &Value) -> Result<Value, Error> {
        if matches!(document, Value::Null) {
            return Err(Error::failed("a path can't be applied to null"));
        }
        let inner = Evaluation {
            document,
            budget: self.budget,
            steps: Rc::clone(&self.steps),
            // The path may be a temporary one, whose address another one gets later.
            scanned: Rc::default(),
            strict: false,
        };
        inner.value(path, document)
    }

    fn value(&self, path: &Path, start: &Value) -> Result<Value, Error> {
        let mut found = Vec::new();
        self.walk(path, 0, (start, &()), &mut found)?;
        if !path.definite() {
            // The steps are charged already, the memory is not.
            let memory = self.budget.items(found.len(), 0);
            memory.map_err(|thrown| Error::limit(thrown.message))?;
            let found = found.into_iter().map(|(value, ())| value).collect();
            return Ok(function::json_list(found));
        }
        let last = found.pop().map(|(value, ())| value);
        last.ok_or_else(|| Error::not_found("the path finds nothing"))
    }

    /// Evaluates the tokens from `at` on.
    fn walk<L: PathLog>(
        &self,
        path: &Path,
        at: usize,
        (model, log): Located<'_, L>,
        found: &mut Vec<(Value, L)>,
    ) -> Result<(), Error> {
        self.charge(1 + log.length() / 4)?;
        let Some(token) = path.tokens.get(at) else {
            found.push((model.clone(), log.clone()));
            return Ok(());
        };
        match token {
            Token::Property(names) => self.property(path, at, names, (model, log), found),
            Token::Index(indices) => {
                let Some(list) = self.list(path, at, model)? else {
                    return Ok(());
                };
                let items = list.items();
                for index in indices {
                    let index = position(&items, *index);
                    if let Some((index, hit)) = index.and_then(|i| Some((i, items.get(i)?))) {
                        in_list(self.walk(path, at + 1, (hit, &log.item(index)), found))?;
                    }
                }
                Ok(())
            }
            Token::Slice(from, to) => {
                let Some(list) = self.list(path, at, model)? else {
                    return Ok(());
                };
                let items = list.items();
                for (index, hit) in slice(&items, *from, *to) {
                    in_list(self.walk(path, at + 1, (hit, &log.item(index)), found))?;
                }
                Ok(())
            }
            Token::Wildcard => self.wildcard(path, at, (model, log), found),
            Token::Scan => self.scan(path, at + 1, (model, log), found, 0),
            Token::Filter(expression) => match model {
                Value::Map(_) => {
                    if expression.accepts(model, self)? {
                        self.walk(path, at + 1, (model, log), found)?;
                    }
                    Ok(())
                }
                Value::List(list) => {
                    for (index, item) in list.items().iter().enumerate() {
                        if expression.accepts(item, self)? {
                            in_list(self.walk(path, at + 1, (item, &log.item(index)), found))?;
                        }
                    }
                    Ok(())
                }
                _ if path.upstream_definite(at) => {
                    Err(Error::invalid("a filter can't be applied to this value"))
                }
                _ => Ok(()),
            },
            Token::Function(name, arguments) => {
                let result = function::call(name, arguments, model, self)?;
                // Its result counts even if the path continues.
                found.push((result.clone(), log.clone()));
                if at + 1 == path.tokens.len() {
                    return Ok(());
                }
                self.walk(path, at + 1, (&result, log), found)
            }
        }
    }

    fn property<L: PathLog>(
        &self,
        path: &Path,
        at: usize,
        names: &[Str],
        (model, log): Located<'_, L>,
        found: &mut Vec<(Value, L)>,
    ) -> Result<(), Error> {
        let leaf = at + 1 == path.tokens.len();
        let Value::Map(map) = model else {
            let names: Vec<_> = names.iter().map(|n| format!("'{n}'")).collect();
            return if path.upstream_definite(at) {
                Err(Error::not_found(format!(
                    "there is no object with {} here",
                    names.join(", ")
                )))
            } else {
                Ok(())
            };
        };
        if leaf && names.len() > 1 {
            let merged = Map::new(Printed::Java, Order::Insertion);
            for name in names {
                match map.get(name) {
                    Some(value) => drop(merged.insert(name.clone(), value)),
                    None if self.strict => {
                        return Err(Error::not_found(format!("there is no '{name}' here")));
                    }
                    None => {}
                }
            }
            found.push((Value::Map(Rc::new(merged)), log.clone()));
            return Ok(());
        }
        for name in names {
            match map.get(name) {
                Some(_) if leaf && self.omits(path) => {}
                Some(value) => {
                    let log = log.member(name);
                    self.walk(path, at + 1, (&value, &log), found)?;
                }
                None => {
                    let needed = !leaf && names.len() == 1 && path.upstream_definite(at);
                    if self.strict || needed {
                        return Err(Error::not_found(format!("there is no '{name}' here")));
                    }
                }
            }
        }
        Ok(())
    }

    fn wildcard<L: PathLog>(
        &self,
        path: &Path,
        at: usize,
        (model, log): Located<'_, L>,
        found: &mut Vec<(Value, L)>,
    ) -> Result<(), Error> {
        match model {
            Value::Map(_) if at + 1 == path.tokens.len() && self.omits(path) => {}
            Value::Map(map) => {
                for (key, value) in map.entries().iter() {
                    self.walk(path, at + 1, (value, &log.entry(key)), found)?;
                }
            }
            Value::List(list) => {
                for (index, item) in list.items().iter().enumerate() {
                    match in_list(self.walk(path, at + 1, (item, &log.item(index)), found)) {
                        Err(Error {
                            kind: ErrorKind::NotFound,
                            ..
                        }) if !self.strict => {}
                        other => other?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Applies the token `at`, the one behind `..`, to `model` and to all values in it that it fits.
    fn scan<L: PathLog>(
        &self,
        path: &Path,
        at: usize,
        (model, log): Located<'_, L>,
        found: &mut Vec<(Value, L)>,
        depth: usize,
    ) -> Result<(), Error> {
        self.step()?;
        if depth > MAX_DEPTH {
            return Err(Error::limit(
                "the document is too deep to scan; does it contain itself?",
            ));
        }
        if path.tokens.len() == at {
            // Jayway throws an internal error.
            return Err(Error::failed("a function can't follow '..'"));
        }
        let leaf = at + 1 == path.tokens.len();
        let fits = match (path.tokens.get(at), model) {
            (Some(Token::Property(names)), Value::Map(map)) => {
                (names.len() > 1 && !leaf) || names.iter().all(|name| map.get(name).is_some())
            }
            (Some(Token::Index(_) | Token::Slice(..)), Value::List(_)) => true,
            (Some(Token::Wildcard), _) => true,
            (Some(Token::Filter(expression)), _) => expression.accepts(model, self)?,
            _ => false,
        };
        match model {
            Value::Map(map) => {
                if fits {
                    self.walk(path, at, (model, log), found)?;
                }
                for (key, value) in map.entries().iter() {
                    self.scan(path, at, (value, &log.entry(key)), found, depth + 1)?;
                }
            }
            Value::List(list) => {
                if fits && leaf {
                    self.walk(path, at, (model, log), found)?;
                } else if fits {
                    // Jayway continues with every item, whatever the token selects.
                    for (index, item) in list.items().iter().enumerate() {
                        if at + 2 == path.tokens.len() {
                            self.continued(path, index);
                        }
                        self.walk(path, at + 1, (item, &log.item(index)), found)?;
                    }
                }
                for (index, item) in list.items().iter().enumerate() {
                    self.scan(path, at, (item, &log.item(index)), found, depth + 1)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Records that a scan continues with the path's last token from a list's item.
    fn continued(&self, path: &Path, index: usize) {
        let mut scanned = self.scanned.borrow_mut();
        match scanned.iter_mut().find(|(of, _)| std::ptr::eq(*of, path)) {
            Some((_, last)) => *last = index,
            None => scanned.push((path, index)),
        }
    }

    /// Whether the path's last token finds no members of an object: once a scan has continued with it from a list's item,
    /// Jayway 2.9 has it find only what is behind that item's own index (`$..[1].name`), also in later objects
    /// (`$..*.name`).
    fn omits(&self, path: &Path) -> bool {
        let scanned = self.scanned.borrow();
        let last = scanned.iter().find(|(of, _)| std::ptr::eq(*of, path));
        last.is_some_and(|(_, last)| match path.before_last() {
            Some(Token::Index(indices)) => {
                !matches!(indices.as_slice(), [index] if usize::try_from(*index) == Ok(*last))
            }
            _ => true,
        })
    }

    /// The list that an index or a slice needs; `None` if an indefinite path skips the value.
    fn list<'m>(
        &self,
        path: &Path,
        at: usize,
        model: &'m Value,
    ) -> Result<Option<&'m vtl::value::List>, Error> {
        match model {
            Value::List(list) => Ok(Some(list)),
            _ if !path.upstream_definite(at) => Ok(None),
            Value::Null => Err(Error::not_found("the path leads to null before its index")),
            _ => Err(Error::not_found("an index needs a list")),
        }
    }
}

/// Ignores an index out of bounds, as each loop over a list's items does for all that follows in the path.
fn in_list(walked: Result<(), Error>) -> Result<(), Error> {
    match walked {
        Err(error) if error.out_of_bounds => Ok(()),
        other => other,
    }
}

fn slice(
    items: &[Value],
    from: Option<i64>,
    to: Option<i64>,
) -> impl Iterator<Item = (usize, &Value)> {
    let length = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let (from, to) = match (from, to) {
        (Some(from), None) => ((if from < 0 { length + from } else { from }).max(0), length),
        (None, Some(to)) => (0, (if to < 0 { length + to } else { to }).min(length)),
        // With both ends Jayway counts each index from the end, not the ends themselves.
        (from, to) => (from.unwrap_or(0), to.unwrap_or(length).min(length)),
    };
    (from.max(-length)..to)
        .filter_map(|index| position(items, index))
        .filter_map(|index| Some((index, items.get(index)?)))
}
