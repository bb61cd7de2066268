//! Provenance: which part of a template wrote a piece of the output, and which part of the input
//! came out there. [The crate's documentation](crate#provenance) shows how it is used.

// The evaluator reports each value to a `Trace` right after creating it. The trace holds the origins of that
// current value, as a register would; from there they are stored with variables, merged with others or recorded
// with a piece of output. So no value carries origins, and `Off`, whose methods are all empty, costs nothing.

mod contents;
mod places;
mod recorder;
mod steps;

use std::ops::Range;

use crate::ast::SourceText;
use crate::names::Sym;
use crate::rendered::Rendered;
use crate::span::Span;
use crate::value::Value;

pub use crate::value::{Origin, Segment, Source};
pub(crate) use recorder::Recorder;
pub use steps::{Step, StepKind, Steps};

/// A piece of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its bytes in the output. Never empty.
    pub output: Range<usize>,
    /// The text or the reference that wrote it, in the template's source. What `#evaluate` wrote has
    /// the span of that directive.
    pub span: Span,
    /// Where in the input it came from, without repetition, at most 1,000 places; none for the
    /// template's own text.
    pub origins: Vec<Origin>,
}

/// The result of [`Template::render_traced`](crate::Template::render_traced).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The text and the diagnostics, the same as those of [`Template::render`](crate::Template::render).
    pub rendered: Rendered,
    /// The pieces of the text, in order, without gap or overlap.
    pub pieces: Vec<Piece>,
}

impl Traced {
    /// The piece that holds the byte `at` of the text.
    pub fn piece_at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.output.end <= at);
        self.pieces.get(after)
    }
}

/// What the evaluator reports. The default of each method does nothing.
pub(crate) trait Trace {
    /// Whether it records. The evaluator uses its fast paths only if it does not.
    const ON: bool = true;
    /// The origins of a value.
    type Origins: Clone + Default;
    /// The origins of a call's arguments.
    type Arguments: Default;
    /// The origins of what a `#foreach` iterates over.
    type Walk;

    /// The variable with the next number, and its value in the context.
    fn declare(&mut self, _name: &str, _value: &Value) {}

    /// Takes the origins of the current value.
    fn take_origins(&mut self) -> Self::Origins {
        Self::Origins::default()
    }

    /// Sets the origins of the current value.
    fn set_origins(&mut self, _origins: Self::Origins) {}

    /// The current value came from the template alone.
    fn literal(&mut self) {}

    /// Merges more origins into those of the current value.
    fn merge_origins(&mut self, _others: Self::Origins) {}

    /// A variable was read.
    fn variable(&mut self, _name: Sym) {}

    /// The current value was assigned to a variable.
    fn assign(&mut self, _name: Sym) {}

    /// A macro is called: the frame at this address has no variables yet.
    fn enter(&mut self, _frame: *const ()) {}

    /// A variable of a frame was read.
    fn local(&mut self, _frame: *const (), _name: Sym) {}

    /// The current value was assigned to a variable of a frame.
    fn assign_local(&mut self, _frame: *const (), _name: Sym) {}

    /// A property of the current value was read.
    fn property(&mut self, _whole: &Value, _name: &str, _found: &Value) {}

    /// An item of a value with these origins was read.
    fn index(&mut self, _whole: &Value, _origins: Self::Origins, _index: &Value) {}

    /// The current value is the next argument of a call.
    fn argument(&mut self, _arguments: &mut Self::Arguments) {}

    /// A method was called.
    fn answer(
        &mut self,
        _whole: (&Value, Self::Origins),
        _name: &str,
        _arguments: (&[Value], Self::Arguments),
        _answer: &Value,
    ) {
    }

    /// A list or a map was created from parts, with the origins of each; of a map, keys and values alternate.
    fn made(&mut self, _whole: &Value, _parts: Self::Arguments) {}

    /// A value with these origins was put into another one. The current value is the key.
    fn set(&mut self, _whole: (&Value, Self::Origins), _key: &Value, _origins: Self::Origins) {}

    /// A `#foreach` iterates over the current value.
    fn walk(&mut self, _items: &Value) -> Self::Walk;

    /// The item of this index became the current value.
    fn item(&mut self, _walk: &Self::Walk, _at: usize) {}

    /// The current value is a text that contains `value`.
    fn shows(&mut self, _value: &Value) {}

    /// The template's own text was written.
    fn wrote(&mut self, _output: Range<usize>, _span: Span, _place: &SourceText) {}

    /// The current value was written.
    fn wrote_value(
        &mut self,
        _output: Range<usize>,
        _span: Span,
        _place: &SourceText,
        _value: &Value,
    ) {
    }

    /// The output from `from` on is replaced, as part of the current value.
    fn takes_over(&mut self, _from: usize) {}

    /// How many pieces were written.
    fn mark(&self) -> usize {
        0
    }

    /// The output since this mark became the current value.
    fn capture(&mut self, _mark: usize) {}

    /// The template that wrote the output since this mark has these origins.
    fn came_from(&mut self, _mark: usize, _origins: Self::Origins) {}

    /// A step of the rendering; `output` is the length of the output so far.
    fn step(
        &mut self,
        _kind: StepKind,
        _span: Span,
        _place: &SourceText,
        _value: &Value,
        _output: usize,
    ) {
    }

    /// Whether no more can be recorded.
    fn is_full(&self) -> bool {
        false
    }
}

/// Records nothing.
pub(crate) struct Off;

impl Trace for Off {
    const ON: bool = false;
    type Origins = ();
    type Arguments = ();
    type Walk = ();

    fn walk(&mut self, _items: &Value) {}
}
