//! DynamoDB as the integration of one call.

use std::collections::BTreeMap;

use dynamodb::{ActionSupport, Error, Storage, Tables, accesses, action_support, execute};
use gateway::{IntegrationRequest, Service, ServiceAnswer};

use crate::access::Access;
use crate::answer::headers;

/// Answers by the `HttpMethod` and the path of a method.
pub(crate) type Answers = BTreeMap<(String, String), ServiceAnswer>;

/// DynamoDB with the permissions of the called method's role.
pub(crate) struct DynamoDb<'a, S> {
    pub(crate) tables: &'a mut Tables<S>,
    pub(crate) access: &'a Access,
    pub(crate) request_id: String,
    /// Prepared answers of other integrations.
    pub(crate) answers: &'a Answers,
}

impl<S: Storage> DynamoDb<'_, S> {
    fn answer(&mut self, call: &IntegrationRequest) -> Result<String, Error> {
        if action_support(&call.action) != ActionSupport::Runs {
            return execute(self.tables, &call.action, &call.body);
        }
        // As at AWS, permissions come before existence: a caller without permission does not learn whether the table exists.
        let needed = accesses(&call.action, &call.body)?;
        for access in &needed {
            self.access.check(self.access.role_of(call), access)?;
        }
        // A table of another account or region is not the one with the same name here.
        let is_elsewhere = |table: &String| {
            table.starts_with("arn:") && !self.access.tables.iter().any(|t| t.arn == *table)
        };
        if needed.iter().any(|access| is_elsewhere(&access.table)) {
            return Err(Error::resource_not_found());
        }
        execute(self.tables, &call.action, &call.body)
    }
}

impl<S: Storage> Service for DynamoDb<'_, S> {
    fn runs(&self, call: &IntegrationRequest) -> bool {
        call.service == "dynamodb"
    }

    fn prepared(&mut self, call: &IntegrationRequest) -> Option<ServiceAnswer> {
        let method = (call.http_method.clone(), call.resource_path.clone());
        self.answers.get(&method).cloned()
    }

    fn call(&mut self, call: &IntegrationRequest) -> ServiceAnswer {
        let (status, body) = match self.answer(call) {
            Ok(body) => (200, body),
            Err(error) => (error.status, error.body()),
        };
        let headers = headers(&body, &self.request_id);
        ServiceAnswer {
            status,
            headers,
            body,
            ..ServiceAnswer::default()
        }
    }
}
