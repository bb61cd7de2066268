//! A rendering, step by step.

use gateway::mapping::{self, MappingTemplate};
use protocol::{StepTemplate, TemplateStep, TemplateSteps};
use vtl::trace::StepKind;

use super::input;
use crate::loaded::Loaded;

/// The most steps that the console shows.
const MOST: usize = 5_000;

/// The steps of a template.
pub(crate) fn steps(loaded: &mut Loaded, asked: &StepTemplate) -> TemplateSteps {
    let failed = |error: String| TemplateSteps {
        error: Some(error),
        ..TemplateSteps::default()
    };
    let template = match MappingTemplate::parse(&loaded.text(asked.name)) {
        Ok(template) => template,
        Err(error) => return failed(error.to_string()),
    };
    let inputs = match input::inputs(loaded, asked.name, &asked.input) {
        Ok(inputs) => inputs,
        Err(message) => return failed(message),
    };
    let (end, steps) = mapping::render_stepped(&template, &inputs, MOST, None);
    let (output, error) = match end {
        Ok(traced) => (traced.mapped.text, None),
        Err(error) => {
            let partial = error.errors.first().map(|error| error.partial.clone());
            (partial.unwrap_or_default(), Some(error.to_string()))
        }
    };
    let list = steps.list.into_iter().map(|step| TemplateStep {
        what: match step.kind {
            StepKind::Read => "read".to_owned(),
            StepKind::Write => "write".to_owned(),
            StepKind::Set => "#set".to_owned(),
            StepKind::Condition => "condition".to_owned(),
            StepKind::Round(number) => format!("round {number}"),
        },
        span: (step.span.start, step.span.end),
        value: step.value,
        output: step.output,
    });
    TemplateSteps {
        steps: list.collect(),
        total: steps.total,
        output: output.into(),
        error,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{input, stack_with};
    use super::*;
    use protocol::TemplateName;

    #[test]
    fn the_steps_lead_to_the_output_or_to_the_error() {
        let name = TemplateName::PutRequest;
        for (text, most, error) in [
            ("#set($n = $input.path('$.name'))$n", 3, false),
            (
                "$input.path('$.id')$input.path('$.name').substring(99)",
                1,
                true,
            ),
            ("#if(", 0, true),
        ] {
            let stack = stack_with(name, text);
            let asked = StepTemplate {
                api: stack.clone(),
                name,
                input: input(),
            };
            let steps = crate::loaded::with(&stack, |loaded| steps(loaded, &asked));
            assert_eq!(steps.steps.len(), most, "{steps:?}");
            assert_eq!(steps.error.is_some(), error, "{steps:?}");
        }
    }
}
