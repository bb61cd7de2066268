//! The syntax tree: variables are numbers, text is slices of the source.

mod classify;
mod shared;

use std::rc::Rc;

use crate::names::Sym;
use crate::span::Span;
use crate::value::{Str, Value, append_short};

pub(crate) use classify::{Access, CommonMethod, Condition, ends_in_call};
pub(crate) use shared::Shared;

/// A source and what it was compiled to: a template, or the inside of an interpolated string.
#[derive(Debug)]
pub(crate) struct Unit {
    pub(crate) place: Rc<SourceText>,
    pub(crate) nodes: Vec<Node>,
}

/// The source of a unit's nodes: a template, or the inside of a string.
#[derive(Debug)]
pub(crate) struct SourceText {
    pub(crate) source: Rc<str>,
    pub(crate) origin: SourceOrigin,
}

/// The position of a [`SourceText`] in the template that the user knows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SourceOrigin {
    /// A part of the template, from this byte on.
    At(usize),
    /// Derived from this part of the template.
    From(Span),
}

impl SourceOrigin {
    pub(crate) fn span(self, span: Span) -> Span {
        match self {
            SourceOrigin::At(at) => Span::new(span.start + at, span.end + at),
            SourceOrigin::From(span) => span,
        }
    }
}

/// Text: a slice of the unit's source, or text that differs from it.
#[derive(Clone, Debug)]
pub(crate) enum Text {
    Slice(Span),
    Owned(Rc<Owned>),
}

/// Text that was derived from the source at `span`.
#[derive(Debug)]
pub(crate) struct Owned {
    pub(crate) text: Box<str>,
    pub(crate) span: Span,
    /// Whether the source there is exactly this text.
    verbatim: bool,
}

impl Text {
    pub(crate) fn get<'a>(&'a self, source: &'a str) -> &'a str {
        match self {
            Text::Slice(span) => span.text(source),
            Text::Owned(owned) => &owned.text,
        }
    }

    /// Appends it to `out`.
    #[inline(always)]
    pub(crate) fn append_to(&self, out: &mut String, source: &str) {
        if let Text::Slice(span) = self
            && append_short(out, source, span.start, span.end.wrapping_sub(span.start))
        {
            return;
        }
        // Many are a single character, such as `"`: a call that copies one byte takes longer than the byte.
        let text = self.get(source);
        match *text.as_bytes() {
            [byte] => out.push(char::from(byte)),
            _ => out.push_str(text),
        }
    }

    /// Text that was derived from the source at `span` and differs from it.
    pub(crate) fn owned(text: impl Into<Box<str>>, span: Span) -> Text {
        let (text, verbatim) = (text.into(), false);
        Text::Owned(Rc::new(Owned {
            text,
            span,
            verbatim,
        }))
    }

    /// A copy of the source at `span`: natively faster to write than a slice, whose bounds are checked each time.
    pub(crate) fn copied(source: &str, span: Span) -> Text {
        Text::Owned(Rc::new(Owned {
            text: span.text(source).into(),
            span,
            verbatim: true,
        }))
    }

    /// The span of exactly this text; `None` if it differs from the source.
    pub(crate) fn verbatim(&self) -> Option<Span> {
        match self {
            Text::Slice(span) => Some(*span),
            Text::Owned(owned) => owned.verbatim.then_some(owned.span),
        }
    }

    /// Its span, or that of the source that it was derived from.
    pub(crate) fn span(&self) -> Span {
        match self {
            Text::Slice(span) => *span,
            Text::Owned(owned) => owned.span,
        }
    }

    /// Whether it is an empty slice.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Text::Slice(span) if span.start == span.end)
    }

    pub(crate) const EMPTY: Text = Text::Slice(Span::new(0, 0));
}

#[derive(Debug)]
pub(crate) enum Node {
    Text(Text),
    Reference(Box<Reference>),
    If(Box<If>),
    Set(Box<Set>),
    Foreach(Box<Foreach>),
    Define {
        name: Sym,
        body: Rc<[Node]>,
    },
    Call(Box<Call>),
    Break(Option<Box<Expr>>),
    /// With a message, which is evaluated and not shown.
    Stop(Option<Box<Expr>>),
    Evaluate {
        value: Box<Expr>,
        span: Span,
    },
    File(Box<File>),
}

impl Node {
    /// Its span, where one is stored.
    pub(crate) fn span(&self) -> Option<Span> {
        match self {
            Node::Text(text) => Some(text.span()),
            Node::Reference(reference) => Some(reference.span),
            Node::If(branches) => Some(branches.span),
            Node::Set(set) => Some(set.span),
            Node::Foreach(foreach) => Some(foreach.span),
            Node::Call(call) => Some(call.span),
            Node::Break(Some(target)) | Node::Stop(Some(target)) => Some(target.literal.span()),
            Node::Evaluate { span, .. } => Some(*span),
            Node::File(file) => Some(file.span),
            Node::Define { .. } | Node::Break(None) | Node::Stop(None) => None,
        }
    }
}

/// `#parse`, `#include`.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: &'static str,
    pub(crate) arguments: Vec<Expr>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct If {
    /// The class of the first condition.
    pub(crate) condition: Condition,
    pub(crate) arms: Vec<(Expr, Vec<Node>)>,
    pub(crate) otherwise: Vec<Node>,
    /// The `#if` itself.
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Set {
    pub(crate) target: Reference,
    /// Velocity reads the name of a target without parts from its first token, so that
    /// `#set(${x} = 1)` assigns to a name that no reference can have.
    pub(crate) assigns: bool,
    pub(crate) value: Expr,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) struct Foreach {
    pub(crate) element: Sym,
    pub(crate) list: Option<Expr>,
    pub(crate) body: Body,
    pub(crate) span: Span,
}

/// What `#foreach` renders: its fourth child, which is the block only where there are three
/// arguments.
#[derive(Debug)]
pub(crate) enum Body {
    Block(Vec<Node>),
    Argument(Expr),
    Nothing,
    Missing,
}

/// A call of a macro, or text that looks like one.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) name: Str,
    pub(crate) arguments: Rc<[Expr]>,
    /// The block of `#@name(…) … #end`.
    pub(crate) body: Option<Rc<[Node]>>,
    /// The output if no macro has that name.
    pub(crate) literal: Text,
    /// A bare word among the arguments.
    pub(crate) bad: Option<Span>,
    pub(crate) span: Span,
}

/// A `#macro`.
#[derive(Debug)]
pub(crate) struct Macro {
    pub(crate) parameters: Vec<Sym>,
    pub(crate) body: Rc<[Node]>,
    pub(crate) place: Rc<SourceText>,
}

#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) name: Sym,
    pub(crate) parts: Box<[Part]>,
    /// `$!`.
    pub(crate) quiet: bool,
    /// An odd number of backslashes precedes it.
    pub(crate) escaped: bool,
    /// `$\!name`: its value is never used, but it is looked up.
    pub(crate) inert: bool,
    /// The rest of the backslashes before it.
    pub(crate) escapes: Text,
    /// `$` and `#` before the reference's own.
    pub(crate) prefix: Text,
    /// The output if it has no value.
    pub(crate) null: Text,
    /// The text is exactly `$name`: a macro's argument may replace it.
    pub(crate) plain: bool,
    /// Nothing precedes its own `$`: `escaped` and `inert` are false, `escapes` and `prefix` empty.
    pub(crate) bare: bool,
    pub(crate) access: Access,
    pub(crate) span: Span,
}

/// A call of a method.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) name: Box<str>,
    pub(crate) common: Option<CommonMethod>,
    pub(crate) arguments: Box<[Expr]>,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum Part {
    Property(Box<str>),
    Method(Method),
    Index(Expr),
}

/// An expression; `literal` is the text that Velocity shows for it.
#[derive(Debug)]
pub(crate) struct Expr {
    pub(crate) kind: ExprKind,
    pub(crate) literal: Text,
}

#[derive(Debug)]
pub(crate) enum ExprKind {
    /// A literal whose value never changes.
    Constant(Value),
    True,
    False,
    Word,
    Interpolated {
        unit: Rc<Unit>,
        strips: bool,
    },
    Reference(Reference),
    List(Vec<Expr>),
    Map(Vec<(Expr, Expr)>),
    Range(Box<(Expr, Expr)>),
    Paren(Box<Expr>),
    Not(Box<Expr>),
    And(Box<(Expr, Expr)>),
    Or(Box<(Expr, Expr)>),
    Compare(Comparison, Box<(Expr, Expr)>),
    Arithmetic(Operation, Box<(Expr, Expr)>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}
