//! Messages for calls: what happened and what to do.

use exchange::Exchange;
use resume::Resume;
use serde_json::Value;

use super::cors_attempt::CorsAttempt;
use super::error_response;
use super::listed::ListedPage;
use super::outcome::{Offer, Operation, Outcome, or, shortened};
use super::sign_in::{SignInKind, kind_of};
use super::{CallError, Unanswered};

/// The message for a call without a response.
pub(crate) fn no_response(operation: &Operation, call: &Unanswered) -> Outcome {
    // A save without a response may still have succeeded.
    let after = match operation {
        Operation::Save(_) => "The save may have succeeded. Load the resume to check.",
        Operation::Load(_) => "The form is unchanged.",
        Operation::List(_) => "List the resumes again.",
        Operation::Delete(_) => "The resume may have been deleted. Load it to check.",
        Operation::Any => "What it changes may have been changed.",
    };
    match &call.error {
        CallError::Unreachable(says) => Outcome::failed(
            "Can't reach the server.",
            format!(
                "No server responds at this URL ({says}). Check the URL and your network. {after}"
            ),
        )
        .offering(Offer::Command),
        CallError::BlockedByCors(says) => {
            let also = match CorsAttempt::of(&call.request) {
                CorsAttempt::Plain if call.request.method == "DELETE" => {
                    ", and OPTIONS for DELETE".to_owned()
                }
                CorsAttempt::Plain => String::new(),
                CorsAttempt::WithCredentials => {
                    let method = match call.request.method.as_str() {
                        "DELETE" => "DELETE and ",
                        _ => "",
                    };
                    let headers = match kind_of(&call.request) {
                        SignInKind::Nothing => "header x-api-key",
                        SignInKind::AccessKey => {
                            "headers authorization, x-amz-date and x-amz-security-token"
                        }
                        SignInKind::Token | SignInKind::UserPool => "header authorization",
                    };
                    format!(", and OPTIONS for {method}the {headers}")
                }
                CorsAttempt::WithoutType => {
                    " (a request without a preflight failed, too)".to_owned()
                }
            };
            // API Gateway's own 403 often lacks the header.
            let key = match CorsAttempt::of(&call.request) {
                CorsAttempt::WithCredentials => "",
                _ => " If it requires an API key or a sign-in, enter it.",
            };
            // A path or a method that is not there has no OPTIONS that allows it.
            let missing = match error_response::missing_operation(operation) {
                Some(advice) => format!(" {advice}"),
                None => String::new(),
            };
            Outcome::failed(
                "Blocked by CORS.",
                format!(
                    "The server responds, but does not allow this page to read it ({says}). The API must send Access-Control-Allow-Origin for this origin on every response{also}, as the Stack page's template does.{key}{missing} {after}"
                ),
            )
            .offering(Offer::Command)
        }
        CallError::Redirected => Outcome::failed(
            "The API responded with a redirect.",
            "It was not followed, since the key and the resume would go there too. API Gateway sends no redirects: check the URL.",
        ),
        CallError::TooLong => Outcome::failed(
            "The response is larger than 10 MB.",
            format!("API Gateway sends no more than that: check the URL. {after}"),
        ),
        CallError::TimedOut => Outcome::failed("No response within 30 seconds.", after),
        CallError::Cancelled => Outcome::failed("The call was cancelled.", after),
        CallError::NoLocalApi(says) => Outcome::failed(
            "The local API can't be started.",
            format!("The Stack page's template has no API that can run here: {says}."),
        ),
        CallError::NoEngine(error) => {
            Outcome::failed("The local API did not respond.", format!("{error} {after}"))
        }
        CallError::NewerPage => Outcome::failed(
            "A newer version of this page uses the local table in another tab.",
            "Reload this page to get that version. Your draft is kept.",
        ),
    }
}

/// The message for a response.
pub(crate) fn response(operation: &Operation, exchange: &Exchange) -> Outcome {
    let body: Result<Value, _> = serde_json::from_str(&exchange.response.body);
    let says = body.as_ref().ok().map(said).unwrap_or_default();
    if *operation == Operation::Any {
        return any_response(exchange, &says);
    }
    match exchange.response.status {
        200..=299 => good_status(operation, exchange, body.as_ref().ok(), &says),
        _ => error_response::outcome(operation, exchange, &says),
    }
}

/// The message for the response to a request that the user wrote.
fn any_response(exchange: &Exchange, says: &str) -> Outcome {
    let (request, status) = (&exchange.request, exchange.response.status);
    let line = format!("{} {}", request.method, shortened(&request.path));
    match status {
        200..=299 => Outcome::done(format!("{line}: the API responded.")),
        // API Gateway's words for a path or a method that it does not have.
        403 if says.contains("Missing Authentication Token") => Outcome::failed(
            format!("{line}: the API has no such path or method, or asks for a sign-in."),
            format!("API Gateway says {says} for each of them."),
        ),
        _ => Outcome::failed(format!("{line}: the API responded with an error."), says),
    }
}

/// A save was sent without a preflight.
const WITHOUT_TYPE: &str = "The preflight (OPTIONS) failed, so the resume was sent without Content-Type, which API Gateway treats as JSON. API keys and other protected methods need OPTIONS: deploy the Stack page's template, which adds it.";

fn good_status(
    operation: &Operation,
    exchange: &Exchange,
    body: Option<&Value>,
    says: &str,
) -> Outcome {
    // The published example's stack maps every response of DynamoDB to 200.
    if let Some(kind) = body
        .and_then(|body| body.get("__type"))
        .and_then(Value::as_str)
    {
        let kind = kind.rsplit('#').next().unwrap_or_default();
        return Outcome::failed(
            format!("DynamoDB rejected the request: {}", or(says, kind)),
            match kind {
                "ResourceNotFoundException" => {
                    "No such table in the API's account and region: use the stack's output TableName. This API returns errors with status 200.".to_owned()
                }
                _ if kind.starts_with("AccessDenied") => {
                    "The API's role has no access to this table. Use the table of the same stack.".to_owned()
                }
                _ => format!(
                    "The error is {kind}; this API returns errors with status 200. The preview shows what DynamoDB rejects, and where."
                ),
            },
        );
    }
    match operation {
        // Its response is its own, whatever it is.
        Operation::Any => any_response(exchange, says),
        Operation::List(_) => match body.and_then(ListedPage::from_json) {
            Some(page) => Outcome::done(match (page.resumes.len(), &page.next) {
                (0, None) => "There are no more stored resumes.".to_owned(),
                (1, _) => "Listed 1 resume.".to_owned(),
                (count, _) => format!("Listed {} resumes.", format::count(count)),
            }),
            None => Outcome::failed(
                "The response is not a list of resumes.",
                "It may come from another service, or from an API with another list: check the URL.",
            ),
        },
        Operation::Delete(id) => match body {
            Some(Value::Object(_)) => Outcome::done(format!("Deleted {id}.")),
            _ => Outcome::failed(
                "The response is not the API's.",
                "It may come from another service: check the URL. Load the resume to see whether it was deleted.",
            ),
        },
        Operation::Save(id) => match body {
            Some(Value::Object(_)) => Outcome {
                advice: match CorsAttempt::of(&exchange.request) {
                    CorsAttempt::WithoutType => WITHOUT_TYPE.to_owned(),
                    _ => String::new(),
                },
                ..Outcome::done(format!("Saved as {id}."))
            },
            _ => Outcome::failed(
                "The response is not DynamoDB's.",
                "It may come from another service: check the URL. Load the resume to see whether it was saved.",
            ),
        },
        Operation::Load(id) => {
            let text = &exchange.response.body;
            match Resume::from_json(text) {
                Ok(resume) if resume.id.text().is_empty() && !id.is_empty() => Outcome::failed(
                    format!("There is no resume with the ID {id}."),
                    "Or the table name is wrong: this API returns an empty resume in both cases.",
                ),
                Ok(resume) if resume.id.text() != *id => Outcome::failed(
                    format!(
                        "The API returned the resume {}, not {id}.",
                        shortened(&resume.id.text())
                    ),
                    "The form is unchanged. If you use this resume, saving it asks first.",
                )
                .offering(Offer::OtherResume)
                .holding(resume),
                Ok(resume) => Outcome::done(format!("Loaded {id}.")).holding(resume),
                Err(error) if error.is_syntax => Outcome::failed(
                    match text.trim_start().starts_with('<') {
                        true => "The response is an HTML page, not JSON.".to_owned(),
                        false => format!(
                            "The response is not JSON: {}.",
                            shortened(&error.to_string())
                        ),
                    },
                    "It comes from another service, or the response template does not escape its values. The form is unchanged.",
                ),
                Err(error) => Outcome::failed(
                    format!(
                        "The response is JSON, but not a resume: {}.",
                        shortened(&error.to_string())
                    ),
                    "The form is unchanged. Check the URL and the API's response template.",
                ),
            }
        }
    }
}

/// The message in an error's body.
fn said(body: &Value) -> String {
    let text = ["message", "Message"]
        .iter()
        .find_map(|name| body.get(name)?.as_str());
    shortened(text.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::outcome::ListStart;
    use exchange::Response;

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
        response(&Operation::Load("ada".to_owned()), &answer(status, body))
    }

    fn save(status: u16, body: &str) -> Outcome {
        response(&Operation::Save("ada".to_owned()), &answer(status, body))
    }

    #[test]
    fn good_answers() {
        assert_eq!(save(200, "{}"), Outcome::done("Saved as ada.".to_owned()));
        let outcome = read(200, r#"{"id": "ada", "name": "Ada"}"#);
        assert!(outcome.done);
        assert_eq!(outcome.resume.unwrap().name.text(), "Ada");
    }

    #[test]
    fn a_list_and_a_delete_are_explained() {
        let list = Operation::List(ListStart::default());
        let delete = Operation::Delete("ada".to_owned());
        let page = answer(
            200,
            r#"{"resumes": [{"id": "ada"}, {"id": "ben"}], "next": null}"#,
        );
        assert_eq!(response(&list, &page).title, "Listed 2 resumes.");
        assert!(!response(&list, &answer(200, r#"{"id": "ada"}"#)).done);
        assert_eq!(response(&delete, &answer(200, "{}")).title, "Deleted ada.");
        assert!(!response(&delete, &answer(200, "<html>")).done);
        let gone = answer(404, r#"{"message": "There is no resume with this id."}"#);
        let gone = response(&delete, &gone);
        assert!(gone.title.contains("no resume with the ID ada"), "{gone:?}");
        // A stack without the operation.
        let missing = answer(403, r#"{"message":"Missing Authentication Token"}"#);
        for (operation, setting) in [(&list, "List resumes"), (&delete, "Delete resumes")] {
            for missing in [&missing, &answer(404, "{}")] {
                let outcome = response(operation, missing);
                assert!(outcome.advice.contains(setting), "{outcome:?}");
                assert_eq!(outcome.offer, Offer::AddOperation);
            }
            let unanswered = Unanswered {
                request: protocol::delete("t", "ada", None),
                error: CallError::BlockedByCors(String::new()),
            };
            let blocked = no_response(operation, &unanswered).advice;
            assert!(blocked.contains(setting), "{blocked}");
        }
    }

    #[test]
    fn a_delete_of_another_version_asks() {
        let delete = Operation::Delete("ada".to_owned());
        let body = r#"{"message":"x","type":"ConditionalCheckFailedException"}"#;
        let known = response(&delete, &sent(answer(409, body), "", "7"));
        assert!(known.title.contains("was saved elsewhere"), "{known:?}");
        let unknown = response(&delete, &sent(answer(409, body), "", ""));
        assert!(unknown.title.contains("has a version"), "{unknown:?}");
        assert_eq!(
            (known.offer, unknown.offer),
            (Offer::DeleteAnyway, Offer::DeleteAnyway)
        );
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
    fn another_resume_is_not_the_one_asked_for() {
        let outcome = read(200, r#"{"id": "somebody-else", "name": "Eve"}"#);
        assert!(!outcome.done);
        assert_eq!(outcome.offer, Offer::OtherResume);
        assert_eq!(
            outcome.title,
            "The API returned the resume somebody-else, not ada."
        );
        assert_eq!(outcome.resume.unwrap().name.text(), "Eve");
    }

    #[test]
    fn what_was_asked_says_what_a_missing_answer_means() {
        let request = protocol::read("t", "ada");
        for error in [
            CallError::TimedOut,
            CallError::Cancelled,
            CallError::TooLong,
        ] {
            let unanswered = Unanswered {
                request: request.clone(),
                error,
            };
            let saved = no_response(&Operation::Save("ada".to_owned()), &unanswered);
            assert!(saved.advice.contains("may have succeeded"), "{saved:?}");
            let loaded = no_response(&Operation::Load("ada".to_owned()), &unanswered);
            assert!(loaded.advice.contains("form is unchanged"), "{loaded:?}");
        }
    }

    #[test]
    fn an_empty_resume_is_not_the_one_asked_for() {
        let outcome = read(200, r#"{"id": "", "name": "", "skills": []}"#);
        assert!(!outcome.done && outcome.resume.is_none());
        assert!(outcome.title.contains("no resume with the ID ada"));
    }

    /// The call of [`save`], sent with such a header or parameter.
    fn sent(mut call: Exchange, header: &str, version: &str) -> Exchange {
        call.request.method = "POST".to_owned();
        if !header.is_empty() {
            let header = (header.to_owned(), "x".to_owned());
            call.request.headers.push(header);
        }
        if !version.is_empty() {
            let version = ("version".to_owned(), version.to_owned());
            call.request.query.push(version);
        }
        call
    }

    #[test]
    fn a_save_without_a_type_says_so() {
        let operation = Operation::Save("ada".to_owned());
        let usual = sent(answer(200, "{}"), "Content-Type", "");
        assert_eq!(response(&operation, &usual).advice, "");
        let outcome = response(&operation, &sent(answer(200, "{}"), "", ""));
        assert!(outcome.done && outcome.advice.contains("preflight"));
        assert!(outcome.advice.contains("deploy"), "{}", outcome.advice);
    }

    #[test]
    fn a_sign_in_is_asked_for_where_it_can_be_given() {
        let operation = Operation::Save("ada".to_owned());
        for (status, body) in [
            (401, r#"{"message":"Unauthorized"}"#),
            (403, r#"{"message":"Missing Authentication Token"}"#),
        ] {
            let deployed = answer(status, body);
            assert_eq!(response(&operation, &deployed).offer, Offer::SignIn);
            let local = Exchange {
                log: vec!["Execution log for request 1".to_owned()],
                ..deployed
            };
            let outcome = response(&operation, &local);
            assert!(outcome.title.starts_with("Sign-in required"), "{outcome:?}");
            assert_eq!(outcome.offer, Offer::Nothing);
        }
        let rejected = answer(
            403,
            r#"{"message":"The security token included in the request is invalid."}"#,
        );
        assert_eq!(response(&operation, &rejected).offer, Offer::SignIn);
    }

    #[test]
    fn a_refused_key_is_another_thing_than_none() {
        let operation = Operation::Save("ada".to_owned());
        let forbidden = answer(403, r#"{"message":"Forbidden"}"#);
        let without = response(&operation, &sent(forbidden.clone(), "Content-Type", ""));
        assert!(without.advice.contains("requires an API key"));
        let with = response(&operation, &sent(forbidden, "x-api-key", ""));
        assert!(with.advice.contains("rejected this API key"));
        assert_eq!((without.offer, with.offer), (Offer::Key, Offer::Key));
    }

    #[test]
    fn a_conflict_has_ways_out() {
        let operation = Operation::Save("ada".to_owned());
        let body = r#"{"message":"The conditional request failed","type":"ConditionalCheckFailedException"}"#;
        let later = response(&operation, &sent(answer(409, body), "Content-Type", "7"));
        assert!(later.title.contains("was saved elsewhere"));
        let unread = response(&operation, &sent(answer(409, body), "Content-Type", ""));
        assert!(
            unread
                .title
                .contains("A resume with the ID ada already exists")
        );
        assert_eq!(
            (later.offer, unread.offer),
            (Offer::Conflict, Offer::Conflict)
        );
        assert_eq!(read(409, "{}").offer, Offer::Nothing);
    }

    #[test]
    fn no_answer_offers_the_command_and_says_what_was_tried() {
        let unanswered = |request| Unanswered {
            request,
            error: CallError::BlockedByCors("TypeError: Failed to fetch".to_owned()),
        };
        let save = protocol::save("t", "{}".to_owned(), None);
        let operation = Operation::Save("ada".to_owned());
        let outcome = no_response(
            &operation,
            &unanswered(CorsAttempt::WithoutType.apply(&save, "")),
        );
        assert!(outcome.advice.contains("without a preflight failed"));
        assert_eq!(outcome.offer, Offer::Command);
        let outcome = no_response(
            &operation,
            &unanswered(CorsAttempt::WithCredentials.apply(&save, "x")),
        );
        assert!(outcome.advice.contains("x-api-key"));
        let outcome = no_response(&operation, &unanswered(save));
        assert!(outcome.advice.contains("(TypeError: Failed to fetch)"));
        let save = protocol::save("t", "{}".to_owned(), None);
        let outcome = no_response(
            &operation,
            &Unanswered {
                request: save,
                error: CallError::Unreachable("TypeError: Failed to fetch".to_owned()),
            },
        );
        assert_eq!(outcome.title, "Can't reach the server.");
        assert!(outcome.advice.contains("may have succeeded"));
    }

    #[test]
    fn every_failure_says_what_to_do() {
        for (status, body, says) in [
            (
                400,
                r#"{"message":"The parameter is empty"}"#,
                "parameter is empty",
            ),
            (400, r#"{"message":"Invalid request body"}"#, "validation"),
            (
                400,
                r#"{"message":"Missing required request parameters: [id]"}"#,
                "[id]",
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
            (409, "", "try again"),
            (429, r#"{"message":"Too Many Requests"}"#, "raise the limit"),
            (429, r#"{"message":"Limit Exceeded"}"#, "quota"),
            (
                500,
                r#"{"message":"Internal server error"}"#,
                "execution log",
            ),
            (504, "", "try again"),
            (302, "<html>", "Check the URL"),
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

    #[test]
    fn a_message_of_any_length_is_a_sentence() {
        let long = serde_json::json!({"message": "ü".repeat(1 << 20)}).to_string();
        for outcome in [save(400, &long), read(500, &long), read(302, &long)] {
            assert!(outcome.title.len() < 1_200, "{}", outcome.title.len());
        }
    }
}
