//! AWS Signature Version 4 of a request, in its headers.
//!
//! As [AWS describes it](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html), for all services
//! but S3, whose paths are encoded otherwise.
//!
//! ```
//! let request = sigv4::Request {
//!     method: "GET",
//!     host: "abc.execute-api.eu-west-1.amazonaws.com",
//!     path: "/prod/",
//!     query: &[("id".to_owned(), "ada".to_owned())],
//!     headers: &[],
//!     body: b"",
//! };
//! let credentials = sigv4::Credentials {
//!     access_key_id: "AKIDEXAMPLE",
//!     secret_access_key: "secret",
//!     session_token: "",
//! };
//! let scope = sigv4::Scope { region: "eu-west-1", service: "execute-api" };
//! let added = sigv4::sign(&request, &credentials, &scope, 1_440_938_160);
//! assert_eq!(added[0], ("X-Amz-Date".to_owned(), "20150830T123600Z".to_owned()));
//! assert!(added[1].1.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/execute-api/aws4_request, "));
//! ```

mod date;
mod encode;
mod hmac;

use std::fmt::Write;

use sha2::{Digest, Sha256};

pub use date::{date, seconds};
use encode::{canonical_path, canonical_query};
use hmac::hmac;

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// A request as it is sent.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The HTTP method, in capitals.
    pub method: &'a str,
    /// The header `Host`: the host, and the port unless it is the scheme's own.
    pub host: &'a str,
    /// The path, percent-encoded as it is sent.
    pub path: &'a str,
    /// The parameters of the query string, decoded.
    pub query: &'a [(String, String)],
    /// Further headers to sign. A repeated name's values are joined by commas.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
}

/// An access key.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// Its ID, which is sent.
    pub access_key_id: &'a str,
    /// The secret, which is not.
    pub secret_access_key: &'a str,
    /// The session token of a temporary key; empty for none.
    pub session_token: &'a str,
}

/// Where a signature is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The region, such as `eu-west-1`.
    pub region: &'a str,
    /// The service, such as `execute-api`.
    pub service: &'a str,
}

/// The SHA-256 hash, which a sign-in by PKCE needs, too: the browser's own is missing on plain HTTP.
#[must_use]
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The headers to add to a request that is sent so many seconds after 1970: `X-Amz-Date`, `Authorization` and, for a temporary key,
/// `X-Amz-Security-Token`. The signature is valid for five minutes before and after.
#[must_use]
pub fn sign(
    request: &Request<'_>,
    credentials: &Credentials<'_>,
    scope: &Scope<'_>,
    seconds: i64,
) -> Vec<(String, String)> {
    let time = date(seconds);
    let day = time.get(..8).unwrap_or_default();
    let mut added = vec![("X-Amz-Date".to_owned(), time.clone())];
    if !credentials.session_token.is_empty() {
        let token = credentials.session_token.to_owned();
        added.push(("X-Amz-Security-Token".to_owned(), token));
    }
    let headers = canonical_headers(request, &added);
    let signed = signed_headers(&headers);
    let canonical = canonical_request(request, &headers, &signed);
    let place = format!("{day}/{}/{}/aws4_request", scope.region, scope.service);
    let to_sign = format!(
        "{ALGORITHM}\n{time}\n{place}\n{}",
        hex(&Sha256::digest(canonical.as_bytes()))
    );
    let secret = format!("AWS4{}", credentials.secret_access_key);
    let mut key = hmac(secret.as_bytes(), day.as_bytes());
    for part in [scope.region, scope.service, "aws4_request", &to_sign] {
        key = hmac(&key, part.as_bytes());
    }
    let authorization = format!(
        "{ALGORITHM} Credential={}/{place}, SignedHeaders={signed}, Signature={}",
        credentials.access_key_id,
        hex(&key)
    );
    added.insert(1, ("Authorization".to_owned(), authorization));
    added
}

/// The signed headers by their names in lower case, sorted.
fn canonical_headers(request: &Request<'_>, added: &[(String, String)]) -> Vec<(String, String)> {
    let host = ("host".to_owned(), request.host.to_owned());
    let given = request.headers.iter().chain(added);
    let mut headers: Vec<(String, String)> = std::iter::once(&host)
        .chain(given)
        .map(|(name, value)| {
            // Spaces around a value, and several in a row, don't count.
            let words: Vec<&str> = value.split_ascii_whitespace().collect();
            (name.trim().to_ascii_lowercase(), words.join(" "))
        })
        .collect();
    // Stable: repeated headers keep their order.
    headers.sort_by(|(one, _), (other, _)| one.cmp(other));
    headers.dedup_by(|(name, value), (kept, values)| {
        let is_same = name == kept;
        if is_same {
            values.push(',');
            values.push_str(value);
        }
        is_same
    });
    headers
}

fn signed_headers(headers: &[(String, String)]) -> String {
    let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    names.join(";")
}

fn canonical_request(request: &Request<'_>, headers: &[(String, String)], signed: &str) -> String {
    let mut text = format!(
        "{}\n{}\n{}\n",
        request.method,
        canonical_path(request.path),
        canonical_query(request.query)
    );
    for (name, value) in headers {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{name}:{value}");
    }
    let body = hex(&Sha256::digest(request.body));
    let _ = write!(text, "\n{signed}\n{body}");
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
