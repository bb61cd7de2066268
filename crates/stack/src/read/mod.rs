//! Reader of templates: what a deployment would create.

mod access;
mod api;
mod compare;
mod definition;
mod for_each;
mod functions;
mod include;
mod integration;
mod managed;
mod names;
mod nested;
mod openapi;
mod options;
mod parameters;
mod placeholders;
mod policy;
mod resolve;
mod sam;
mod shape;
mod symbol;
mod table;
mod text;
mod usage;
mod validation;
mod values;

pub use access::{MethodRole, Role};
pub use compare::{Difference, differences};
pub use include::included_files;
pub use nested::{NestedStack, nested_stacks};
pub use openapi::openapi;
pub use options::{ReadOptions, read_options};
pub use policy::Statement;
pub use table::{IndexDefinition, IndexProjection, Key, KeyType, TableDefinition};
pub use text::from_text;

use crate::LoadError;
pub(crate) use definition::{Document, OPERATIONS, of_cloud_formation};
use gateway::Api;
pub(crate) use policy::matches;
pub(crate) use resolve::{Resolver, function};
use serde_json::Value;
pub(crate) use shape::template as shaped;
use std::borrow::Cow;
pub(crate) use symbol::{has_symbol, shown, symbol_name, symbol_of, unknown_symbol};

/// The environment of a deployment: account, region, names, parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// `AWS::Region`.
    pub region: String,
    /// `AWS::AccountId`, twelve digits.
    pub account_id: String,
    /// `AWS::Partition`: `aws`, `aws-cn` or `aws-us-gov`.
    pub partition: String,
    /// `AWS::URLSuffix`.
    pub url_suffix: String,
    /// `AWS::StackName`.
    pub stack_name: String,
    /// Parameter values by name; the others have their defaults.
    pub parameters: Vec<(String, String)>,
    /// Names of resources by logical id, instead of those that this crate generates.
    pub physical_names: Vec<(String, String)>,
    /// Files that the template includes (see [`included_files`]), parsed, by their location.
    pub files: Vec<(String, Value)>,
}

impl Default for Deployment {
    /// The stack `resume` in `us-east-1`, in the account `000000000000`.
    fn default() -> Self {
        Self {
            region: "us-east-1".to_owned(),
            account_id: "000000000000".to_owned(),
            partition: "aws".to_owned(),
            url_suffix: "amazonaws.com".to_owned(),
            stack_name: "resume".to_owned(),
            parameters: Vec::new(),
            physical_names: Vec::new(),
            files: Vec::new(),
        }
    }
}

/// The parts of a template that can run on one machine. Others are ignored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loaded {
    /// `AWS::ApiGateway::RestApi` with its methods, in the template's order.
    pub apis: Vec<Api>,
    /// `AWS::DynamoDB::Table`.
    pub tables: Vec<TableDefinition>,
    /// `AWS::IAM::Role` with the policies that are attached to it.
    pub roles: Vec<Role>,
    /// The roles of the methods' integrations.
    pub method_roles: Vec<MethodRole>,
    /// `Outputs`: name and value.
    pub outputs: Vec<(String, String)>,
    /// What stands for a value that the template does not have, and what could not be read and is not needed.
    pub notes: Vec<String>,
}

/// Loads a template as deployed by `deployment`.
///
/// It resolves functions, parameters and conditions only in the resources that it reads. Resources of the Serverless
/// Application Model (SAM) count as those that AWS makes of them; the API's methods may be in an OpenAPI document, and
/// such a document alone is a template of it.
///
/// # Errors
///
/// What the API or a table needs is missing, has another type, refers to nothing, is outside of the template, or is not
/// supported; or it is no template of a REST API.
pub fn load(template: &Value, deployment: &Deployment) -> Result<Loaded, LoadError> {
    let shaped = shape::template(template)?;
    let is_document = matches!(shaped, Cow::Owned(_));
    let template = expanded(shaped)?;
    let mut resolver = Resolver::new(&template, deployment)?;
    resolver.is_document = is_document;
    resolver.is_dynamic = parameters::has_dynamic_reference(&template);
    let (apis, method_roles) = api::apis(&resolver)?;
    Ok(Loaded {
        apis,
        tables: table::tables(&resolver)?,
        roles: access::roles(&resolver)?,
        method_roles,
        outputs: resolver.outputs()?,
        notes: resolver.notes(),
    })
}

/// The template with the resources that loops and SAM's resources make.
///
/// # Errors
/// A loop has another form, or what is repeated is too large.
pub(crate) fn expanded(template: Cow<'_, Value>) -> Result<Cow<'_, Value>, LoadError> {
    let template = for_each::expanded(&template)?.map_or(template, Cow::Owned);
    Ok(sam::expanded(&template)?.map_or(template, Cow::Owned))
}
