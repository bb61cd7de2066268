//! What the stack tells once it is deployed.

use super::authorizer;
use super::names::{api_host, attribute, console_url, id, reference, substituted};
use super::resource::conditional;
use crate::{Options, Protection, TableName};
use serde_json::{Map, Value, json};

/// `TableName` and `APIUrl`, the URL of `GET` and `POST`, ending in `/`; and what the options bring.
pub(super) fn outputs(options: &Options) -> Value {
    let mut outputs = Map::new();
    let mut tell = |name: &str, description: &str, value: Value, condition: Option<&str>| {
        let output = json!({ "Description": description, "Value": value });
        outputs.insert(name.to_owned(), conditional(output, condition));
    };
    let (table, url) = match options.table_name {
        TableName::Stage => (
            "The table.",
            "The API: POST stores a resume, GET ?id=ID reads it.",
        ),
        TableName::Caller => (
            "The table, as the API's parameter tablename names it.",
            "The API: POST ?tablename=TABLE stores a resume, GET ?tablename=TABLE&id=ID reads it.",
        ),
    };
    tell("TableName", table, reference(id::TABLE), None);
    tell("APIUrl", url, substituted(api_url()), None);
    match &options.protection {
        Protection::None => {}
        Protection::ApiKey(_) => {
            let description = "The key that POST wants in the header x-api-key: aws apigateway get-api-key --include-value --api-key ID shows it.";
            tell("ApiKeyId", description, reference(id::API_KEY), None);
        }
        Protection::Iam => {
            let arn = format!(
                "arn:${{AWS::Partition}}:execute-api:${{AWS::Region}}:${{AWS::AccountId}}:${{{}}}/${{{}}}/POST/",
                id::API,
                id::STAGE
            );
            let description = "What a policy has to allow execute-api:Invoke on, for POST.";
            tell("InvokeArn", description, substituted(arn), None);
        }
        Protection::Cognito { .. } => {
            if let Some(pool) = authorizer::user_pool(options).filter(|pool| pool.made) {
                let (users, client) = (reference(id::USER_POOL), reference(id::USER_POOL_CLIENT));
                tell(
                    "UserPoolId",
                    "The pool of those who may write.",
                    users,
                    pool.condition,
                );
                tell(
                    "UserPoolClientId",
                    "The client by which they sign in.",
                    client,
                    pool.condition,
                );
            }
        }
    }
    if let Some(hosting) = &options.hosting {
        let bucket = reference(id::BUCKET);
        tell("ConsoleUrl", "The console.", console_url(options), None);
        tell(
            "ConsoleBucket",
            "The bucket that its files go into.",
            bucket,
            None,
        );
        if hosting.domain.is_some() {
            let name = attribute(id::DISTRIBUTION, "DomainName");
            tell(
                "ConsoleDistributionDomain",
                "What the DNS entry of the console's domain has to point to.",
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
