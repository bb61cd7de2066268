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
    /// The methods of all resources.
    pub methods: Vec<Method>,
    /// The answers that the gateway itself gives, where the template shapes them.
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
    /// `RequestParameters`: `method.request.querystring.id` and whether it is required.
    pub request_parameters: Vec<(String, bool)>,
    /// What stands behind the method.
    pub integration: Integration,
    /// `MethodResponses`.
    pub responses: Vec<MethodResponse>,
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
    /// `PassthroughBehavior`.
    pub passthrough_behavior: PassthroughBehavior,
    /// `RequestTemplates`: MIME type and mapping template.
    pub request_templates: Vec<(String, String)>,
    /// `RequestParameters`: where to and where from.
    pub request_parameters: Vec<(String, String)>,
    /// `IntegrationResponses`.
    pub responses: Vec<IntegrationResponse>,
}

/// `Integration.Type`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum IntegrationKind {
    /// `MOCK`: the gateway answers by itself.
    #[default]
    Mock,
    /// `AWS` with an action's URI, such as `…:dynamodb:action/PutItem`.
    Aws {
        /// `dynamodb`.
        service: String,
        /// `PutItem`.
        action: String,
    },
}

/// `PassthroughBehavior`: what happens to a body for whose `Content-Type` there is no template.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PassthroughBehavior {
    /// It is passed through (the default).
    #[default]
    WhenNoMatch,
    /// It is passed through where the integration has no template at all, else 415.
    WhenNoTemplates,
    /// 415.
    Never,
}

/// `IntegrationResponse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntegrationResponse {
    /// `StatusCode`, the status of the method response.
    pub status: u16,
    /// `SelectionPattern`, matched against the service's status; `None` for the default response.
    pub selection_pattern: Option<String>,
    /// `ResponseParameters`: `method.response.header.Name` and where it comes from.
    pub parameters: Vec<(String, String)>,
    /// `ResponseTemplates`: MIME type and mapping template.
    pub templates: Vec<(String, String)>,
}

/// `AWS::ApiGateway::GatewayResponse`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayResponse {
    /// `ResponseType`, such as `DEFAULT_4XX`.
    pub response_type: String,
    /// `StatusCode`, where it changes the status.
    pub status: Option<u16>,
    /// `ResponseParameters`: `gatewayresponse.header.Name` and its value.
    pub parameters: Vec<(String, String)>,
    /// `ResponseTemplates`: MIME type and template (substitution only, no VTL).
    pub templates: Vec<(String, String)>,
}
