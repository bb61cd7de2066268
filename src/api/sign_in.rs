//! How a deployed API knows its caller, besides an API key: a signature by an IAM access key, or a token.

use exchange::Request;
use sigv4::{Credentials, Scope};

use super::address;
use super::user_pool::{User, UserPoolClient};

/// The service of API Gateway's APIs in a signature.
const SERVICE: &str = "execute-api";
/// What stands for a secret in a request that is shown.
const HIDDEN: &str = "••••••••";

/// The way to sign in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum SignInKind {
    /// None.
    #[default]
    Nothing,
    /// Sign each request with an access key.
    AccessKey,
    /// Sign in on the page of a user pool, and send the ID token from there.
    UserPool,
    /// Send a token.
    Token,
}

impl SignInKind {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 4] = [Self::Nothing, Self::AccessKey, Self::UserPool, Self::Token];

    /// The label of its choice, and its name in storage.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "None",
            Self::AccessKey => "Access key",
            Self::UserPool => "User pool",
            Self::Token => "Token",
        }
    }
}

/// The way to sign in with its secrets, as typed. Not `Debug`: they are never printed.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct SignIn {
    /// Which way.
    pub(crate) kind: SignInKind,
    /// The access key's ID.
    pub(crate) key_id: String,
    /// Its secret.
    pub(crate) secret: String,
    /// The session token of a temporary access key; empty for none.
    pub(crate) session_token: String,
    /// The API's region, where its address does not name it.
    pub(crate) region: String,
    /// The token.
    pub(crate) token: String,
    /// The user pool's app client.
    pub(crate) client: UserPoolClient,
    /// The user who signed in there.
    pub(crate) user: Option<User>,
}

impl SignIn {
    /// Whether there is one.
    pub(crate) fn is_chosen(&self) -> bool {
        self.kind != SignInKind::Nothing
    }

    /// The region of an API at an address.
    pub(crate) fn region_at(&self, base: &str) -> String {
        let named = address::region(base);
        named.unwrap_or_else(|| self.region.trim()).to_owned()
    }

    /// Whether requests to an API can be signed in at that time, in milliseconds since 1970.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn check(&self, base: &str, now: u64) -> Result<(), String> {
        match self.kind {
            SignInKind::Nothing => Ok(()),
            SignInKind::AccessKey => {
                required(&self.key_id, "the access key ID")?;
                required(&self.secret, "the secret access key")?;
                one_word(&self.session_token, "The session token")?;
                let region = self.region_at(base);
                required(&region, "the API's region, such as eu-west-1")
            }
            SignInKind::UserPool => match &self.user {
                Some(user) if user.expires > now => Ok(()),
                Some(_) => Err("The sign-in has expired: sign in again.".to_owned()),
                None => {
                    self.client.checked_page()?;
                    self.client.checked_id()?;
                    Err("Sign in first, on the API page.".to_owned())
                }
            },
            SignInKind::Token => {
                let token = self.token.trim();
                let token = token.strip_prefix("Bearer ").unwrap_or(token);
                required(token, "the token")
            }
        }
    }

    /// The headers that sign a request in, which is sent so many seconds after 1970 to that host and path.
    pub(crate) fn headers(
        &self,
        base: &str,
        (host, path): &(String, String),
        request: &Request,
        seconds: i64,
    ) -> Vec<(String, String)> {
        match self.kind {
            SignInKind::Nothing => Vec::new(),
            SignInKind::UserPool => {
                let user = self.user.iter();
                user.map(|user| ("Authorization".to_owned(), user.token.clone()))
                    .collect()
            }
            SignInKind::Token => {
                let token = self.token.trim().to_owned();
                vec![("Authorization".to_owned(), token)]
            }
            SignInKind::AccessKey => {
                // A browser sends others of its own, and may change them.
                let signed = request.headers.iter();
                let signed: Vec<_> = signed
                    .filter(|(name, _)| name.eq_ignore_ascii_case("Content-Type"))
                    .cloned()
                    .collect();
                let signed = sigv4::Request {
                    method: &request.method,
                    host,
                    path,
                    query: &request.query,
                    headers: &signed,
                    body: request.body.as_bytes(),
                };
                let credentials = Credentials {
                    access_key_id: self.key_id.trim(),
                    secret_access_key: self.secret.trim(),
                    session_token: self.session_token.trim(),
                };
                let scope = Scope {
                    region: &self.region_at(base),
                    service: SERVICE,
                };
                sigv4::sign(&signed, &credentials, &scope, seconds)
            }
        }
    }
}

fn required(text: &str, what: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err(format!("Enter {what}, or choose another sign-in."));
    }
    let what = what.split(',').next().unwrap_or_default();
    let mut letters = what.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    one_word(
        text,
        &format!("{}{}", first.unwrap_or_default(), letters.as_str()),
    )
}

fn one_word(text: &str, what: &str) -> Result<(), String> {
    match text.trim().bytes().all(|byte| byte.is_ascii_graphic()) {
        true => Ok(()),
        false => Err(format!(
            "{what} has no spaces and only ASCII characters. Check what you pasted."
        )),
    }
}

/// How a request was signed in, by its headers.
pub(crate) fn kind_of(request: &Request) -> SignInKind {
    match (
        request.header("Authorization"),
        request.header("X-Amz-Date"),
    ) {
        (None, _) => SignInKind::Nothing,
        (Some(_), Some(_)) => SignInKind::AccessKey,
        (Some(_), None) => SignInKind::Token,
    }
}

/// The region for which a request was signed.
pub(crate) fn region_of(request: &Request) -> Option<&str> {
    let scope = request.header("Authorization")?;
    let scope = scope.split("Credential=").nth(1)?;
    scope.split('/').nth(2).filter(|region| !region.is_empty())
}

/// The value of a header as it may be stored and shown, if it holds a secret: of a signature the day, region and service.
pub(crate) fn hidden(name: &str, value: &str) -> Option<String> {
    if name.eq_ignore_ascii_case("X-Amz-Security-Token") {
        return Some(HIDDEN.to_owned());
    }
    if !name.eq_ignore_ascii_case("Authorization") {
        return None;
    }
    let credential = value.split("Credential=").nth(1);
    let credential = credential.and_then(|text| text.split(',').next());
    let scope = credential.and_then(|text| text.split_once('/'));
    Some(match scope {
        Some((_, scope)) if value.starts_with("AWS4-HMAC-SHA256 ") => {
            format!("AWS4-HMAC-SHA256 Credential={HIDDEN}/{scope}, {HIDDEN}")
        }
        _ => HIDDEN.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://abc.execute-api.eu-west-1.amazonaws.com/prod/";

    fn place() -> (String, String) {
        let host = "abc.execute-api.eu-west-1.amazonaws.com";
        (host.to_owned(), "/prod/".to_owned())
    }

    fn access_key() -> SignIn {
        SignIn {
            kind: SignInKind::AccessKey,
            key_id: " AKIDEXAMPLE ".to_owned(),
            secret: "the-secret".to_owned(),
            session_token: "the-session".to_owned(),
            ..SignIn::default()
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        assert_eq!(SignIn::default().check(BASE, 0), Ok(()));
        assert_eq!(access_key().check(BASE, 0), Ok(()));
        let local = access_key().check("http://127.0.0.1:80/", 0).unwrap_err();
        assert!(local.contains("region"), "{local}");
        for (change, says) in [
            (
                (|one| one.key_id.clear()) as fn(&mut SignIn),
                "the access key ID",
            ),
            (|one| one.secret.clear(), "the secret access key"),
            (
                |one| one.secret.push_str(" x"),
                "The secret access key has no spaces",
            ),
            (|one| one.session_token.push('é'), "The session token has"),
            (|one| one.kind = SignInKind::Token, "the token"),
        ] {
            let mut changed = access_key();
            change(&mut changed);
            let error = changed.check(BASE, 0).unwrap_err();
            assert!(error.contains(says), "{error}");
        }
        let bearer = SignIn {
            kind: SignInKind::Token,
            token: "Bearer ey.x".to_owned(),
            ..SignIn::default()
        };
        assert_eq!(bearer.check(BASE, 0), Ok(()));
    }

    #[test]
    fn no_secret_is_shown() {
        let mut request = protocol::read("t", "ada");
        let headers = access_key().headers(BASE, &place(), &request, 1_440_938_160);
        assert_eq!(headers.len(), 3);
        request.headers.extend(headers);
        assert_eq!(kind_of(&request), SignInKind::AccessKey);
        for (name, value) in &mut request.headers {
            if let Some(shown) = hidden(name, value) {
                *value = shown;
            }
        }
        assert_eq!(
            request.header("authorization"),
            Some(
                "AWS4-HMAC-SHA256 Credential=••••••••/20150830/eu-west-1/execute-api/aws4_request, ••••••••"
            )
        );
        assert_eq!(region_of(&request), Some("eu-west-1"));
        let shown = format!("{request:?}");
        for secret in ["AKIDEXAMPLE", "the-secret", "the-session", "Signature"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        for token in [
            "ey.a.b",
            "Bearer ey",
            "AWS4-HMAC-SHA256 x",
            "Credential=a/b",
        ] {
            assert_eq!(hidden("authorization", token).as_deref(), Some(HIDDEN));
        }
        assert_eq!(hidden("Content-Type", "x"), None);
    }
}
