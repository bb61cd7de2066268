//! The local tables in a browser's database.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::js_sys::{Array, Function, Object, Promise, Reflect, global};

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use options::{MappingTemplates, Options, Templates};
use protocol::{ApiFile, StackOptions};
use web::database::remake;

use super::*;

/// A page, with what it holds for the engine.
#[derive(Default)]
struct Tab {
    api: ApiSource,
    items: RefCell<LocalItems>,
    not_stored: RefCell<Option<String>>,
}

impl Tab {
    async fn call(&self, request: Request) -> Result<Exchange, CallFailure> {
        let asked = Call {
            api: self.api.clone(),
            request,
            signed_in: false,
            items: self.items.borrow().clone(),
        };
        let called = call(&asked, &Abort::new()).await?;
        self.items.replace(called.items);
        self.not_stored.replace(called.not_stored);
        Ok(called.exchange)
    }

    async fn ids(&self) -> Vec<String> {
        let items = self.items.borrow().clone();
        ids(&Ids {
            api: self.api.clone(),
            items,
        })
        .await
    }
}

/// As a tab that has just been opened.
fn tab() -> Tab {
    Tab {
        api: Arc::new(StackOptions::from(&Options::default())).into(),
        ..Tab::default()
    }
}

/// As a tab whose target is the same template as a file.
fn tab_of_file() -> Tab {
    let template = stack::template(&Options::default());
    let file = ApiFile {
        name: "same.json".to_owned(),
        text: stack::to_json(&template).into(),
        ..ApiFile::default()
    };
    Tab {
        api: Arc::new(file).into(),
        ..Tab::default()
    }
}

async fn empty() {
    remake(ITEMS, None).await;
}

fn resume(id: &str, name: &str) -> String {
    serde_json::json!({"id": id, "name": name}).to_string()
}

async fn save(tab: &Tab, id: &str, name: &str) -> u16 {
    let request = protocol::save(LOCAL_TABLE, resume(id, name), None);
    tab.call(request).await.unwrap().response.status
}

/// The name in the resume of an ID.
async fn read(tab: &Tab, id: &str) -> Option<String> {
    let request = protocol::read(LOCAL_TABLE, id);
    let body = tab.call(request).await.unwrap().response.body;
    let body: Value = serde_json::from_str(&body).unwrap();
    body["name"].as_str().map(str::to_owned)
}

/// Makes the page open its database with `open`; returns the former function.
fn open_with(open: &JsValue) -> JsValue {
    let factory = Reflect::get(&global(), &"indexedDB".into()).unwrap();
    let prototype = Object::get_prototype_of(factory.unchecked_ref());
    let before = Reflect::get(&prototype, &"open".into()).unwrap();
    Reflect::set(&prototype, &"open".into(), open).unwrap();
    before
}

#[wasm_bindgen_test]
async fn tabs_see_one_table() {
    empty().await;
    let (one, other) = (tab(), tab());
    assert_eq!(read(&one, "ada").await, None);
    assert_eq!(save(&one, "ada", "Ada").await, 200);
    assert_eq!(read(&other, "ada").await.as_deref(), Some("Ada"));
    assert_eq!(save(&other, "ada", "Ada L.").await, 200);
    assert_eq!(save(&other, "mira \"M\" 😀", "Mira").await, 200);
    assert_eq!(read(&one, "ada").await.as_deref(), Some("Ada L."));
    assert_eq!(one.ids().await, ["ada", "mira \"M\" 😀"]);
    assert_eq!(*one.not_stored.borrow(), None);
}

#[wasm_bindgen_test]
async fn the_tables_of_a_file_are_apart() {
    empty().await;
    let (own, file) = (tab(), tab_of_file());
    assert_eq!(save(&own, "ada", "Own").await, 200);
    assert_eq!(save(&file, "ada", "File").await, 200);
    assert_eq!(read(&own, "ada").await.as_deref(), Some("Own"));
    assert_eq!(read(&file, "ada").await.as_deref(), Some("File"));
    // Also those that could not be stored, which the page holds for both.
    let unkept = |table: &str, name: &str| StoredItem {
        table: table.to_owned(),
        key: r#"[{"S":"bo"}]"#.to_owned(),
        item: Some(format!(r#"{{"id":{{"S":"bo"}},"name":{{"S":"{name}"}}}}"#)),
    };
    let both = vec![
        unkept(LOCAL_TABLE, "Own"),
        unkept(&format!("{}{LOCAL_TABLE}", file.api.table_prefix()), "File"),
    ];
    for (tab, name, others) in [(&own, "Own", "File"), (&file, "File", "Own")] {
        tab.items.borrow_mut().unkept = both.clone();
        assert_eq!(read(tab, "bo").await.as_deref(), Some(name));
        // It is stored now, and what is not of this API waits on.
        let left = tab.items.borrow().unkept.clone();
        assert_eq!(left.len(), 1, "{left:?}");
        assert!(left[0].item.as_ref().unwrap().contains(others));
    }
}

#[wasm_bindgen_test]
async fn a_condition_holds_across_tabs() {
    empty().await;
    let put_request = MappingTemplates::default().put_request.replace(
        r#"{"TableName""#,
        r#"{"ConditionExpression": "attribute_not_exists(id)", "TableName""#,
    );
    let templates = MappingTemplates {
        put_request,
        ..MappingTemplates::default()
    };
    let options = Options {
        templates: Templates::from(templates),
        ..Options::default()
    };
    let api = ApiSource::from(Arc::new(StackOptions::from(&options)));
    // All of them are under way before the first is answered.
    let calls = Array::new();
    for name in ["one", "two", "three"] {
        let tab = Tab {
            api: api.clone(),
            ..Tab::default()
        };
        calls.push(&future_to_promise(async move {
            Ok(save(&tab, "ada", name).await.into())
        }));
    }
    let statuses = JsFuture::from(Promise::all(&calls)).await.unwrap();
    let statuses = Array::from(&statuses);
    let good = statuses.iter().filter(|status| *status == 200).count();
    assert_eq!(good, 1, "{statuses:?}");
}

#[wasm_bindgen_test]
async fn former_tables_are_taken_over() {
    empty().await;
    assert_eq!(save(&tab(), "new", "newer").await, 200);
    let mut old = Emulator::from_template(&stack::template(&Options::default())).unwrap();
    for (id, name) in [("old", "Old"), ("new", "older")] {
        let request = old.as_owner(protocol::save(LOCAL_TABLE, resume(id, name), None));
        old.invoke(request, &Environment::default());
    }
    let page = tab();
    page.items.borrow_mut().former = Some(old.snapshot());
    assert_eq!(page.ids().await, ["new", "old"]);
    assert_eq!(read(&page, "old").await.as_deref(), Some("Old"));
    assert_eq!(page.items.borrow().former, None);
    assert_eq!(read(&tab(), "old").await.as_deref(), Some("Old"));
    assert_eq!(read(&tab(), "new").await.as_deref(), Some("newer"));

    page.items.borrow_mut().former = Some("of something else".to_owned());
    assert_eq!(read(&page, "old").await.as_deref(), Some("Old"));
    let text = page.items.borrow().former.clone();
    assert_eq!(text.as_deref(), Some("of something else"));
    empty().await;
}

#[wasm_bindgen_test]
async fn without_a_database_it_lasts_as_long_as_the_page() {
    empty().await;
    let page = tab();
    assert_eq!(save(&page, "kept", "Kept").await, 200);
    let forbidden = "throw new DOMException('it is forbidden', 'SecurityError')";
    let open = open_with(&Function::new_no_args(forbidden));
    assert_eq!(save(&page, "ada", "Ada").await, 200);
    assert_eq!(
        page.not_stored.borrow().as_deref(),
        Some("this browser blocks storage for this page")
    );
    assert_eq!(read(&page, "ada").await.as_deref(), Some("Ada"));
    assert_eq!(page.ids().await, ["ada"]);
    open_with(&open);

    // Any call brings it into the database once there is one.
    assert_eq!(read(&tab(), "ada").await, None);
    assert_eq!(read(&page, "kept").await.as_deref(), Some("Kept"));
    assert_eq!(*page.not_stored.borrow(), None);
    assert_eq!(read(&tab(), "ada").await.as_deref(), Some("Ada"));
    assert_eq!(save(&tab(), "ada", "Newer").await, 200);
    assert_eq!(read(&page, "ada").await.as_deref(), Some("Newer"));
}

#[wasm_bindgen_test]
async fn a_newer_page_is_not_written_over() {
    remake(ITEMS, Some(2)).await;
    let page = tab();
    let request = protocol::save(LOCAL_TABLE, resume("ada", "Ada"), None);
    let unanswered = page.call(request).await.unwrap_err();
    assert_eq!(unanswered, CallFailure::NewerPage);
    empty().await;
}

#[wasm_bindgen_test]
async fn tabs_are_told() {
    empty().await;
    let heard = Rc::new(Cell::new(0));
    let hear = heard.clone();
    let listener = tabs::listen(CHANGED, move || hear.set(hear.get() + 1)).unwrap();
    let page = tab();
    read(&page, "ada").await;
    save(&page, "ada", "Ada").await;
    // The notification runs in its own task, after those of the database.
    for _ in 0..20 {
        read(&page, "ada").await;
    }
    assert_eq!(heard.get(), 1);
    drop(listener);
    save(&page, "ada", "Ada L.").await;
    for _ in 0..20 {
        read(&page, "ada").await;
    }
    assert_eq!(heard.get(), 1);
}
