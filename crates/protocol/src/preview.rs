//! Previews of a resume.

use std::sync::Arc;

use resume::Difference;
use serde::{Deserialize, Serialize};

use crate::ApiSource;

/// Renders the `PutItem` body of a resume.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderPut {
    /// The API.
    pub api: ApiSource,
    /// The resume as JSON.
    pub resume: String,
    /// The table's name.
    pub table: String,
}

/// The `PutItem` body, and DynamoDB's verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PutPreview {
    /// The body, as the mapping template renders it.
    pub body: Arc<str>,
    /// DynamoDB's verdict.
    pub verdict: PutVerdict,
    /// Whether a loop of the template runs more often than API Gateway's quota allows.
    pub over_quota: bool,
}

/// DynamoDB's verdict on a `PutItem` body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PutVerdict {
    /// The mapping template could not be run.
    NoBody(String),
    /// The body is not JSON.
    NotJson {
        /// What is wrong.
        message: String,
        /// Line and column.
        at: (usize, usize),
    },
    /// DynamoDB would reject it.
    Rejected {
        /// Its message.
        message: String,
        /// The member; may be empty.
        path: String,
        /// Line and column, where they are known.
        at: Option<(usize, usize)>,
    },
    /// DynamoDB would accept it.
    Accepted {
        /// The item's size in bytes.
        size: usize,
        /// The write units.
        units: usize,
    },
}

/// Saves a resume in a new, empty table of the local API and loads it again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderRoundTrip {
    /// The API.
    pub api: ApiSource,
    /// The resume as JSON.
    pub resume: String,
    /// Its ID.
    pub id: String,
}

/// The resume after a round trip over the local API.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RoundTrip {
    /// The resume; empty if the round trip fails.
    pub body: Arc<str>,
    /// How it compares to the entered resume.
    pub verdict: RoundTripVerdict,
}

impl RoundTrip {
    /// One that fails.
    #[must_use]
    pub fn failed(why: String) -> Self {
        Self {
            body: "".into(),
            verdict: RoundTripVerdict::Failed(why),
        }
    }
}

/// How the round trip's result compares to the entered resume.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum RoundTripVerdict {
    /// The round trip fails: why.
    Failed(String),
    /// It is equal.
    Equal,
    /// It differs: the differences, and their total.
    Differs(Vec<Difference>, usize),
}
