//! Word from tab to tab of this origin.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;
use web_sys::js_sys::Reflect;

/// Tells all who listen to `channel`, in this tab too, that there is something new.
pub(crate) fn tell(channel: &str) {
    tell_from(channel, "");
}

/// As [`tell`], with the name of who tells it.
pub(crate) fn tell_from(channel: &str, sender: &str) {
    // Who can't be told looks again when its page is drawn anew.
    if let Ok(channel) = BroadcastChannel::new(channel) {
        let _ = channel.post_message(&JsValue::from_str(sender));
        channel.close();
    }
}

/// Someone who listens until this is dropped.
pub(crate) struct Listener {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Calls `hear` at each word on `channel`; `None` where the browser has no channels.
pub(crate) fn listen(channel: &str, mut hear: impl FnMut() + 'static) -> Option<Listener> {
    listen_to(channel, move |_| hear())
}

/// As [`listen`], with the name of who tells it.
pub(crate) fn listen_to(channel: &str, mut hear: impl FnMut(&str) + 'static) -> Option<Listener> {
    let channel = BroadcastChannel::new(channel).ok()?;
    let hear = Closure::new(move |event: JsValue| {
        let sender = Reflect::get(&event, &"data".into())
            .ok()
            .and_then(|data| data.as_string());
        hear(&sender.unwrap_or_default());
    });
    channel.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    Some(Listener {
        channel,
        _hear: hear,
    })
}
