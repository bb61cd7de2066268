//! Where a piece of the preview comes from, and which piece a field became.

use std::sync::Arc;

use protocol::{PutVerdict, RunTemplate, TemplateInput, TemplateName, TemplatePlace};
use view::prelude::*;

use crate::api::Api;
use crate::browser::page::{self, Timer};
use crate::state::Console;
use crate::state::outline::FieldPath;
use crate::state::preview::PreviewModel;
use crate::state::rest::RestState;
use crate::state::templates::inspector::Inspector;

/// A resume of more bytes than this, as JSON, has no marks: following them would take longer than rendering it.
const LARGE: usize = 100 << 10;

/// The mapping template of a file that saves a resume, by its key.
const SAVES: &str = "POST / request application/json";

/// How long a field has the focus before its piece is looked for, in milliseconds: a preview of what is typed first comes first.
const PAUSE: i32 = 150;

/// Follows the field in focus.
pub(super) fn follow(console: Console, preview: PreviewModel) -> Inspector {
    let has_body = Memo::new(move |_| {
        preview.put.with(|put| {
            put.as_ref()
                .is_some_and(|put| !matches!(put.verdict, PutVerdict::NoBody(_)))
        })
    });
    // The engine's rest, which answers, is loaded no later than the console's: typing comes first.
    let is_early = Memo::new(move |_| console.rest.state.get() != RestState::Here);
    let is_busy =
        Signal::derive(move || is_early.get() || preview.is_busy.get() || !has_body.get());
    let inspector = Inspector::start(console.engine, is_busy, move || RunTemplate {
        api: console.calls.source.get(),
        name: match console.calls.connection.api.get() {
            Api::File => console.calls.file.index(SAVES).map(TemplateName::OfFile),
            _ => None,
        }
        .unwrap_or_default(),
        input: TemplateInput::Resume {
            json: console.editor.json().to_string(),
            id: console.editor.resume().id.text().into_owned(),
        },
    });
    let timer = StoredValue::new(None::<Timer>);
    let listener = window_event_listener(leptos::ev::focusin, move |_| {
        if let Some(timer) = timer.get_value() {
            page::cancel(timer);
        }
        let resume = console.editor.resume_now();
        let field = page::focused_id().and_then(|id| FieldPath::by_id(&resume, &id));
        match field {
            Some(field) if console.editor.json_now().len() <= LARGE => {
                let look = move || inspector.look_at(TemplatePlace::Body(field.json_path()));
                timer.set_value(Some(page::after(PAUSE, look)));
            }
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
    inspector
}

/// The parts of the preview that belong to the place; reactive.
pub(super) fn related(inspector: Inspector) -> Vec<(usize, usize)> {
    inspector.found.with(|found| {
        let spans = found.as_ref().map(|found| found.output.clone());
        spans.unwrap_or_default()
    })
}

/// What the piece that the user clicked on is made of.
#[component]
pub(super) fn SourceOfPiece(inspector: Inspector) -> impl IntoView {
    let console = Console::here();
    let clicked = Memo::new(move |_| {
        let is_piece = matches!(inspector.place.get(), Some(TemplatePlace::Output(_)));
        let found: Arc<_> = inspector.found.get().filter(|_| is_piece)?;
        Some(found.origins.first().cloned())
    });
    live(move || {
        clicked.get().map(|origin| {
            let field = origin
                .as_deref()
                .and_then(|origin| FieldPath::by_json_path(&console.editor.resume_now(), origin));
            let link = field.map(|field| {
                view! {
                    " "
                    <button
                        type="button"
                        class="link-button"
                        on:click=move |_| page::go_soon(format!("#{}", field.id()))
                    >
                        {format!("Go to {}", field.member.label)}
                    </button>
                }
            });
            view! {
                <p class="hint piece-source">
                    {match origin {
                        Some(origin) => {
                            view! {
                                "Comes from "
                                <code>{origin}</code>
                            }
                                .into_any()
                        }
                        None => "Text of the mapping template".into_any(),
                    }}
                    {link}
                </p>
            }
        })
    })
}
