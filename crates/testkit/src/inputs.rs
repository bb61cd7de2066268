//! Inputs of a mapping template, from a case's `apigw`.

use gateway::mapping::{CallContext, Inputs, Params};
use serde_json::Value as Json;

use crate::values::value_of;

/// `{body, params: {path, querystring, header}, context, stageVariables}`.
pub fn inputs(apigw: &Json) -> Inputs {
    let at = |name: &str| apigw.get(name).unwrap_or(&Json::Null);
    let body = match at("body") {
        Json::Null => String::new(),
        other => text_of(other),
    };
    Inputs {
        body: body.into(),
        params: Params {
            path: pairs(at("params").get("path")),
            querystring: pairs(at("params").get("querystring")),
            header: pairs(at("params").get("header")),
        },
        stage_variables: pairs(apigw.get("stageVariables")),
        context: CallContext::from_value(&value_of(at("context"))),
    }
}

fn text_of(json: &Json) -> String {
    json.as_str()
        .map_or_else(|| json.to_string(), str::to_owned)
}

fn pairs(members: Option<&Json>) -> Vec<(String, String)> {
    let members = members.and_then(Json::as_object).into_iter().flatten();
    members
        .map(|(name, value)| (name.clone(), text_of(value)))
        .collect()
}
