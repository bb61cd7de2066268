//! Who calls: `$context.identity` of a signed request, `$context.authorizer` of a token. Neither is verified here, so that
//! placeholders stand for what only AWS knows.

use std::rc::Rc;

use vtl::Value;
use vtl::value::{Map, Order, Printed, Str};

use super::hash_map;
use crate::encoding::base64_decode;
use crate::environment::Environment;
use crate::json;
use exchange::Request;

/// The IAM user who signs a request.
pub(super) struct Signer {
    pub(super) account_id: String,
    /// `caller` and `user`: the unique ID of the user.
    pub(super) id: String,
    pub(super) arn: String,
    pub(super) access_key: String,
}

impl Signer {
    /// The signer of a request for a method with the authorization `AWS_IAM`.
    pub(super) fn of_call(
        environment: &Environment,
        request: &Request,
        authorization: &str,
    ) -> Option<Self> {
        if authorization != "AWS_IAM" {
            return None;
        }
        let sent = request.header("Authorization").unwrap_or_default();
        let key = sent
            .split_once("Credential=")
            .and_then(|(_, credential)| credential.split('/').next());
        Some(Self {
            account_id: environment.account_id.clone(),
            id: "AIDALOCALUSER00000000".to_owned(),
            arn: format!("arn:aws:iam::{}:user/local", environment.account_id),
            access_key: key.unwrap_or("AKIALOCALUSER0000000").to_owned(),
        })
    }
}

/// `$context.authorizer`: the claims of the token of a user pool, which are text, or the principal of a Lambda authorizer.
pub(super) fn authorizer(request: &Request, authorization: &str) -> Option<Value> {
    match authorization {
        "COGNITO_USER_POOLS" => {
            let sent = request.header("Authorization").unwrap_or_default();
            let claims = claims(sent).unwrap_or_else(|| {
                hash_map(vec![
                    ("sub", Value::from("00000000-0000-4000-8000-000000000000")),
                    ("cognito:username", Value::from("local")),
                    ("email", Value::from("local@example.com")),
                ])
            });
            Some(hash_map(vec![("claims", claims)]))
        }
        "CUSTOM" => Some(hash_map(vec![("principalId", Value::from("local"))])),
        _ => None,
    }
}

/// The claims of a JSON web token. Those that are no text are their JSON.
#[inline(never)]
fn claims(token: &str) -> Option<Value> {
    let token = token.strip_prefix("Bearer ").unwrap_or(token);
    let payload = token.split('.').nth(1)?;
    let payload = payload.replace('-', "+").replace('_', "/");
    let payload = String::from_utf8(base64_decode(&payload)?).ok()?;
    let Ok(Value::Map(payload)) = json::read(&Str::from(payload.as_str())) else {
        return None;
    };
    let claims = Map::new(Printed::Java, Order::JavaHash);
    for (name, claim) in payload.entries().iter() {
        let Value::String(name) = name else { continue };
        let text = match claim {
            Value::String(text) => Value::String(text.clone()),
            other => Value::from(json::write(other).ok()?.as_str()),
        };
        claims.insert(name.clone(), text);
    }
    Some(Value::Map(Rc::new(claims)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_text() {
        // {"sub":"u-1","cognito:groups":["a","b"],"exp":7}
        let token = "e30.eyJzdWIiOiJ1LTEiLCJjb2duaXRvOmdyb3VwcyI6WyJhIiwiYiJdLCJleHAiOjd9.x";
        for token in [token.to_owned(), format!("Bearer {token}")] {
            let Some(Value::Map(claims)) = claims(&token) else {
                panic!("{token} has claims")
            };
            for (name, text) in [
                ("sub", "u-1"),
                ("cognito:groups", r#"["a","b"]"#),
                ("exp", "7"),
            ] {
                let is_text = matches!(claims.get(name), Some(Value::String(claim)) if claim.as_str() == text);
                assert!(is_text, "{name}");
            }
        }
        for other in ["", "local", "a.b.c", "a.W10.c"] {
            assert!(claims(other).is_none(), "{other}");
        }
    }
}
