//! The input of a mapping template.

use std::rc::Rc;

use gateway::mapping::{CallContext, Inputs, Params};
use protocol::{LOCAL_TABLE, TemplateInput, TemplateName, TemplateRequest};
use vtl::Value;
use vtl::value::{Map, Order, Printed};

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
    let (json, id) = match input {
        TemplateInput::Own(request) => return Ok(own(request)),
        TemplateInput::Resume { json, id } => (json, id),
    };
    let request = match name {
        TemplateName::PutRequest | TemplateName::ErrorResponse => {
            protocol::save(LOCAL_TABLE, json.clone(), None)
        }
        TemplateName::GetRequest | TemplateName::GetResponse => protocol::read(LOCAL_TABLE, id),
    };
    let mut inputs = loaded.preview.inputs(request, LOCAL_TABLE);
    match name {
        TemplateName::PutRequest | TemplateName::GetRequest => {}
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
        context: Vec::new(),
    }
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
        assert_eq!(
            TemplateRequest {
                context: Vec::new(),
                ..request.clone()
            },
            shown(&own(&request))
        );
    }
}
