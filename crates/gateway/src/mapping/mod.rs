//! Rendering of mapping templates.
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

use vtl::trace::Steps;
use vtl::value::Str;
use vtl::{Context, Diagnostic, Dialect, Limits, Rendered, Template, Value};

use crate::api::Api;
use crate::environment::Environment;
use crate::jsonpath::PathCache;
use exchange::Request;
pub use provenance::{InputOrigin, MappedPiece, TracedMapping};

pub use crate::variables::{CallContext, Overrides, Params, RequestOverride, ResponseOverride};
use crate::variables::{Input, MethodContext, Util, method, string_map};

/// A parsed mapping template, which can be rendered any number of times.
#[derive(Clone, Debug)]
pub struct MappingTemplate {
    template: Rc<Template>,
    /// The paths of its `$input.path` and `$input.json`.
    paths: PathCache,
}

impl MappingTemplate {
    /// Parses a template.
    ///
    /// # Errors
    /// All syntax errors in API Gateway's dialect.
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

/// The inputs of a template.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The body: the caller's for a request template, the service's for a response template. Strings that `$input`
    /// finds share its text.
    pub body: Str,
    /// The caller's parameters.
    pub params: Params,
    /// `$stageVariables`.
    pub stage_variables: Vec<(String, String)>,
    /// `$context`. [`render`] does not change it: it copies it if the template uses it.
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
    /// The inputs of a request template for `request` to `api`, without parameters of the path. For a response template
    /// the caller replaces the body.
    pub fn of_request(request: &Request, api: &Api, environment: &Environment) -> Inputs {
        let method = MethodContext {
            stage: &api.stage,
            resource_path: &request.path,
            ..MethodContext::default()
        };
        Inputs {
            body: request.body.as_str().into(),
            params: Params {
                path: Vec::new(),
                querystring: request.query.clone(),
                header: request.headers.clone(),
            },
            stage_variables: api.stage_variables.clone(),
            context: CallContext::of_call(environment, request, method),
        }
    }
}

/// The output of a template.
#[derive(Clone, Debug)]
pub struct Mapped {
    /// The text.
    pub text: String,
    /// What the template set in `$context.requestOverride` and `$context.responseOverride`.
    pub overrides: Overrides,
    /// `$context` as the template left it.
    pub context: CallContext,
    /// Diagnostics of the rendering.
    pub diagnostics: Vec<Diagnostic>,
}

/// The syntax errors of a template (all of them), or the error that ended its rendering (one).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError {
    /// The errors with their spans in the template; at least one.
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

/// Renders `template` with `inputs`, which do not change.
///
/// # Errors
/// The error that ended the rendering, with the output so far.
pub fn render(template: &MappingTemplate, inputs: &Inputs) -> Result<Mapped, MappingError> {
    render_within(template, inputs, &limits())
}

/// [`render`] within the caller's limits.
///
/// # Errors
/// The error that ended the rendering, with the output so far.
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

/// The context that the template may change: a copy if it uses `$context`.
fn own_context(template: &MappingTemplate, inputs: &Inputs) -> CallContext {
    match template.template.mentions("context") {
        true => inputs.context.detached(),
        false => inputs.context.clone(),
    }
}

/// [`render`] with the origin of each piece of the output.
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

/// [`render_traced`] with the first `most` steps, also of a rendering that ends with an error, and with the last value of the
/// reference that ends before the byte `watch`. It may take a quarter of the steps, the memory and the output of [`render`].
pub fn render_stepped(
    template: &MappingTemplate,
    inputs: &Inputs,
    most: usize,
    watch: Option<usize>,
) -> (Result<TracedMapping, MappingError>, Steps) {
    let context = own_context(template, inputs);
    let mut variables = variables(template, inputs, &context);
    let (traced, steps) =
        template
            .template
            .render_stepped(&mut variables, &stepped_limits(), most, watch);
    let mapped = traced.map_err(MappingError::from).and_then(|traced| {
        let mapped = Mapped::new(traced.rendered, &context)?;
        Ok(TracedMapping::new(mapped, traced.pieces))
    });
    (mapped, steps)
}

/// API Gateway's quota of iterations of one `#foreach`. What it does beyond is not documented, so the loop continues
/// here, with a diagnostic (`many-iterations`).
const FOREACH_QUOTA: usize = 1_000;

/// Renders with `context` itself, so that the next template sees what this one sets.
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
    set("method", &|| method(&inputs.params));
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

/// What is recorded comes on top of what the rendering itself needs.
fn stepped_limits() -> Limits {
    let limits = limits();
    Limits {
        steps: limits.steps / 4,
        memory: limits.memory / 4,
        output: limits.output / 4,
        ..limits
    }
}

/// The overrides set in a context.
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
