//! The text of the template, and the lines that the last change of the options touched.

use std::sync::Arc;

use leptos::prelude::*;

use super::Stack;
use super::changes::Changes;
use super::format::Format;

/// The most bytes that `aws cloudformation deploy` takes without a bucket to upload the template to.
pub(crate) const MAX_DIRECT_BYTES: usize = 51_200;

/// The template as text.
#[derive(Clone, Copy)]
pub(crate) struct TemplateText {
    /// In which format.
    pub(crate) format: RwSignal<Format>,
    /// The text.
    pub(crate) text: Memo<Arc<str>>,
    /// What is different from the text of the options before.
    pub(crate) changes: Memo<Changes>,
}

impl TemplateText {
    /// The template of the options, as YAML at first.
    pub(crate) fn new(stack: Stack) -> Self {
        let format = RwSignal::new(Format::Yaml);
        let text = Memo::new(move |_| stack.options.with(|options| format.get().write(options)));
        let changes = Memo::new(move |_| {
            let before = stack.before.with(|options| format.get().write(options));
            text.with(|text| Changes::between(&before, text))
        });
        Self {
            format,
            text,
            changes,
        }
    }
}
