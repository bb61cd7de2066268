//! Cognito authorizer and user pool.

use super::names::{attribute, console_page, id, reference};
use super::parameters::Supplied;
use super::resource::{Resources, accepted, conditional, retained};
use crate::{Options, Protection, UserPool};
use serde_json::{Value, json};

/// The authorizer, and its user pool unless an existing one is named.
pub(super) fn resources(options: &Options) -> Resources {
    match user_pool(options) {
        Some(pool) => of_pool(options, pool),
        None => Vec::new(),
    }
}

#[inline(never)]
fn of_pool(options: &Options, pool: Supplied) -> Resources {
    let mut resources = Vec::new();
    if pool.created {
        resources.push((
            id::USER_POOL.to_owned(),
            conditional(new_pool(), pool.condition),
        ));
        resources.push((
            id::USER_POOL_CLIENT.to_owned(),
            conditional(client(options), pool.condition),
        ));
        resources.push((
            id::USER_POOL_DOMAIN.to_owned(),
            conditional(domain(), pool.condition),
        ));
    }
    let authorizer = json!({
        "Type": "AWS::ApiGateway::Authorizer",
        "Properties": {
            "RestApiId": reference(id::API),
            "Name": "users",
            "Type": "COGNITO_USER_POOLS",
            "IdentitySource": "method.request.header.Authorization",
            "ProviderARNs": [pool.value],
        },
    });
    resources.push((id::AUTHORIZER.to_owned(), authorizer));
    resources
}

/// The user pool that protects `POST`, if one does.
pub(super) fn user_pool(options: &Options) -> Option<Supplied> {
    let own = attribute(id::USER_POOL, "Arn");
    matches!(options.protection, Protection::Cognito(_))
        .then(|| Supplied::of(options, "UserPoolArn", own))
}

/// A pool whose users only its administrator creates.
fn new_pool() -> Value {
    let pool = retained(json!({
        "Type": "AWS::Cognito::UserPool",
        "Properties": {
            "AdminCreateUserConfig": { "AllowAdminCreateUserOnly": true },
            "UsernameAttributes": ["email"],
            "AutoVerifiedAttributes": ["email"],
            "AccountRecoverySetting": {
                "RecoveryMechanisms": [{ "Name": "verified_email", "Priority": 1 }],
            },
            "MfaConfiguration": "OPTIONAL",
            "EnabledMfas": ["SOFTWARE_TOKEN_MFA"],
            "Policies": {
                "PasswordPolicy": {
                    "MinimumLength": 12,
                    "RequireLowercase": true,
                    "RequireUppercase": true,
                    "RequireNumbers": true,
                    "RequireSymbols": true,
                    // Of the password in an invitation.
                    "TemporaryPasswordValidityDays": 1,
                },
            },
            "DeletionProtection": "ACTIVE",
        },
    }));
    let findings = [
        ("AwsSolutions-COG2", "Each user may turn MFA on."),
        ("AwsSolutions-COG8", "It costs several times as much."),
    ];
    accepted(pool, &findings)
}

/// A client without a secret, which a page could not keep. The console signs users in on the pool's own page, by a code that is of use
/// only with the page's own random value (PKCE); other pages by SRP, which does not send the password; the AWS CLI, which has no SRP, by
/// name and password, which requires AWS credentials with that permission.
fn client(options: &Options) -> Value {
    json!({
        "Type": "AWS::Cognito::UserPoolClient",
        "Properties": {
            "UserPoolId": reference(id::USER_POOL),
            "GenerateSecret": false,
            "ExplicitAuthFlows": [
                "ALLOW_USER_SRP_AUTH",
                "ALLOW_ADMIN_USER_PASSWORD_AUTH",
                "ALLOW_REFRESH_TOKEN_AUTH",
            ],
            "AllowedOAuthFlowsUserPoolClient": true,
            "AllowedOAuthFlows": ["code"],
            "AllowedOAuthScopes": ["openid", "email"],
            "CallbackURLs": return_urls(options),
            "SupportedIdentityProviders": ["COGNITO"],
            "PreventUserExistenceErrors": "ENABLED",
        },
    })
}

/// The pages to which the sign-in page returns; the hosted console is the last.
fn return_urls(options: &Options) -> Value {
    let pool = match &options.protection {
        Protection::Cognito(pool @ UserPool::Created { .. }) => pool.clone(),
        // The pool of a stack whose parameter for an existing one is emptied at the deployment.
        _ => UserPool::default(),
    };
    let urls = match pool {
        UserPool::Created { return_urls } => return_urls,
        UserPool::Existing { .. } => Vec::new(),
    };
    let console = options.hosting.as_ref().map(|_| console_page(options));
    Value::Array(urls.into_iter().map(Value::String).chain(console).collect())
}

/// The host of the sign-in page. Its name is one for all accounts of a region: the stack's own ID, which is an UUID, is in it.
fn domain() -> Value {
    let uuid = json!({ "Fn::Select": [2, { "Fn::Split": ["/", reference("AWS::StackId")] }] });
    json!({
        "Type": "AWS::Cognito::UserPoolDomain",
        "Properties": {
            "UserPoolId": reference(id::USER_POOL),
            "Domain": { "Fn::Join": ["-", ["resume", uuid]] },
        },
    })
}
