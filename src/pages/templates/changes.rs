//! What is different from the console's own template.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::CompareTexts;
use view::prelude::*;

use crate::components::diff::Diff;
use crate::state::templates::TemplateModel;

/// The changed lines.
#[component]
pub(super) fn Changes(model: TemplateModel) -> impl IntoView {
    let text = RwSignal::new(None::<Arc<str>>);
    let texts = Memo::new(move |_| (Arc::<str>::from(model.default_text()), model.text.get()));
    Effect::new(move |_| {
        let (before, after) = texts.get();
        let asked = (before.clone(), after.clone());
        let (_, diff) = model.engine.ask(CompareTexts { before, after });
        spawn_local(async move {
            let diff = diff.await;
            // The template was changed meanwhile, or the page is closed.
            if texts.try_get_untracked() == Some(asked)
                && let Ok(diff) = diff
            {
                text.set(Some(diff.into()));
            }
        });
    });
    let shown = Memo::new(move |_| text.get().unwrap_or_else(|| "".into()));
    let is_same = move || text.with(|text| text.as_ref().is_some_and(|text| text.is_empty()));
    view! {
        <Show
            when=move || !is_same()
            fallback=|| view! { <p class="hint same">"The text is unchanged."</p> }
        >
            <Diff text=shown label="Changed lines" />
        </Show>
    }
}
