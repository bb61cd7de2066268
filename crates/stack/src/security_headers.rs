//! Response headers of the console's hosts.
//!
//! One list for all of them: the stack's CloudFront distribution, the local servers, and the documentation for
//! other hosts.

/// A response header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityHeader {
    /// Its name.
    pub name: &'static str,
    /// Its value, for a host that does not know which API the console will call.
    pub value: &'static str,
    /// What it prevents.
    pub purpose: &'static str,
}

/// What the page may connect to besides its own origin, as `index.html` says it: any API, and one on this machine by
/// plain HTTP.
pub const ANY_API: &str = "https: http://localhost:* http://127.0.0.1:*";

/// Name of the header that holds the content security policy.
pub const CONTENT_SECURITY_POLICY: &str = "Content-Security-Policy";

/// All security headers.
///
/// `index.html` has the content security policy as well, except `frame-ancestors`, which a browser ignores in a page.
/// Browsers ignore `Strict-Transport-Security` over plain HTTP.
pub const SECURITY_HEADERS: [SecurityHeader; 6] = [
    SecurityHeader {
        name: CONTENT_SECURITY_POLICY,
        value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                connect-src 'self' https: http://localhost:* http://127.0.0.1:*; base-uri 'none'; form-action 'none'; \
                frame-ancestors 'none'",
        purpose: "Loading or running other files than the console's, and showing the console in a frame.",
    },
    SecurityHeader {
        name: "Strict-Transport-Security",
        value: "max-age=63072000; includeSubDomains",
        purpose: "Plain HTTP, for two years.",
    },
    SecurityHeader {
        name: "X-Content-Type-Options",
        value: "nosniff",
        purpose: "Content type sniffing.",
    },
    SecurityHeader {
        name: "X-Frame-Options",
        value: "DENY",
        purpose: "Showing the console in a frame, in browsers without frame-ancestors.",
    },
    SecurityHeader {
        name: "Referrer-Policy",
        value: "no-referrer",
        purpose: "Sending the console's URL to APIs and linked pages.",
    },
    SecurityHeader {
        name: "Permissions-Policy",
        value: "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        purpose: "Access to devices and payments, which the console never needs.",
    },
];

/// The value of a header of the list; empty for any other name.
#[must_use]
pub fn security_header(name: &str) -> &'static str {
    SECURITY_HEADERS
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))
        .map_or("", |header| header.value)
}

/// The content security policy of a host whose console calls only what `connect` names: sources separated by spaces,
/// such as `https://api.example.org`.
#[must_use]
pub fn content_security_policy(connect: &str) -> String {
    security_header(CONTENT_SECURITY_POLICY).replace(ANY_API, connect)
}
