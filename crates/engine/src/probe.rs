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
    ProbeReport {
        time: recording.time.clone(),
        host: recording.host.clone(),
        recording: recording.to_lines().into(),
        cases: recording.cases.iter().map(result).collect(),
    }
}

fn result(recorded: &RecordedCase) -> ProbeResult {
    let verdict = match (&recorded.actual, recorded.differences()) {
        (Err(why), _) => ProbeVerdict::Unanswered(why.clone()),
        (Ok(_), Some(found)) if !found.is_empty() => {
            let parts = found
                .into_iter()
                .map(|one| (one.part, one.predicted, one.actual));
            ProbeVerdict::Differs(parts.collect())
        }
        (Ok(_), _) => ProbeVerdict::AsPredicted,
    };
    ProbeResult {
        name: recorded.case.name.clone(),
        question: recorded.case.question.clone(),
        verdict,
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
        let verdicts: Vec<_> = report.cases.iter().map(|case| &case.verdict).collect();
        assert_eq!(verdicts.len(), cases.len());
        assert_eq!(verdicts[0], &ProbeVerdict::AsPredicted);
        let ProbeVerdict::Differs(parts) = verdicts[1] else {
            panic!("{:?}", verdicts[1])
        };
        assert_eq!(
            parts[0],
            ("Status".to_owned(), "200".to_owned(), "201".to_owned())
        );
        assert_eq!(parts[1].0, "Body");
        let last = verdicts.last().unwrap();
        assert!(matches!(last, ProbeVerdict::Unanswered(_)));
        let text = report.recording.to_string();
        assert_eq!(open(&OpenRecording { text }), Ok(report));
    }
}
