//! Findings.

use super::node::Path;
use super::position::Positions;
use super::rules::Rule;
use super::severity::Severity;
use crate::read::shown;
use std::fmt;

/// What a deployment of a template would be rejected for, or fail at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule, one of [`RULES`](super::RULES): a stable name.
    pub code: &'static str,
    /// What it means for the deployment.
    pub severity: Severity,
    /// The resource, if it is of one.
    pub logical_id: Option<String>,
    /// The path in the template, such as `Resources.Get.Properties.HttpMethod`; empty for the whole template.
    pub path: String,
    /// The line in the text, from 1: of the value, or of the nearest one around it that the text has.
    pub line: Option<usize>,
    /// The column in that line, from 1, in characters.
    pub column: Option<usize>,
    /// What is wrong, in AWS's words where they are known.
    pub reason: String,
    /// What to do, in one sentence.
    pub repair: String,
}

impl fmt::Display for Finding {
    /// `code: reason; repair`, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.code, self.reason, self.repair)
    }
}

/// The findings so far.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<(&'static Rule, Path, String, String)>);

impl Report {
    /// Adds a finding.
    pub(super) fn add(
        &mut self,
        rule: &'static Rule,
        path: Path,
        reason: impl AsRef<str>,
        repair: impl AsRef<str>,
    ) {
        let (reason, repair) = (shown(reason.as_ref()), shown(repair.as_ref()));
        self.0.push((rule, path, reason, repair));
    }

    /// The findings with their lines, in the order of the text.
    pub(super) fn located(self, text: &str, is_template: bool) -> Vec<Finding> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let positions = Positions::of(text);
        let found = self.0.into_iter().map(|(rule, path, reason, repair)| {
            let mut names = path.names();
            if !is_template {
                // The template around an OpenAPI document is not in the text.
                names.drain(..names.len().min(4));
            }
            let logical_id = match &names[..] {
                ["Resources", id, ..] if is_template => Some((*id).to_owned()),
                _ => None,
            };
            let place = positions.as_ref().and_then(|all| all.nearest(&names));
            Finding {
                code: rule.code,
                severity: rule.severity,
                logical_id,
                path: names.join("."),
                line: place.map(|(line, _)| line),
                column: place.map(|(_, column)| column),
                reason,
                repair,
            }
        });
        let mut found: Vec<Finding> = found.collect();
        found.sort_by(|a, b| (a.line, a.column, a.code).cmp(&(b.line, b.column, b.code)));
        found.dedup();
        found
    }
}
