//! Views in a page: drawn, drawn again, and removed.
#![cfg(target_arch = "wasm32")]
// The helpers of a test may fail it.
#![allow(clippy::unwrap_used, missing_docs)]

use std::cell::Cell;
use std::rc::Rc;

use view::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// A view in an element, until it is dropped.
fn draw<V: IntoView>(view: impl FnOnce() -> V + 'static) -> (HtmlElement, impl Drop) {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    document().body().unwrap().append_child(&element).unwrap();
    let handle = leptos::mount::mount_to(element.clone(), view);
    (element, handle)
}

/// Waits until effects have run.
async fn drawn() {
    leptos::task::tick().await;
    leptos::task::tick().await;
}

fn find(page: &HtmlElement, selector: &str) -> Element {
    page.query_selector(selector).unwrap().unwrap()
}

fn html(page: &HtmlElement) -> String {
    page.inner_html().replace("<!---->", "")
}

#[wasm_bindgen_test]
async fn attributes_and_texts_follow_their_signals() {
    let text = RwSignal::new("one".to_owned());
    let is_on = RwSignal::new(false);
    let (page, handle) = draw(move || {
        view! {
            <p class="hint" class:bad=move || is_on.get() title=text hidden=move || is_on.get() tabindex=-1>
                "Says "
                {move || text.get()}
            </p>
            <input prop:checked=move || is_on.get() type="checkbox" />
            <i style:width=move || is_on.get().then_some("5%")></i>
        }
    });
    assert_eq!(
        html(&page),
        r#"<p class="hint" title="one" tabindex="-1">Says one</p><input type="checkbox"><i></i>"#
    );
    let element = find(&page, "p");
    text.set("two".to_owned());
    is_on.set(true);
    drawn().await;
    assert_eq!(
        html(&page),
        r#"<p class="hint bad" title="two" tabindex="-1" hidden="">Says two</p><input type="checkbox"><i style="width: 5%;"></i>"#
    );
    assert_eq!(find(&page, "p"), element);
    assert!(
        find(&page, "input")
            .unchecked_into::<HtmlInputElement>()
            .checked()
    );
    is_on.set(false);
    drawn().await;
    assert!(
        html(&page).starts_with(r#"<p class="hint" title="two" tabindex="-1">"#),
        "{}",
        html(&page)
    );
    drop(handle);
    assert_eq!(html(&page), "");
}

#[wasm_bindgen_test]
async fn a_view_that_is_drawn_again_keeps_its_elements_and_has_the_new_listener() {
    let count = RwSignal::new(1);
    let clicked = Rc::new(Cell::new(0));
    let (page, _handle) = draw({
        let clicked = send_wrapper::SendWrapper::new(clicked.clone());
        move || {
            live(move || {
                let clicked = clicked.clone();
                let now = count.get();
                let odd = now % 2 == 1;
                view! {
                    <button title=now on:click=move |_| clicked.set(clicked.get() * 10 + now)>
                        {now.to_string()}
                        {odd.then(|| view! { <b>"odd"</b> })}
                    </button>
                }
            })
        }
    });
    let button: HtmlElement = find(&page, "button").unchecked_into();
    button.click();
    count.set(2);
    drawn().await;
    assert_eq!(html(&page), r#"<button title="2">2</button>"#);
    assert_eq!(find(&page, "button"), *button);
    button.click();
    count.set(3);
    drawn().await;
    assert_eq!(html(&page), r#"<button title="3">3<b>odd</b></button>"#);
    button.click();
    assert_eq!(clicked.get(), 123);
}

#[wasm_bindgen_test]
async fn a_condition_and_other_views_replace_what_was_there() {
    let is_on = RwSignal::new(true);
    let ended = Rc::new(Cell::new(0));
    let (page, handle) = draw({
        let ended = send_wrapper::SendWrapper::new(ended.clone());
        move || {
            view! {
                <Show when=move || is_on.get() fallback=|| view! { <i>"off"</i> }>
                    {
                        let ended = ended.clone();
                        on_cleanup(move || ended.set(ended.get() + 1));
                    }
                    <b>"on"</b>
                </Show>
                {move || if is_on.get() { view! { <u></u> } } else { view! { "text" } }}
                <p></p>
            }
        }
    });
    assert_eq!(html(&page), "<b>on</b><u></u><p></p>");
    is_on.set(false);
    drawn().await;
    assert_eq!(
        (html(&page).as_str(), ended.get()),
        ("<i>off</i>text<p></p>", 1)
    );
    is_on.set(true);
    drawn().await;
    assert_eq!(html(&page), "<b>on</b><u></u><p></p>");
    drop(handle);
    assert_eq!((html(&page).as_str(), ended.get()), ("", 2));
}

#[wasm_bindgen_test]
async fn entries_of_a_list_keep_their_elements() {
    let list = RwSignal::new(vec![1_u64, 2, 3, 4]);
    let (page, _handle) = draw(move || {
        view! {
            <For each=move || list.get() key=|number| *number let(number)>
                <i>{number.to_string()}</i>
            </For>
            <p></p>
        }
    });
    let elements = || -> Vec<Element> {
        let all = page.query_selector_all("i").unwrap();
        (0..all.length())
            .map(|at| all.item(at).unwrap().unchecked_into())
            .collect()
    };
    let first = elements();
    for order in [
        vec![2, 1, 3, 4],
        vec![4, 3, 2, 1],
        vec![3, 5, 1],
        vec![],
        vec![1, 2, 3, 4],
        vec![4, 1, 2, 3],
    ] {
        list.set(order.clone());
        drawn().await;
        let expected: String = order
            .iter()
            .map(|number| format!("<i>{number}</i>"))
            .collect();
        assert_eq!(html(&page), expected + "<p></p>");
        if order.len() == 4 && order[0] != 4 && order[0] != 1 {
            assert_eq!(elements()[0], first[1]);
        }
    }
}

#[wasm_bindgen_test]
fn drawings_are_in_their_namespace() {
    let (page, _handle) = draw(|| {
        view! {
            <svg class="icon">
                <path d="M0 0"></path>
            </svg>
        }
    });
    let namespace = find(&page, "path").namespace_uri();
    assert_eq!(namespace.as_deref(), Some("http://www.w3.org/2000/svg"));
    assert_eq!(
        find(&page, "svg").get_attribute("class").as_deref(),
        Some("icon")
    );
}
