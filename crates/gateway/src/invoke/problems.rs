//! Problems of an API outside of its methods.

use super::Problem;
use crate::api::Api;
use crate::schema::Models;

/// The longest value of a stage variable, in characters. AWS's quota.
const MAX_STAGE_VARIABLE: usize = 512;

pub(super) fn of_api(api: &Api, models: &Models) -> Vec<Problem> {
    let problem = |part: String, message: String| Problem {
        method: String::new(),
        part,
        message,
        template: None,
    };
    let models = models
        .problems()
        .into_iter()
        .map(|(name, message)| problem(format!("model {name}"), message));
    let variables = api.stage_variables.iter().filter_map(|(name, value)| {
        let length = value.chars().count();
        (length > MAX_STAGE_VARIABLE).then(|| {
            problem(
                format!("stage variable {name}"),
                format!("the value has {length} characters, and may have {MAX_STAGE_VARIABLE}"),
            )
        })
    });
    models.chain(variables).collect()
}
