//! A question about API Gateway, as a method with its call.

use gateway::Request;
use serde_json::{Map, Value, json};

/// The member of `$context.requestOverride.path` in which a request template hands over what it renders. It is sent nowhere: a mock
/// has no path.
const HANDED_OVER: &str = "$context.requestOverride.path.p";

/// What a mock needs of its request template.
const MOCKED: &str = "{\"statusCode\": 200}";

/// The type of most templates.
const JSON: &str = "application/json";

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

/// A response by the pattern of the statuses that it is for: the pattern, its status, its templates by type.
pub(super) type PatternResponse = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// Where a case's template stands.
#[derive(Clone, Copy)]
enum Mock {
    /// It is the response template.
    Response,
    /// It is the response template, after this request template.
    After(&'static str),
    /// In a quoted text of the request template; it has no double quotes.
    Quoted,
    /// In a block of the request template.
    Block,
    /// It is the response template, where the handed-over body is parsed in place of `$input.path('$')`.
    Parsed,
    /// None: request templates by type, each of which hands over a text.
    Types(&'static [(&'static str, &'static str)]),
    /// None: responses by pattern.
    Responses(&'static [PatternResponse]),
}

/// A case as a constant, which costs the engine no code. It is called without a body, and so without a type.
#[derive(Clone, Copy)]
pub(super) struct Row {
    name: &'static str,
    question: &'static str,
    settles: &'static str,
    mock: Mock,
    template: &'static str,
    query: &'static str,
    header: Option<(&'static str, &'static str)>,
    body: &'static str,
    shows: &'static [&'static str],
    schema: &'static str,
}

impl Row {
    const fn new(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        mock: Mock,
        template: &'static str,
    ) -> Self {
        Self {
            name,
            question,
            settles,
            mock,
            template,
            query: "",
            header: None,
            body: "",
            shows: &[],
            schema: "",
        }
    }

    /// The template is the response template.
    pub(super) const fn response(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        template: &'static str,
    ) -> Self {
        Self::new(name, question, settles, Mock::Response, template)
    }

    /// A request template and the response template.
    pub(super) const fn both(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        (request, response): (&'static str, &'static str),
    ) -> Self {
        Self::new(name, question, settles, Mock::After(request), response)
    }

    /// The template, which has no double quotes, is in a quoted text of the request template.
    pub(super) const fn quoted(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        template: &'static str,
    ) -> Self {
        Self::new(name, question, settles, Mock::Quoted, template)
    }

    /// The template is in a block of the request template.
    pub(super) const fn block(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        template: &'static str,
    ) -> Self {
        Self::new(name, question, settles, Mock::Block, template)
    }

    /// The template is the response template, where the handed-over body is parsed.
    pub(super) const fn parsed(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        template: &'static str,
    ) -> Self {
        Self::new(name, question, settles, Mock::Parsed, template)
    }

    /// Request templates by type; the response says which one has run.
    pub(super) const fn types(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        types: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self::new(name, question, settles, Mock::Types(types), "")
    }

    /// A mock of status 200 with those responses.
    pub(super) const fn responses(
        name: &'static str,
        question: &'static str,
        settles: &'static str,
        responses: &'static [PatternResponse],
    ) -> Self {
        Self::new(name, question, settles, Mock::Responses(responses), "")
    }

    /// With that body, sent without a type unless the case has one, so that browsers ask no preflight for it.
    pub(super) const fn body(self, body: &'static str) -> Self {
        Self { body, ..self }
    }

    /// With that query string, exactly as it is sent.
    pub(super) const fn query(self, query: &'static str) -> Self {
        Self { query, ..self }
    }

    /// With a header of the request: one that browsers send without a preflight.
    pub(super) const fn header(self, name: &'static str, value: &'static str) -> Self {
        Self {
            header: Some((name, value)),
            ..self
        }
    }

    /// With headers of the response that count, in lower case.
    pub(super) const fn shows(self, shows: &'static [&'static str]) -> Self {
        Self { shows, ..self }
    }

    /// With a body that is validated by that JSON schema.
    pub(super) const fn schema(self, schema: &'static str) -> Self {
        Self { schema, ..self }
    }

    /// The case.
    pub(super) fn case(&self) -> ProbeCase {
        let texts =
            |texts: &[&str]| -> Vec<String> { texts.iter().map(|&text| text.to_owned()).collect() };
        let query = match self.query {
            "" => String::new(),
            query => format!("?{query}"),
        };
        let header = self.header.iter();
        ProbeCase {
            name: self.name.to_owned(),
            question: self.question.to_owned(),
            settles: self.settles.to_owned(),
            request: Request {
                method: "POST".to_owned(),
                path: format!("/{}{query}", self.name),
                headers: header
                    .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                    .collect(),
                body: self.body.to_owned(),
                ..Request::default()
            },
            headers: texts(self.shows),
            integration: self.integration(),
            schema: serde_json::from_str(self.schema).ok(),
        }
    }

    fn integration(&self) -> Value {
        let template = short(self.template);
        let (request, response) = match self.mock {
            Mock::Response => (MOCKED.to_owned(), template),
            Mock::After(request) => (request.to_owned(), template),
            Mock::Quoted => (
                hand_over(&format!("\"{template}\"")),
                HANDED_OVER.to_owned(),
            ),
            Mock::Block => {
                let request = format!(
                    "#define($probe)\n{template}#end\n{}",
                    hand_over("\"$probe\"")
                );
                (request, HANDED_OVER.to_owned())
            }
            Mock::Parsed => {
                let body = format!("$util.parseJson({HANDED_OVER})");
                (
                    hand_over("$input.body"),
                    template.replace("$input.path('$')", &body),
                )
            }
            Mock::Types(types) => {
                let request = types.iter().map(|(mime, text)| {
                    ((*mime).to_owned(), hand_over(&format!("\"{text}\"")).into())
                });
                let response = response("200", &[(JSON, HANDED_OVER)]);
                return mock(request.collect(), [("default".to_owned(), response)]);
            }
            Mock::Responses(responses) => {
                let request = [(JSON.to_owned(), MOCKED.into())];
                let responses = responses.iter().map(|(pattern, status, templates)| {
                    ((*pattern).to_owned(), response(status, templates))
                });
                return mock(request.into_iter().collect(), responses);
            }
        };
        let response = self::response("200", &[(JSON, &response)]);
        mock(
            [(JSON.to_owned(), request.into())].into_iter().collect(),
            [("default".to_owned(), response)],
        )
    }
}

/// A template without the lines that are comments, which print nothing.
fn short(template: &str) -> String {
    let lines = template.split_inclusive('\n');
    lines.filter(|line| !line.starts_with("##")).collect()
}

/// The request template that sets what the response template prints to an expression.
fn hand_over(expression: &str) -> String {
    format!("#set({HANDED_OVER} = {expression}){MOCKED}")
}

/// An integration response, with its templates by type.
fn response(status: &str, templates: &[(&str, &str)]) -> Value {
    let templates: Map<String, Value> = templates
        .iter()
        .map(|(mime, text)| ((*mime).to_owned(), (*text).into()))
        .collect();
    json!({ "statusCode": status, "responseTemplates": templates })
}

/// A mock with request templates by type and responses by pattern.
fn mock(
    request: Map<String, Value>,
    responses: impl IntoIterator<Item = (String, Value)>,
) -> Value {
    let responses: Map<String, Value> = responses.into_iter().collect();
    json!({ "type": "mock", "requestTemplates": request, "responses": responses })
}
