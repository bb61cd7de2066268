//! The REST API and its deployment.

use super::{Resources, id, methods, reference, responses};
use crate::Options;
use serde_json::{Value, json};

/// The API, what belongs to it, and what makes it reachable.
pub(super) fn resources(options: &Options) -> Resources {
    let definition: Resources = vec![
        (id::API.to_owned(), rest_api(options)),
        (id::GET.to_owned(), methods::get(options)),
        (id::POST.to_owned(), methods::post(options)),
        (id::PREFLIGHT.to_owned(), methods::preflight(options)),
        (
            "ClientErrors".to_owned(),
            responses::gateway_response(options, "DEFAULT_4XX"),
        ),
        (
            "ServerErrors".to_owned(),
            responses::gateway_response(options, "DEFAULT_5XX"),
        ),
    ];
    let deployment_id = format!("Deployment{:016x}", fingerprint(&definition));
    let deployment = deployment(&definition);
    let stage = stage(options, &deployment_id);
    let mut resources = definition;
    resources.push((deployment_id, deployment));
    resources.push((id::STAGE.to_owned(), stage));
    resources
}

fn rest_api(options: &Options) -> Value {
    json!({
        "Type": "AWS::ApiGateway::RestApi",
        "Properties": {
            "Name": options.api_name,
            "EndpointConfiguration": { "Types": ["REGIONAL"] },
        },
    })
}

/// A deployment is a picture of the API: it has to be taken after all of it is there.
fn deployment(definition: &Resources) -> Value {
    let parts: Vec<&str> = definition
        .iter()
        .map(|(logical_id, _)| logical_id.as_str())
        .filter(|logical_id| *logical_id != id::API)
        .collect();
    json!({
        "Type": "AWS::ApiGateway::Deployment",
        "DependsOn": parts,
        "Properties": { "RestApiId": reference(id::API) },
    })
}

fn stage(options: &Options, deployment_id: &str) -> Value {
    json!({
        "Type": "AWS::ApiGateway::Stage",
        "Properties": {
            "RestApiId": reference(id::API),
            "DeploymentId": reference(deployment_id),
            "StageName": options.stage,
        },
    })
}

/// A number that changes with the definition (FNV-1a).
///
/// A deployment never changes, so that an update that changes a method alone would not be deployed: with the number
/// in its logical id it is another deployment.
fn fingerprint(definition: &Resources) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for (logical_id, resource) in definition {
        for byte in logical_id.bytes().chain(resource.to_string().bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
