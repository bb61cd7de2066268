//! The rest of a program: the functions that a first visit does not need, in a file of their own (crates/split).
//!
//! `public/rest.js` loads it. A function of the rest that is called earlier is waited for; it is better to load the rest in time.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::{Error, Promise, Reflect, global};

/// The name of the function in the global scope. `xtask/src/parts.rs` names it, too.
const LOAD_REST: &str = "loadRest";

#[wasm_bindgen]
extern "C" {
    /// A promise of the rest; with `now`, what crates/split calls: the rest is there when it returns.
    #[wasm_bindgen(js_name = loadRest)]
    fn load_rest(now: bool) -> JsValue;
}

/// Loads the rest, unless it is there or this program is whole.
///
/// # Errors
/// It could not be loaded: why.
pub async fn load() -> Result<(), String> {
    // Tests have a page of their own.
    if !Reflect::has(&global(), &LOAD_REST.into()).unwrap_or(false) {
        return Ok(());
    }
    let Ok(loading) = load_rest(false).dyn_into::<Promise>() else {
        return Ok(());
    };
    match JsFuture::from(loading).await {
        Ok(_) => Ok(()),
        Err(error) => Err(error
            .dyn_into::<Error>()
            .map_or_else(|_| String::new(), |error| error.message().into())),
    }
}
