//! The mapping templates that the user edits: what the engine says of the chosen one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{RunTemplate, TemplateName, TemplateProblem, TemplateRun};

use super::editor::Editor;
use super::stack::Stack;
use crate::engine::{Engine, EngineError};

/// The chosen template, checked and rendered for the form's resume.
#[derive(Clone, Copy)]
pub(crate) struct TemplateModel {
    editor: Editor,
    stack: Stack,
    engine: Engine,
    /// Which template.
    pub(crate) name: RwSignal<TemplateName>,
    /// What the engine said last; `None` before it did.
    pub(crate) run: RwSignal<Option<TemplateRun>>,
    /// Whether that is about to be replaced.
    pub(crate) is_busy: RwSignal<bool>,
    /// Why there is no answer.
    pub(crate) failure: RwSignal<Option<EngineError>>,
}

impl TemplateModel {
    /// Asks now, and at each change.
    pub(crate) fn start(editor: Editor, stack: Stack, engine: Engine) -> Self {
        let model = Self {
            editor,
            stack,
            engine,
            name: RwSignal::new(TemplateName::default()),
            run: RwSignal::new(None),
            is_busy: RwSignal::new(true),
            failure: RwSignal::new(None),
        };
        Effect::new(move |_| model.ask());
        model
    }

    /// Asks again, after a failure.
    pub(crate) fn retry(self) {
        self.engine.retry();
        self.ask();
    }

    /// The template's text; reactive to each change but typing.
    pub(crate) fn text(self) -> String {
        let name = self.name.get();
        self.stack
            .look_when_drawn(|choices| name.of(&choices.template_texts()).to_owned())
    }

    /// Whether it is another than the console's own; reactive.
    pub(crate) fn is_edited(self) -> bool {
        let name = self.name.get();
        self.stack.look(|choices, _| {
            name.of(&choices.template_texts()) != name.of(&choices.default_texts())
        })
    }

    /// Restores the console's own text.
    pub(crate) fn reset(self) {
        let name = self.name.get_untracked();
        let text = untrack(|| {
            self.stack
                .look(|choices, _| name.of(&choices.default_texts()).to_owned())
        });
        self.stack
            .set_template(name, text, "restoring a mapping template");
    }

    /// Repairs these problems, as far as that needs no decision.
    pub(crate) fn repair(self, problems: &[TemplateProblem]) {
        // Their places are those of a text that was typed over meanwhile.
        if self.is_busy.get_untracked() {
            return;
        }
        let name = self.name.get_untracked();
        let text = untrack(|| {
            self.stack
                .look(|choices, _| name.of(&choices.template_texts()).to_owned())
        });
        self.stack.set_template(
            name,
            repaired(&text, problems),
            "repairing a mapping template",
        );
    }

    fn question(self) -> RunTemplate {
        RunTemplate {
            stack: self.stack.message.get(),
            name: self.name.get(),
            resume: self.editor.json().to_string(),
            id: self.editor.resume().id.text().into_owned(),
        }
    }

    fn ask(self) {
        let question = self.question();
        let asked = question.clone();
        self.is_busy.set(true);
        let (_, run) = self.engine.ask(question);
        spawn_local(async move {
            let run = run.await;
            // An answer to an earlier question is of no use. The page may be closed by now.
            if self.name.is_disposed() || untrack(|| self.question()) != asked {
                return;
            }
            self.is_busy.set(false);
            match run {
                Ok(run) => {
                    self.failure.set(None);
                    self.run.set(Some(run));
                }
                Err(error) => self.failure.set(Some(error)),
            }
        });
    }
}

/// The text with the changes of these problems; of two that overlap, with the first.
fn repaired(text: &str, problems: &[TemplateProblem]) -> String {
    let mut edits: Vec<_> = problems.iter().flat_map(|problem| &problem.edits).collect();
    edits.sort();
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for ((start, end), replacement) in edits {
        // A span of another text than this is none.
        let (Some(before), true) = (text.get(at..*start), text.is_char_boundary(*end)) else {
            continue;
        };
        result.push_str(before);
        result.push_str(replacement);
        at = *end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

/// A place in a text, from bytes to UTF-16 units, as the browser counts.
pub(crate) fn utf16(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(edits: &[((usize, usize), &str)]) -> TemplateProblem {
        TemplateProblem {
            code: "x".to_owned(),
            message: String::new(),
            repair: String::new(),
            line: 1,
            column: 1,
            span: (0, 0),
            edits: edits
                .iter()
                .map(|(span, text)| (*span, (*text).to_owned()))
                .collect(),
        }
    }

    #[test]
    fn repairs_are_made_from_the_start_and_never_twice() {
        let text = "a $b ü $c";
        let found = [
            problem(&[((8, 8), "!")]),
            problem(&[((2, 2), "("), ((4, 4), ")")]),
            problem(&[((3, 4), "other")]),
            problem(&[((6, 7), "half a letter")]),
            problem(&[((90, 99), "outside")]),
        ];
        assert_eq!(repaired(text, &found[..2]), "a ($b) ü !$c");
        assert_eq!(repaired(text, &found[1..]), "a ($other) ü $c");
        assert_eq!(repaired(text, &[]), text);
    }

    #[test]
    fn places_are_counted_as_the_browser_does() {
        assert_eq!(utf16("😀ü x", 4), 2);
        assert_eq!(utf16("😀ü x", 6), 3);
        assert_eq!(utf16("ab", 9), 2);
    }
}
