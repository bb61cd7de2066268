//! A REST API as its CloudFormation template defines it.
//!
//! Names are those of the `AWS::ApiGateway::*` resource types. Maps are lists of pairs in the
//! template's order.

/// A REST API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// `RestApi.Name`.
    pub name: String,
    /// `Stage.StageName`.
    pub stage: String,
    /// `Stage.Variables`.
    pub stage_variables: Vec<(String, String)>,
    /// `RestApi.BinaryMediaTypes`: MIME types, possibly `*/*` or `image/*`.
    pub binary_media_types: Vec<String>,
    /// The methods of all resources.
    pub methods: Vec<Method>,
    /// `AWS::ApiGateway::Model`.
    pub models: Vec<Model>,
    /// `AWS::ApiGateway::UsagePlan` of this stage.
    pub usage_plans: Vec<UsagePlan>,
    /// The gateway's own responses that the template customizes.
    pub gateway_responses: Vec<GatewayResponse>,
}

/// A method of a resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Method {
    /// The resource's path, `/` for the root.
    pub path: String,
    /// `HttpMethod`, or `ANY`.
    pub http_method: String,
    /// `AuthorizationType`: `NONE`, `AWS_IAM`, `COGNITO_USER_POOLS` or `CUSTOM`.
    pub authorization: String,
    /// `ApiKeyRequired`.
    pub api_key_required: bool,
    /// `RequestParameters`: `method.request.querystring.id` and whether a validator of parameters requires it.
    pub request_parameters: Vec<(String, bool)>,
    /// `RequestModels`: MIME type, or `$default`, and the model's name.
    pub request_models: Vec<(String, String)>,
    /// `RequestValidatorId`: which parts of a request are checked.
    pub validator: RequestValidator,
    /// The stage's `MethodSettings` for this method.
    pub throttle: Option<Throttle>,
    /// The integration.
    pub integration: Integration,
    /// `MethodResponses`.
    pub responses: Vec<MethodResponse>,
}

/// `AWS::ApiGateway::RequestValidator`: which parts of a request are checked before it is mapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestValidator {
    /// `ValidateRequestBody`: against the model for its MIME type.
    pub body: bool,
    /// `ValidateRequestParameters`: whether the required ones are there.
    pub parameters: bool,
}

/// `AWS::ApiGateway::Model`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// `Name`.
    pub name: String,
    /// `Schema`: a JSON schema, draft 4, as text.
    pub schema: String,
}

/// A limit of requests over time.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Throttle {
    /// `RateLimit`: requests a second, in the long run.
    pub rate: f64,
    /// `BurstLimit`: requests at once.
    pub burst: u32,
}

/// `AWS::ApiGateway::UsagePlan`: the limits of its keys on the stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsagePlan {
    /// Its id.
    pub id: String,
    /// `Throttle`, for each key.
    pub throttle: Option<Throttle>,
    /// `ApiStages.Throttle`: `/path/GET` and the limit, for each key.
    pub method_throttles: Vec<(String, Throttle)>,
    /// `Quota`, for each key.
    pub quota: Option<Quota>,
    /// `AWS::ApiGateway::UsagePlanKey`, of keys that are enabled.
    pub keys: Vec<PlanKey>,
}

/// An API key of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanKey {
    /// `$context.identity.apiKeyId`.
    pub id: String,
    /// `Value`; `None` if AWS generates it.
    pub value: Option<String>,
}

/// `Quota`: a limit of requests in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// `Limit`.
    pub limit: u64,
    /// `Period`.
    pub period: Period,
    /// `Offset`: the day that a period starts on, 0 for Sunday or the first of the month.
    pub offset: u32,
}

/// `Quota.Period`, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// `DAY`
    Day,
    /// `WEEK`
    Week,
    /// `MONTH`
    Month,
}

/// `MethodResponse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MethodResponse {
    /// `StatusCode`.
    pub status: u16,
    /// `ResponseParameters`: `method.response.header.Name` and whether it is required.
    pub parameters: Vec<(String, bool)>,
}

/// `Integration`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Integration {
    /// `Type`, and what it calls.
    pub kind: IntegrationKind,
    /// `TimeoutInMillis`; `None` for AWS's 29 seconds.
    pub timeout: Option<u32>,
    /// `PassthroughBehavior`.
    pub passthrough_behavior: PassthroughBehavior,
    /// `ContentHandling` of the request's payload.
    pub content_handling: Option<ContentHandling>,
    /// `RequestTemplates`: MIME type and mapping template.
    pub request_templates: Vec<(String, String)>,
    /// `RequestParameters`: target and source.
    pub request_parameters: Vec<(String, String)>,
    /// `IntegrationResponses`.
    pub responses: Vec<IntegrationResponse>,
}

/// `Integration.Type`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum IntegrationKind {
    /// `MOCK`: the gateway responds without an integration.
    #[default]
    Mock,
    /// `AWS` with an action's URI, such as `…:dynamodb:action/PutItem`.
    Aws {
        /// `dynamodb`.
        service: String,
        /// `PutItem`.
        action: String,
    },
    /// A type that is not supported here, such as `HTTP_PROXY https://example.org`: the response is 500.
    Other(String),
}

/// `PassthroughBehavior`: how to treat a body whose `Content-Type` has no template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassthroughBehavior {
    /// It is passed through (the default).
    #[default]
    WhenNoMatch,
    /// It is passed through if the integration has no templates, else rejected with 415.
    WhenNoTemplates,
    /// It is rejected with 415.
    Never,
}

/// `ContentHandling`: how a payload is converted before it is mapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentHandling {
    /// `CONVERT_TO_BINARY`: a text is decoded from base64.
    ToBinary,
    /// `CONVERT_TO_TEXT`: a binary payload is encoded as base64.
    ToText,
}

/// `IntegrationResponse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntegrationResponse {
    /// `StatusCode`, the status of the method response.
    pub status: u16,
    /// `SelectionPattern`, matched against the service's status; `None` for the default response.
    pub selection_pattern: Option<String>,
    /// `ContentHandling` of the response's payload.
    pub content_handling: Option<ContentHandling>,
    /// `ResponseParameters`: `method.response.header.Name` and its source.
    pub parameters: Vec<(String, String)>,
    /// `ResponseTemplates`: MIME type and mapping template.
    pub templates: Vec<(String, String)>,
}

/// `AWS::ApiGateway::GatewayResponse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayResponse {
    /// `ResponseType`, such as `DEFAULT_4XX`.
    pub response_type: String,
    /// `StatusCode`, if it changes the status.
    pub status: Option<u16>,
    /// `ResponseParameters`: `gatewayresponse.header.Name` and its value.
    pub parameters: Vec<(String, String)>,
    /// `ResponseTemplates`: MIME type and template (substitution only, no VTL).
    pub templates: Vec<(String, String)>,
}
