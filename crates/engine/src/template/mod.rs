//! The mapping templates of the stack: checked, rendered, explained, completed.

mod complete;
mod docs;
mod input;
mod inspect;
mod problems;
mod steps;

use dynamodb::Tables;
use gateway::IntegrationKind;
use gateway::mapping::{self, Inputs, MappingError, MappingTemplate};
use protocol::{
    OutputVerdict, RunTemplate, TemplateFailure, TemplateName, TemplateOutput, TemplateRequest,
    TemplateRun,
};

use crate::loaded::Loaded;

pub(crate) use complete::complete;
pub(crate) use inspect::inspect;
pub(crate) use steps::steps;

/// Checks and renders it. `clock` gives milliseconds.
pub(crate) fn run(loaded: &mut Loaded, asked: &RunTemplate, clock: fn() -> f64) -> TemplateRun {
    let source = &*loaded.text(asked.name);
    let (request, output) = match input::inputs(loaded, asked.name, &asked.input) {
        Ok(inputs) => {
            let judge = Judge::of(loaded, asked.name);
            (
                input::shown(&inputs),
                output(source, &judge, &inputs, clock),
            )
        }
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
    judge: &Judge,
    inputs: &Inputs,
    clock: fn() -> f64,
) -> Result<TemplateOutput, TemplateFailure> {
    let template = MappingTemplate::parse(source).map_err(|error| from_mapping(&error))?;
    let start = clock();
    let mapped = mapping::render(&template, inputs).map_err(|error| from_mapping(&error))?;
    let microseconds = ((clock() - start) * 1_000.0) as u32;
    Ok(TemplateOutput {
        microseconds,
        verdict: verdict(judge, &mapped.text),
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

/// Who gets a template's output.
enum Judge {
    /// The caller, or an integration that does not run here.
    Nobody,
    /// DynamoDB, which stores it in the table of the options.
    PutItem,
    /// DynamoDB, which loads it.
    GetItem,
    /// DynamoDB, for an action on a file's tables, which are empty.
    Action { tables: Tables, action: String },
}

impl Judge {
    fn of(loaded: &Loaded, name: TemplateName) -> Self {
        match name {
            TemplateName::PutRequest => Self::PutItem,
            TemplateName::GetRequest => Self::GetItem,
            TemplateName::GetResponse | TemplateName::ErrorResponse => Self::Nobody,
            TemplateName::OfFile(_) => Self::of_file(loaded, name).unwrap_or(Self::Nobody),
        }
    }

    fn of_file(loaded: &Loaded, name: TemplateName) -> Option<Self> {
        let template = loaded.of_file(name)?;
        let emulator = loaded.emulator.as_ref().as_ref().ok()?;
        let method = emulator.api().methods.get(template.method)?;
        match &method.integration.kind {
            IntegrationKind::Aws { service, action }
                if service == "dynamodb" && template.response.is_none() =>
            {
                Some(Self::Action {
                    tables: emulator.tables().clone(),
                    action: action.clone(),
                })
            }
            _ => None,
        }
    }

    /// DynamoDB's error, if it would reject this.
    fn rejected(&self, text: &str) -> Option<dynamodb::Error> {
        match self {
            Self::Nobody => None,
            Self::PutItem => match dynamodb::check_put_item(text, crate::preview::KEY) {
                dynamodb::PutItemCheck::Rejected(error) => Some(error),
                _ => None,
            },
            Self::GetItem => dynamodb::GetItem::parse(text).err(),
            Self::Action { tables, action } => {
                let error = dynamodb::execute(&mut tables.clone(), action, text).err()?;
                // That a condition is not met is up to the items.
                let is_of_items = ["ConditionalCheckFailed", "TransactionCanceled"];
                let is_of_items = is_of_items
                    .iter()
                    .any(|name| error.type_name.contains(name));
                (!is_of_items).then_some(error)
            }
        }
    }
}

fn verdict(judge: &Judge, text: &str) -> OutputVerdict {
    if let Err(error) = serde_json::from_str::<serde_json::Value>(text) {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        return OutputVerdict::NotJson {
            message: message.to_owned(),
            at: (error.line(), error.column()),
        };
    }
    if matches!(judge, Judge::Nobody) {
        return OutputVerdict::Json;
    }
    match judge.rejected(text) {
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
    use options::Options;
    use protocol::{ApiSource, StackOptions, TemplateInput};
    use std::sync::Arc;

    pub(super) fn input() -> TemplateInput {
        TemplateInput::Resume {
            json: r#"{"id": "ada", "name": "Ada"}"#.to_owned(),
            id: "ada".to_owned(),
        }
    }

    pub(super) fn stack_with(name: TemplateName, text: &str) -> ApiSource {
        let mut options = Options::recommended();
        let mut texts = options.templates.texts().into_owned();
        text.clone_into(name.of_mut(&mut texts).unwrap());
        options.templates = texts.into();
        Arc::new(StackOptions::from(&options)).into()
    }

    fn run_of(stack: ApiSource, name: TemplateName) -> TemplateRun {
        let asked = RunTemplate {
            api: stack.clone(),
            name,
            input: input(),
        };
        crate::loaded::with(&stack, |loaded| run(loaded, &asked, || 0.0))
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
                let run = run_of(Arc::new(StackOptions::from(&options)).into(), name);
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
