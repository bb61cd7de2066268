//! Walking a document along a path.

pub(super) mod filter;
mod function;

use std::cell::Cell;
use std::rc::Rc;

use vtl::value::{Map, Order, Printed, Str};
use vtl::{Budget, Value};

use super::ast::{Path, Token};
use super::{Error, ErrorKind};

/// How many steps a path may take: several `..` in a row visit each value very often.
const MAX_STEPS: usize = 1_000_000;

/// How many bytes of text that are looked at or made count as one step.
const BYTES_PER_STEP: usize = 64;

/// How many steps of a regular expression count as one.
const PATTERN_STEPS: usize = 16;

/// How deep a document may be for a scan: a template can put a value into itself.
pub(super) const MAX_WALK: usize = 1_000;

pub(super) type Step<T> = Result<T, Error>;

/// One evaluation, with all that the filters in it evaluate.
pub(super) struct Evaluation<'a> {
    document: &'a Value,
    /// What the rendering has left that the path belongs to.
    budget: &'a Budget,
    steps: Rc<Cell<usize>>,
    /// Whether a missing member is an error even where the path is indefinite: so are paths
    /// evaluated of which a filter only asks whether they exist.
    strict: bool,
}

pub(super) fn read(path: &Path, document: &Value, budget: &Budget) -> Step<Value> {
    match member(path, document) {
        Some(found) => Ok(found),
        None => Evaluation::of(document, budget).value(path, document),
    }
}

/// What a path finds that is made of single names and leads through objects to a value that is there:
/// most are, and it takes little to follow them.
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

/// The ways to all that `path` finds.
pub(super) fn ways(
    path: &Path,
    document: &Value,
    budget: &Budget,
) -> Step<Vec<Vec<vtl::trace::Step>>> {
    let mut found = Vec::new();
    Evaluation::of(document, budget).walk(path, 0, (document, &Vec::new()), &mut found)?;
    Ok(found.into_iter().map(|(_, way)| way).collect())
}

/// The way that a walk has taken. Who does not ask for it gives `()`, which costs nothing.
trait Way: Clone {
    fn length(&self) -> usize;
    fn member(&self, name: &Str) -> Self;
    fn entry(&self, key: &Value) -> Self;
    fn item(&self, index: usize) -> Self;
}

impl Way for () {
    fn length(&self) -> usize {
        0
    }
    fn member(&self, _: &Str) {}
    fn entry(&self, _: &Value) {}
    fn item(&self, _: usize) {}
}

impl Way for Vec<vtl::trace::Step> {
    fn length(&self) -> usize {
        self.len()
    }

    fn member(&self, name: &Str) -> Self {
        let step = vtl::trace::Step::Key(name.clone());
        self.iter().cloned().chain([step]).collect()
    }

    fn entry(&self, key: &Value) -> Self {
        self.member(&key.plain().unwrap_or_default())
    }

    fn item(&self, index: usize) -> Self {
        let step = vtl::trace::Step::Index(index);
        self.iter().cloned().chain([step]).collect()
    }
}

/// Where a walk is: a value, and the way to it.
type At<'v, W> = (&'v Value, &'v W);

/// The item at `index`, from the end where that is negative.
pub(super) fn item(items: &[Value], index: i64) -> Option<&Value> {
    items.get(position(items, index)?)
}

/// The place of the item at `index`, from the end where that is negative.
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
            strict: false,
        }
    }

    pub(super) fn document(&self) -> &'a Value {
        self.document
    }

    pub(super) fn budget(&self) -> &'a Budget {
        self.budget
    }

    /// Charges a step.
    pub(super) fn step(&self) -> Step<()> {
        self.charge(1)
    }

    /// Charges steps: one for each value that is looked at.
    pub(super) fn charge(&self, steps: usize) -> Step<()> {
        let all = self.steps.get().saturating_add(steps);
        self.steps.set(all);
        if all > MAX_STEPS {
            return Err(Error::limit("the path takes more than a million steps"));
        }
        self.budget
            .charge(steps)
            .map_err(|thrown| Error::limit(thrown.message))
    }

    /// Charges for texts that are looked at.
    pub(super) fn charge_bytes(&self, bytes: usize) -> Step<()> {
        match bytes / BYTES_PER_STEP {
            0 => Ok(()),
            steps => self.charge(steps),
        }
    }

    /// Matches with a regular expression, which counts down its own steps.
    pub(super) fn search(
        &self,
        run: impl FnOnce(&mut usize) -> Result<bool, String>,
    ) -> Step<bool> {
        let most = MAX_STEPS.saturating_sub(self.steps.get()) * PATTERN_STEPS;
        let mut left = most;
        let found = run(&mut left).map_err(Error::limit)?;
        self.charge((most - left) / PATTERN_STEPS)?;
        Ok(found)
    }

    /// What a filter's path finds from `start` on.
    pub(super) fn nested(&self, path: &Path, start: &Value, strict: bool) -> Step<Value> {
        let inner = Evaluation {
            document: self.document,
            budget: self.budget,
            steps: Rc::clone(&self.steps),
            strict,
        };
        inner.value(path, start)
    }

    /// What a path finds whose document is `document`.
    pub(super) fn within(&self, path: &Path, document: &Value) -> Step<Value> {
        if matches!(document, Value::Null) {
            return Err(Error::failed("a path can't be applied to null"));
        }
        let inner = Evaluation {
            document,
            budget: self.budget,
            steps: Rc::clone(&self.steps),
            strict: false,
        };
        inner.value(path, document)
    }

    fn value(&self, path: &Path, start: &Value) -> Step<Value> {
        let mut found = Vec::new();
        self.walk(path, 0, (start, &()), &mut found)?;
        if !path.definite() {
            // What was found is charged for already; that it is kept, is not.
            let memory = self.budget.items(found.len(), 0);
            memory.map_err(|thrown| Error::limit(thrown.message))?;
            let found = found.into_iter().map(|(value, ())| value).collect();
            return Ok(function::json_list(found));
        }
        let last = found.pop().map(|(value, ())| value);
        last.ok_or_else(|| Error::not_found("the path leads nowhere"))
    }

    /// Evaluates the tokens from `at` on.
    fn walk<W: Way>(
        &self,
        path: &Path,
        at: usize,
        (model, way): At<'_, W>,
        found: &mut Vec<(Value, W)>,
    ) -> Step<()> {
        self.charge(1 + way.length() / 4)?;
        let Some(token) = path.tokens.get(at) else {
            found.push((model.clone(), way.clone()));
            return Ok(());
        };
        match token {
            Token::Property(names) => self.property(path, at, names, (model, way), found),
            Token::Index(indices) => {
                let Some(list) = self.list(path, at, model)? else {
                    return Ok(());
                };
                let items = list.items();
                for index in indices {
                    let index = position(&items, *index);
                    if let Some((index, hit)) = index.and_then(|i| Some((i, items.get(i)?))) {
                        in_list(self.walk(path, at + 1, (hit, &way.item(index)), found))?;
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
                    in_list(self.walk(path, at + 1, (hit, &way.item(index)), found))?;
                }
                Ok(())
            }
            Token::Wildcard => self.wildcard(path, at, (model, way), found),
            Token::Scan => self.scan(path, at + 1, (model, way), found, 0),
            Token::Filter(expression) => match model {
                Value::Map(_) => {
                    if expression.accepts(model, self)? {
                        self.walk(path, at + 1, (model, way), found)?;
                    }
                    Ok(())
                }
                Value::List(list) => {
                    for (index, item) in list.items().iter().enumerate() {
                        if expression.accepts(item, self)? {
                            in_list(self.walk(path, at + 1, (item, &way.item(index)), found))?;
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
                // Its result counts even where the path goes on.
                found.push((result.clone(), way.clone()));
                if at + 1 == path.tokens.len() {
                    return Ok(());
                }
                self.walk(path, at + 1, (&result, way), found)
            }
        }
    }

    fn property<W: Way>(
        &self,
        path: &Path,
        at: usize,
        names: &[Str],
        (model, way): At<'_, W>,
        found: &mut Vec<(Value, W)>,
    ) -> Step<()> {
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
            found.push((Value::Map(Rc::new(merged)), way.clone()));
            return Ok(());
        }
        for name in names {
            match map.get(name) {
                Some(value) => {
                    let way = way.member(name);
                    self.walk(path, at + 1, (&value, &way), found)?;
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

    fn wildcard<W: Way>(
        &self,
        path: &Path,
        at: usize,
        (model, way): At<'_, W>,
        found: &mut Vec<(Value, W)>,
    ) -> Step<()> {
        match model {
            Value::Map(map) => {
                for (key, value) in map.entries().iter() {
                    self.walk(path, at + 1, (value, &way.entry(key)), found)?;
                }
            }
            Value::List(list) => {
                for (index, item) in list.items().iter().enumerate() {
                    match in_list(self.walk(path, at + 1, (item, &way.item(index)), found)) {
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

    /// Applies the token `at`, the one behind `..`, wherever below `model` it fits.
    fn scan<W: Way>(
        &self,
        path: &Path,
        at: usize,
        (model, way): At<'_, W>,
        found: &mut Vec<(Value, W)>,
        depth: usize,
    ) -> Step<()> {
        self.step()?;
        if depth > MAX_WALK {
            return Err(Error::limit(
                "the document is too deep to be scanned; does it hold itself?",
            ));
        }
        if path.tokens.len() == at {
            // Jayway's own state is wrong then.
            return Err(Error::failed("a function can't stand right behind '..'"));
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
                    self.walk(path, at, (model, way), found)?;
                }
                for (key, value) in map.entries().iter() {
                    self.scan(path, at, (value, &way.entry(key)), found, depth + 1)?;
                }
            }
            Value::List(list) => {
                if fits && leaf {
                    self.walk(path, at, (model, way), found)?;
                } else if fits {
                    // Jayway goes on with every item here, whatever the token selects.
                    for (index, item) in list.items().iter().enumerate() {
                        self.walk(path, at + 1, (item, &way.item(index)), found)?;
                    }
                }
                for (index, item) in list.items().iter().enumerate() {
                    self.scan(path, at, (item, &way.item(index)), found, depth + 1)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The list that an index or a slice needs; `None` where an indefinite path passes over what is
    /// none.
    fn list<'m>(
        &self,
        path: &Path,
        at: usize,
        model: &'m Value,
    ) -> Step<Option<&'m vtl::value::List>> {
        match model {
            Value::List(list) => Ok(Some(list)),
            _ if !path.upstream_definite(at) => Ok(None),
            Value::Null => Err(Error::not_found("the path leads to null before its index")),
            _ => Err(Error::not_found("an index needs a list")),
        }
    }
}

/// Ignores an item out of bounds: whatever goes through a list's items does, wherever behind them it happened.
fn in_list(walked: Step<()>) -> Step<()> {
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
        // Between two ends Jayway counts from the end for each index, not for the ends.
        (from, to) => (from.unwrap_or(0), to.unwrap_or(length).min(length)),
    };
    (from.max(-length)..to)
        .filter_map(|index| position(items, index))
        .filter_map(|index| Some((index, items.get(index)?)))
}
