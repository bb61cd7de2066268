//! What is wrong with an expression that follows the grammar.
//!
//! DynamoDB reads the whole expression and then names one fault: by kind, not by place. The order
//! of the kinds is the one that dynalite, an engine measured against AWS, keeps.

/// The kinds of faults, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Parentheses,
    UnknownFunction,
    MisusedFunction,
    Reserved,
    /// A fault of one condition, the first of which counts.
    InCondition(usize, Fault),
    /// Two paths of a projection overlap.
    Overlap,
    /// Two paths of a projection conflict.
    Conflict,
}

/// The kinds of faults within one condition, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    Undefined,
    OperandCount,
    NotDistinct,
    OperandType,
}

/// Keeps the gravest problem, of those the first.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    gravest: Option<(Kind, String)>,
}

impl Problems {
    pub(crate) fn add(&mut self, kind: Kind, message: String) {
        if self
            .gravest
            .as_ref()
            .is_none_or(|(gravest, _)| kind < *gravest)
        {
            self.gravest = Some((kind, message));
        }
    }

    pub(crate) fn finish(self) -> Result<(), String> {
        self.gravest.map_or(Ok(()), |(_, message)| Err(message))
    }
}
