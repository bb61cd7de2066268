//! Signatures of AWS's published test suite, and others as AWS's own SDK for Python (botocore 1.40) computes them.

#![allow(clippy::unwrap_used)]

use sigv4::{Credentials, Request, Scope, sign};

const HOST: &str = "example.amazonaws.com";
const API: &str = "abc123.execute-api.eu-west-1.amazonaws.com";

fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    given.iter().map(owned).collect()
}

/// A call of the suite, with its key and its time.
struct Case<'a> {
    method: &'a str,
    host: &'a str,
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    headers: &'a [(&'a str, &'a str)],
    body: &'a str,
    token: &'a str,
}

const GET: Case<'_> = Case {
    method: "GET",
    host: HOST,
    path: "/",
    query: &[],
    headers: &[],
    body: "",
    token: "",
};

const POST: Case<'_> = Case {
    method: "POST",
    ..GET
};

impl Case<'_> {
    fn sign(&self) -> Vec<(String, String)> {
        let (query, headers) = (pairs(self.query), pairs(self.headers));
        let request = Request {
            method: self.method,
            host: self.host,
            path: self.path,
            query: &query,
            headers: &headers,
            body: self.body.as_bytes(),
        };
        let credentials = Credentials {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            session_token: self.token,
        };
        let scope = match self.host {
            API => Scope {
                region: "eu-west-1",
                service: "execute-api",
            },
            _ => Scope {
                region: "us-east-1",
                service: "service",
            },
        };
        sign(&request, &credentials, &scope, 1_440_938_160)
    }

    fn is_signed(&self, signed: &str, signature: &str) {
        let added = self.sign();
        assert_eq!(added[0].1, "20150830T123600Z");
        let authorization = &added[1].1;
        let end = format!("SignedHeaders={signed}, Signature={signature}");
        assert!(
            authorization.ends_with(&end),
            "{authorization} is not {end}"
        );
    }
}

const PLAIN: &str = "host;x-amz-date";
const VANILLA: &str = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";

#[test]
fn the_published_suite() {
    GET.is_signed(PLAIN, VANILLA);
    // Paths that come to the same.
    for path in ["", "//", "/./", "/example/.."] {
        Case { path, ..GET }.is_signed(PLAIN, VANILLA);
    }
    let ordered = Case {
        query: &[("Param2", "value2"), ("Param1", "value1")],
        ..GET
    };
    ordered.is_signed(
        PLAIN,
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    );
    let unicode = Case {
        query: &[("ሴ", "bar")],
        ..GET
    };
    unicode.is_signed(
        PLAIN,
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    );
    POST.is_signed(
        PLAIN,
        "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    );
    let with_query = Case {
        query: &[("Param1", "value1")],
        ..POST
    };
    with_query.is_signed(
        PLAIN,
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    );
    let form = Case {
        headers: &[("Content-Type", "application/x-www-form-urlencoded")],
        body: "Param1=value1",
        ..POST
    };
    form.is_signed(
        "content-type;host;x-amz-date",
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    );
    let trimmed = Case {
        headers: &[("My-Header1", " value1"), ("My-Header2", " \"a   b   c\"")],
        ..GET
    };
    trimmed.is_signed(
        "host;my-header1;my-header2;x-amz-date",
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    );
}

#[test]
fn requests_of_an_api() {
    let delete = Case {
        method: "DELETE",
        host: API,
        path: "/prod/",
        query: &[
            ("tablename", "t"),
            ("id", "a\"b'c é😀&x=1+*~"),
            ("id", "a"),
            ("version", "*"),
        ],
        ..GET
    };
    delete.is_signed(
        PLAIN,
        "862452780d8c35af8bb889c951fb61cea82a940548c50d5283bce420dd679280",
    );
    let save = Case {
        host: API,
        path: "/prod/",
        headers: &[("Content-Type", "application/json")],
        body: "{\"id\": \"é😀\"}",
        ..POST
    };
    save.is_signed(
        "content-type;host;x-amz-date",
        "90adc09f153cfd3bb82dbc503e3ca6ddd6a1c1d49dc15bbced12e0e31ef3b4ea",
    );
    let encoded = Case {
        path: "/%E1%88%B4/a%20b/",
        ..GET
    };
    encoded.is_signed(
        PLAIN,
        "6cfa229a5e4f44782f651af17cbf6751960bfc6a08293bdb9f7abd8790a182aa",
    );
    let port = Case {
        host: "127.0.0.1:4566",
        path: "/_aws/execute-api/a/prod/resumes",
        ..GET
    };
    port.is_signed(
        PLAIN,
        "df7c0e99a44576cdfa3f460ea607e6beb052d0230d1cb5b0dc5aca6e782053c1",
    );
}

#[test]
fn a_temporary_key_sends_its_token() {
    let temporary = Case {
        token: "a/token+with==",
        ..POST
    };
    temporary.is_signed(
        "host;x-amz-date;x-amz-security-token",
        "3a0776a01916033b606108c187731661159ef0a9f15b7570c3e23259a51fb854",
    );
    let token = temporary.sign().into_iter().nth(2).unwrap();
    let expected = ("X-Amz-Security-Token", "a/token+with==");
    assert_eq!((token.0.as_str(), token.1.as_str()), expected);
    assert_eq!(POST.sign().len(), 2);
}

#[test]
fn repeated_headers_are_one() {
    let repeated = Case {
        headers: &[("X-A", "1"), ("x-b", "2"), ("x-a", "3")],
        ..GET
    };
    let joined = Case {
        headers: &[("x-b", "2"), ("x-a", "1,3")],
        ..GET
    };
    assert_eq!(repeated.sign(), joined.sign());
}
