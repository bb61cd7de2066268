//! What the gateway of this project gives for the cases of [`stack::probe_template`], and the comparison with what a deployed one gave.

use gateway::{Environment, Response};
use stack::{ProbeCase, probe_template};

use crate::{Emulator, LoadError};

/// A part of a response that is not as predicted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeDifference {
    /// `Status`, `Body`, or `Header x-probe`.
    pub part: String,
    /// As predicted; empty for none.
    pub predicted: String,
    /// As received; empty for none.
    pub actual: String,
}

/// The response of each case, with the headers that count. What runs is the template itself.
///
/// # Errors
/// The template can't be read.
pub fn predict_probe(cases: &[ProbeCase]) -> Result<Vec<Response>, LoadError> {
    let mut emulator = Emulator::from_template(&probe_template(cases))?;
    let environment = Environment::default();
    let responses = cases.iter().map(|case| {
        let exchange = emulator.invoke(case.request.clone(), &environment);
        counted(case, &exchange.response)
    });
    Ok(responses.collect())
}

/// The response with the headers that count for a case alone, in lower case. Several values of a name are joined, as browsers do.
#[must_use]
pub fn counted(case: &ProbeCase, response: &Response) -> Response {
    let headers = case.headers.iter().filter_map(|name| {
        let named = response
            .headers
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name));
        let values: Vec<&str> = named.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| (name.clone(), values.join(", ")))
    });
    Response {
        status: response.status,
        headers: headers.collect(),
        body: response.body.clone(),
    }
}

/// Where a response, as [`counted`] gives it, is not the predicted one.
#[must_use]
pub fn probe_differences(
    case: &ProbeCase,
    predicted: &Response,
    actual: &Response,
) -> Vec<ProbeDifference> {
    let mut found = Vec::new();
    let mut compare = |part: String, predicted: String, actual: String| {
        if predicted != actual {
            found.push(ProbeDifference {
                part,
                predicted,
                actual,
            });
        }
    };
    let status = |response: &Response| response.status.to_string();
    compare("Status".to_owned(), status(predicted), status(actual));
    for name in &case.headers {
        let value = |response: &Response| response.header(name).unwrap_or_default().to_owned();
        compare(format!("Header {name}"), value(predicted), value(actual));
    }
    compare(
        "Body".to_owned(),
        predicted.body.clone(),
        actual.body.clone(),
    );
    found
}
