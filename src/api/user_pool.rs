//! Signing in on the page of a Cognito user pool: the authorization code flow with PKCE.
//!
//! Sources: RFC 7636 and Cognito's endpoints `/oauth2/authorize` and `/oauth2/token`
//! (<https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints.html>).

use exchange::{Request, Response};
use serde_json::Value;

use super::address;

/// The pool's app client and its sign-in page, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UserPoolClient {
    /// The URL of the sign-in page: the stack's output `SignInUrl`.
    pub(crate) page: String,
    /// The app client's ID: `UserPoolClientId`.
    pub(crate) id: String,
}

/// A user who is signed in. Not `Debug`: the token is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct User {
    /// The ID token.
    pub(crate) token: String,
    /// Who it is: the email address, or the name in the pool.
    pub(crate) name: String,
    /// When the token expires, in milliseconds since 1970.
    pub(crate) expires: u64,
}

/// A sign-in under way: the tab keeps it while its page is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PendingSignIn {
    /// The address of the API, as [`address::check`] gives it.
    pub(crate) base: String,
    /// The app client.
    pub(crate) client: UserPoolClient,
    /// What the sign-in page returns unchanged.
    pub(crate) state: String,
    /// The random value that only this page knows.
    pub(crate) verifier: String,
}

impl UserPoolClient {
    /// The sign-in page's URL, without a slash at its end.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn checked_page(&self) -> Result<String, String> {
        if self.page.trim().is_empty() {
            return Err("Enter the sign-in page: the stack's output SignInUrl.".to_owned());
        }
        let page = address::check(&self.page).map_err(|error| format!("Sign-in page: {error}"))?;
        Ok(page.trim_end_matches('/').to_owned())
    }

    /// The ID.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn checked_id(&self) -> Result<&str, String> {
        let id = self.id.trim();
        if id.is_empty() {
            return Err("Enter the app client ID: the stack's output UserPoolClientId.".to_owned());
        }
        match id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"_+".contains(&byte))
        {
            true => Ok(id),
            false => Err(
                "The app client ID has letters and digits only. Check what you pasted.".to_owned(),
            ),
        }
    }
}

impl PendingSignIn {
    /// The URL at which the user signs in. `challenge` is the hash of the verifier.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn url(&self, challenge: &str, own_page: &str) -> Result<String, String> {
        let page = self.client.checked_page()?;
        let query = address::form(&[
            ("response_type", "code"),
            ("client_id", self.client.checked_id()?),
            ("redirect_uri", own_page),
            ("scope", "openid email"),
            ("code_challenge_method", "S256"),
            ("code_challenge", challenge),
            ("state", &self.state),
        ]);
        Ok(format!("{page}/oauth2/authorize?{query}"))
    }

    /// The code that the sign-in page returned.
    ///
    /// # Errors
    /// A sentence for the user: there is none.
    pub(crate) fn code<'v>(&self, returned: &'v [(String, String)]) -> Result<&'v str, String> {
        let value = |name: &str| {
            let mut values = returned.iter();
            values
                .find(|(other, _)| other == name)
                .map(|(_, value)| &**value)
        };
        if value("state") != Some(&self.state) {
            return Err(
                "What the sign-in page returned does not belong to this sign-in. Sign in again."
                    .to_owned(),
            );
        }
        value("code").ok_or_else(|| {
            let says = value("error_description")
                .or(value("error"))
                .unwrap_or("no reason given");
            format!(
                "The sign-in was not completed: {}. Sign in again.",
                says.trim_end_matches('.')
            )
        })
    }

    /// The URL and the request that exchange the code for the token.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn exchange(&self, code: &str, own_page: &str) -> Result<(String, Request), String> {
        let body = address::form(&[
            ("grant_type", "authorization_code"),
            ("client_id", self.client.checked_id()?),
            ("code", code),
            ("redirect_uri", own_page),
            ("code_verifier", &self.verifier),
        ]);
        let form = "application/x-www-form-urlencoded".to_owned();
        let request = Request {
            method: "POST".to_owned(),
            headers: vec![("Content-Type".to_owned(), form)],
            body,
            ..Request::default()
        };
        Ok((
            format!("{}/oauth2/token", self.client.checked_page()?),
            request,
        ))
    }
}

/// The user in a response to [`PendingSignIn::exchange`] at that time, in milliseconds since 1970. `decode` reads base64 as URLs have it.
///
/// # Errors
/// A sentence for the user.
pub(crate) fn user(
    response: &Response,
    now: u64,
    decode: impl Fn(&str) -> Option<String>,
) -> Result<User, String> {
    let body: Value = serde_json::from_str(&response.body).unwrap_or_default();
    let Some(token) = body["id_token"].as_str() else {
        let says = match body["error"].as_str() {
            Some(error) => format!("\"{error}\""),
            None => format!("status {}", response.status),
        };
        return Err(format!(
            "The user pool gave no token ({says}): the app client ID, or how long ago you signed in. Sign in again."
        ));
    };
    let claims = token.split('.').nth(1).and_then(decode);
    let claims: Value = claims
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let name = claims["email"]
        .as_str()
        .or(claims["cognito:username"].as_str());
    // Cognito's own default where it does not say.
    let seconds = body["expires_in"].as_u64().unwrap_or(3_600);
    Ok(User {
        token: token.to_owned(),
        name: name.unwrap_or("a user of the pool").to_owned(),
        expires: now.saturating_add(seconds.saturating_mul(1_000)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending() -> PendingSignIn {
        PendingSignIn {
            base: "https://a.example/".to_owned(),
            client: UserPoolClient {
                page: " https://resume-1.auth.eu-west-1.amazoncognito.com/ ".to_owned(),
                id: "1example23456789".to_owned(),
            },
            state: "the-state".to_owned(),
            verifier: "the-verifier".to_owned(),
        }
    }

    fn returned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn the_url_and_the_request_are_those_of_the_flow() {
        assert_eq!(
            pending().url("the-hash", "http://localhost:8080/").unwrap(),
            "https://resume-1.auth.eu-west-1.amazoncognito.com/oauth2/authorize?response_type=code&client_id=1example23456789\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F&scope=openid%20email&code_challenge_method=S256\
             &code_challenge=the-hash&state=the-state"
        );
        let (url, request) = pending()
            .exchange("a code", "http://localhost:8080/")
            .unwrap();
        assert_eq!(
            url,
            "https://resume-1.auth.eu-west-1.amazoncognito.com/oauth2/token"
        );
        assert_eq!(
            request.body,
            "grant_type=authorization_code&client_id=1example23456789&code=a%20code\
             &redirect_uri=http%3A%2F%2Flocalhost%3A8080%2F&code_verifier=the-verifier"
        );
    }

    #[test]
    fn what_is_missing_or_no_url_is_named() {
        for (page, id, says) in [
            ("", "a", "SignInUrl"),
            ("resume-1", "a", "Sign-in page: This is not a URL"),
            ("http://example.org", "a", "Sign-in page: Use https://"),
            ("https://example.org", " ", "UserPoolClientId"),
            ("https://example.org", "a b", "letters and digits"),
        ] {
            let client = UserPoolClient {
                page: page.to_owned(),
                id: id.to_owned(),
            };
            let sign_in = PendingSignIn {
                client,
                ..pending()
            };
            let error = sign_in.url("x", "http://localhost/").unwrap_err();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn only_the_answer_to_this_sign_in_has_a_code() {
        let code = |pairs: &[(&str, &str)]| pending().code(&returned(pairs)).map(str::to_owned);
        assert_eq!(
            code(&[("state", "the-state"), ("code", "c")]),
            Ok("c".to_owned())
        );
        let error = code(&[("state", "another"), ("code", "c")]).unwrap_err();
        assert!(error.contains("does not belong"), "{error}");
        let cancelled = [
            ("error", "access_denied"),
            ("error_description", "User cancelled."),
        ];
        let error = code(&[&[("state", "the-state")], &cancelled[..]].concat()).unwrap_err();
        assert_eq!(
            error,
            "The sign-in was not completed: User cancelled. Sign in again."
        );
    }

    #[test]
    fn the_user_is_read_from_the_token() {
        let response = |body: &str| Response {
            status: 400,
            body: body.to_owned(),
            ..Response::default()
        };
        let decode =
            |text: &str| (text == "claims").then(|| r#"{"email": "ada@example.org"}"#.to_owned());
        let body = r#"{"id_token": "a.claims.b", "expires_in": 60}"#;
        let read = user(&response(body), 1_000, decode).ok().unwrap();
        assert_eq!(
            (&*read.name, read.expires, &*read.token),
            ("ada@example.org", 61_000, "a.claims.b")
        );
        let read = user(&response(r#"{"id_token": "x"}"#), 0, decode)
            .ok()
            .unwrap();
        assert_eq!(
            (&*read.name, read.expires),
            ("a user of the pool", 3_600_000)
        );
        for (body, says) in [
            (r#"{"error": "invalid_grant"}"#, "\"invalid_grant\""),
            ("<html>", "status 400"),
        ] {
            let error = user(&response(body), 0, decode).err().unwrap();
            assert!(error.contains(says), "{error}");
        }
    }
}
