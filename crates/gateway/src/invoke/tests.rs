use super::*;
use crate::api::{
    GatewayResponse, Integration, IntegrationResponse, Method, MethodResponse, PassthroughBehavior,
};
use crate::environment::ApiKey;

/// A service with prepared responses that records its requests.
#[derive(Default)]
struct Fake {
    answer: ServiceAnswer,
    calls: Vec<IntegrationRequest>,
}

impl Service for Fake {
    fn call(&mut self, call: &IntegrationRequest) -> ServiceAnswer {
        self.calls.push(call.clone());
        self.answer.clone()
    }
}

fn answering(status: u16, body: &str) -> Fake {
    Fake {
        answer: ServiceAnswer {
            status,
            headers: vec![("x-amz-crc32".into(), "1".into())],
            body: body.into(),
            milliseconds: 7,
        },
        calls: Vec::new(),
    }
}

fn pair(a: &str, b: &str) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

fn post() -> Method {
    Method {
        path: "/".into(),
        http_method: "POST".into(),
        authorization: "NONE".into(),
        integration: Integration {
            kind: IntegrationKind::Aws {
                service: "dynamodb".into(),
                action: "PutItem".into(),
            },
            passthrough_behavior: PassthroughBehavior::Never,
            request_templates: vec![pair(
                "application/json",
                r#"{"id": "$input.path('$.id')", "table": "$stageVariables.table"}"#,
            )],
            responses: vec![
                IntegrationResponse {
                    status: 200,
                    ..IntegrationResponse::default()
                },
                IntegrationResponse {
                    status: 400,
                    selection_pattern: Some("4\\d{2}".into()),
                    parameters: vec![
                        pair("method.response.header.X-Static", "'*'"),
                        pair(
                            "method.response.header.X-Crc",
                            "integration.response.header.x-amz-crc32",
                        ),
                        pair("method.response.header.X-Id", "context.requestId"),
                        pair(
                            "method.response.header.X-None",
                            "integration.response.header.none",
                        ),
                    ],
                    templates: vec![pair("application/json", "bad: $input.path('$.message')")],
                    ..IntegrationResponse::default()
                },
            ],
            ..Integration::default()
        },
        responses: [200, 400]
            .map(|status| MethodResponse {
                status,
                ..MethodResponse::default()
            })
            .to_vec(),
        ..Method::default()
    }
}

fn api(method: Method) -> Api {
    Api {
        stage: "prod".into(),
        stage_variables: vec![pair("table", "resumes")],
        methods: vec![method],
        ..Api::default()
    }
}

fn request(method: &str, body: &str) -> Request {
    Request {
        method: method.into(),
        path: "/".into(),
        headers: vec![pair("Content-Type", "application/json; charset=utf-8")],
        body: body.into(),
        ..Request::default()
    }
}

fn call(method: Method, request: Request, service: &mut Fake) -> Exchange {
    invoke(&api(method), request, &Environment::default(), service)
}

/// Status and body.
fn answer(exchange: &Exchange) -> (u16, &str) {
    (exchange.response.status, exchange.response.body.as_str())
}

#[test]
fn a_call_is_mapped_sent_and_logged() {
    let mut service = answering(200, "{}");
    let exchange = call(post(), request("POST", r#"{"id": "r1"}"#), &mut service);
    assert_eq!(answer(&exchange), (200, "{}"));
    assert_eq!(
        exchange.response.header("content-type"),
        Some("application/json")
    );
    let endpoint = exchange.endpoint.unwrap_or_default();
    assert_eq!(endpoint.request, r#"{"id": "r1", "table": "resumes"}"#);
    assert_eq!(service.calls.len(), 1);
    assert_eq!(
        exchange.log,
        [
            "Execution log for request 00000000-0000-4000-8000-000000000000",
            "Starting execution for request: 00000000-0000-4000-8000-000000000000",
            "HTTP Method: POST, Resource Path: /",
            "Method request path: {}",
            "Method request query string: {}",
            "Method request headers: {Content-Type=application/json; charset=utf-8}",
            "Method request body before transformations: {\"id\": \"r1\"}",
            "Endpoint request URI: https://dynamodb.us-east-1.amazonaws.com/?Action=PutItem",
            "Endpoint request headers: {x-amzn-apigateway-api-id=local, Accept=application/json, \
         User-Agent=AmazonAPIGateway_local, Content-Type=application/json}",
            "Endpoint request body after transformations: {\"id\": \"r1\", \"table\": \"resumes\"}",
            "Sending request to https://dynamodb.us-east-1.amazonaws.com/?Action=PutItem",
            "Received response. Status: 200, Integration latency: 7 ms",
            "Endpoint response headers: {x-amz-crc32=1}",
            "Endpoint response body before transformations: {}",
            "Method response body after transformations: {}",
            "Method response headers: {Content-Type=application/json}",
            "Successfully completed execution",
            "Method completed with status: 200",
        ]
    );
}

#[test]
fn the_status_selects_the_response() {
    let mut service = answering(404, r#"{"message": "no table"}"#);
    let exchange = call(post(), request("POST", "{}"), &mut service);
    assert_eq!(answer(&exchange), (400, "bad: no table"));
    assert_eq!(exchange.response.header("x-static"), Some("*"));
    assert_eq!(exchange.response.header("x-crc"), Some("1"));
    assert_eq!(
        exchange.response.header("x-id"),
        Some("00000000-0000-4000-8000-000000000000")
    );
    assert_eq!(exchange.response.header("x-none"), None);
}

#[test]
fn what_no_response_maps_is_an_internal_error() {
    let mut method = post();
    method.integration.responses.remove(0);
    let exchange = call(method, request("POST", "{}"), &mut answering(500, "no"));
    assert_eq!(
        answer(&exchange),
        (500, r#"{"message": "Internal server error"}"#)
    );
    assert!(exchange.log.contains(
        &"Execution failed due to configuration error: No match for output mapping and no default \
          output mapping configured. Endpoint Response Status Code: 500"
            .to_owned()
    ));
    assert_eq!(
        exchange.log.last().map(String::as_str),
        Some("Method completed with status: 500")
    );

    let mut method = post();
    method.responses.clear();
    let exchange = call(
        method.clone(),
        request("POST", "{}"),
        &mut answering(200, "{}"),
    );
    assert_eq!(exchange.response.status, 500);
    assert_eq!(Gateway::new(api(method)).problems().len(), 2);
}

#[test]
fn nobody_is_at_other_paths_and_methods() {
    for (method, path) in [("GET", "/"), ("POST", "/x")] {
        let request = Request {
            path: path.into(),
            ..request(method, "")
        };
        let exchange = call(post(), request, &mut Fake::default());
        assert_eq!(
            answer(&exchange),
            (403, r#"{"message":"Missing Authentication Token"}"#)
        );
        let error = exchange.response.header("x-amzn-errortype");
        assert_eq!(error, Some("MissingAuthenticationTokenException"));
        assert_eq!(exchange.endpoint, None);
    }
}

#[test]
fn media_types_select_or_reject() {
    let with = |content_type: &str, behavior| {
        let mut method = post();
        method.integration.passthrough_behavior = behavior;
        let mut sent = request("POST", "raw");
        sent.headers = match content_type {
            "" => Vec::new(),
            other => vec![pair("content-type", other)],
        };
        let mut service = answering(200, "{}");
        let exchange = call(method, sent, &mut service);
        (
            exchange.response.status,
            service.calls.first().map(|c| c.body.clone()),
        )
    };
    let mapped = Some(r#"{"id": "", "table": "resumes"}"#.to_owned());
    let raw = Some("raw".to_owned());
    assert_eq!(with("", PassthroughBehavior::Never), (200, mapped.clone()));
    assert_eq!(
        with("application/json;charset=utf-8", PassthroughBehavior::Never),
        (200, mapped)
    );
    assert_eq!(with("text/plain", PassthroughBehavior::Never), (415, None));
    assert_eq!(
        with("text/plain", PassthroughBehavior::WhenNoTemplates),
        (415, None)
    );
    assert_eq!(
        with("text/plain", PassthroughBehavior::WhenNoMatch),
        (200, raw)
    );

    let exchange = {
        let mut sent = request("POST", "raw");
        sent.headers = vec![pair("Content-Type", "text/plain")];
        call(post(), sent, &mut Fake::default())
    };
    assert_eq!(
        answer(&exchange),
        (415, r#"{"message":"Unsupported Media Type"}"#)
    );
    assert_eq!(
        exchange.response.header("x-amzn-ErrorType"),
        Some("BadRequestException")
    );
}

#[test]
fn keys_signatures_and_parameters_are_asked_for() {
    let mut method = post();
    method.api_key_required = true;
    let environment = Environment {
        api_keys: vec![ApiKey {
            id: "k1".into(),
            value: "a-very-secret-api-key".into(),
        }],
        ..Environment::default()
    };
    let keyed = |key: &str| {
        let mut sent = request("POST", "{}");
        sent.headers.push(pair("X-Api-Key", key));
        invoke(
            &api(method.clone()),
            sent,
            &environment,
            &mut answering(200, "{}"),
        )
    };
    assert_eq!(answer(&keyed("wrong")), (403, r#"{"message":"Forbidden"}"#));
    let accepted = keyed("a-very-secret-api-key");
    assert_eq!(accepted.response.status, 200);
    assert!(!accepted.log.join("\n").contains("secret"));

    let mut method = post();
    method.authorization = "AWS_IAM".into();
    let exchange = call(method.clone(), request("POST", "{}"), &mut Fake::default());
    assert_eq!(
        answer(&exchange),
        (403, r#"{"message":"Missing Authentication Token"}"#)
    );
    method.authorization = "COGNITO_USER_POOLS".into();
    let exchange = call(method, request("POST", "{}"), &mut Fake::default());
    assert_eq!(answer(&exchange), (401, r#"{"message":"Unauthorized"}"#));

    let mut method = post();
    method.request_parameters = vec![
        ("method.request.querystring.id".into(), true),
        ("method.request.header.X-A".into(), true),
        ("method.request.querystring.optional".into(), false),
    ];
    let exchange = call(
        method.clone(),
        request("POST", "{}"),
        &mut answering(200, "{}"),
    );
    assert_eq!(exchange.response.status, 200, "nobody validates");
    method.validator.parameters = true;
    let exchange = call(method, request("POST", "{}"), &mut Fake::default());
    let missing = r#"{"message": "Missing required request parameters: [X-A, id]"}"#;
    assert_eq!(answer(&exchange), (400, missing));
}

#[test]
fn a_payload_too_large_is_rejected() {
    let exchange = call(
        post(),
        request("POST", &"x".repeat(MAX_PAYLOAD + 1)),
        &mut Fake::default(),
    );
    assert_eq!(exchange.response.status, 413);
    let exchange = call(
        post(),
        request("POST", "{}"),
        &mut answering(200, &"x".repeat(MAX_PAYLOAD + 1)),
    );
    assert_eq!(exchange.response.status, 500);
}

fn mock(template: &str, response: &str) -> Method {
    Method {
        path: "/".into(),
        http_method: "OPTIONS".into(),
        integration: Integration {
            request_templates: vec![pair("application/json", template)],
            responses: vec![IntegrationResponse {
                status: 204,
                parameters: vec![pair(
                    "method.response.header.Access-Control-Allow-Origin",
                    "'*'",
                )],
                templates: vec![pair("application/json", response)],
                ..IntegrationResponse::default()
            }],
            ..Integration::default()
        },
        responses: vec![MethodResponse {
            status: 204,
            ..MethodResponse::default()
        }],
        ..Method::default()
    }
}

#[test]
fn a_mock_answers_by_itself() {
    let exchange = call(
        mock("{ statusCode: 200 }", ""),
        request("OPTIONS", ""),
        &mut Fake::default(),
    );
    assert_eq!(answer(&exchange), (204, ""));
    assert_eq!(
        exchange.response.header("Access-Control-Allow-Origin"),
        Some("*")
    );
    assert_eq!(exchange.endpoint, None);

    let exchange = call(
        mock("no status", ""),
        request("OPTIONS", ""),
        &mut Fake::default(),
    );
    assert_eq!(exchange.response.status, 500);
    assert!(
        exchange
            .log
            .iter()
            .any(|line| line.contains("Unable to parse statusCode."))
    );
}

#[test]
fn templates_override() {
    let template = "#set($context.responseOverride.status = 444)\
                    #set($context.responseOverride.header.foo = 'bar')\
                    #set($context.requestOverride.querystring.q = 'seen'){\"statusCode\": 200}";
    let response = "$context.requestOverride.querystring.q\
                    #set($context.responseOverride.header.many = ['a', 'b'])";
    let exchange = call(
        mock(template, response),
        request("OPTIONS", ""),
        &mut Fake::default(),
    );
    assert_eq!(answer(&exchange), (444, "seen"));
    assert_eq!(exchange.response.header("foo"), Some("bar"));
    let many = exchange
        .response
        .headers
        .iter()
        .filter(|(name, _)| name == "many");
    assert_eq!(
        many.map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
        ["a", "b"]
    );

    for status in ["99", "600", "'400'", "-1", "99999999999"] {
        let template =
            format!("#set($context.responseOverride.status = {status}){{\"statusCode\": 200}}");
        let exchange = call(
            mock(&template, ""),
            request("OPTIONS", ""),
            &mut Fake::default(),
        );
        assert_eq!(exchange.response.status, 204, "{status}");
    }
    let mut method = post();
    method.integration.request_templates = vec![pair(
        "application/json",
        "#set($context.requestOverride.header.X-A = '1')\
         #set($context.requestOverride.querystring.q = 'a b')",
    )];
    let mut service = answering(200, "{}");
    call(method, request("POST", "{}"), &mut service);
    let sent = service.calls.pop().unwrap_or_default();
    assert!(sent.headers.contains(&pair("X-A", "1")));
    assert_eq!(
        sent.uri,
        "https://dynamodb.us-east-1.amazonaws.com/?Action=PutItem&q=a+b"
    );
}

#[test]
fn a_template_that_fails_is_an_internal_error() {
    let mut method = post();
    method.integration.request_templates = vec![pair("application/json", "#if(")];
    let problems = Gateway::new(api(method.clone())).problems();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].method, "POST /");
    assert_eq!(problems[0].part, "request template application/json");
    let exchange = call(method, request("POST", "{}"), &mut Fake::default());
    assert_eq!(
        answer(&exchange),
        (500, r#"{"message": "Internal server error"}"#)
    );
    assert!(exchange.log.contains(
        &"Execution failed due to configuration error: Unable to transform request".to_owned()
    ));

    let mut method = post();
    method.integration.responses[0].templates = vec![pair("application/json", "$input.path('$[')")];
    let exchange = call(method, request("POST", "{}"), &mut answering(200, "{}"));
    assert_eq!(exchange.response.status, 500);
    assert!(exchange.endpoint.is_some());
}

#[test]
fn gateway_responses_shape_rejections() {
    let mut api = api(post());
    api.gateway_responses = vec![
        GatewayResponse {
            response_type: "DEFAULT_4XX".into(),
            parameters: vec![
                pair("gatewayresponse.header.Access-Control-Allow-Origin", "'*'"),
                pair(
                    "gatewayresponse.header.X-Host",
                    "method.request.header.Host",
                ),
            ],
            ..GatewayResponse::default()
        },
        GatewayResponse {
            response_type: "MISSING_AUTHENTICATION_TOKEN".into(),
            status: Some(404),
            templates: vec![pair(
                "application/json",
                r#"{"m":$context.error.messageString,"t":"$context.error.responseType","s":"$context.stage$context.none","x":"$x"}"#,
            )],
            ..GatewayResponse::default()
        },
    ];
    let gateway = Gateway::new(api);
    let environment = Environment::default();
    let mut sent = request("POST", "");
    sent.headers = vec![pair("Content-Type", "text/plain"), pair("Host", "h")];
    let usage = &mut Usage::default();
    let exchange = gateway.invoke(sent, &environment, usage, &mut Fake::default());
    assert_eq!(exchange.response.status, 415);
    assert_eq!(
        exchange.response.header("access-control-allow-origin"),
        Some("*")
    );
    assert_eq!(exchange.response.header("x-host"), Some("h"));
    let exchange = gateway.invoke(
        request("GET", ""),
        &environment,
        usage,
        &mut Fake::default(),
    );
    assert_eq!(
        answer(&exchange),
        (
            404,
            r#"{"m":"Missing Authentication Token","t":"MISSING_AUTHENTICATION_TOKEN","s":"prod","x":"$x"}"#
        )
    );
}
