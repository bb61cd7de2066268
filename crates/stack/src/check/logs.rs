//! Stages that log: API Gateway needs a role for it, one for an account and region.

use super::finding::Report;
use super::node::Node;
use super::rules;
use super::template::Template;

const ERROR: &str =
    "\"CloudWatch Logs role ARN must be set in account settings to enable logging\"";

pub(super) fn check(template: &Template<'_>, report: &mut Report) {
    let accounts: Vec<_> = template.possible("AWS::ApiGateway::Account").collect();
    for stage in template.certain("AWS::ApiGateway::Stage") {
        let Some(log) = log(&stage.properties()) else {
            continue;
        };
        let account = accounts.iter().find(|account| {
            // One that takes the role away does not count.
            !account.properties().lacks("CloudWatchRoleArn")
        });
        let Some(account) = account else {
            report.add(
                &rules::LOGS_ACCOUNT,
                log.path,
                format!("the region needs a role for logs before the deployment: {ERROR}"),
                "Set the role once for the account and region, or add an AWS::ApiGateway::Account on which the \
                 stage depends.",
            );
            continue;
        };
        let before = template.before(stage.id);
        if account.is_certain && before.is_some_and(|before| !before.contains(account.id)) {
            report.add(
                &rules::LOGS_RACE,
                log.path,
                format!(
                    "the stage may be created before {} sets the role: {ERROR}",
                    account.id
                ),
                format!("Add DependsOn: {}.", account.id),
            );
        }
    }
}

/// The setting of a stage that turns a log on.
fn log<'v>(properties: &Node<'v>) -> Option<Node<'v>> {
    if let Some(access) = properties.get("AccessLogSetting") {
        // Firehose is another destination, with another role.
        let arn = access.get("DestinationArn");
        let is_stream = arn.as_ref().and_then(Node::partial);
        let is_stream = is_stream.is_some_and(|arn| arn.contains(":firehose:"));
        if arn.is_some() && !is_stream {
            return Some(access);
        }
    }
    let settings = properties.list("MethodSettings")?;
    settings.into_iter().find_map(|setting| {
        let level = setting.get("LoggingLevel")?;
        matches!(level.text().as_deref(), Some("ERROR" | "INFO")).then_some(level)
    })
}
