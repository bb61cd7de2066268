//! Deleting the stack, and then the resources that its template retains.

use serde_json::Value;

use super::cli::Cli;
use super::{DeployStep, DeployTarget, of_type, resources};

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

/// Deletes the stack, then each resource that is left behind.
pub(super) fn step(template: &Value, target: &DeployTarget, cli: &Cli<'_>) -> DeployStep {
    let mut names = Vec::new();
    let mut deletions = Vec::new();
    let mut stays = Vec::new();
    for kind in &RETAINED {
        let kept = of_type(template, kind.type_name)
            .filter(|(_, resource)| resource["DeletionPolicy"] == "Retain");
        for (logical_id, resource) in kept {
            names.push(format!("{}={}", kind.variable, cli.resource(logical_id)));
            deletions.extend((kind.delete)(cli, resource));
            stays.push(kind.what);
        }
    }
    let stack = &target.stack;
    let mut commands = names;
    commands.push(cli.aws(&format!("cloudformation delete-stack --stack-name {stack}")));
    commands.push(cli.aws(&format!(
        "cloudformation wait stack-delete-complete --stack-name {stack}"
    )));
    commands.extend(deletions);
    DeployStep {
        title: "Delete",
        note: note(&stays, resources(template).count()),
        commands: commands.join("\n"),
    }
}

fn note(stays: &[&str], resources: usize) -> String {
    let goes = resources - stays.len();
    match stays {
        [] => format!("Deletes the stack with all its {goes} resources."),
        [one] => format!(
            "Deletes the stack with {goes} resources. Kept on purpose, so that nothing is lost by accident: {one}. The commands after the wait delete it for good; leave them out to keep it."
        ),
        [.., last] => {
            let others = stays.get(..stays.len() - 1).unwrap_or_default().join(", ");
            format!(
                "Deletes the stack with {goes} resources. Kept on purpose, so that nothing is lost by accident: {others} and {last}. The commands after the wait delete them for good; leave out those for what you keep."
            )
        }
    }
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
        step(
            &json!({ "Resources": resources }),
            &target,
            &Cli::new(&target),
        )
        .commands
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
