//! Other ways to deploy the template: the AWS console, PowerShell, a CDK app.

use serde_json::Value;

use super::{DeployStep, DeployTarget, StepKind, bucket, capability, parameters};

/// A step for each way.
pub(super) fn steps(template: &Value, target: &DeployTarget) -> [DeployStep; 3] {
    let step = |title, note, commands| DeployStep {
        kind: StepKind::Alternative,
        title,
        note,
        commands,
    };
    [
        step("In the AWS console", console_note(template, target), String::new()),
        step(
            "In PowerShell",
            "The Deploy command for PowerShell. Run this where you saved the template.".to_owned(),
            power_shell(template, target),
        ),
        step(
            "In a CDK app",
            "For the AWS CDK in Python: the template as it is, in a stack of your app. cdk deploy deploys it; parameters keep their defaults unless CfnInclude gets others.".to_owned(),
            cdk(target),
        ),
    ]
}

fn console_note(template: &Value, target: &DeployTarget) -> String {
    let region = match target.region.as_str() {
        "" => "in your region".to_owned(),
        region => format!("in {region}"),
    };
    let acknowledge = match capability(template) {
        Some(_) => " Acknowledge that it creates IAM resources.",
        None => "",
    };
    format!(
        "Open CloudFormation {region}: Create stack, With new resources, Upload a template file. Choose {}, name the stack {}, keep or change the parameters.{acknowledge} Once it is CREATE_COMPLETE, copy the table of its Outputs tab to the API page.",
        target.file, target.stack
    )
}

/// The command of the AWS CLI. A backtick continues a line, and a quote in single quotes is doubled.
fn power_shell(template: &Value, target: &DeployTarget) -> String {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mut lines = vec![
        match target.region.as_str() {
            "" => "aws cloudformation deploy".to_owned(),
            region => format!("aws --region {region} cloudformation deploy"),
        },
        format!("--stack-name {}", target.stack),
        format!("--template-file {}", target.file),
    ];
    lines.extend(capability(template).map(|capability| format!("--capabilities {capability}")));
    lines.extend(bucket(template, target));
    let overrides = parameters(template).map(|(name, default)| {
        quoted(&format!("{name}={}", default.as_deref().unwrap_or("VALUE")))
    });
    let mut overrides = overrides.peekable();
    if overrides.peek().is_some() {
        lines.push("--parameter-overrides".to_owned());
        lines.extend(overrides);
    }
    lines.join(" `\n  ")
}

fn cdk(target: &DeployTarget) -> String {
    let (stack, file) = (&target.stack, &target.file);
    format!(
        "from aws_cdk import App, Stack\nfrom aws_cdk.cloudformation_include import CfnInclude\n\napp = App()\nstack = Stack(app, \"{stack}\")\nCfnInclude(stack, \"Template\", template_file=\"{file}\")\napp.synth()"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_way_has_the_same_names() {
        let template = json!({
            "Parameters": {
                "ApiName": {"Type": "String", "Default": "Ada's resume"},
                "TableKeyArn": {"Type": "String", "Default": ""},
            },
            "Resources": {"TableAccess": {"Type": "AWS::IAM::Role", "Properties": {}}},
        });
        let target = DeployTarget {
            stack: "my-stack".to_owned(),
            region: "eu-west-1".to_owned(),
            file: "resume-stack.yaml".to_owned(),
        };
        let [console, power_shell, cdk] = steps(&template, &target);
        assert!(
            console
                .note
                .starts_with("Open CloudFormation in eu-west-1: "),
            "{}",
            console.note
        );
        assert!(
            console
                .note
                .contains("Choose resume-stack.yaml, name the stack my-stack")
        );
        assert!(console.note.contains("Acknowledge"));
        assert_eq!(
            power_shell.commands,
            "aws --region eu-west-1 cloudformation deploy `\n  --stack-name my-stack `\n  --template-file resume-stack.yaml `\n  --capabilities CAPABILITY_IAM `\n  --parameter-overrides `\n  'ApiName=Ada''s resume' `\n  'TableKeyArn='"
        );
        assert!(
            cdk.commands
                .contains("CfnInclude(stack, \"Template\", template_file=\"resume-stack.yaml\")")
        );
    }
}
