//! Calls of the optional operations, as commands of curl.

use super::cli::Cli;
use super::{DeployStep, StepKind};
use crate::{Operations, Options, Protection, TableName};

/// What the caller of a protected method may do, as a part of a sentence.
pub(super) fn protected(options: &Options) -> &'static str {
    let Operations { list, delete } = options.operations;
    match (list, delete) {
        (false, false) => "write",
        (false, true) => "write and delete",
        (true, false) => "write and list",
        (true, true) => "write, list and delete",
    }
}

/// How to list, and how to delete.
pub(super) fn steps(options: &Options, cli: &Cli<'_>) -> Vec<DeployStep> {
    let Operations { list, delete } = options.operations;
    let credentials = Credentials::new(options, cli);
    let mut steps = Vec::new();
    if list {
        steps.push(DeployStep {
            kind: StepKind::Task,
            title: "List resumes",
            note: format!(
                "Prints ID, name and title of at most 100 resumes. The field next of the response, as the parameter next of another call, gives the page after it. {}",
                credentials.note
            ),
            commands: credentials.call(options, "", "resumes", &[]),
        });
    }
    if delete {
        let (parameters, replace): (&[&str], _) = match options.lost_update_protection {
            true => (
                &["id=ID", "version=VERSION"],
                "Replace ID, and VERSION by the version that a load or a list shows.",
            ),
            false => (&["id=ID"], "Replace ID."),
        };
        steps.push(DeployStep {
            kind: StepKind::Deletion,
            title: "Delete a resume",
            note: format!(
                "{replace} Without point-in-time recovery or a backup of the table, nothing brings it back. {}",
                credentials.note
            ),
            commands: credentials.call(options, " -X DELETE", "", parameters),
        });
    }
    steps
}

/// What a protected method asks for.
struct Credentials {
    /// The commands that set the variables.
    variables: Vec<String>,
    /// The options of curl that send them.
    options: &'static str,
    note: &'static str,
}

impl Credentials {
    fn new(options: &Options, cli: &Cli<'_>) -> Self {
        let mut variables = vec![format!("URL={}", cli.output("APIUrl"))];
        if options.table_name == TableName::Caller {
            variables.push(format!("TABLE={}", cli.output("TableName")));
        }
        let (options, note) = match options.protection {
            Protection::None => ("", "Anyone with the URL can do this."),
            Protection::ApiKey(_) => {
                let key = cli.aws(&format!(
                    "apigateway get-api-key --include-value --query value --output text --api-key {}",
                    cli.output("ApiKeyId")
                ));
                variables.push(format!("API_KEY=\"$({key})\""));
                (" -H \"x-api-key: $API_KEY\"", "It needs the API key.")
            }
            Protection::Iam => {
                variables.push("REGION=\"$(echo \"$URL\" | cut -d. -f3)\"".to_owned());
                (
                    " --aws-sigv4 \"aws:amz:$REGION:execute-api\" --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\" -H \"x-amz-security-token: $AWS_SESSION_TOKEN\"",
                    "It is signed with the access key in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, if it is temporary, AWS_SESSION_TOKEN.",
                )
            }
            Protection::Cognito(_) => (
                " -H \"Authorization: $ID_TOKEN\"",
                "It needs the ID token of a signed-in user, in ID_TOKEN.",
            ),
        };
        Self {
            variables,
            options,
            note,
        }
    }

    /// The commands of a call. `-G` makes the parameters a query string, which `--data-urlencode` encodes.
    fn call(&self, options: &Options, method: &str, path: &str, parameters: &[&str]) -> String {
        let table: &[&str] = match options.table_name {
            TableName::Caller => &["tablename=$TABLE"],
            TableName::Stage => &[],
        };
        let parameters: String = table
            .iter()
            .chain(parameters)
            .map(|parameter| format!(" --data-urlencode \"{parameter}\""))
            .collect();
        let call = format!(
            "curl -G{method}{}{parameters} \"${{URL}}{path}\"",
            self.options
        );
        let lines = self.variables.iter().cloned().chain([call]);
        lines.collect::<Vec<_>>().join("\n")
    }
}
