//! Writer of the template: a file for each area, a function for each resource.

mod access;
mod account;
mod api;
mod authorizer;
mod capacity;
mod cors;
mod hosting;
mod key;
mod logging;
mod methods;
mod model;
mod names;
mod outputs;
mod parameters;
mod resource;
mod responses;
mod stage;
mod table;
mod tags;
mod usage;

pub(crate) use api::fingerprint;
pub(crate) use cors::PRELUDE;
pub(crate) use methods::LIST_PATH;
pub(crate) use names::reference;
pub(crate) use parameters::PARAMETERS;
pub(crate) use resource::accepted;

use crate::Options;
use serde_json::{Map, Value, json};

/// The CloudFormation template of the stack. The same options give the same template.
#[must_use]
pub fn template(options: &Options) -> Value {
    let mut resources = table::resources(options);
    resources.extend(access::resources(options));
    resources.extend(account::resources(options));
    resources.extend(api::resources(options));
    resources.extend(usage::resources(options));
    resources.extend(hosting::resources(options));
    if !options.tags.is_empty() {
        tags::add(options, &mut resources);
    }

    let mut template = json!({
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": "A resume in a DynamoDB table, behind an API Gateway REST API that saves and loads it without Lambda.",
    });
    if let Some(declared) = parameters::sections(options) {
        template["Metadata"] = declared.metadata;
        template["Parameters"] = declared.parameters;
        if !declared.conditions.is_empty() {
            template["Conditions"] = Value::Object(declared.conditions);
        }
    }
    template["Resources"] = Value::Object(Map::from_iter(resources));
    template["Outputs"] = outputs::outputs(options);
    template
}
