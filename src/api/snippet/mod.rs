//! A request as code: JavaScript's `fetch`, and Python without packages.

use exchange::Request;
use serde_json::Value;

use super::address;
use super::cors_attempt::KEY_HEADER;
use super::sign_in::{self, SignInKind};

/// A language for [`snippet`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeLanguage {
    /// JavaScript, in a browser or in node.
    Fetch,
    /// Python 3.
    Python,
}

/// The headers whose values are secrets, and the variables of the environment that have them.
const SECRET: [(&str, &str); 3] = [
    (KEY_HEADER, "API_KEY"),
    ("Authorization", "AUTHORIZATION"),
    ("X-Amz-Security-Token", "AWS_SESSION_TOKEN"),
];

/// How Python signs a request. It needs `url`, `method`, `headers`, `body` and `region`, as the other does.
const SIGN_PY: &str = include_str!("sign.py");
/// How JavaScript does, in node.
const SIGN_JS: &str = include_str!("sign.mjs");

/// The request as code. Secrets are read from the environment; a request signed with an access key is signed each time the code runs.
pub(crate) fn snippet(base: &str, request: &Request, language: CodeLanguage) -> String {
    let is_signed = sign_in::kind_of(request) == SignInKind::AccessKey;
    let headers = headers(request, is_signed, language);
    let url = quoted(&address::url(base, request));
    let method = quoted(&request.method);
    let body = quoted(&request.body);
    let region = quoted(sign_in::region_of(request).unwrap_or_default());
    match (language, is_signed) {
        (CodeLanguage::Fetch, true) => format!(
            "import {{ createHash, createHmac }} from \"node:crypto\";\n\nconst url = {url};\nconst method = {method};\nconst headers = {{\n{headers}}};\nconst body = {body};\nconst region = {region};\n\n{SIGN_JS}\nconst response = await fetch(url, {{ method, headers, body: body || undefined }});\nconsole.log(response.status, await response.text());\n"
        ),
        (CodeLanguage::Fetch, false) => {
            let headers = headers.replace("  \"", "    \"");
            let body = match request.body.is_empty() {
                true => String::new(),
                false => format!("  body: {body},\n"),
            };
            format!(
                "const response = await fetch({url}, {{\n  method: {method},\n  headers: {{\n{headers}  }},\n{body}}});\nconsole.log(response.status, await response.text());\n"
            )
        }
        (CodeLanguage::Python, true) => format!(
            "import datetime\nimport hashlib\nimport hmac\nimport os\nimport urllib.error\nimport urllib.parse\nimport urllib.request\n\nurl = {url}\nmethod = {method}\nheaders = {{\n{headers}}}\nbody = {body}.encode()\nregion = {region}\n\n{SIGN_PY}\nrequest = urllib.request.Request(url, data=body or None, headers=headers, method=method)\n{SEND_PY}"
        ),
        (CodeLanguage::Python, false) => {
            let headers = headers.replace("    \"", "        \"");
            let body = match request.body.is_empty() {
                true => String::new(),
                false => format!("    data={body}.encode(),\n"),
            };
            format!(
                "import os\nimport urllib.error\nimport urllib.request\n\nrequest = urllib.request.Request(\n    {url},\n{body}    headers={{\n{headers}    }},\n    method={method},\n)\n{SEND_PY}"
            )
        }
    }
}

/// How Python sends the request, and prints the response.
const SEND_PY: &str = "try:\n    with urllib.request.urlopen(request) as response:\n        print(response.status, response.read().decode())\nexcept urllib.error.HTTPError as error:\n    print(error.code, error.read().decode())\n";

/// The headers, a line each, without those that a signature adds.
fn headers(request: &Request, is_signed: bool, language: CodeLanguage) -> String {
    let is_added = |name: &str| {
        let mut added = ["Authorization", "X-Amz-Date"].into_iter();
        is_signed && added.any(|other| name.eq_ignore_ascii_case(other))
    };
    let lines = request.headers.iter().filter(|(name, _)| !is_added(name));
    lines
        .map(|(name, value)| {
            let mut secrets = SECRET.iter();
            let secret = secrets.find(|(secret, _)| secret.eq_ignore_ascii_case(name));
            let name = quoted(name);
            match (secret, language) {
                (None, CodeLanguage::Fetch) => format!("  {name}: {},\n", quoted(value)),
                (None, CodeLanguage::Python) => format!("    {name}: {},\n", quoted(value)),
                (Some((_, variable)), CodeLanguage::Fetch) => {
                    format!("  {name}: process.env.{variable},\n")
                }
                (Some((_, variable)), CodeLanguage::Python) => {
                    format!("    {name}: os.environ[\"{variable}\"],\n")
                }
            }
        })
        .collect()
}

/// A string of both languages: JSON's, in ASCII.
fn quoted(text: &str) -> String {
    let json = Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_ascii() && c != '\u{7f}' {
            quoted.push(c);
            continue;
        }
        // Pairs of surrogates, as JavaScript has them, are two characters to Python.
        let mut units = [0; 2];
        for unit in c.encode_utf16(&mut units) {
            quoted.push_str(&format!("\\u{unit:04x}"));
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "https://a.org/prod/";

    #[test]
    fn a_save_in_both_languages_without_its_key() {
        let mut request = protocol::save("t", "{\"name\": \"Zoë\"}".to_owned(), None);
        request
            .headers
            .push((KEY_HEADER.to_owned(), "secret".to_owned()));
        let code = snippet(BASE, &request, CodeLanguage::Fetch);
        assert!(
            code.contains("fetch(\"https://a.org/prod/?tablename=t\""),
            "{code}"
        );
        assert!(
            code.contains("  body: \"{\\\"name\\\": \\\"Zo\\u00eb\\\"}\",\n"),
            "{code}"
        );
        assert!(
            code.contains("process.env.API_KEY") && !code.contains("secret"),
            "{code}"
        );
        let code = snippet(BASE, &request, CodeLanguage::Python);
        assert!(
            code.contains("        \"Accept\": \"application/json\",\n"),
            "{code}"
        );
        assert!(
            code.contains("os.environ[\"API_KEY\"]") && !code.contains("secret"),
            "{code}"
        );
        assert!(code.contains("    data=\"{\\\"name\\\": \\\"Zo\\u00eb\\\"}\".encode(),\n"));
    }

    #[test]
    fn a_signed_request_is_signed_anew() {
        let mut request = protocol::read("t", "ada");
        for (name, value) in [
            ("X-Amz-Date", "20150830T123600Z"),
            (
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/20150830/eu-west-1/execute-api/aws4_request, Signature=00",
            ),
            ("X-Amz-Security-Token", "the-session"),
        ] {
            request.headers.push((name.to_owned(), value.to_owned()));
        }
        for (language, parts) in [
            (
                CodeLanguage::Fetch,
                [
                    "  \"X-Amz-Security-Token\": process.env.AWS_SESSION_TOKEN,\n",
                    "const region = \"eu-west-1\";\n",
                    "process.env.AWS_SECRET_ACCESS_KEY",
                ],
            ),
            (
                CodeLanguage::Python,
                [
                    "    \"X-Amz-Security-Token\": os.environ[\"AWS_SESSION_TOKEN\"],\n",
                    "region = \"eu-west-1\"\n",
                    "os.environ[\"AWS_SECRET_ACCESS_KEY\"]",
                ],
            ),
        ] {
            let code = snippet(BASE, &request, language);
            assert!(parts.iter().all(|part| code.contains(part)), "{code}");
            for old in ["AKID", "20150830", "the-session", "Signature=00"] {
                assert!(!code.contains(old), "{old}: {code}");
            }
        }
    }

    #[test]
    fn a_load_has_no_body() {
        for language in [CodeLanguage::Fetch, CodeLanguage::Python] {
            let code = snippet(BASE, &protocol::read("t", "ada"), language);
            assert!(!code.contains("body:") && !code.contains("data="), "{code}");
        }
    }
}
