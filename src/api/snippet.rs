//! A request as code: JavaScript's `fetch`, and Python without packages.

use exchange::Request;
use serde_json::Value;

use super::address;
use super::cors_attempt::KEY_HEADER;

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

/// The request as code. Secrets are read from the environment.
pub(crate) fn snippet(base: &str, request: &Request, language: CodeLanguage) -> String {
    let url = quoted(&address::url(base, request));
    let method = quoted(&request.method);
    let secret = |name: &str| {
        let mut secrets = SECRET.iter();
        let found = secrets.find(|(secret, _)| secret.eq_ignore_ascii_case(name));
        found.map(|(_, variable)| *variable)
    };
    let headers: Vec<String> = request
        .headers
        .iter()
        .map(|(name, value)| {
            let value = match (secret(name), language) {
                (None, _) => quoted(value),
                (Some(variable), CodeLanguage::Fetch) => format!("process.env.{variable}"),
                (Some(variable), CodeLanguage::Python) => format!("os.environ[\"{variable}\"]"),
            };
            format!("    {}: {value},\n", quoted(name))
        })
        .collect();
    let headers = headers.concat();
    let has_body = !request.body.is_empty();
    let body = quoted(&request.body);
    match language {
        CodeLanguage::Fetch => {
            let body = if has_body {
                format!("  body: {body},\n")
            } else {
                String::new()
            };
            format!(
                "const response = await fetch({url}, {{\n  method: {method},\n  headers: {{\n{headers}  }},\n{body}}});\nconsole.log(response.status, await response.text());\n"
            )
        }
        CodeLanguage::Python => {
            let body = if has_body {
                format!("    data={body}.encode(),\n")
            } else {
                String::new()
            };
            let headers = headers.replace("    \"", "        \"");
            format!(
                "import os\nimport urllib.error\nimport urllib.request\n\nrequest = urllib.request.Request(\n    {url},\n{body}    headers={{\n{headers}    }},\n    method={method},\n)\ntry:\n    with urllib.request.urlopen(request) as response:\n        print(response.status, response.read().decode())\nexcept urllib.error.HTTPError as error:\n    print(error.code, error.read().decode())\n"
            )
        }
    }
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
    fn a_load_has_no_body() {
        for language in [CodeLanguage::Fetch, CodeLanguage::Python] {
            let code = snippet(BASE, &protocol::read("t", "ada"), language);
            assert!(!code.contains("body:") && !code.contains("data="), "{code}");
        }
    }
}
