//! The text of the template, the lines that the last change of the options touched, and the commands that deploy it.

use std::sync::Arc;

use leptos::task::spawn_local;
use options::DeployTarget;
use protocol::{Document, Format, WriteDocument};
use view::prelude::*;

use super::Stack;
use crate::engine::{Engine, EngineError};

/// The size limit of `aws cloudformation deploy` without a bucket, in bytes.
pub(crate) const MAX_DIRECT_BYTES: usize = 51_200;

/// The template as text.
#[derive(Clone, Copy)]
pub(crate) struct TemplateText {
    stack: Stack,
    engine: Engine,
    /// Its format.
    pub(crate) format: RwSignal<Format>,
    /// Where it will be deployed; `None` as long as that is not valid.
    pub(crate) target: RwSignal<Option<DeployTarget>>,
    /// What the engine has written last; `None` before it was there.
    pub(crate) written: RwSignal<Option<Arc<Document>>>,
    /// Whether what is shown is about to be replaced.
    pub(crate) is_busy: RwSignal<bool>,
    /// Why it was not written.
    pub(crate) failure: RwSignal<Option<EngineError>>,
    /// The text.
    pub(crate) text: Memo<Arc<str>>,
}

impl TemplateText {
    /// The template of the options, as YAML at first; written anew at each change.
    pub(crate) fn new(stack: Stack, engine: Engine) -> Self {
        let written = RwSignal::new(None::<Arc<Document>>);
        let text = Memo::new(move |_| {
            written.with(|written| {
                let written = written.as_ref();
                written.map_or_else(|| "".into(), |written| written.text.clone())
            })
        });
        let template = Self {
            stack,
            engine,
            format: RwSignal::new(Format::Yaml),
            target: RwSignal::new(None),
            written,
            is_busy: RwSignal::new(true),
            failure: RwSignal::new(None),
            text,
        };
        Effect::new(move |_| template.write());
        template
    }

    /// Writes it again, after a failure.
    pub(crate) fn retry(self) {
        self.engine.retry();
        self.write();
    }

    /// The text of the present options: what is shown may be a moment behind.
    ///
    /// # Errors
    /// The engine wrote none.
    pub(crate) async fn latest(self) -> Result<Arc<str>, EngineError> {
        let (_, written) = self.engine.ask(untrack(|| self.question()));
        Ok(written.await?.text)
    }

    fn question(self) -> WriteDocument {
        WriteDocument {
            stack: self.stack.message.get(),
            before: Arc::new(self.stack.before.with(|before| (&**before).into())),
            format: self.format.get(),
            target: self.target.get(),
        }
    }

    fn write(self) {
        let question = self.question();
        let asked = question.clone();
        self.is_busy.set(true);
        let (_, written) = self.engine.ask(question);
        spawn_local(async move {
            let written = written.await;
            // An answer to an earlier question is of no use. The page may be closed by now.
            let is_last = self.format.is_disposed() || untrack(|| self.question()) == asked;
            if !is_last || self.format.is_disposed() {
                return;
            }
            self.is_busy.set(false);
            match written {
                Ok(written) => {
                    self.failure.set(None);
                    self.written.set(Some(Arc::new(written)));
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}
