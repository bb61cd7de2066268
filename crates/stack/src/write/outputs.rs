//! Outputs of the stack.

use super::authorizer;
use super::methods::LIST_PATH;
use super::names::{api_host, attribute, console_url, id, reference, substituted};
use super::resource::conditional;
use crate::{Operations, Options, Protection, TableName};
use serde_json::{Map, Value, json};

/// `TableName`, `APIUrl` (the URL of `GET` and `POST`, ending in `/`), and outputs that depend on the options.
pub(super) fn outputs(options: &Options) -> Value {
    let mut outputs = Map::new();
    let mut output = |name: &str, description: &str, value: Value, condition: Option<&str>| {
        let value = json!({ "Description": description, "Value": value });
        outputs.insert(name.to_owned(), conditional(value, condition));
    };
    let (table, url) = match options.table_name {
        TableName::Stage => (
            "The table's name.",
            "The API's URL. POST saves a resume, GET ?id=ID loads it.",
        ),
        TableName::Caller => (
            "The table's name, for the API's parameter tablename.",
            "The API's URL. POST ?tablename=TABLE saves a resume, GET ?tablename=TABLE&id=ID loads it.",
        ),
    };
    output("TableName", table, reference(id::TABLE), None);
    let url = format!("{url}{}", operations(options));
    output("APIUrl", &url, substituted(api_url()), None);
    match &options.protection {
        Protection::None => {}
        Protection::ApiKey(_) => {
            let description = format!(
                "The ID of the API key that {} as x-api-key. To get its value: aws apigateway get-api-key --include-value --api-key ID",
                match protected(options) {
                    "POST" => "POST requires".to_owned(),
                    several => format!("{several} require"),
                }
            );
            output("ApiKeyId", &description, reference(id::API_KEY), None);
        }
        Protection::Iam => {
            // One ARN for all: what it covers besides, GET and OPTIONS of the root, is open to everyone.
            let methods = match options.operations.any() {
                true => "*",
                false => "POST/",
            };
            let arn = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/${{{}}}/{methods}",
                id::API,
                id::STAGE
            );
            let description = format!(
                "The ARN for which an IAM policy must allow execute-api:Invoke, for {}.",
                protected(options)
            );
            output("InvokeArn", &description, substituted(arn), None);
        }
        Protection::Cognito(_) => {
            if let Some(pool) = authorizer::user_pool(options).filter(|pool| pool.created) {
                let (users, client) = (reference(id::USER_POOL), reference(id::USER_POOL_CLIENT));
                output(
                    "UserPoolId",
                    "The user pool with write access.",
                    users,
                    pool.condition,
                );
                output(
                    "UserPoolClientId",
                    "The app client with which its users sign in.",
                    client,
                    pool.condition,
                );
                output(
                    "SignInUrl",
                    "The page on which they sign in.",
                    substituted(format!(
                        "https://${{{}}}.auth.${{AWS::Region}}.amazoncognito.com",
                        id::USER_POOL_DOMAIN
                    )),
                    pool.condition,
                );
            }
        }
    }
    if let Some(hosting) = &options.hosting {
        let bucket = reference(id::BUCKET);
        output(
            "ConsoleUrl",
            "The console's URL.",
            console_url(options),
            None,
        );
        output(
            "ConsoleBucket",
            "The bucket for the console's files.",
            bucket,
            None,
        );
        if hosting.domain.is_some() {
            let name = attribute(id::DISTRIBUTION, "DomainName");
            output(
                "ConsoleDistributionDomain",
                "The target for the DNS record of the console's domain.",
                name,
                None,
            );
        }
    }
    Value::Object(outputs)
}

/// The methods that are protected.
fn protected(options: &Options) -> &'static str {
    let Operations { list, delete } = options.operations;
    match (list, delete) {
        (false, false) => "POST",
        (false, true) => "POST and DELETE",
        (true, false) => "POST and GET /resumes",
        (true, true) => "POST, DELETE and GET /resumes",
    }
}

/// Sentences for the optional operations.
fn operations(options: &Options) -> String {
    let Operations { list, delete } = options.operations;
    let (table, and_table) = match options.table_name {
        TableName::Stage => ("", ""),
        TableName::Caller => ("?tablename=TABLE", "tablename=TABLE&"),
    };
    let mut sentences = String::new();
    if delete {
        sentences.push_str(&format!(" DELETE ?{and_table}id=ID deletes it."));
    }
    if list {
        sentences.push_str(&format!(
            " GET {LIST_PATH}{table} lists the stored resumes."
        ));
    }
    sentences
}

/// The URL of the API's stage, for `Fn::Sub`.
fn api_url() -> String {
    format!("https://{}/${{{}}}/", api_host(), id::STAGE)
}
