//! Rates, quotas of usage plans, timeouts and AWS's fixed quotas.

#![allow(clippy::unwrap_used)]

use gateway::{
    Api, ApiKey, Environment, Exchange, Gateway, Integration, IntegrationKind, IntegrationRequest,
    IntegrationResponse, MAX_HEADERS, MAX_PAYLOAD, Method, MethodResponse, Period, PlanKey, Quota,
    Request, Service, ServiceAnswer, Throttle, Usage, UsagePlan,
};

/// Answers 200 after so many milliseconds.
struct After(u64, String);

impl Service for After {
    fn call(&mut self, _: &IntegrationRequest) -> ServiceAnswer {
        ServiceAnswer {
            status: 200,
            body: self.1.clone(),
            milliseconds: self.0,
            ..ServiceAnswer::default()
        }
    }
}

fn method() -> Method {
    Method {
        path: "/".to_owned(),
        http_method: "POST".to_owned(),
        integration: Integration {
            kind: IntegrationKind::Aws {
                service: "dynamodb".to_owned(),
                action: "PutItem".to_owned(),
            },
            responses: vec![IntegrationResponse {
                status: 200,
                ..IntegrationResponse::default()
            }],
            ..Integration::default()
        },
        responses: vec![MethodResponse {
            status: 200,
            ..MethodResponse::default()
        }],
        ..Method::default()
    }
}

fn api(method: Method) -> Api {
    Api {
        methods: vec![method],
        ..Api::default()
    }
}

fn post(key: &str) -> Request {
    let key = (!key.is_empty()).then(|| ("x-api-key".to_owned(), key.to_owned()));
    Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        headers: key.into_iter().collect(),
        ..Request::default()
    }
}

fn at(milliseconds: i64) -> Environment {
    Environment {
        request_time_epoch: milliseconds,
        ..Environment::default()
    }
}

fn answer(exchange: &Exchange) -> (u16, &str) {
    (exchange.response.status, exchange.response.body.as_str())
}

fn quick() -> After {
    After(1, "{}".to_owned())
}

const TOO_MANY: (u16, &str) = (429, r#"{"message":"Too Many Requests"}"#);

#[test]
fn a_method_is_throttled() {
    let throttle = Some(Throttle {
        rate: 1.0,
        burst: 1,
    });
    let gateway = Gateway::new(api(Method {
        throttle,
        ..method()
    }));
    let mut usage = Usage::default();
    let mut call = |at_| gateway.invoke(post(""), &at(at_), &mut usage, &mut quick());
    assert_eq!(call(0).response.status, 200);
    let refused = call(999);
    assert_eq!(answer(&refused), TOO_MANY);
    let error = refused.response.header("x-amzn-ErrorType");
    assert_eq!(error, Some("TooManyRequestsException"));
    assert_eq!(call(1_000).response.status, 200);
}

#[test]
fn a_plan_has_keys_a_rate_and_a_quota() {
    let plan = UsagePlan {
        id: "plan".to_owned(),
        throttle: Some(Throttle {
            rate: 1.0,
            burst: 2,
        }),
        method_throttles: vec![(
            "/POST".to_owned(),
            Throttle {
                rate: 1.0,
                burst: 1,
            },
        )],
        quota: Some(Quota {
            limit: 3,
            period: Period::Day,
            offset: 0,
        }),
        keys: vec![
            PlanKey {
                id: "own".to_owned(),
                value: Some("a-value-of-its-own".to_owned()),
            },
            PlanKey {
                id: "made".to_owned(),
                value: None,
            },
        ],
    };
    let gateway = Gateway::new(Api {
        usage_plans: vec![plan],
        ..api(Method {
            api_key_required: true,
            ..method()
        })
    });
    let mut usage = Usage::default();
    let mut call = |key: &str, at_| {
        let environment = Environment {
            api_keys: vec![ApiKey {
                id: "made".to_owned(),
                value: "made-up-elsewhere".to_owned(),
            }],
            ..at(at_)
        };
        gateway.invoke(post(key), &environment, &mut usage, &mut quick())
    };
    let forbidden = (403, r#"{"message":"Forbidden"}"#);
    assert_eq!(answer(&call("", 0)), forbidden);
    assert_eq!(answer(&call("wrong", 0)), forbidden);
    let own = "a-value-of-its-own";
    assert_eq!(call(own, 0).response.status, 200);
    assert_eq!(answer(&call(own, 500)), TOO_MANY, "the method's own limit");
    assert_eq!(
        call("made-up-elsewhere", 500).response.status,
        200,
        "another key's"
    );
    assert_eq!(call(own, 1_000).response.status, 200);
    assert_eq!(call(own, 2_000).response.status, 200);
    let exceeded = (429, r#"{"message":"Limit Exceeded"}"#);
    assert_eq!(answer(&call(own, 3_000)), exceeded);
    assert_eq!(call(own, 86_400_000).response.status, 200);
}

#[test]
fn a_service_may_take_29_seconds_or_as_the_integration_says() {
    for (timeout, took, status) in [
        (None, 29_000, 200),
        (None, 29_001, 504),
        (Some(50), 50, 200),
        (Some(50), 51, 504),
    ] {
        let mut method = method();
        method.integration.timeout = timeout;
        let mut service = After(took, "{}".to_owned());
        let gateway = Gateway::new(api(method));
        let exchange = gateway.invoke(post(""), &at(0), &mut Usage::default(), &mut service);
        assert_eq!(exchange.response.status, status, "{timeout:?} {took}");
        if status == 504 {
            let late = (504, r#"{"message": "Endpoint request timed out"}"#);
            assert_eq!(answer(&exchange), late);
            let line = "Execution failed due to a timeout error";
            assert!(exchange.log.iter().any(|l| l == line));
        }
    }
}

#[test]
fn payloads_headers_and_stage_variables_have_quotas() {
    let gateway = Gateway::new(api(method()));
    let call = |request: Request, service: &mut After| {
        let exchange = gateway.invoke(request, &at(0), &mut Usage::default(), service);
        exchange.response.status
    };
    for (length, status) in [(MAX_PAYLOAD, 200), (MAX_PAYLOAD + 1, 413)] {
        let mut request = post("");
        request.body = "x".repeat(length);
        assert_eq!(call(request, &mut quick()), status, "a request of {length}");
    }
    for (length, status) in [(MAX_PAYLOAD, 200), (MAX_PAYLOAD + 1, 500)] {
        let mut service = After(1, "x".repeat(length));
        assert_eq!(
            call(post(""), &mut service),
            status,
            "an answer of {length}"
        );
    }
    for (length, status) in [(MAX_HEADERS, 200), (MAX_HEADERS + 1, 431)] {
        let mut request = post("");
        request.headers = vec![("X".to_owned(), "x".repeat(length - 3))];
        assert_eq!(call(request, &mut quick()), status, "headers of {length}");
    }
    for (length, problems) in [(512, 0), (513, 1)] {
        let stage_variables = vec![("x".to_owned(), "x".repeat(length))];
        let gateway = Gateway::new(Api {
            stage_variables,
            ..api(method())
        });
        assert_eq!(gateway.problems().len(), problems, "a variable of {length}");
    }
}

#[test]
fn what_is_not_run_is_told() {
    let mut method = method();
    method.integration.kind = IntegrationKind::Other("HTTP_PROXY https://example.org".to_owned());
    let gateway = Gateway::new(api(method));
    assert_eq!(gateway.problems().len(), 1);
    let exchange = gateway.invoke(post(""), &at(0), &mut Usage::default(), &mut quick());
    assert_eq!(exchange.response.status, 500);
}
