//! The input of a mapping template.

use std::rc::Rc;

use exchange::Request;
use gateway::mapping::{CallContext, Inputs, Params};
use gateway::{Environment, IntegrationKind};
use protocol::{LOCAL_TABLE, TemplateInput, TemplateName, TemplateRequest};
use vtl::Value;
use vtl::value::{Map, Order, Printed};

use crate::example;
use crate::loaded::Loaded;

/// DynamoDB's response to a save that another one came before: what the template for errors gets here.
const AN_ERROR: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}"#;

/// The inputs of a template.
///
/// # Errors
/// The resume leads to no such input, because a call fails before: why.
pub(super) fn inputs(
    loaded: &mut Loaded,
    name: TemplateName,
    input: &TemplateInput,
) -> Result<Inputs, String> {
    let (json, id) = match (input, name) {
        (TemplateInput::Own(request), _) => return Ok(own(request)),
        (TemplateInput::Call(request), _) => return of_call(loaded, name, Some(request)),
        (TemplateInput::Resume { .. }, TemplateName::OfFile(_)) => {
            return of_call(loaded, name, None);
        }
        (TemplateInput::Resume { json, id }, _) => (json, id),
    };
    let request = match name {
        TemplateName::PutRequest | TemplateName::ErrorResponse => {
            protocol::save(LOCAL_TABLE, json.clone(), None)
        }
        // A file's template has had its input above.
        TemplateName::GetRequest | TemplateName::GetResponse | TemplateName::OfFile(_) => {
            protocol::read(LOCAL_TABLE, id)
        }
    };
    let mut inputs = loaded.preview.inputs(request, LOCAL_TABLE);
    match name {
        TemplateName::PutRequest | TemplateName::GetRequest | TemplateName::OfFile(_) => {}
        TemplateName::ErrorResponse => inputs.body = AN_ERROR.into(),
        TemplateName::GetResponse => {
            let read = loaded.preview.load(json, id)?;
            let endpoint = read
                .endpoint
                .ok_or_else(|| format!("The load fails before: {}", read.log.join("\n")))?;
            inputs.body = endpoint.response.into();
        }
    }
    Ok(inputs)
}

/// What a call has at a file's template: this one, if it goes to the template's method, else an example. A response's template has
/// what the integration responds with while the tables are empty.
fn of_call(
    loaded: &Loaded,
    name: TemplateName,
    request: Option<&Request>,
) -> Result<Inputs, String> {
    let emulator = loaded.emulator.as_ref().as_ref().map_err(Clone::clone)?;
    let template = loaded
        .of_file(name)
        .ok_or("The file has no such template.")?;
    let api = emulator.api();
    let method = api.methods.get(template.method);
    let method = method.ok_or("The file has no such method.")?;
    let environment = Environment::default();
    let goes_there = |request: &&Request| {
        let found = emulator.inputs_of(request, &environment);
        found.is_some_and(|(found, _)| std::ptr::eq(found, method))
    };
    let request = match request.filter(goes_there) {
        Some(request) => request.clone(),
        None => {
            let templates = method.integration.request_templates.first();
            example::request(api, method, templates.map(|(_, text)| text.as_str()))
        }
    };
    let found = emulator.inputs_of(&request, &environment);
    let (_, mut inputs) = found.ok_or("No request leads to this method.")?;
    if template.response.is_some() {
        let mut emulator = emulator.clone();
        let exchange = emulator.invoke(emulator.as_owner(request), &environment);
        inputs.body = match exchange.endpoint {
            Some(endpoint) => endpoint.response.into(),
            None if method.integration.kind == IntegrationKind::Mock => "".into(),
            None => {
                return Err(format!(
                    "The call fails before: {}",
                    exchange.log.join("\n")
                ));
            }
        };
    }
    Ok(inputs)
}

fn own(request: &TemplateRequest) -> Inputs {
    Inputs {
        body: request.body.as_str().into(),
        params: Params {
            path: request.path.clone(),
            querystring: request.querystring.clone(),
            header: request.headers.clone(),
        },
        stage_variables: request.stage_variables.clone(),
        context: context(&request.context),
    }
}

/// The context of a local call with these values at their dotted names.
fn context(changes: &[(String, String)]) -> CallContext {
    let context = CallContext::default().detached();
    let Value::Map(root) = context.value() else {
        return context;
    };
    for (name, value) in changes {
        let mut at = Rc::clone(&root);
        let mut parts = name.split('.').peekable();
        while let Some(part) = parts.next() {
            if parts.peek().is_none() {
                at.insert(part, Value::from(value.as_str()));
                break;
            }
            at = match at.get(part) {
                Some(Value::Map(map)) => map,
                _ => {
                    let map = Rc::new(Map::new(Printed::Java, Order::JavaHash));
                    at.insert(part, Value::Map(Rc::clone(&map)));
                    map
                }
            };
        }
    }
    context
}

/// What the console shows of the inputs, and lets the user change.
pub(super) fn shown(inputs: &Inputs) -> TemplateRequest {
    TemplateRequest {
        body: inputs.body.to_string(),
        path: inputs.params.path.clone(),
        querystring: inputs.params.querystring.clone(),
        headers: inputs.params.header.clone(),
        stage_variables: inputs.stage_variables.clone(),
        context: of_call_alone(&inputs.context),
    }
}

/// What `$context` has of the called method, which it does not have by itself.
fn of_call_alone(context: &CallContext) -> Vec<(String, String)> {
    let (here, usual) = (context.value(), CallContext::default().value());
    let text = |context: &Value, name: &str| match context {
        Value::Map(map) => match map.get(name) {
            Some(Value::String(text)) => Some(text.to_string()),
            _ => None,
        },
        _ => None,
    };
    let names = ["httpMethod", "path", "resourcePath", "stage"];
    let pairs = names.into_iter().filter_map(|name| {
        let value = text(&here, name)?;
        (Some(&value) != text(&usual, name).as_ref()).then(|| (name.to_owned(), value))
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use gateway::mapping::{MappingTemplate, render};

    #[test]
    fn an_own_input_reaches_the_template_whole() {
        let pair = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        let request = TemplateRequest {
            body: r#"{"a": 1}"#.to_owned(),
            path: pair("p", "1"),
            querystring: pair("q", "2"),
            headers: pair("h", "3"),
            stage_variables: pair("s", "4"),
            context: [
                ("identity.sourceIp", "192.0.2.1"),
                ("authorizer.claims.sub", "me"),
                ("stage", "dev"),
                ("stage.below", "x"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
        };
        let template = MappingTemplate::parse(
            "$input.body $input.params('p')$input.params('q')$input.params('h')$stageVariables.s \
             $context.identity.sourceIp $context.authorizer.claims.sub $context.apiId $context.stage.below",
        )
        .unwrap();
        let mapped = render(&template, &own(&request)).unwrap();
        assert_eq!(mapped.text, r#"{"a": 1} 1234 192.0.2.1 me local x"#);
        // Of the context, what a method gives.
        let mut with_method = request.clone();
        with_method.context = pair("httpMethod", "PUT");
        assert_eq!(shown(&own(&with_method)), with_method);
        assert_eq!(shown(&own(&request)).context, []);
    }
}
