//! The stack, running.

use std::cell::RefCell;

use dynamodb::{KeyAttribute, KeyKind, KeySchema, Storage, Table, Tables};
use gateway::{Api, ApiKey, Environment, Exchange, Gateway, PlanKey, Problem, Request, Usage};
use serde_json::Value;
use stack::{Deployment, Key, KeyType, Loaded, TableDefinition};

use crate::access::Access;
use crate::answer::request_id;
use crate::error::LoadError;
use crate::service::DynamoDb;
use crate::step::{ItemKey, Items, Log, Step, View};

/// A stack running on this machine: the first API of a template over its tables, in memory.
#[derive(Clone, Debug)]
pub struct Emulator {
    gateway: Gateway,
    access: Access,
    tables: Tables,
    api_keys: Vec<ApiKey>,
    /// What has been used of rates and quotas.
    usage: RefCell<Usage>,
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
        let keys = api.usage_plans.iter().flat_map(|plan| &plan.keys);
        Ok(Self {
            api_keys: keys.map(api_key).collect(),
            gateway: Gateway::new(api),
            access,
            tables,
            usage: RefCell::default(),
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

    /// The API keys that a usage plan of the stack accepts. Values that AWS would make up are made up.
    pub fn api_keys(&self) -> &[ApiKey] {
        &self.api_keys
    }

    /// The request as the stack's owner sends it: with the key, the token or the signature that its method asks for, none
    /// of which is verified here.
    pub fn as_owner(&self, mut request: Request) -> Request {
        let Some(method) = self.gateway.method_of(&request) else {
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

    /// Calls the API, at the environment's time: what is used of rates and quotas is kept from call
    /// to call. It accepts its own API keys besides those of the environment.
    pub fn invoke(&mut self, request: Request, environment: &Environment) -> Exchange {
        let mut tables = std::mem::take(&mut self.tables);
        let (exchange, usage) = self.run(&mut tables, request, environment);
        self.tables = tables;
        self.usage.replace(usage);
        exchange
    }

    /// Calls the API over items that are kept elsewhere, as far as they are known. Its own tables
    /// give their names and keys only.
    ///
    /// A call is a matter of at most a few steps: who runs it reads what the step names, adds it to
    /// `known` and asks again, in one transaction with the write at the end. Each step begins anew,
    /// which shows nowhere, as a call has no other effect than its answer and its write: only the
    /// last counts for rates and quotas.
    pub fn step(&self, request: &Request, environment: &Environment, known: &Items) -> Step {
        let log = RefCell::new(Log::default());
        let mut tables = Tables::new();
        for table in self.tables.iter() {
            let view = View {
                table: &table.name,
                known,
                log: &log,
            };
            tables.add(Table::over(&table.name, table.key.clone(), view));
        }
        let (exchange, usage) = self.run(&mut tables, request.clone(), environment);
        match log.take() {
            Log {
                asked: Some(key), ..
            } => Step::Reads(key),
            Log { written, .. } => {
                self.usage.replace(usage);
                Step::Answered {
                    exchange: Box::new(exchange),
                    written,
                }
            }
        }
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
    pub fn snapshot(&self) -> String {
        self.tables.snapshot()
    }

    /// Puts a snapshot's items in place of those that are there.
    ///
    /// # Errors
    /// Where the text is no snapshot of these tables. They are then as they were.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), dynamodb::Error> {
        self.tables.restore(snapshot)
    }

    /// Lets rates and quotas begin anew, as if there had been no call yet.
    pub fn forget_usage(&mut self) {
        self.usage = RefCell::default();
    }

    /// The items of a snapshot, by their keys.
    ///
    /// # Errors
    /// Where the text is no snapshot of these tables.
    pub fn items_of(&self, snapshot: &str) -> Result<Items, dynamodb::Error> {
        let mut tables = self.tables.clone();
        tables.restore(snapshot)?;
        let mut items = Items::new();
        for table in tables.iter() {
            for (key, item) in table.items() {
                let key = ItemKey {
                    table: table.name.clone(),
                    key: key.clone(),
                };
                items.insert(key, Some(item.clone()));
            }
        }
        Ok(items)
    }

    /// One call, and what is used of rates and quotas after it.
    fn run<S: Storage>(
        &self,
        tables: &mut Tables<S>,
        request: Request,
        environment: &Environment,
    ) -> (Exchange, Usage) {
        let mut service = DynamoDb {
            access: &self.access,
            tables,
            request_id: request_id(&environment.request_id),
        };
        let mut environment = environment.clone();
        environment.api_keys.extend(self.api_keys.iter().cloned());
        let mut usage = self.usage.borrow().clone();
        let exchange = self
            .gateway
            .invoke(request, &environment, &mut usage, &mut service);
        (exchange, usage)
    }
}

/// A plan's key, where it has no value with one made up from its id, which is as long as AWS's have
/// to be.
fn api_key(key: &PlanKey) -> ApiKey {
    let made_up = || format!("local-api-key-of-{}", key.id);
    ApiKey {
        id: key.id.clone(),
        value: key.value.clone().unwrap_or_else(made_up),
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
