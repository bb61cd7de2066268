//! The stack that was asked about last, ready to run.

use std::cell::RefCell;
use std::rc::Rc;

use emulator::Emulator;
use options::Options;
use protocol::StackOptions;

use crate::preview::PreviewRenderer;

/// A stack whose templates are parsed.
pub(crate) struct Loaded {
    options: StackOptions,
    /// Its API; or why that can't run.
    pub(crate) emulator: Rc<Result<Emulator, String>>,
    /// Renders previews.
    pub(crate) preview: PreviewRenderer,
}

impl Loaded {
    fn new(options: &StackOptions) -> Self {
        let template = stack::template(&Options::from(options));
        let emulator = Emulator::from_template(&template).map_err(|error| error.to_string());
        Self {
            options: options.clone(),
            emulator: Rc::new(emulator),
            preview: PreviewRenderer::new(&template),
        }
    }
}

thread_local!(static LOADED: RefCell<Option<Loaded>> = const { RefCell::new(None) });

/// Runs `work` with a stack, which is loaded anew only if it is another one than last time.
pub(crate) fn with<T>(options: &StackOptions, work: impl FnOnce(&mut Loaded) -> T) -> T {
    LOADED.with_borrow_mut(|loaded| {
        if loaded
            .as_ref()
            .is_none_or(|loaded| loaded.options != *options)
        {
            *loaded = None;
        }
        work(loaded.get_or_insert_with(|| Loaded::new(options)))
    })
}
