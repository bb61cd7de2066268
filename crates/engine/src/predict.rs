//! Predicts the response of a deployed stack, and compares it with the one that came.

use exchange::{Exchange, Request};
use protocol::{ANY_VERSION, Predict, Prediction};
use resume::differences;
use serde_json::Value;

use crate::loaded::Loaded;
use crate::preview::PreviewRenderer;

/// Headers that are different for each call.
const MASKED: [&str; 12] = [
    "age",
    "connection",
    "content-length",
    "date",
    "resume-version",
    "server",
    "via",
    "x-amz-apigw-id",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "x-amzn-requestid",
    "x-amzn-trace-id",
];
/// The most differences of the body that are listed.
const MOST_DIFFERENCES: usize = 50;

/// The prediction.
pub(crate) fn predict(loaded: &mut Loaded, asked: &Predict) -> Prediction {
    let actual = &*asked.exchange;
    if let Some(why) = unpredictable(asked) {
        return Prediction::Unknown(why.to_owned());
    }
    match loaded.preview.predict(asked) {
        Ok(predicted) => compare(actual, predicted),
        Err(why) => Prediction::Unknown(why),
    }
}

/// Why nothing can be said of a call.
fn unpredictable(asked: &Predict) -> Option<&'static str> {
    let Exchange {
        request, response, ..
    } = &*asked.exchange;
    match response.status {
        0 => Some("There is no response."),
        401 | 403 => Some("Whether a caller is accepted is not predicted."),
        429 => Some("Limits of requests are not predicted."),
        504 => Some("Timeouts are not predicted."),
        200 if asked.stored.is_none() && request.method != "POST" => Some(
            "This page does not know the stored resume: it was not saved or loaded here before.",
        ),
        _ if asked.stored.is_none() && replaces(request) => {
            Some("This page does not know the stored resume, nor its version.")
        }
        _ => None,
    }
}

/// Whether the response depends on the version of the stored item.
fn replaces(request: &Request) -> bool {
    let mut query = request.query.iter();
    query.any(|(name, value)| name == "version" && value != ANY_VERSION)
}

/// The headers that say who calls: the prediction is for a caller who may.
const WHO_CALLS: [&str; 4] = [
    "authorization",
    "x-amz-date",
    "x-amz-security-token",
    "x-api-key",
];

impl PreviewRenderer {
    /// The exchange of the same request with a new table that has the stored resume.
    fn predict(&mut self, asked: &Predict) -> Result<Exchange, String> {
        let (emulator, table) = self.cleared()?;
        let environment = gateway::Environment::default();
        let mut version = None;
        if let Some(stored) = &asked.stored {
            let save = protocol::save(&table, stored.clone(), Some(ANY_VERSION));
            let saved = emulator.invoke(emulator.as_owner(save), &environment);
            if saved.response.status != 200 {
                return Err(
                    "The stored resume can't be saved with the options of the Stack view."
                        .to_owned(),
                );
            }
            version = saved.response.header("resume-version").map(str::to_owned);
        }
        let mut request = asked.exchange.request.clone();
        request
            .headers
            .retain(|(name, _)| !WHO_CALLS.contains(&name.to_ascii_lowercase().as_str()));
        for (name, value) in &mut request.query {
            match name.as_str() {
                "tablename" => value.clone_from(&table),
                // The version of the deployed item has another value here.
                "version" if value != ANY_VERSION => {
                    if let Some(version) = &version {
                        value.clone_from(version);
                    }
                }
                _ => {}
            }
        }
        Ok(emulator.invoke(emulator.as_owner(request), &environment))
    }
}

fn compare(actual: &Exchange, predicted: Exchange) -> Prediction {
    let (there, here) = (&actual.response, &predicted.response);
    let mut parts = Vec::new();
    if there.status != here.status {
        let words = |status: u16| status.to_string();
        parts.push(("Status".to_owned(), words(here.status), words(there.status)));
    }
    let mut masked = Vec::new();
    // The browser shows the page only some of the headers that came: those that it shows are compared.
    for (name, value) in &there.headers {
        if MASKED.contains(&name.to_ascii_lowercase().as_str()) {
            masked.push(name.clone());
            continue;
        }
        match here.header(name) {
            Some(other) if other == value => {}
            Some(other) => parts.push((format!("Header {name}"), other.to_owned(), value.clone())),
            None => masked.push(name.clone()),
        }
    }
    let json = |body: &str| serde_json::from_str::<Value>(body);
    let body = match (json(&here.body), json(&there.body)) {
        (Ok(here), Ok(there)) => differences(&here, &there, MOST_DIFFERENCES),
        _ if here.body == there.body => (Vec::new(), 0),
        _ => {
            let short = |body: &str| body.chars().take(200).collect::<String>();
            parts.push(("Body".to_owned(), short(&here.body), short(&there.body)));
            (Vec::new(), 0)
        }
    };
    if parts.is_empty() && body.1 == 0 {
        return Prediction::AsPredicted { masked };
    }
    Prediction::Differs {
        parts,
        body,
        predicted: Box::new(predicted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::Response;
    use options::Options;
    use protocol::StackOptions;
    use std::sync::Arc;

    const STORED: &str = r#"{"id": "ada", "name": "Ada"}"#;

    fn ask(stored: Option<&str>, request: Request, response: Response) -> Prediction {
        let stack = Arc::new(StackOptions::from(&Options::recommended()));
        let asked = Predict {
            stack: stack.clone(),
            exchange: Box::new(Exchange {
                request,
                response,
                ..Exchange::default()
            }),
            stored: stored.map(str::to_owned),
        };
        crate::loaded::with(&stack.into(), |loaded| predict(loaded, &asked))
    }

    fn response(status: u16, body: &str, headers: &[(&str, &str)]) -> Response {
        Response {
            status,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: body.to_owned(),
        }
    }

    #[test]
    fn a_load_is_predicted_from_the_stored_resume() {
        let load = || protocol::read("their-table", "ada");
        let headers = [("content-type", "application/json"), ("date", "now")];
        let good = ask(Some(STORED), load(), response(200, STORED, &headers));
        assert_eq!(
            good,
            Prediction::AsPredicted {
                masked: vec!["date".to_owned()]
            }
        );
        let other = r#"{"id": "ada", "name": "Grace"}"#;
        let Prediction::Differs { parts, body, .. } =
            ask(Some(STORED), load(), response(200, other, &headers))
        else {
            panic!()
        };
        assert_eq!((parts.len(), body.1), (0, 1));
        let Prediction::Differs { parts, .. } =
            ask(Some(STORED), load(), response(500, "no JSON", &headers))
        else {
            panic!()
        };
        let names: Vec<&str> = parts.iter().map(|(name, ..)| name.as_str()).collect();
        assert_eq!(names, ["Status", "Body"]);
    }

    #[test]
    fn a_save_is_predicted_with_the_version_of_the_stored_item() {
        for (stored, version) in [
            (None, None),
            (Some(STORED), Some("theirs")),
            (Some(STORED), Some(ANY_VERSION)),
        ] {
            let save = protocol::save("their-table", STORED.to_owned(), version);
            let predicted = ask(stored, save, response(200, "{}", &[]));
            assert!(
                matches!(predicted, Prediction::AsPredicted { .. }),
                "{version:?}: {predicted:?}"
            );
        }
    }

    #[test]
    fn what_can_not_be_known_is_not_predicted() {
        let load = || protocol::read("t", "ada");
        for (stored, status) in [(None, 200), (Some(STORED), 403), (Some(STORED), 0)] {
            let predicted = ask(stored, load(), response(status, "{}", &[]));
            assert!(matches!(predicted, Prediction::Unknown(_)), "{status}");
        }
        // Without an item, a load fails in a way that is known.
        let predicted = ask(None, load(), response(404, "{}", &[]));
        let Prediction::Differs { parts, .. } = &predicted else {
            panic!("{predicted:?}")
        };
        assert!(parts.iter().all(|(name, ..)| name != "Status"), "{parts:?}");
    }
}
