//! Parts of deployments and documents alone: what stands for tables and callers that only AWS knows.

#![allow(clippy::unwrap_used)]

use emulator::{Emulator, LoadError};
use gateway::{Environment, Exchange, Request};
use serde_json::json;
use stack::from_text;

fn emulator(text: &str) -> Emulator {
    Emulator::from_template(&from_text(text).unwrap()).unwrap()
}

fn call(emulator: &mut Emulator, method: &str, path: &str, body: &str) -> Exchange {
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers: vec![("Content-Type".to_owned(), "application/json".to_owned())],
        body: body.to_owned(),
        ..Request::default()
    };
    let request = emulator.as_owner(request);
    emulator.invoke(request, &Environment::default())
}

/// An operation of an OpenAPI document: DynamoDB's action with a request template.
fn operation(action: &str, template: &str) -> serde_json::Value {
    json!({
        "responses": {"200": {}},
        "x-amazon-apigateway-integration": {
            "type": "aws",
            "httpMethod": "POST",
            "uri": format!("arn:aws:apigateway:us-east-1:dynamodb:action/{action}"),
            "credentials": "arn:aws:iam::123456789012:role/books",
            "requestTemplates": {"application/json": template},
            "responses": {"default": {"statusCode": "200"}},
        },
    })
}

#[test]
fn tables_outside_have_the_keys_that_templates_show() {
    let mut put = operation(
        "PutItem",
        r#"{"TableName": "books", "Item": {"title": {"S": "$input.path('$.title')"}, "isbn": {"S": "$input.path('$.isbn')"}, "year": {"N": "1"}}}"#,
    );
    put["security"] = json!([{"key": []}]);
    let document = json!({
        "openapi": "3.0.1",
        "paths": {
            "/books": {"post": put},
            "/books/{isbn}": {
                "get": operation("GetItem", r#"{"TableName": "books", "Key": {"isbn": {"S": "$input.params("isbn")"}, "year": {"N": "1"}}}"#),
            },
            "/titles/{title}": {
                "get": operation("Query", r##"{"TableName": "books", "IndexName": "by-title", "KeyConditionExpression": "#t = :t",
                    "ExpressionAttributeNames": {"#t": "title"}, "ExpressionAttributeValues": {":t": {"S": "$input.params('title')"}}}"##),
            },
        },
        "components": {"securitySchemes": {"key": {"type": "apiKey", "name": "x-api-key", "in": "header"}}},
    });
    let mut emulator = emulator(&document.to_string());
    assert_eq!(
        emulator.notes(),
        [
            "the API's usage plan is outside of the template: one with a key stands for it",
            "the table \"books\" is outside of the template: an empty one with the key isbn and year stands for it",
        ]
    );
    let put = call(
        &mut emulator,
        "POST",
        "/books",
        r#"{"isbn": "1", "title": "Analysis"}"#,
    );
    assert_eq!(put.response.status, 200, "{:?}", put.response);
    for path in ["/books/1", "/titles/Analysis"] {
        let body = call(&mut emulator, "GET", path, "").response.body;
        assert!(body.contains(r#""title":{"S":"Analysis"}"#), "{body}");
    }
}

/// A stack that has tables has all of its tables: another name is a mistake.
#[test]
fn a_stack_with_tables_has_no_others() {
    let mut emulator = emulator(
        r#"
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
      KeySchema: [{AttributeName: id, KeyType: HASH}]
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /:
            get:
              responses: {'200': {}}
              x-amazon-apigateway-integration:
                type: aws
                httpMethod: POST
                uri: arn:aws:apigateway:us-east-1:dynamodb:action/GetItem
                credentials: arn:aws:iam::123456789012:role/items
                requestTemplates: {application/json: '{"TableName": "Tabel", "Key": {"id": {"S": "1"}}}'}
                responses: {default: {statusCode: 200}}
"#,
    );
    let body = call(&mut emulator, "GET", "/", "").response.body;
    assert!(body.contains("ResourceNotFoundException"), "{body}");
}

/// The policy names the table by a parameter, of which only the deployment knows whether it is this table.
#[test]
fn a_role_of_the_template_allows_its_actions_on_a_table_outside() {
    let mut emulator = emulator(
        r#"
Parameters: {TableName: {Type: String}, TableArn: {Type: String}}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: {Service: apigateway.amazonaws.com}, Action: 'sts:AssumeRole'}}
      Policies:
      - PolicyName: read
        PolicyDocument: {Statement: [{Effect: Allow, Action: 'dynamodb:GetItem', Resource: !Ref TableArn}]}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /:
            get:
              responses: {'200': {}}
              x-amazon-apigateway-integration:
                type: aws
                httpMethod: POST
                uri: arn:aws:apigateway:us-east-1:dynamodb:action/GetItem
                credentials: !GetAtt Role.Arn
                requestTemplates: {application/json: !Sub '{"TableName": "${TableName}", "Key": {"id": {"S": "1"}}}'}
                responses: {default: {statusCode: 200}}
            delete:
              responses: {'200': {}}
              x-amazon-apigateway-integration:
                type: aws
                httpMethod: POST
                uri: arn:aws:apigateway:us-east-1:dynamodb:action/DeleteItem
                credentials: !GetAtt Role.Arn
                requestTemplates: {application/json: !Sub '{"TableName": "${TableName}", "Key": {"id": {"S": "1"}}}'}
                responses: {default: {statusCode: 200}}
"#,
    );
    assert_eq!(call(&mut emulator, "GET", "/", "").response.body, "{}");
    let body = call(&mut emulator, "DELETE", "/", "").response.body;
    assert!(body.contains("AccessDeniedException"), "{body}");
}

/// Signatures and tokens are not verified, but templates see who calls.
#[test]
fn templates_see_who_calls() {
    let mut emulator = emulator(
        r#"
swagger: '2.0'
paths:
  /signed: {get: {responses: {'200': {}}, security: [{iam: []}], x-amazon-apigateway-integration: {type: mock,
    requestTemplates: {application/json: '{"statusCode": 200}'}, responses: {default: {statusCode: 200, responseTemplates: {
    application/json: '$context.identity.caller $context.identity.userArn $context.authorizer.claims.sub'}}}}}}
  /pool: {get: {responses: {'200': {}}, security: [{pool: []}], x-amazon-apigateway-integration: {type: mock,
    requestTemplates: {application/json: '{"statusCode": 200}'}, responses: {default: {statusCode: 200, responseTemplates: {
    application/json: "$context.authorizer.claims.email $context.authorizer.claims['cognito:username'] $context.identity.caller"}}}}}}
  /own: {get: {responses: {'200': {}}, security: [{own: []}], x-amazon-apigateway-integration: {type: mock,
    requestTemplates: {application/json: '{"statusCode": 200}'}, responses: {default: {statusCode: 200, responseTemplates: {
    application/json: '$context.authorizer.principalId'}}}}}}
securityDefinitions:
  iam: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4}
  pool: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: cognito_user_pools}
  own: {type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: custom}
"#,
    );
    for (path, body) in [
        (
            "/signed",
            "AIDALOCALUSER00000000 arn:aws:iam::123456789012:user/local ",
        ),
        ("/pool", "local@example.com local "),
        ("/own", "local"),
    ] {
        assert_eq!(call(&mut emulator, "GET", path, "").response.body, body);
    }
}

#[test]
fn nested_stacks_are_named() {
    let template = json!({"Resources": {
        "Shop": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "shop/template.yaml"}},
        "Api": {"Type": "AWS::Serverless::Application", "Properties": {"Location": {"ApplicationId": "x"}}},
        "Open": {"Type": "AWS::CloudFormation::Stack"},
    }});
    let error = Emulator::from_template(&template).unwrap_err();
    assert!(matches!(error, LoadError::NoApiButNested(_)));
    assert_eq!(
        error.to_string(),
        "the template has no AWS::ApiGateway::RestApi: open the template of its nested stack Shop (shop/template.yaml) \
         or Api ({\"ApplicationId\":\"x\"}) or Open"
    );
}
