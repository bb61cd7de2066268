//! The preview: the API's output for the resume, and when it is rendered.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{ApiSource, PutPreview, RenderPut, RenderRoundTrip, RoundTrip};
use view::prelude::*;

use super::calls::Calls;
use super::editor::Editor;
use super::stack::Stack;
use crate::browser::page::{self, Timer};
use crate::browser::stages::Stage;
use crate::engine::{Engine, EngineError, EngineState};

/// The most bytes of an item: DynamoDB's 400 KB.
pub(crate) const MAX_ITEM_BYTES: usize = 400 * 1024;
/// A resume of more bytes than this, as JSON, is previewed on demand: twice what an item may have. To draw the preview
/// of one with 100,000 members takes the page a while.
const LARGE: usize = 2 * MAX_ITEM_BYTES;
/// A preview that takes longer than this, in milliseconds, waits until the typing pauses.
const QUICK: f64 = 50.0;
/// The longest such pause, in milliseconds.
const LONGEST_PAUSE: f64 = 700.0;

/// The preview's tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PreviewTab {
    /// The `PutItem` body.
    Put,
    /// The resume after a round trip.
    RoundTrip,
}

impl PreviewTab {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 2] = [Self::Put, Self::RoundTrip];
}

/// The preview of the resume, kept up to date.
#[derive(Clone, Copy)]
pub(crate) struct PreviewModel {
    editor: Editor,
    calls: Calls,
    stack: Stack,
    engine: Engine,
    /// The shown tab.
    pub(crate) tab: RwSignal<PreviewTab>,
    /// The `PutItem` body; `None` before it was rendered.
    pub(crate) put: RwSignal<Option<PutPreview>>,
    /// The round trip; `None` until it is needed.
    pub(crate) round_trip: RwSignal<Option<RoundTrip>>,
    /// The bytes of a resume so large that it is previewed on demand only.
    pub(crate) waits: RwSignal<Option<usize>>,
    /// Why there is no preview: the engine can't be loaded, or stopped. Then nothing is rendered until the user asks for it or
    /// changes the stack: the same resume might stop it again.
    pub(crate) failure: RwSignal<Option<EngineError>>,
    /// Whether what is shown is about to be replaced.
    pub(crate) is_busy: RwSignal<bool>,
    /// The shown text; empty if there is none.
    pub(crate) text: Memo<Arc<str>>,
    timer: StoredValue<Option<Timer>>,
    /// Whether the engine is rendering.
    is_rendering: StoredValue<bool>,
    /// Whether something changed since that rendering was asked for.
    is_outdated: StoredValue<bool>,
    /// The milliseconds that the last preview took.
    took: StoredValue<f64>,
}

impl PreviewModel {
    /// Renders the preview, now and after each change.
    pub(crate) fn start(editor: Editor, calls: Calls, stack: Stack, engine: Engine) -> Self {
        let tab = RwSignal::new(PreviewTab::Put);
        let put = RwSignal::new(None::<PutPreview>);
        let round_trip = RwSignal::new(None::<RoundTrip>);
        let text = Memo::new(move |_| {
            let body = match tab.get() {
                PreviewTab::Put => put.with(|put| put.as_ref().map(|put| put.body.clone())),
                PreviewTab::RoundTrip => {
                    round_trip.with(|trip| trip.as_ref().map(|trip| trip.body.clone()))
                }
            };
            body.unwrap_or_else(|| "".into())
        });
        let preview = Self {
            editor,
            calls,
            stack,
            engine,
            tab,
            put,
            round_trip,
            waits: RwSignal::new(None),
            failure: RwSignal::new(None),
            is_busy: RwSignal::new(true),
            text,
            timer: StoredValue::new(None),
            is_rendering: StoredValue::new(false),
            is_outdated: StoredValue::new(false),
            took: StoredValue::new(0.0),
        };
        Effect::new(move |_| {
            editor.resume();
            calls.table_name();
            preview.render_soon();
        });
        Effect::new(move |_| {
            calls.source.track();
            preview.failure.set(None);
            preview.render_soon();
        });
        // As soon as it can be loaded after all.
        Effect::new(move |_| {
            if engine.state.get() == EngineState::Ready
                && matches!(
                    preview.failure.get_untracked(),
                    Some(EngineError::Unavailable(_))
                )
            {
                preview.render_again();
            }
        });
        Effect::new(move |_| {
            let is_missing = round_trip.with_untracked(Option::is_none)
                && put.with_untracked(Option::is_some)
                && preview.waits.get_untracked().is_none();
            if tab.get() == PreviewTab::RoundTrip && is_missing {
                preview.render_soon();
            }
        });
        preview
    }

    /// Renders the preview now, however large the resume is.
    pub(crate) fn render_now(self) {
        if self.is_rendering.get_value() {
            self.is_outdated.set_value(true);
            return;
        }
        self.waits.set(None);
        self.is_busy.set(true);
        self.is_rendering.set_value(true);
        self.is_outdated.set_value(false);
        spawn_local(async move {
            let end = self.rendered().await;
            // The page may be closed by now.
            if self.is_rendering.try_set_value(false).is_some() {
                return;
            }
            self.failure.set(end.err());
            if self.is_outdated.get_value() {
                self.render_soon();
            } else {
                self.is_busy.set(false);
            }
        });
    }

    /// Renders the preview after a failure; loads the engine again, if that is what failed.
    pub(crate) fn render_again(self) {
        self.failure.set(None);
        self.engine.retry();
        self.render_now();
    }

    /// Before the next frame; or, where a preview takes long, when the typing pauses.
    fn render_soon(self) {
        self.is_busy.set(true);
        if self.is_rendering.get_value() {
            self.is_outdated.set_value(true);
            return;
        }
        let took = self.took.get_value();
        let long = took > QUICK;
        if let Some(timer) = self.timer.get_value() {
            if !long {
                return;
            }
            page::cancel(timer);
        }
        let pause = if long {
            (2.0 * took).min(LONGEST_PAUSE)
        } else {
            0.0
        };
        let timer = page::after(pause as i32, move || self.render());
        self.timer.set_value(Some(timer));
    }

    fn render(self) {
        // The page may be closed by now.
        if self.timer.try_set_value(None).is_some() {
            return;
        }
        // The form is drawn, and what the engine makes of it can't stop the page.
        Stage::Draft.end();
        if self.failure.with_untracked(Option::is_some) {
            self.is_busy.set(false);
            return;
        }
        let bytes = self.editor.json_now().len();
        // Templates of a file are rendered once in any case, before they are stored.
        if bytes > LARGE && !self.is_first() {
            self.put.set(None);
            self.round_trip.set(None);
            self.waits.set(Some(bytes));
            self.is_busy.set(false);
        } else {
            self.render_now();
        }
    }

    fn is_first(self) -> bool {
        untrack(move || !self.stack.are_templates_rendered())
    }

    /// Asks for the body, and for the round trip if that is shown or quick.
    async fn rendered(self) -> Result<(), EngineError> {
        let asked = self.calls.source.get_untracked();
        let is_first = self.is_first();
        let guard = self.stack.guard();
        let start = page::now();
        let (_, put) = self.engine.ask(RenderPut {
            api: asked.clone(),
            resume: self.editor.json_now().to_string(),
            table: untrack(move || self.calls.table_name()),
        });
        let put = put.await?;
        let took = page::now() - start;
        // While the engine was loading, more was entered: the next one is the first that is shown.
        let is_of_before = self.is_outdated.try_get_value() == Some(true)
            && self.put.with_untracked(Option::is_none);
        if is_of_before || self.put.try_set(Some(put)).is_some() {
            return Ok(());
        }
        let is_shown = self.tab.get_untracked() == PreviewTab::RoundTrip;
        let round_trip = if is_first || is_shown || took < QUICK {
            Some(self.ask_round_trip(asked.clone()).await?)
        } else {
            None
        };
        drop(guard);
        if self.round_trip.try_set(round_trip).is_some() {
            return Ok(());
        }
        self.took.set_value(page::now() - start);
        if asked == self.calls.source.get_untracked() {
            self.stack.templates_rendered();
        }
        Ok(())
    }

    async fn ask_round_trip(self, api: ApiSource) -> Result<RoundTrip, EngineError> {
        let (resume, json) = (self.editor.resume_now(), self.editor.json_now());
        if let Some(problem) = resume.problems().into_iter().next() {
            return Ok(RoundTrip::failed(problem.message));
        }
        let (_, round_trip) = self.engine.ask(RenderRoundTrip {
            api,
            resume: json.to_string(),
            id: resume.id.text().into_owned(),
        });
        round_trip.await
    }
}
