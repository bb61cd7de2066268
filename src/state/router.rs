//! Which page the address asks for. The address's fragment carries it, so that any static host
//! serves every page.

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// `#/resume`
    Resume,
    /// `#/api`
    Api,
    /// `#/stack`
    Stack,
}

impl Route {
    /// The pages in the order of the navigation.
    pub(crate) const ALL: [Self; 3] = [Self::Resume, Self::Api, Self::Stack];

    /// What its link is called.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Resume => "Resume",
            Self::Api => "API",
            Self::Stack => "Stack",
        }
    }

    /// The fragment, with its `#`.
    pub(crate) fn href(self) -> &'static str {
        match self {
            Self::Resume => "#/resume",
            Self::Api => "#/api",
            Self::Stack => "#/stack",
        }
    }
}

/// The page for a fragment, and the section of it (`#/resume/skills`). Anything unknown is the
/// resume.
pub(crate) fn route(fragment: &str) -> (Route, Option<&str>) {
    let mut parts = fragment
        .trim_start_matches('#')
        .trim_matches('/')
        .splitn(2, '/');
    let page = match parts.next() {
        Some("api") => Route::Api,
        Some("stack") => Route::Stack,
        _ => Route::Resume,
    };
    (page, parts.next().filter(|section| !section.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_lead_to_pages() {
        assert_eq!(route(""), (Route::Resume, None));
        assert_eq!(route("#/api"), (Route::Api, None));
        assert_eq!(route("#/stack/"), (Route::Stack, None));
        assert_eq!(route("#/resume/skills"), (Route::Resume, Some("skills")));
        assert_eq!(route("#/nowhere"), (Route::Resume, None));
        for page in Route::ALL {
            assert_eq!(route(page.href()).0, page);
        }
    }
}
