//! The mapping templates of the stack: checked, rendered, explained, completed.

mod complete;
mod docs;
mod input;
mod inspect;
mod problems;
mod steps;

use gateway::mapping::{self, Inputs, MappingError, MappingTemplate};
use options::Options;
use protocol::{
    OutputVerdict, RunTemplate, TemplateFailure, TemplateName, TemplateOutput, TemplateRequest,
    TemplateRun,
};

use crate::loaded::Loaded;

pub(crate) use complete::complete;
pub(crate) use inspect::inspect;
pub(crate) use steps::steps;

/// Checks and renders it.
pub(crate) fn run(loaded: &mut Loaded, asked: &RunTemplate) -> TemplateRun {
    let options = Options::from(&*asked.stack);
    let texts = options.templates.texts();
    let source = asked.name.of(&texts);
    let (request, output) = match input::inputs(loaded, asked.name, &asked.input) {
        Ok(inputs) => (input::shown(&inputs), output(source, asked.name, &inputs)),
        Err(message) => (TemplateRequest::default(), Err(failure(message))),
    };
    TemplateRun {
        tokens: problems::tokens(source),
        problems: problems::problems(source),
        request,
        output,
    }
}

fn output(
    source: &str,
    name: TemplateName,
    inputs: &Inputs,
) -> Result<TemplateOutput, TemplateFailure> {
    let template = MappingTemplate::parse(source).map_err(|error| from_mapping(&error))?;
    let mapped = mapping::render(&template, inputs).map_err(|error| from_mapping(&error))?;
    Ok(TemplateOutput {
        verdict: verdict(name, &mapped.text),
        status: mapped.overrides.response.status,
        notes: problems::notes(source, mapped.diagnostics),
        text: mapped.text.into(),
    })
}

fn failure(message: String) -> TemplateFailure {
    TemplateFailure {
        message,
        span: None,
        partial: "".into(),
    }
}

fn from_mapping(error: &MappingError) -> TemplateFailure {
    let first = error.errors.first();
    TemplateFailure {
        message: error.to_string(),
        span: first.map(|error| (error.span.start, error.span.end)),
        partial: first.map_or("", |error| error.partial.as_str()).into(),
    }
}

fn verdict(name: TemplateName, text: &str) -> OutputVerdict {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        return OutputVerdict::NotJson {
            message: message.to_owned(),
            at: (error.line(), error.column()),
        };
    }
    let rejected = match name {
        TemplateName::PutRequest => match dynamodb::check_put_item(text, crate::preview::KEY) {
            dynamodb::PutItemCheck::Rejected(error) => Some(error),
            _ => None,
        },
        TemplateName::GetRequest => dynamodb::GetItem::parse(text).err(),
        TemplateName::GetResponse | TemplateName::ErrorResponse => return OutputVerdict::Json,
    };
    match rejected {
        None => OutputVerdict::Accepted,
        Some(error) => OutputVerdict::Rejected {
            message: match error.path.as_str() {
                "" => error.message,
                path => format!("{path}: {}", error.message),
            },
            at: error
                .position
                .map(|position| (position.line, position.column)),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::{StackOptions, TemplateInput};
    use std::sync::Arc;

    pub(super) fn input() -> TemplateInput {
        TemplateInput::Resume {
            json: r#"{"id": "ada", "name": "Ada"}"#.to_owned(),
            id: "ada".to_owned(),
        }
    }

    pub(super) fn stack_with(name: TemplateName, text: &str) -> Arc<StackOptions> {
        let mut options = Options::recommended();
        let mut texts = options.templates.texts().into_owned();
        text.clone_into(name.of_mut(&mut texts));
        options.templates = texts.into();
        Arc::new(StackOptions::from(&options))
    }

    fn run_of(stack: Arc<StackOptions>, name: TemplateName) -> TemplateRun {
        let asked = RunTemplate {
            stack: stack.clone(),
            name,
            input: input(),
        };
        crate::loaded::with(&stack, |loaded| run(loaded, &asked))
    }

    #[test]
    fn each_of_our_templates_renders_and_has_no_problem() {
        for options in [Options::recommended(), Options::example()] {
            for (name, part, verdict) in [
                (TemplateName::PutRequest, "\"Ada\"", OutputVerdict::Accepted),
                (TemplateName::GetRequest, "\"Key\"", OutputVerdict::Accepted),
                (TemplateName::GetResponse, "\"Ada\"", OutputVerdict::Json),
                (
                    TemplateName::ErrorResponse,
                    "saved since it was loaded",
                    OutputVerdict::Json,
                ),
            ] {
                let run = run_of(Arc::new(StackOptions::from(&options)), name);
                assert_eq!(run.problems, [], "{name:?}");
                let output = run.output.unwrap();
                assert!(output.text.contains(part), "{name:?}: {}", output.text);
                assert_eq!(output.verdict, verdict, "{name:?}: {}", output.text);
                assert_eq!(output.notes, []);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_repair() {
        let text = "{\n  \"a\": \"$input.path('$.name')\"\n}";
        let run = run_of(
            stack_with(TemplateName::PutRequest, text),
            TemplateName::PutRequest,
        );
        let [problem] = run.problems.as_slice() else {
            panic!("{:?}", run.problems);
        };
        assert_eq!(
            (problem.code.as_str(), problem.line),
            ("unescaped-value", 2)
        );
        assert!(!problem.edits.is_empty());
        let output = run.output.unwrap();
        assert!(
            matches!(output.verdict, OutputVerdict::Rejected { .. }),
            "{output:?}"
        );
        let run = run_of(
            stack_with(TemplateName::PutRequest, "#if($a)"),
            TemplateName::PutRequest,
        );
        assert!(run.output.is_err());
        assert_eq!(run.problems.len(), 1, "{:?}", run.problems);
    }

    #[test]
    fn an_error_while_rendering_has_its_place_and_the_output_before_it() {
        let text = "{\"a\": $input.path('$.name').substring(99)}";
        let run = run_of(
            stack_with(TemplateName::PutRequest, text),
            TemplateName::PutRequest,
        );
        let failure = run.output.unwrap_err();
        assert_eq!(&*failure.partial, "{\"a\": ");
        let (from, to) = failure.span.unwrap();
        assert!(text[from..to].contains("substring"), "{}", &text[from..to]);
    }
}
