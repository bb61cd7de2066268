//! The sections of a view, to jump to.

use view::prelude::*;

use crate::browser::page;

/// The links to the sections.
#[component]
pub(crate) fn Rail(
    /// A [`RailLink`] for each section.
    children: Children,
) -> impl IntoView {
    view! {
        <nav class="rail" aria-label="Sections">
            {children()}
        </nav>
    }
}

/// A link to a [`FormSection`](super::FormSection).
#[component]
pub(crate) fn RailLink(
    /// The fragment of the view's address.
    view: &'static str,
    /// The name of the section in the address.
    #[prop(into)]
    id: String,
    /// Its title.
    title: &'static str,
    /// Content after the title, such as a count.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let section = id.clone();
    view! {
        // The address may be the same as before, and then nothing else would happen.
        <a href=format!("#/{view}/{id}") on:click=move |_| page::go_to_section_soon(&section)>
            {title} {children.map(|children| (" ", children()))}
        </a>
    }
}
