//! The template: each area of it has a file, each resource a function.

mod access;
mod api;
mod methods;
mod outputs;
mod responses;
mod table;

use crate::Options;
use serde_json::{Map, Value, json};

/// Logical ids: the names by which parts of the template refer to each other.
mod id {
    pub(super) const TABLE: &str = "Table";
    pub(super) const ROLE: &str = "TableAccess";
    pub(super) const API: &str = "Api";
    pub(super) const GET: &str = "Get";
    pub(super) const POST: &str = "Post";
    pub(super) const PREFLIGHT: &str = "Preflight";
    pub(super) const STAGE: &str = "Stage";
}

/// Resources by logical id, in the order in which the template lists them.
type Resources = Vec<(String, Value)>;

/// The CloudFormation template of the stack. The same options give the same template.
#[must_use]
pub fn template(options: &Options) -> Value {
    let mut resources: Resources = vec![
        (id::TABLE.to_owned(), table::table(options)),
        (id::ROLE.to_owned(), access::role()),
    ];
    resources.extend(api::resources(options));
    json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A resume in a DynamoDB table, behind an API Gateway REST API that reads and writes it without Lambda.",
        "Resources": Map::from_iter(resources),
        "Outputs": outputs::outputs(),
    })
}

/// `Ref`: a resource's name.
fn reference(logical_id: &str) -> Value {
    json!({ "Ref": logical_id })
}

/// `Fn::GetAtt`: an attribute of a resource.
fn attribute(logical_id: &str, name: &str) -> Value {
    json!({ "Fn::GetAtt": [logical_id, name] })
}
