//! Authorizers, and the methods that use them.

use super::finding::Report;
use super::method::Method;
use super::node::Node;
use super::rules;
use super::template::Template;

pub(super) fn check(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    for part in template.certain("AWS::ApiGateway::Authorizer") {
        authorizer(&part.properties(), report);
    }
    for method in methods {
        if let Some(properties) = &method.properties {
            authorization(properties, report);
        }
    }
}

/// `AuthorizationType` with `AuthorizerId`.
fn authorization(properties: &Node<'_>, report: &mut Report) {
    let Some(kind) = properties.text_of("AuthorizationType") else {
        return;
    };
    match &*kind {
        "CUSTOM" | "COGNITO_USER_POOLS" if properties.lacks("AuthorizerId") => report.add(
            &rules::AUTHORIZER_MISSING,
            properties.path_of("AuthorizationType"),
            format!(
                "the authorization type {kind} without AuthorizerId: \"Invalid authorizer ID specified. Setting the \
                 authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.\""
            ),
            "Set AuthorizerId to the Ref of an AWS::ApiGateway::Authorizer.",
        ),
        "NONE" | "AWS_IAM" => {
            if let Some(id) = properties.get("AuthorizerId") {
                report.add(
                    &rules::AUTHORIZER_UNUSED,
                    id.path,
                    format!("the authorization type {kind} does not use the authorizer"),
                    "Set AuthorizationType to CUSTOM or COGNITO_USER_POOLS, or remove AuthorizerId.",
                );
            }
        }
        _ => {}
    }
}

fn authorizer(properties: &Node<'_>, report: &mut Report) {
    let Some(kind) = properties.text_of("Type") else {
        return;
    };
    match &*kind {
        "COGNITO_USER_POOLS" => {
            let pools = properties.list("ProviderARNs");
            if pools.is_some_and(|pools| pools.is_empty()) {
                report.add(
                    &rules::AUTHORIZER_POOLS,
                    properties.path.clone(),
                    "an authorizer of the type COGNITO_USER_POOLS without ProviderARNs",
                    "Set ProviderARNs to the ARNs of the user pools.",
                );
            }
        }
        "TOKEN" | "REQUEST" => {
            if properties.lacks("AuthorizerUri") {
                report.add(
                    &rules::AUTHORIZER_URI,
                    properties.path.clone(),
                    format!("an authorizer of the type {kind} without AuthorizerUri"),
                    "Set AuthorizerUri to the invocation of a Lambda function.",
                );
            }
            let ttl = properties.get("AuthorizerResultTtlInSeconds");
            // The default is 300.
            let is_cached = ttl.is_none_or(|ttl| ttl.number().is_some_and(|ttl| ttl > 0.0));
            if properties.lacks("IdentitySource") && (is_cached || kind == "TOKEN") {
                report.add(
                    &rules::AUTHORIZER_SOURCE,
                    properties.path.clone(),
                    format!("an authorizer of the type {kind} without IdentitySource"),
                    match &*kind {
                        "TOKEN" => {
                            "Set IdentitySource, such as method.request.header.Authorization."
                        }
                        _ => "Set IdentitySource, or AuthorizerResultTtlInSeconds to 0.",
                    },
                );
            }
        }
        _ => {}
    }
}
