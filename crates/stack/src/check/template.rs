//! The resources of a template with resolved properties.

use super::graph::Graph;
use super::node::{Node, Path};
use crate::error::{LoadError, LoadErrorKind};
use crate::read::{Deployment, Resolver, function, symbol_name, unknown_symbol};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};

/// The transform that adds no resources.
const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";

/// The types whose resources can make or change others that are not in the template.
const OPAQUE: [&str; 4] = [
    "AWS::CloudFormation::Stack",
    "AWS::CloudFormation::CustomResource",
    "AWS::CloudFormation::Macro",
    "AWS::Serverless::Application",
];

/// A template whose loops and SAM resources are expanded.
pub(super) struct Template<'t> {
    /// The expanded template.
    pub(super) value: &'t Value,
    /// Whether a transform adds resources that are unknown here. SAM's are known only in part.
    pub(super) is_transformed: bool,
    /// Whether it is that of an OpenAPI document alone.
    pub(super) is_document: bool,
    /// Whether a resource can make others.
    pub(super) is_opaque: bool,
    parts: Vec<Part<'t>>,
    by_id: HashMap<&'t str, usize>,
    by_type: BTreeMap<&'t str, Vec<usize>>,
    graph: Graph<'t>,
}

/// A resource that is or may be created.
#[derive(Debug)]
pub(super) struct Part<'t> {
    pub(super) id: &'t str,
    properties: Value,
    /// Whether it is created: it has no condition, or one that holds.
    pub(super) is_certain: bool,
    /// Whether the text has it, not SAM's transform.
    pub(super) is_written: bool,
}

impl Part<'_> {
    /// The properties.
    pub(super) fn properties(&self) -> Node<'_> {
        Node::new(&self.properties, self.path().at("Properties"))
    }

    /// The path of the resource.
    pub(super) fn path(&self) -> Path {
        Path::of(&["Resources", self.id])
    }
}

impl<'t> Template<'t> {
    /// A template by its text and with its expansions.
    ///
    /// # Errors
    /// It has no resources, or is too large to resolve.
    pub(super) fn new(written: &Value, value: &'t Value) -> Result<Self, LoadError> {
        let deployment = Deployment::default();
        let is_document = written.get("Resources").is_none();
        let mut resolver = Resolver::symbolic(value, &deployment)?;
        resolver.is_document = is_document;
        let walker = Walker {
            resolver: &resolver,
            unknown: Cell::new(0),
        };
        let mut template = Self {
            value,
            is_transformed: is_transformed(written),
            is_document,
            is_opaque: false,
            parts: Vec::new(),
            by_id: HashMap::new(),
            by_type: BTreeMap::new(),
            graph: Graph::default(),
        };
        let own = written.get("Resources");
        let has_sam = own.is_some_and(mentions_sam);
        let resources = value.get("Resources").and_then(Value::as_object);
        for (id, resource) in resources.into_iter().flatten() {
            let Some(type_name) = resource.get("Type").and_then(Value::as_str) else {
                continue;
            };
            template.graph.add(id, resource);
            let is_own = OPAQUE.contains(&type_name) || type_name.starts_with("Custom::");
            template.is_opaque |= is_own;
            let condition = resource.get("Condition").and_then(Value::as_str);
            let is_certain = match condition.map(|name| resolver.holds_named(name)) {
                None | Some(Ok(true)) => true,
                Some(Ok(false)) => continue,
                Some(Err(error)) => {
                    limit(error)?;
                    false
                }
            };
            let properties = match resource.get("Properties") {
                Some(properties) => {
                    let path = format!("Resources.{id}.Properties");
                    walker.value(properties, &path)?.unwrap_or_default()
                }
                None => Value::Object(Map::new()),
            };
            let is_written = match own.and_then(|all| all.get(id)?.get("Type")?.as_str()) {
                Some(of_text) => of_text == type_name,
                // A loop makes it, or SAM.
                None => !has_sam,
            };
            let index = template.parts.len();
            template.by_id.insert(id, index);
            template.by_type.entry(type_name).or_default().push(index);
            template.parts.push(Part {
                id,
                properties,
                is_certain,
                is_written,
            });
        }
        template.graph.close();
        Ok(template)
    }

    /// The resources of a type that are or may be created, in the template's order.
    pub(super) fn possible(&self, type_name: &str) -> impl Iterator<Item = &Part<'t>> {
        let indices = self.by_type.get(type_name).into_iter().flatten();
        indices.filter_map(|index| self.parts.get(*index))
    }

    /// The resources of a type that the text has and that are created.
    pub(super) fn certain(&self, type_name: &str) -> impl Iterator<Item = &Part<'t>> {
        let possible = self.possible(type_name);
        possible.filter(|part| part.is_certain && part.is_written)
    }

    /// The resources that the text has and that are or may be created.
    pub(super) fn written(&self) -> impl Iterator<Item = &Part<'t>> {
        self.parts.iter().filter(|part| part.is_written)
    }

    /// The resource of this type that a text refers to by `Ref`.
    pub(super) fn referred(&self, text: &str, type_name: &str) -> Option<&Part<'t>> {
        let name = symbol_name(text)?;
        self.named(name, type_name)
    }

    /// The resource of this type that a text refers to by `Fn::GetAtt` of an attribute.
    pub(super) fn with_attribute(
        &self,
        text: &str,
        attribute: &str,
        type_name: &str,
    ) -> Option<&Part<'t>> {
        let (name, of) = symbol_name(text)?.split_once('.')?;
        if of != attribute {
            return None;
        }
        self.named(name, type_name)
    }

    fn named(&self, name: &str, type_name: &str) -> Option<&Part<'t>> {
        let index = self.by_id.get(name)?;
        let of_type = self.by_type.get(type_name)?;
        // The list is in order.
        of_type.binary_search(index).ok()?;
        self.parts.get(*index)
    }

    /// The resources that are created before this one: those that it depends on, directly or not.
    pub(super) fn before(&self, id: &str) -> Option<std::collections::HashSet<&'t str>> {
        self.graph.before(id)
    }
}

/// Whether a template has a transform that can add resources, or one of SAM's resources.
fn is_transformed(written: &Value) -> bool {
    let is_macro = |name: &Value| name.as_str() != Some(LANGUAGE_EXTENSIONS);
    let by_name = match written.get("Transform") {
        None | Some(Value::Null) => false,
        Some(Value::Array(names)) => names.iter().any(is_macro),
        Some(name) => is_macro(name),
    };
    let resources = written.get("Resources");
    let has_include = resources.is_some_and(|all| all.get("Fn::Transform").is_some());
    // A module's resources have names of their own.
    let is_module = |kind: &str| kind.ends_with("::MODULE");
    let has_module = resources.is_some_and(|all| mentions(all, &is_module));
    by_name || has_include || has_module || resources.is_some_and(mentions_sam)
}

/// Whether a resource has a type of SAM.
fn mentions_sam(value: &Value) -> bool {
    mentions(value, &|kind| kind.starts_with("AWS::Serverless::"))
}

/// Whether a resource has such a type. The depth is that of the parser.
fn mentions(value: &Value, is_meant: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::Object(members) => members.iter().any(|(name, value)| match value {
            Value::String(kind) => name == "Type" && is_meant(kind),
            value => mentions(value, is_meant),
        }),
        Value::Array(items) => items.iter().any(|item| mentions(item, is_meant)),
        _ => false,
    }
}

/// An error if it is one of the limits of the resolution; else the value is unknown.
fn limit(error: LoadError) -> Result<(), LoadError> {
    match error.kind {
        LoadErrorKind::TooDeep | LoadErrorKind::TooLarge => Err(error),
        _ => Ok(()),
    }
}

/// Resolves values, each for itself, so that an unknown one leaves the others known.
struct Walker<'r, 't> {
    resolver: &'r Resolver<'t>,
    unknown: Cell<usize>,
}

impl Walker<'_, '_> {
    /// The value with known functions resolved; `None` for `AWS::NoValue`. Its depth is that of the parser. Removed items
    /// of lists are null, so that the others keep their index.
    fn value(&self, value: &Value, path: &str) -> Result<Option<Value>, LoadError> {
        match value {
            Value::Object(members) => {
                if let Some((name, argument)) = function(members) {
                    return self.call(name, argument, value, path);
                }
                let mut all = Map::new();
                for (name, value) in members {
                    if let Some(value) = self.value(value, path)? {
                        all.insert(name.clone(), value);
                    }
                }
                Ok(Some(Value::Object(all)))
            }
            Value::Array(items) => {
                let items = items
                    .iter()
                    .map(|item| Ok(self.value(item, path)?.unwrap_or_default()));
                Ok(Some(Value::Array(items.collect::<Result<_, _>>()?)))
            }
            scalar => Ok(Some(scalar.clone())),
        }
    }

    fn call(
        &self,
        name: &str,
        argument: &Value,
        value: &Value,
        path: &str,
    ) -> Result<Option<Value>, LoadError> {
        if name == "Fn::If" {
            let parts = argument.as_array().map(Vec::as_slice).unwrap_or_default();
            let [Value::String(condition), then, otherwise] = parts else {
                return Ok(Some(self.unknown()));
            };
            return match self.resolver.holds_named(condition) {
                Ok(true) => self.value(then, path),
                Ok(false) => self.value(otherwise, path),
                Err(error) => limit(error).map(|()| Some(self.unknown())),
            };
        }
        match self.resolver.value(value, path) {
            Ok(value) => Ok(value),
            Err(error) => limit(error).map(|()| Some(self.unknown())),
        }
    }

    /// A value that equals no other.
    fn unknown(&self) -> Value {
        let count = self.unknown.get() + 1;
        self.unknown.set(count);
        Value::String(unknown_symbol(count))
    }
}
