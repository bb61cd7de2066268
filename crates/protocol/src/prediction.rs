//! What the local API says of a request that a deployed one has answered.

use std::sync::Arc;

use exchange::Exchange;
use resume::Difference;
use serde::{Deserialize, Serialize};

use crate::StackOptions;

/// Asks for the response that the stack gives to a request, compared with the one that a deployed stack gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Predict {
    /// The stack.
    pub stack: Arc<StackOptions>,
    /// The call of the deployed API.
    pub exchange: Box<Exchange>,
    /// The resume that is stored under the call's ID, as JSON, as far as the page knows.
    pub stored: Option<String>,
}

/// A predicted response, compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Prediction {
    /// Nothing can be predicted: why.
    Unknown(String),
    /// The response is as predicted.
    AsPredicted {
        /// The names of the headers that were not compared, such as `Date`.
        masked: Vec<String>,
    },
    /// It differs.
    Differs {
        /// Status, headers, a body that is not JSON: what, predicted, actual.
        parts: Vec<(String, String, String)>,
        /// The differences of the bodies as JSON, and how many there are.
        body: (Vec<Difference>, usize),
        /// The predicted exchange.
        predicted: Box<Exchange>,
    },
}
