//! One run of a mapping template.
//!
//! ```
//! use gateway::mapping::{Inputs, MappingTemplate, render};
//!
//! let template = MappingTemplate::parse(r#"{"id": "$input.path('$.id')"}"#)?;
//! let inputs = Inputs { body: r#"{"id": "r1"}"#.into(), ..Inputs::default() };
//! assert_eq!(render(&template, &inputs)?.text, r#"{"id": "r1"}"#);
//! # Ok::<(), gateway::mapping::MappingError>(())
//! ```

mod provenance;

use std::fmt;
use std::rc::Rc;

use vtl::value::Str;
use vtl::{Context, Diagnostic, Dialect, Limits, Rendered, Template, Value};

use crate::api::Api;
use crate::environment::Environment;
use crate::exchange::Request;
use crate::jsonpath::PathCache;
pub use provenance::{InputOrigin, MappedPiece, TracedMapping};

pub use crate::variables::{CallContext, Overrides, Params, RequestOverride, ResponseOverride};
use crate::variables::{Input, Place, Util, string_map};

/// A mapping template, parsed. It can be rendered any number of times.
#[derive(Clone, Debug)]
pub struct MappingTemplate {
    template: Rc<Template>,
    /// What its `$input.path` and `$input.json` asked for.
    paths: PathCache,
}

impl MappingTemplate {
    /// Parses a template.
    ///
    /// # Errors
    /// Where it is no template in API Gateway's dialect: every mistake that was found.
    pub fn parse(source: &str) -> Result<MappingTemplate, MappingError> {
        match Template::parse(source, Dialect::Gateway) {
            Ok(template) => Ok(MappingTemplate {
                template: Rc::new(template),
                paths: PathCache::default(),
            }),
            Err(errors) => Err(MappingError { errors }),
        }
    }

    /// The source it was parsed from.
    pub fn source(&self) -> &str {
        self.template.source()
    }
}

/// What a template is rendered with.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The body: of the caller's request for a request template, of the service's answer for a
    /// response template. Strings that `$input` finds in it share its text.
    pub body: Str,
    /// The caller's parameters.
    pub params: Params,
    /// `$stageVariables`.
    pub stage_variables: Vec<(String, String)>,
    /// `$context`. [`render`] works on a copy of it where the template names it, and never changes it.
    pub context: CallContext,
}

impl Default for Inputs {
    fn default() -> Inputs {
        Inputs {
            body: Str::from_static(""),
            params: Params::default(),
            stage_variables: Vec::new(),
            context: CallContext::default(),
        }
    }
}

impl Inputs {
    /// What a request template sees of `request`, sent to `api` without parameters in its path. The
    /// body, when a response template is rendered, is for the caller to replace.
    pub fn of_request(request: &Request, api: &Api, environment: &Environment) -> Inputs {
        let place = Place {
            stage: &api.stage,
            resource_path: &request.path,
            ..Place::default()
        };
        Inputs {
            body: request.body.as_str().into(),
            params: Params {
                path: Vec::new(),
                querystring: request.query.clone(),
                header: request.headers.clone(),
            },
            stage_variables: api.stage_variables.clone(),
            context: CallContext::of_call(environment, request, place),
        }
    }
}

/// What a template made.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// The text.
    pub text: String,
    /// What the template set in `$context.requestOverride` and `$context.responseOverride`.
    pub overrides: Overrides,
    /// `$context` as the template left it.
    pub context: CallContext,
    /// What is worth knowing about the rendering.
    pub diagnostics: Vec<Diagnostic>,
}

/// Why a template does not parse (every mistake), or what stopped its rendering (one).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError {
    /// The mistakes, with their places in the template; at least one.
    pub errors: Vec<vtl::Error>,
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.errors.iter().enumerate() {
            let between = if at > 0 { "; " } else { "" };
            write!(f, "{between}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for MappingError {}

/// Renders `template` with `inputs`, which stay as they are.
///
/// # Errors
/// What stopped the rendering, with the text written so far.
pub fn render(template: &MappingTemplate, inputs: &Inputs) -> Result<Mapped, MappingError> {
    render_within(template, inputs, &limits())
}

/// Renders as [`render`] does, within limits of the caller's own.
///
/// # Errors
/// What stopped the rendering, with the text written so far.
pub fn render_within(
    template: &MappingTemplate,
    inputs: &Inputs,
    limits: &Limits,
) -> Result<Mapped, MappingError> {
    let context = own_context(template, inputs);
    let mut variables = variables(template, inputs, &context);
    let rendered = template.template.render(&mut variables, limits)?;
    Mapped::new(rendered, &context)
}

/// The context that the template may change: a copy, where it names it at all.
fn own_context(template: &MappingTemplate, inputs: &Inputs) -> CallContext {
    match template.template.mentions("context") {
        true => inputs.context.detached(),
        false => inputs.context.clone(),
    }
}

/// Renders as [`render`] does, and tells where each piece of the text comes from.
///
/// ```
/// use gateway::mapping::{Inputs, MappingTemplate, render_traced};
///
/// let template = MappingTemplate::parse("Hello $input.path('$.names')[0]")?;
/// let inputs = Inputs { body: r#"{"names": ["Ada"]}"#.into(), ..Inputs::default() };
/// let pieces = render_traced(&template, &inputs)?.pieces;
/// assert_eq!(pieces[1].span.text(template.source()), "$input.path('$.names')[0]");
/// assert_eq!(pieces[1].origins[0].to_string(), "$.names[0]");
/// # Ok::<(), gateway::mapping::MappingError>(())
/// ```
///
/// # Errors
/// Those of [`render`].
pub fn render_traced(
    template: &MappingTemplate,
    inputs: &Inputs,
) -> Result<TracedMapping, MappingError> {
    let context = own_context(template, inputs);
    let mut variables = variables(template, inputs, &context);
    let traced = template.template.render_traced(&mut variables, &limits())?;
    let mapped = Mapped::new(traced.rendered, &context)?;
    Ok(TracedMapping::new(mapped, traced.pieces))
}

/// How often one `#foreach` may run, by API Gateway's quotas for mapping templates. What it does
/// beyond that is not documented, so the loop goes on here and a diagnostic (`many-iterations`)
/// tells of it.
const FOREACH_QUOTA: usize = 1_000;

/// Renders with `context` itself, so that what the template sets is there for the next one.
pub(crate) fn run(
    template: &MappingTemplate,
    inputs: &Inputs,
    context: &CallContext,
) -> Result<Mapped, MappingError> {
    let mut variables = variables(template, inputs, context);
    let rendered = template.template.render(&mut variables, &limits())?;
    Mapped::new(rendered, context)
}

fn variables(template: &MappingTemplate, inputs: &Inputs, context: &CallContext) -> Context {
    let mut variables = Context::new();
    let mut set = |name: &str, value: &dyn Fn() -> Value| {
        if template.template.mentions(name) {
            variables.set(name, value());
        }
    };
    set("input", &|| {
        let input = Input::new(&inputs.body, &inputs.params, &template.paths);
        Value::Object(Rc::new(input))
    });
    set("util", &|| Value::Object(Rc::new(Util)));
    set("context", &|| context.value());
    set("stageVariables", &|| {
        let pairs = inputs.stage_variables.iter();
        Value::Map(string_map(
            pairs.map(|(name, value)| (name.as_str(), value.as_str())),
        ))
    });
    variables
}

fn limits() -> Limits {
    Limits {
        noted_iterations: Some(FOREACH_QUOTA),
        ..Limits::default()
    }
}

/// What was set in a context.
pub(crate) fn overrides(context: &CallContext) -> Result<Overrides, MappingError> {
    context.overrides().map_err(|thrown| MappingError {
        errors: vec![vtl::Error {
            kind: vtl::ErrorKind::Limit,
            message: format!(
                "an override of `$context` can't be printed: {}",
                thrown.message
            ),
            span: vtl::Span::default(),
            line: 1,
            column: 1,
            partial: String::new(),
        }],
    })
}

impl Mapped {
    fn new(rendered: Rendered, context: &CallContext) -> Result<Mapped, MappingError> {
        Ok(Mapped {
            text: rendered.text,
            overrides: overrides(context)?,
            context: context.clone(),
            diagnostics: rendered.diagnostics,
        })
    }
}

impl From<Box<vtl::Error>> for MappingError {
    fn from(error: Box<vtl::Error>) -> MappingError {
        let errors = vec![*error];
        MappingError { errors }
    }
}
