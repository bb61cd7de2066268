//! A question about API Gateway, as a method with its call.

use gateway::Request;
use serde_json::{Value, json};

/// The member of `$context.requestOverride.path` in which a request template hands over what it renders. It is sent nowhere: a mock
/// has no path.
const HANDED_OVER: &str = "$context.requestOverride.path.p";

/// What a mock needs of its request template.
const MOCKED: &str = "{\"statusCode\": 200}";

/// A question, with a method and a call that settle it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProbeCase {
    /// The name, which is the path of its method: `escape-empty`.
    pub name: String,
    /// The question, in a sentence.
    pub question: String,
    /// The rule that it settles: words of a line of `COMPATIBILITY.md` or `crates/gateway/COMPATIBILITY.md`.
    pub settles: String,
    /// The call.
    pub request: Request,
    /// The headers of the response that count, in lower case.
    pub headers: Vec<String>,
    /// The method's integration, as `x-amazon-apigateway-integration` has it.
    pub integration: Value,
    /// The schema of the request's model, if the body is validated.
    pub schema: Option<Value>,
}

impl ProbeCase {
    /// A case with the integration; it is called without a body.
    pub(super) fn new(
        name: &'static str,
        question: &str,
        settles: &str,
        integration: Value,
    ) -> Self {
        Self {
            name: name.to_owned(),
            question: question.to_owned(),
            settles: settles.to_owned(),
            request: Request {
                method: "POST".to_owned(),
                path: format!("/{name}"),
                ..Request::default()
            },
            headers: Vec::new(),
            integration,
            schema: None,
        }
    }

    /// The template is the response template.
    pub(super) fn response(
        name: &'static str,
        question: &str,
        settles: &str,
        template: &str,
    ) -> Self {
        Self::new(name, question, settles, mock(MOCKED, template))
    }

    /// The template, which has no double quotes, is in a quoted text of the request template.
    pub(super) fn quoted(
        name: &'static str,
        question: &str,
        settles: &str,
        template: &str,
    ) -> Self {
        let request = format!("{}{MOCKED}", hand_over(&format!("\"{template}\"")));
        Self::new(name, question, settles, mock(&request, HANDED_OVER))
    }

    /// The template is in a block of the request template.
    pub(super) fn block(name: &'static str, question: &str, settles: &str, template: &str) -> Self {
        let request = format!(
            "#define($probe)\n{template}#end\n{}{MOCKED}",
            hand_over("\"$probe\"")
        );
        Self::new(name, question, settles, mock(&request, HANDED_OVER))
    }

    /// The template is the response template, where the handed-over body is parsed in place of `$input.path('$')`.
    pub(super) fn parsed(
        name: &'static str,
        question: &str,
        settles: &str,
        template: &str,
    ) -> Self {
        let request = format!("{}{MOCKED}", hand_over("$input.body"));
        let body = format!("$util.parseJson({HANDED_OVER})");
        let template = template.replace("$input.path('$')", &body);
        Self::new(name, question, settles, mock(&request, &template))
    }

    /// With that body, sent without a type, so that browsers ask no preflight for it.
    pub(super) fn body(mut self, body: &str) -> Self {
        self.request.body = body.to_owned();
        self
    }

    /// With that query string, exactly as it is sent.
    pub(super) fn query(mut self, query: &str) -> Self {
        self.request.path = format!("{}?{query}", self.request.path);
        self
    }

    /// With a header of the request: one that browsers send without a preflight.
    pub(super) fn header(mut self, name: &str, value: &str) -> Self {
        let header = (name.to_owned(), value.to_owned());
        self.request.headers.push(header);
        self
    }

    /// With headers of the response that count, in lower case.
    pub(super) fn shows(mut self, names: &[&str]) -> Self {
        self.headers = names.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    /// With a body that is validated.
    pub(super) fn schema(mut self, schema: Value) -> Self {
        self.schema = Some(schema);
        self
    }
}

/// Sets what the response template prints to an expression.
pub(super) fn hand_over(expression: &str) -> String {
    format!("#set({HANDED_OVER} = {expression})")
}

/// A mock with templates for `application/json`.
pub(super) fn mock(request: &str, response: &str) -> Value {
    mock_with(
        json!({ "application/json": request }),
        json!({ "default": answer("200", json!({ "application/json": response })) }),
    )
}

/// A mock with templates by type and responses by pattern.
pub(super) fn mock_with(request_templates: Value, responses: Value) -> Value {
    json!({
        "type": "mock",
        "requestTemplates": request_templates,
        "responses": responses,
    })
}

/// A mock that says which of its request templates has run.
pub(super) fn mock_of_types(types: &[(&str, &str)]) -> Value {
    let templates = types.iter().map(|(mime, says)| {
        let template = format!("{}{MOCKED}", hand_over(&format!("\"{says}\"")));
        ((*mime).to_owned(), Value::from(template))
    });
    let response = json!({ "application/json": HANDED_OVER });
    mock_with(
        Value::Object(templates.collect()),
        json!({ "default": answer("200", response) }),
    )
}

/// A mock of status 200 with those responses.
pub(super) fn mock_of_responses(responses: Value) -> Value {
    mock_with(json!({ "application/json": MOCKED }), responses)
}

/// An integration response.
pub(super) fn answer(status: &str, templates: Value) -> Value {
    json!({ "statusCode": status, "responseTemplates": templates })
}
