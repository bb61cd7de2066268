//! The check of API Gateway's behavior: its template and calls, and the comparison of the responses.

use emulator::{RecordedCase, Recording};
use protocol::{
    OpenRecording, Probe, ProbeReport, ProbeResult, ProbeVerdict, RecordProbe, WriteProbe,
};
use stack::deploy::probe_steps;
use stack::{probe_cases, probe_text};

use crate::document::shown_step;

/// The template, its commands and the calls.
pub(crate) fn write(asked: &WriteProbe) -> Probe {
    let steps = asked.target.as_ref().map(probe_steps);
    let cases = probe_cases().into_iter();
    Probe {
        template: probe_text().into(),
        steps: steps.into_iter().flatten().map(shown_step).collect(),
        requests: cases.map(|case| case.request).collect(),
    }
}

/// What was received, compared; or why the cases can't run.
pub(crate) fn record(asked: &RecordProbe) -> Result<ProbeReport, String> {
    let place = (asked.time.as_str(), asked.host.as_str());
    Recording::new(place, probe_cases(), asked.responses.iter().cloned())
        .map(|recording| report(&recording))
        .map_err(|error| error.to_string())
}

/// The same of a recording; or what is wrong with it.
pub(crate) fn open(asked: &OpenRecording) -> Result<ProbeReport, String> {
    Recording::from_lines(&asked.text)
        .map(|recording| report(&recording))
        .map_err(|error| error.to_string())
}

fn report(recording: &Recording) -> ProbeReport {
    let results: Vec<ProbeResult> = recording.cases.iter().map(result).collect();
    let total = results.len();
    let with = |verdict| {
        let cases = results.iter().filter(|case| case.verdict == verdict);
        cases.cloned().collect::<Vec<_>>()
    };
    let same = with(ProbeVerdict::AsPredicted);
    let differing = with(ProbeVerdict::Differs);
    let missing = with(ProbeVerdict::NoResponse);
    ProbeReport {
        summary: format!(
            "{} of {total} as predicted, {} not as predicted, {} without a response",
            same.len(),
            differing.len(),
            missing.len()
        ),
        place: format!("{}, {}", recording.host, recording.time),
        recording: recording.to_lines().into(),
        others: [differing, missing].concat(),
        same,
    }
}

fn result(recorded: &RecordedCase) -> ProbeResult {
    let (verdict, detail) = match (&recorded.actual, recorded.differences()) {
        (Err(why), _) => (ProbeVerdict::NoResponse, why.clone()),
        (Ok(_), Some(found)) if !found.is_empty() => {
            let lines: Vec<String> = found
                .iter()
                .map(|one| {
                    format!(
                        "{}\npredicted: {}\nreceived: {}",
                        one.part, one.predicted, one.actual
                    )
                })
                .collect();
            (ProbeVerdict::Differs, lines.join("\n"))
        }
        (Ok(_), _) => (ProbeVerdict::AsPredicted, String::new()),
    };
    ProbeResult {
        name: recorded.case.name.clone(),
        question: recorded.case.question.clone(),
        verdict,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use emulator::predict_probe;

    #[test]
    fn a_run_as_predicted_is_recorded_and_opened_again() {
        let cases = probe_cases();
        let mut responses: Vec<_> = predict_probe(&cases).unwrap().into_iter().map(Ok).collect();
        let mut other = responses[1].clone().unwrap();
        other.body = "other".to_owned();
        other.status = 201;
        responses[1] = Ok(other);
        responses.pop();
        let asked = RecordProbe {
            time: "2026-01-01T00:00:00Z".to_owned(),
            host: "abc.example".to_owned(),
            responses,
        };
        let report = record(&asked).unwrap();
        assert_eq!(
            report.summary,
            format!(
                "{} of {} as predicted, 1 not as predicted, 1 without a response",
                cases.len() - 2,
                cases.len()
            )
        );
        let [differing, missing] = &report.others[..] else {
            panic!("{:?}", report.others)
        };
        assert_eq!(differing.verdict, ProbeVerdict::Differs);
        assert_eq!(
            differing.detail,
            "Status\npredicted: 200\nreceived: 201\nBody\npredicted: one\nreceived: other"
        );
        assert_eq!(missing.verdict, ProbeVerdict::NoResponse);
        let text = report.recording.to_string();
        assert_eq!(open(&OpenRecording { text }), Ok(report));
    }
}
