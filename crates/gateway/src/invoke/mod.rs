//! One call of an API, from the caller's request to the answer, in the steps that API Gateway takes:
//! [`route`] the request, [`check`] it, map it ([`integration_request`]), send it, map the answer
//! ([`integration_response`]). What the gateway refuses is answered by [`refusal`].

mod check;
mod compiled;
mod integration_request;
mod integration_response;
mod log;
mod media;
mod problems;
mod refusal;
mod route;
mod values;

use crate::api::{Api, IntegrationKind, Method};
use crate::environment::Environment;
use crate::exchange::{Endpoint, Exchange, Request, Response};
use crate::mapping::MappingError;
use crate::schema::{Invalid, Models};
use crate::usage::Usage;
use crate::variables::{CallContext, Params, Place};

use compiled::CompiledMethod;
use log::Log;
use refusal::{Kind, Refusal};

/// The largest payload, in bytes, either way. AWS's quota, which can't be raised.
pub const MAX_PAYLOAD: usize = 10 * 1024 * 1024;

/// The most bytes of a request's headers. AWS's quota, which can't be raised.
pub const MAX_HEADERS: usize = 10_240;

/// How long a service may take, in milliseconds, where the integration says nothing else.
const TIMEOUT: u32 = 29_000;

/// What stands behind the gateway.
pub trait Service {
    /// Answers one call.
    fn call(&mut self, call: &IntegrationRequest) -> ServiceAnswer;
}

/// What the gateway sends to a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntegrationRequest {
    /// The method that was called: its resource's path, as [`Method::path`](crate::Method::path).
    pub resource_path: String,
    /// The method that was called: its `HttpMethod`, maybe `ANY`.
    pub http_method: String,
    /// The service, such as `dynamodb`.
    pub service: String,
    /// The action, such as `PutItem`.
    pub action: String,
    /// The address that the call would have at AWS, with its query string.
    pub uri: String,
    /// The headers, in order, without those of the signature.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// What a service answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// How long it took, in milliseconds: for the log, and for the integration's timeout.
    pub milliseconds: u64,
}

/// Something that is wrong with an API's definition, found before any call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The method, such as `POST /`; empty for what belongs to no method.
    pub method: String,
    /// Which part of it, such as `request template application/json` or `model Resume`.
    pub part: String,
    /// What is wrong, for a person.
    pub message: String,
    /// The template's mistakes with their places, where it is a template.
    pub template: Option<MappingError>,
}

/// An API with its templates parsed, ready to be called.
#[derive(Clone, Debug)]
pub struct Gateway {
    api: Api,
    methods: Vec<CompiledMethod>,
    models: Models,
}

/// Calls an API once. Who calls it more often makes a [`Gateway`] of it.
pub fn invoke(
    api: &Api,
    request: Request,
    environment: &Environment,
    service: &mut dyn Service,
) -> Exchange {
    Gateway::new(api.clone()).invoke(request, environment, &mut Usage::default(), service)
}

impl Gateway {
    /// Parses the templates of `api`. One that does not parse answers its calls with 500, as it
    /// does at AWS; [`Gateway::problems`] lists them.
    pub fn new(api: Api) -> Gateway {
        let methods = api.methods.iter().map(CompiledMethod::new).collect();
        let models = Models::new(&api.models);
        Gateway {
            api,
            methods,
            models,
        }
    }

    /// The definition.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// The method that answers a request.
    pub fn method_of(&self, request: &Request) -> Option<&Method> {
        let (at, _) = route::find(&self.api.methods, request)?;
        self.api.methods.get(at)
    }

    /// What is wrong with the definition.
    pub fn problems(&self) -> Vec<Problem> {
        let methods = self.api.methods.iter().zip(&self.methods);
        methods
            .flat_map(|(method, compiled)| compiled.problems(method, &self.models))
            .chain(problems::of_api(&self.api, &self.models))
            .collect()
    }

    /// Calls the API. What the call takes of its rates and quotas is noted in `usage`, at the
    /// environment's time.
    pub fn invoke(
        &self,
        request: Request,
        environment: &Environment,
        usage: &mut Usage,
        service: &mut dyn Service,
    ) -> Exchange {
        let mut call = Call {
            gateway: self,
            environment,
            request: &request,
            usage,
            params: Params::default(),
            context: CallContext::of_call(
                environment,
                &request,
                Place {
                    stage: &self.api.stage,
                    ..Place::default()
                },
            ),
            log: Log::default(),
            endpoint: None,
            invalid: Vec::new(),
        };
        let response = match call.answer(service) {
            Ok(response) => response,
            Err(refused) => call.refuse(&refused),
        };
        let (endpoint, log, invalid) = (call.endpoint, call.log.lines, call.invalid);
        Exchange {
            response,
            endpoint,
            log,
            invalid,
            milliseconds: None,
            request,
        }
    }
}

/// One call under way.
struct Call<'a> {
    gateway: &'a Gateway,
    environment: &'a Environment,
    request: &'a Request,
    usage: &'a mut Usage,
    params: Params,
    context: CallContext,
    log: Log,
    endpoint: Option<Endpoint>,
    invalid: Vec<Invalid>,
}

impl Call<'_> {
    fn answer(&mut self, service: &mut dyn Service) -> Result<Response, Refusal> {
        let gateway = self.gateway;
        let found = route::find(&gateway.api.methods, self.request);
        let method = found
            .as_ref()
            .and_then(|(at, _)| gateway.api.methods.get(*at).zip(gateway.methods.get(*at)));
        let (Some((method, compiled)), Some((_, path))) = (method, &found) else {
            return Err(Refusal::new(Kind::MissingAuthenticationToken));
        };
        self.params = Params {
            path: path.clone(),
            querystring: self.request.query.clone(),
            header: self.request.headers.clone(),
        };
        let key = check::api_key(self.request, self.environment, &gateway.api);
        self.context = CallContext::of_call(
            self.environment,
            self.request,
            Place {
                stage: &gateway.api.stage,
                resource_path: &method.path,
                api_key: key.map(|key| (key.id, key.value)),
            },
        );
        self.log
            .start(self.environment, self.request, &method.path, &self.params);
        self.check(method, key)?;

        let mapped = self.map_request(method, compiled)?;
        let (answer, endpoint) = match &method.integration.kind {
            IntegrationKind::Mock => (
                integration_request::mock(&mapped.body, &mut self.log)?,
                false,
            ),
            IntegrationKind::Other(what) => {
                let message = format!("The integration {what} is not run here");
                return Err(self.log.misconfigured(&message));
            }
            IntegrationKind::Aws {
                service: name,
                action,
            } => {
                let call = self.integration_request(method, name, action, mapped);
                self.log.endpoint_request(&call);
                let answer = service.call(&call);
                let late =
                    answer.milliseconds > u64::from(method.integration.timeout.unwrap_or(TIMEOUT));
                if !late {
                    self.log.endpoint_response(&answer);
                }
                self.endpoint = Some(Endpoint {
                    request: call.body,
                    status: answer.status,
                    response: answer.body.clone(),
                });
                if late {
                    self.log.line("Execution failed due to a timeout error");
                    return Err(Refusal::new(Kind::IntegrationTimeout));
                }
                (answer, true)
            }
        };
        if endpoint && answer.body.len() > MAX_PAYLOAD {
            return Err(self.log.misconfigured(&format!(
                "Integration response of reported length {} is larger than allowed maximum of \
                 {MAX_PAYLOAD} bytes.",
                answer.body.len()
            )));
        }
        self.map_response(method, compiled, answer)
    }
}

#[cfg(test)]
mod tests;
