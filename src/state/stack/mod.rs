//! The stack: its options, and the template that follows from them.

pub(crate) mod choices;
pub(crate) mod cost;
pub(crate) mod file;
mod file_record;
mod folded;
pub(crate) mod opening;
pub(crate) mod probe;
mod stored;
pub(crate) mod text;

use std::sync::Arc;

use options::{MappingTemplates, Options, Setting};
use protocol::{ApiFile, StackOptions, TemplateName};
use view::prelude::*;

use self::choices::{Choices, Preset, StoredChoices};
use self::folded::Folded;
use self::opening::OpenReport;
use super::document::{Change, Document, DocumentId, Undoable};
use super::history::Part;
use super::notices::Notices;
use super::set_aside::SetAside;
use crate::browser::stages::{Stage, StageGuard};

/// Roughly how many bytes the choices have.
const SIZE: usize = 32 << 10;

/// The stack. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    notices: Notices,
    document: Document<Choices>,
    /// The sections of the options that are folded.
    pub(crate) folded: Folded,
    /// The report of the template opened last.
    pub(crate) opened: OpenReport,
    /// The mapping templates, other than the default ones, that the page has rendered.
    rendered: RwSignal<Option<MappingTemplates>>,
    /// The options at the start of the last step.
    start: StoredValue<Arc<Options>>,
    /// The options before the last step that changed them.
    pub(crate) before: RwSignal<Arc<Options>>,
    /// The options.
    pub(crate) options: Memo<Arc<Options>>,
    /// Their problems: settings by name, and a message.
    pub(crate) problems: Memo<Vec<(&'static str, String)>>,
    /// The settings that differ from the preset, by name.
    pub(crate) changed: Memo<Vec<&'static str>>,
    /// The options as the engine is asked with them: it writes the template that is shown and downloaded, and that the preview and
    /// the local API run.
    pub(crate) message: Memo<Arc<StackOptions>>,
    /// The file whose API is called as it is.
    pub(crate) file: Memo<Option<Arc<ApiFile>>>,
}

impl Stack {
    /// With the stored choices, and the record that was set aside. Stores changes from now on, and follows those
    /// of other tabs.
    pub(crate) fn start(notices: Notices) -> (Self, Option<SetAside>) {
        let stored = stored::read();
        let choices = stored.choices;
        let rendered = RwSignal::new(choices.own_templates().cloned());
        let document = Document::new(DocumentId::Stack, choices, SIZE);
        let options = Memo::new(move |_| Arc::new(document.get().options()));
        let stack = Self {
            notices,
            document,
            folded: Folded::start(),
            opened: OpenReport::new(),
            rendered,
            start: StoredValue::new(options.get_untracked()),
            before: RwSignal::new(options.get_untracked()),
            options,
            problems: Memo::new(move |_| {
                let options = options.get();
                document.get().problems(&options)
            }),
            changed: Memo::new(move |_| {
                let options = options.get();
                document.get().changed(&options)
            }),
            message: Memo::new(move |_| {
                options.with(|options| Arc::new(StackOptions::from(&**options)))
            }),
            file: Memo::new(move |_| document.get().file().cloned()),
        };
        stack.keep(stored.may_write);
        (stack, stored.set_aside)
    }

    /// Whether the mapping templates differ from the console's own.
    pub(crate) fn has_own_templates(self) -> bool {
        self.document.now().has_own_templates()
    }

    /// Whether the page has finished rendering the mapping templates.
    pub(crate) fn are_templates_rendered(self) -> bool {
        let rendered = self.rendered.get();
        let present = self.document.get();
        !present.has_own_templates() || present.own_templates() == rendered.as_ref()
    }

    /// The page has finished rendering them, with or without an error.
    pub(crate) fn templates_rendered(self) {
        let present = self.document.now();
        if self
            .rendered
            .with_untracked(|rendered| rendered.as_ref() != present.own_templates())
        {
            self.rendered.set(present.own_templates().cloned());
        }
    }

    /// A guard for the time in which the mapping templates run. If that never ends, the next start is without them.
    pub(crate) fn guard(self) -> Option<StageGuard> {
        self.has_own_templates().then(|| Stage::Templates.guard())
    }

    /// Uses stored options that the page started without.
    pub(crate) fn try_again(self, text: &str) {
        if let StoredChoices::Read(choices) = Choices::from_json(text) {
            self.replace(choices, "using the stored options");
        }
    }

    /// Looks into the choices; reactive to each change but typing.
    pub(crate) fn look_when_drawn<T>(self, look: impl FnOnce(&Choices) -> T) -> T {
        self.document.look(look)
    }

    /// Looks into the choices; reactive.
    pub(crate) fn look<T>(self, look: impl FnOnce(&Choices, &Options) -> T) -> T {
        let options = self.options.get();
        look(&self.document.get(), &options)
    }

    /// Sets an option.
    pub(crate) fn choose(self, setting: &'static Setting, text: impl Into<String>) {
        let text = text.into();
        self.change(setting.label, |choices| choices.choose(setting, text));
    }

    /// The user typed `text` into an option's field.
    pub(crate) fn typed(self, setting: &'static Setting, text: String) {
        self.step(|document| {
            document.typed(setting.name, setting.label, |choices| {
                choices.choose(setting, text);
            })
        });
    }

    /// Resets an option to the preset's value.
    pub(crate) fn reset(self, setting: &'static Setting) {
        self.change(setting.label, |choices| choices.reset(setting));
    }

    /// Starts again with a preset. Returns whether that changed anything.
    pub(crate) fn begin(self, preset: Preset) -> bool {
        let choices = Choices::of_preset(preset).with_file_of(&self.document.now());
        self.replace(choices, "choosing a preset")
    }

    /// Replaces the options; the opened file stays. `what` names the step for undo. Returns whether they were others.
    pub(crate) fn replace_options(self, choices: Choices, what: &'static str) -> bool {
        let choices = choices.with_file_of(&self.document.now());
        self.replace(choices, what)
    }

    /// Replaces the choices; `what` names the step for undo. Returns whether they were others.
    pub(crate) fn replace(self, choices: Choices, what: &'static str) -> bool {
        self.change(what, |present| *present = choices)
    }

    /// The user typed `text` into a mapping template.
    pub(crate) fn template_typed(self, name: TemplateName, text: String) {
        self.step(|document| {
            document.typed(name.title(), "editing a mapping template", |choices| {
                choices.set_template(name, text);
            })
        });
    }

    /// Restores the console's own mapping templates.
    pub(crate) fn restore_templates(self) {
        self.change("restoring the mapping templates", Choices::forget_templates);
    }

    /// Puts another text in place of a mapping template; `what` names the step for undo.
    pub(crate) fn set_template(self, name: TemplateName, text: String, what: &'static str) {
        self.change(what, |choices| choices.set_template(name, text));
    }

    /// The steps of a part that could be undone and redone, by name; reactive.
    pub(crate) fn part_steps(
        self,
        part: &impl Part<Choices>,
    ) -> (Option<&'static str>, Option<&'static str>) {
        self.document.part_steps(part)
    }

    /// Undoes the last step of a part. Returns its name.
    pub(crate) fn undo_part(self, part: &impl Part<Choices>) -> Option<&'static str> {
        self.step_through(|document| document.undo_part(part))
    }

    /// Redoes the step of a part that was undone last. Returns its name.
    pub(crate) fn redo_part(self, part: &impl Part<Choices>) -> Option<&'static str> {
        self.step_through(|document| document.redo_part(part))
    }

    /// Undoes or redoes a step. Returns its name.
    fn step_through(
        self,
        step: impl FnOnce(Document<Choices>) -> Option<&'static str>,
    ) -> Option<&'static str> {
        let mut what = None;
        self.step(|document| {
            what = step(document);
            Change::NewStep
        });
        what
    }

    fn change(self, label: &'static str, change: impl FnOnce(&mut Choices)) -> bool {
        self.step(|document| document.change(label, change))
    }

    /// Runs a change, and remembers the options before it. Returns whether there was one.
    fn step(self, step: impl FnOnce(Document<Choices>) -> Change) -> bool {
        let options = self.options.get_untracked();
        match step(self.document) {
            Change::Nothing => return false,
            Change::SameStep => {}
            Change::NewStep => self.start.set_value(options),
        }
        let start = self.start.get_value();
        if start != self.options.get_untracked() {
            self.before.set(start);
        }
        true
    }
}

impl Undoable for Stack {
    fn id(&self) -> DocumentId {
        self.document.id()
    }

    fn last_step(&self) -> Option<u64> {
        self.document.last_step()
    }

    fn steps(&self) -> (Option<&'static str>, Option<&'static str>) {
        self.document.steps()
    }

    fn undo(&self) -> Option<&'static str> {
        self.step_through(|document| document.undo())
    }

    fn redo(&self) -> Option<&'static str> {
        self.step_through(|document| document.redo())
    }

    fn focus_moved(&self) {
        self.document.focus_moved();
    }

    fn browser_can_undo(&self) -> bool {
        self.document.browser_can_undo()
    }
}
