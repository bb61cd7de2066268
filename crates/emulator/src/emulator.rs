//! A running stack.

use std::cell::RefCell;
use std::collections::BTreeSet;

use dynamodb::{
    ActionSupport, IndexKind, IndexProjection, KeyAttribute, KeyKind, KeySchema, SecondaryIndex,
    Storage, Table, Tables, action_support,
};
use gateway::mapping::Inputs;
use gateway::{
    Api, ApiKey, Environment, Exchange, Gateway, IntegrationKind, Method, PlanKey, Problem,
    Request, ServiceAnswer, Usage,
};
use serde_json::Value;
use stack::{Deployment, IndexDefinition, Key, KeyType, TableDefinition};

use crate::access::Access;
use crate::answer::request_id;
use crate::error::LoadError;
use crate::outside;
use crate::progress::{Effects, ItemKey, Items, Loaded, LoadedTable, Missing, Progress};
use crate::service::{Answers, DynamoDb};

/// A stack running on this machine: one API of a template over its tables, in memory.
#[derive(Clone, Debug)]
pub struct Emulator {
    gateway: Gateway,
    access: Access,
    tables: Tables,
    api_keys: Vec<ApiKey>,
    /// The use of rates and quotas so far.
    usage: RefCell<Usage>,
    outputs: Vec<(String, String)>,
    notes: Vec<String>,
    answers: Answers,
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
        Self::of_api(template, deployment, None)
    }

    /// [`Emulator::deployed`], with the API of that name; without a name the first API.
    ///
    /// # Errors
    /// The template can't be read, or has no such API.
    pub fn of_api(
        template: &Value,
        deployment: Deployment,
        name: Option<&str>,
    ) -> Result<Self, LoadError> {
        let loaded = stack::load(template, &deployment)?;
        let stack::Loaded {
            apis,
            tables: mut definitions,
            roles,
            method_roles,
            outputs,
            mut notes,
        } = loaded;
        let names: Vec<String> = apis.iter().map(|api| api.name.clone()).collect();
        let named = |(_, api): &(usize, Api)| name.is_none_or(|name| api.name == name);
        let (at, api) = match (apis.into_iter().enumerate().find(named), name) {
            (Some(found), _) => found,
            (None, None) => return Err(LoadError::no_api(template)),
            (None, Some(name)) => {
                return Err(LoadError::NoApiNamed {
                    name: name.to_owned(),
                    others: names,
                });
            }
        };
        if names.len() > 1 {
            notes.push(format!(
                "{:?} runs, of the APIs {}",
                api.name,
                names.join(", ")
            ));
        }
        let method_roles = method_roles.into_iter().filter(|role| role.api == at);
        let mut outside = BTreeSet::new();
        if definitions.is_empty() {
            let (tables, of_tables) = outside::tables(&api, &deployment);
            outside.extend(tables.iter().map(|table| table.name.clone()));
            definitions = tables;
            notes.extend(of_tables);
        }
        let mut tables = Tables::new();
        for definition in &definitions {
            let table = Table::new(&definition.name, key_schema(definition));
            tables.add(table.with_indexes(indexes(definition)));
        }
        let access = Access {
            deployment,
            roles,
            method_roles: method_roles.collect(),
            tables: definitions,
            outside,
        };
        let keys = api.usage_plans.iter().flat_map(|plan| &plan.keys);
        Ok(Self {
            api_keys: keys.map(api_key).collect(),
            gateway: Gateway::new(api),
            access,
            tables,
            usage: RefCell::default(),
            outputs,
            notes,
            answers: Answers::new(),
        })
    }

    /// The API as the template defines it.
    pub fn api(&self) -> &Api {
        self.gateway.api()
    }

    /// Changes the API's definition, such as the text of a mapping template.
    pub fn edit_api(&mut self, edit: impl FnOnce(&mut Api)) {
        let mut api = self.gateway.api().clone();
        edit(&mut api);
        self.gateway = Gateway::new(api);
    }

    /// The method for a request, and what its request templates read.
    pub fn inputs_of(
        &self,
        request: &Request,
        environment: &Environment,
    ) -> Option<(&Method, Inputs)> {
        self.gateway.inputs_of(request, environment)
    }

    /// Problems of the API's templates, patterns and integrations. Methods with a problem respond with 500, as at AWS; those
    /// that name an action that is not run here get a 500 from the integration.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = self.gateway.problems();
        problems.extend(self.api().methods.iter().filter_map(not_run));
        problems
    }

    /// What stands for a value that the template does not have, and what could not be read and is not needed.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The API keys that a usage plan of the stack accepts, with generated values if the template has none.
    pub fn api_keys(&self) -> &[ApiKey] {
        &self.api_keys
    }

    /// The request with the key, token or signature that its method requires.
    pub fn as_owner(&self, request: Request) -> Request {
        self.as_signed_in(self.with_api_key(request))
    }

    /// The request with the API key that its method requires.
    pub fn with_api_key(&self, request: Request) -> Request {
        let key = self.api_keys.first();
        let needs_key = self
            .gateway
            .method_of(&request)
            .is_some_and(|method| method.api_key_required);
        match key.filter(|_| needs_key) {
            Some(key) => with_header(request, "x-api-key", &key.value),
            None => request,
        }
    }

    /// The request with the token or signature that its method requires: a placeholder, which is not verified here.
    pub fn as_signed_in(&self, request: Request) -> Request {
        let method = self.gateway.method_of(&request);
        match method.map(|method| method.authorization.as_str()) {
            None | Some("" | "NONE") => request,
            Some("AWS_IAM") => with_header(request, "Authorization", "AWS4-HMAC-SHA256 local"),
            Some(_) => with_header(request, "Authorization", "local"),
        }
    }

    /// Calls the API at the environment's time. The use of rates and quotas accumulates. The API accepts its own keys
    /// besides those of the environment.
    pub fn invoke(&mut self, request: Request, environment: &Environment) -> Exchange {
        let mut tables = std::mem::take(&mut self.tables);
        let (exchange, usage) = self.run(&mut tables, request, environment);
        self.tables = tables;
        self.usage.replace(usage);
        exchange
    }

    /// Calls the API over the loaded items of an asynchronous database; this emulator's tables only give names and keys.
    ///
    /// On [`Progress::NeedsItem`] and [`Progress::NeedsTable`] the caller loads that item or all items of that table, adds
    /// them to `loaded` and calls again, all in one transaction with the writes at the end. Each try starts from the
    /// beginning: a call's only effects are its response and its writes, and rates and quotas count the last try alone.
    pub fn try_invoke(
        &self,
        request: &Request,
        environment: &Environment,
        loaded: &Loaded,
    ) -> Progress {
        let effects = RefCell::new(Effects::default());
        let mut tables = Tables::new();
        for table in self.tables.iter() {
            let storage = LoadedTable {
                table: &table.name,
                loaded,
                effects: &effects,
            };
            let table_over = Table::over(&table.name, table.key.clone(), storage);
            tables.add(table_over.with_indexes(table.indexes().to_vec()));
        }
        let (exchange, usage) = self.run(&mut tables, request.clone(), environment);
        let Effects { missing, written } = effects.take();
        match missing {
            Some(Missing::Item(key)) => Progress::NeedsItem(key),
            Some(Missing::Table(name)) => Progress::NeedsTable(name),
            None => {
                self.usage.replace(usage);
                Progress::Done {
                    exchange: Box::new(exchange),
                    written,
                }
            }
        }
    }

    /// Prepares what an integration that does not run here answers: a Lambda function, an HTTP endpoint, another service.
    /// The method is named by its `HttpMethod` (possibly `ANY`) and its resource's path. Without an answer its calls end with
    /// a 500 and show the request that would be sent.
    pub fn prepare(&mut self, http_method: &str, path: &str, answer: ServiceAnswer) {
        let method = (http_method.to_owned(), path.to_owned());
        self.answers.insert(method, answer);
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

    /// Replaces all items by a snapshot's.
    ///
    /// # Errors
    /// The text is not a snapshot of these tables, which are then unchanged.
    pub fn restore(&mut self, snapshot: &str) -> Result<(), dynamodb::Error> {
        self.tables.restore(snapshot)
    }

    /// Resets the use of rates and quotas.
    pub fn forget_usage(&mut self) {
        self.usage = RefCell::default();
    }

    /// The items of a snapshot, by key.
    ///
    /// # Errors
    /// The text is not a snapshot of these tables.
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

    /// One call, and the use of rates and quotas after it.
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
            answers: &self.answers,
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

/// The problem of a method whose action of DynamoDB does not run.
fn not_run(method: &Method) -> Option<Problem> {
    let IntegrationKind::Aws { service, action } = &method.integration.kind else {
        return None;
    };
    if service != "dynamodb" || action.is_empty() {
        return None;
    }
    let message = match action_support(action) {
        ActionSupport::Runs => return None,
        ActionSupport::NotRun => format!("DynamoDB's action {action} is not run here"),
        ActionSupport::Unknown => {
            format!("DynamoDB has no action {action}: it answers 400 UnknownOperationException")
        }
    };
    Some(Problem {
        method: format!("{} {}", method.http_method, method.path),
        part: "integration".to_owned(),
        message,
        template: None,
    })
}

/// A plan's key. One without a value gets one generated from its id, of the length that AWS requires.
fn api_key(key: &PlanKey) -> ApiKey {
    let generated = || format!("local-api-key-of-{}", key.id);
    ApiKey {
        id: key.id.clone(),
        value: key.value.clone().unwrap_or_else(generated),
    }
}

fn key_schema(table: &TableDefinition) -> KeySchema {
    schema(&table.partition_key, table.sort_key.as_ref())
}

fn schema(partition: &Key, sort: Option<&Key>) -> KeySchema {
    let attribute = |key: &Key| {
        let kind = match key.key_type {
            KeyType::String => KeyKind::S,
            KeyType::Number => KeyKind::N,
            KeyType::Binary => KeyKind::B,
        };
        KeyAttribute::new(&key.name, kind)
    };
    KeySchema {
        partition: attribute(partition),
        sort: sort.map(attribute),
    }
}

fn indexes(table: &TableDefinition) -> Vec<SecondaryIndex> {
    let index = |index: &IndexDefinition| SecondaryIndex {
        name: index.name.clone(),
        kind: if index.is_global {
            IndexKind::Global
        } else {
            IndexKind::Local
        },
        key: schema(&index.partition_key, index.sort_key.as_ref()),
        projection: match &index.projection {
            stack::IndexProjection::All => IndexProjection::All,
            stack::IndexProjection::KeysOnly => IndexProjection::KeysOnly,
            stack::IndexProjection::Include(names) => IndexProjection::Include(names.clone()),
        },
    };
    table.indexes.iter().map(index).collect()
}

/// The request with a header, unless it has one of that name.
fn with_header(mut request: Request, name: &str, value: &str) -> Request {
    if request.header(name).is_none() {
        request.headers.push((name.to_owned(), value.to_owned()));
    }
    request
}
