//! A section of a form.

use view::prelude::*;

/// A section with its heading. The address `#/VIEW/ID` leads to it.
#[component]
pub(crate) fn FormSection(
    /// The name of the section in the address.
    #[prop(into)]
    id: String,
    /// The heading.
    title: &'static str,
    /// Content beside the heading, such as a count or a button.
    #[prop(optional, into)]
    head: Option<ViewFn>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let heading = format!("section-{id}");
    let labelled_by = heading.clone();
    view! {
        <section class="section" aria-labelledby=labelled_by>
            <div class="section-head">
                <h2 id=heading tabindex="-1">
                    {title}
                </h2>
                {head.map(|head| head.run())}
            </div>
            <div class="section-body">{children()}</div>
        </section>
    }
}
