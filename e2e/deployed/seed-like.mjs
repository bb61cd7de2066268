// A template of the shape that the seed's CDK code is synthesised to: GET and POST, no OPTIONS, every answer of DynamoDB a
// 200, and mapping templates that name each member and escape nothing. The texts are our own.

const CDK = {
  table: 'resumeTable0A1B2C3D',
  api: 'resumeApiGW4E5F6071',
  role: 'GetPutItemApiGWRole8293A4B5',
  get: 'resumeApiGWGETC6D7E8F9',
  post: 'resumeApiGWPOST0A1B2C3E',
  deployment: 'resumeApiGWDeployment4F50617283940a1b2c3d4e5f60718293',
  stage: 'resumeApiGWDeploymentStageprod94A5B6C7',
};

const LISTS = ['profiles', 'skills', 'languages', 'summary', 'certificates', 'education'];
const TEXTS = ['id', 'name', 'title', 'email', 'location'];

const map = (element) =>
  `{"M": {#foreach($key in ${element}.keySet())"$key": {"S": "$${element.slice(1)}.get($key)"}#if($foreach.hasNext()),#end#end}}`;
const list = (of, entry) => `{"L": [#foreach($entry in ${of})${entry}#if($foreach.hasNext()),#end#end]}`;

const PUT = `{"TableName": "$input.params('tablename')",
"Item": {
${TEXTS.map((name) => `"${name}": {"S": "$input.path('$.${name}')"}`).join(',\n')},
${LISTS.map((name) => `"${name}": ${list(`$input.path('$.${name}')`, map('$entry'))}`).join(',\n')},
"experience": {"M": {"current": {"M": {
"role": {"S": "$input.path('$.experience.current.role')"},
"from": {"S": "$input.path('$.experience.current.from')"},
"description": ${list("$input.path('$.experience.current.description')", map('$entry'))}}},
"past": ${list("$input.path('$.experience.past')", '{"M": {"role": {"S": "$entry.role"}, "duration": {"S": "$entry.duration"}}}')}}}
}}`;

const GET = `{"TableName": "$input.params('tablename')", "Key": {"id": {"S": "$input.params('id')"}}}`;

const BACK = `#set($item = $input.path('$.Item'))
{${TEXTS.map((name) => `"${name}": "$item.${name}.S"`).join(',\n')},
"skills": [#foreach($entry in $item.skills.L){"title": "$entry.M.title.S", "score": "$entry.M.score.S", "rating": "$entry.M.rating.S"}#if($foreach.hasNext),#end#end],
"experience": {"current": {"role": "$item.experience.M.current.M.role.S", "from": "$item.experience.M.current.M.from.S"}}}`;

const ref = (name) => ({ Ref: name });
const attribute = (name, of) => ({ 'Fn::GetAtt': [name, of] });
const ORIGIN = 'method.response.header.Access-Control-Allow-Origin';

function method(httpMethod, action, request, response) {
  return {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      AuthorizationType: 'NONE',
      HttpMethod: httpMethod,
      Integration: {
        Credentials: attribute(CDK.role, 'Arn'),
        IntegrationHttpMethod: 'POST',
        IntegrationResponses: [
          {
            ResponseParameters: { [ORIGIN]: "'*'" },
            ...(response ? { ResponseTemplates: { 'application/json': response } } : {}),
            StatusCode: '200',
          },
        ],
        PassthroughBehavior: 'WHEN_NO_TEMPLATES',
        RequestTemplates: { 'application/json': request },
        Type: 'AWS',
        Uri: { 'Fn::Join': ['', ['arn:', ref('AWS::Partition'), ':apigateway:', ref('AWS::Region'), `:dynamodb:action/${action}`]] },
      },
      MethodResponses: [{ ResponseParameters: { [ORIGIN]: true }, StatusCode: '200' }],
      ResourceId: attribute(CDK.api, 'RootResourceId'),
      RestApiId: ref(CDK.api),
    },
  };
}

const statement = (fields) => ({ Statement: [{ Effect: 'Allow', ...fields }], Version: '2012-10-17' });

/** The template. */
export const seedLike = {
  Resources: {
    [CDK.table]: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
      },
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'Retain',
    },
    [CDK.api]: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { EndpointConfiguration: { Types: ['REGIONAL'] }, Name: 'resumeApiGW' },
    },
    [CDK.role]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: statement({ Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }),
        Policies: [
          {
            PolicyName: 'GetPutItem',
            PolicyDocument: statement({ Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: attribute(CDK.table, 'Arn') }),
          },
        ],
      },
    },
    [CDK.get]: method('GET', 'GetItem', GET, BACK),
    [CDK.post]: method('POST', 'PutItem', PUT),
    [CDK.deployment]: {
      Type: 'AWS::ApiGateway::Deployment',
      Properties: { RestApiId: ref(CDK.api) },
      DependsOn: [CDK.get, CDK.post],
    },
    [CDK.stage]: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { DeploymentId: ref(CDK.deployment), RestApiId: ref(CDK.api), StageName: 'prod' },
    },
  },
  Outputs: { TableName: { Value: ref(CDK.table) } },
  Parameters: {
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
  },
};
