//! The stack, running.

use dynamodb::{KeyAttribute, KeyKind, KeySchema, Table, Tables};
use gateway::{Api, ApiKey, Environment, Exchange, Gateway, Problem, Request};
use serde_json::Value;
use stack::{Deployment, Key, KeyType, Loaded, TableDefinition};

use crate::access::{Access, method_of};
use crate::answer::request_id;
use crate::error::LoadError;
use crate::service::DynamoDb;

/// A stack running on this machine: the first API of a template over its tables, in memory.
#[derive(Clone, Debug)]
pub struct Emulator {
    gateway: Gateway,
    access: Access,
    tables: Tables,
    api_keys: Vec<ApiKey>,
    outputs: Vec<(String, String)>,
}

impl Emulator {
    /// The stack of a template, deployed as [`Deployment::default`] says, with empty tables.
    ///
    /// # Errors
    /// The template can't be read, or has no API.
    pub fn from_template(template: &Value) -> Result<Self, LoadError> {
        Self::deployed(template, Deployment::default())
    }

    /// The stack of a template, deployed with names, parameters and an account of choice.
    ///
    /// # Errors
    /// The template can't be read, or has no API.
    pub fn deployed(template: &Value, deployment: Deployment) -> Result<Self, LoadError> {
        let loaded = stack::load(template, &deployment)?;
        let Loaded {
            apis,
            tables: definitions,
            roles,
            method_roles,
            api_keys,
            outputs,
        } = loaded;
        let api = apis.into_iter().next().ok_or(LoadError::NoApi)?;
        let mut tables = Tables::new();
        for definition in &definitions {
            tables.add(Table::new(&definition.name, key_schema(definition)));
        }
        let access = Access {
            deployment,
            roles,
            method_roles,
            tables: definitions,
        };
        Ok(Self {
            gateway: Gateway::new(api),
            access,
            tables,
            api_keys: api_keys.into_iter().map(api_key).collect(),
            outputs,
        })
    }

    /// The API as the template defines it.
    pub fn api(&self) -> &Api {
        self.gateway.api()
    }

    /// What is wrong with the API's templates and patterns. Methods that have a problem answer
    /// 500, as they do at AWS.
    pub fn problems(&self) -> Vec<Problem> {
        self.gateway.problems()
    }

    /// The API keys that a usage plan of the stack accepts. Their values are made up.
    pub fn api_keys(&self) -> &[ApiKey] {
        &self.api_keys
    }

    /// The request as the stack's owner sends it: with the key, the token or the signature that its method asks for, none
    /// of which is verified here.
    pub fn as_owner(&self, mut request: Request) -> Request {
        let Some(method) = method_of(&self.gateway.api().methods, &request) else {
            return request;
        };
        let mut credentials = Vec::new();
        match method.authorization.as_str() {
            "" | "NONE" => {}
            "AWS_IAM" => credentials.push(("Authorization", "AWS4-HMAC-SHA256 local")),
            _ => credentials.push(("Authorization", "local")),
        }
        if let Some(key) = self.api_keys.first().filter(|_| method.api_key_required) {
            credentials.push(("x-api-key", &key.value));
        }
        for (name, value) in credentials {
            if request.header(name).is_none() {
                request.headers.push((name.to_owned(), value.to_owned()));
            }
        }
        request
    }

    /// Calls the API. It accepts its own API keys besides those of the environment.
    pub fn invoke(&mut self, request: Request, environment: &Environment) -> Exchange {
        let mut service = DynamoDb {
            role: self.access.role_of(&self.gateway.api().methods, &request),
            access: &self.access,
            tables: &mut self.tables,
            request_id: request_id(&environment.request_id),
        };
        let mut environment = environment.clone();
        environment.api_keys.extend(self.api_keys.iter().cloned());
        self.gateway.invoke(request, &environment, &mut service)
    }

    /// The template's outputs: name and value.
    pub fn outputs(&self) -> &[(String, String)] {
        &self.outputs
    }

    /// An output's value.
    pub fn output(&self, name: &str) -> Option<&str> {
        self.outputs
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The output `TableName`; without it the first table's name.
    pub fn table_name(&self) -> Option<&str> {
        self.output("TableName")
            .or_else(|| self.tables.iter().next().map(|t| t.name.as_str()))
    }

    /// The output `APIUrl`: the URL that the API would have, deployed.
    pub fn api_url(&self) -> Option<&str> {
        self.output("APIUrl")
    }

    /// The tables.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// All items of all tables as JSON text.
    ///
    /// # Errors
    /// Where a table can't be read. Those in memory always can.
    pub fn snapshot(&self) -> Result<String, dynamodb::Error> {
        self.tables.snapshot()
    }

    /// Puts a snapshot's items in place of those that are there.
    ///
    /// # Errors
    /// Where the text is no snapshot of these tables. They are then as they were.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), dynamodb::Error> {
        self.tables.restore(snapshot)
    }
}

/// The API key of an id, with a value made up from it, which is as long as AWS's have to be.
fn api_key(id: String) -> ApiKey {
    ApiKey {
        value: format!("local-api-key-of-{id}"),
        id,
    }
}

fn key_schema(table: &TableDefinition) -> KeySchema {
    let attribute = |key: &Key| {
        let kind = match key.key_type {
            KeyType::String => KeyKind::S,
            KeyType::Number => KeyKind::N,
            KeyType::Binary => KeyKind::B,
        };
        KeyAttribute::new(&key.name, kind)
    };
    KeySchema {
        partition: attribute(&table.partition_key),
        sort: table.sort_key.as_ref().map(attribute),
    }
}
