//! Whether the API may do what it asks for.
//!
//! The integration's `Credentials` name a role; its policies say which actions it may do on which
//! tables. The caller's `tablename` reaches DynamoDB, so this is what keeps a caller from other
//! tables of the account.

use dynamodb::Error;
use gateway::IntegrationRequest;
use stack::{Deployment, MethodRole, Role, TableDefinition};

/// The session that API Gateway takes a role on with.
const SESSION: &str = "BackplaneAssumeRoleSession";
const GATEWAY: &str = "apigateway.amazonaws.com";

/// Who may do what in a stack.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) deployment: Deployment,
    pub(crate) roles: Vec<Role>,
    pub(crate) method_roles: Vec<MethodRole>,
    pub(crate) tables: Vec<TableDefinition>,
}

impl Access {
    /// Whether the method may do `action` (`dynamodb:PutItem`) on a table.
    ///
    /// A role that the template does not define can't be looked into, and is taken to allow
    /// everything.
    ///
    /// # Errors
    /// As DynamoDB answers where the policies allow it not, whether there is such a table or not.
    pub(crate) fn check(
        &self,
        method: Option<&MethodRole>,
        action: &str,
        table: &str,
    ) -> Result<(), Error> {
        let Some(MethodRole { role_arn, .. }) = method else {
            // Without credentials the call goes out unsigned.
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
        let resource = self.table_arn(table);
        if role.allows(action, &resource) {
            return Ok(());
        }
        Err(Error::access_denied(
            &self.session_arn(role),
            action,
            &resource,
        ))
    }

    /// The ARN of a table of that name, whether there is one or not. An ARN is its own.
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

    /// The ARN of who calls: the role, taken on by API Gateway.
    fn session_arn(&self, role: &Role) -> String {
        let Deployment {
            partition,
            account_id,
            ..
        } = &self.deployment;
        let name = role.arn.rsplit('/').next().unwrap_or_default();
        format!("arn:{partition}:sts::{account_id}:assumed-role/{name}/{SESSION}")
    }

    /// The role that the called method calls its service with.
    pub(crate) fn role_of(&self, call: &IntegrationRequest) -> Option<&MethodRole> {
        self.method_roles.iter().find(|role| {
            role.api == 0 && role.path == call.resource_path && role.http_method == call.http_method
        })
    }
}
