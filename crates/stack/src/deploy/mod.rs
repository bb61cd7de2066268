//! The commands that deploy a stack, use it and delete it: for the AWS CLI in a POSIX shell.

mod alternatives;
mod clean_up;
mod cli;
mod operations;
mod probe;
mod upload;

use format::count;
use format::shell::quoted;
use options::DeployTarget;
use serde_json::Value;

use self::cli::Cli;
pub use self::probe::probe_steps;
pub use self::upload::upload_commands;
use crate::check::MAX_DIRECT;
use crate::{Options, Protection};

/// What kind of task it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// One after the other.
    Task,
    /// Another way to do the task before it.
    Alternative,
    /// It destroys what nothing brings back.
    Deletion,
}

/// A task with its commands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployStep {
    /// What kind of task it is.
    pub kind: StepKind,
    /// Its heading, as an imperative.
    pub title: &'static str,
    /// Notes, in sentences.
    pub note: String,
    /// The commands, one a line; `\` continues one. Empty for what is done by hand.
    pub commands: String,
}

/// The tasks for `template`, which `options` wrote, in order.
#[must_use]
pub fn deploy_steps(template: &Value, options: &Options, target: &DeployTarget) -> Vec<DeployStep> {
    let cli = Cli::new(target);
    let mut steps = vec![DeployStep {
        kind: StepKind::Task,
        title: "Deploy",
        note: deploy_note(template, target),
        commands: deploy(template, target, &cli),
    }];
    steps.extend(alternatives::steps(template, target));
    steps.extend([
        DeployStep {
            kind: StepKind::Task,
            title: "Preview an update",
            note: "Creates a change set without executing it, and prints the command that lists its changes. To update the stack, run the Deploy command again: it passes all parameters, so that none keeps an old value, and changes to the API go live at once. Another stage name changes the URL.".to_owned(),
            commands: format!("{} --no-execute-changeset", deploy(template, target, &cli)),
        },
        DeployStep {
            kind: StepKind::Task,
            title: "Get outputs",
            note: "Prints the API's URL and the table's name. Paste all of it on the API page.".to_owned(),
            commands: cli.aws(&format!("cloudformation describe-stacks --stack-name {}", target.stack)),
        },
    ]);
    steps.extend(access(options, template, &cli));
    steps.extend(operations::steps(options, &cli));
    steps.extend(upload(template, &cli));
    steps.extend(clean_up::steps(template, target, &cli));
    steps
}

fn deploy_note(template: &Value, target: &DeployTarget) -> String {
    let asked: Vec<&str> = parameters(template)
        .filter(|(_, default)| default.is_none())
        .map(|(name, _)| name)
        .collect();
    let mut note = "Run this where you saved the template, in a POSIX shell (on Windows: WSL or Git Bash). It needs the AWS CLI and permission to create these resources, and takes a few minutes.".to_owned();
    if of_type(template, "AWS::ApiGateway::Account")
        .next()
        .is_some()
    {
        note.push_str(
            " The stack replaces the account's CloudWatch role for API Gateway in this region.",
        );
    }
    if bucket(template, target).is_some() {
        note.push_str(&format!(
            " The template is larger than the {} bytes of a request: replace {BUCKET} by an S3 bucket of yours in that region, by way of which the AWS CLI sends it.",
            count(MAX_DIRECT)
        ));
    }
    if !asked.is_empty() {
        note.push_str(&format!(
            " Enter a value for {} first.",
            asked.join(" and ")
        ));
    }
    note
}

fn deploy(template: &Value, target: &DeployTarget, cli: &Cli<'_>) -> String {
    let mut command = cli.aws("cloudformation deploy");
    let mut option = |text: String| {
        command.push_str(" \\\n  ");
        command.push_str(&text);
    };
    option(format!("--stack-name {}", target.stack));
    option(format!("--template-file {}", target.file));
    if let Some(capability) = capability(template) {
        option(format!("--capabilities {capability}"));
    }
    if let Some(bucket) = bucket(template, target) {
        option(bucket);
    }
    let overrides: Vec<String> = parameters(template)
        .map(|(name, default)| format!("{name}={}", quoted(default.as_deref().unwrap_or("VALUE"))))
        .collect();
    if !overrides.is_empty() {
        option(format!(
            "--parameter-overrides {}",
            overrides.join(" \\\n    ")
        ));
    }
    command
}

/// What stands for the name of the bucket.
const BUCKET: &str = "BUCKET";

/// The option that sends a template which is too large for a request.
fn bucket(template: &Value, target: &DeployTarget) -> Option<String> {
    let text = match target.file.ends_with(".json") {
        true => crate::to_json(template),
        false => crate::to_yaml(template),
    };
    (text.len() > MAX_DIRECT).then(|| format!("--s3-bucket {BUCKET}"))
}

/// The parameters with their defaults.
fn parameters(template: &Value) -> impl Iterator<Item = (&str, Option<String>)> {
    let declared = template.get("Parameters").and_then(Value::as_object);
    declared.into_iter().flatten().map(|(name, parameter)| {
        let default = parameter.get("Default").map(|default| match default {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        });
        (name.as_str(), default)
    })
}

/// The resources of a type, with their logical IDs.
fn of_type<'a>(
    template: &'a Value,
    type_name: &'a str,
) -> impl Iterator<Item = (&'a str, &'a Value)> {
    resources(template).filter(move |(_, resource)| resource["Type"] == type_name)
}

/// The resources that the default parameters create, with their logical IDs.
fn resources(template: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let resources = template.get("Resources").and_then(Value::as_object);
    let named = resources.into_iter().flatten();
    named
        .filter(|(_, resource)| is_created(template, resource))
        .map(|(id, resource)| (id.as_str(), resource))
}

/// Whether the default parameters create a resource. The conditions of our templates compare a parameter with a text.
fn is_created(template: &Value, resource: &Value) -> bool {
    let Some(condition) = resource["Condition"].as_str() else {
        return true;
    };
    let Some([parameter, text]) = template["Conditions"][condition]["Fn::Equals"]
        .as_array()
        .map(Vec::as_slice)
    else {
        return true;
    };
    let parameter = parameter["Ref"].as_str().unwrap_or_default();
    template["Parameters"][parameter]["Default"] == *text
}

/// The capability to acknowledge: that the stack creates IAM resources, or ones with names.
fn capability(template: &Value) -> Option<&'static str> {
    const NAMES: [&str; 6] = [
        "RoleName",
        "UserName",
        "GroupName",
        "PolicyName",
        "ManagedPolicyName",
        "InstanceProfileName",
    ];
    let mut iam = resources(template)
        .filter(|(_, resource)| {
            resource["Type"]
                .as_str()
                .is_some_and(|kind| kind.starts_with("AWS::IAM::"))
        })
        .peekable();
    iam.peek()?;
    // The name of an inline policy belongs to its role, not to the account.
    let named = iam.any(|(_, resource)| {
        resource["Type"] != "AWS::IAM::Policy"
            && NAMES
                .iter()
                .any(|name| resource["Properties"].get(name).is_some())
    });
    Some(if named {
        "CAPABILITY_NAMED_IAM"
    } else {
        "CAPABILITY_IAM"
    })
}

/// How to grant write access.
fn access(options: &Options, template: &Value, cli: &Cli<'_>) -> Option<DeployStep> {
    match &options.protection {
        Protection::None => None,
        Protection::ApiKey(_) => Some(DeployStep {
            kind: StepKind::Task,
            title: "Get the API key",
            note: format!(
                "Anyone with this key can {}. Enter it on the API page.",
                operations::protected(options)
            ),
            commands: cli.aws(&format!(
                "apigateway get-api-key --include-value --query value --output text --api-key {}",
                cli.output("ApiKeyId")
            )),
        }),
        Protection::Iam => Some(DeployStep {
            kind: StepKind::Task,
            title: "Grant write access",
            note: "Allow a user or role the action execute-api:Invoke on this ARN in an IAM policy. To save from this console, enter an access key of theirs on the API page.".to_owned(),
            commands: cli.output_command("InvokeArn"),
        }),
        Protection::Cognito(_) => of_type(template, "AWS::Cognito::UserPool").next().map(|_| DeployStep {
            kind: StepKind::Task,
            title: "Grant write access",
            note: "Creates a user, who gets a temporary password by email: replace ada@example.org with their address. To save from this console, sign in with it on the API page: the first time, the sign-in page asks for a new password.".to_owned(),
            commands: cli.aws(&format!(
                "cognito-idp admin-create-user --username ada@example.org --user-pool-id {}",
                cli.output("UserPoolId")
            )),
        }),
    }
}

/// How to upload the console into its bucket.
fn upload(template: &Value, cli: &Cli<'_>) -> Option<DeployStep> {
    of_type(template, "AWS::S3::Bucket").next()?;
    let commands = upload_commands("\"$BUCKET\"");
    let name = format!("BUCKET={}", cli.output("ConsoleBucket"));
    Some(DeployStep {
        kind: StepKind::Task,
        title: "Upload the console",
        note: "Run this in the project's folder after cargo xtask build. The output ConsoleUrl is the console's address.".to_owned(),
        commands: std::iter::once(name)
            .chain(commands.map(|command| cli.in_region(&command)))
            .collect::<Vec<_>>()
            .join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn target() -> DeployTarget {
        DeployTarget {
            stack: "my-stack".to_owned(),
            region: "eu-west-1".to_owned(),
            file: "resume-stack.yaml".to_owned(),
        }
    }

    fn template() -> Value {
        json!({
            "Parameters": {
                "ApiName": {"Type": "String", "Default": "Ada's resume"},
                "LogRetentionDays": {"Type": "Number", "Default": 365},
                "TableKeyArn": {"Type": "String", "Default": ""},
                "CertificateArn": {"Type": "String"},
            },
            "Resources": {
                "TableAccess": {"Type": "AWS::IAM::Role", "Properties": {}},
                "TableAccessPolicy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "table"}},
            },
        })
    }

    #[test]
    fn every_parameter_is_named() {
        let steps = deploy_steps(&template(), &Options::example(), &target());
        assert_eq!(
            steps[0].commands,
            "aws --region eu-west-1 cloudformation deploy \\\n  --stack-name my-stack \\\n  --template-file resume-stack.yaml \\\n  --capabilities CAPABILITY_IAM \\\n  --parameter-overrides ApiName='Ada'\\''s resume' \\\n    LogRetentionDays=365 \\\n    TableKeyArn='' \\\n    CertificateArn=VALUE"
        );
        assert!(
            steps[0]
                .note
                .ends_with("Enter a value for CertificateArn first.")
        );
        let preview = steps.iter().find(|step| step.title == "Preview an update");
        assert!(
            preview
                .unwrap()
                .commands
                .ends_with("CertificateArn=VALUE --no-execute-changeset")
        );
    }

    #[test]
    fn capabilities_are_what_the_template_needs() {
        let mut template = template();
        assert_eq!(capability(&template), Some("CAPABILITY_IAM"));
        template["Resources"]["TableAccess"]["Properties"]["RoleName"] = json!("r");
        assert_eq!(capability(&template), Some("CAPABILITY_NAMED_IAM"));
        assert_eq!(capability(&json!({"Resources": {}})), None);
    }

    #[test]
    fn what_the_parameters_leave_out_is_not_there() {
        let mut template = json!({
            "Parameters": {"KeyArn": {"Default": ""}},
            "Conditions": {"MakesKey": {"Fn::Equals": [{"Ref": "KeyArn"}, ""]}},
            "Resources": {"Key": {"Type": "AWS::KMS::Key", "Condition": "MakesKey"}},
        });
        assert_eq!(of_type(&template, "AWS::KMS::Key").count(), 1);
        template["Parameters"]["KeyArn"]["Default"] = json!("arn:aws:kms:…");
        assert_eq!(of_type(&template, "AWS::KMS::Key").count(), 0);
    }

    #[test]
    fn who_may_write_learns_how() {
        let titles = |options: &Options| -> Vec<_> {
            let steps = deploy_steps(&crate::template(options), options, &target());
            steps.into_iter().map(|step| step.title).collect()
        };
        assert!(titles(&Options::recommended()).contains(&"Get the API key"));
        assert!(!titles(&Options::example()).contains(&"Get the API key"));
    }

    #[test]
    fn the_operations_have_their_calls() {
        let mut options = Options::recommended();
        let calls = |options: &Options| -> Vec<_> {
            let steps = deploy_steps(&crate::template(options), options, &target());
            let of_operations = |step: &DeployStep| step.title.contains(" resume");
            let steps = steps.into_iter().filter(of_operations);
            steps
                .map(|step| {
                    let call = step.commands.lines().last().unwrap_or_default().to_owned();
                    (step.title, call)
                })
                .collect()
        };
        assert_eq!(calls(&options), []);
        options.operations.list = true;
        options.operations.delete = true;
        options.lost_update_protection = true;
        assert_eq!(
            calls(&options),
            [
                ("List resumes", r#"curl -G -H "x-api-key: $API_KEY" "${URL}resumes""#.to_owned()),
                ("Delete a resume", r#"curl -G -X DELETE -H "x-api-key: $API_KEY" --data-urlencode "id=ID" --data-urlencode "version=VERSION" "${URL}""#.to_owned()),
            ]
        );
        options.protection = Protection::None;
        options.table_name = crate::TableName::Caller;
        options.lost_update_protection = false;
        assert_eq!(
            calls(&options)[1].1,
            r#"curl -G -X DELETE --data-urlencode "tablename=$TABLE" --data-urlencode "id=ID" "${URL}""#
        );
    }
}
