//! The roles of integrations: API Gateway may assume them, and they allow the action.

use super::finding::Report;
use super::method::Method;
use super::node::Node;
use super::rules;
use super::template::{Part, Template};
use crate::read::{has_symbol, matches};
use std::collections::{BTreeMap, HashSet};

/// The actions that need the permission of their own name, and no other.
const ACTIONS: [&str; 8] = [
    "BatchGetItem",
    "BatchWriteItem",
    "DeleteItem",
    "GetItem",
    "PutItem",
    "Query",
    "Scan",
    "UpdateItem",
];

/// A managed policy that has nothing to do with tables.
const LOGS_POLICY: &str = "AmazonAPIGatewayPushToCloudWatchLogs";

pub(super) fn check(template: &Template<'_>, methods: &[Method<'_>], report: &mut Report) {
    let mut attached: Option<Attached<'_>> = None;
    let mut untrusted = HashSet::new();
    let mut permissions: BTreeMap<&str, Option<Vec<String>>> = BTreeMap::new();
    for method in methods {
        let Some(integration) = method.integration() else {
            continue;
        };
        let Some(credentials) = integration.get("Credentials") else {
            continue;
        };
        let Some(text) = credentials.partial() else {
            continue;
        };
        let Some(role) = template.with_attribute(&text, "Arn", "AWS::IAM::Role") else {
            continue;
        };
        // What SAM or another transform makes of it is unknown.
        if !role.is_written || !role.is_certain {
            continue;
        }
        let properties = role.properties();
        if is_untrusting(&properties) && untrusted.insert(role.id) {
            report.add(
                &rules::ROLE_TRUST,
                properties.path_of("AssumeRolePolicyDocument"),
                "apigateway.amazonaws.com may not assume the role: every call ends with a 500, \"API Gateway does \
                 not have permission to assume the provided role\"",
                "Add apigateway.amazonaws.com to Principal.Service.",
            );
        }
        let Some(action) = action(&integration) else {
            continue;
        };
        let attached = attached.get_or_insert_with(|| Attached::new(template));
        let allowed = permissions
            .entry(role.id)
            .or_insert_with(|| attached.allowed(role));
        let Some(allowed) = allowed else { continue };
        let wanted = format!("dynamodb:{action}").to_ascii_lowercase();
        if !allowed.iter().any(|pattern| matches(pattern, &wanted)) {
            report.add(
                &rules::ROLE_ACTION,
                credentials.path,
                format!("the role {} does not allow dynamodb:{action}: every call ends with AccessDeniedException", role.id),
                format!("Add a statement that allows dynamodb:{action} on the table."),
            );
        }
    }
}

/// The action of DynamoDB that an integration calls.
fn action(integration: &Node<'_>) -> Option<String> {
    let uri = integration.reference("Uri")?;
    let (start, action) = uri.split_once(":dynamodb:action/")?;
    let is_known = start.starts_with("arn:") && ACTIONS.contains(&action);
    is_known.then(|| action.to_owned())
}

/// Whether no statement certainly lets API Gateway assume the role.
fn is_untrusting(role: &Node<'_>) -> bool {
    let Some(document) = role.get("AssumeRolePolicyDocument") else {
        return false;
    };
    let Some(statements) = statements(&document) else {
        return false;
    };
    statements.iter().all(|statement| {
        let Some(principal) = statement.get("Principal") else {
            return statement.lacks("Principal") && statement.lacks("NotPrincipal");
        };
        let Some(service) = principal.get("Service") else {
            // `*` is everyone, as text or as an account.
            let is_everyone = principal.text_of("AWS").is_some_and(|name| name == "*");
            return principal.value.is_object() && principal.lacks("Service") && !is_everyone;
        };
        service.texts().iter().all(|name| {
            name.text()
                .is_some_and(|name| !name.starts_with("apigateway.") && name != "*")
        })
    })
}

/// The statements of a policy. `None`: not all are known.
fn statements<'v>(document: &Node<'v>) -> Option<Vec<Node<'v>>> {
    if !document.value.is_object() {
        return None;
    }
    let Some(statement) = document.get("Statement") else {
        return document.lacks("Statement").then(Vec::new);
    };
    match statement.value.is_array() {
        true => statement.items(),
        false => statement.value.is_object().then(|| vec![statement]),
    }
}

/// The policies that are resources of their own.
struct Attached<'p> {
    template: &'p Template<'p>,
    /// Their documents, with what they are attached to.
    policies: Vec<(Vec<String>, Option<Node<'p>>)>,
}

impl<'p> Attached<'p> {
    fn new(template: &'p Template<'p>) -> Self {
        let mut policies = Vec::new();
        for type_name in [
            "AWS::IAM::Policy",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::RolePolicy",
        ] {
            for part in template.possible(type_name) {
                let properties = part.properties();
                let roles = properties.get("Roles").or(properties.get("RoleName"));
                let roles = roles.map(|roles| roles.texts()).unwrap_or_default();
                let texts = roles.iter().filter_map(Node::partial);
                policies.push((
                    texts.map(Into::into).collect(),
                    properties.get("PolicyDocument").filter(|_| part.is_certain),
                ));
            }
        }
        Self { template, policies }
    }

    /// The patterns of allowed actions, in lower case. `None`: not all are known.
    fn allowed(&self, role: &Part<'_>) -> Option<Vec<String>> {
        let properties = role.properties();
        let mut found = Vec::new();
        for policy in properties.list("Policies")? {
            actions(&policy.get("PolicyDocument")?, &mut found)?;
        }
        for managed in properties.list("ManagedPolicyArns")? {
            let text = managed.partial()?;
            if text.ends_with(LOGS_POLICY) {
                continue;
            }
            let own = self.template.referred(&text, "AWS::IAM::ManagedPolicy")?;
            // `certain` only: a policy that may be missing may allow it.
            if !own.is_certain {
                return None;
            }
            actions(&own.properties().get("PolicyDocument")?, &mut found)?;
        }
        let own_name = properties.reference("RoleName");
        for (roles, document) in &self.policies {
            let is_own = |text: &String| {
                let referred = self.template.referred(text, "AWS::IAM::Role");
                referred.is_some_and(|other| other.id == role.id)
                    || own_name.as_deref() == Some(text)
            };
            let is_open = |text: &String| {
                has_symbol(text) && self.template.referred(text, "AWS::IAM::Role").is_none()
            };
            if roles.iter().any(is_own) {
                actions(document.as_ref()?, &mut found)?;
            } else if roles.iter().any(is_open) {
                return None;
            }
        }
        Some(found)
    }
}

/// Adds the actions that a policy allows. `None`: not all are known.
fn actions(document: &Node<'_>, found: &mut Vec<String>) -> Option<()> {
    for statement in statements(document)? {
        if statement.text_of("Effect")? != "Allow" {
            continue;
        }
        // `NotAction` allows all others.
        for action in statement.get("Action")?.texts() {
            found.push(action.text()?.to_ascii_lowercase());
        }
    }
    Some(())
}
