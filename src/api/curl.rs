//! A request as a command for a terminal.

use exchange::Request;
use format::shell::quoted;

use super::address;
use super::cors_attempt::KEY_HEADER;
use super::sign_in::{self, SignInKind};

/// The line that ends the body. No JSON text has such a line.
const END: &str = "END_OF_RESUME";

/// The request as a command of curl for a POSIX shell.
///
/// A signed request is signed by curl, with the access key in the variables of the AWS CLI; a token is read from `ID_TOKEN`.
///
/// `origin` is the page's: with it the response has the CORS headers that a browser checks. Without `key` the command
/// reads the API key from the variable `API_KEY`.
pub(crate) fn command(base: &str, request: &Request, origin: &str, key: Option<&str>) -> String {
    let mut command = format!("curl -i {}", quoted(&address::url(base, request)));
    let mut option = |text: &str| {
        command.push_str(" \\\n  ");
        command.push_str(text);
    };
    option(&format!("-H {}", quoted(&format!("Origin: {origin}"))));
    if !matches!(request.method.as_str(), "GET" | "POST") {
        option(&format!("-X {}", quoted(&request.method)));
    }
    let has_body = !request.body.is_empty();
    if has_body && request.header("Content-Type").is_none() {
        // Otherwise curl sends a form's type.
        option("-H 'Content-Type:'");
    }
    let signed = sign_in::kind_of(request) == SignInKind::AccessKey;
    if signed {
        // curl signs it anew: a signature holds for five minutes, and this one is not shown.
        let region = match sign_in::region_of(request) {
            Some(region) if region.bytes().all(is_plain) => region,
            _ => "$AWS_REGION",
        };
        option(&format!("--aws-sigv4 \"aws:amz:{region}:execute-api\""));
        option("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"");
    }
    for (name, value) in &request.headers {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if signed && (is("Authorization") || is("X-Amz-Date")) {
            continue;
        }
        if is("Authorization") {
            option("-H \"Authorization: $ID_TOKEN\"");
        } else if is("X-Amz-Security-Token") {
            option("-H \"X-Amz-Security-Token: $AWS_SESSION_TOKEN\"");
        } else if !name.eq_ignore_ascii_case(KEY_HEADER) {
            option(&format!("-H {}", quoted(&format!("{name}: {value}"))));
        } else if let Some(key) = key {
            option(&format!("-H {}", quoted(&format!("{name}: {key}"))));
        } else {
            option(&format!("-H \"{name}: $API_KEY\""));
        }
    }
    if has_body {
        // A long resume would not fit on the command line.
        option(&format!("--data-binary @- <<'{END}'"));
        command.push_str(&format!("\n{}\n{END}", request.body));
    }
    command
}

fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::cors_attempt::{CorsAttempt, without_secrets};

    const BASE: &str = "https://a.org/prod/";
    const ORIGIN: &str = "https://console.example";

    #[test]
    fn a_read() {
        assert_eq!(
            command(BASE, &protocol::read("t", "it's"), ORIGIN, None),
            "curl -i 'https://a.org/prod/?tablename=t&id=it%27s' \\\n  -H 'Origin: https://console.example' \\\n  -H 'Accept: application/json'"
        );
    }

    #[test]
    fn a_delete_names_its_method() {
        let request = protocol::delete("t", "it's", Some("*"));
        assert_eq!(
            command(BASE, &request, ORIGIN, None),
            "curl -i 'https://a.org/prod/?tablename=t&id=it%27s&version=%2A' \\\n  -H 'Origin: https://console.example' \\\n  -X DELETE \\\n  -H 'Accept: application/json'"
        );
    }

    #[test]
    fn a_save_holds_the_body_to_the_letter() {
        let body = r#"{"name": "O'Neil $(rm) `x` \\"}"#;
        let request = protocol::save("t", body.to_owned(), None);
        let command = command(BASE, &request, ORIGIN, None);
        assert!(command.contains("-H 'Content-Type: application/json'"));
        assert!(command.ends_with(&format!("<<'END_OF_RESUME'\n{body}\nEND_OF_RESUME")));
    }

    #[test]
    fn a_save_without_a_type_has_none_in_the_command() {
        let request =
            CorsAttempt::WithoutType.apply(&protocol::save("t", "{}".to_owned(), None), "");
        assert!(command(BASE, &request, ORIGIN, None).contains("-H 'Content-Type:' "));
    }

    #[test]
    fn no_command_holds_a_signature_or_a_token() {
        let with = |headers: &[(&str, &str)]| {
            let mut request = protocol::read("t", "ada");
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            request.headers.extend(headers.iter().map(owned));
            command(BASE, &without_secrets(request), ORIGIN, None)
        };
        let signature = "AWS4-HMAC-SHA256 Credential=AKID/20150830/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=00";
        let signed = with(&[
            ("X-Amz-Date", "20150830T123600Z"),
            ("Authorization", signature),
            ("X-Amz-Security-Token", "the-session"),
        ]);
        assert!(
            signed.contains(
                "--aws-sigv4 \"aws:amz:eu-west-1:execute-api\" \\\n  --user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\""
            ),
            "{signed}"
        );
        assert!(signed.contains("-H \"X-Amz-Security-Token: $AWS_SESSION_TOKEN\""));
        let token = with(&[("Authorization", "ey.the-token")]);
        assert!(token.contains("-H \"Authorization: $ID_TOKEN\""), "{token}");
        for secret in [
            "AKID",
            "Signature",
            "the-session",
            "the-token",
            "X-Amz-Date",
            "••",
        ] {
            assert!(
                !signed.contains(secret) && !token.contains(secret),
                "{secret}"
            );
        }
    }

    #[test]
    fn the_key_is_there_only_when_it_is_given() {
        let request = protocol::save("t", "{}".to_owned(), None);
        let request = without_secrets(CorsAttempt::WithCredentials.apply(&request, "secret"));
        let without = command(BASE, &request, ORIGIN, None);
        assert!(without.contains("-H \"x-api-key: $API_KEY\"") && !without.contains("••"));
        assert!(command(BASE, &request, ORIGIN, Some("it's")).contains(r"-H 'x-api-key: it'\''s'"));
    }
}
