//! Where the output of a mapping template comes from.

use std::fmt;
use std::ops::Range;

use vtl::Span;
use vtl::trace::{Origin, Segment};

use super::Mapped;
use crate::variables::{BODY, PARAMS};

/// What a template made, and where each piece of it comes from.
#[derive(Clone, Debug)]
pub struct TracedMapping {
    /// What [`render`](super::render) gives.
    pub mapped: Mapped,
    /// The pieces of the text, in order, without gap or overlap.
    pub pieces: Vec<MappedPiece>,
}

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedPiece {
    /// Where it stands in the text, in bytes. Never empty.
    pub output: Range<usize>,
    /// The text or the reference that wrote it, in the template's source.
    pub span: Span,
    /// What it came from; nothing, where the template says it by itself.
    pub origins: Vec<InputOrigin>,
}

/// A place in what a template is rendered with, as the way to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputOrigin {
    /// In the body, read as JSON; without segments the whole of it.
    Body(Vec<Segment>),
    /// In the parameters: first where (`path`, `querystring` or `header`), then the name.
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
            "context" => InputOrigin::Context,
            "stageVariables" => InputOrigin::StageVariable,
            _ => return None,
        };
        Some(kind(origin.segments))
    }
}

impl fmt::Display for InputOrigin {
    /// Of the body the JSONPath, as in `$.people[0].name`; of the others what stands in a template, as
    /// in `$context.identity.sourceIp` or `$input.params().header.Accept`.
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
