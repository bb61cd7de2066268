//! Reader of the options behind a template.

use super::Deployment;
use super::compare::{Difference, differences, unset};
use super::resolve::{Resolver, Resource};
use crate::error::{LoadError, LoadErrorKind};
use crate::write::{self, LIST_PATH, PARAMETERS, PRELUDE};
use crate::{
    Capacity, Cors, Domain, Encryption, ExecutionLog, Hosting, Logging, MappingTemplates,
    Operations, Options, Passthrough, Protection, Range, TableName, Tag, Templates, Throttle,
    UsagePlan, UserPool, Values,
};
use serde_json::Value;

/// The options of a template.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The closest options.
    pub options: Options,
    /// The differences between the template and one written with these options: parts without an option.
    pub unexpressed: Vec<Difference>,
}

/// Reads the options of a template: one of this crate, or another of the same stack, such as the CDK's template of the
/// published example. Parameters have their defaults.
///
/// # Errors
///
/// It has no table, or no REST API with `GET` and `POST` on its root, or can't be read.
pub fn read_options(template: &Value) -> Result<ReadOptions, LoadError> {
    let options = Template::new(template, &deployment(template))?.options()?;
    let mut unexpressed = differences(template, &write::template(&options))?;
    unexpressed.retain(|difference| difference.first.is_some());
    Ok(ReadOptions {
        options,
        unexpressed,
    })
}

fn deployment(template: &Value) -> Deployment {
    Deployment {
        parameters: unset(template),
        ..Deployment::default()
    }
}

/// Access to the parts of a template.
struct Template<'a> {
    source: &'a Value,
    resolver: Resolver<'a>,
}

impl<'a> Template<'a> {
    fn new(source: &'a Value, deployment: &'a Deployment) -> Result<Self, LoadError> {
        Ok(Self {
            source,
            resolver: Resolver::new(source, deployment)?,
        })
    }

    fn options(&self) -> Result<Options, LoadError> {
        let table = self.required("AWS::DynamoDB::Table")?;
        let api = self.required("AWS::ApiGateway::RestApi")?;
        let get = self
            .method_at("GET", None)?
            .ok_or_else(|| missing("the method GET of the root path"))?;
        let post = self
            .method_at("POST", None)?
            .ok_or_else(|| missing("the method POST of the root path"))?;
        let stage = self.stage()?;
        let hosting = self.hosting()?;
        let templates = Templates::from(templates(&get, &post));
        Ok(Options {
            api_name: text(&self.resolve(api, "Name")?).unwrap_or_default(),
            stage: text(&stage["StageName"]).unwrap_or_default(),
            tags: tags(&self.resolve(api, "Tags")?),
            values: self.values(),
            capacity: self.capacity(table)?,
            encryption: self.encryption(table)?,
            point_in_time_recovery: self.resolve(table, "PointInTimeRecoverySpecification")?["PointInTimeRecoveryEnabled"]
                == true,
            deletion_protection: self.resolve(table, "DeletionProtectionEnabled")? == true,
            table_name: match stage["Variables"].get("tableName") {
                Some(_) => TableName::Stage,
                None => TableName::Caller,
            },
            passthrough: match post["Integration"]["PassthroughBehavior"].as_str() {
                Some("NEVER") => Passthrough::Never,
                _ => Passthrough::WhenNoTemplates,
            },
            validation: !post["RequestValidatorId"].is_null(),
            error_responses: response(&post, "400").is_some(),
            lost_update_protection: stage["Variables"].get("versionAttribute").is_some(),
            operations: Operations {
                list: self.method_at("GET", Some(LIST_PATH))?.is_some(),
                delete: self.method_at("DELETE", None)?.is_some(),
            },
            throttle: throttle(
                &stage["MethodSettings"][0],
                "ThrottlingRateLimit",
                "ThrottlingBurstLimit",
            ),
            protection: self.protection(&post)?,
            cors: self.cors(&get, &stage, hosting.is_some())?,
            logging: self.logging(&stage)?,
            hosting,
            templates,
        })
    }

    /// Literal if the template has none of this crate's parameters.
    fn values(&self) -> Values {
        let declares = |name: &str| self.source["Parameters"].get(name).is_some();
        match PARAMETERS
            .iter()
            .any(|declared| declares(declared.parameter))
        {
            true => Values::Parameters,
            false => Values::Literal,
        }
    }

    fn capacity(&self, table: Resource<'_>) -> Result<Capacity, LoadError> {
        let throughput = self.resolve(table, "ProvisionedThroughput")?;
        if throughput.is_null() {
            return Ok(Capacity::OnDemand);
        }
        let unit = |name: &str| number(&throughput[name]).unwrap_or(1);
        let (read, write) = (unit("ReadCapacityUnits"), unit("WriteCapacityUnits"));
        let scaled = |kind: &str| -> Result<Option<Range>, LoadError> {
            for target in self
                .resolver
                .of_type("AWS::ApplicationAutoScaling::ScalableTarget")?
            {
                let dimension = self.resolve(target, "ScalableDimension")?;
                if dimension == format!("dynamodb:table:{kind}CapacityUnits") {
                    let of = |value: Value| number(&value).unwrap_or(1);
                    return Ok(Some(Range {
                        min: of(self.resolve(target, "MinCapacity")?),
                        max: of(self.resolve(target, "MaxCapacity")?),
                    }));
                }
            }
            Ok(None)
        };
        let (Some(read_range), Some(write_range)) = (scaled("Read")?, scaled("Write")?) else {
            return Ok(Capacity::Provisioned { read, write });
        };
        let configuration = match self.one("AWS::ApplicationAutoScaling::ScalingPolicy")? {
            Some(policy) => self.resolve(policy, "TargetTrackingScalingPolicyConfiguration")?,
            None => Value::Null,
        };
        let target =
            number(&configuration["TargetValue"]).and_then(|value| u8::try_from(value).ok());
        Ok(Capacity::AutoScaled {
            read: read_range,
            write: write_range,
            target: target.unwrap_or(70),
        })
    }

    fn encryption(&self, table: Resource<'_>) -> Result<Encryption, LoadError> {
        let specification = self.resolve(table, "SSESpecification")?;
        if specification["SSEEnabled"] != true {
            return Ok(Encryption::AwsOwned);
        }
        let Some(key) = text(&specification["KMSMasterKeyId"]) else {
            return Ok(Encryption::AwsManaged);
        };
        Ok(Encryption::CustomerKey {
            arn: self.given("AWS::KMS::Key", key)?,
        })
    }

    /// The ARN of a resource outside of the template.
    fn given(&self, type_name: &str, arn: String) -> Result<Option<String>, LoadError> {
        for own in self.resolver.of_type(type_name)? {
            if self.resolver.arn(own)? == arn {
                return Ok(None);
            }
        }
        Ok(Some(arn))
    }

    fn protection(&self, post: &Value) -> Result<Protection, LoadError> {
        if post["ApiKeyRequired"] == true {
            let (throttle, quota) = match self.one("AWS::ApiGateway::UsagePlan")? {
                Some(plan) => (
                    self.resolve(plan, "Throttle")?,
                    self.resolve(plan, "Quota")?,
                ),
                None => (Value::Null, Value::Null),
            };
            return Ok(Protection::ApiKey(UsagePlan {
                throttle: self::throttle(&throttle, "RateLimit", "BurstLimit")
                    .unwrap_or(UsagePlan::default().throttle),
                daily_quota: number(&quota["Limit"]),
            }));
        }
        Ok(match post["AuthorizationType"].as_str() {
            Some("AWS_IAM") => Protection::Iam,
            Some("COGNITO_USER_POOLS") => {
                let providers = match self.one("AWS::ApiGateway::Authorizer")? {
                    Some(authorizer) => self.resolve(authorizer, "ProviderARNs")?,
                    None => Value::Null,
                };
                let existing = match text(&providers[0]) {
                    Some(arn) => self.given("AWS::Cognito::UserPool", arn)?,
                    None => None,
                };
                Protection::Cognito(match existing {
                    Some(arn) => UserPool::Existing { arn },
                    None => self.created_pool()?,
                })
            }
            _ => Protection::None,
        })
    }

    /// The user pool of the template, with the pages to which its sign-in page returns.
    fn created_pool(&self) -> Result<UserPool, LoadError> {
        let mut urls = Vec::new();
        if let Some(client) = self.one("AWS::Cognito::UserPoolClient")? {
            let listed = self.resolve(client, "CallbackURLs")?;
            urls.extend(listed.as_array().into_iter().flatten().filter_map(text));
        }
        if self.one("AWS::CloudFront::Distribution")?.is_some() {
            // The console's, which is not an option.
            urls.pop();
        }
        Ok(match urls.is_empty() {
            true => UserPool::default(),
            false => UserPool::Created { return_urls: urls },
        })
    }

    fn cors(&self, get: &Value, stage: &Value, hosted: bool) -> Result<Cors, LoadError> {
        let named = |header: &Value| {
            let origin = header.as_str()?.strip_prefix('\'')?.strip_suffix('\'')?;
            Some(vec![origin.to_owned()])
        };
        let header = response(get, "200").map(|response| {
            &response["ResponseParameters"]["method.response.header.Access-Control-Allow-Origin"]
        });
        let listed = stage["Variables"]["allowedOrigins"].as_str().map(|listed| {
            let mut origins: Vec<String> = listed.split(',').map(str::to_owned).collect();
            if hosted {
                // The console's, which is not an option.
                origins.pop();
            }
            origins
        });
        let mut gateway_responses = false;
        for response in self.resolver.of_type("AWS::ApiGateway::GatewayResponse")? {
            gateway_responses |= !self.resolve(response, "ResponseParameters")?.is_null();
        }
        Ok(Cors {
            origins: header.and_then(named).or(listed).unwrap_or_default(),
            preflight: self.method_at("OPTIONS", None)?.is_some(),
            gateway_responses,
        })
    }

    fn logging(&self, stage: &Value) -> Result<Logging, LoadError> {
        let retention = match self.one("AWS::Logs::LogGroup")? {
            Some(group) => number(&self.resolve(group, "RetentionInDays")?),
            None => None,
        };
        let retention = retention.and_then(|days| u16::try_from(days).ok());
        Ok(Logging {
            access: !stage["AccessLogSetting"].is_null(),
            execution: match stage["MethodSettings"][0]["LoggingLevel"].as_str() {
                Some("ERROR") => ExecutionLog::Errors,
                Some("INFO") => ExecutionLog::Info,
                _ => ExecutionLog::Off,
            },
            retention_days: retention.unwrap_or(Logging::default().retention_days),
            tracing: stage["TracingEnabled"] == true,
            // Regardless of its condition's default.
            account_role: self.source["Resources"]
                .as_object()
                .into_iter()
                .flatten()
                .any(|(_, resource)| resource["Type"] == "AWS::ApiGateway::Account"),
        })
    }

    fn hosting(&self) -> Result<Option<Hosting>, LoadError> {
        let Some(distribution) = self.one("AWS::CloudFront::Distribution")? else {
            return Ok(None);
        };
        let config = self.raw(distribution, "DistributionConfig");
        let part = |name: &str| -> Result<Value, LoadError> {
            let path = distribution.path(name);
            Ok(self
                .resolver
                .value(&config[name], &path)?
                .unwrap_or_default())
        };
        let certificate = text(&part("ViewerCertificate")?["AcmCertificateArn"]);
        Ok(Some(Hosting {
            domain: text(&part("Aliases")?[0]).map(|name| Domain {
                name,
                certificate_arn: certificate.unwrap_or_default(),
            }),
        }))
    }

    /// The properties of the first stage that has a name.
    fn stage(&self) -> Result<Value, LoadError> {
        for type_name in ["AWS::ApiGateway::Stage", "AWS::ApiGateway::Deployment"] {
            for stage in self.resolver.of_type(type_name)? {
                let mut properties = Value::Object(serde_json::Map::new());
                for name in [
                    "StageName",
                    "Variables",
                    "MethodSettings",
                    "AccessLogSetting",
                    "TracingEnabled",
                ] {
                    // A log group's ARN does not matter here.
                    properties[name] = match name {
                        "AccessLogSetting" => self.raw(stage, name).clone(),
                        _ => self.resolve(stage, name)?,
                    };
                }
                if !properties["StageName"].is_null() {
                    return Ok(properties);
                }
            }
        }
        Err(missing("a stage"))
    }

    /// The properties of a method of the root, or of a path below it.
    fn method_at(&self, http_method: &str, part: Option<&str>) -> Result<Option<Value>, LoadError> {
        let mut parts = Vec::new();
        for resource in self.resolver.of_type("AWS::ApiGateway::Resource")? {
            let id = self.resolver.physical_name(resource.logical_id, 0)?;
            parts.push((id, text(&self.resolve(resource, "PathPart")?)));
        }
        self.method_where(http_method, |resource_id| {
            let named = parts
                .iter()
                .find(|(id, _)| Some(id.as_str()) == resource_id);
            named.and_then(|(_, part)| part.as_deref()) == part
        })
    }

    /// The properties of the first method on a resource of such an ID.
    fn method_where(
        &self,
        http_method: &str,
        is_on: impl Fn(Option<&str>) -> bool,
    ) -> Result<Option<Value>, LoadError> {
        for method in self.resolver.of_type("AWS::ApiGateway::Method")? {
            if self.resolve(method, "HttpMethod")? != http_method
                || !is_on(self.resolve(method, "ResourceId")?.as_str())
            {
                continue;
            }
            let names = [
                "AuthorizationType",
                "ApiKeyRequired",
                "RequestValidatorId",
                "Integration",
            ];
            let mut properties = serde_json::Map::new();
            for name in names {
                properties.insert(name.to_owned(), self.resolve(method, name)?);
            }
            return Ok(Some(properties.into()));
        }
        Ok(None)
    }

    fn required(&self, type_name: &'static str) -> Result<Resource<'a>, LoadError> {
        self.one(type_name)?.ok_or_else(|| missing(type_name))
    }

    fn one(&self, type_name: &str) -> Result<Option<Resource<'a>>, LoadError> {
        Ok(self.resolver.of_type(type_name)?.into_iter().next())
    }

    fn resolve(&self, resource: Resource<'_>, property: &str) -> Result<Value, LoadError> {
        Ok(self
            .resolver
            .property(resource, property)?
            .unwrap_or_default())
    }

    fn raw(&self, resource: Resource<'_>, property: &str) -> &'a Value {
        &self.source["Resources"][resource.logical_id]["Properties"][property]
    }
}

fn missing(what: &'static str) -> LoadError {
    LoadError::new("Resources", LoadErrorKind::Missing(what))
}

/// The mapping templates of `GET` and `POST`.
fn templates(get: &Value, post: &Value) -> MappingTemplates {
    let json = |templates: &Value| {
        let text = text(&templates["application/json"])?;
        Some(text.strip_prefix(PRELUDE).unwrap_or(&text).to_owned())
    };
    let request = |method: &Value| json(&method["Integration"]["RequestTemplates"]);
    let answer = |method: &Value, status| json(&response(method, status)?["ResponseTemplates"]);
    MappingTemplates {
        get_request: request(get).unwrap_or_default(),
        get_response: answer(get, "200").unwrap_or_default(),
        put_request: request(post).unwrap_or_default(),
        error_response: answer(post, "400")
            .unwrap_or_else(|| MappingTemplates::default().error_response),
    }
}

/// The integration response of a status.
fn response<'v>(method: &'v Value, status: &str) -> Option<&'v Value> {
    let responses = method["Integration"]["IntegrationResponses"].as_array()?;
    responses
        .iter()
        .find(|response| text(&response["StatusCode"]).as_deref() == Some(status))
}

fn throttle(settings: &Value, rate: &str, burst: &str) -> Option<Throttle> {
    Some(Throttle {
        rate: number(&settings[rate])?,
        burst: number(&settings[burst])?,
    })
}

fn tags(list: &Value) -> Vec<Tag> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|tag| {
        Some(Tag {
            key: text(&tag["Key"])?,
            value: text(&tag["Value"])?,
        })
    })
    .collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A number or, in a parameter, its text.
fn number(value: &Value) -> Option<u32> {
    text(value)?.parse::<f64>().ok().map(|number| number as u32)
}
