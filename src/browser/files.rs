//! Files that the user opens and downloads.

use leptos::prelude::{document, event_target};
use wasm_bindgen::{JsCast, JsValue};
pub(crate) use web_sys::File;
use web_sys::{
    Blob, BlobPropertyBag, ClipboardEvent, DragEvent, Event, HtmlAnchorElement, HtmlInputElement,
    Url, js_sys,
};

/// The most bytes read from a file. A DynamoDB item has at most 400 KB.
const MOST_BYTES: f64 = 8.0 * 1024.0 * 1024.0;

/// The file that was chosen in an input; the input is empty then, so that the same file can be chosen again.
pub(crate) fn chosen(event: &Event) -> Option<File> {
    let input: HtmlInputElement = event_target(event);
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// Whether a file is dragged over the page.
pub(crate) fn is_dragged(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The file that was dropped.
pub(crate) fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// What was pasted.
pub(crate) enum Pasted {
    /// A file.
    File(File),
    /// A text that may be a JSON object.
    Text(String),
}

/// What was pasted outside of a text field, which takes it itself. Texts that are nothing to open are none.
pub(crate) fn pasted(event: &ClipboardEvent) -> Option<Pasted> {
    if super::page::is_in_text_field(event) {
        return None;
    }
    let data = event.clipboard_data()?;
    if let Some(file) = data.files().and_then(|files| files.get(0)) {
        return Some(Pasted::File(file));
    }
    let text = data.get_data("text/plain").ok()?;
    let is_object = text.trim_start().starts_with('{');
    is_object.then_some(Pasted::Text(text))
}

/// Reads a file as text.
///
/// # Errors
///
/// A sentence for the user: too large, not text in UTF-8, or not readable.
pub(crate) async fn read_text(file: &File) -> Result<String, String> {
    if file.size() > MOST_BYTES {
        return Err(format!(
            "{} is {}. The console opens files up to 8 MB; a DynamoDB item is at most 400 KB.",
            file.name(),
            // A whole number, which on wasm saturates.
            format::size(file.size() as usize)
        ));
    }
    let unreadable = |_: JsValue| format!("The browser could not open {}.", file.name());
    let buffer = wasm_bindgen_futures::JsFuture::from(file.array_buffer())
        .await
        .map_err(unreadable)?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let text = String::from_utf8(bytes).map_err(|error| {
        format!(
            "{} is not UTF-8 text: byte {} is invalid.",
            file.name(),
            error.utf8_error().valid_up_to() + 1
        )
    })?;
    // Editors on Windows write a byte order mark, which JSON does not allow.
    Ok(text
        .strip_prefix('\u{feff}')
        .map_or_else(|| text.clone(), str::to_owned))
}

/// Downloads `text` as a file. Returns whether the browser allowed it.
pub(crate) fn save(name: &str, mime: &str, text: &str) -> bool {
    try_save(name, mime, text).is_ok()
}

fn try_save(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser holds the data once the click is handled.
    super::page::after(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}
