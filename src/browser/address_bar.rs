//! The page's own address, leaving it for another page and coming back.

use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, window};

/// The address of this page up to `?` and `#`, as another page returns to it.
pub(crate) fn own_page() -> String {
    let location = window().map(|window| window.location());
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    location.map_or_else(String::new, |location| {
        format!("{}{}", part(location.origin()), part(location.pathname()))
    })
}

/// The values of the address's query, if it has a `state`: another page returned to this one. They are removed from the address, which
/// shows the view at `fragment` then.
pub(crate) fn take_returned(fragment: &str) -> Option<Vec<(String, String)>> {
    let window = window()?;
    let query = window.location().search().ok()?;
    let query = UrlSearchParams::new_with_str(&query).ok()?;
    query.get("state")?;
    let named = ["state", "code", "error", "error_description"];
    let values = named
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), query.get(name)?)));
    let values = values.collect();
    let address = format!("{}#/{fragment}", own_page());
    // A code is of use once: neither a reload nor the history has it.
    let history = window.history().ok()?;
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    Some(values)
}

/// Leaves this page for another.
pub(crate) fn leave(url: &str) {
    if let Some(window) = window() {
        // What is no URL was not built here.
        let _ = window.location().assign(url);
    }
}

/// Bytes in base64 as URLs have it: `-`, `_` and no `=` (RFC 4648, 5).
pub(crate) fn base64url(bytes: &[u8]) -> String {
    let latin: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let encoded = window().and_then(|window| window.btoa(&latin).ok());
    encoded
        .unwrap_or_default()
        .trim_end_matches('=')
        .replace('+', "-")
        .replace('/', "_")
}

/// The text in base64 as URLs have it; `None` if it is none.
pub(crate) fn text_of_base64url(text: &str) -> Option<String> {
    let text = text.replace('-', "+").replace('_', "/");
    let latin = window()?.atob(&text).ok()?;
    let bytes = latin.chars().map(|c| u8::try_from(c).ok());
    String::from_utf8(bytes.collect::<Option<_>>()?).ok()
}
