//! DynamoDB, as it stands behind the gateway for one call.

use dynamodb::{Error, Storage, Tables, execute, table_name};
use gateway::{IntegrationRequest, Service, ServiceAnswer};

use crate::access::Access;
use crate::answer::headers;

/// DynamoDB, as the role of the called method may call it.
pub(crate) struct DynamoDb<'a, S> {
    pub(crate) tables: &'a mut Tables<S>,
    pub(crate) access: &'a Access,
    pub(crate) request_id: String,
}

impl<S: Storage> DynamoDb<'_, S> {
    fn answer(&mut self, call: &IntegrationRequest) -> Result<String, Error> {
        if call.service != "dynamodb" {
            return Err(Error::new(
                400,
                "com.amazon.coral.service#UnknownOperationException",
                format!("The service {} is not emulated", call.service),
            ));
        }
        let table = table_name(&call.body)?;
        // Permission comes before the question whether there is such a table, as at AWS: who may
        // not touch a table does not learn whether it is there.
        let action = format!("dynamodb:{}", call.action);
        self.access
            .check(self.access.role_of(call), &action, &table)?;
        // One of another account or region is not the table of that name which is here.
        if table.starts_with("arn:") && !self.access.tables.iter().any(|t| t.arn == table) {
            return Err(Error::resource_not_found());
        }
        execute(self.tables, &call.action, &call.body)
    }
}

impl<S: Storage> Service for DynamoDb<'_, S> {
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
