//! A rendering step by step: each value that is read, written or assigned, each condition, each round of a loop.

use crate::budget::Budget;
use crate::limits::Limits;
use crate::span::Span;
use crate::value::Value;

/// The most characters of a value that a step shows.
const MOST_CHARACTERS: usize = 200;

/// What happened at a [`Step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A reference was read as a part of an expression.
    Read,
    /// A reference is about to be written to the output.
    Write,
    /// `#set` has evaluated its right side.
    Set,
    /// A condition of `#if` or `#elseif` was decided.
    Condition,
    /// `#foreach` begins a round, the number of which counts from 1.
    Round(usize),
}

/// A step of a rendering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happened.
    pub kind: StepKind,
    /// The reference or directive, in the template's source: of a loop with its block, of a condition only the `#if`, or what an
    /// `#elseif` compares.
    pub span: Span,
    /// Its value, at most 200 characters of it; what it is where it can't be printed; `None` if there is none.
    pub value: Option<String>,
    /// The length of the output so far, in bytes. Inside of a string in double quotes, of that string.
    pub output: usize,
}

/// The steps of a rendering, up to a number of them.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// The first ones.
    pub list: Vec<Step>,
    /// How many there were.
    pub total: usize,
    /// The last value of the reference that ends at the watched place.
    pub watched: Option<Value>,
    most: usize,
    watch: Option<usize>,
}

impl Steps {
    /// No step yet; at most `most` are recorded, and the value of the reference that ends before the byte `watch`.
    pub(crate) fn new(most: usize, watch: Option<usize>) -> Steps {
        Steps {
            most,
            watch,
            ..Steps::default()
        }
    }

    pub(super) fn record(&mut self, kind: StepKind, span: Span, value: &Value, output: usize) {
        self.total += 1;
        if matches!(kind, StepKind::Read | StepKind::Write) && self.watch == Some(span.end) {
            self.watched = Some(value.clone());
        }
        if self.list.len() < self.most {
            self.list.push(Step {
                kind,
                span,
                value: described(value),
                output,
            });
        }
    }
}

/// The value as text. A large one is named only: printing it at each step would take longer than the rendering.
fn described(value: &Value) -> Option<String> {
    let limits = Limits {
        steps: 200,
        string: 4_000,
        ..Limits::default()
    };
    if let Value::String(text) = value {
        return Some(cut(text));
    }
    let printed = value.print_within(&Budget::new(&limits));
    match (value, printed) {
        (Value::Null, _) => None,
        // A block of `#define` is printed where it is written.
        (Value::Object(_), Ok(text)) if text.is_empty() => Some("a block or an object".to_owned()),
        (_, Ok(text)) => Some(cut(&text)),
        (Value::List(list), Err(_)) => Some(format!("a list of {} items", list.items().len())),
        (Value::Map(map), Err(_)) => Some(format!("a map of {} entries", map.len())),
        (_, Err(_)) => Some("a large value".to_owned()),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
