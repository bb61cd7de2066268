//! Routing of a request to a method.

use crate::api::Method;
use crate::exchange::Request;

/// Parameters of a path, by name.
pub(super) type PathParams = Vec<(String, String)>;

/// The method's index in `methods`, and the parameters of its path. Of the resources that match the path, more literal
/// segments win and a greedy one (`{proxy+}`) comes last; that resource must have the method, or `ANY`.
pub(super) fn find(methods: &[Method], request: &Request) -> Option<(usize, PathParams)> {
    let segments = split(&request.path);
    let best = methods
        .iter()
        .filter_map(|m| matched(&m.path, &segments).map(|(rank, params)| (rank, &m.path, params)))
        .min_by(|a, b| a.0.cmp(&b.0));
    let (_, resource, params) = best?;
    let with = |name: &str| {
        methods
            .iter()
            .position(|m| m.path == *resource && m.http_method.eq_ignore_ascii_case(name))
    };
    with(&request.method)
        .or_else(|| with("ANY"))
        .map(|at| (at, params))
}

fn split(path: &str) -> Vec<&str> {
    let path = path.split('?').next().unwrap_or_default().trim_matches('/');
    if path.is_empty() {
        Vec::new()
    } else {
        path.split('/').collect()
    }
}

/// How a segment of a resource matches, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Literal,
    Variable,
    Greedy,
}

fn matched(resource: &str, segments: &[&str]) -> Option<(Vec<Rank>, PathParams)> {
    let mut rank = Vec::new();
    let mut params = Vec::new();
    let mut left = segments.iter();
    for pattern in split(resource) {
        let name = pattern.strip_prefix('{').and_then(|p| p.strip_suffix('}'));
        match name.map(|name| {
            name.strip_suffix('+')
                .map_or((name, false), |name| (name, true))
        }) {
            Some((name, true)) => {
                let rest: Vec<_> = left.by_ref().map(|segment| decode(segment)).collect();
                if rest.is_empty() {
                    return None;
                }
                params.push((name.to_owned(), rest.join("/")));
                rank.push(Rank::Greedy);
            }
            Some((name, false)) => {
                params.push((name.to_owned(), decode(left.next()?)));
                rank.push(Rank::Variable);
            }
            None if left
                .next()
                .is_some_and(|segment| decode(segment) == pattern) =>
            {
                rank.push(Rank::Literal);
            }
            None => return None,
        }
    }
    left.next().is_none().then_some((rank, params))
}

/// A segment with `%XX` decoded; unchanged if one is invalid.
fn decode(segment: &str) -> String {
    // In a path `+` is a plus, unlike in a form.
    crate::encoding::url_decode(&segment.replace('+', "%2B")).unwrap_or_else(|| segment.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(method: &str, path: &str) -> Option<(usize, PathParams)> {
        let methods: Vec<_> = [
            ("GET", "/"),
            ("GET", "/{proxy+}"),
            ("GET", "/resumes/{id}"),
            ("GET", "/resumes/all"),
            ("ANY", "/resumes/{id}"),
        ]
        .iter()
        .map(|(method, path)| Method {
            http_method: (*method).to_owned(),
            path: (*path).to_owned(),
            ..Method::default()
        })
        .collect();
        find(
            &methods,
            &Request {
                method: method.into(),
                path: path.into(),
                ..Request::default()
            },
        )
    }

    #[test]
    fn the_most_literal_resource_wins() {
        let param = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        assert_eq!(route("GET", "/"), Some((0, vec![])));
        assert_eq!(route("GET", ""), Some((0, vec![])));
        assert_eq!(route("GET", "/resumes/all"), Some((3, vec![])));
        assert_eq!(
            route("GET", "/resumes/a%20b+c"),
            Some((2, param("id", "a b+c")))
        );
        assert_eq!(route("PUT", "/resumes/x"), Some((4, param("id", "x"))));
        assert_eq!(route("GET", "/a/b/c"), Some((1, param("proxy", "a/b/c"))));
        assert_eq!(route("POST", "/"), None);
        assert_eq!(route("PUT", "/resumes/all"), None);
    }
}
