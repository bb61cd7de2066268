//! The API that was asked about last, ready to run.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use emulator::Emulator;
use options::{MappingTemplates, Options};
use protocol::{ApiSource, TemplateName};

use crate::api_file::{self, FileTemplate};
use crate::preview::PreviewRenderer;

/// An API whose templates are parsed.
pub(crate) struct Loaded {
    source: ApiSource,
    /// The API; or why that can't run.
    pub(crate) emulator: Rc<Result<Emulator, String>>,
    /// Renders previews.
    pub(crate) preview: PreviewRenderer,
    texts: Texts,
}

/// The mapping templates of an API.
enum Texts {
    Options(Box<MappingTemplates>),
    File(Vec<FileTemplate>),
}

impl Loaded {
    fn new(source: &ApiSource) -> Self {
        let (emulator, texts) = match source {
            ApiSource::Options(stack) => {
                let options = Options::from(&**stack);
                let emulator = Emulator::from_template(&stack::template(&options))
                    .map_err(|error| error.to_string());
                let texts = options.templates.texts().into_owned();
                (emulator, Texts::Options(Box::new(texts)))
            }
            ApiSource::File(file) => {
                let emulator = api_file::emulator(file);
                let texts = emulator.as_ref().map(|emulator| {
                    let mut api = emulator.api().clone();
                    api_file::templates(&mut api)
                });
                let texts = Texts::File(texts.unwrap_or_default());
                (emulator, texts)
            }
        };
        Self {
            source: source.clone(),
            preview: PreviewRenderer::new(&emulator),
            emulator: Rc::new(emulator),
            texts,
        }
    }

    /// The text of a mapping template; empty if the API has no such one.
    pub(crate) fn text(&self, name: TemplateName) -> Arc<str> {
        match &self.texts {
            Texts::Options(texts) => name.of(texts).into(),
            Texts::File(_) => {
                let template = self.of_file(name);
                template.map_or_else(|| "".into(), |template| template.text.clone())
            }
        }
    }

    /// The mapping template of a file.
    pub(crate) fn of_file(&self, name: TemplateName) -> Option<&FileTemplate> {
        match (&self.texts, name) {
            (Texts::File(texts), TemplateName::OfFile(at)) => texts.get(at as usize),
            _ => None,
        }
    }
}

thread_local!(static LOADED: RefCell<Option<Loaded>> = const { RefCell::new(None) });

/// Runs `work` with an API, which is loaded anew only if it is another one than last time.
pub(crate) fn with<T>(source: &ApiSource, work: impl FnOnce(&mut Loaded) -> T) -> T {
    LOADED.with_borrow_mut(|loaded| {
        if loaded
            .as_ref()
            .is_none_or(|loaded| loaded.source != *source)
        {
            *loaded = None;
        }
        work(loaded.get_or_insert_with(|| Loaded::new(source)))
    })
}
