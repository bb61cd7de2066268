//! Permissions of the API.
//!
//! The integration's `Credentials` name a role, whose policies allow actions on tables. The caller's `tablename` reaches
//! DynamoDB, so only the policies keep a caller from other tables of the account.

use std::collections::BTreeSet;

use dynamodb::{Error, TableAccess};
use gateway::IntegrationRequest;
use stack::{Deployment, MethodRole, Role, TableDefinition};

/// The session name with which API Gateway assumes a role.
const SESSION: &str = "BackplaneAssumeRoleSession";
const GATEWAY: &str = "apigateway.amazonaws.com";

/// The roles of a stack and its tables.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) deployment: Deployment,
    pub(crate) roles: Vec<Role>,
    /// Of the methods of the running API.
    pub(crate) method_roles: Vec<MethodRole>,
    pub(crate) tables: Vec<TableDefinition>,
    /// The names of those that are outside of the template.
    pub(crate) outside: BTreeSet<String>,
}

impl Access {
    /// Checks that the method has a permission. A role that the template does not define allows everything.
    ///
    /// # Errors
    /// DynamoDB's error if the policies do not allow it, whether the table exists or not.
    pub(crate) fn check(
        &self,
        method: Option<&MethodRole>,
        needed: &TableAccess,
    ) -> Result<(), Error> {
        let Some(MethodRole { role_arn, .. }) = method else {
            // Without credentials the request is unsigned.
            return Err(Error::new(
                400,
                "com.amazon.coral.service#MissingAuthenticationTokenException",
                "Request is missing Authentication Token",
            ));
        };
        let Some(role) = self.roles.iter().find(|role| role.arn == *role_arn) else {
            return Ok(());
        };
        if !role
            .trusted_services
            .iter()
            .any(|service| service == GATEWAY)
        {
            return Err(Error::new(
                403,
                "com.amazon.coral.service#AccessDeniedException",
                format!(
                    "API Gateway does not have permission to assume the provided role {role_arn}"
                ),
            ));
        }
        let action = format!("dynamodb:{}", needed.action);
        let mut resource = self.table_arn(&needed.table);
        if let Some(index) = &needed.index {
            resource = format!("{resource}/index/{index}");
        }
        // How a policy names a table outside of the template is not known here.
        let is_outside = self.outside.contains(&needed.table);
        if role.allows(&action, &resource) || (is_outside && role.allows_somewhere(&action)) {
            return Ok(());
        }
        Err(Error::access_denied(
            &self.session_arn(role),
            &action,
            &resource,
        ))
    }

    /// The ARN of a table name, whether the table exists or not. An ARN stays.
    fn table_arn(&self, name: &str) -> String {
        if name.starts_with("arn:") {
            return name.to_owned();
        }
        if let Some(table) = self.tables.iter().find(|table| table.name == name) {
            return table.arn.clone();
        }
        let Deployment {
            partition,
            region,
            account_id,
            ..
        } = &self.deployment;
        format!("arn:{partition}:dynamodb:{region}:{account_id}:table/{name}")
    }

    /// The ARN of the caller: the role, assumed by API Gateway.
    fn session_arn(&self, role: &Role) -> String {
        let Deployment {
            partition,
            account_id,
            ..
        } = &self.deployment;
        let name = role.arn.rsplit('/').next().unwrap_or_default();
        format!("arn:{partition}:sts::{account_id}:assumed-role/{name}/{SESSION}")
    }

    /// The role of the called method's integration.
    pub(crate) fn role_of(&self, call: &IntegrationRequest) -> Option<&MethodRole> {
        self.method_roles
            .iter()
            .find(|role| role.path == call.resource_path && role.http_method == call.http_method)
    }
}
