//! Undo and redo of one mapping template, apart from the stack's options and the other templates.

use protocol::TemplateName;
use view::prelude::*;

use crate::state::document::{DocumentId, Undoable};
use crate::state::history::Part;
use crate::state::stack::Stack;
use crate::state::stack::choices::Choices;

/// A mapping template in the options of the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TemplatePart {
    /// One of the options.
    Own(TemplateName),
    /// One of the opened file, by its key.
    OfFile(String),
}

impl Part<Choices> for TemplatePart {
    fn is_same(&self, one: &Choices, other: &Choices) -> Option<bool> {
        match self {
            Self::Own(name) => {
                let is_same = one.own_templates() == other.own_templates()
                    || edited_text(one, *name) == edited_text(other, *name);
                Some(is_same)
            }
            Self::OfFile(key) => match (one.file(), other.file()) {
                (Some(one), Some(other)) if one.text == other.text => {
                    Some(one.edits.get(key) == other.edits.get(key))
                }
                _ => None,
            },
        }
    }

    fn put(&self, state: &Choices, from: &Choices) -> Choices {
        let mut state = state.clone();
        match self {
            Self::Own(name) => {
                let usual = state.default_texts();
                let text = edited_text(from, *name).unwrap_or_else(|| name.of(&usual).to_owned());
                state.set_template(*name, text);
            }
            Self::OfFile(key) => {
                let edit = from.file().and_then(|file| file.edits.get(key)).cloned();
                state.edit_file(|file| {
                    match edit {
                        Some(text) => file.edits.insert(key.clone(), text),
                        None => file.edits.remove(key),
                    };
                });
            }
        }
        state
    }
}

/// A template's text, if it is another than the console's own.
fn edited_text(choices: &Choices, name: TemplateName) -> Option<String> {
    let texts = choices.own_templates()?;
    let text = name.of(texts);
    (text != name.of(&choices.default_texts())).then(|| text.to_owned())
}

/// Undo and redo of the template that is shown. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct TemplateUndo {
    stack: Stack,
    /// The template.
    pub(crate) shown: RwSignal<TemplatePart>,
}

impl TemplateUndo {
    /// For the first template.
    pub(crate) fn new(stack: Stack) -> Self {
        Self {
            stack,
            shown: RwSignal::new(TemplatePart::Own(TemplateName::default())),
        }
    }
}

impl Undoable for TemplateUndo {
    fn id(&self) -> DocumentId {
        DocumentId::Template
    }

    fn last_step(&self) -> Option<u64> {
        self.stack.last_step()
    }

    fn steps(&self) -> (Option<&'static str>, Option<&'static str>) {
        self.shown.with(|part| self.stack.part_steps(part))
    }

    fn undo(&self) -> Option<&'static str> {
        self.shown.with_untracked(|part| self.stack.undo_part(part))
    }

    fn redo(&self) -> Option<&'static str> {
        self.shown.with_untracked(|part| self.stack.redo_part(part))
    }

    fn focus_moved(&self) {
        self.stack.focus_moved();
    }

    fn browser_can_undo(&self) -> bool {
        self.stack.browser_can_undo()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::stack::choices::Preset;
    use protocol::ApiFile;

    const PUT: TemplatePart = TemplatePart::Own(TemplateName::PutRequest);

    #[test]
    fn an_option_that_changes_the_default_text_is_no_step_of_a_template() {
        let (one, other) = (
            Choices::of_preset(Preset::Recommended),
            Choices::of_preset(Preset::Example),
        );
        let text = |choices: &Choices| choices.template_texts().put_request;
        assert_ne!(text(&one), text(&other));
        assert_eq!(PUT.is_same(&one, &other), Some(true));
        assert_eq!(PUT.put(&one, &other), one);
    }

    #[test]
    fn a_template_of_the_options_is_put_back_alone() {
        let before = Choices::of_preset(Preset::Recommended);
        let mut after = before.clone();
        after.set_template(TemplateName::PutRequest, "mine".to_owned());
        let edited = after.clone();
        after.set_template(TemplateName::GetRequest, "mine, too".to_owned());
        assert_eq!(PUT.is_same(&before, &edited), Some(false));
        assert_eq!(PUT.is_same(&edited, &after), Some(true));
        let put = PUT.put(&after, &before);
        assert_eq!(put.template_texts().get_request, "mine, too");
        assert_eq!(PUT.is_same(&put, &before), Some(true));
        assert_eq!(PUT.put(&put, &after), after);
    }

    #[test]
    fn a_template_of_a_file_belongs_to_that_file() {
        let open = |text: &str| {
            let mut choices = Choices::of_preset(Preset::Recommended);
            choices.set_file(Some(ApiFile {
                text: text.into(),
                ..ApiFile::default()
            }));
            choices
        };
        let part = TemplatePart::OfFile("POST / request application/json".to_owned());
        let mut edited = open("a");
        edited.edit_file(|file| {
            let key = "POST / request application/json".to_owned();
            file.edits.insert(key, "mine".into());
        });
        assert_eq!(part.is_same(&open("a"), &edited), Some(false));
        assert_eq!(part.is_same(&open("b"), &edited), None);
        assert_eq!(part.put(&edited, &open("a")), open("a"));
        assert_eq!(part.put(&open("a"), &edited), edited);
    }
}
