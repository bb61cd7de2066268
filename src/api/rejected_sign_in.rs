//! What API Gateway says of a signature or a token that it rejects.

use exchange::Request;

use super::sign_in::{SignInKind, kind_of};

/// What to do about a message; `None` for one that is about something else.
pub(super) fn advice(says: &str, request: &Request) -> Option<String> {
    let kind = kind_of(request);
    if let Some(clock) = clock(says) {
        return Some(clock);
    }
    let advice = if says.contains("security token included in the request is expired") {
        "The temporary access key has expired: get another one, with its session token."
    } else if says.contains("security token included in the request is invalid") {
        "AWS does not know this access key ID, or its session token is missing or of another key. A key of another partition (China, GovCloud) is not known either."
    } else if says.contains("signature we calculated does not match") {
        "The secret access key does not belong to this ID, or the region is not the API's. A proxy or a domain name of your own that changes the host or the path breaks the signature, too."
    } else if says.contains("Credential should be scoped to") {
        "The signature is for another region or service: enter the API's region."
    } else if says.contains("not authorized to perform: execute-api:Invoke") {
        "The signature is valid, but no policy of this user or role allows execute-api:Invoke for this method: allow it for the stack's output InvokeArn."
    } else if says.contains("token has expired") {
        "The token has expired: sign in again."
    } else if says.contains("Missing Authentication Token") && kind != SignInKind::Nothing {
        "The request was signed in, so the path or the method is not the API's: check the stage in the URL (…/prod/)."
    } else if says.contains("Authorization header requires") {
        "The method asks for IAM authorization: sign in with an IAM access key, not with a token."
    } else {
        return None;
    };
    Some(advice.to_owned())
}

/// A signature of another time: the message names the request's time first, and AWS's last.
fn clock(says: &str) -> Option<String> {
    if !says.contains("Signature expired") && !says.contains("Signature not yet current") {
        return None;
    }
    let words = says.split(|c: char| !c.is_ascii_alphanumeric());
    let times: Vec<i64> = words.filter_map(sigv4::seconds).collect();
    let (ours, theirs) = (times.first()?, times.last()?);
    let minutes = (theirs - ours).abs().div_euclid(60);
    let direction = if ours < theirs { "behind" } else { "ahead of" };
    let minutes = match minutes {
        1 => "1 minute".to_owned(),
        _ => format!("{} minutes", format::number(minutes as f64)),
    };
    Some(format!(
        "The clock of this device is {minutes} {direction} AWS's, which accepts a difference of 5: set it, and try again."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_the_clocks_is_named() {
        for (says, expected) in [
            (
                "Signature expired: 20261129T210000Z is now earlier than 20261129T215500Z (20261129T220000Z - 5 min.)",
                "60 minutes behind AWS's",
            ),
            (
                "Signature not yet current: 20261129T220601Z is still later than 20261129T220500Z (20261129T220000Z + 5 min.)",
                "6 minutes ahead of AWS's",
            ),
        ] {
            let advice = advice(says, &Request::default()).unwrap();
            assert!(advice.contains(expected), "{advice}");
        }
        assert_eq!(clock("Signature expired"), None);
    }

    #[test]
    fn each_message_is_explained() {
        let plain = protocol::read("t", "ada");
        let mut signed = plain.clone();
        let header = |name: &str| (name.to_owned(), "x".to_owned());
        signed
            .headers
            .extend([header("Authorization"), header("X-Amz-Date")]);
        for (says, expected) in [
            (
                "The security token included in the request is invalid.",
                "access key ID",
            ),
            (
                "The security token included in the request is expired",
                "has expired",
            ),
            (
                "The request signature we calculated does not match the signature you provided.",
                "secret access key",
            ),
            (
                "User: arn:aws:iam::1:user/a is not authorized to perform: execute-api:Invoke on resource: x",
                "InvokeArn",
            ),
            ("Missing Authentication Token", "was signed in"),
            ("The incoming token has expired", "sign in again"),
        ] {
            let advice = advice(says, &signed).unwrap();
            assert!(advice.contains(expected), "{says}: {advice}");
        }
        assert_eq!(advice("Missing Authentication Token", &plain), None);
        assert_eq!(advice("Forbidden", &signed), None);
    }
}
