//! The stack: what is chosen about it, and the template that follows.

pub(crate) mod changes;
pub(crate) mod choices;
pub(crate) mod commands;
pub(crate) mod format;
pub(crate) mod left_out;

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;
use stack::{Options, Setting};

use self::choices::{Choices, Preset};
use super::history::History;
use super::notices::Notices;
use crate::browser::storage::{self, Area};

/// Where the choices are kept.
const KEPT: &str = "resume-console.stack";
/// Where a text is put that is no choices.
const UNREADABLE: &str = "resume-console.stack-unreadable";
/// Roughly how many bytes a step of the history holds.
const WEIGHT: usize = 32 << 10;

/// The stack. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Stack {
    notices: Notices,
    history: RwSignal<History<Choices>>,
    /// The option whose field is being typed into.
    typing: StoredValue<Option<&'static str>>,
    /// The options when the last step began.
    start: StoredValue<Arc<Options>>,
    /// The options before the last step that changed them.
    pub(crate) before: RwSignal<Arc<Options>>,
    /// The options.
    pub(crate) options: Memo<Arc<Options>>,
    /// What is wrong with them: settings by name, and a sentence.
    pub(crate) problems: Memo<Vec<(&'static str, String)>>,
    /// The settings that are not as the preset has them, by name.
    pub(crate) changed: Memo<Vec<&'static str>>,
    /// The CloudFormation template: what is shown and taken away, and what the preview and the local API run.
    pub(crate) template: Memo<Arc<Value>>,
}

impl Stack {
    /// With the choices that the browser keeps. They are kept there from now on, and those of another tab followed.
    pub(crate) fn start(notices: Notices) -> Self {
        let kept = storage::read(Area::Origin, KEPT);
        let choices = kept.as_deref().and_then(Choices::from_json);
        if let (Some(text), None) = (&kept, &choices) {
            // Put aside rather than written over at the next change.
            let _ = storage::write(Area::Origin, UNREADABLE, text);
            notices.say("The options of the stack that this browser kept can't be read. They are the recommended ones again.");
        }
        let choices = choices.unwrap_or_else(|| Choices::of_preset(Preset::default()));
        let last = choices.to_json();
        let history = RwSignal::new(History::new(choices, WEIGHT));
        let options = Memo::new(move |_| Arc::new(history.with(|all| all.present().options())));
        let stack = Self {
            notices,
            history,
            typing: StoredValue::new(None),
            start: StoredValue::new(options.get_untracked()),
            before: RwSignal::new(options.get_untracked()),
            options,
            problems: Memo::new(move |_| {
                let options = options.get();
                history.with(|all| all.present().problems(&options))
            }),
            changed: Memo::new(move |_| {
                let options = options.get();
                history.with(|all| all.present().changed(&options))
            }),
            template: Memo::new(move |_| Arc::new(stack::template(&options.get()))),
        };
        stack.keep(last);
        stack
    }

    /// A look at the choices; whoever looks is run again when they change.
    pub(crate) fn look<T>(self, look: impl FnOnce(&Choices, &Options) -> T) -> T {
        let options = self.options.get();
        self.history
            .with(|history| look(history.present(), &options))
    }

    /// What [`Stack::undo`] would undo, and [`Stack::redo`] redo.
    pub(crate) fn steps(self) -> (Option<&'static str>, Option<&'static str>) {
        self.history
            .with(|history| (history.undoable(), history.redoable()))
    }

    /// Sets an option.
    pub(crate) fn choose(self, setting: &'static Setting, text: impl Into<String>) {
        let text = text.into();
        self.change(setting.label, None, |choices| choices.choose(setting, text));
    }

    /// Somebody typed `text` into an option's field.
    pub(crate) fn typed(self, setting: &'static Setting, text: String) {
        self.change(setting.label, Some(setting.name), |choices| {
            choices.choose(setting, text);
        });
    }

    /// Sets an option back to what the preset says.
    pub(crate) fn reset(self, setting: &'static Setting) {
        self.change(setting.label, None, |choices| choices.reset(setting));
    }

    /// Begins anew with a preset.
    pub(crate) fn begin(self, preset: Preset) {
        self.replace(Choices::of_preset(preset), "choosing a preset");
    }

    /// Puts other choices in their place; `what` names the step for whoever undoes it.
    pub(crate) fn replace(self, choices: Choices, what: &'static str) {
        self.change(what, None, |present| *present = choices);
    }

    /// Undoes the last step. Returns what it was.
    pub(crate) fn undo(self) -> Option<&'static str> {
        self.step(History::undo)
    }

    /// Redoes the step undone last. Returns what it was.
    pub(crate) fn redo(self) -> Option<&'static str> {
        self.step(History::redo)
    }

    /// The focus moved: what is typed next is a step of its own.
    pub(crate) fn focus_moved(self) {
        self.typing.set_value(None);
        self.history.update_untracked(History::end_run);
    }

    /// Whether the browser has typing of its own to undo in the field that has the focus.
    pub(crate) fn browser_can_undo(self) -> bool {
        self.typing.with_value(Option::is_some)
    }

    fn change(
        self,
        label: &'static str,
        typing: Option<&'static str>,
        change: impl FnOnce(&mut Choices),
    ) {
        let present = self.history.with_untracked(|all| all.present().clone());
        let mut choices = Choices::clone(&present);
        change(&mut choices);
        if choices == *present {
            return;
        }
        // The letters of one field are one step.
        if typing.is_none() || self.typing.get_value() != typing {
            self.begin_step();
        }
        self.typing.set_value(typing);
        let run = typing.map(str::to_owned);
        self.history
            .update(|history| history.record(choices, WEIGHT, label, run));
        self.end_step();
    }

    fn step(self, step: fn(&mut History<Choices>) -> Option<&'static str>) -> Option<&'static str> {
        self.typing.set_value(None);
        self.begin_step();
        let what = self.history.try_update(step).flatten();
        self.end_step();
        what
    }

    fn begin_step(self) {
        self.start.set_value(self.options.get_untracked());
    }

    fn end_step(self) {
        let start = self.start.get_value();
        if start != self.options.get_untracked() {
            self.before.set(start);
        }
    }

    fn keep(self, last: String) {
        let last = StoredValue::new(last);
        let failed = StoredValue::new(None);
        Effect::new(move |_| {
            let json = self.history.with(|history| history.present().to_json());
            if last.with_value(|last| *last == json) {
                return;
            }
            let error = storage::write(Area::Origin, KEPT, &json).err();
            if let Some(error) = error
                .as_ref()
                .filter(|_| failed.with_value(Option::is_none))
            {
                self.notices.say(format!(
                    "The options could not be kept in this browser: {error}. They are there until this page is closed."
                ));
            }
            failed.set_value(error);
            last.set_value(json);
        });
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            let theirs = (event.key().as_deref() == Some(KEPT))
                .then(|| event.new_value())
                .flatten()
                .and_then(|text| Choices::from_json(&text));
            if let Some(choices) = theirs {
                // Not written again, or two versions of the console would answer each other forever.
                last.set_value(choices.to_json());
                self.replace(choices, "a change in another tab");
            }
        });
        on_cleanup(move || listener.remove());
    }
}
