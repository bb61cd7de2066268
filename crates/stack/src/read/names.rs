//! Names of resources: the results of `Ref` and `Fn::GetAtt`.

use super::Deployment;
use super::resolve::{Resolver, Resource, root_resource};
use super::symbol::symbol;
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::Value;

impl Resolver<'_> {
    /// `Ref` of a resource: for some types not the name.
    pub(super) fn reference_to(
        &self,
        name: &str,
        path: &str,
        depth: usize,
    ) -> Result<String, LoadError> {
        let kind = self.resources.get(name).and_then(|of| of.get("Type"));
        match kind.and_then(Value::as_str).unwrap_or_default() {
            "AWS::StepFunctions::StateMachine" | "AWS::SNS::Topic" => {
                let attribute = Value::String(format!("{name}.Arn"));
                self.attribute(&attribute, path, depth + 1)
            }
            "AWS::SQS::Queue" => {
                let deployment = self.deployment;
                Ok(format!(
                    "https://sqs.{}.{}/{}/{}",
                    deployment.region,
                    deployment.url_suffix,
                    deployment.account_id,
                    self.physical_name(name, depth + 1)?
                ))
            }
            _ => self.physical_name(name, depth + 1),
        }
    }

    /// The stage's name of `Api.Stage`.
    #[inline(never)]
    pub(super) fn stage_of(
        &self,
        name: &str,
        path: &str,
        depth: usize,
    ) -> Result<String, LoadError> {
        if self.is_symbolic {
            return Ok(symbol(name));
        }
        let api = name.strip_suffix(".Stage").unwrap_or_default();
        let stages = self.by_type.get("AWS::ApiGateway::Stage");
        let stage = stages.into_iter().flatten().find(|(_, stage)| {
            let id = stage.get("Properties").and_then(|own| own.get("RestApiId"));
            id.and_then(|id| id.get("Ref")).and_then(Value::as_str) == Some(api)
        });
        match stage {
            Some((id, _)) => self.physical_name(id, depth + 1),
            None => Err(LoadError::new(
                path,
                LoadErrorKind::Unknown(name.to_owned()),
            )),
        }
    }

    /// The physical name of a resource, the result of `Ref`: the template's, else one generated from the stack's name
    /// and the logical id.
    pub(super) fn physical_name(
        &self,
        logical_id: &str,
        depth: usize,
    ) -> Result<String, LoadError> {
        if let Some(name) = self.named.get(logical_id) {
            return Ok((*name).to_owned());
        }
        let resource = self.resources.get(logical_id);
        let type_name = resource
            .and_then(|resource| resource.get("Type"))
            .and_then(Value::as_str)
            .unwrap_or_default();
        let property = match type_name {
            "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable" => Some("TableName"),
            "AWS::IAM::Role" => Some("RoleName"),
            "AWS::ApiGateway::Stage" => Some("StageName"),
            "AWS::ApiGateway::Model" => Some("Name"),
            _ => None,
        };
        let own = property.and_then(|property| {
            let value = resource?.get("Properties")?.get(property)?;
            Some((property, value))
        });
        if let Some((property, value)) = own {
            let path = format!("Resources.{logical_id}.Properties.{property}");
            if let Some(value) = self.resolve(value, &path, depth + 1)? {
                return as_text(&value, &path);
            }
        }
        if type_name == "AWS::ApiGateway::RestApi" {
            // It is part of a host name: lower-case letters and digits.
            return Ok(logical_id.to_ascii_lowercase());
        }
        Ok(format!("{}-{logical_id}", self.deployment.stack_name))
    }

    /// The ARN of a resource that has one.
    pub(super) fn arn(&self, resource: Resource<'_>) -> Result<String, LoadError> {
        let path = format!("Resources.{}", resource.logical_id);
        let attribute = Value::String(format!("{}.Arn", resource.logical_id));
        self.attribute(&attribute, &path, 0)
    }

    /// `Fn::GetAtt`.
    pub(super) fn attribute(
        &self,
        argument: &Value,
        path: &str,
        depth: usize,
    ) -> Result<String, LoadError> {
        let (logical_id, name) = match argument {
            Value::String(text) => text
                .split_once('.')
                .map(|(id, name)| (id.to_owned(), name.to_owned())),
            Value::Array(parts) => match &parts[..] {
                [Value::String(id), name] => Some((id.clone(), self.text_of(name, path, depth)?)),
                _ => None,
            },
            _ => None,
        }
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("[resource, attribute]")))?;
        let Some(resource) = self.resources.get(&logical_id) else {
            return self.outside(&logical_id, &format!("{logical_id}.{name}"), path);
        };
        if self.is_symbolic {
            return Ok(symbol(&format!("{logical_id}.{name}")));
        }
        let type_name = resource.get("Type").and_then(Value::as_str);
        let physical = self.physical_name(&logical_id, depth + 1)?;
        let Deployment {
            region,
            account_id,
            partition,
            ..
        } = self.deployment;
        Ok(match (type_name.unwrap_or_default(), name.as_str()) {
            ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", "Arn") => {
                format!("arn:{partition}:dynamodb:{region}:{account_id}:table/{physical}")
            }
            ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", "StreamArn") => {
                format!("arn:{partition}:dynamodb:{region}:{account_id}:table/{physical}/stream/0")
            }
            ("AWS::Lambda::Function", "Arn") => {
                format!("arn:{partition}:lambda:{region}:{account_id}:function:{physical}")
            }
            ("AWS::StepFunctions::StateMachine", "Arn") => {
                format!("arn:{partition}:states:{region}:{account_id}:stateMachine:{physical}")
            }
            ("AWS::S3::Bucket", "Arn") => format!("arn:{partition}:s3:::{physical}"),
            ("AWS::IAM::Role", "Arn") => {
                format!("arn:{partition}:iam::{account_id}:role/{physical}")
            }
            ("AWS::Cognito::UserPool", "Arn") => {
                format!("arn:{partition}:cognito-idp:{region}:{account_id}:userpool/{physical}")
            }
            ("AWS::KMS::Key", "Arn") => {
                format!("arn:{partition}:kms:{region}:{account_id}:key/{physical}")
            }
            ("AWS::CloudFront::Distribution", "DomainName") => {
                format!("{}.cloudfront.net", physical.to_lowercase())
            }
            ("AWS::ApiGateway::RestApi", "RootResourceId") => root_resource(&physical),
            ("AWS::ApiGateway::RestApi", "RestApiId")
            | ("AWS::ApiGateway::Resource", "ResourceId")
            | ("AWS::ApiGateway::Deployment", "DeploymentId")
            | ("AWS::ApiGateway::ApiKey", "APIKeyId")
            | ("AWS::ApiGateway::UsagePlan" | "AWS::ApiGateway::UsagePlanKey", "Id")
            | ("AWS::ApiGateway::RequestValidator", "RequestValidatorId") => physical,
            // Others that only give a name to something.
            (type_name, "Arn") => {
                let service = type_name.split("::").nth(1).unwrap_or_default();
                let service = service.to_ascii_lowercase();
                format!("arn:{partition}:{service}:{region}:{account_id}:{physical}")
            }
            (_, name) => format!("{physical}.{name}"),
        })
    }
}
