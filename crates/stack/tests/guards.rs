//! What a template has to reject requests: validators, models, keys, plans, throttling.

#![allow(clippy::unwrap_used)]

use gateway::{IntegrationKind, Period, PlanKey, Quota, RequestValidator, Throttle};
use serde_json::{Value, json};
use stack::{Deployment, Loaded, from_text, load};

const TEMPLATE: &str = r#"
Parameters:
  Rate: {Type: Number, Default: 5}
Resources:
  Api: {Type: AWS::ApiGateway::RestApi}
  Validator:
    Type: AWS::ApiGateway::RequestValidator
    Properties: {RestApiId: !Ref Api, ValidateRequestBody: true, ValidateRequestParameters: 'false'}
  Model:
    Type: AWS::ApiGateway::Model
    Properties: {RestApiId: !Ref Api, ContentType: application/json, Schema: {type: object, required: [id]}}
  Named:
    Type: AWS::ApiGateway::Model
    Properties:
      RestApiId: !Ref Api
      Name: Profile
      Schema: !Sub '{"$ref": "https://apigateway.amazonaws.com/restapis/${Api}/models/Other"}'
  Resume:
    Type: AWS::ApiGateway::Resource
    Properties: {RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{id}'}
  Post:
    Type: AWS::ApiGateway::Method
    DependsOn: [Model]
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      ApiKeyRequired: true
      RequestValidatorId: !Ref Validator
      RequestModels: {application/json: !Ref Model, $default: Profile}
      Integration: {Type: MOCK, TimeoutInMillis: 50}
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Resume
      HttpMethod: GET
      Integration: {Type: HTTP_PROXY, Uri: https://example.org, IntegrationHttpMethod: GET}
  Deployment: {Type: AWS::ApiGateway::Deployment, DependsOn: [Post, Get], Properties: {RestApiId: !Ref Api}}
  Log: {Type: AWS::Logs::LogGroup}
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties:
      RestApiId: !Ref Api
      DeploymentId: !Ref Deployment
      StageName: prod
      AccessLogSetting: {DestinationArn: !GetAtt Log.Arn}
      MethodSettings:
        - {HttpMethod: '*', ResourcePath: '/*', ThrottlingRateLimit: !Ref Rate, ThrottlingBurstLimit: 2, LoggingLevel: 'OFF'}
        - {HttpMethod: GET, ResourcePath: '/~1{id}', ThrottlingRateLimit: 1.5}
        - {HttpMethod: GET, ResourcePath: '/~1other', ThrottlingRateLimit: 9}
  Key: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true, Value: a-value-that-the-template-has}}
  Made: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true}}
  Off: {Type: AWS::ApiGateway::ApiKey, Properties: {Value: a-key-that-is-not-enabled}}
  Alone: {Type: AWS::ApiGateway::ApiKey, Properties: {Enabled: true, Value: a-key-without-a-plan}}
  Plan:
    Type: AWS::ApiGateway::UsagePlan
    Properties:
      ApiStages: [{ApiId: !Ref Api, Stage: !Ref Stage, Throttle: {/POST: {RateLimit: 1, BurstLimit: 1}}}]
      Throttle: {RateLimit: 10, BurstLimit: 20}
      Quota: {Limit: 1000, Period: WEEK, Offset: 1}
  Elsewhere:
    Type: AWS::ApiGateway::UsagePlan
    Properties: {ApiStages: [{ApiId: !Ref Api, Stage: other}]}
  A: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Key, KeyType: API_KEY, UsagePlanId: !Ref Plan}}
  B: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Made, KeyType: API_KEY, UsagePlanId: !Ref Plan}}
  C: {Type: AWS::ApiGateway::UsagePlanKey, Properties: {KeyId: !Ref Off, KeyType: API_KEY, UsagePlanId: !Ref Plan}}
Outputs:
  Key: {Value: !GetAtt Made.APIKeyId}
  Log: {Value: !GetAtt Log.Arn}
"#;

fn read(template: &Value) -> Loaded {
    load(template, &Deployment::default()).unwrap()
}

#[test]
fn guards_are_read() {
    let loaded = read(&from_text(TEMPLATE).unwrap());
    let api = &loaded.apis[0];
    let [post, get] = &api.methods[..] else {
        panic!("two methods")
    };
    let checks = RequestValidator {
        body: true,
        parameters: false,
    };
    assert_eq!(post.validator, checks);
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(
        post.request_models,
        [
            pair("application/json", "resume-Model"),
            pair("$default", "Profile")
        ]
    );
    assert_eq!(post.integration.timeout, Some(50));
    assert_eq!(get.validator, RequestValidator::default());
    let names: Vec<_> = api.models.iter().map(|model| model.name.as_str()).collect();
    assert_eq!(names, ["resume-Model", "Profile"]);
    assert_eq!(
        api.models[0].schema,
        r#"{"type":"object","required":["id"]}"#
    );
    assert!(api.models[1].schema.contains("/restapis/api/models/Other"));

    let throttle = |rate, burst| Some(Throttle { rate, burst });
    assert_eq!(post.throttle, throttle(5.0, 2));
    assert_eq!(get.throttle, throttle(1.5, 2));

    let [plan] = &api.usage_plans[..] else {
        panic!("one plan of this stage")
    };
    assert_eq!(plan.throttle, throttle(10.0, 20));
    let of_post = (throttle(1.0, 1)).map(|throttle| ("/POST".to_owned(), throttle));
    assert_eq!(plan.method_throttles.first(), of_post.as_ref());
    let quota = Quota {
        limit: 1000,
        period: Period::Week,
        offset: 1,
    };
    assert_eq!(plan.quota, Some(quota));
    let key = |id: &str, value: Option<&str>| PlanKey {
        id: id.to_owned(),
        value: value.map(str::to_owned),
    };
    let own = key("resume-Key", Some("a-value-that-the-template-has"));
    assert_eq!(plan.keys, [own, key("resume-Made", None)]);
    assert_eq!(loaded.outputs[0].1, "resume-Made");
    assert_eq!(
        loaded.outputs[1].1,
        "arn:aws:logs:us-east-1:000000000000:resume-Log"
    );

    // An integration that can't run here does not stop the other methods.
    let other = IntegrationKind::Other("HTTP_PROXY https://example.org".to_owned());
    assert_eq!(get.integration.kind, other);
}

#[test]
fn mistakes_are_told_with_their_places() {
    let template = from_text(TEMPLATE).unwrap();
    let post = "/Resources/Post/Properties";
    for (pointer, value, message) in [
        (
            format!("{post}/Integration/IntegrationResponses"),
            json!([{"StatusCode": 200}, {"StatusCode": "ok"}]),
            "Resources.Post.Properties.Integration.IntegrationResponses.1.StatusCode: expected a status of 100 to 599",
        ),
        (
            format!("{post}/Integration/RequestTemplates"),
            json!({"application/json": ["a"]}),
            "Resources.Post.Properties.Integration.RequestTemplates.application/json: expected text",
        ),
        (
            format!("{post}/RequestValidatorId"),
            json!("none"),
            "Resources.Post.Properties.RequestValidatorId: the template has no \"none\"",
        ),
        (
            "/Resources/Plan/Properties/Quota".to_owned(),
            json!({"Limit": 1, "Period": "YEAR"}),
            "Resources.Plan.Properties.Quota.Period: expected DAY, WEEK or MONTH",
        ),
        (
            "/Resources/Plan/Properties/Throttle".to_owned(),
            json!({"RateLimit": "fast"}),
            "Resources.Plan.Properties.Throttle.RateLimit: expected a number",
        ),
        (
            "/Resources/Model/Properties/Schema".to_owned(),
            json!([1]),
            "Resources.Model.Properties.Schema: expected a JSON schema",
        ),
    ] {
        let mut wrong = template.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        wrong.pointer_mut(parent).unwrap()[name] = value;
        let error = load(&wrong, &Deployment::default()).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
}
