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
            "The API wants to know who is calling.",
            "Its methods have an authorizer, such as a Cognito user pool, and the console sends no sign-in. Deploy the stack with an API key for what is written, or call the API by a program that signs in.",
        ),
        403 => forbidden(says, Way::of(&exchange.request) == Way::WithKey),
        404 => not_found(asked, says),
        409 => conflict(asked, exchange, says),
        413 => Outcome::failed(
            "The request is too large for the API.",
            "API Gateway takes up to 10 MB, DynamoDB items of up to 400 KB. The preview shows how large the item is.",
        ),
        415 => Outcome::failed(
            "The API has no mapping template for application/json.",
            "Its integration's request templates must have one for that type. A gateway that compares the type to the letter may also refuse one with a charset behind it.",
        ),
        429 if says.contains("Limit Exceeded") => Outcome::failed(
            "The API key's quota is used up.",
            "Its usage plan allows so many calls in a day, a week or a month. Wait for the next one, or raise the quota in the usage plan. The draft stays in this browser.",
        ),
        429 => Outcome::failed(
            "Too many requests at once.",
            "Wait a moment and try again. If it stays so, the limit of the usage plan, the stage or the account is too low for what calls the API.",
        ),
        500 => Outcome::failed(
            format!("The API failed: {}", or(says, "Internal server error")),
            "Usually a mapping template that could not be run, or a role that API Gateway can't assume. The execution log says which: locally it is below, for a deployed API it is in CloudWatch once the stage logs.",
        ),
        502..=504 => Outcome::failed(
            format!("The API did not get an answer from DynamoDB ({status})."),
            "It may pass: try again. A write may have been done all the same: to be sure, read the resume back first.",
        ),
        _ => Outcome::failed(
            format!("The API answered with the status {status}. {says}")
                .trim_end()
                .to_owned(),
            "This is no answer of the stack's API. Is it the right URL?",
        ),
    }
}

fn bad_request(says: &str) -> Outcome {
    if says.contains("Invalid request body") {
        return Outcome::failed(
            "The API takes no resume of this form.",
            "Its request validator compares the body with a model, and does not say where they differ. Usual causes: an ID that is empty or not text, or a member of another type than the form's, from a file that was opened. Look for members that the form keeps as they are.",
        );
    }
    if says.contains("Missing required request parameters") {
        return Outcome::failed(
            format!("The API misses a parameter: {says}"),
            "Its request validator wants parameters that the console does not send, or an ID that is empty. Is it the API of this stack?",
        );
    }
    Outcome::failed(
        format!(
            "DynamoDB or the API refused the request: {}",
            or(says, "it does not say why")
        ),
        "The preview shows what DynamoDB would refuse, and where. A wrong table name is the other usual cause.",
    )
}

fn forbidden(says: &str, with_key: bool) -> Outcome {
    let (advice, offer) = if says.contains("Missing Authentication Token") {
        (
            "That is what API Gateway says where it knows no such path or method: is the stage in the URL (…/prod/), and is the API deployed to it? It also says so where a method wants requests signed by IAM, which the console has no keys for.",
            Offer::Nothing,
        )
    } else if says.contains("no access to this table") {
        (
            "The API's role may use the table of its own stack only: take the name from the stack's output TableName.",
            Offer::Nothing,
        )
    } else if says == "Forbidden" && with_key {
        (
            "It does not take this API key. Compare it with the stack's: was it copied whole, is it enabled, is it in a usage plan of this stage? A key that was just made takes a minute. Otherwise a firewall or a resource policy keeps this machine out.",
            Offer::Key,
        )
    } else if says == "Forbidden" {
        (
            "The method wants an API key, or a firewall or a resource policy keeps this machine out. Enter the key on the API page.",
            Offer::Key,
        )
    } else {
        (
            "The API's authorization, resource policy or role refuses the call.",
            Offer::Nothing,
        )
    };
    let title = format!(
        "The API refuses the call (403): {}",
        or(says, "it does not say why")
    );
    Outcome::failed(title, advice).offering(offer)
}

fn not_found(asked: &Asked, says: &str) -> Outcome {
    match asked {
        Asked::Read(id) if says.contains("resume") => Outcome::failed(
            format!("There is no resume with the ID {id}."),
            "IDs are compared to the letter. Save it first, or read another one.",
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
    let (title, what) = if is_known {
        (
            format!("{id} was saved from elsewhere since you read or saved it here."),
            "Saving now would have overwritten that.",
        )
    } else {
        (
            format!("There is a resume with the ID {id} already."),
            "This tab has not read it, so it can't tell whether what is in the form is newer.",
        )
    };
    Outcome::failed(
        title,
        format!(
            "{what} Nothing was stored, and the form is as it was. Load theirs to look at it (undo brings yours back), or overwrite it with what is in the form."
        ),
    )
    .offering(Offer::Conflict)
}
