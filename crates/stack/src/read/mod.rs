//! Reader of templates: what a deployment would create.

mod access;
mod api;
mod compare;
mod openapi;
mod options;
mod resolve;
mod table;
mod text;
mod usage;
mod validation;
mod values;

pub use access::{MethodRole, Role, Statement};
pub use compare::{Difference, differences};
pub use openapi::openapi;
pub use options::{ReadOptions, read_options};
pub use table::{IndexDefinition, IndexProjection, Key, KeyType, TableDefinition};
pub use text::from_text;

use crate::LoadError;
use gateway::Api;
use resolve::Resolver;
use serde_json::Value;

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
}

/// Loads a template as deployed by `deployment`.
///
/// It resolves `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`, `Fn::Select`, `Fn::Split`, `Fn::FindInMap`, `Fn::If` with
/// its conditions, and parameters, only in the resources that it reads.
///
/// # Errors
///
/// A property is missing, has another type, refers to nothing, or is not supported.
pub fn load(template: &Value, deployment: &Deployment) -> Result<Loaded, LoadError> {
    let resolver = Resolver::new(template, deployment)?;
    let (apis, method_roles) = api::apis(&resolver)?;
    Ok(Loaded {
        apis,
        tables: table::tables(&resolver)?,
        roles: access::roles(&resolver)?,
        method_roles,
        outputs: resolver.outputs()?,
    })
}
