//! Renders the preview: the `PutItem` body, and the resume after a round trip.

use dynamodb::PutItemCheck;
use emulator::Emulator;
use exchange::{Exchange, Request};
use gateway::Environment;
use gateway::mapping::{self, Inputs, MappingTemplate};
use protocol::{PutPreview, PutVerdict, RoundTrip, RoundTripVerdict};
use resume::differences;
use serde_json::Value;

/// The partition key of the stack's table.
pub(crate) const KEY: &str = "id";
/// How many differences are listed.
const MOST_DIFFERENCES: usize = 100;

/// Renders previews with the mapping templates of an API.
pub(crate) struct PreviewRenderer {
    put: Result<MappingTemplate, String>,
    /// The API, and its tables as they were, empty.
    emulator: Result<(Emulator, String), String>,
    /// The partition key of its table.
    key: String,
}

impl PreviewRenderer {
    /// For an API; or why that can't run.
    pub(crate) fn new(emulator: &Result<Emulator, String>) -> Self {
        let put = emulator
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|emulator| {
                let source = put_template(emulator)
                    .ok_or("The API has no method POST / with a template for application/json.")?;
                MappingTemplate::parse(source).map_err(|error| error.to_string())
            });
        let key = emulator.as_ref().ok().and_then(key);
        let emulator = emulator.clone().map(|emulator| {
            let empty = emulator.snapshot();
            (emulator, empty)
        });
        Self {
            put,
            emulator,
            key: key.unwrap_or_else(|| KEY.to_owned()),
        }
    }

    /// The body that the API renders from a resume, as JSON, for `table`.
    pub(crate) fn put(&self, json: &str, table: &str) -> PutPreview {
        let rendered = self
            .put
            .as_ref()
            .map_err(Clone::clone)
            .and_then(|template| {
                let (emulator, _) = self.emulator.as_ref().map_err(Clone::clone)?;
                let inputs = inputs(
                    emulator,
                    protocol::save(table, json.to_owned(), None),
                    table,
                );
                mapping::render(template, &inputs).map_err(|error| error.to_string())
            });
        match rendered {
            Ok(mapped) => {
                let verdict = verdict(&mapped.text, &self.key);
                PutPreview {
                    body: mapped.text.into(),
                    verdict,
                    over_quota: mapped
                        .diagnostics
                        .iter()
                        .any(|diagnostic| diagnostic.code == "many-iterations"),
                }
            }
            Err(message) => PutPreview {
                body: "".into(),
                verdict: PutVerdict::NoBody(message),
                over_quota: false,
            },
        }
    }

    /// The inputs that the API's templates get from a request, with `table` as the stack's table. An API that can't run has no
    /// stage variables.
    pub(crate) fn inputs(&self, request: Request, table: &str) -> Inputs {
        match &self.emulator {
            Ok((emulator, _)) => inputs(emulator, request, table),
            Err(_) => Inputs {
                body: request.body.as_str().into(),
                ..Inputs::default()
            },
        }
    }

    /// The API with empty tables, and the name of the stack's.
    ///
    /// # Errors
    /// It can't run: why.
    pub(crate) fn cleared(&mut self) -> Result<(&mut Emulator, String), String> {
        let (emulator, empty) = self.emulator.as_mut().map_err(|message| message.clone())?;
        emulator.restore(empty).map_err(|error| error.message)?;
        emulator.forget_usage();
        let table = emulator.table_name().unwrap_or_default().to_owned();
        Ok((emulator, table))
    }

    /// The load of the resume with that ID from a new, empty table in which `json` was saved before.
    ///
    /// # Errors
    /// The API can't run, or the save would fail: why.
    pub(crate) fn load(&mut self, json: &str, id: &str) -> Result<Exchange, String> {
        let (emulator, table) = self.cleared()?;
        let surroundings = Environment::default();
        let save = emulator.as_owner(protocol::save(&table, json.to_owned(), None));
        let stored = emulator.invoke(save, &surroundings);
        if !is_good(&stored) {
            return Err(failure("The save would fail", &stored));
        }
        Ok(emulator.invoke(protocol::read(&table, id), &surroundings))
    }

    /// The resume with that ID after a round trip over a new, empty table; `json` is the resume as JSON.
    pub(crate) fn round_trip(&mut self, json: &str, id: &str) -> RoundTrip {
        let read = match self.load(json, id) {
            Ok(read) => read,
            Err(message) => return RoundTrip::failed(message),
        };
        if !is_good(&read) {
            return RoundTrip::failed(failure("The load would fail", &read));
        }
        let body = read.response.body;
        let values = (
            serde_json::from_str::<Value>(json),
            serde_json::from_str(&body),
        );
        let verdict = match values {
            (Ok(entered), Ok(read)) => match differences(&entered, &read, MOST_DIFFERENCES) {
                (_, 0) => RoundTripVerdict::Equal,
                (listed, total) => RoundTripVerdict::Differs(listed, total),
            },
            (_, Err(error)) => {
                RoundTripVerdict::Failed(format!("The GET response is not JSON: {error}."))
            }
            (Err(error), _) => RoundTripVerdict::Failed(format!("It can't be compared: {error}.")),
        };
        RoundTrip {
            body: body.into(),
            verdict,
        }
    }
}

/// The request template's inputs for a request, with `table` as the stack's table, unless it is empty.
fn inputs(emulator: &Emulator, request: Request, table: &str) -> Inputs {
    let mut inputs = Inputs::of_request(&request, emulator.api(), &Environment::default());
    if table.is_empty() {
        return inputs;
    }
    for (_, value) in &mut inputs.stage_variables {
        if emulator.table_name() == Some(value) {
            table.clone_into(value);
        }
    }
    inputs
}

/// The partition key of an API's table.
fn key(emulator: &Emulator) -> Option<String> {
    let name = emulator.table_name()?;
    let table = emulator.tables().iter().find(|table| table.name == name)?;
    Some(table.key.partition.name.clone())
}

/// The request template of the method that saves a resume.
fn put_template(emulator: &Emulator) -> Option<&str> {
    let method = emulator
        .api()
        .methods
        .iter()
        .find(|method| method.path == "/" && method.http_method == "POST")?;
    let templates = &method.integration.request_templates;
    templates
        .iter()
        .find(|(mime, _)| mime == "application/json")
        .map(|(_, text)| text.as_str())
}

fn verdict(body: &str, key: &str) -> PutVerdict {
    match dynamodb::check_put_item(body, key) {
        PutItemCheck::NotJson { message, position } => PutVerdict::NotJson {
            message,
            at: (position.line, position.column),
        },
        PutItemCheck::Rejected(error) => PutVerdict::Rejected {
            message: error.message,
            path: error.path,
            at: error
                .position
                .map(|position| (position.line, position.column)),
        },
        PutItemCheck::Accepted {
            size_bytes,
            write_units,
            ..
        } => PutVerdict::Accepted {
            size: size_bytes,
            units: write_units,
        },
    }
}

fn is_good(exchange: &Exchange) -> bool {
    exchange.response.status == 200
}

fn failure(what: &str, exchange: &Exchange) -> String {
    let status = exchange.response.status;
    let says = serde_json::from_str::<Value>(&exchange.response.body)
        .ok()
        .and_then(|body| Some(body.get("message")?.as_str()?.to_owned()));
    match says {
        Some(says) => format!("{what} ({status}): {says}"),
        None => format!("{what} ({status})."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use resume::Resume;

    fn of_template(template: &Value) -> PreviewRenderer {
        PreviewRenderer::new(&Emulator::from_template(template).map_err(|error| error.to_string()))
    }

    fn renderer() -> PreviewRenderer {
        of_template(&stack::template(&stack::Options::default()))
    }

    fn round_trip(renderer: &mut PreviewRenderer, resume: &Resume) -> RoundTrip {
        renderer.round_trip(&resume.to_json(), &resume.id.text())
    }

    #[test]
    fn the_sample_is_taken_and_comes_back_equal() {
        let mut renderer = renderer();
        let sample = Resume::sample();
        let put = renderer.put(&sample.to_json(), "a-table");
        assert!(
            matches!(
                put.verdict,
                PutVerdict::Accepted {
                    size: 1..,
                    units: 1..
                }
            ),
            "{put:?}"
        );
        let body: Value = serde_json::from_str(&put.body).unwrap();
        assert_eq!(body["TableName"], "a-table");
        assert_eq!(body["Item"]["name"]["S"], sample.name.text().as_ref());
        assert_eq!(
            round_trip(&mut renderer, &sample).verdict,
            RoundTripVerdict::Equal
        );
    }

    #[test]
    fn a_loop_beyond_the_quota_is_told() {
        let renderer = renderer();
        for (entries, over_quota) in [(1_000, false), (1_001, true)] {
            let mut resume = Resume::sample();
            let summary = resume.summary.get_or_insert();
            summary.resize(entries, resume::Paragraph::default());
            assert_eq!(
                renderer.put(&resume.to_json(), "a-table").over_quota,
                over_quota
            );
        }
    }

    #[test]
    fn each_round_trip_begins_with_an_empty_table() {
        let mut renderer = renderer();
        for id in ["one", "two"] {
            let resume = Resume::from_json(&format!(r#"{{"id": "{id}"}}"#)).unwrap();
            assert_eq!(
                round_trip(&mut renderer, &resume).verdict,
                RoundTripVerdict::Equal
            );
        }
        let (emulator, _) = renderer.emulator.as_ref().unwrap();
        assert!(!emulator.snapshot().contains("one"));
    }

    #[test]
    fn what_dynamodb_refuses_is_said_with_its_place() {
        let mut renderer = renderer();
        let resume = Resume::default();
        assert!(matches!(
            renderer.put(&resume.to_json(), "a-table").verdict,
            PutVerdict::Rejected { .. }
        ));
        let trip = round_trip(&mut renderer, &resume);
        assert!(
            matches!(trip.verdict, RoundTripVerdict::Failed(_)),
            "{trip:?}"
        );

        let large = serde_json::json!({"id": "a", "summary": [{"para": "x".repeat(410_000)}]});
        let resume = Resume::from_json(&large.to_string()).unwrap();
        match renderer.put(&resume.to_json(), "a-table").verdict {
            PutVerdict::Rejected { message, .. } => assert!(message.contains("size"), "{message}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_template_without_an_api_is_said() {
        let mut renderer = of_template(&serde_json::json!({}));
        let sample = Resume::sample();
        assert!(matches!(
            renderer.put(&sample.to_json(), "a-table").verdict,
            PutVerdict::NoBody(_)
        ));
        assert!(matches!(
            round_trip(&mut renderer, &sample).verdict,
            RoundTripVerdict::Failed(_)
        ));
    }
}
