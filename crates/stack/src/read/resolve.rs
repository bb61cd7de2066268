//! Resolution of functions, references, parameters and conditions.

use super::Deployment;
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The deepest nesting of values, functions and references.
const MAX_DEPTH: usize = 100;

/// The budget of resolved values: far more than a template of 500 resources has, but a bound for circular references.
const MAX_STEPS: usize = 2_000_000;

/// The bytes of text, or of a value's path, that cost one step.
pub(super) const BYTES_PER_STEP: usize = 64;

/// The types whose attributes are all implemented here.
const KNOWN_TYPES: [&str; 5] = [
    "AWS::DynamoDB::Table",
    "AWS::IAM::Role",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Resource",
    "AWS::ApiGateway::Deployment",
];

/// A template with its deployment.
pub(super) struct Resolver<'a> {
    template: &'a Map<String, Value>,
    resources: &'a Map<String, Value>,
    deployment: &'a Deployment,
    /// The resources by type, in the template's order.
    by_type: BTreeMap<&'a str, Vec<(&'a str, &'a Value)>>,
    /// The deployment's parameters and names of resources.
    given: BTreeMap<&'a str, &'a str>,
    named: BTreeMap<&'a str, &'a str>,
    steps: Cell<usize>,
}

/// A resource.
#[derive(Clone, Copy)]
pub(super) struct Resource<'a> {
    pub(super) logical_id: &'a str,
    properties: Option<&'a Value>,
}

impl Resource<'_> {
    /// The path of a property.
    pub(super) fn path(&self, property: &str) -> String {
        format!("Resources.{}.Properties.{property}", self.logical_id)
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn new(template: &'a Value, deployment: &'a Deployment) -> Result<Self, LoadError> {
        let template = template
            .as_object()
            .ok_or_else(|| LoadError::new("", LoadErrorKind::Expected("an object")))?;
        let resources = template
            .get("Resources")
            .ok_or_else(|| LoadError::new("", LoadErrorKind::Missing("Resources")))?
            .as_object()
            .ok_or_else(|| LoadError::new("Resources", LoadErrorKind::Expected("an object")))?;
        let mut by_type: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (logical_id, resource) in resources {
            if let Some(type_name) = resource.get("Type").and_then(Value::as_str) {
                let of_type = by_type.entry(type_name).or_default();
                of_type.push((logical_id.as_str(), resource));
            }
        }
        Ok(Self {
            template,
            resources,
            deployment,
            by_type,
            given: first_by_name(&deployment.parameters),
            named: first_by_name(&deployment.physical_names),
            steps: Cell::new(0),
        })
    }

    /// Charges a step at a depth.
    fn step(&self, path: &str, depth: usize) -> Result<(), LoadError> {
        self.charge(1 + path.len() / BYTES_PER_STEP, path, depth)
    }

    /// Charges for a text that a function writes.
    pub(super) fn text_made(&self, length: usize, path: &str) -> Result<(), LoadError> {
        self.charge(length / BYTES_PER_STEP, path, 0)
    }

    fn charge(&self, steps: usize, path: &str, depth: usize) -> Result<(), LoadError> {
        let steps = self.steps.get().saturating_add(steps);
        self.steps.set(steps);
        let kind = match steps > MAX_STEPS {
            true => LoadErrorKind::TooLarge,
            false if depth > MAX_DEPTH => LoadErrorKind::TooDeep,
            false => return Ok(()),
        };
        Err(LoadError::new(path, kind))
    }

    /// The resources of a type whose condition holds, in the template's order.
    pub(super) fn of_type(&self, type_name: &str) -> Result<Vec<Resource<'a>>, LoadError> {
        let mut found = Vec::new();
        let of_type = self.by_type.get(type_name).map_or(&[][..], Vec::as_slice);
        self.charge(of_type.len(), "Resources", 0)?;
        for (logical_id, resource) in of_type.iter().copied() {
            if let Some(condition) = resource.get("Condition").and_then(Value::as_str)
                && !self.condition(condition, &format!("Resources.{logical_id}.Condition"), 0)?
            {
                continue;
            }
            found.push(Resource {
                logical_id,
                properties: resource.get("Properties"),
            });
        }
        Ok(found)
    }

    /// A property with resolved references; `None` if it is missing.
    pub(super) fn property(
        &self,
        resource: Resource<'_>,
        name: &str,
    ) -> Result<Option<Value>, LoadError> {
        match resource
            .properties
            .and_then(|properties| properties.get(name))
        {
            Some(value) => self.resolve(value, &resource.path(name), 0),
            None => Ok(None),
        }
    }

    /// A value with resolved references; `None` for `AWS::NoValue`.
    pub(super) fn value(&self, value: &Value, path: &str) -> Result<Option<Value>, LoadError> {
        self.resolve(value, path, 0)
    }

    /// A property that is a text, or a number or boolean, which CloudFormation converts.
    pub(super) fn text(
        &self,
        resource: Resource<'_>,
        name: &'static str,
    ) -> Result<Option<String>, LoadError> {
        self.property(resource, name)?
            .map(|value| as_text(&value, &resource.path(name)))
            .transpose()
    }

    /// `Outputs`: name and value.
    pub(super) fn outputs(&self) -> Result<Vec<(String, String)>, LoadError> {
        let mut outputs = Vec::new();
        for (name, output) in self.section("Outputs") {
            let path = format!("Outputs.{name}");
            if let Some(condition) = output.get("Condition").and_then(Value::as_str)
                && !self.condition(condition, &path, 0)?
            {
                continue;
            }
            let value = output
                .get("Value")
                .ok_or_else(|| LoadError::new(&path, LoadErrorKind::Missing("Value")))?;
            if let Some(value) = self.resolve(value, &path, 0)? {
                outputs.push((name.clone(), as_text(&value, &path)?));
            }
        }
        Ok(outputs)
    }

    /// A member of a section.
    fn member(&self, section: &str, name: &str) -> Option<&'a Value> {
        self.template.get(section)?.get(name)
    }

    fn section(&self, name: &str) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.template
            .get(name)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
    }

    /// The value with all functions evaluated; `None` for `AWS::NoValue`.
    fn resolve(&self, value: &Value, path: &str, depth: usize) -> Result<Option<Value>, LoadError> {
        self.step(path, depth)?;
        match value {
            Value::Object(map) => {
                if let Some((name, argument)) = function(map) {
                    return self.call(name, argument, path, depth + 1);
                }
                let mut resolved = Map::new();
                for (key, value) in map {
                    let path = format!("{path}.{key}");
                    if let Some(value) = self.resolve(value, &path, depth + 1)? {
                        resolved.insert(key.clone(), value);
                    }
                }
                Ok(Some(Value::Object(resolved)))
            }
            Value::Array(list) => {
                let mut resolved = Vec::new();
                for (index, value) in list.iter().enumerate() {
                    let path = format!("{path}.{index}");
                    if let Some(value) = self.resolve(value, &path, depth + 1)? {
                        resolved.push(value);
                    }
                }
                Ok(Some(Value::Array(resolved)))
            }
            Value::String(text) => {
                self.text_made(text.len(), path)?;
                Ok(Some(value.clone()))
            }
            scalar => Ok(Some(scalar.clone())),
        }
    }

    fn call(
        &self,
        name: &str,
        argument: &Value,
        path: &str,
        depth: usize,
    ) -> Result<Option<Value>, LoadError> {
        let expected = |what| LoadError::new(path, LoadErrorKind::Expected(what));
        let text = match name {
            "Ref" => {
                let name = argument.as_str().ok_or_else(|| expected("a name"))?;
                return self.reference(name, path, depth);
            }
            "Fn::If" => {
                let [condition, then, otherwise] = arguments(argument, path)?;
                let name = condition.as_str().ok_or_else(|| expected("a condition"))?;
                let chosen = if self.condition(name, path, depth)? {
                    then
                } else {
                    otherwise
                };
                return self.resolve(chosen, path, depth);
            }
            "Fn::Select" => {
                let [index, list] = arguments(argument, path)?;
                let index = self.text_of(index, path, depth)?;
                let list = self.list_of(list, path, depth)?;
                return index
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| list.get(index).cloned())
                    .map(Some)
                    .ok_or_else(|| expected("an index of the list"));
            }
            "Fn::Split" => {
                let [separator, text] = arguments(argument, path)?;
                let separator = self.text_of(separator, path, depth)?;
                let text = self.text_of(text, path, depth)?;
                if separator.is_empty() {
                    return Err(expected("a separator"));
                }
                self.charge(text.split(&separator).count(), path, 0)?;
                return Ok(Some(text.split(&separator).collect()));
            }
            "Fn::FindInMap" => return self.find_in_map(argument, path, depth).map(Some),
            "Fn::GetAtt" => self.attribute(argument, path, depth)?,
            "Fn::Sub" => self.substitute(argument, path, depth)?,
            "Fn::Join" => {
                let [separator, parts] = arguments(argument, path)?;
                let separator = self.text_of(separator, path, depth)?;
                let parts = self.list_of(parts, path, depth)?;
                let parts: Result<Vec<String>, LoadError> =
                    parts.iter().map(|part| as_text(part, path)).collect();
                let parts = parts?;
                self.text_made(parts.len().saturating_mul(separator.len()), path)?;
                parts.join(&separator)
            }
            other => {
                return Err(LoadError::new(
                    path,
                    LoadErrorKind::Unsupported(other.to_owned()),
                ));
            }
        };
        Ok(Some(Value::String(text)))
    }

    fn find_in_map(&self, argument: &Value, path: &str, depth: usize) -> Result<Value, LoadError> {
        let [map, first, second] = arguments(argument, path)?;
        let map = self.text_of(map, path, depth)?;
        let first = self.text_of(first, path, depth)?;
        let second = self.text_of(second, path, depth)?;
        let found = self.member("Mappings", &map);
        let found = found
            .and_then(|map| map.get(&first)?.get(&second))
            .ok_or_else(|| {
                let name = format!("{map}.{first}.{second}");
                LoadError::new(path, LoadErrorKind::Unknown(name))
            })?;
        // It has no functions: resolving only charges for it.
        Ok(self.resolve(found, path, depth)?.unwrap_or_default())
    }

    fn text_of(&self, value: &Value, path: &str, depth: usize) -> Result<String, LoadError> {
        match self.resolve(value, path, depth)? {
            Some(value) => as_text(&value, path),
            None => Err(LoadError::new(path, LoadErrorKind::Expected("text"))),
        }
    }

    fn list_of(&self, value: &Value, path: &str, depth: usize) -> Result<Vec<Value>, LoadError> {
        match self.resolve(value, path, depth)? {
            Some(Value::Array(list)) => Ok(list),
            _ => Err(LoadError::new(path, LoadErrorKind::Expected("a list"))),
        }
    }

    /// `Ref`.
    fn reference(&self, name: &str, path: &str, depth: usize) -> Result<Option<Value>, LoadError> {
        let deployment = self.deployment;
        let text = match name {
            "AWS::NoValue" => return Ok(None),
            "AWS::Region" => deployment.region.clone(),
            "AWS::AccountId" => deployment.account_id.clone(),
            "AWS::Partition" => deployment.partition.clone(),
            "AWS::URLSuffix" => deployment.url_suffix.clone(),
            "AWS::StackName" => deployment.stack_name.clone(),
            "AWS::StackId" => format!(
                "arn:{}:cloudformation:{}:{}:stack/{}/0",
                deployment.partition,
                deployment.region,
                deployment.account_id,
                deployment.stack_name
            ),
            _ if self.resources.contains_key(name) => self.physical_name(name, depth + 1)?,
            _ => return self.parameter(name, path).map(Some),
        };
        Ok(Some(Value::String(text)))
    }

    fn parameter(&self, name: &str, path: &str) -> Result<Value, LoadError> {
        let parameter = self
            .member("Parameters", name)
            .ok_or_else(|| LoadError::new(path, LoadErrorKind::Unknown(name.to_owned())))?;
        let value = match (self.given.get(name), parameter.get("Default")) {
            (Some(value), _) => (*value).to_owned(),
            (None, Some(default)) => as_text(default, &format!("Parameters.{name}.Default"))?,
            (None, None) => {
                return Err(LoadError::new(
                    path,
                    LoadErrorKind::NoValue(name.to_owned()),
                ));
            }
        };
        self.text_made(value.len(), path)?;
        let kind = parameter.get("Type").and_then(Value::as_str);
        if kind.is_some_and(|kind| kind == "CommaDelimitedList" || kind.starts_with("List<")) {
            self.charge(value.split(',').count(), path, 0)?;
            return Ok(value.split(',').map(str::trim).collect());
        }
        Ok(Value::String(value))
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
            "AWS::DynamoDB::Table" => Some("TableName"),
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
    fn attribute(&self, argument: &Value, path: &str, depth: usize) -> Result<String, LoadError> {
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
            return Err(LoadError::new(path, LoadErrorKind::Unknown(logical_id)));
        };
        let type_name = resource.get("Type").and_then(Value::as_str);
        let physical = self.physical_name(&logical_id, depth + 1)?;
        let Deployment {
            region,
            account_id,
            partition,
            ..
        } = self.deployment;
        Ok(match (type_name.unwrap_or_default(), name.as_str()) {
            ("AWS::DynamoDB::Table", "Arn") => {
                format!("arn:{partition}:dynamodb:{region}:{account_id}:table/{physical}")
            }
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
            (type_name, name) if !KNOWN_TYPES.contains(&type_name) => {
                // Ignored resources still have names that others can use.
                let service = type_name.split("::").nth(1).unwrap_or_default();
                let service = service.to_ascii_lowercase();
                match name {
                    "Arn" => {
                        format!("arn:{partition}:{service}:{region}:{account_id}:{physical}")
                    }
                    _ => format!("{physical}.{name}"),
                }
            }
            (type_name, name) => {
                return Err(LoadError::new(
                    path,
                    LoadErrorKind::Unsupported(format!("the attribute {name} of {type_name}")),
                ));
            }
        })
    }

    /// `Fn::Sub`: a text with `${Name}`, `${Resource.Attribute}` and, for a literal `${`, `${!`.
    fn substitute(&self, argument: &Value, path: &str, depth: usize) -> Result<String, LoadError> {
        let expected = |what| LoadError::new(path, LoadErrorKind::Expected(what));
        let (text, names) = match argument {
            Value::String(text) => (text, None),
            Value::Array(parts) => match &parts[..] {
                [Value::String(text), Value::Object(names)] => (text, Some(names)),
                _ => return Err(expected("[text, names]")),
            },
            _ => return Err(expected("text")),
        };
        let mut out = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            out.push_str(before);
            let (name, after) = after.split_once('}').ok_or_else(|| expected("a }"))?;
            rest = after;
            self.step(path, depth)?;
            if let Some(literal) = name.strip_prefix('!') {
                out.push_str("${");
                out.push_str(literal);
                out.push('}');
            } else if let Some(value) = names.and_then(|names| names.get(name)) {
                out.push_str(&self.text_of(value, path, depth)?);
            } else if name.contains('.') {
                let argument = Value::String(name.to_owned());
                out.push_str(&self.attribute(&argument, path, depth)?);
            } else if let Some(value) = self.reference(name, path, depth)? {
                out.push_str(&as_text(&value, path)?);
            }
        }
        out.push_str(rest);
        Ok(out)
    }

    /// The value of a condition in `Conditions`.
    fn condition(&self, name: &str, path: &str, depth: usize) -> Result<bool, LoadError> {
        let condition = self
            .member("Conditions", name)
            .ok_or_else(|| LoadError::new(path, LoadErrorKind::Unknown(name.to_owned())))?;
        self.holds(condition, &format!("Conditions.{name}"), depth + 1)
    }

    fn holds(&self, condition: &Value, path: &str, depth: usize) -> Result<bool, LoadError> {
        self.step(path, depth)?;
        let expected = || LoadError::new(path, LoadErrorKind::Expected("a condition"));
        let map = condition.as_object().ok_or_else(expected)?;
        let (name, argument) = map.iter().next().ok_or_else(expected)?;
        let operands = argument.as_array().map(Vec::as_slice).unwrap_or_default();
        match (name.as_str(), operands) {
            ("Condition", _) => {
                let name = argument.as_str().ok_or_else(expected)?;
                self.condition(name, path, depth)
            }
            ("Fn::Equals", [left, right]) => {
                Ok(self.text_of(left, path, depth)? == self.text_of(right, path, depth)?)
            }
            ("Fn::Not", [operand]) => Ok(!self.holds(operand, path, depth + 1)?),
            ("Fn::And", [_, ..]) => {
                for operand in operands {
                    if !self.holds(operand, path, depth + 1)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            ("Fn::Or", [_, ..]) => {
                for operand in operands {
                    if self.holds(operand, path, depth + 1)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            _ => Err(expected()),
        }
    }
}

/// Values by name; the first of duplicates.
fn first_by_name(pairs: &[(String, String)]) -> BTreeMap<&str, &str> {
    let pairs = pairs.iter().rev();
    pairs
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// The id of an API's resource `/`.
pub(super) fn root_resource(api: &str) -> String {
    format!("{api}/")
}

/// The function of an object that has it as its only member.
fn function(map: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = map.iter();
    match (members.next(), members.next()) {
        (Some((name, argument)), None) if name == "Ref" || name.starts_with("Fn::") => {
            Some((name, argument))
        }
        _ => None,
    }
}

fn arguments<'v, const N: usize>(
    argument: &'v Value,
    path: &str,
) -> Result<&'v [Value; N], LoadError> {
    argument
        .as_array()
        .and_then(|list| <&[Value; N]>::try_from(list.as_slice()).ok())
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("a list of arguments")))
}
