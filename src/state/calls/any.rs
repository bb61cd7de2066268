//! A request that the user writes, or sends again.

use exchange::Request;

use super::Calls;
use crate::api::cors_attempt::is_secret;
use crate::api::outcome::{Operation, Outcome};

/// The methods that are offered.
pub(crate) const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// What is offered to begin with.
pub(super) fn first() -> Request {
    Request {
        method: "GET".to_owned(),
        path: "/".to_owned(),
        headers: vec![("Accept".to_owned(), "application/json".to_owned())],
        ..Request::default()
    }
}

impl Calls {
    /// Takes a request of the history to edit it. What says who calls is added when it is sent.
    pub(crate) fn edit(self, request: &Request) {
        let mut request = request.clone();
        request
            .headers
            .retain(|(name, _)| !is_secret(name) && !name.eq_ignore_ascii_case("X-Amz-Date"));
        self.draft.set(request);
    }

    /// Sends the request that the user wrote.
    pub(crate) fn send_draft(self) {
        let mut request = self.draft.get_untracked();
        request.path = request.path.trim().to_owned();
        request.headers.retain(|(name, _)| !name.trim().is_empty());
        request.query.retain(|(name, _)| !name.is_empty());
        if let Some(problem) = problem(&request) {
            self.show(Outcome::failed("Not sent.", problem));
            return;
        }
        if matches!(request.method.as_str(), "GET" | "OPTIONS") {
            // A browser sends none with them.
            request.body.clear();
        }
        if let Some(client) = self.client() {
            self.send(client, Operation::Any, request);
        }
    }
}

/// Why a request can't be sent.
fn problem(request: &Request) -> Option<String> {
    let is_token = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if !request.path.starts_with('/') {
        return Some(
            "The path starts with a slash, and stands below the stage: /resumes.".to_owned(),
        );
    }
    if request.path.contains(['?', '#']) || request.path.contains(char::is_whitespace) {
        return Some(
            "The path has no ?, # or space: parameters go into the query string, a space is %20."
                .to_owned(),
        );
    }
    let mut headers = request.headers.iter();
    let bad = headers
        .find(|(name, value)| !name.chars().all(is_token) || value.contains(['\r', '\n', '\0']));
    bad.map(|(name, _)| {
        format!("The header {name} can't be sent: a name has letters, digits and hyphens, a value has one line.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_not_be_sent_is_named() {
        let with = |path: &str, header: (&str, &str)| Request {
            path: path.to_owned(),
            headers: vec![(header.0.to_owned(), header.1.to_owned())],
            ..first()
        };
        assert_eq!(problem(&first()), None);
        assert_eq!(problem(&with("/a/%20b", ("X-A", "1 2"))), None);
        for (path, header) in [
            ("", ("A", "")),
            ("resumes", ("A", "")),
            ("/?id=1", ("A", "")),
            ("/a b", ("A", "")),
            ("/", ("A B", "")),
            ("/", ("A", "1\n2")),
        ] {
            assert!(problem(&with(path, header)).is_some(), "{path} {header:?}");
        }
    }
}
