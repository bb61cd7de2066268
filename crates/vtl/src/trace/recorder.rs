//! The trace that records.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

use crate::ast::{Place, Sym};
use crate::methods;
use crate::span::Span;
use crate::value::{Str, Value};

use super::{Origin, Piece, Source, Step, Trace};

/// How many places one value is said to come from.
const MOST_ORIGINS: usize = 1_000;

/// How many pieces are recorded.
const MOST_PIECES: usize = 1_000_000;

/// How many values are looked at for what was put into one.
const MOST_PARTS: usize = 10_000;

/// The number of a place in the input.
type Id = u32;

/// Where a value came from.
#[derive(Clone, Debug, Default)]
pub(crate) enum Origins {
    /// The template alone.
    #[default]
    Nothing,
    /// It is what stands there.
    At(Id),
    /// It was made of what stands there: ascending numbers.
    From(Rc<[Id]>),
}

impl Origins {
    fn ids(&self) -> &[Id] {
        match self {
            Origins::Nothing => &[],
            Origins::At(id) => std::slice::from_ref(id),
            Origins::From(ids) => ids,
        }
    }

    /// What is made of things from here and from there.
    fn and(&self, other: &Origins) -> Origins {
        match (self, other) {
            (Origins::Nothing, Origins::Nothing) => Origins::Nothing,
            (Origins::From(_), Origins::Nothing) => self.clone(),
            (Origins::Nothing, Origins::From(_)) => other.clone(),
            (Origins::From(one), Origins::From(two)) if one == two => self.clone(),
            _ => Origins::of([self.ids(), other.ids()].concat()),
        }
    }

    /// What is made of things from these places.
    fn of(mut ids: Vec<Id>) -> Origins {
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(MOST_ORIGINS);
        match ids.is_empty() {
            true => Origins::Nothing,
            false => Origins::From(ids.into()),
        }
    }
}

/// A place in the input, as a step from another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Way {
    Start(Str),
    Step(Id, Step),
}

/// What was put into a list or a map, by the template, or by a host that said from where.
struct Contents {
    /// Keeps the address from being used again.
    _whole: Value,
    parts: Parts,
}

enum Parts {
    /// One for each item.
    List(Vec<Origins>),
    /// By the key's class and text.
    Map(HashMap<(&'static str, Str), Origins>),
}

struct Written {
    output: Range<usize>,
    span: Span,
    origins: Origins,
}

/// Records the pieces of the output.
#[derive(Default)]
pub(crate) struct Recorder {
    ways: Vec<Way>,
    known: HashMap<Way, Id>,
    made: Origins,
    variables: Vec<Origins>,
    frames: HashMap<*const (), HashMap<Sym, Origins>>,
    contents: HashMap<*const (), Contents>,
    written: Vec<Written>,
}

/// What a `#foreach` walks over.
pub(crate) enum Walk {
    /// A list or a map; of a map, its keys as they are walked.
    Parts {
        whole: Value,
        origins: Origins,
        keys: Vec<Value>,
    },
    /// Something whose items all came from there.
    Other(Origins),
}

/// The address of a list or map.
fn address(value: &Value) -> Option<*const ()> {
    match value {
        Value::List(list) => Some(Rc::as_ptr(list).cast()),
        Value::Map(map) => Some(Rc::as_ptr(map).cast()),
        _ => None,
    }
}

fn key_of(key: &Value) -> (&'static str, Str) {
    (key.type_name(), key.print())
}

impl Recorder {
    /// The pieces, in the order in which they stand in the output.
    pub(crate) fn into_pieces(self) -> Vec<Piece> {
        let written = self.written.iter();
        written
            .map(|written| Piece {
                output: written.output.clone(),
                span: written.span,
                origins: written
                    .origins
                    .ids()
                    .iter()
                    .map(|id| self.origin(*id))
                    .collect(),
            })
            .collect()
    }

    fn origin(&self, mut id: Id) -> Origin {
        let mut steps = Vec::new();
        loop {
            match self.ways.get(id as usize) {
                Some(Way::Step(from, step)) => {
                    steps.push(step.clone());
                    id = *from;
                }
                start => {
                    steps.reverse();
                    let source = match start {
                        Some(Way::Start(source)) => source.clone(),
                        _ => Str::from_static(""),
                    };
                    return Origin { source, steps };
                }
            }
        }
    }

    fn id(&mut self, way: Way) -> Id {
        if let Some(id) = self.known.get(&way) {
            return *id;
        }
        // Steps end a rendering long before four thousand million ways are known.
        let id = self.ways.len() as Id;
        self.ways.push(way.clone());
        self.known.insert(way, id);
        id
    }

    fn id_of(&mut self, origin: Origin) -> Id {
        let start = self.id(Way::Start(origin.source));
        let steps = origin.steps.into_iter();
        steps.fold(start, |from, step| self.id(Way::Step(from, step)))
    }

    /// The origins of the part of `whole` under `key`, where `whole` itself came from `origins`.
    fn part(&mut self, whole: &Value, origins: &Origins, key: &Value) -> Origins {
        let contents = address(whole).and_then(|address| self.contents.get(&address));
        let put = match (contents.map(|contents| &contents.parts), key) {
            (Some(Parts::List(items)), Value::Integer(at)) => {
                usize::try_from(*at).ok().and_then(|at| items.get(at))
            }
            (Some(Parts::Map(entries)), key) => entries.get(&key_of(key)),
            _ => None,
        };
        if let Some(put) = put {
            return put.clone();
        }
        let step = match (whole, key) {
            (Value::List(_), Value::Integer(at)) => usize::try_from(*at).ok().map(Step::Index),
            (Value::Map(_), key) => Some(Step::Key(key.print())),
            _ => None,
        };
        match (origins, step) {
            (Origins::At(id), Some(step)) => Origins::At(self.id(Way::Step(*id, step))),
            _ => origins.clone(),
        }
    }

    /// The origins of all parts of `whole`, in their order.
    fn parts(&mut self, whole: &Value, origins: &Origins) -> Vec<Origins> {
        let keys: Vec<Value> = match (whole, methods::walked_map(whole)) {
            (Value::List(list), _) => indices(list.items().len()).collect(),
            (_, Some(map)) => map.walk().into_iter().map(|(key, _)| key).collect(),
            _ => Vec::new(),
        };
        let map = methods::walked_map(whole).map(Value::Map);
        let whole = map.as_ref().unwrap_or(whole);
        keys.iter()
            .map(|key| self.part(whole, origins, key))
            .collect()
    }

    fn fill(&mut self, whole: &Value, parts: Parts) {
        if let Some(address) = address(whole) {
            let _whole = whole.clone();
            self.contents.insert(address, Contents { _whole, parts });
        }
    }

    /// The origins of the items of a list that has `length` of them, to be changed as it is.
    fn items(
        &mut self,
        list: &Value,
        origins: &Origins,
        length: usize,
    ) -> Option<&mut Vec<Origins>> {
        let address = address(list)?;
        let known = match self.contents.get(&address).map(|contents| &contents.parts) {
            Some(Parts::List(items)) => items.len() == length,
            _ => false,
        };
        if !known {
            let items = indices(length)
                .map(|at| self.part(list, origins, &at))
                .collect();
            self.fill(list, Parts::List(items));
        }
        match &mut self.contents.get_mut(&address)?.parts {
            Parts::List(items) => Some(items),
            Parts::Map(_) => None,
        }
    }

    fn entry(&mut self, map: &Value, key: &Value, origins: Origins) {
        let Some(address) = address(map) else { return };
        let contents = self.contents.entry(address).or_insert_with(|| Contents {
            _whole: map.clone(),
            parts: Parts::Map(HashMap::new()),
        });
        if let Parts::Map(entries) = &mut contents.parts {
            entries.insert(key_of(key), origins);
        }
    }

    /// What a method of a map gives, where that is one of its parts or the whole; what it puts in.
    fn map_answer(
        &mut self,
        whole: (&Value, &Origins),
        name: &str,
        arguments: (&[Value], &[Origins]),
        answer: &Value,
    ) -> Option<Origins> {
        let (map, from) = whole;
        match (name, arguments) {
            ("keySet" | "values" | "entrySet" | "clone", ([], _)) => Some(from.clone()),
            ("get" | "remove" | "getOrDefault", ([key, ..], _)) => Some(self.part(map, from, key)),
            ("put" | "replace" | "putIfAbsent", ([key, _], [_, origins])) => {
                let old = self.part(map, from, key);
                if name != "putIfAbsent" || matches!(answer, Value::Null) {
                    self.entry(map, key, origins.clone());
                }
                Some(old)
            }
            ("putAll", ([other @ Value::Map(entries)], [origins])) => {
                for (key, _) in entries.walk() {
                    let part = self.part(other, origins, &key);
                    self.entry(map, &key, part);
                }
                None
            }
            _ => None,
        }
    }

    /// What a method of a list gives, where that is one of its parts; what it changes.
    fn list_answer(
        &mut self,
        whole: (&Value, &Origins),
        name: &str,
        arguments: (&[Value], &[Origins]),
        answer: &Value,
    ) -> Option<Origins> {
        let (list, from) = whole;
        let length = match list {
            Value::List(list) => list.items().len(),
            _ => 0,
        };
        let index = match arguments {
            ([Value::Integer(at), ..], _) => usize::try_from(*at).unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        match (name, arguments) {
            ("get", ([at], _)) => Some(self.part(list, from, at)),
            ("set", ([at, _], [_, new])) => {
                let old = self.part(list, from, at);
                let slot = self.items(list, from, length)?.get_mut(index)?;
                *slot = new.clone();
                Some(old)
            }
            ("add", ([_], [new])) => {
                self.items(list, from, length.saturating_sub(1))?
                    .push(new.clone());
                None
            }
            ("add", ([_, _], [_, new])) => {
                let items = self.items(list, from, length.saturating_sub(1))?;
                items.insert(index.min(items.len()), new.clone());
                None
            }
            ("addAll", ([more], [origins])) => {
                let more = self.parts(more, origins);
                let before = length.saturating_sub(more.len());
                self.items(list, from, before)?.extend(more);
                None
            }
            ("remove", ([Value::Integer(_)], _)) => {
                let items = self.items(list, from, length + 1)?;
                (index < items.len()).then(|| items.remove(index))
            }
            // Which item is where now is not followed.
            ("remove" | "removeAll" | "retainAll" | "sort" | "addAll", (_, origins)) => {
                let all = self.parts(list, from);
                let all = all
                    .iter()
                    .chain(origins)
                    .fold(from.clone(), |all, part| all.and(part));
                self.fill(list, Parts::List(vec![all; length]));
                None
            }
            ("subList", ([Value::Integer(_), Value::Integer(to)], _)) => {
                let parts = (index..usize::try_from(*to).unwrap_or_default())
                    .filter_map(|at| i32::try_from(at).ok())
                    .map(|at| self.part(list, from, &Value::Integer(at)))
                    .collect();
                self.fill(answer, Parts::List(parts));
                None
            }
            ("toArray" | "clone", ([], _)) => {
                let parts = self.parts(list, from);
                self.fill(answer, Parts::List(parts));
                None
            }
            _ => None,
        }
    }

    /// What the host says of an answer.
    fn told(&mut self, source: Source, answer: &Value) -> Origins {
        match source {
            Source::At(origin) => Origins::At(self.id_of(origin)),
            Source::From(origins) => Origins::of(
                origins
                    .into_iter()
                    .map(|origin| self.id_of(origin))
                    .collect(),
            ),
            Source::Each(origins) => {
                let ids: Vec<Id> = origins
                    .into_iter()
                    .map(|origin| self.id_of(origin))
                    .collect();
                let items = ids.iter().copied().map(Origins::At).collect();
                self.fill(answer, Parts::List(items));
                Origins::of(ids)
            }
        }
    }

    fn piece(&mut self, output: Range<usize>, span: Span, place: &Place, origins: Origins) {
        if !output.is_empty() {
            self.written.push(Written {
                output,
                span: place.origin.span(span),
                origins,
            });
        }
    }
}

fn indices(length: usize) -> impl Iterator<Item = Value> {
    // No list is longer: its indices are Java's.
    (0..i32::try_from(length).unwrap_or(i32::MAX)).map(Value::Integer)
}

impl Trace for Recorder {
    type Origins = Origins;
    type Arguments = Vec<Origins>;
    type Walk = Walk;

    fn declare(&mut self, name: &str, value: &Value) {
        let origins = match value {
            // An object tells by itself what its answers came from.
            Value::Null | Value::Object(_) => Origins::Nothing,
            _ => Origins::At(self.id(Way::Start(name.into()))),
        };
        self.variables.push(origins);
    }

    fn take(&mut self) -> Origins {
        std::mem::take(&mut self.made)
    }

    fn give(&mut self, origins: Origins) {
        self.made = origins;
    }

    fn literal(&mut self) {
        self.made = Origins::Nothing;
    }

    fn join(&mut self, others: Origins) {
        self.made = others.and(&self.made);
    }

    fn variable(&mut self, name: Sym) {
        self.made = self
            .variables
            .get(name as usize)
            .cloned()
            .unwrap_or_default();
    }

    fn assign(&mut self, name: Sym) {
        if let Some(variable) = self.variables.get_mut(name as usize) {
            *variable = self.made.clone();
        }
    }

    fn enter(&mut self, frame: *const ()) {
        self.frames.remove(&frame);
    }

    fn local(&mut self, frame: *const (), name: Sym) {
        let locals = self.frames.get(&frame);
        self.made = locals
            .and_then(|locals| locals.get(&name).cloned())
            .unwrap_or_default();
    }

    fn assign_local(&mut self, frame: *const (), name: Sym) {
        let locals = self.frames.entry(frame).or_default();
        locals.insert(name, self.made.clone());
    }

    fn property(&mut self, whole: &Value, name: &str, found: &Value) {
        let from = self.take();
        self.made = match whole {
            Value::Map(_) => self.part(whole, &from, &Value::from(name)),
            Value::Object(_) if methods::is_entry(whole) => from,
            Value::Object(object) => match object.source(name, &[], found) {
                Some(source) => self.told(source, found),
                None => from.and(&Origins::Nothing),
            },
            _ => from.and(&Origins::Nothing),
        };
    }

    fn index(&mut self, whole: &Value, origins: Origins, index: &Value) {
        self.made = self.part(whole, &origins, index);
    }

    fn argument(&mut self, arguments: &mut Vec<Origins>) {
        arguments.push(self.take());
    }

    fn answer(
        &mut self,
        (whole, from): (&Value, Origins),
        name: &str,
        (arguments, origins): (&[Value], Vec<Origins>),
        answer: &Value,
    ) {
        let special = match whole {
            Value::Map(_) => self.map_answer((whole, &from), name, (arguments, &origins), answer),
            Value::List(_) => self.list_answer((whole, &from), name, (arguments, &origins), answer),
            Value::Object(_) if methods::is_entry(whole) => {
                matches!(name, "getKey" | "getValue").then(|| from.clone())
            }
            Value::Object(object) => object
                .source(name, arguments, answer)
                .map(|source| self.told(source, answer)),
            _ => None,
        };
        if let Some(special) = special {
            self.made = special;
            return;
        }
        self.made = origins.iter().fold(from, |all, one| all.and(one));
        if matches!(self.made, Origins::At(_)) {
            self.join(Origins::Nothing);
        }
        if matches!(answer, Value::String(_)) {
            self.shows(whole);
            arguments.iter().for_each(|argument| self.shows(argument));
        }
    }

    fn made(&mut self, whole: &Value, parts: Vec<Origins>) {
        self.literal();
        match whole {
            Value::List(_) => self.fill(whole, Parts::List(parts)),
            Value::Map(map) => {
                let entries = map.entries();
                let keys = entries.iter().map(|(key, _)| key_of(key));
                let parts = match entries.len() == parts.len() {
                    true => keys.zip(parts).collect(),
                    // A key stands there twice.
                    false => {
                        let all = parts.iter().fold(Origins::Nothing, |all, one| all.and(one));
                        keys.map(|key| (key, all.clone())).collect()
                    }
                };
                drop(entries);
                self.fill(whole, Parts::Map(parts));
            }
            _ => {}
        }
    }

    fn set(&mut self, (whole, from): (&Value, Origins), key: &Value, origins: Origins) {
        match (whole, key) {
            (Value::Map(_), _) => self.entry(whole, key, origins),
            (Value::List(list), Value::Integer(at)) => {
                let length = list.items().len();
                let slot = usize::try_from(*at).ok();
                let items = self.items(whole, &from, length);
                if let Some(slot) = slot.and_then(|at| items?.get_mut(at)) {
                    *slot = origins;
                }
            }
            _ => {}
        }
    }

    fn walk(&mut self, items: &Value) -> Walk {
        let origins = self.take();
        match (items, methods::walked_map(items)) {
            (Value::List(_), _) => Walk::Parts {
                whole: items.clone(),
                origins,
                keys: Vec::new(),
            },
            (_, Some(map)) => Walk::Parts {
                keys: map.walk().into_iter().map(|(key, _)| key).collect(),
                whole: Value::Map(map),
                origins,
            },
            _ => Walk::Other(origins.and(&Origins::Nothing)),
        }
    }

    fn item(&mut self, walk: &Walk, at: usize) {
        self.made = match walk {
            Walk::Parts {
                whole,
                origins,
                keys,
            } => match keys.get(at) {
                Some(key) => self.part(whole, origins, key),
                None => {
                    let at = Value::Integer(i32::try_from(at).unwrap_or(i32::MAX));
                    self.part(whole, origins, &at)
                }
            },
            Walk::Other(origins) => origins.clone(),
        };
    }

    fn shows(&mut self, value: &Value) {
        if self.contents.is_empty() {
            return;
        }
        let mut ids = Vec::new();
        let mut seen = HashSet::new();
        let mut pending = vec![value.clone()];
        while let Some(value) = pending.pop() {
            let value = methods::walked_map(&value).map_or(value, Value::Map);
            let Some(address) = address(&value) else {
                continue;
            };
            if seen.len() > MOST_PARTS || !seen.insert(address) {
                continue;
            }
            match self.contents.get(&address).map(|contents| &contents.parts) {
                Some(Parts::List(items)) => ids.extend(items.iter().flat_map(Origins::ids)),
                Some(Parts::Map(entries)) => ids.extend(entries.values().flat_map(Origins::ids)),
                None => {}
            }
            match &value {
                Value::List(list) => pending.extend(list.items().iter().cloned()),
                Value::Map(map) => pending.extend(map.entries().iter().map(|(_, v)| v.clone())),
                _ => {}
            }
        }
        if !ids.is_empty() {
            self.join(Origins::of(ids));
        }
    }

    fn wrote(&mut self, output: Range<usize>, span: Span, place: &Place) {
        self.piece(output, span, place, Origins::Nothing);
    }

    fn wrote_value(&mut self, output: Range<usize>, span: Span, place: &Place, value: &Value) {
        self.shows(value);
        let origins = self.take();
        self.piece(output, span, place, origins);
    }

    fn mark(&self) -> usize {
        self.written.len()
    }

    fn capture(&mut self, mark: usize) {
        let pieces = self.written.drain(mark.min(self.written.len())..);
        let ids = pieces.flat_map(|piece| piece.origins.ids().to_vec());
        self.made = Origins::of(ids.collect());
    }

    fn is_full(&self) -> bool {
        self.written.len() > MOST_PIECES
    }
}
