//! Origins of the output of a mapping template.

use std::fmt;
use std::ops::Range;

use vtl::Span;
use vtl::trace::{Origin, Segment};

use super::Mapped;
use crate::variables::{BODY, PARAMS};

/// The output of a template with the origin of each piece.
#[derive(Clone, Debug)]
pub struct TracedMapping {
    /// The result of [`render`](super::render).
    pub mapped: Mapped,
    /// The pieces of the output, in order, without gap or overlap.
    pub pieces: Vec<MappedPiece>,
}

/// A piece of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedPiece {
    /// Its range in the output, in bytes. Never empty.
    pub output: Range<usize>,
    /// The text or the reference that wrote it, in the template's source.
    pub span: Span,
    /// Its origins; none if it is literal text of the template.
    pub origins: Vec<InputOrigin>,
}

/// A location in the inputs of a template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputOrigin {
    /// In the body, parsed as JSON; without segments the whole body.
    Body(Vec<Segment>),
    /// In the parameters: the part (`path`, `querystring` or `header`), then the name.
    Param(Vec<Segment>),
    /// In `$context`.
    Context(Vec<Segment>),
    /// In `$stageVariables`.
    StageVariable(Vec<Segment>),
}

impl InputOrigin {
    fn of(origin: Origin) -> Option<InputOrigin> {
        let kind = match origin.source.as_str() {
            BODY => InputOrigin::Body,
            PARAMS => InputOrigin::Param,
            "method" => return of_method(origin.segments),
            "context" => InputOrigin::Context,
            "stageVariables" => InputOrigin::StageVariable,
            _ => return None,
        };
        Some(kind(origin.segments))
    }
}

/// The parameter of `$method.request.path.id`, whichever way the template reads it.
fn of_method(mut segments: Vec<Segment>) -> Option<InputOrigin> {
    match segments.first() {
        Some(Segment::Key(key)) if key.as_str() == "request" => {
            segments.remove(0);
        }
        _ => segments.clear(),
    }
    if let Some(Segment::Key(part)) = segments.first_mut()
        && let Some(single) = part.as_str().strip_prefix("multivalue")
    {
        *part = single.into();
        // The position in the list: `$input.params()` has the last value only.
        segments.truncate(2);
    }
    Some(InputOrigin::Param(segments))
}

impl fmt::Display for InputOrigin {
    /// For the body the JSONPath, as in `$.people[0].name`; for the others the reference of a template, as in
    /// `$context.identity.sourceIp` or `$input.params().header.Accept`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (source, segments) = match self {
            InputOrigin::Body(segments) => ("$", segments),
            InputOrigin::Param(segments) => ("$input.params()", segments),
            InputOrigin::Context(segments) => ("$context", segments),
            InputOrigin::StageVariable(segments) => ("$stageVariables", segments),
        };
        f.write_str(source)?;
        segments.iter().try_for_each(|segment| segment.fmt(f))
    }
}

impl TracedMapping {
    pub(super) fn new(mapped: Mapped, pieces: Vec<vtl::trace::Piece>) -> TracedMapping {
        let pieces = pieces.into_iter().map(|piece| MappedPiece {
            output: piece.output,
            span: piece.span,
            origins: piece
                .origins
                .into_iter()
                .filter_map(InputOrigin::of)
                .collect(),
        });
        TracedMapping {
            mapped,
            pieces: pieces.collect(),
        }
    }
}
