//! Answers that say no: what each status means, and what to do.
//!
//! The gateway's own words are those of its gateway responses
//! (<https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html>).

use gateway::Exchange;

use super::outcome::{Asked, Offer, Outcome, or};
use super::ways::Way;

/// What an answer with a status other than 2xx means; `says` is its message.
pub(super) fn outcome(asked: &Asked, exchange: &Exchange, says: &str) -> Outcome {
    let status = exchange.response.status;
    match status {
        400 => bad_request(says),
        401 => Outcome::failed(
            "The API requires a sign-in.",
            "Its methods have an authorizer, such as a Cognito user pool, and the console does not sign in. Deploy the stack with an API key, or call the API by a program that signs in.",
        ),
        403 => forbidden(says, Way::of(&exchange.request) == Way::WithKey),
        404 => not_found(asked, says),
        409 => conflict(asked, exchange, says),
        413 => Outcome::failed(
            "The request is too large for the API.",
            "API Gateway takes up to 10 MB, DynamoDB items up to 400 KB. The preview shows how large the item is.",
        ),
        415 => Outcome::failed(
            "The API has no mapping template for application/json.",
            "Its integration's request templates must have one for that type. Some gateways also reject a type with a charset.",
        ),
        429 if says.contains("Limit Exceeded") => Outcome::failed(
            "The API key's quota is used up.",
            "Wait for the next day, week or month of its usage plan, or raise the quota there. The draft stays in this browser.",
        ),
        429 => Outcome::failed(
            "Too many requests at once.",
            "Wait a moment and try again. If it stays so, raise the limit of the usage plan, the stage or the account.",
        ),
        500 => Outcome::failed(
            format!("The API failed: {}", or(says, "Internal server error")),
            "Usually a mapping template could not be run, or API Gateway can't assume the role. The execution log says which: below for the local API, in CloudWatch for a deployed one whose stage logs.",
        ),
        502..=504 => Outcome::failed(
            format!("The API did not get an answer from DynamoDB ({status})."),
            match asked {
                Asked::Save(_) => "The resume may have been saved: load it to see, then try again.",
                Asked::Read(_) => "Wait a moment and try again.",
            },
        ),
        _ => Outcome::failed(
            format!("The API answered with the status {status}. {says}")
                .trim_end()
                .to_owned(),
            "The stack's API does not answer like this: is it the right URL?",
        ),
    }
}

fn bad_request(says: &str) -> Outcome {
    if says.contains("Invalid request body") {
        return Outcome::failed(
            "The API rejected the resume: it does not fit the API's model.",
            "The API's request validator does not say where. Look for an ID that is not text, and for members that the form keeps as they are.",
        );
    }
    if says.contains("Missing required request parameters") {
        return Outcome::failed(
            format!("A parameter is missing: {says}"),
            "The API's request validator requires what the console does not send, or the ID is empty. Check that the URL is that of this stack.",
        );
    }
    Outcome::failed(
        format!(
            "DynamoDB or the API rejected the request: {}",
            or(says, "it does not say why")
        ),
        "The preview shows what DynamoDB rejects, and where. A wrong table name is the other usual cause.",
    )
}

fn forbidden(says: &str, with_key: bool) -> Outcome {
    let (advice, offer) = if says.contains("Missing Authentication Token") {
        (
            "API Gateway has no such path or method: check the stage in the URL (…/prod/). A method that requires requests signed by IAM says the same, and the console can't sign.",
            Offer::Nothing,
        )
    } else if says.contains("no access to this table") {
        (
            "The API's role may only use the table of its own stack: take the name from the stack's output TableName.",
            Offer::Nothing,
        )
    } else if says == "Forbidden" && with_key {
        (
            "It does not take this API key: compare it with the stack's, enabled and in a usage plan of this stage; a new key takes a minute. Otherwise a firewall or a resource policy keeps this machine out.",
            Offer::Key,
        )
    } else if says == "Forbidden" {
        (
            "The method wants an API key: enter it on the API page. Otherwise a firewall or a resource policy keeps this machine out.",
            Offer::Key,
        )
    } else {
        (
            "Its authorization, resource policy or role does not allow the call.",
            Offer::Nothing,
        )
    };
    let title = format!(
        "The API rejected the call (403): {}",
        or(says, "it does not say why")
    );
    Outcome::failed(title, advice).offering(offer)
}

fn not_found(asked: &Asked, says: &str) -> Outcome {
    match asked {
        Asked::Read(id) if says.contains("resume") => Outcome::failed(
            format!("There is no resume with the ID {id}."),
            "IDs have to match exactly. Save it first, or load another one.",
        ),
        _ => Outcome::failed(
            format!("There is no such API or path (404). {says}")
                .trim_end()
                .to_owned(),
            "Is the URL the one of the stack's output APIUrl, with its stage?",
        ),
    }
}

fn conflict(asked: &Asked, exchange: &Exchange, says: &str) -> Outcome {
    let Asked::Save(id) = asked else {
        return Outcome::failed(
            format!("The API is busy with a change (409). {says}")
                .trim_end()
                .to_owned(),
            "Wait a moment and try again.",
        );
    };
    let is_known = exchange
        .request
        .query
        .iter()
        .any(|(name, _)| name == "version");
    let title = if is_known {
        format!("{id} was saved from elsewhere since you loaded or saved it here.")
    } else {
        format!("There is a resume with the ID {id} already, which this tab has not loaded.")
    };
    Outcome::failed(
        title,
        "Nothing was saved, and the form is unchanged. Load theirs to look at it (undo brings yours back), or overwrite it with the form.",
    )
    .offering(Offer::Conflict)
}
