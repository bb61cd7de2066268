//! What an answer means, and what to do about it: in words.

use gateway::Exchange;
use resume::Resume;
use serde_json::Value;

use super::CallError;

/// What was asked of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// To store the resume of this ID.
    Save(String),
    /// To give the resume of this ID.
    Read(String),
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    /// Whether it was done.
    pub(crate) done: bool,
    /// In a sentence.
    pub(crate) title: String,
    /// What to do; empty where there is nothing to be done.
    pub(crate) advice: String,
    /// The resume that was read.
    pub(crate) resume: Option<Box<Resume>>,
}

impl Outcome {
    fn done(title: String) -> Self {
        Self {
            done: true,
            title,
            advice: String::new(),
            resume: None,
        }
    }

    pub(crate) fn failed(title: impl Into<String>, advice: impl Into<String>) -> Self {
        Self {
            done: false,
            title: title.into(),
            advice: advice.into(),
            resume: None,
        }
    }
}

/// What it means that there is no answer.
pub(crate) fn of_error(error: &CallError) -> Outcome {
    match error {
        CallError::Unreachable(says) => Outcome::failed(
            "No answer came, or the browser was not allowed to show it.",
            format!(
                "It does not tell which of the two ({says}). Open the API's URL in a new tab: if something comes, also an error, then the API can be reached and CORS keeps its answer from this page; the API needs an OPTIONS method and the header Access-Control-Allow-Origin on every answer, errors too, as in the template of the Stack page. If nothing comes, the URL, the network or a blocker in the browser is the cause."
            ),
        ),
        CallError::TimedOut => Outcome::failed(
            "No answer came in 30 seconds.",
            "A write may have been done all the same: read the resume back before you try again.",
        ),
        CallError::Cancelled => Outcome::failed(
            "The call was cancelled.",
            "A write may have been done all the same: read the resume back to see.",
        ),
        CallError::NoLocalApi(says) => Outcome::failed(
            "The local API can't be started.",
            format!("The template has no API that can be run: {says}."),
        ),
        CallError::NewerPage => Outcome::failed(
            "A newer version of this page keeps the local table, in another tab.",
            "Reload this page to get it here, too. Your draft is kept.",
        ),
    }
}

/// What an answer means.
pub(crate) fn of_answer(asked: &Asked, exchange: &Exchange) -> Outcome {
    let status = exchange.response.status;
    let body: Result<Value, _> = serde_json::from_str(&exchange.response.body);
    let says = body.as_ref().ok().map(said).unwrap_or_default();
    match status {
        200..=299 => good_status(asked, exchange, body.as_ref().ok(), &says),
        400 => Outcome::failed(
            format!(
                "DynamoDB or the API refused the request: {}",
                or(&says, "it does not say why")
            ),
            "The preview shows what DynamoDB would refuse, and where. A wrong table name is the other usual cause.",
        ),
        401 => Outcome::failed(
            "The API wants to know who is calling.",
            "Its methods have an authorizer. The console sends no credentials: call an API whose methods are open.",
        ),
        403 => forbidden(&says),
        404 => not_found(asked, &says),
        413 => Outcome::failed(
            "The request is too large for the API.",
            "API Gateway takes up to 10 MB, DynamoDB items of up to 400 KB.",
        ),
        415 => Outcome::failed(
            "The API has no mapping template for application/json.",
            "Its integration's request templates must have one for that type. A gateway that compares the type to the letter may also refuse one with a charset behind it.",
        ),
        429 => Outcome::failed(
            "Too many requests at once.",
            "Wait a moment and try again. If it stays so, the usage plan or the account's throttling limit is used up.",
        ),
        500 => Outcome::failed(
            format!("The API failed: {}", or(&says, "Internal server error")),
            "Usually a mapping template that could not be run, or a role that API Gateway can't assume. The execution log says which: locally it is below, for a deployed API it is in CloudWatch once the stage logs.",
        ),
        502..=504 => Outcome::failed(
            format!("The API did not get an answer from DynamoDB ({status})."),
            "It may pass: try again. A write may have been done all the same.",
        ),
        _ => Outcome::failed(
            format!("The API answered with the status {status}. {says}")
                .trim_end()
                .to_owned(),
            "This is no answer of the stack's API. Is it the right URL?",
        ),
    }
}

fn good_status(asked: &Asked, exchange: &Exchange, body: Option<&Value>, says: &str) -> Outcome {
    // The stack of the original article maps every answer of DynamoDB to 200.
    if let Some(kind) = body
        .and_then(|body| body.get("__type"))
        .and_then(Value::as_str)
    {
        let kind = kind.rsplit('#').next().unwrap_or_default();
        return Outcome::failed(
            format!("DynamoDB refused: {}", or(says, kind)),
            match kind {
                "ResourceNotFoundException" => {
                    "There is no table of that name in the API's account and region. Take the name from the stack's output TableName. The status is 200 all the same, since this API maps every answer to it.".to_owned()
                }
                _ if kind.starts_with("AccessDenied") => {
                    "The API's role may not use this table. Is it the table of the same stack?".to_owned()
                }
                _ => format!(
                    "The error is {kind}; the status is 200 all the same, since this API maps every answer to it. The preview shows what DynamoDB would refuse, and where."
                ),
            },
        );
    }
    match asked {
        Asked::Save(id) => match body {
            Some(Value::Object(_)) => Outcome::done(format!("Saved as {id}.")),
            _ => Outcome::failed(
                "The answer is not the one that DynamoDB gives to a write.",
                "It may be some other service's: is it the right URL? Read the resume back to see whether it was stored.",
            ),
        },
        Asked::Read(id) => {
            let text = &exchange.response.body;
            match Resume::from_json(text) {
                Ok(resume) if resume.id.text().is_empty() && !id.is_empty() => Outcome::failed(
                    format!("There is no resume with the ID {id}."),
                    "Or the table's name is wrong: this API answers both with an empty resume.",
                ),
                Ok(resume) => Outcome {
                    resume: Some(Box::new(resume)),
                    ..Outcome::done(format!("Read {id}."))
                },
                Err(error) if error.is_syntax => Outcome::failed(
                    format!("The answer is not JSON: {error}."),
                    "Either it is another service's, or the API's response template does not escape what it prints. The form is as it was.",
                ),
                Err(error) => Outcome::failed(
                    format!("The answer is JSON, but not a resume: {error}."),
                    "The form is as it was.",
                ),
            }
        }
    }
}

fn forbidden(says: &str) -> Outcome {
    let advice = if says.contains("Missing Authentication Token") {
        "That is what API Gateway says where it knows no such path or method: is the stage in the URL (…/prod/), and is the API deployed to it?"
    } else if says.contains("no access to this table") {
        "The API's role may use the table of its own stack only: take the name from the stack's output TableName."
    } else if says == "Forbidden" {
        "The methods want an API key, or a firewall or a resource policy keeps this machine out. The console sends no keys."
    } else {
        "The API's authorization, resource policy or role refuses the call."
    };
    Outcome::failed(
        format!(
            "The API refuses the call (403): {}",
            or(says, "it does not say why")
        ),
        advice,
    )
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

/// What an error's body says.
fn said(body: &Value) -> String {
    ["message", "Message"]
        .iter()
        .find_map(|name| body.get(name)?.as_str())
        .unwrap_or_default()
        .to_owned()
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gateway::Response;

    fn answer(status: u16, body: &str) -> Exchange {
        let response = Response {
            status,
            headers: Vec::new(),
            body: body.to_owned(),
        };
        Exchange {
            response,
            ..Exchange::default()
        }
    }

    fn read(status: u16, body: &str) -> Outcome {
        of_answer(&Asked::Read("ada".to_owned()), &answer(status, body))
    }

    fn save(status: u16, body: &str) -> Outcome {
        of_answer(&Asked::Save("ada".to_owned()), &answer(status, body))
    }

    #[test]
    fn good_answers() {
        assert_eq!(save(200, "{}"), Outcome::done("Saved as ada.".to_owned()));
        let outcome = read(200, r#"{"id": "ada", "name": "Ada"}"#);
        assert!(outcome.done);
        assert_eq!(outcome.resume.unwrap().name.text(), "Ada");
    }

    #[test]
    fn an_error_inside_a_200_is_an_error() {
        let body = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#;
        for outcome in [save(200, body), read(200, body)] {
            assert!(!outcome.done);
            assert!(
                outcome.title.contains("Requested resource not found"),
                "{}",
                outcome.title
            );
            assert!(outcome.advice.contains("TableName"), "{}", outcome.advice);
        }
        let body =
            r#"{"__type":"com.amazon.coral.service#AccessDeniedException","Message":"User: x"}"#;
        assert!(save(200, body).title.contains("User: x"));
    }

    #[test]
    fn an_empty_resume_is_not_the_one_asked_for() {
        let outcome = read(200, r#"{"id": "", "name": "", "skills": []}"#);
        assert!(!outcome.done && outcome.resume.is_none());
        assert!(outcome.title.contains("no resume with the ID ada"));
    }

    #[test]
    fn every_failure_says_what_to_do() {
        for (status, body, says) in [
            (
                400,
                r#"{"message":"The parameter is empty"}"#,
                "parameter is empty",
            ),
            (401, r#"{"message":"Unauthorized"}"#, "authorizer"),
            (
                403,
                r#"{"message":"Missing Authentication Token"}"#,
                "stage in the URL",
            ),
            (403, r#"{"message":"Forbidden"}"#, "API key"),
            (404, r#"{"message":"Not Found"}"#, "APIUrl"),
            (413, "", "10 MB"),
            (
                415,
                r#"{"message":"Unsupported Media Type"}"#,
                "application/json",
            ),
            (429, "", "Wait"),
            (
                500,
                r#"{"message":"Internal server error"}"#,
                "execution log",
            ),
            (504, "", "try again"),
            (302, "<html>", "right URL"),
            (200, "<html>", "another service"),
            (200, "[1]", "not a resume"),
        ] {
            let outcome = read(status, body);
            assert!(
                !outcome.done && !outcome.advice.is_empty(),
                "{status} {body}"
            );
            let words = format!("{} {}", outcome.title, outcome.advice);
            assert!(words.contains(says), "{status} {body}: {words}");
        }
        assert!(!save(200, "<html>").done);
    }
}
