//! The trace that records provenance.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::ast::SourceText;
use crate::budget::Budget;
use crate::names::Sym;
use crate::span::Span;
use crate::value::{self, Value};

use super::contents::{Call, Contents, Parts, Put, key_of};
use super::places::{Id, Location, Origins};
use super::{Piece, Source, StepKind, Steps, Trace};

/// How many pieces are recorded.
const MOST_PIECES: usize = 1_000_000;

struct Written {
    output: Range<usize>,
    span: Span,
    origins: Origins,
}

/// Records the pieces of the output.
#[derive(Default)]
pub(crate) struct Recorder {
    /// The origins of the current value.
    current: Origins,
    variables: Vec<Origins>,
    frames: HashMap<*const (), HashMap<Sym, Origins>>,
    contents: Contents,
    written: Vec<Written>,
    /// Shared with the caller, who has the steps of a rendering that failed, too.
    steps: Option<Rc<RefCell<Steps>>>,
}

/// What a `#foreach` iterates over.
pub(crate) enum Walk {
    /// A list or a map; of a map, its entries as they are walked.
    Parts {
        whole: Value,
        origins: Origins,
        entries: Option<value::Walk>,
        /// The items are the keys, not the values.
        are_keys: bool,
    },
    /// Something whose items all have these origins.
    Other(Origins),
}

impl Recorder {
    /// One that also records the steps.
    pub(crate) fn with_steps(steps: Rc<RefCell<Steps>>) -> Recorder {
        Recorder {
            steps: Some(steps),
            ..Recorder::default()
        }
    }

    /// The pieces, in the order of the output.
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
                    .map(|id| self.contents.places.origin(*id))
                    .collect(),
            })
            .collect()
    }

    /// The origins that a host's object reports for an answer.
    fn origins_of(&mut self, source: Source, answer: &Value) -> Origins {
        match source {
            Source::At(origin) => Origins::At(self.contents.places.id_of(origin)),
            Source::From(origins) => Origins::of(
                origins
                    .into_iter()
                    .map(|origin| self.contents.places.id_of(origin))
                    .collect(),
            ),
            Source::Each(origins) => {
                let ids: Vec<Id> = origins
                    .into_iter()
                    .map(|origin| self.contents.places.id_of(origin))
                    .collect();
                let items = ids.iter().copied().map(Origins::At).collect();
                self.contents.fill(answer, Parts::List(items));
                Origins::of(ids)
            }
        }
    }

    /// The origins of the answer of a map entry, where the entry came from `from`.
    fn of_entry(&self, map: &Value, key: &Value, name: &str, from: Origins) -> Origins {
        match (self.contents.put(map, key), name) {
            (Some(put), "key" | "Key" | "getKey") => put.key.clone(),
            (Some(put), "toString") => put.key.and(&put.value),
            (Some(put), _) => put.value.clone(),
            (None, _) => from,
        }
    }

    fn piece(&mut self, output: Range<usize>, span: Span, place: &SourceText, origins: Origins) {
        if !output.is_empty() {
            self.written.push(Written {
                output,
                span: place.origin.span(span),
                origins,
            });
        }
    }
}

impl Trace for Recorder {
    type Origins = Origins;
    type Arguments = Vec<Origins>;
    type Walk = Walk;

    fn declare(&mut self, name: &str, value: &Value) {
        let origins = match value {
            // An object reports the origins of its answers.
            Value::Null | Value::Object(_) => Origins::Nothing,
            _ => Origins::At(self.contents.places.id(Location::Start(name.into()))),
        };
        self.variables.push(origins);
    }

    fn take_origins(&mut self) -> Origins {
        std::mem::take(&mut self.current)
    }

    fn set_origins(&mut self, origins: Origins) {
        self.current = origins;
    }

    fn literal(&mut self) {
        self.current = Origins::Nothing;
    }

    fn merge_origins(&mut self, others: Origins) {
        self.current = others.and(&self.current);
    }

    fn variable(&mut self, name: Sym) {
        self.current = self
            .variables
            .get(name as usize)
            .cloned()
            .unwrap_or_default();
    }

    fn assign(&mut self, name: Sym) {
        if let Some(variable) = self.variables.get_mut(name as usize) {
            *variable = self.current.clone();
        }
    }

    fn enter(&mut self, frame: *const ()) {
        self.frames.remove(&frame);
    }

    fn local(&mut self, frame: *const (), name: Sym) {
        let locals = self.frames.get(&frame);
        self.current = locals
            .and_then(|locals| locals.get(&name).cloned())
            .unwrap_or_default();
    }

    fn assign_local(&mut self, frame: *const (), name: Sym) {
        let locals = self.frames.entry(frame).or_default();
        locals.insert(name, self.current.clone());
    }

    fn property(&mut self, whole: &Value, name: &str, found: &Value) {
        let from = self.take_origins();
        self.current = match whole {
            Value::Map(_) => self.contents.part(whole, &from, &Value::from(name)),
            Value::Object(object) => match value::entry_of(whole) {
                Some((map, key)) => self.of_entry(&map, &key, name, from),
                None => match object.source(name, &[], found) {
                    Some(source) => self.origins_of(source, found),
                    None => from.and(&Origins::Nothing),
                },
            },
            _ => from.and(&Origins::Nothing),
        };
    }

    fn index(&mut self, whole: &Value, origins: Origins, index: &Value) {
        self.current = self.contents.part(whole, &origins, index);
    }

    fn argument(&mut self, arguments: &mut Vec<Origins>) {
        arguments.push(self.take_origins());
    }

    fn answer(
        &mut self,
        (whole, from): (&Value, Origins),
        name: &str,
        (arguments, origins): (&[Value], Vec<Origins>),
        answer: &Value,
    ) {
        // A block that the method printed left its origins.
        let printed = self.take_origins();
        let special = match whole {
            Value::Map(_) | Value::List(_) => self.contents.answer(Call {
                whole,
                from: &from,
                name,
                arguments,
                origins: &origins,
                answer,
            }),
            Value::Object(object) => match value::entry_of(whole) {
                Some((map, key)) => match (name, &*origins) {
                    ("setValue", [new]) => {
                        let old = self.of_entry(&map, &key, name, from.clone());
                        let put = Put {
                            key: from.clone(),
                            value: new.clone(),
                        };
                        self.contents.entry(&map, &key, put);
                        Some(old)
                    }
                    ("getKey" | "getValue" | "toString", _) => {
                        Some(self.of_entry(&map, &key, name, from.clone()))
                    }
                    _ => None,
                },
                None => object
                    .source(name, arguments, answer)
                    .map(|source| self.origins_of(source, answer)),
            },
            _ => None,
        };
        if let Some(special) = special {
            self.current = special;
            return;
        }
        self.current = origins.iter().fold(from, |all, one| all.and(one));
        if !printed.ids().is_empty() {
            self.merge_origins(printed);
        }
        if matches!(self.current, Origins::At(_)) {
            self.merge_origins(Origins::Nothing);
        }
        if matches!(answer, Value::String(_) | Value::Character(_)) {
            self.shows(whole);
            arguments.iter().for_each(|argument| self.shows(argument));
        }
    }

    fn made(&mut self, whole: &Value, parts: Vec<Origins>) {
        self.literal();
        match whole {
            Value::List(_) => self.contents.fill(whole, Parts::List(parts)),
            Value::Map(map) => {
                let entries = map.entries();
                let keys = entries.iter().map(|(key, _)| key_of(key));
                // Keys and values alternate.
                let parts = match entries.len() * 2 == parts.len() {
                    true => {
                        let puts = parts.chunks_exact(2).map(|pair| match pair {
                            [key, value] => Put {
                                key: key.clone(),
                                value: value.clone(),
                            },
                            _ => Put::default(),
                        });
                        keys.zip(puts).collect()
                    }
                    // A key occurs twice.
                    false => {
                        let all = parts.iter().fold(Origins::Nothing, |all, one| all.and(one));
                        let (key, value) = (all.clone(), all);
                        keys.zip(std::iter::repeat(Put { key, value })).collect()
                    }
                };
                drop(entries);
                self.contents.fill(whole, Parts::Map(parts));
            }
            _ => {}
        }
    }

    fn set(&mut self, (whole, from): (&Value, Origins), key: &Value, origins: Origins) {
        match (whole, key) {
            (Value::Map(_), _) => {
                // The current value is the key.
                let of_key = self.take_origins();
                let put = Put {
                    key: of_key,
                    value: origins,
                };
                self.contents.entry(whole, key, put);
            }
            (Value::List(list), Value::Integer(at)) => {
                let length = list.items().len();
                let slot = usize::try_from(*at).ok();
                let items = self.contents.items(whole, &from, length);
                if let Some(slot) = slot.and_then(|at| items?.get_mut(at)) {
                    *slot = origins;
                }
            }
            _ => {}
        }
    }

    fn walk(&mut self, items: &Value) -> Walk {
        let origins = self.take_origins();
        match (items, value::walked_map(items)) {
            (Value::List(_), _) => Walk::Parts {
                whole: items.clone(),
                origins,
                entries: None,
                are_keys: false,
            },
            (_, Some(map)) => match map.walk(&Budget::default()) {
                Ok(entries) => Walk::Parts {
                    entries: Some(entries),
                    whole: Value::Map(map),
                    origins,
                    are_keys: value::shows_keys(items),
                },
                Err(_) => Walk::Other(origins.and(&Origins::Nothing)),
            },
            _ => Walk::Other(origins.and(&Origins::Nothing)),
        }
    }

    fn item(&mut self, walk: &Walk, at: usize) {
        self.current = match walk {
            Walk::Parts {
                whole,
                origins,
                entries,
                are_keys,
            } => match entries.as_ref().and_then(|entries| entries.entry(at)) {
                Some((key, _)) => {
                    let value = self.contents.part(whole, origins, &key);
                    match self.contents.put(whole, &key) {
                        Some(put) if *are_keys => put.key.clone(),
                        _ => value,
                    }
                }
                None => {
                    let at = Value::Integer(i32::try_from(at).unwrap_or(i32::MAX));
                    self.contents.part(whole, origins, &at)
                }
            },
            Walk::Other(origins) => origins.clone(),
        };
    }

    fn shows(&mut self, value: &Value) {
        let ids = self.contents.shown(value);
        if !ids.is_empty() {
            self.merge_origins(Origins::of(ids));
        }
    }

    fn wrote(&mut self, output: Range<usize>, span: Span, place: &SourceText) {
        self.piece(output, span, place, Origins::Nothing);
    }

    fn wrote_value(&mut self, output: Range<usize>, span: Span, place: &SourceText, value: &Value) {
        self.shows(value);
        let origins = self.take_origins();
        self.piece(output, span, place, origins);
    }

    fn takes_over(&mut self, from: usize) {
        if let Some(last) = self.written.pop_if(|last| last.output.start == from) {
            self.merge_origins(last.origins);
        }
    }

    fn mark(&self) -> usize {
        self.written.len()
    }

    fn capture(&mut self, mark: usize) {
        let pieces = self.written.drain(mark.min(self.written.len())..);
        let ids = pieces.flat_map(|piece| piece.origins.ids().to_vec());
        self.current = Origins::of(ids.collect());
    }

    fn came_from(&mut self, mark: usize, origins: Origins) {
        if !origins.ids().is_empty() {
            for written in self.written.iter_mut().skip(mark) {
                written.origins = written.origins.and(&origins);
            }
        }
    }

    fn step(
        &mut self,
        kind: StepKind,
        span: Span,
        place: &SourceText,
        value: &Value,
        output: usize,
    ) {
        if let Some(steps) = &self.steps {
            let span = place.origin.span(span);
            steps.borrow_mut().record(kind, span, value, output);
        }
    }

    fn is_full(&self) -> bool {
        self.written.len() > MOST_PIECES
    }
}
