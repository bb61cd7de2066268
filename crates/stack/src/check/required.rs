//! Required properties.

use super::finding::Report;
use super::rules;
use super::template::Template;

/// The required properties by type, as in CloudFormation's schemas.
const REQUIRED: [(&str, &[&str]); 13] = [
    (
        "AWS::ApiGateway::Method",
        &["HttpMethod", "ResourceId", "RestApiId"],
    ),
    (
        "AWS::ApiGateway::Resource",
        &["ParentId", "PathPart", "RestApiId"],
    ),
    ("AWS::ApiGateway::Deployment", &["RestApiId"]),
    ("AWS::ApiGateway::Stage", &["RestApiId"]),
    ("AWS::ApiGateway::Model", &["RestApiId"]),
    ("AWS::ApiGateway::RequestValidator", &["RestApiId"]),
    (
        "AWS::ApiGateway::GatewayResponse",
        &["ResponseType", "RestApiId"],
    ),
    (
        "AWS::ApiGateway::Authorizer",
        &["Name", "RestApiId", "Type"],
    ),
    (
        "AWS::ApiGateway::UsagePlanKey",
        &["KeyId", "KeyType", "UsagePlanId"],
    ),
    ("AWS::ApiGateway::BasePathMapping", &["DomainName"]),
    ("AWS::DynamoDB::Table", &["KeySchema"]),
    ("AWS::IAM::Role", &["AssumeRolePolicyDocument"]),
    ("AWS::IAM::Policy", &["PolicyDocument", "PolicyName"]),
];

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    for (type_name, names) in REQUIRED {
        for part in template.certain(type_name) {
            let properties = part.properties();
            for name in names.iter().filter(|name| properties.lacks(name)) {
                report.add(
                    &rules::REQUIRED,
                    part.path(),
                    format!("{type_name} without {name}: \"#: required key [{name}] not found\""),
                    format!("Set {name}."),
                );
            }
        }
    }
}
