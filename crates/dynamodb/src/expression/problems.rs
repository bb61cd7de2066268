//! Problems of expressions that follow the grammar.
//!
//! DynamoDB parses the whole expression and then reports one problem, by kind and not by position. The order of kinds
//! is that of dynalite, an engine measured against AWS.

/// The kinds of problems, the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProblemKind {
    Parentheses,
    UnknownFunction,
    MisusedFunction,
    Reserved,
    /// A problem of one condition; the first such condition is reported.
    InCondition(usize, ConditionProblem),
    /// Two paths of a projection overlap.
    Overlap,
    /// Two paths of a projection conflict.
    Conflict,
    /// A problem of an update.
    InUpdate(UpdateProblem),
}

/// The kinds of problems within a condition, the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ConditionProblem {
    Undefined,
    OperandCount,
    NotDistinct,
    OperandType,
}

/// The kinds of problems of an update, the most severe first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum UpdateProblem {
    Reserved,
    UnknownFunction,
    /// A section is there twice.
    Section,
    UndefinedName,
    UndefinedValue,
    /// Two paths overlap.
    Overlap,
    /// Two paths conflict.
    Conflict,
    /// The operand of `ADD` or `DELETE`.
    Operand,
    /// The operands of a function, of `+` or `-`.
    Function,
}

/// Keeps the most severe problem, and of several the first.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    worst: Option<(ProblemKind, String)>,
}

impl Problems {
    pub(crate) fn add(&mut self, kind: ProblemKind, message: String) {
        if self.worst.as_ref().is_none_or(|(worst, _)| kind < *worst) {
            self.worst = Some((kind, message));
        }
    }

    pub(crate) fn finish(self) -> Result<(), String> {
        self.worst.map_or(Ok(()), |(_, message)| Err(message))
    }
}
