//! Messages between the tabs of this origin.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::BroadcastChannel;
use web_sys::js_sys::Reflect;

/// Notifies all listeners of `channel`, also in this tab.
pub fn tell(channel: &str) {
    tell_from(channel, "");
}

/// As [`tell`], with the sender's name.
pub fn tell_from(channel: &str, sender: &str) {
    // Without a channel, other tabs see the change when they redraw.
    if let Ok(channel) = BroadcastChannel::new(channel) {
        let _ = channel.post_message(&JsValue::from_str(sender));
        channel.close();
    }
}

/// A listener, until this is dropped.
pub struct Listener {
    channel: BroadcastChannel,
    _hear: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}

/// Calls `hear` at each message on `channel`; `None` if the browser has no channels.
pub fn listen(channel: &str, mut hear: impl FnMut() + 'static) -> Option<Listener> {
    listen_to(channel, move |_| hear())
}

/// As [`listen`], with the sender's name.
pub fn listen_to(channel: &str, mut hear: impl FnMut(&str) + 'static) -> Option<Listener> {
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
