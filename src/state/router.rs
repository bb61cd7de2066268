//! The view of the URL's fragment, so that any static host serves every view.

use view::prelude::AnyView;

use super::document::DocumentId;
use super::opening::Kind;

/// A view of the console: a row of [`ROUTES`](crate::routes::ROUTES).
#[derive(Debug)]
pub(crate) struct Route {
    /// The text of its link.
    pub(crate) title: &'static str,
    /// The fragment of its address, without `#/`.
    pub(crate) fragment: &'static str,
    /// Draws it.
    pub(crate) view: fn() -> AnyView,
    /// The document that the keys for undo and redo are for: one that the view shows.
    pub(crate) document: Option<DocumentId>,
    /// What a file is opened as that is dropped on it, if the file does not tell.
    pub(crate) expects: Kind,
    /// Whether it stays in the page while another view is shown, with its inputs and its scroll position.
    pub(crate) stays: bool,
}

impl Route {
    /// The address of its link.
    pub(crate) fn href(&self) -> String {
        format!("#/{}", self.fragment)
    }
}

impl PartialEq for Route {
    fn eq(&self, other: &Self) -> bool {
        self.fragment == other.fragment
    }
}

/// The row for a fragment such as `#/resume/skills`, `None` for an unknown one; and the section of the view.
pub(crate) fn find<'r>(routes: &'r [Route], fragment: &str) -> (Option<&'r Route>, Option<String>) {
    let path = fragment.trim_start_matches('#').trim_matches('/');
    let (name, section) = path.split_once('/').unwrap_or((path, ""));
    (
        routes.iter().find(|route| route.fragment == name),
        (!section.is_empty()).then(|| section.to_owned()),
    )
}

#[cfg(test)]
mod tests {
    use view::prelude::IntoAny;

    use super::*;

    #[test]
    fn fragments_lead_to_views() {
        let route = |fragment| Route {
            title: "",
            fragment,
            view: || ().into_any(),
            document: None,
            expects: Kind::Resume,
            stays: false,
        };
        let routes = [route("resume"), route("api")];
        let found = |fragment| {
            let (route, section) = find(&routes, fragment);
            (route.map(|route| route.fragment), section)
        };
        for (fragment, name, section) in [
            ("", None, None),
            ("#/api", Some("api"), None),
            ("#/api/", Some("api"), None),
            ("#/resume/skills", Some("resume"), Some("skills")),
            ("#/nowhere", None, None),
        ] {
            let section = section.map(str::to_owned);
            assert_eq!(found(fragment), (name, section), "{fragment}");
        }
        for route in &routes {
            assert_eq!(find(&routes, &route.href()).0, Some(route));
        }
    }
}
