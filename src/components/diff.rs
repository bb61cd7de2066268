//! The changed lines of a text, with those around them.

use std::sync::Arc;

use view::prelude::*;

use super::code_view::{CodeView, Language};

/// A text whose lines begin with `+`, `-` or a space.
#[component]
pub(crate) fn Diff(
    /// The text.
    #[prop(into)]
    text: Signal<Arc<str>>,
    /// The accessible name.
    label: &'static str,
) -> impl IntoView {
    let classes = Memo::new(move |_| {
        let class = |line: &str| match line.as_bytes().first() {
            Some(b'+') => "new",
            Some(b'-') => "removed",
            Some(b'@') => "group",
            _ => "",
        };
        text.with(|text| Arc::new(text.lines().map(class).collect::<Vec<_>>()))
    });
    view! { <CodeView text language=Language::Plain label classes /> }
}
