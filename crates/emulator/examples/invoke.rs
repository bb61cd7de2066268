//! Runs a CloudFormation template: requests in, exchanges out, a line of JSON each.
//!
//! ```text
//! cargo run --release -p emulator --example invoke -- --stack TEMPLATE [--table NAME]
//!     [--parameter NAME=VALUE]… [--api-key VALUE] [--api NAME]
//!     [--answers FILE] < requests.jsonl
//! cargo run --release -p emulator --example invoke -- --stack TEMPLATE --methods
//! ```
//!
//! TEMPLATE is JSON or YAML; files that it includes are read from its folder. `--table` names its first table, where CloudFormation would make one
//! up, `--parameter` sets a parameter of the template, `--api-key` is the value of the API keys
//! whose values the template leaves to AWS, `--api` chooses one of several APIs. `--answers`
//! is a JSON file of answers by method, for integrations that do not run here (Lambda functions, HTTP endpoints, other
//! services): `{"GET /books": {"status": 200, "headers": {}, "body": "{}"}}`. `--methods` lists the API's methods instead of calling them, a line
//! of JSON each. The template's outputs, and the problems of its mapping templates, go to
//! standard error. A line of the input is a request:
//!
//! ```json
//! {"method":"POST","path":"/","query":{"tablename":"T"},"headers":{"Content-Type":"application/json"},"body":"{}"}
//! ```
//!
//! All but `method` may be left out. A value of `query` or `headers` may be a list of values, and a
//! `body` that is an object or a list means its JSON text. The table name `$TableName` in `query`
//! means the template's output of that name. The output, for each line:
//!
//! ```json
//! {"status":200,"headers":{},"body":"{}","endpoint":{"request":"…","status":200,"response":"{}"},"log":["…"]}
//! ```
//!
//! A repeated header has a list of values. `endpoint` is null where nothing was sent to DynamoDB. A line that can't be read gives
//! `{"error":"…"}`. The tables are in memory and last for the run; so does the use of rates and
//! quotas. A request comes a second after the one before it, unless it has a `time`, in milliseconds
//! since 1970.

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use emulator::Emulator;
use gateway::{ApiKey, Environment, Exchange, IntegrationKind, Method, Request, ServiceAnswer};
use serde_json::{Map, Value, json};
use stack::Deployment;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("invoke: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), String> {
    let Arguments {
        stack: path,
        table,
        parameters,
        api_key,
        api,
        answers,
        methods,
    } = arguments()?;
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let template = stack::from_text(&text).map_err(|error| format!("{path}: {error}"))?;
    let deployment = Deployment {
        physical_names: table_id(&template).zip(table).into_iter().collect(),
        parameters,
        files: included(&template, &path)?,
        ..Deployment::default()
    };
    let mut emulator = Emulator::of_api(&template, deployment, api.as_deref())
        .map_err(|error| format!("{path}: {error}"))?;
    let plans = emulator.api().usage_plans.iter();
    let unvalued = plans
        .flat_map(|plan| &plan.keys)
        .filter(|key| key.value.is_none());
    let api_keys: Vec<_> = unvalued
        .zip(std::iter::repeat(api_key).map_while(|value| value))
        .map(|(key, value)| ApiKey {
            id: key.id.clone(),
            value,
        })
        .collect();
    if let Some(path) = answers {
        prepare(&mut emulator, &path)?;
    }
    for (name, value) in emulator.outputs() {
        eprintln!("invoke: {name} = {value}");
    }
    for note in emulator.notes() {
        eprintln!("invoke: {note}");
    }
    for key in emulator.api_keys() {
        eprintln!("invoke: x-api-key = {}", key.value);
    }
    for problem in emulator.problems() {
        let method = match problem.method.as_str() {
            "" => String::new(),
            method => format!("{method}: "),
        };
        eprintln!("invoke: {method}{}: {}", problem.part, problem.message);
    }
    let mut output = std::io::stdout().lock();
    if methods {
        for method in &emulator.api().methods {
            writeln!(output, "{}", described(method)).map_err(|error| error.to_string())?;
        }
        return Ok(());
    }
    let mut time = 0;
    for (number, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.map_err(|error| error.to_string())?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        let answer = match request(&line, &emulator) {
            Ok((request, given)) => {
                time = given.unwrap_or(time + 1_000);
                let environment = Environment {
                    request_id: format!("00000000-0000-4000-8000-{:012}", number + 1),
                    request_time_epoch: time,
                    api_keys: api_keys.clone(),
                    ..Environment::default()
                };
                exchange(&emulator.invoke(request, &environment))
            }
            Err(message) => json!({ "error": message }),
        };
        writeln!(output, "{answer}").map_err(|error| error.to_string())?;
        output.flush().map_err(|error| error.to_string())?;
    }
    Ok(())
}

struct Arguments {
    stack: String,
    table: Option<String>,
    parameters: Vec<(String, String)>,
    api_key: Option<String>,
    api: Option<String>,
    answers: Option<String>,
    methods: bool,
}

fn arguments() -> Result<Arguments, String> {
    let usage = || {
        "usage: invoke --stack TEMPLATE [--table NAME] [--parameter NAME=VALUE]… [--api-key VALUE] [--api NAME] \
         [--answers FILE] [--methods] \
         < REQUESTS"
            .to_owned()
    };
    let (mut stack, mut table, mut parameters) = (None, None, Vec::new());
    let (mut api_key, mut api, mut answers) = (None, None, None);
    let mut methods = false;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--stack" => stack = arguments.next(),
            "--table" => table = arguments.next(),
            "--parameter" => {
                let parameter = arguments.next().ok_or_else(usage)?;
                let (name, value) = parameter.split_once('=').ok_or_else(usage)?;
                parameters.push((name.to_owned(), value.to_owned()));
            }
            "--api-key" => api_key = arguments.next(),
            "--api" => api = arguments.next(),
            "--answers" => answers = arguments.next(),
            "--methods" => methods = true,
            _ => return Err(usage()),
        }
    }
    Ok(Arguments {
        stack: stack.ok_or_else(usage)?,
        table,
        parameters,
        api_key,
        api,
        answers,
        methods,
    })
}

/// A method: how it is called, what it integrates with, and its request templates.
fn described(method: &Method) -> Value {
    let integration = &method.integration;
    let kind = match &integration.kind {
        IntegrationKind::Mock => "MOCK".to_owned(),
        IntegrationKind::Aws { service, action } => format!("{service}:{action}"),
        IntegrationKind::Other(what) => what.clone(),
    };
    let templates = integration.request_templates.iter();
    let templates: Map<String, Value> = templates
        .map(|(mime, template)| (mime.clone(), Value::from(template.as_str())))
        .collect();
    json!({
        "method": method.http_method,
        "path": method.path,
        "authorization": method.authorization,
        "apiKeyRequired": method.api_key_required,
        "integration": kind,
        "requestTemplates": templates,
    })
}

/// The files that a template includes and that are beside it; of one in S3, the file with its name.
fn included(template: &Value, path: &str) -> Result<Vec<(String, Value)>, String> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let mut files = Vec::new();
    for location in stack::included_files(template) {
        let name = location.rsplit('/').next().unwrap_or_default();
        let beside = std::fs::read_to_string(folder.join(&location));
        let Ok(text) = beside.or_else(|_| std::fs::read_to_string(folder.join(name))) else {
            continue;
        };
        let file = stack::from_text(&text).map_err(|error| format!("{location}: {error}"))?;
        files.push((location, file));
    }
    Ok(files)
}

/// Prepares the answers of a file.
fn prepare(emulator: &mut Emulator, path: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let answers: Map<String, Value> =
        serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    for (method, answer) in &answers {
        let (http_method, of_path) = method
            .split_once(' ')
            .ok_or("an answer has a METHOD /path")?;
        let answer = answer.as_object().ok_or("an answer is an object")?;
        let status = answer.get("status").and_then(Value::as_u64).unwrap_or(200);
        let answer = ServiceAnswer {
            status: u16::try_from(status).map_err(|error| error.to_string())?,
            headers: pairs(answer, "headers")?,
            body: match answer.get("body") {
                None | Some(Value::Null) => String::new(),
                Some(Value::String(body)) => body.clone(),
                Some(body) => body.to_string(),
            },
            ..ServiceAnswer::default()
        };
        emulator.prepare(http_method, of_path, answer);
    }
    Ok(())
}

/// The logical id of the first table.
fn table_id(template: &Value) -> Option<String> {
    let resources = template.get("Resources")?.as_object()?;
    let is_table = |resource: &Value| {
        resource
            .get("Type")?
            .as_str()
            .map(|t| t.ends_with("DynamoDB::Table"))
    };
    resources
        .iter()
        .find(|(_, r)| is_table(r) == Some(true))
        .map(|(id, _)| id.clone())
}

/// The request that a line holds, and its time where it has one.
fn request(line: &str, emulator: &Emulator) -> Result<(Request, Option<i64>), String> {
    let line: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let line = line.as_object().ok_or("a request is an object")?;
    let text = |name: &str, default: &str| match line.get(name) {
        None | Some(Value::Null) => Ok(default.to_owned()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("{name} is a string")),
    };
    let mut query = pairs(line, "query")?;
    for (_, value) in &mut query {
        if value == "$TableName" {
            *value = emulator.table_name().unwrap_or_default().to_owned();
        }
    }
    let time = match line.get("time") {
        None | Some(Value::Null) => None,
        Some(time) => Some(time.as_i64().ok_or("time is a number of milliseconds")?),
    };
    let request = Request {
        method: text("method", "")?.to_uppercase(),
        path: text("path", "/")?,
        query,
        headers: pairs(line, "headers")?,
        body: match line.get("body") {
            Some(body @ (Value::Object(_) | Value::Array(_))) => body.to_string(),
            _ => text("body", "")?,
        },
    };
    Ok((request, time))
}

/// The names and values of a member, in order.
fn pairs(line: &Map<String, Value>, name: &str) -> Result<Vec<(String, String)>, String> {
    let members = match line.get(name) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Object(members)) => members,
        Some(_) => return Err(format!("{name} is an object")),
    };
    let mut pairs = Vec::new();
    for (key, value) in members {
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Number(_) | Value::Bool(_) => value.to_string(),
                _ => return Err(format!("{name}.{key} is a string or a list of strings")),
            };
            pairs.push((key.clone(), text));
        }
    }
    Ok(pairs)
}

fn exchange(exchange: &Exchange) -> Value {
    let response = &exchange.response;
    let mut headers = Map::new();
    for (name, value) in &response.headers {
        let value = Value::from(value.as_str());
        match headers.get_mut(name) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => drop(headers.insert(name.clone(), value)),
        }
    }
    json!({
        "status": response.status,
        "headers": headers,
        "body": response.body,
        "endpoint": exchange.endpoint.as_ref().map(|endpoint| json!({
            "request": endpoint.request,
            "status": endpoint.status,
            "response": endpoint.response,
        })),
        "log": exchange.log,
    })
}
