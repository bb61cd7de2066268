//! Provenance: which part of a template wrote a piece of the output, and which part of the input
//! came out there. [The crate's documentation](crate#provenance) shows how it is used.

// The evaluator tells a `Trace` of each value that it makes, right after making it; the trace keeps the
// origins of the value made last, as a register would, and from there they are stored with variables,
// joined with others or written down with a piece of output. So nothing that the evaluator hands around
// carries origins, and `Off`, whose methods are all empty, costs nothing.

mod contents;
mod places;
mod recorder;

use std::ops::Range;

use crate::ast::Place;
use crate::names::Sym;
use crate::rendered::Rendered;
use crate::span::Span;
use crate::value::Value;

pub use crate::value::{Origin, Source, Step};
pub(crate) use recorder::Recorder;

/// A piece of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the output, in bytes. Never empty.
    pub output: Range<usize>,
    /// The text or the reference that wrote it, in the template's source. What `#evaluate` wrote has
    /// the span of that directive.
    pub span: Span,
    /// Where in the input it came from, without repetition, at most 1,000 places; none for what the
    /// template says by itself.
    pub origins: Vec<Origin>,
}

/// What [`Template::render_traced`](crate::Template::render_traced) gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traced {
    /// The text and the diagnostics, the same that [`Template::render`](crate::Template::render)
    /// gives.
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

/// What the evaluator tells of its work. Each method does nothing where it is not written anew.
pub(crate) trait Trace {
    /// Whether it listens at all.
    const ON: bool = true;
    /// Where a value came from.
    type Origins: Clone + Default;
    /// Those of a call's arguments.
    type Arguments: Default;
    /// Those of what a `#foreach` walks over.
    type Walk;

    /// The variable that gets the next number, as the context has it.
    fn declare(&mut self, _name: &str, _value: &Value) {}

    /// The origins of the value made last.
    fn take(&mut self) -> Self::Origins {
        Self::Origins::default()
    }

    /// The value made last came from there.
    fn give(&mut self, _origins: Self::Origins) {}

    /// The value made last came from nowhere but the template.
    fn literal(&mut self) {}

    /// The value made last was made of others, too, which came from there.
    fn join(&mut self, _others: Self::Origins) {}

    /// A variable was read.
    fn variable(&mut self, _name: Sym) {}

    /// The value made last was put into a variable.
    fn assign(&mut self, _name: Sym) {}

    /// A macro is called: the frame at that address has no variables yet.
    fn enter(&mut self, _frame: *const ()) {}

    /// A variable of a frame was read.
    fn local(&mut self, _frame: *const (), _name: Sym) {}

    /// The value made last was put into a variable of a frame.
    fn assign_local(&mut self, _frame: *const (), _name: Sym) {}

    /// A property was read of the value made last.
    fn property(&mut self, _whole: &Value, _name: &str, _found: &Value) {}

    /// An item was read of a value, which came from there.
    fn index(&mut self, _whole: &Value, _origins: Self::Origins, _index: &Value) {}

    /// The value made last is the next argument of a call.
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

    /// A list or a map was made of parts, with the origins of each; of a map, of key and value by turns.
    fn made(&mut self, _whole: &Value, _parts: Self::Arguments) {}

    /// A value that came from there was put into a part of another. The key is the value made last.
    fn set(&mut self, _whole: (&Value, Self::Origins), _key: &Value, _origins: Self::Origins) {}

    /// A `#foreach` walks over the value made last.
    fn walk(&mut self, _items: &Value) -> Self::Walk;

    /// The item of that number was taken.
    fn item(&mut self, _walk: &Self::Walk, _at: usize) {}

    /// The value made last is a text that shows `value`.
    fn shows(&mut self, _value: &Value) {}

    /// The template's own text was written.
    fn wrote(&mut self, _output: Range<usize>, _span: Span, _place: &Place) {}

    /// The value made last was written.
    fn wrote_value(&mut self, _output: Range<usize>, _span: Span, _place: &Place, _value: &Value) {}

    /// What was written from that place on is written anew, as part of the value made last.
    fn takes_over(&mut self, _from: usize) {}

    /// How many pieces were written.
    fn mark(&self) -> usize {
        0
    }

    /// What was written since that mark became the value made last.
    fn capture(&mut self, _mark: usize) {}

    /// The template that wrote what was written since that mark came from there.
    fn came_from(&mut self, _mark: usize, _origins: Self::Origins) {}

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
