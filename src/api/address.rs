//! The URL of a deployed API: whether it is one, and the URL of a request.

use exchange::Request;

/// The API's URL, ending in `/`.
///
/// # Errors
/// A sentence for the user: what is wrong and what to do.
pub(crate) fn check(url: &str) -> Result<String, String> {
    let url = url.trim();
    if url.is_empty() {
        return Err("Enter the API URL: the stack's output APIUrl.".to_owned());
    }
    check_entered(url)
}

#[inline(never)]
fn check_entered(url: &str) -> Result<String, String> {
    let (scheme, rest) = url.split_once("://").ok_or_else(|| {
        "This is not a URL. Enter one such as https://abc123.execute-api.eu-west-1.amazonaws.com/prod/.".to_owned()
    })?;
    if url.contains(char::is_whitespace) {
        return Err("The URL can't contain spaces.".to_owned());
    }
    // They can't be seen, and a terminal into which the call is pasted as a command may act on them.
    if url.contains(char::is_control) {
        return Err("The URL can't contain control characters. Retype it.".to_owned());
    }
    if rest.contains(['?', '#']) {
        return Err(
            "Enter the URL up to the ? or #. The console adds tablename and id.".to_owned(),
        );
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    if authority.contains('@') {
        return Err(
            "Remove the name and password from the URL: they would be sent along.".to_owned(),
        );
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    if !is_host(host) {
        return Err(format!("\"{host}\" is not a host name."));
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return Err("The port must be a number up to 65535.".to_owned());
    }
    if scheme.eq_ignore_ascii_case("http") {
        // The page's content security policy says the same.
        if !matches!(host, "localhost" | "127.0.0.1") {
            return Err(
                "Use https:// (http:// works for localhost and 127.0.0.1 only).".to_owned(),
            );
        }
    } else if !scheme.eq_ignore_ascii_case("https") {
        return Err(format!("Use https://, not {scheme}://."));
    }
    if host.contains(".execute-api.") && path.trim_matches('/').is_empty() {
        return Err("Add the stage, such as …/prod/.".to_owned());
    }
    Ok(if url.ends_with('/') {
        url.to_owned()
    } else {
        format!("{url}/")
    })
}

/// A short name for the API of a URL: `abc123/prod` of API Gateway's own host, or else the host
/// and the path. `None` for what is no URL.
pub(crate) fn short(url: &str) -> Option<String> {
    let url = check(url).ok()?;
    let (_, rest) = url.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    let host = match host.split_once(".execute-api.") {
        Some((id, _)) => id,
        None => host,
    };
    let path = path.trim_end_matches('/');
    Some(match path {
        "" => host.to_owned(),
        _ => format!("{host}/{path}"),
    })
}

/// The region in the address of API Gateway's own host: `https://abc123.execute-api.eu-west-1.amazonaws.com/prod/`.
pub(crate) fn region(base: &str) -> Option<&str> {
    let (_, rest) = base.split_once("://")?;
    let host = rest.split(['/', ':']).next()?;
    let (_, place) = host.split_once(".execute-api.")?;
    let (region, domain) = place.split_once('.')?;
    let is_aws = domain.starts_with("amazonaws.com") || domain.starts_with("api.aws");
    (is_aws && !region.is_empty()).then_some(region)
}

fn is_host(host: &str) -> bool {
    let v6 = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    match v6 {
        Some(address) => address.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty()
                && !host.starts_with(['.', '-'])
                && !host.contains("..")
                && host
                    .chars()
                    .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
        }
    }
}

/// The table's name as it is sent.
///
/// # Errors
/// A sentence for the user.
pub(crate) fn check_table(name: &str) -> Result<String, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("Enter the table name: the stack's output TableName.".to_owned());
    }
    if name.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("The table name can't contain spaces.".to_owned());
    }
    Ok(name.to_owned())
}

/// The API key as it is sent; empty for none.
///
/// # Errors
/// A sentence for the user.
pub(crate) fn check_key(key: &str) -> Result<String, String> {
    let key = key.trim();
    if key.bytes().all(|byte| byte.is_ascii_graphic()) {
        Ok(key.to_owned())
    } else {
        Err("An API key has no spaces and only ASCII characters. Check what you pasted.".to_owned())
    }
}

/// Whether the base of an address is a URL: that of an opened file is its name, and that of the local API is empty.
pub(crate) fn is_url(base: &str) -> bool {
    base.contains("://")
}

/// The URL of a request to the API whose URL [`check`] gave; its path and query alone if the API has no URL.
pub(crate) fn url(base: &str, request: &Request) -> String {
    let base = if is_url(base) { base } else { "" };
    let mut url = base.trim_end_matches('/').to_owned();
    url.push_str(&request.path);
    for (number, (name, value)) in request.query.iter().enumerate() {
        url.push(if number == 0 { '?' } else { '&' });
        encode(name, &mut url);
        url.push('=');
        encode(value, &mut url);
    }
    url
}

/// Names and values as the query of a URL, or as a form's body.
pub(crate) fn form(pairs: &[(&str, &str)]) -> String {
    let mut form = String::new();
    for (name, value) in pairs {
        if !form.is_empty() {
            form.push('&');
        }
        encode(name, &mut form);
        form.push('=');
        encode(value, &mut form);
    }
    form
}

/// Percent-encoding of all but the unreserved characters (RFC 3986, 2.3).
fn encode(text: &str, url: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            url.push(char::from(byte));
        } else {
            url.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_name_tells_apis_apart() {
        for (url, name) in [
            (
                "https://abc123.execute-api.eu-west-1.amazonaws.com/prod/",
                Some("abc123/prod"),
            ),
            (
                "http://localhost:4566/restapis/x/prod",
                Some("localhost:4566/restapis/x/prod"),
            ),
            ("https://api.example.org", Some("api.example.org")),
            ("", None),
            ("https://", None),
        ] {
            assert_eq!(short(url).as_deref(), name, "{url}");
        }
    }

    #[test]
    fn the_region_is_in_the_host() {
        for (url, expected) in [
            (
                "https://abc.execute-api.eu-west-1.amazonaws.com/prod/",
                Some("eu-west-1"),
            ),
            (
                "https://abc.execute-api.cn-north-1.amazonaws.com.cn/p/",
                Some("cn-north-1"),
            ),
            ("https://abc.execute-api.localhost:4566/prod/", None),
            (
                "https://api.example.org/.execute-api.eu.amazonaws.com/",
                None,
            ),
            ("http://127.0.0.1:4566/_aws/execute-api/a/prod/", None),
            ("", None),
        ] {
            assert_eq!(region(url), expected, "{url}");
        }
    }

    #[test]
    fn urls_that_can_be_called() {
        for (url, base) in [
            (
                " https://abc.execute-api.eu-west-1.amazonaws.com/prod ",
                "https://abc.execute-api.eu-west-1.amazonaws.com/prod/",
            ),
            (
                "http://localhost:4566/_aws/execute-api/a/prod/",
                "http://localhost:4566/_aws/execute-api/a/prod/",
            ),
            ("http://127.0.0.1:80", "http://127.0.0.1:80/"),
            ("https://[::1]:8443/x", "https://[::1]:8443/x/"),
            ("HTTPS://example.org", "HTTPS://example.org/"),
        ] {
            assert_eq!(check(url).as_deref(), Ok(base));
        }
    }

    #[test]
    fn urls_that_can_not() {
        for (url, says) in [
            ("", "Enter"),
            ("abc", "not a URL"),
            ("ftp://example.org", "https://"),
            ("http://example.org", "for localhost"),
            ("https://", "not a host name"),
            ("https://exa mple.org", "spaces"),
            ("https://a.org/\u{1b}[2J/", "control characters"),
            ("https://a.org/prod?tablename=x", "up to the ?"),
            ("https://me:secret@a.org/", "password"),
            ("https://a.org:99999/", "port"),
            ("https://a..b/", "not a host name"),
            ("https://[::zz]/", "not a host name"),
            (
                "https://abc.execute-api.eu-west-1.amazonaws.com/",
                "Add the stage",
            ),
        ] {
            let message = check(url).unwrap_err();
            assert!(message.contains(says), "{url}: {message}");
        }
    }

    #[test]
    fn query_strings_are_encoded() {
        let request = protocol::read("my_table", "a b&c=ü/+");
        assert_eq!(
            url("https://a.org/prod/", &request),
            "https://a.org/prod/?tablename=my_table&id=a%20b%26c%3D%C3%BC%2F%2B"
        );
    }

    #[test]
    fn table_names() {
        assert_eq!(check_table(" t ").as_deref(), Ok("t"));
        assert!(check_table("").is_err() && check_table("a b").is_err());
    }

    #[test]
    fn keys() {
        assert_eq!(check_key(" aB3-_= ").as_deref(), Ok("aB3-_="));
        assert_eq!(check_key("").as_deref(), Ok(""));
        assert!(check_key("a b").is_err() && check_key("ключ").is_err());
    }
}
