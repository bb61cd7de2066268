//! The commands for the template that checks API Gateway's behavior.

use options::DeployTarget;

use super::cli::Cli;
use super::{DeployStep, StepKind};
use crate::PROBE_OUTPUT;

/// The tasks for [`crate::probe_template`], in order.
#[must_use]
pub fn probe_steps(target: &DeployTarget) -> Vec<DeployStep> {
    let cli = Cli::new(target);
    let deploy = cli.aws(&format!(
        "cloudformation deploy \\\n  --stack-name {} \\\n  --template-file {}",
        target.stack, target.file
    ));
    let step = |kind, title, note: &str, commands| DeployStep {
        kind,
        title,
        note: note.to_owned(),
        commands,
    };
    vec![
        step(
            StepKind::Task,
            "Deploy the check",
            "Run this where you saved the template. Its methods are mocks without data and without a role; a run costs less than a cent.",
            deploy,
        ),
        step(
            StepKind::Task,
            "Get its URL",
            "Paste it below.",
            cli.output_command(PROBE_OUTPUT),
        ),
        step(
            StepKind::Deletion,
            "Delete the check",
            "Deletes all of it.",
            cli.aws(&format!(
                "cloudformation delete-stack --stack-name {}",
                target.stack
            )),
        ),
    ]
}
