//! The REST API and its deployment.

use super::names::{id, reference};
use super::parameters::value;
use super::resource::{Resources, accepted};
use super::{authorizer, logging, methods, model, responses, stage};
use crate::Options;
use serde_json::{Value, json};

/// The API with its parts, its deployment and its stage.
pub(super) fn resources(options: &Options) -> Resources {
    let mut definition: Resources = vec![(id::API.to_owned(), rest_api(options))];
    definition.extend(model::resources(options));
    definition.extend(authorizer::resources(options));
    definition.extend(methods::resources(options));
    definition.extend(responses::gateway_responses(options));

    let deployment_id = format!(
        "Deployment{:016x}",
        fingerprint(definition.iter().map(|(id, part)| (id.as_str(), part)))
    );
    let deployment = deployment(&definition);
    let stage = stage::stage(options, &deployment_id);
    let mut resources = definition;
    resources.push((deployment_id, deployment));
    resources.extend(logging::resources(options));
    resources.push((id::STAGE.to_owned(), stage));
    resources
}

fn rest_api(options: &Options) -> Value {
    let api = json!({
        "Type": "AWS::ApiGateway::RestApi",
        "Properties": {
            "Name": value(options, "ApiName"),
            "EndpointConfiguration": { "Types": ["REGIONAL"] },
        },
    });
    let findings: &[_] = match options.validation {
        true => &[],
        false => &[("AwsSolutions-APIG2", "The option validation is off.")],
    };
    accepted(api, findings)
}

/// A deployment is a snapshot of the API, so it depends on all of its parts.
fn deployment(definition: &Resources) -> Value {
    let parts: Vec<&str> = definition
        .iter()
        .filter(|(_, resource)| {
            let type_name = resource["Type"].as_str().unwrap_or_default();
            matches!(
                type_name,
                "AWS::ApiGateway::Method" | "AWS::ApiGateway::GatewayResponse"
            )
        })
        .map(|(logical_id, _)| logical_id.as_str())
        .collect();
    json!({
        "Type": "AWS::ApiGateway::Deployment",
        "DependsOn": parts,
        "Properties": { "RestApiId": reference(id::API) },
    })
}

/// A hash of the definition (FNV-1a).
///
/// A deployment is immutable, so an update of a method alone would not be deployed. The hash in its logical id makes it
/// another deployment.
pub(crate) fn fingerprint<'d>(definition: impl IntoIterator<Item = (&'d str, &'d Value)>) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (logical_id, resource) in definition {
        for byte in logical_id.bytes().chain(resource.to_string().bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
