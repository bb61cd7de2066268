//! The rest of the console's program, which the first view does not need: see [`web::rest`].

use view::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::engine::{Engine, EngineState};

/// The rest, loaded after the engine, or as soon as it is needed. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Rest {
    /// How far it is.
    pub(crate) state: RwSignal<RestState>,
}

/// How far the rest is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RestState {
    /// Nothing needed it yet.
    Awaited,
    /// It is being loaded.
    Loading,
    /// It is there.
    Here,
    /// It could not be loaded: why.
    Failed(String),
}

impl Rest {
    /// Loads it once the engine is there, or can't be.
    pub(crate) fn start(engine: Engine) -> Self {
        let rest = Self {
            state: RwSignal::new(RestState::Awaited),
        };
        Effect::new(move |_| {
            let is_awaited = rest.state.get_untracked() == RestState::Awaited;
            if engine.state.get() != EngineState::Loading && is_awaited {
                rest.load();
            }
        });
        rest
    }

    /// Loads it now, unless it is there or being loaded.
    pub(crate) fn load(self) {
        if matches!(
            self.state.get_untracked(),
            RestState::Here | RestState::Loading
        ) {
            return;
        }
        self.state.set(RestState::Loading);
        spawn_local(async move {
            let loaded = web::rest::load().await;
            // The page may be closed by now.
            self.state
                .try_set(loaded.map_or_else(RestState::Failed, |()| RestState::Here));
        });
    }
}
