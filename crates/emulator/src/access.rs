//! Whether the API may do what it asks for.
//!
//! The integration's `Credentials` name a role; its policies say which actions it may do on which
//! tables. The caller's `tablename` reaches DynamoDB, so this is what keeps a caller from other
//! tables of the account.

use dynamodb::Error;
use gateway::{Method, Request};
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

    /// The role of the method that answers a request.
    pub(crate) fn role_of(&self, methods: &[Method], request: &Request) -> Option<&MethodRole> {
        let method = method_of(methods, request)?;
        self.method_roles.iter().find(|role| {
            role.api == 0 && role.path == method.path && role.http_method == method.http_method
        })
    }
}

/// The method that answers a request.
pub(crate) fn method_of<'m>(methods: &'m [Method], request: &Request) -> Option<&'m Method> {
    let candidates = methods
        .iter()
        .filter(|method| method.http_method == request.method || method.http_method == "ANY")
        .filter_map(|method| Some((specificity(method, request)?, method)));
    let (_, method) = candidates.max_by(|(a, _), (b, _)| a.cmp(b))?;
    Some(method)
}

/// How exactly a method is meant by a request, segment by segment: a literal before `{name}`, that
/// before `{name+}`, a named HTTP method before `ANY`; `None` where it is not.
fn specificity(method: &Method, request: &Request) -> Option<(Vec<u8>, bool)> {
    let mut ranks = Vec::new();
    let mut given = segments(&request.path);
    for part in segments(&method.path) {
        if part.starts_with('{') && part.ends_with("+}") {
            given.next()?;
            ranks.push(1);
            return Some((ranks, method.http_method != "ANY"));
        }
        let given = given.next()?;
        if part.starts_with('{') && part.ends_with('}') {
            ranks.push(2);
        } else if part == given {
            ranks.push(3);
        } else {
            return None;
        }
    }
    given
        .next()
        .is_none()
        .then_some((ranks, method.http_method != "ANY"))
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_method_of_a_request() {
        let method = |http_method: &str, path: &str| Method {
            path: path.to_owned(),
            http_method: http_method.to_owned(),
            ..Method::default()
        };
        let methods = [
            method("GET", "/"),
            method("ANY", "/{all+}"),
            method("GET", "/a/{id}"),
            method("GET", "/a/b"),
            method("ANY", "/a/b"),
        ];
        let access = Access {
            deployment: Deployment::default(),
            roles: Vec::new(),
            method_roles: methods
                .iter()
                .enumerate()
                .map(|(index, method)| MethodRole {
                    api: 0,
                    path: method.path.clone(),
                    http_method: method.http_method.clone(),
                    role_arn: index.to_string(),
                })
                .collect(),
            tables: Vec::new(),
        };
        let role = |http_method: &str, path: &str| {
            let request = Request {
                method: http_method.to_owned(),
                path: path.to_owned(),
                ..Request::default()
            };
            access
                .role_of(&methods, &request)
                .map(|role| role.role_arn.as_str())
        };
        assert_eq!(role("GET", "/"), Some("0"));
        assert_eq!(role("GET", ""), Some("0"));
        assert_eq!(role("POST", "/"), None);
        assert_eq!(role("POST", "/x/y/z"), Some("1"));
        assert_eq!(role("GET", "/a/c"), Some("2"));
        assert_eq!(role("GET", "/a/b"), Some("3"));
        assert_eq!(role("PUT", "/a/b"), Some("4"));
        assert_eq!(role("GET", "/a/b/c"), Some("1"));
    }
}
