//! Word from tab to tab of this origin.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;

/// Tells all who listen to `channel`, in this tab too, that there is something new.
pub(crate) fn tell(channel: &str) {
    // Who can't be told looks again when its page is drawn anew.
    if let Ok(channel) = BroadcastChannel::new(channel) {
        let _ = channel.post_message(&JsValue::NULL);
        channel.close();
    }
}

/// Someone who listens until this is dropped.
pub(crate) struct Listener {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut()>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Calls `hear` at each word on `channel`; `None` where the browser has no channels.
pub(crate) fn listen(channel: &str, hear: impl FnMut() + 'static) -> Option<Listener> {
    let channel = BroadcastChannel::new(channel).ok()?;
    let hear = Closure::new(hear);
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    Some(Listener {
        channel,
        _hear: hear,
    })
}
