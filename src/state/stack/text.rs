//! The text of the template, and the lines that the last change of the options touched.

use std::sync::Arc;

use leptos::prelude::*;

use super::Stack;
use super::changes::LineChanges;
use super::format::Format;

/// The size limit of `aws cloudformation deploy` without a bucket, in bytes.
pub(crate) const MAX_DIRECT_BYTES: usize = 51_200;

/// The template as text.
#[derive(Clone, Copy)]
pub(crate) struct TemplateText {
    /// Its format.
    pub(crate) format: RwSignal<Format>,
    /// The text.
    pub(crate) text: Memo<Arc<str>>,
    /// The changes from the text of the previous options.
    pub(crate) changes: Memo<LineChanges>,
}

impl TemplateText {
    /// The template of the options, as YAML at first.
    pub(crate) fn new(stack: Stack) -> Self {
        let format = RwSignal::new(Format::Yaml);
        let text = Memo::new(move |_| stack.options.with(|options| format.get().write(options)));
        let changes = Memo::new(move |_| {
            let before = stack.before.with(|options| format.get().write(options));
            text.with(|text| LineChanges::between(&before, text))
        });
        Self {
            format,
            text,
            changes,
        }
    }
}
