//! MIME types.

/// The MIME type of a `Content-Type` without parameters, in lower case; `application/json` without one. AWS selects a
/// template by it alone.
pub(super) fn mime(content_type: Option<&str>) -> String {
    let mime = content_type
        .and_then(|c| c.split(';').next())
        .map(str::trim)
        .unwrap_or_default();
    if mime.is_empty() {
        "application/json".to_owned()
    } else {
        mime.to_ascii_lowercase()
    }
}

/// The entry for `wanted`.
pub(super) fn find<'a, T>(templates: &'a [(String, T)], wanted: &str) -> Option<&'a (String, T)> {
    templates.iter().find(|(of, _)| mime(Some(of)) == wanted)
}

/// The entry for a request's `Content-Type`, else the one for `$default`.
pub(super) fn request_template<'a, T>(
    templates: &'a [(String, T)],
    content_type: Option<&str>,
) -> Option<&'a (String, T)> {
    find(templates, &mime(content_type)).or_else(|| find(templates, "$default"))
}

/// The entry for a response: the first that the caller's `Accept` lists, else the one for `application/json`, else the
/// first.
pub(super) fn accepted<'a, T>(
    templates: &'a [(String, T)],
    accept: Option<&str>,
) -> Option<&'a (String, T)> {
    let wanted = accept.unwrap_or_default().split(',');
    wanted
        .filter(|part| !part.trim().is_empty())
        .find_map(|part| find(templates, &mime(Some(part))))
        .or_else(|| find(templates, "application/json"))
        .or_else(|| templates.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_do_not_count() {
        assert_eq!(mime(None), "application/json");
        assert_eq!(mime(Some("")), "application/json");
        assert_eq!(
            mime(Some("Application/JSON; charset=utf-8")),
            "application/json"
        );
    }

    #[test]
    fn the_accepted_template_is_found() {
        let templates = [
            ("text/xml".to_owned(), 1),
            ("application/json".to_owned(), 2),
            ("a/b".to_owned(), 3),
        ];
        for (accept, found) in [
            (None, 2),
            (Some("*/*"), 2),
            (Some("x/y, a/b;q=0.5"), 3),
            (Some("text/xml"), 1),
        ] {
            assert_eq!(accepted(&templates, accept).map(|(_, n)| *n), Some(found));
        }
        assert_eq!(accepted(&templates[..1], None).map(|(_, n)| *n), Some(1));
        assert_eq!(accepted::<i32>(&[], None), None);
    }

    #[test]
    fn a_request_has_the_template_for_its_type() {
        let templates = [
            ("application/json;charset=utf-8".to_owned(), 1),
            ("$default".to_owned(), 2),
        ];
        for (content_type, found) in [
            (None, 1),
            (Some("application/json"), 1),
            (Some("application/json; charset=UTF-8"), 1),
            (Some("text/plain"), 2),
        ] {
            let template = request_template(&templates, content_type);
            assert_eq!(template.map(|(_, n)| *n), Some(found));
        }
        assert_eq!(request_template(&templates[..1], Some("text/plain")), None);
    }
}
