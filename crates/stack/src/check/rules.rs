//! The rules.

use super::severity::Severity;

/// A rule of the check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The name that findings have; it stays the same.
    pub code: &'static str,
    /// What its findings mean for the deployment.
    pub severity: Severity,
    /// What it finds.
    pub title: &'static str,
    /// Where this is documented or reported: a page of AWS's documentation, or the error's text.
    pub source: &'static str,
}

macro_rules! rules {
    ($($name:ident $severity:ident $code:literal, $title:literal, $source:literal;)*) => {
        $(pub(super) static $name: Rule = Rule {
            code: $code,
            severity: Severity::$severity,
            title: $title,
            source: $source,
        };)*

        /// All rules, by subject.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    // Mappings.
    RESPONSE_PARAMETER Rejected "response-parameter-undeclared",
        "an integration response maps a header that no method response of its status declares",
        "\"Invalid mapping expression parameter specified: method.response.header.…\" \
         (serverless-aws-documentation #91)";
    RESPONSE_STATUS Fault "response-status-undeclared",
        "an integration response has a status that no method response has",
        "\"Output mapping refers to an invalid method response\" in the execution log; with parameters \"No \
         method response exists for method.\" (aws-apigateway-importer #121)";
    REQUEST_PARAMETER Rejected "request-parameter-undeclared",
        "a mapping reads a parameter of the request that the method does not declare",
        "\"Invalid mapping expression parameter specified: method.request.…\" (lambda-tools #56)";
    PATH_PARAMETER Fault "path-parameter-unknown",
        "a declared path parameter that the path does not have",
        "Set up a method request in API Gateway";
    MAPPING_VALUE Rejected "mapping-without-quotes",
        "a literal value of a mapping has no single quotes",
        "\"Invalid mapping expression specified: *\" (API Gateway developer guide #7, aws-cdk #11306); Parameter \
         mapping source reference";
    HEADER_REJECTED Fault "header-not-allowed",
        "a header that an integration request can't set",
        "recorded, as in crates/gateway/COMPATIBILITY.md; Important notes for REST APIs";
    HEADER_HIDDEN Fault "header-hidden",
        "a mapping reads a header that API Gateway hides",
        "recorded, as in crates/gateway/COMPATIBILITY.md; Important notes for REST APIs";
    HEADER_REMAPPED Fault "header-remapped",
        "a header of a response that the caller gets as `x-amzn-Remapped-…`",
        "recorded, as in crates/gateway/COMPATIBILITY.md; Important notes for REST APIs";
    // Integrations.
    NO_INTEGRATION Rejected "method-without-integration",
        "a method has no integration",
        "\"No integration defined for method\" (CreateDeployment)";
    NO_HTTP_METHOD Rejected "integration-without-http-method",
        "an integration has no `IntegrationHttpMethod`",
        "\"Enumeration value for HttpMethod must be non-empty\" (aws-cdk #6404)";
    NO_CREDENTIALS Rejected "integration-without-role",
        "an integration of an AWS service has no role",
        "\"Role ARN must be specified for AWS integrations\" (aws-cdk #1465)";
    NO_URI Rejected "integration-without-uri",
        "an integration has no `Uri`",
        "AWS::ApiGateway::Method Integration: Uri";
    URI Rejected "integration-uri",
        "an integration's `Uri` has another form",
        "\"AWS ARN for integration must contain path or action\", \"Invalid ARN specified in the request\", \
         \"Invalid HTTP endpoint specified for URI\", \"Integrations of type 'AWS_PROXY' currently only supports \
         Lambda function and Firehose stream invocations.\"";
    URI_VARIABLE Fault "uri-variable",
        "a variable of an integration's `Uri` has no mapping",
        "\"Illegal character in path\" in the execution log (re:Post: api-gateway-proxy-path-character-error)";
    TYPE Rejected "integration-type",
        "an integration's type is unknown",
        "\"Member must satisfy enum value set: [HTTP, AWS, MOCK, HTTP_PROXY, AWS_PROXY]\"";
    VERB Rejected "http-method",
        "a method's verb is unknown",
        "\"Invalid HTTP method specified\"; AWS::ApiGateway::Method: HttpMethod";
    AUTHORIZATION Rejected "authorization-type",
        "a method's authorization type is missing or unknown",
        "\"Value null at 'putMethodInput.authorizationType' failed to satisfy constraint\" \
         (aws-cloudformation-user-guide #483), \"Invalid authorization type specified\"";
    LAMBDA_URI Fault "lambda-uri",
        "a Lambda integration's `Uri` names no invocation of a function",
        "AWS::ApiGateway::Method Integration: Uri";
    LAMBDA_POST Fault "lambda-without-post",
        "a Lambda integration's `IntegrationHttpMethod` is not POST",
        "AWS::ApiGateway::Method Integration: IntegrationHttpMethod";
    PROXY_TEMPLATES Fault "proxy-ignores-templates",
        "a proxy integration has mapping templates",
        "Data transformations for REST APIs: not for proxy integrations";
    MOCK_STATUS Fault "mock-without-status",
        "a mock's request template has no `statusCode`",
        "\"Unable to parse statusCode. It should be an integer which defined in request template\" \
         (cloudformation-templates #9)";
    MOCK_BINARY Fault "mock-of-binary",
        "a mock in an API whose every payload is binary does not convert it to text",
        "AWS's log in serverless-application-model #553; Content type conversions in API Gateway";
    // Deployments, stages, plans.
    DEPLOYMENT_EMPTY Rejected "deployment-without-methods",
        "a deployment of an API that has no methods",
        "\"The REST API doesn't contain any methods\"";
    DEPLOYMENT_RACE Race "deployment-before-methods",
        "a deployment does not depend on any method",
        "\"The REST API doesn't contain any methods\" (troposphere #496); AWS::ApiGateway::Deployment: DependsOn";
    DEPLOYMENT_STALE Race "deployment-misses-methods",
        "a deployment does not depend on every method",
        "AWS::ApiGateway::Deployment: DependsOn";
    STAGE_RACE Race "stage-named-before-it-is-made",
        "a usage plan or base path names a stage that it does not depend on",
        "\"API Stage not found\" (serverless #2831), \"Invalid stage identifier specified\" \
         (serverless-domain-manager #16)";
    STAGE_EMPTY Rejected "stage-without-deployment",
        "a stage has no deployment",
        "CreateStage: deploymentId is required";
    STAGE_TWICE Rejected "stage-twice",
        "two resources make the same stage",
        "\"Stage already exists\" (terraform-provider-aws #1153), \"… already exists\" (serverless-api-stage #2)";
    STAGE_VARIABLE Rejected "stage-variable",
        "a stage variable has a name or value that is not allowed",
        "\"Invalid stage variable value\" (aws-lambda-blog #10), \"Invalid stage variable name\" (serverless \
         #6133); AWS::ApiGateway::Stage: Variables";
    KEY_VALUE Rejected "key-value-length",
        "an API key's value does not have 20 to 128 characters",
        "\"API Key value should be at least 20 characters\", \"API Key value exceeds maximum size of 128 \
         characters\" (terraform-provider-aws #30894)";
    KEY_UNUSED Fault "key-without-plan",
        "an API key is in no usage plan",
        "Usage plans and API keys for REST APIs";
    KEY_REQUIRED Fault "key-required-without-plan",
        "a method requires an API key, and no usage plan covers the stage",
        "Usage plans and API keys for REST APIs: the key must be in a plan of the stage";
    LOGS_ACCOUNT Note "logs-need-a-role",
        "a stage logs, and the template does not set the region's role for logs",
        "\"CloudWatch Logs role ARN must be set in account settings to enable logging\" \
         (virtual-waiting-room-on-aws #74)";
    LOGS_RACE Race "logs-before-the-role",
        "a stage that logs does not depend on the `AWS::ApiGateway::Account`",
        "\"CloudWatch Logs role ARN must be set in account settings to enable logging\"";
    // Names.
    METHOD_TWICE Rejected "method-twice",
        "two methods with one verb on one resource",
        "\"Method already exists for this resource\"";
    PATH_TWICE Rejected "path-twice",
        "two resources with one path",
        "\"Another resource with the same parent already has this name\"";
    PATH_VARIABLES Rejected "path-variables",
        "two path variables beside each other",
        "\"A sibling ({…}) of this resource already has a variable path part -- only one is allowed\" \
         (aws-apigateway-importer #202)";
    PATH_GREEDY Rejected "path-below-greedy",
        "a resource below a greedy path variable",
        "\"Cannot create a child of a resource with a greedy path variable\"";
    PATH_PART Rejected "path-part",
        "a path part with characters that are not allowed",
        "\"Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the \
         beginning and the end\" (aws-sam-cli #1010)";
    MODEL_TWICE Rejected "model-twice",
        "two models with one name",
        "\"Model name already exists for this REST API\"";
    MODEL_NAME Rejected "model-name",
        "a model's name is not alphanumeric",
        "\"Model name must be alphanumeric\"";
    STAGE_NAME Rejected "stage-name",
        "a stage's name with characters that are not allowed",
        "\"Stage name only allows a-zA-Z0-9_\" (Zappa #356; hyphens are allowed since)";
    LOGICAL_ID Rejected "logical-id",
        "a logical id is not alphanumeric",
        "\"Resource name … is non alphanumeric.\"";
    // References.
    UNRESOLVED Rejected "reference-to-nothing",
        "a reference to a resource, parameter or condition that the template does not have",
        "\"Unresolved resource dependencies […] in the Resources block of the template\"";
    DOCUMENT_REFERS Note "document-refers-to-a-template",
        "an OpenAPI document alone has functions of CloudFormation",
        "\"Unable to parse API definition because of a malformed integration at path /.\" (LocalStack #4619)";
    MODEL_MISSING Rejected "model-missing",
        "a method names a model that the API does not have",
        "\"Invalid Model Name specified\"";
    MODEL_RACE Race "model-named-before-it-is-made",
        "a method names a model that it does not depend on",
        "\"Invalid Model Name specified\"";
    AUTHORIZER_MISSING Rejected "authorizer-missing",
        "a method's authorization needs an authorizer",
        "\"Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.\"";
    AUTHORIZER_UNUSED Fault "authorizer-unused",
        "a method has an authorizer that its authorization type does not use",
        "AWS::ApiGateway::Method: AuthorizerId";
    AUTHORIZER_POOLS Rejected "authorizer-without-pool",
        "an authorizer of user pools has none",
        "AWS::ApiGateway::Authorizer: ProviderARNs";
    AUTHORIZER_SOURCE Rejected "authorizer-without-identity-source",
        "an authorizer that caches has no identity source",
        "AWS::ApiGateway::Authorizer: IdentitySource";
    AUTHORIZER_URI Rejected "authorizer-without-function",
        "a Lambda authorizer has no function",
        "AWS::ApiGateway::Authorizer: AuthorizerUri";
    REQUIRED Rejected "property-missing",
        "a required property is missing",
        "\"#: required key […] not found\"; the resource's page";
    // Limits.
    RESOURCES Rejected "too-many-resources",
        "more than 500 resources, 200 parameters or 200 outputs",
        "\"Number of resources, …, is greater than maximum allowed, 500\"; CloudFormation quotas";
    SIZE Rejected "template-too-large",
        "a template of more than 1 MB",
        "CloudFormation quotas: template body size";
    SIZE_DIRECT Note "template-needs-a-bucket",
        "a template of more than 51,200 bytes",
        "CloudFormation quotas: template body size in a request";
    API_RESOURCES Note "too-many-api-resources",
        "more than 300 resources in an API",
        "API Gateway quotas for REST APIs: resources per API, can be raised";
    STAGES Note "too-many-stages",
        "more than 10 stages of an API",
        "API Gateway quotas for REST APIs: stages per API, can be raised";
    TEMPLATE_SIZE Rejected "mapping-template-too-large",
        "a mapping template of more than 300 KB",
        "API Gateway quotas for REST APIs: mapping template size";
    TIMEOUT Rejected "integration-timeout",
        "an integration's timeout is out of its range",
        "\"Timeout should be between 50 ms and 29000 ms\"; API Gateway quotas for REST APIs: more for regional \
         and private APIs, with a raised quota";
    RANGE Rejected "value-out-of-range",
        "a cache, throttle or quota value is out of its range",
        "AWS::ApiGateway::Stage, AWS::ApiGateway::UsagePlan, AWS::ApiGateway::Authorizer";
    DESCRIPTION Rejected "description-too-long",
        "a description of the template of more than 1,024 bytes",
        "\"'Description' length is greater than 1024\"; CloudFormation quotas";
    // Tables.
    KEY_UNDEFINED Rejected "key-not-defined",
        "a key attribute is not in `AttributeDefinitions`",
        "\"Some index key attributes are not defined in AttributeDefinitions\"";
    ATTRIBUTE_UNUSED Rejected "attribute-not-a-key",
        "`AttributeDefinitions` has an attribute that is no key",
        "\"Number of attributes in KeySchema does not exactly match number of attributes defined in \
         AttributeDefinitions\" (cfn-lint #1037)";
    ATTRIBUTE_TYPE Rejected "attribute-type",
        "the type of a key attribute is not S, N or B",
        "CreateTable: AttributeDefinition";
    KEY_ORDER Rejected "key-schema",
        "a key schema that does not start with `HASH`",
        "\"Invalid KeySchema: The first KeySchemaElement is not a HASH key type\"";
    CAPACITY_MISSING Rejected "capacity-missing",
        "provisioned capacity without its units",
        "\"ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED\"";
    CAPACITY_EXTRA Rejected "capacity-with-on-demand",
        "capacity units with on-demand capacity",
        "\"Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST\"";
    INDEXES Note "too-many-indexes",
        "more than 20 global secondary indexes",
        "DynamoDB quotas: global secondary indexes per table, can be raised";
    LOCAL_INDEXES Rejected "local-indexes",
        "local secondary indexes without sort keys, with another partition key, or more than 5",
        "\"Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex\"";
    TTL Rejected "ttl-without-attribute",
        "a time to live without its attribute",
        "AWS::DynamoDB::Table TimeToLiveSpecification";
    // Access.
    ROLE_TRUST Fault "role-not-trusting",
        "API Gateway may not assume the role of an integration",
        "\"API Gateway does not have permission to assume the provided role\" in the execution log";
    ROLE_ACTION Fault "role-without-action",
        "the role of an integration does not allow its action",
        "AccessDeniedException \"… is not authorized to perform: dynamodb:…\" of DynamoDB";
}
