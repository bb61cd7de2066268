//! Error responses: what each status means, and what to do.
//!
//! API Gateway's messages are those of its gateway responses
//! (<https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html>).

use exchange::{Exchange, Request};
use resume::Resume;

use super::cors_attempt::KEY_HEADER;
use super::outcome::{Offer, Operation, Outcome, or};
use super::rejected_sign_in;
use super::sign_in::{SignInKind, kind_of};

/// The most fields that a message names.
const MOST_NAMES: usize = 8;

/// The outcome of a response with a status other than 2xx; `says` is its message.
pub(super) fn outcome(operation: &Operation, exchange: &Exchange, says: &str) -> Outcome {
    let status = exchange.response.status;
    match status {
        400 => bad_request(exchange, says),
        // Only the local API has a log: there, a switch signs in.
        401 | 403 if !exchange.log.is_empty() && is_about_sign_in(status, says) => Outcome::failed(
            format!("Sign-in required ({status})."),
            "The method asks for a signed-in caller: the option Write access says so.",
        ),
        401 => unauthorized(&exchange.request, says),
        403 => forbidden(operation, &exchange.request, says),
        404 => not_found(operation, says),
        409 => conflict(operation, exchange, says),
        413 => Outcome::failed(
            "The request is too large.",
            "API Gateway accepts requests up to 10 MB, DynamoDB items up to 400 KB. The preview shows the item's size.",
        ),
        415 => Outcome::failed(
            "The API does not accept application/json.",
            "Its integration has no request template for this Content-Type. Some gateways also reject a Content-Type with a charset.",
        ),
        429 if says.contains("Limit Exceeded") => Outcome::failed(
            "The API key's quota is used up.",
            "Wait for the next day, week or month of its usage plan, or raise the quota. Your draft stays in this browser.",
        ),
        429 => Outcome::failed(
            "Too many requests.",
            "Wait a moment and try again. If it keeps happening, raise the limit of the usage plan, the stage or the account.",
        ),
        500 => Outcome::failed(
            format!(
                "The API failed (500): {}",
                or(says, "Internal server error")
            ),
            "Usually a mapping template failed, or API Gateway can't assume the role. The execution log names the cause: on the API page for local calls, in CloudWatch for a deployed stage that logs.",
        ),
        502..=504 => Outcome::failed(
            format!("The API got no response from its backend ({status})."),
            match operation {
                Operation::Save(_) => {
                    "The save may have succeeded. Load the resume to check, then try again."
                }
                Operation::Delete(_) => {
                    "The resume may have been deleted. Load it to check, then try again."
                }
                Operation::Load(_) | Operation::List(_) | Operation::Any => {
                    "Wait a moment and try again."
                }
            },
        ),
        _ => Outcome::failed(
            format!("The API responded with status {status}. {says}")
                .trim_end()
                .to_owned(),
            "This doesn't look like the stack's API. Check the URL.",
        ),
    }
}

fn bad_request(exchange: &Exchange, says: &str) -> Outcome {
    if says.contains("Invalid request body") {
        return Outcome::failed(
            "The API rejected the request body (request validation).",
            invalid_body(exchange),
        );
    }
    if says.contains("Missing required request parameters") {
        return Outcome::failed(
            format!("The API rejected the request: {says}"),
            "The API requires a parameter that this console does not send, or the ID is empty. Check the URL.",
        );
    }
    Outcome::failed(
        format!(
            "DynamoDB or the API rejected the request: {}",
            or(says, "no reason given")
        ),
        "The preview shows what DynamoDB rejects, and where. A wrong table name is the other usual cause.",
    )
}

/// What the request model rejects: only the local API names it.
fn invalid_body(exchange: &Exchange) -> String {
    if let Some(invalid) = exchange.invalid.first() {
        let path = match invalid.pointer.as_str() {
            "" => "The resume",
            pointer => pointer,
        };
        return format!("{path}: {}.", invalid.message);
    }
    let resume = Resume::from_json(&exchange.request.body).unwrap_or_default();
    let others = resume.fields_without_row();
    if others.is_empty() {
        return "API Gateway does not name the field. Check that the ID is text.".to_owned();
    }
    format!(
        "API Gateway does not name the field. By-field mapping templates reject those that the form does not show: {}.",
        format::names(&others, MOST_NAMES)
    )
}

/// What to do where the stack may be without the operation; `None` for those that each stack has.
pub(super) fn missing_operation(operation: &Operation) -> Option<String> {
    let setting = match operation {
        Operation::Save(_) | Operation::Load(_) | Operation::Any => return None,
        Operation::List(_) => "List resumes",
        Operation::Delete(_) => "Delete resumes",
    };
    Some(format!(
        "Was this stack deployed without it? Turn on {setting} on the Stack page and deploy the template again."
    ))
}

/// Whether a rejection is that of an authorizer, or of IAM.
fn is_about_sign_in(status: u16, says: &str) -> bool {
    status == 401 || says.contains("Missing Authentication Token")
}

fn unauthorized(request: &Request, says: &str) -> Outcome {
    let (title, advice) = match (kind_of(request), rejected_sign_in::advice(says, request)) {
        (_, Some(advice)) => ("The API rejected the sign-in (401).", advice),
        (SignInKind::Nothing, None) => (
            "Sign-in required.",
            "The method has an authorizer, such as a Cognito user pool: choose User pool on the API page to sign in, or Token to paste the ID token of a user who is signed in.".to_owned(),
        ),
        (SignInKind::AccessKey, None) => (
            "The API rejected the sign-in (401).",
            "The method has an authorizer, which asks for a token rather than for a signature: choose User pool or Token on the API page.".to_owned(),
        ),
        (SignInKind::Token | SignInKind::UserPool, None) => (
            "The API rejected the token (401).",
            "It may have expired, be of another user pool, or be the access token where the ID token is asked for. Sign in again.".to_owned(),
        ),
    };
    Outcome::failed(title, advice).offering(Offer::SignIn)
}

fn forbidden(operation: &Operation, request: &Request, says: &str) -> Outcome {
    let with_key = request.header(KEY_HEADER).is_some();
    if !says.contains("Missing Authentication Token")
        && let Some(advice) = rejected_sign_in::advice(says, request)
    {
        let title = format!("The API rejected the sign-in (403): {says}");
        return Outcome::failed(title, advice).offering(Offer::SignIn);
    }
    if says.contains("Missing Authentication Token")
        && let Some(advice) = missing_operation(operation)
    {
        return Outcome::failed(
            format!("The API rejected the call (403): {says}"),
            format!(
                "API Gateway returns this for an unknown path or method. {advice}{}",
                match kind_of(request) {
                    SignInKind::Nothing => {
                        " It returns it for IAM authorization, too: then sign in with an access key."
                    }
                    _ => "",
                }
            ),
        )
        .offering(Offer::AddOperation);
    }
    let signed_in = rejected_sign_in::advice(says, request);
    let (advice, offer) = if let Some(advice) = &signed_in {
        (advice.as_str(), Offer::Nothing)
    } else if says.contains("Missing Authentication Token") {
        (
            "API Gateway returns this for an unknown path or method: check the stage in the URL (…/prod/). It returns it for IAM authorization, too: then sign in with an access key.",
            Offer::SignIn,
        )
    } else if says.contains("no access to this table") {
        (
            "The API's role has access to its own stack's table only: use the stack's output TableName.",
            Offer::Nothing,
        )
    } else if says == "Forbidden" && with_key {
        (
            "API Gateway rejected this API key: it must be enabled and in a usage plan of this stage, and a new key takes a minute. A firewall or resource policy that blocks your network returns the same.",
            Offer::Key,
        )
    } else if says == "Forbidden" {
        (
            "The method requires an API key: enter it on the API page. A firewall or resource policy that blocks your network returns the same.",
            Offer::Key,
        )
    } else {
        (
            "The API's authorization, resource policy or role denies the call.",
            Offer::Nothing,
        )
    };
    let title = format!(
        "The API rejected the call (403): {}",
        or(says, "no reason given")
    );
    Outcome::failed(title, advice).offering(offer)
}

fn not_found(operation: &Operation, says: &str) -> Outcome {
    match operation {
        Operation::Load(id) if says.contains("resume") => Outcome::failed(
            format!("There is no resume with the ID {id}."),
            "IDs are case-sensitive. Save the resume first, or load another ID.",
        ),
        Operation::Delete(id) if says.contains("resume") => Outcome::failed(
            format!("There is no resume with the ID {id}."),
            "Nothing was deleted. IDs are case-sensitive; or it was deleted elsewhere.",
        ),
        Operation::List(_) | Operation::Delete(_) => Outcome::failed(
            format!("No such API, path or method (404). {says}")
                .trim_end()
                .to_owned(),
            format!(
                "Check that the URL is the stack's output APIUrl, with its stage. {}",
                missing_operation(operation).unwrap_or_default()
            ),
        )
        .offering(Offer::AddOperation),
        _ => Outcome::failed(
            format!("No such API or path (404). {says}")
                .trim_end()
                .to_owned(),
            "Check that the URL is the stack's output APIUrl, with its stage.",
        ),
    }
}

fn conflict(operation: &Operation, exchange: &Exchange, says: &str) -> Outcome {
    let is_known = exchange
        .request
        .query
        .iter()
        .any(|(name, _)| name == "version");
    let id = match operation {
        Operation::Save(id) => id,
        Operation::Delete(id) => {
            let title = match is_known {
                true => format!("{id} was saved elsewhere after it was listed or loaded here."),
                false => format!("{id} has a version, and this tab has not loaded it."),
            };
            return Outcome::failed(title, "Nothing was deleted. Load it to look at it first.")
                .offering(Offer::DeleteAnyway);
        }
        Operation::Load(_) | Operation::List(_) | Operation::Any => {
            return Outcome::failed(
                format!("Conflict (409). {says}").trim_end().to_owned(),
                "Wait a moment and try again.",
            );
        }
    };
    let title = if is_known {
        format!("{id} was saved elsewhere after you loaded or saved it here.")
    } else {
        format!("A resume with the ID {id} already exists, and this tab has not loaded it.")
    };
    Outcome::failed(
        title,
        "Nothing was overwritten. Which version do you want to keep?",
    )
    .offering(Offer::Conflict)
}
