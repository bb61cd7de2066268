//! Commands of the AWS CLI, for a POSIX shell.

use super::DeployTarget;

/// Writes commands for one stack.
pub(super) struct Cli<'a> {
    target: &'a DeployTarget,
}

impl<'a> Cli<'a> {
    pub(super) fn new(target: &'a DeployTarget) -> Self {
        Self { target }
    }

    /// A command in the stack's region.
    pub(super) fn aws(&self, rest: &str) -> String {
        match self.target.region.as_str() {
            "" => format!("aws {rest}"),
            region => format!("aws --region {region} {rest}"),
        }
    }

    /// A command that starts with `aws`, in the stack's region.
    pub(super) fn in_region(&self, command: &str) -> String {
        self.aws(command.trim_start_matches("aws "))
    }

    /// The command that prints an output of the stack.
    pub(super) fn output_command(&self, name: &str) -> String {
        self.aws(&format!(
            "cloudformation describe-stacks --stack-name {} --query \"Stacks[0].Outputs[?OutputKey=='{name}'].OutputValue\" --output text",
            self.target.stack
        ))
    }

    /// An output of the stack, as an argument.
    pub(super) fn output(&self, name: &str) -> String {
        format!("\"$({})\"", self.output_command(name))
    }

    /// The physical ID of a resource of the stack, as an argument.
    pub(super) fn resource(&self, logical_id: &str) -> String {
        let command = self.aws(&format!(
            "cloudformation describe-stack-resource --stack-name {} --logical-resource-id {logical_id} --query StackResourceDetail.PhysicalResourceId --output text",
            self.target.stack
        ));
        format!("\"$({command})\"")
    }
}
