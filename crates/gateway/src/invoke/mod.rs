//! Calls of an API, in API Gateway's steps: [`route`] the request, [`check`] it, map it ([`integration_request`]), send
//! it, map the response ([`integration_response`]). [`rejection`] makes the gateway's own responses.

mod check;
mod compiled;
pub(crate) mod headers;
mod integration_request;
mod integration_response;
mod log;
mod media;
mod other;
mod payload;
mod problems;
mod proxy;
mod rejection;
mod route;
mod values;

use crate::api::{Api, IntegrationKind, Method};
use crate::environment::Environment;
use crate::mapping::{Inputs, MappingError};
use crate::query;
use crate::schema::Models;
use crate::usage::Usage;
use crate::variables::{CallContext, MethodContext, Params};
use exchange::{Endpoint, Exchange, Invalid, Request, Response};

use compiled::CompiledMethod;
use log::Log;
use proxy::Proxy;
use rejection::{Kind, Rejection};

/// The largest payload, in bytes, either way. AWS's quota, which can't be raised.
pub const MAX_PAYLOAD: usize = 10 * 1024 * 1024;

/// The most bytes of a request's headers. AWS's quota, which can't be raised.
pub const MAX_HEADERS: usize = 10_240;

/// An integration's default timeout, in milliseconds.
const TIMEOUT: u32 = 29_000;

/// The service that the gateway integrates.
pub trait Service {
    /// Answers one call.
    fn call(&mut self, call: &IntegrationRequest) -> ServiceAnswer;

    /// Whether [`Service::call`] answers this call; by default every action of an AWS service.
    fn runs(&self, call: &IntegrationRequest) -> bool {
        !call.action.is_empty()
    }

    /// A prepared answer of an integration that does not run. Without one (the default) the call ends with a 500, and the
    /// exchange shows what would be sent.
    fn prepared(&mut self, _call: &IntegrationRequest) -> Option<ServiceAnswer> {
        None
    }
}

/// A request to a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntegrationRequest {
    /// The path of the called method, as in [`Method::path`](crate::Method::path).
    pub resource_path: String,
    /// The `HttpMethod` of the called method, possibly `ANY`.
    pub http_method: String,
    /// The service, such as `dynamodb`; empty for an integration of another type than `AWS` with an action.
    pub service: String,
    /// The action, such as `PutItem`; empty as the service.
    pub action: String,
    /// The URI of the call at AWS, with its query string.
    pub uri: String,
    /// The headers in order, without the signature's.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

/// A service's response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceAnswer {
    /// The HTTP status.
    pub status: u16,
    /// The headers, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
    /// The duration in milliseconds, for the log and the integration's timeout.
    pub milliseconds: u64,
}

/// A problem of an API's definition, found before any call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The method, such as `POST /`; empty for problems outside of methods.
    pub method: String,
    /// The part of the definition, such as `request template application/json` or `model Resume`.
    pub part: String,
    /// The message.
    pub message: String,
    /// The syntax errors with their spans, if it is a template.
    pub template: Option<MappingError>,
}

/// An API with parsed templates.
#[derive(Clone, Debug)]
pub struct Gateway {
    api: Api,
    methods: Vec<CompiledMethod>,
    models: Models,
}

/// Calls an API once. For several calls use a [`Gateway`].
pub fn invoke(
    api: &Api,
    request: Request,
    environment: &Environment,
    service: &mut dyn Service,
) -> Exchange {
    Gateway::new(api.clone()).invoke(request, environment, &mut Usage::default(), service)
}

impl Gateway {
    /// Parses the templates of `api`. Calls whose template does not parse respond with 500, as at AWS;
    /// [`Gateway::problems`] lists the errors.
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

    /// The method for a request.
    pub fn method_of(&self, request: &Request) -> Option<&Method> {
        let (at, _) = route::find(&self.api.methods, request)?;
        self.api.methods.get(at)
    }

    /// The method for a request, and what its request templates read.
    pub fn inputs_of(
        &self,
        request: &Request,
        environment: &Environment,
    ) -> Option<(&Method, Inputs)> {
        let request = query::split(request.clone());
        let (at, path) = route::find(&self.api.methods, &request)?;
        let method = self.api.methods.get(at)?;
        let mut inputs = Inputs::of_request(&request, &self.api, environment);
        inputs.params.path = path;
        inputs.params.header = headers::seen(&request.headers);
        inputs.context = CallContext::of_call(
            environment,
            &request,
            MethodContext {
                stage: &self.api.stage,
                resource_path: &method.path,
                ..MethodContext::default()
            },
        );
        Some((method, inputs))
    }

    /// Problems of the definition.
    pub fn problems(&self) -> Vec<Problem> {
        let methods = self.api.methods.iter().zip(&self.methods);
        methods
            .flat_map(|(method, compiled)| compiled.problems(method, &self.models))
            .chain(problems::of_api(&self.api, &self.models))
            .collect()
    }

    /// Calls the API at the environment's time. `usage` counts the call against rates and quotas.
    pub fn invoke(
        &self,
        request: Request,
        environment: &Environment,
        usage: &mut Usage,
        service: &mut dyn Service,
    ) -> Exchange {
        let request = query::split(request);
        let mut call = Call {
            gateway: self,
            environment,
            request: &request,
            usage,
            params: Params::default(),
            context: CallContext::of_call(
                environment,
                &request,
                MethodContext {
                    stage: &self.api.stage,
                    ..MethodContext::default()
                },
            ),
            log: Log::default(),
            endpoint: None,
            invalid: Vec::new(),
        };
        let response = match call.answer(service) {
            Ok(response) => response,
            Err(rejected) => call.reject(&rejected),
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

/// A call in progress.
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
    fn answer(&mut self, service: &mut dyn Service) -> Result<Response, Rejection> {
        let gateway = self.gateway;
        let found = route::find(&gateway.api.methods, self.request);
        let method = found
            .as_ref()
            .and_then(|(at, _)| gateway.api.methods.get(*at).zip(gateway.methods.get(*at)));
        let (Some((method, compiled)), Some((_, path))) = (method, &found) else {
            return Err(Rejection::new(Kind::MissingAuthenticationToken));
        };
        self.params = Params {
            path: path.clone(),
            querystring: self.request.query.clone(),
            header: headers::seen(&self.request.headers),
        };
        let key = check::api_key(self.request, self.environment, &gateway.api);
        self.context = CallContext::of_call(
            self.environment,
            self.request,
            MethodContext {
                stage: &gateway.api.stage,
                resource_path: &method.path,
                api_key: key.map(|key| (key.id, key.value)),
                authorization: &method.authorization,
            },
        );
        let content_type = headers::last(&self.request.headers, "Content-Type");
        let is_binary = payload::is_binary(content_type, &gateway.api.binary_media_types);
        self.log.start(
            self.environment,
            self.request,
            &method.path,
            &self.params,
            is_binary,
        );
        self.check(method, key)?;

        let kind = &method.integration.kind;
        if let Some(proxy) = Proxy::of(kind) {
            let call = self.proxy_request(method, proxy);
            let answer = self.send(method, call, service)?;
            return self.proxy_response(proxy, answer);
        }
        let mapped = self.map_request(method, compiled)?;
        let answer = match kind {
            IntegrationKind::Mock => {
                let answer = integration_request::mock(&mapped.body, &mut self.log)?;
                return self.map_response(method, compiled, answer);
            }
            IntegrationKind::Other(what) => {
                let call = self.other_request(method, what, mapped);
                self.send(method, call, service)?
            }
            IntegrationKind::Aws {
                service: name,
                action,
            } => {
                let call = self.integration_request(method, name, action, mapped);
                self.send(method, call, service)?
            }
        };
        self.map_response(method, compiled, answer)
    }

    /// Sends a request to the service, within its time and size.
    fn send(
        &mut self,
        method: &Method,
        call: IntegrationRequest,
        service: &mut dyn Service,
    ) -> Result<ServiceAnswer, Rejection> {
        self.log.endpoint_request(&call);
        let answer = match service.runs(&call) {
            true => Some(service.call(&call)),
            false => service.prepared(&call),
        };
        let Some(answer) = answer else {
            self.endpoint = Some(Endpoint {
                request: call.body,
                ..Endpoint::default()
            });
            let message = "The integration is not run here: this is what would be sent";
            return Err(self.log.misconfigured(message));
        };
        let late = answer.milliseconds > u64::from(method.integration.timeout.unwrap_or(TIMEOUT));
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
            return Err(Rejection::new(Kind::IntegrationTimeout));
        }
        if answer.body.len() > MAX_PAYLOAD {
            return Err(self.log.misconfigured(&format!(
                "Integration response of reported length {} is larger than allowed maximum of \
                 {MAX_PAYLOAD} bytes.",
                answer.body.len()
            )));
        }
        Ok(answer)
    }
}

#[cfg(test)]
mod tests;
