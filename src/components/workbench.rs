//! The form beside its output. A narrow window shows one of the two.

use leptos::html::Div;
use view::prelude::*;

use super::splitter::Splitter;

/// The side that a narrow window shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Form,
    Preview,
}

impl Side {
    /// Its class in the style sheet.
    fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Preview => "preview",
        }
    }
}

/// The frame of a page with a form.
#[component]
pub(crate) fn Workbench(
    /// The name of the form's side.
    form: &'static str,
    /// The name of the other side.
    preview: &'static str,
    /// The main action, which a narrow window shows beside the switch.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// The links to the sections, the form, the preview.
    children: Children,
) -> impl IntoView {
    let side = RwSignal::new(Side::Form);
    let around = NodeRef::<Div>::new();
    let switch = [(Side::Form, form), (Side::Preview, preview)].map(|(one, name)| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (side.get() == one).to_string()
                on:click=move |_| side.set(one)
            >
                {name}
            </button>
        }
    });
    view! {
        <div class="workbench" node_ref=around data-side=move || side.get().name()>
            {children()}
            <Splitter around />
        </div>
        <div class="view-switch" role="group" aria-label="View">
            {switch} {action.map(|action| action.run())}
        </div>
    }
}
