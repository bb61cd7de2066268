//! Outputs of the stack.

use super::authorizer;
use super::names::{api_host, attribute, console_url, id, reference, substituted};
use super::resource::conditional;
use crate::{Options, Protection, TableName};
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
    output("APIUrl", url, substituted(api_url()), None);
    match &options.protection {
        Protection::None => {}
        Protection::ApiKey(_) => {
            let description = "The ID of the API key that POST requires as x-api-key. To get its value: aws apigateway get-api-key --include-value --api-key ID";
            output("ApiKeyId", description, reference(id::API_KEY), None);
        }
        Protection::Iam => {
            let arn = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/${{{}}}/POST/",
                id::API,
                id::STAGE
            );
            let description =
                "The ARN for which an IAM policy must allow execute-api:Invoke, for POST.";
            output("InvokeArn", description, substituted(arn), None);
        }
        Protection::Cognito { .. } => {
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

/// The URL of the API's stage, for `Fn::Sub`.
fn api_url() -> String {
    format!("https://{}/${{{}}}/", api_host(), id::STAGE)
}
