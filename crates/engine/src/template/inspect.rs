//! What a place of a template, its output or its input has to do with the other two.

use gateway::mapping::{self, InputOrigin, MappedPiece, MappingTemplate};
use protocol::{InspectTemplate, Inspection, TemplatePlace};
use vtl::Span;
use vtl::trace::{Step, StepKind};

use super::{docs, input};
use crate::loaded::Loaded;

/// The most steps that are searched for values.
const MOST_STEPS: usize = 50_000;
/// The most values of a reference that are listed.
const MOST_VALUES: usize = 5;
/// The most pieces of the output that are marked.
const MOST_PIECES: usize = 1_000;
/// The most places of the input that are listed.
const MOST_ORIGINS: usize = 100;

/// Looks at a place.
pub(crate) fn inspect(loaded: &mut Loaded, asked: &InspectTemplate) -> Inspection {
    let source = &*loaded.text(asked.name);
    let mut found = Inspection::default();
    if let TemplatePlace::Template(at) = asked.place {
        found.doc = docs::at(source, at);
    }
    let (Ok(template), Ok(inputs)) = (
        MappingTemplate::parse(source),
        input::inputs(loaded, asked.name, &asked.input),
    ) else {
        // Why is in the answer to `RunTemplate`.
        return found;
    };
    let (traced, steps) = mapping::render_stepped(&template, &inputs, MOST_STEPS, None);
    let pieces = traced.map(|traced| traced.pieces).unwrap_or_default();
    match &asked.place {
        TemplatePlace::Template(at) => {
            let reference = innermost(&steps.list, *at);
            if let Some(span) = reference {
                values(&steps.list, span, &mut found);
                found.template.push((span.start, span.end));
            }
            // An argument, as in `$util.escapeJavaScript($name)`, is written by the reference around it.
            let around = reference.and_then(|inner| {
                let spans = pieces.iter().map(|piece| piece.span);
                spans
                    .filter(|span| span.start <= inner.start && inner.end <= span.end)
                    .min_by_key(|span| span.end - span.start)
            });
            let here = pieces.iter().filter(|piece| match (around, reference) {
                (Some(span), _) => piece.span == span,
                (None, Some(_)) => false,
                (None, None) => piece.span.start <= *at && *at < piece.span.end,
            });
            mark(here, &mut found);
        }
        TemplatePlace::Output(at) => {
            let here = pieces.partition_point(|piece| piece.output.end <= *at);
            let here = pieces.get(here).into_iter();
            found
                .template
                .extend(here.clone().map(|piece| (piece.span.start, piece.span.end)));
            mark(here, &mut found);
        }
        TemplatePlace::Body(path) => {
            let comes_from = |piece: &&MappedPiece| {
                piece.origins.iter().any(|origin| {
                    matches!(origin, InputOrigin::Body(_)) && is_in(&origin.to_string(), path)
                })
            };
            let here: Vec<_> = pieces.iter().filter(comes_from).collect();
            found
                .template
                .extend(here.iter().map(|piece| (piece.span.start, piece.span.end)));
            found.template.sort_unstable();
            found.template.dedup();
            mark(here.into_iter(), &mut found);
        }
    }
    found
}

/// The smallest reference or directive at a byte; one that ends there is at it, too.
fn innermost(steps: &[Step], at: usize) -> Option<Span> {
    steps
        .iter()
        .filter(|step| !matches!(step.kind, StepKind::Round(_)))
        .map(|step| step.span)
        .filter(|span| span.start <= at && at <= span.end)
        .min_by_key(|span| span.end - span.start)
}

fn values(steps: &[Step], span: Span, found: &mut Inspection) {
    for step in steps.iter().filter(|step| step.span == span) {
        found.times += 1;
        let value = match &step.value {
            Some(value) => value.clone(),
            None => "no value".to_owned(),
        };
        if found.values.len() < MOST_VALUES && !found.values.contains(&value) {
            found.values.push(value);
        }
    }
}

fn mark<'a>(pieces: impl Iterator<Item = &'a MappedPiece>, found: &mut Inspection) {
    for piece in pieces {
        let (start, end) = (piece.output.start, piece.output.end);
        let has_room = found.output.len() < MOST_PIECES;
        match found.output.last_mut() {
            Some(last) if last.1 == start => last.1 = end,
            _ if has_room => found.output.push((start, end)),
            _ => {}
        }
        for origin in &piece.origins {
            let origin = origin.to_string();
            if found.origins.len() < MOST_ORIGINS && !found.origins.contains(&origin) {
                found.origins.push(origin);
            }
        }
    }
}

/// Whether a path is `outer`, or leads to something in it.
fn is_in(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[cfg(test)]
mod tests {
    use super::super::tests::stack_with;
    use super::*;
    use protocol::{TemplateInput, TemplateName};

    const TEXT: &str = "#set($all = $input.path('$.jobs')){#foreach($job in $all)\"$job.title\",#end \"$input.path('$.name')\"}";

    fn at(place: TemplatePlace) -> Inspection {
        let name = TemplateName::PutRequest;
        let stack = stack_with(name, TEXT);
        let asked = InspectTemplate {
            api: stack.clone(),
            name,
            input: TemplateInput::Resume {
                json: r#"{"id": "a", "name": "Ada", "jobs": [{"title": "x"}, {"title": "y"}]}"#
                    .to_owned(),
                id: "a".to_owned(),
            },
            place,
        };
        crate::loaded::with(&stack, |loaded| inspect(loaded, &asked))
    }

    // The output: {"x","y", "Ada"}
    #[test]
    fn the_template_the_output_and_the_input_lead_to_each_other() {
        let title = TEXT.find("$job.title").unwrap();
        let found = at(TemplatePlace::Template(title + 1));
        assert_eq!(found.output, [(2, 3), (6, 7)]);
        assert_eq!(found.origins, ["$.jobs[0].title", "$.jobs[1].title"]);
        assert_eq!(found.values, ["x", "y"]);
        assert_eq!(found.times, 2);

        let found = at(TemplatePlace::Output(6));
        assert_eq!(found.template, [(title, title + 10)]);
        assert_eq!(found.origins, ["$.jobs[1].title"]);
        assert_eq!(found.output, [(6, 7)]);

        let found = at(TemplatePlace::Body("$.jobs[0]".to_owned()));
        assert_eq!(found.output, [(2, 3)]);
        let found = at(TemplatePlace::Body("$.jobs".to_owned()));
        assert_eq!(found.output, [(2, 3), (6, 7)]);
        let found = at(TemplatePlace::Body("$.nam".to_owned()));
        assert_eq!(found, Inspection::default());
    }

    #[test]
    fn an_argument_is_written_by_the_reference_around_it() {
        let text = "{\"n\": \"$util.escapeJavaScript($input.path('$.name'))\"}";
        let name = TemplateName::PutRequest;
        let stack = stack_with(name, text);
        let asked = InspectTemplate {
            api: stack.clone(),
            name,
            input: super::super::tests::input(),
            place: TemplatePlace::Template(text.find("path").unwrap()),
        };
        let found = crate::loaded::with(&stack, |loaded| inspect(loaded, &asked));
        assert_eq!(found.values, ["Ada"]);
        assert_eq!(
            (found.output, found.origins),
            (vec![(7, 10)], vec!["$.name".to_owned()])
        );
    }

    #[test]
    fn a_value_that_is_only_assigned_is_shown_with_its_documentation() {
        let found = at(TemplatePlace::Template(TEXT.find("path").unwrap()));
        assert_eq!(found.values, ["[{\"title\":\"x\"},{\"title\":\"y\"}]"]);
        let doc = found.doc.unwrap();
        assert_eq!(doc.signature, "$input.path(path)");
        assert_eq!(found.output, []);
    }
}
