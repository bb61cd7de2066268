//! Query strings.

use crate::encoding::{url_decode, url_encode};
use exchange::Request;

/// Moves a query string at the end of the path into the request's parameters, before those that it has.
pub(crate) fn split(mut request: Request) -> Request {
    let Some(at) = request.path.find('?') else {
        return request;
    };
    let query = request.path.split_off(at);
    let query = query.strip_prefix('?').unwrap_or_default();
    let mut parameters: Vec<_> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            (decode(name), decode(value))
        })
        .collect();
    parameters.append(&mut request.query);
    request.query = parameters;
    request
}

/// A query string of these parameters.
pub(crate) fn encoded(parameters: &[(String, String)]) -> String {
    let parameters = parameters
        .iter()
        .map(|(name, value)| format!("{}={}", url_encode(name), url_encode(value)));
    parameters.collect::<Vec<_>>().join("&")
}

/// A decoded name or value; as it was sent if an escape is broken.
fn decode(text: &str) -> String {
    url_decode(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_string_is_split_and_decoded() {
        let request = split(Request {
            path: "/a%20b?q=1&q=%C3%A9+x&broken=%zz+1&half=%&none&=v&&p[0]=y?z".to_owned(),
            query: vec![("own".to_owned(), "%41".to_owned())],
            ..Request::default()
        });
        assert_eq!(request.path, "/a%20b");
        let query: Vec<_> = request
            .query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(
            query,
            [
                ("q", "1"),
                ("q", "é x"),
                ("broken", "%zz+1"),
                ("half", "%"),
                ("none", ""),
                ("", "v"),
                ("p[0]", "y?z"),
                ("own", "%41"),
            ]
        );
    }
}
