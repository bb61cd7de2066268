//! A panic shows a panel that can be read rather than a dead page.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// Reports panics to `start.js`, which draws the panel: it needs no part of the
/// program that has just failed. The draft is in storage since its last change.
pub(crate) fn report_panics() {
    std::panic::set_hook(Box::new(|info| {
        let detail = JsValue::from_str(&info.to_string());
        web_sys::console::error_1(&detail);
        let init = CustomEventInit::new();
        init.set_detail(&detail);
        if let (Some(window), Ok(event)) = (
            web_sys::window(),
            CustomEvent::new_with_event_init_dict("console-panic", &init),
        ) {
            // Nothing is left to do if even this fails.
            let _ = window.dispatch_event(&event);
        }
    }));
}
