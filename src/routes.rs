//! The views: address, content, and the document for undo.

use view::prelude::*;

use crate::pages::api::ApiPage;
use crate::pages::resume::ResumePage;
use crate::pages::sheet::SheetPage;
use crate::pages::stack::StackPage;
use crate::pages::templates::TemplatesPage;
use crate::state::document::DocumentId;
use crate::state::opening::Kind;
use crate::state::router::Route;

/// The views in the order of the navigation. The first is the one for an address without a view.
pub(crate) static ROUTES: [Route; 5] = [
    Route {
        title: "Resume",
        fragment: "resume",
        view: || view! { <ResumePage /> }.into_any(),
        document: Some(DocumentId::Resume),
        expects: Kind::Resume,
        stays: true,
    },
    Route {
        title: "Page",
        fragment: "page",
        view: || view! { <SheetPage /> }.into_any(),
        document: Some(DocumentId::Resume),
        expects: Kind::Resume,
        stays: false,
    },
    Route {
        title: "API",
        fragment: "api",
        view: || view! { <ApiPage /> }.into_any(),
        document: None,
        expects: Kind::Resume,
        stays: false,
    },
    Route {
        title: "Templates",
        fragment: "templates",
        view: || view! { <TemplatesPage /> }.into_any(),
        document: Some(DocumentId::Template),
        expects: Kind::Template,
        stays: false,
    },
    Route {
        title: "Stack",
        fragment: "stack",
        view: || view! { <StackPage /> }.into_any(),
        document: Some(DocumentId::Stack),
        expects: Kind::Template,
        stays: false,
    },
];

/// The view for an address's fragment, and the section of it.
pub(crate) fn route(fragment: &str) -> (&'static Route, Option<String>) {
    let [home, ..] = &ROUTES;
    let (route, section) = crate::state::router::find(&ROUTES, fragment);
    (route.unwrap_or(home), section)
}

/// The title of the window while a view is shown.
pub(crate) fn window_title(route: &Route) -> String {
    let [home, ..] = &ROUTES;
    if route == home {
        "Resume console".to_owned()
    } else {
        format!("{} · Resume console", route.title)
    }
}
