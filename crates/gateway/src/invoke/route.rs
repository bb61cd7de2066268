//! Routing of a request to a method.

use crate::api::Method;
use exchange::Request;

/// Parameters of a path, by name, as they were sent: percent-encoded.
pub(super) type PathParams = Vec<(String, String)>;

/// The methods that `ANY` stands for.
const ANY: [&str; 7] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/// The method's index in `methods`, and the parameters of its path. Of the resources that match the path and have the
/// method, or `ANY`, the best by segment answers: a literal one before `{name}` before `{name+}`. A resource without the
/// method hides no other.
pub(super) fn find(methods: &[Method], request: &Request) -> Option<(usize, PathParams)> {
    let segments = split(&request.path);
    let candidates = methods.iter().enumerate().filter_map(|(at, method)| {
        let answers = answers(method, &request.method)?;
        let (rank, params) = matched(&method.path, &segments)?;
        Some(((rank, answers), at, params))
    });
    let (_, at, params) = candidates.min_by(|a, b| a.0.cmp(&b.0))?;
    Some((at, params))
}

/// How a method answers an HTTP method, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Answers {
    ByName,
    ByAny,
}

fn answers(method: &Method, name: &str) -> Option<Answers> {
    if method.http_method.eq_ignore_ascii_case(name) {
        Some(Answers::ByName)
    } else if method.http_method.eq_ignore_ascii_case("ANY")
        && ANY.iter().any(|any| any.eq_ignore_ascii_case(name))
    {
        Some(Answers::ByAny)
    } else {
        None
    }
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
                let rest: Vec<_> = left.by_ref().copied().collect();
                if rest.is_empty() {
                    return None;
                }
                params.push((name.to_owned(), rest.join("/")));
                rank.push(Rank::Greedy);
            }
            Some((name, false)) => {
                params.push((name.to_owned(), (*left.next()?).to_owned()));
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
            ("OPTIONS", "/{proxy+}"),
            ("PUT", "/resumes/{id}/{rest+}"),
            ("PUT", "/{a}/all/{b}"),
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
    fn the_best_resource_with_the_method_answers() {
        let param = |name: &str, value: &str| vec![(name.to_owned(), value.to_owned())];
        assert_eq!(route("GET", "/"), Some((0, vec![])));
        assert_eq!(route("GET", ""), Some((0, vec![])));
        assert_eq!(route("GET", "/resumes/all"), Some((3, vec![])));
        assert_eq!(
            route("GET", "/resumes/a%20b+c"),
            Some((2, param("id", "a%20b+c")))
        );
        assert_eq!(route("PUT", "/resumes/x"), Some((4, param("id", "x"))));
        assert_eq!(route("GET", "/a/b/c"), Some((1, param("proxy", "a/b/c"))));
        assert_eq!(route("POST", "/"), None);
        // No resource but the second-best has the method.
        assert_eq!(route("PUT", "/resumes/all"), Some((4, param("id", "all"))));
        assert_eq!(
            route("OPTIONS", "/a"),
            Some((5, param("proxy", "a"))),
            "one preflight for all"
        );
        assert_eq!(route("OPTIONS", "/resumes/x"), Some((4, param("id", "x"))));
        // By segment: the first literal one counts before the number of them.
        assert_eq!(
            route("PUT", "/resumes/all/x").map(|(at, _)| at),
            Some(6),
            "/resumes first"
        );
        assert_eq!(route("TRACE", "/resumes/x"), None, "ANY is seven methods");
    }
}
