//! Checks a mapping template of the stack, and renders it for a resume.

use gateway::mapping::{self, Inputs, MappingTemplate};
use options::Options;
use protocol::{PutVerdict, RunTemplate, TemplateName, TemplateProblem, TemplateRun};
use vtl::{Dialect, Template};

use crate::loaded::Loaded;

/// DynamoDB's answer to a save that another one came before: what the template for errors gets here.
const AN_ERROR: &str = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}"#;

/// Checks and renders it.
pub(crate) fn run(loaded: &mut Loaded, asked: &RunTemplate) -> TemplateRun {
    let options = Options::from(&*asked.stack);
    let texts = options.templates.texts();
    let source = asked.name.of(&texts);
    let (input, output) = match asked.name {
        TemplateName::PutRequest => {
            let put = loaded.preview.put(&asked.resume, protocol::LOCAL_TABLE);
            let output = match put.verdict {
                PutVerdict::NoBody(message) => Err(message),
                _ => Ok(put.body),
            };
            (asked.resume.as_str().into(), output)
        }
        TemplateName::GetRequest | TemplateName::GetResponse => {
            match loaded.preview.load(&asked.resume, &asked.id) {
                Err(message) => ("".into(), Err(message)),
                Ok(read) => {
                    let log = || read.log.join("\n");
                    let endpoint = read.endpoint.clone();
                    match (asked.name, endpoint) {
                        (TemplateName::GetRequest, Some(endpoint)) => {
                            ("".into(), Ok(endpoint.request.into()))
                        }
                        (TemplateName::GetResponse, Some(endpoint))
                            if read.response.status == 200 =>
                        {
                            (
                                endpoint.response.into(),
                                Ok(read.response.body.as_str().into()),
                            )
                        }
                        (_, endpoint) => {
                            let input = endpoint.map(|endpoint| endpoint.response);
                            (input.unwrap_or_default().into(), Err(log()))
                        }
                    }
                }
            }
        }
        TemplateName::ErrorResponse => (AN_ERROR.into(), error_response(source)),
    };
    TemplateRun {
        problems: problems(source),
        input,
        output,
    }
}

fn error_response(source: &str) -> Result<std::sync::Arc<str>, String> {
    let template = MappingTemplate::parse(source).map_err(|error| error.to_string())?;
    let inputs = Inputs {
        body: AN_ERROR.into(),
        ..Inputs::default()
    };
    let mapped = mapping::render(&template, &inputs).map_err(|error| error.to_string())?;
    Ok(mapped.text.into())
}

/// Errors of the syntax; or, without any, lints.
fn problems(source: &str) -> Vec<TemplateProblem> {
    match Template::parse(source, Dialect::Gateway) {
        Err(errors) => errors
            .into_iter()
            .map(|error| TemplateProblem {
                code: String::new(),
                message: error.message,
                repair: String::new(),
                line: error.line,
                column: error.column,
                span: (error.span.start, error.span.end),
                edits: Vec::new(),
            })
            .collect(),
        Ok(template) => vtl::lint::lint(&template)
            .into_iter()
            .map(|lint| {
                let (line, column) = lint.span.line_column(source);
                TemplateProblem {
                    code: lint.code.to_owned(),
                    message: lint.message,
                    repair: lint.repair,
                    line,
                    column,
                    span: (lint.span.start, lint.span.end),
                    edits: lint
                        .edits
                        .into_iter()
                        .map(|edit| ((edit.span.start, edit.span.end), edit.text))
                        .collect(),
                }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use protocol::StackOptions;
    use std::sync::Arc;

    fn run_of(options: &Options, name: TemplateName) -> TemplateRun {
        let stack = Arc::new(StackOptions::from(options));
        let asked = RunTemplate {
            stack: stack.clone(),
            name,
            resume: r#"{"id": "ada", "name": "Ada"}"#.to_owned(),
            id: "ada".to_owned(),
        };
        crate::loaded::with(&stack, |loaded| run(loaded, &asked))
    }

    #[test]
    fn each_of_our_templates_renders_and_has_no_problem() {
        for options in [Options::recommended(), Options::example()] {
            for (name, part) in [
                (TemplateName::PutRequest, "\"Ada\""),
                (TemplateName::GetRequest, "\"Key\""),
                (TemplateName::GetResponse, "\"Ada\""),
                (TemplateName::ErrorResponse, "saved since it was loaded"),
            ] {
                let run = run_of(&options, name);
                assert_eq!(run.problems, [], "{name:?}");
                let output = run.output.unwrap();
                assert!(output.contains(part), "{name:?}: {output}");
            }
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place_and_repair() {
        let mut options = Options::recommended();
        let mut texts = options.templates.texts().into_owned();
        texts.put_request = "{\n  \"a\": \"$input.path('$.name')\"\n}".to_owned();
        options.templates = texts.clone().into();
        let run = run_of(&options, TemplateName::PutRequest);
        let [problem] = run.problems.as_slice() else {
            panic!("{:?}", run.problems);
        };
        assert_eq!(
            (problem.code.as_str(), problem.line),
            ("unescaped-value", 2)
        );
        assert!(!problem.edits.is_empty());
        texts.put_request = "#if($a)".to_owned();
        options.templates = texts.into();
        let run = run_of(&options, TemplateName::PutRequest);
        assert!(run.output.is_err());
        assert_eq!(run.problems.len(), 1, "{:?}", run.problems);
    }
}
