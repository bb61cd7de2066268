//! Resolution of functions, references, parameters and conditions.

use super::Deployment;
use super::symbol::{has_symbol, symbol};
use super::values::as_text;
use crate::error::{LoadError, LoadErrorKind};
use serde_json::{Map, Value};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest nesting of values, functions and references.
const MAX_DEPTH: usize = 100;

/// The budget of resolved values: far more than a template of 500 resources has, but a bound for circular references.
const MAX_STEPS: usize = 2_000_000;

/// The bytes of text, or of a value's path, that cost one step.
pub(super) const BYTES_PER_STEP: usize = 64;

/// A template with its deployment.
pub(crate) struct Resolver<'a> {
    template: &'a Map<String, Value>,
    pub(super) resources: &'a Map<String, Value>,
    pub(super) deployment: &'a Deployment,
    /// The resources by type, in the template's order.
    pub(super) by_type: BTreeMap<&'a str, Vec<(&'a str, &'a Value)>>,
    /// The deployment's parameters and names of resources.
    pub(super) given: BTreeMap<&'a str, &'a str>,
    pub(super) named: BTreeMap<&'a str, &'a str>,
    /// Whether values that only a deployment knows are symbols.
    pub(super) is_symbolic: bool,
    /// Whether the template is that of an OpenAPI document alone: what it refers to is in a template that includes it.
    pub(crate) is_document: bool,
    /// Whether the template has dynamic references: no other template pays for looking for them in what functions write.
    pub(super) is_dynamic: bool,
    steps: Cell<usize>,
    /// What is assumed or left out.
    notes: RefCell<BTreeSet<String>>,
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

    /// Whether a property is a function rather than a literal value.
    pub(super) fn is_computed(&self, property: &str) -> bool {
        let value = self.properties.and_then(|own| own.get(property));
        value.is_some_and(Value::is_object)
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
            is_symbolic: false,
            is_document: false,
            is_dynamic: false,
            steps: Cell::new(0),
            notes: RefCell::default(),
        })
    }

    /// A resolver that assumes nothing: values that only a deployment knows are symbols (see [`symbol`]), and what
    /// depends on their text is an error.
    pub(crate) fn symbolic(
        template: &'a Value,
        deployment: &'a Deployment,
    ) -> Result<Self, LoadError> {
        let resolver = Self::new(template, deployment)?;
        Ok(Self {
            is_symbolic: true,
            ..resolver
        })
    }

    /// An error if a symbol is in a text whose characters matter.
    pub(super) fn known(&self, text: &str, path: &str) -> Result<(), LoadError> {
        match has_symbol(text) {
            true => Err(LoadError::new(
                path,
                LoadErrorKind::Needs("a value that only a deployment knows".to_owned()),
            )),
            false => Ok(()),
        }
    }

    /// Notes what is assumed or left out.
    pub(super) fn note(&self, note: String) {
        self.notes.borrow_mut().insert(note);
    }

    /// The notes so far.
    pub(super) fn notes(&self) -> Vec<String> {
        self.notes.borrow().iter().cloned().collect()
    }

    /// The deployment.
    pub(super) fn deployment(&self) -> &'a Deployment {
        self.deployment
    }

    /// What the API does not need, if it can be read; else it is left out, with a note. Limits hold anyway.
    ///
    /// # Errors
    /// A limit of the resolution.
    pub(super) fn unneeded<T>(&self, read: Result<T, LoadError>) -> Result<Option<T>, LoadError> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(error) => match error.kind {
                LoadErrorKind::TooDeep | LoadErrorKind::TooLarge => Err(error),
                _ => {
                    self.note(format!("left out: {error}"));
                    Ok(None)
                }
            },
        }
    }

    /// Charges a step at a depth.
    fn step(&self, path: &str, depth: usize) -> Result<(), LoadError> {
        self.charge(1 + path.len() / BYTES_PER_STEP, path, depth)
    }

    /// Charges for a text that a function writes.
    pub(super) fn text_made(&self, length: usize, path: &str) -> Result<(), LoadError> {
        self.charge(length / BYTES_PER_STEP, path, 0)
    }

    pub(super) fn charge(&self, steps: usize, path: &str, depth: usize) -> Result<(), LoadError> {
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
    pub(crate) fn value(&self, value: &Value, path: &str) -> Result<Option<Value>, LoadError> {
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

    /// `Outputs`: name and value. One that can't be resolved is left out.
    pub(super) fn outputs(&self) -> Result<Vec<(String, String)>, LoadError> {
        let mut outputs = Vec::new();
        for (name, output) in self.section("Outputs") {
            let value = self.unneeded(self.output(name, output))?.flatten();
            outputs.extend(value.map(|value| (name.clone(), value)));
        }
        Ok(outputs)
    }

    fn output(&self, name: &str, output: &Value) -> Result<Option<String>, LoadError> {
        let path = format!("Outputs.{name}");
        if let Some(condition) = output.get("Condition").and_then(Value::as_str)
            && !self.condition(condition, &path, 0)?
        {
            return Ok(None);
        }
        let value = output
            .get("Value")
            .ok_or_else(|| LoadError::new(&path, LoadErrorKind::Missing("Value")))?;
        let value = self.resolve(value, &path, 0)?;
        value.map(|value| as_text(&value, &path)).transpose()
    }

    /// A member of a section.
    pub(super) fn member(&self, section: &str, name: &str) -> Option<&'a Value> {
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
    pub(super) fn resolve(
        &self,
        value: &Value,
        path: &str,
        depth: usize,
    ) -> Result<Option<Value>, LoadError> {
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
                let known = self.without_dynamic_references(text);
                Ok(Some(known.map_or_else(|| value.clone(), Value::String)))
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
                self.known(&text, path)?;
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
            other => return self.rare(other, argument, path, depth).map(Some),
        };
        let known = self.without_dynamic_references(&text);
        Ok(Some(Value::String(known.unwrap_or(text))))
    }

    #[inline(never)]
    fn find_in_map(&self, argument: &Value, path: &str, depth: usize) -> Result<Value, LoadError> {
        let (names, default) = match argument.as_array().map(Vec::as_slice) {
            Some([names @ .., default]) if names.len() == 3 => {
                (Some(names), default.get("DefaultValue"))
            }
            names => (names, None),
        };
        let names = names.and_then(|names| <&[Value; 3]>::try_from(names).ok());
        let [map, first, second] = names
            .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("a list of arguments")))?;
        let map = self.text_of(map, path, depth)?;
        let first = self.text_of(first, path, depth)?;
        let second = self.text_of(second, path, depth)?;
        let found = self.member("Mappings", &map);
        let found = found
            .and_then(|map| map.get(&first)?.get(&second))
            .or(default)
            .ok_or_else(|| {
                let name = format!("{map}.{first}.{second}");
                LoadError::new(path, LoadErrorKind::Unknown(name))
            })?;
        // A mapping has no functions, a default can have some.
        Ok(self.resolve(found, path, depth)?.unwrap_or_default())
    }

    pub(super) fn text_of(
        &self,
        value: &Value,
        path: &str,
        depth: usize,
    ) -> Result<String, LoadError> {
        match self.resolve(value, path, depth)? {
            Some(value) => as_text(&value, path),
            None => Err(LoadError::new(path, LoadErrorKind::Expected("text"))),
        }
    }

    pub(super) fn list_of(
        &self,
        value: &Value,
        path: &str,
        depth: usize,
    ) -> Result<Vec<Value>, LoadError> {
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
            "AWS::NotificationARNs" => return Ok(Some(Value::Array(Vec::new()))),
            _ if self.is_symbolic
                && (name.starts_with("AWS::") || self.resources.contains_key(name)) =>
            {
                symbol(name)
            }
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
            _ if self.resources.contains_key(name) => self.reference_to(name, path, depth)?,
            // SAM's name for the stage of an API.
            _ if name.ends_with(".Stage") => self.stage_of(name, path, depth)?,
            _ => return self.parameter(name, path).map(Some),
        };
        Ok(Some(Value::String(text)))
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

    /// The value of the condition with a name.
    pub(crate) fn holds_named(&self, name: &str) -> Result<bool, LoadError> {
        self.condition(name, "Conditions", 0)
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
                let side = |value: &Value| -> Result<Value, LoadError> {
                    let value = self.resolve(value, path, depth)?.unwrap_or_default();
                    // `3` equals `"3"`.
                    Ok(as_text(&value, path).map_or(value, Value::String))
                };
                let (left, right) = (side(left)?, side(right)?);
                if left != right {
                    for side in [&left, &right].into_iter().filter_map(Value::as_str) {
                        self.known(side, path)?;
                    }
                }
                Ok(left == right)
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
pub(crate) fn function(map: &Map<String, Value>) -> Option<(&str, &Value)> {
    let mut members = map.iter();
    match (members.next(), members.next()) {
        (Some((name, argument)), None) if name == "Ref" || name.starts_with("Fn::") => {
            Some((name, argument))
        }
        _ => None,
    }
}

pub(super) fn arguments<'v, const N: usize>(
    argument: &'v Value,
    path: &str,
) -> Result<&'v [Value; N], LoadError> {
    argument
        .as_array()
        .and_then(|list| <&[Value; N]>::try_from(list.as_slice()).ok())
        .ok_or_else(|| LoadError::new(path, LoadErrorKind::Expected("a list of arguments")))
}
