//! The whole page, mounted in a browser: what is typed is previewed, and is there again when the
//! page is opened anew.
#![cfg(target_arch = "wasm32")]
// The helpers of a test may fail it.
#![allow(clippy::unwrap_used)]

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, js_sys::Promise};

wasm_bindgen_test_configure!(run_in_browser);

/// A page of its own in an element of its own.
async fn open() -> (HtmlElement, impl Drop) {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&element).unwrap();
    let engine: resume_console::InPage = std::rc::Rc::new(|question| {
        Box::pin(async move { engine::answer(question, &web::abort::Abort::new()).await })
    });
    let handle = resume_console::open_in(element.clone(), Some(engine)).await;
    (element, handle)
}

async fn wait(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve, _| {
        window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds)
            .unwrap();
    });
    JsFuture::from(promise).await.unwrap();
}

/// Waits until `what` holds, for 10 seconds at most.
async fn until(what: impl Fn() -> bool) -> Result<(), JsValue> {
    for _ in 0..200 {
        if what() {
            return Ok(());
        }
        wait(50).await;
    }
    Err("the condition did not hold within 10 seconds".into())
}

fn find(page: &Element, selector: &str) -> HtmlElement {
    page.query_selector(selector)
        .unwrap()
        .unwrap()
        .unchecked_into()
}

/// The shown text; empty as long as there is nothing to preview.
fn preview(page: &Element) -> String {
    let code = page.query_selector(".preview code").unwrap();
    code.and_then(|code| code.text_content())
        .unwrap_or_default()
}

fn type_into(page: &Element, selector: &str, text: &str) {
    let input: HtmlInputElement = find(page, selector).unchecked_into();
    input.set_value(text);
    let event = Event::new("input").unwrap();
    input.dispatch_event(&event).unwrap();
}

#[wasm_bindgen_test]
async fn what_is_typed_is_previewed_and_kept() -> Result<(), JsValue> {
    window().local_storage()?.unwrap().clear()?;
    let (page, handle) = open().await;
    type_into(&page, "#basics-id", "a-1");
    type_into(&page, "#basics-name", "Ada \"L\"");
    until(|| preview(&page).contains(r#""S": "Ada \"L\"""#)).await?;
    until(|| {
        find(&page, ".preview .status")
            .inner_text()
            .contains("Accepted by DynamoDB")
    })
    .await?;

    find(&page, "#skills-add").click();
    until(|| page.query_selector("#skills-0-title").unwrap().is_some()).await?;
    type_into(&page, "#skills-0-title", "Rust");
    until(|| preview(&page).contains("Rust")).await?;
    until(|| {
        let state = find(&page, ".draft-state").get_attribute("title");
        state.as_deref() == Some("Draft saved in this browser")
    })
    .await?;
    drop(handle);
    page.remove();

    let (page, _handle) = open().await;
    until(|| preview(&page).contains("Rust")).await?;
    let title: HtmlInputElement = find(&page, "#skills-0-title").unchecked_into();
    assert_eq!(title.value(), "Rust");
    Ok(())
}
