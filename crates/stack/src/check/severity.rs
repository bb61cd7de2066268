//! Severities of findings.

use std::fmt;

/// What a finding means for the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The deployment fails.
    Rejected,
    /// The deployment fails or not, by the order in which CloudFormation creates the resources.
    Race,
    /// The deployment succeeds, and calls fail or something has no effect.
    Fault,
    /// The deployment needs something that is not in the template, or a raised quota.
    Note,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rejected => "rejected",
            Self::Race => "race",
            Self::Fault => "fault",
            Self::Note => "note",
        })
    }
}
