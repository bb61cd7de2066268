//! Cognito authorizer and user pool.

use super::names::{attribute, id, reference};
use super::parameters::Supplied;
use super::resource::{Resources, accepted, conditional, retained};
use crate::{Options, Protection};
use serde_json::{Value, json};

/// The authorizer, and its user pool unless an existing one is named.
pub(super) fn resources(options: &Options) -> Resources {
    let Some(pool) = user_pool(options) else {
        return Vec::new();
    };
    let mut resources = Vec::new();
    if pool.created {
        resources.push((
            id::USER_POOL.to_owned(),
            conditional(new_pool(), pool.condition),
        ));
        resources.push((
            id::USER_POOL_CLIENT.to_owned(),
            conditional(client(), pool.condition),
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
    matches!(options.protection, Protection::Cognito { .. })
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

/// A client without a secret: a page signs users in by SRP, which does not send the password; the AWS CLI, which has no
/// SRP, by name and password, which requires AWS credentials with that permission.
fn client() -> Value {
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
            "PreventUserExistenceErrors": "ENABLED",
        },
    })
}
