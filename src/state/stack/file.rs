//! The file whose API is called as it is: opened, its API chosen, its mapping templates edited, the responses of integrations prepared.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::{ApiFile, ListApis, ListedApi, ListedMethod, ListedTemplate, PreparedResponse};
use view::prelude::*;

use super::Stack;
use crate::engine::{Engine, EngineError};

impl Stack {
    /// Opens a file, in place of another.
    pub(crate) fn open_file(self, name: &str, text: Arc<str>) -> bool {
        let file = ApiFile {
            name: name.to_owned(),
            text,
            ..ApiFile::default()
        };
        self.change("opening a file", |choices| choices.set_file(Some(file)))
    }

    /// Closes the file. Its tables stay.
    pub(crate) fn close_file(self) {
        self.change("closing the file", |choices| choices.set_file(None));
    }

    /// Chooses one of the file's APIs, by name.
    pub(crate) fn choose_api(self, name: String) {
        self.change("choosing an API", |choices| {
            choices.edit_file(|file| {
                file.api = name;
                // Other APIs have other methods.
                file.prepared.clear();
            });
        });
    }

    /// The user typed `text` into a mapping template of the file.
    pub(crate) fn file_template_typed(self, template: &ListedTemplate, text: String) {
        self.step(|document| {
            document.typed(&template.key, "editing a mapping template", |choices| {
                choices.edit_file(|file| set_text(file, template, text));
            })
        });
    }

    /// Puts another text in place of a mapping template of the file; `what` names the step for undo.
    pub(crate) fn set_file_template(
        self,
        template: &ListedTemplate,
        text: String,
        what: &'static str,
    ) {
        self.change(what, |choices| {
            choices.edit_file(|file| set_text(file, template, text));
        });
    }

    /// The user typed what a method's integration responds with.
    pub(crate) fn response_prepared(self, response: PreparedResponse) {
        let place = format!("{} {}", response.http_method, response.path);
        self.step(|document| {
            document.typed(&place, "preparing a response", |choices| {
                choices.edit_file(|file| {
                    forget(file, &response.http_method, &response.path);
                    file.prepared.push(response);
                });
            })
        });
    }

    /// Removes what a method's integration responds with.
    pub(crate) fn forget_response(self, http_method: &str, path: &str) {
        self.change("removing a prepared response", |choices| {
            choices.edit_file(|file| forget(file, http_method, path));
        });
    }
}

fn set_text(file: &mut ApiFile, template: &ListedTemplate, text: String) {
    if *text == *template.text {
        file.edits.remove(&template.key);
    } else {
        file.edits.insert(template.key.clone(), text.into());
    }
}

fn forget(file: &mut ApiFile, http_method: &str, path: &str) {
    file.prepared
        .retain(|one| one.http_method != http_method || one.path != path);
}

/// The APIs of the opened file. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct FileApis {
    stack: Stack,
    engine: Engine,
    /// The APIs, or why there is none; `None` while the engine reads the file, or without one.
    pub(crate) listed: RwSignal<Option<Result<Arc<Vec<ListedApi>>, String>>>,
    /// The chosen API.
    pub(crate) api: Memo<Option<Arc<ListedApi>>>,
    /// The index of the method that a request was filled in for last: its mapping template is shown first.
    pub(crate) method: RwSignal<u32>,
    /// Counts the questions: only the answer to the last one is of use.
    count: StoredValue<u32>,
}

impl FileApis {
    /// Reads the file now, and each time that it is another.
    pub(crate) fn start(stack: Stack, engine: Engine) -> Self {
        let listed = RwSignal::new(None::<Result<Arc<Vec<ListedApi>>, String>>);
        let text = Memo::new(move |_| stack.file.get().map(|file| file.text.clone()));
        let name = Memo::new(move |_| stack.file.get().map(|file| file.api.clone()));
        let api = Memo::new(move |_| {
            let name = name.get()?;
            let apis = listed.get()?.ok()?;
            let mut named = apis
                .iter()
                .filter(|api| name.is_empty() || api.name == name);
            named.next().or_else(|| apis.first()).cloned().map(Arc::new)
        });
        let apis = Self {
            stack,
            engine,
            listed,
            api,
            method: RwSignal::new(0),
            count: StoredValue::new(0),
        };
        Effect::new(move |_| apis.read(text.get()));
        apis
    }

    /// Reads the file again, after a failure.
    pub(crate) fn retry(self) {
        self.engine.retry();
        self.read(
            self.stack
                .file
                .get_untracked()
                .map(|file| file.text.clone()),
        );
    }

    fn read(self, text: Option<Arc<str>>) {
        let number = self.count.get_value().wrapping_add(1);
        self.count.set_value(number);
        self.listed.set(None);
        let Some(text) = text else { return };
        let (_, listed) = self.engine.ask(ListApis { text });
        spawn_local(async move {
            let listed = match listed.await {
                Ok(listed) => listed.map(Arc::new),
                Err(EngineError::Cancelled) => return,
                Err(error) => Err(error.to_string()),
            };
            if self.count.try_get_value() == Some(number) {
                self.listed.set(Some(listed));
            }
        });
    }

    /// The file's name; reactive.
    pub(crate) fn name(self) -> Option<String> {
        self.stack
            .file
            .with(|file| file.as_ref().map(|file| file.name.clone()))
    }

    /// The table of the chosen API; empty if it has none, or is not known yet; reactive.
    pub(crate) fn table(self) -> String {
        let table = self
            .api
            .with(|api| api.as_ref().map(|api| api.table.clone()));
        table.unwrap_or_default()
    }

    /// Whether the chosen API has a method; reactive.
    pub(crate) fn has(self, http_method: &str, path: &str) -> bool {
        self.any(|method| {
            method.path == path && [http_method, "ANY"].contains(&method.http_method.as_str())
        })
    }

    /// Whether a method of the chosen API asks for a caller who is signed in; reactive.
    pub(crate) fn needs_sign_in(self) -> bool {
        self.any(|method| method.needs_sign_in)
    }

    fn any(self, holds: impl Fn(&ListedMethod) -> bool) -> bool {
        self.api
            .with(|api| api.iter().any(|api| api.methods.iter().any(&holds)))
    }

    /// A mapping template of the chosen API; reactive.
    pub(crate) fn template(self, at: u32) -> Option<ListedTemplate> {
        self.api
            .with(|api| api.as_ref()?.templates.get(at as usize).cloned())
    }

    /// The index of the first mapping template of the method that a request was filled in for last; reactive.
    pub(crate) fn first_template(self) -> Option<u32> {
        let method = self.method.get();
        let templates = self.api.get()?;
        let of_method = |at: &usize| templates.templates[*at].method == method;
        let at = (0..templates.templates.len()).find(of_method);
        u32::try_from(at.or_else(|| (!templates.templates.is_empty()).then_some(0))?).ok()
    }

    /// The index of a mapping template, by its key; reactive.
    pub(crate) fn index(self, key: &str) -> Option<u32> {
        let at = self.api.with(|api| {
            let mut templates = api.as_ref()?.templates.iter();
            templates.position(|template| template.key == key)
        })?;
        u32::try_from(at).ok()
    }

    /// The text of a mapping template as it is now; reactive.
    pub(crate) fn text(self, template: &ListedTemplate) -> Arc<str> {
        let edited = self
            .stack
            .file
            .with(|file| file.as_ref()?.edits.get(&template.key).cloned());
        edited.unwrap_or_else(|| template.text.clone())
    }

    /// What is prepared for a method; reactive.
    pub(crate) fn prepared(self, method: &ListedMethod) -> Option<PreparedResponse> {
        self.stack.file.with(|file| {
            let mut prepared = file.as_ref()?.prepared.iter();
            let found = prepared
                .find(|one| one.http_method == method.http_method && one.path == method.path)?;
            Some(found.clone())
        })
    }
}
