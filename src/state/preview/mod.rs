//! The preview: the API's output for the resume, and when it is rendered.

pub(crate) mod render;

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use self::render::{PreviewRenderer, PutPreview, RoundTrip};
use super::calls::Calls;
use super::editor::Editor;
use super::stack::Stack;
use crate::browser::page;
use crate::browser::stages::Stage;

/// The most bytes of an item: DynamoDB's 400 KB.
pub(crate) const MAX_ITEM_BYTES: usize = 400 * 1024;
/// A resume of more bytes than this, as JSON, is previewed on demand: twice what an item may have. To render the preview
/// of one with 100,000 members takes the page a second.
const LARGE: usize = 2 * MAX_ITEM_BYTES;
/// A preview that takes longer than this, in milliseconds, waits until the typing pauses.
const QUICK: f64 = 24.0;
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
    /// The shown tab.
    pub(crate) tab: RwSignal<PreviewTab>,
    /// The `PutItem` body; `None` before it was rendered.
    pub(crate) put: RwSignal<Option<PutPreview>>,
    /// The round trip; `None` until it is needed.
    pub(crate) round_trip: RwSignal<Option<RoundTrip>>,
    /// The bytes of a resume so large that it is previewed on demand only.
    pub(crate) waits: RwSignal<Option<usize>>,
    /// The shown text; empty if there is none.
    pub(crate) text: Memo<Arc<str>>,
    /// With the template that it is for.
    renderer: StoredValue<(Arc<Value>, PreviewRenderer), LocalStorage>,
    timer: StoredValue<Option<i32>>,
    /// The milliseconds that the two took last.
    took: StoredValue<(f64, f64)>,
}

impl PreviewModel {
    /// Renders the preview, now and after each change.
    pub(crate) fn start(editor: Editor, calls: Calls, stack: Stack) -> Self {
        let template = stack.template.get_untracked();
        let renderer = PreviewRenderer::new(&template);
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
            tab,
            put,
            round_trip,
            waits: RwSignal::new(None),
            text,
            renderer: StoredValue::new_local((template, renderer)),
            timer: StoredValue::new(None),
            took: StoredValue::new((0.0, 0.0)),
        };
        Effect::new(move |_| {
            editor.resume();
            calls.table_name();
            stack.template.track();
            preview.render_soon();
        });
        Effect::new(move |_| {
            let is_missing = round_trip.with_untracked(Option::is_none)
                && preview.waits.get_untracked().is_none();
            if tab.get() == PreviewTab::RoundTrip && is_missing {
                preview.render_round_trip();
            }
        });
        preview
    }

    /// Renders the preview now, however large the resume is.
    pub(crate) fn render_now(self) {
        self.waits.set(None);
        let is_first = self.is_first();
        let json = self.editor.json_now();
        let table = untrack(move || self.calls.table_name());
        let start = page::now();
        let put = self.stack.guard(|| {
            self.follow_template();
            self.renderer
                .with_value(|(_, renderer)| renderer.put(&json, &table))
        });
        let took = page::now() - start;
        self.took.update_value(|all| all.0 = took);
        self.put.set(Some(put));
        let (put, round_trip) = self.took.get_value();
        let is_shown = self.tab.get_untracked() == PreviewTab::RoundTrip;
        if is_first || is_shown || put.max(round_trip) < QUICK {
            self.render_round_trip();
        } else {
            self.round_trip.set(None);
        }
        self.stack.templates_rendered();
        Stage::Draft.end();
    }

    /// Before the next frame; or, where a preview takes long, when the typing pauses.
    fn render_soon(self) {
        let (put, round_trip) = self.took.get_value();
        let long = put + round_trip > QUICK;
        if let Some(timer) = self.timer.get_value() {
            if !long {
                return;
            }
            page::cancel(timer);
        }
        let pause = if long {
            (2.0 * (put + round_trip)).min(LONGEST_PAUSE)
        } else {
            0.0
        };
        self.timer
            .set_value(page::after(pause as i32, move || self.render()));
    }

    fn render(self) {
        // The page may be closed by now.
        if self.timer.try_set_value(None).is_some() {
            return;
        }
        let bytes = self.editor.json_now().len();
        // Templates of a file are rendered once in any case, before they are stored.
        if bytes > LARGE && !self.is_first() {
            self.put.set(None);
            self.round_trip.set(None);
            self.waits.set(Some(bytes));
            Stage::Draft.end();
        } else {
            self.render_now();
        }
    }

    fn is_first(self) -> bool {
        untrack(move || !self.stack.are_templates_rendered())
    }

    fn follow_template(self) {
        let template = self.stack.template.get_untracked();
        if self
            .renderer
            .with_value(|(made_for, _)| !Arc::ptr_eq(made_for, &template))
        {
            let renderer = PreviewRenderer::new(&template);
            self.renderer.set_value((template, renderer));
        }
    }

    fn render_round_trip(self) {
        let (resume, json) = (self.editor.resume_now(), self.editor.json_now());
        let start = page::now();
        let round_trip = self.stack.guard(|| {
            self.renderer
                .try_update_value(|(_, renderer)| renderer.round_trip(&resume, &json))
        });
        let took = page::now() - start;
        self.took.update_value(|all| all.1 = took);
        self.round_trip.set(round_trip);
    }
}
