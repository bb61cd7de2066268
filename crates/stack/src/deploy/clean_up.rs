//! Deleting the stack, and then the resources that its template retains.

use serde_json::Value;

use super::cli::Cli;
use super::{DeployStep, DeployTarget, StepKind, of_type, resources};

/// A type of resource that a deleted stack leaves behind.
struct RetainedResource {
    type_name: &'static str,
    /// The shell variable for the resource's physical ID.
    variable: &'static str,
    /// Its description in a sentence.
    what: &'static str,
    /// The commands that delete it, from its definition in the template.
    delete: fn(&Cli<'_>, &Value) -> Vec<String>,
}

const RETAINED: [RetainedResource; 6] = [
    RetainedResource {
        type_name: "AWS::DynamoDB::Table",
        variable: "TABLE",
        what: "the table with all resumes",
        delete: |cli, table| {
            let mut commands = Vec::new();
            if table["Properties"]["DeletionProtectionEnabled"] == true {
                commands.push(cli.aws("dynamodb update-table --table-name \"$TABLE\" --no-deletion-protection-enabled"));
            }
            commands.push(cli.aws("dynamodb delete-table --table-name \"$TABLE\""));
            commands
        },
    },
    RetainedResource {
        type_name: "AWS::KMS::Key",
        variable: "KEY",
        what: "the table's key (without it, no backup can be restored)",
        delete: |cli, _| {
            vec![cli.aws("kms schedule-key-deletion --key-id \"$KEY\" --pending-window-in-days 7")]
        },
    },
    RetainedResource {
        type_name: "AWS::Cognito::UserPool",
        variable: "USER_POOL",
        what: "the user pool with its users",
        delete: |cli, pool| {
            let mut commands = Vec::new();
            if pool["Properties"]["DeletionProtection"] == "ACTIVE" {
                commands.push(cli.aws("cognito-idp update-user-pool --user-pool-id \"$USER_POOL\" --deletion-protection INACTIVE"));
            }
            commands.push(cli.aws("cognito-idp delete-user-pool --user-pool-id \"$USER_POOL\""));
            commands
        },
    },
    RetainedResource {
        type_name: "AWS::S3::Bucket",
        variable: "BUCKET",
        what: "the console's bucket with its files",
        delete: |cli, _| {
            let versions = cli.aws("s3api list-object-versions --bucket \"$BUCKET\" --no-paginate --query '{Objects: [Versions, DeleteMarkers][].{Key: Key, VersionId: VersionId}}' --output json");
            let delete = cli.aws(
                "s3api delete-objects --bucket \"$BUCKET\" --delete file://versions.json --output text",
            );
            vec![
                // S3 deletes and lists at most 1,000 at once; and it
                // rejects an empty list, as of a bucket without uploads.
                format!("while {versions} > versions.json && grep -q VersionId versions.json; do"),
                // Where nothing may be deleted, there would be no end.
                format!("  {delete} | grep DELETED || break"),
                "done".to_owned(),
                cli.aws("s3api delete-bucket --bucket \"$BUCKET\""),
            ]
        },
    },
    RetainedResource {
        type_name: "AWS::IAM::Role",
        variable: "LOG_ROLE",
        what: "the account's CloudWatch role for API Gateway (without it, no API of the region writes logs)",
        delete: |cli, _| {
            let policy = cli.aws("iam list-attached-role-policies --role-name \"$LOG_ROLE\" --query 'AttachedPolicies[0].PolicyArn' --output text");
            vec![
                cli.aws("apigateway update-account --patch-operations '[{\"op\": \"replace\", \"path\": \"/cloudwatchRoleArn\", \"value\": \"\"}]'"),
                cli.aws(&format!(
                    "iam detach-role-policy --role-name \"$LOG_ROLE\" --policy-arn \"$({policy})\""
                )),
                cli.aws("iam delete-role --role-name \"$LOG_ROLE\""),
            ]
        },
    },
    RetainedResource {
        type_name: "AWS::Logs::LogGroup",
        variable: "LOG_GROUP",
        what: "the logs",
        delete: |cli, _| vec![cli.aws("logs delete-log-group --log-group-name \"$LOG_GROUP\"")],
    },
];

/// The type of the account's role for logs: what uses it is not of this stack alone.
const ROLE: &str = "AWS::IAM::Role";

/// Deletes the stack; then what it leaves behind: its data, and what the account's other APIs use, too.
pub(super) fn steps(template: &Value, target: &DeployTarget, cli: &Cli<'_>) -> Vec<DeployStep> {
    let (mut names, mut kept) = (Vec::new(), Vec::new());
    for kind in &RETAINED {
        let of_kind = of_type(template, kind.type_name)
            .filter(|(_, resource)| resource["DeletionPolicy"] == "Retain");
        for (logical_id, resource) in of_kind {
            names.push(format!("{}={}", kind.variable, cli.resource(logical_id)));
            kept.push((kind, (kind.delete)(cli, resource)));
        }
    }
    let stack = &target.stack;
    let goes = resources(template).count() - kept.len();
    let mut commands = names;
    commands.push(cli.aws(&format!("cloudformation delete-stack --stack-name {stack}")));
    commands.push(cli.aws(&format!(
        "cloudformation wait stack-delete-complete --stack-name {stack}"
    )));
    let note = match kept.is_empty() {
        true => format!("Deletes the stack with all its {goes} resources."),
        false => format!(
            "Deletes the stack with {goes} resources. The others are kept on purpose, so that nothing is lost by accident: run the commands below in the same shell to delete them, too."
        ),
    };
    let mut steps = vec![DeployStep {
        kind: StepKind::Deletion,
        title: "Delete the stack",
        note,
        commands: commands.join("\n"),
    }];
    let (of_account, of_stack): (Vec<_>, Vec<_>) = kept
        .into_iter()
        .partition(|(kind, _)| kind.type_name == ROLE);
    steps.extend(step(
        of_stack,
        "Delete the data",
        "After that, nothing brings it back",
    ));
    steps.extend(step(
        of_account,
        "Remove the role for logs",
        "Only if no other API of the account logs in this region",
    ));
    steps
}

/// The deletion of these; `None` for none.
fn step(
    kept: Vec<(&RetainedResource, Vec<String>)>,
    title: &'static str,
    warning: &str,
) -> Option<DeployStep> {
    let what: Vec<&str> = kept.iter().map(|(kind, _)| kind.what).collect();
    let what = match what.as_slice() {
        [] => return None,
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    };
    let commands: Vec<String> = kept
        .into_iter()
        .flat_map(|(_, commands)| commands)
        .collect();
    Some(DeployStep {
        kind: StepKind::Deletion,
        title,
        note: format!("{warning}: {what}."),
        commands: commands.join("\n"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn commands(resources: Value) -> String {
        let target = DeployTarget {
            stack: "s".to_owned(),
            region: String::new(),
            file: "f".to_owned(),
        };
        let template = json!({ "Resources": resources });
        let steps = steps(&template, &target, &Cli::new(&target)).into_iter();
        let commands: Vec<String> = steps.map(|step| step.commands).collect();
        commands.join("\n")
    }

    #[test]
    fn each_block_says_what_it_destroys() {
        let target = DeployTarget {
            stack: "s".to_owned(),
            region: String::new(),
            file: "f".to_owned(),
        };
        let template = crate::template(&crate::Options::recommended());
        let steps = steps(&template, &target, &Cli::new(&target));
        let titles: Vec<&str> = steps.iter().map(|step| step.title).collect();
        assert_eq!(titles[..2], ["Delete the stack", "Delete the data"]);
        assert!(steps.iter().all(|step| step.kind == StepKind::Deletion));
        assert!(
            steps[1].note.contains("the table with all resumes"),
            "{}",
            steps[1].note
        );
        assert!(!steps[1].commands.contains("update-account"));
        let role = steps
            .iter()
            .find(|step| step.title == "Remove the role for logs");
        assert_eq!(
            role.is_some(),
            crate::Options::recommended().logging.account_role
        );
    }

    #[test]
    fn what_goes_with_the_stack_needs_no_command() {
        let commands = commands(json!({"Table": {"Type": "AWS::DynamoDB::Table"}}));
        assert_eq!(
            commands,
            "aws cloudformation delete-stack --stack-name s\naws cloudformation wait stack-delete-complete --stack-name s"
        );
    }

    #[test]
    fn a_protected_table_is_named_before_the_stack_goes_and_deleted_after() {
        let commands = commands(json!({
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "DeletionPolicy": "Retain",
                "Properties": {"DeletionProtectionEnabled": true},
            },
        }));
        let lines: Vec<&str> = commands.lines().collect();
        assert!(lines[0].starts_with("TABLE=\"$(aws cloudformation describe-stack-resource"));
        assert!(lines[1].contains("delete-stack"));
        assert!(lines[3].ends_with("--no-deletion-protection-enabled"));
        assert_eq!(
            lines[4],
            "aws dynamodb delete-table --table-name \"$TABLE\""
        );
    }

    /// Whatever the options retain can be deleted.
    #[test]
    fn every_retained_resource_has_commands() {
        let mut options = crate::Options::recommended();
        for (name, value) in [
            ("encryption", "customer-key"),
            ("protection", "cognito"),
            ("hosting", "on"),
        ] {
            options.set(name, value).unwrap();
        }
        let template = crate::template(&options);
        let stays = resources(&template)
            .filter(|(_, resource)| resource["DeletionPolicy"] == "Retain")
            // The account's setting goes with the role that it names.
            .filter(|(_, resource)| resource["Type"] != "AWS::ApiGateway::Account");
        for (logical_id, resource) in stays {
            let known = RETAINED
                .iter()
                .any(|kind| resource["Type"] == kind.type_name);
            assert!(known, "{logical_id}");
        }
    }
}
