//! Two calls of the history side by side: what is different in their requests and responses.

use std::sync::Arc;

use leptos::task::spawn_local;
use protocol::CompareTexts;
use view::prelude::*;

use super::code_view::{CodeView, Language, indent};
use crate::api::address;
use crate::api::cors_attempt::is_secret;
use crate::api::outcome::shortened;
use crate::browser::page;
use crate::state::Console;
use crate::state::calls::Call;

/// A choice of another call, and what is different there.
#[component]
pub(super) fn Comparison(
    /// The call.
    call: Arc<Call>,
) -> impl IntoView {
    let calls = Console::here().calls;
    let other = RwSignal::new(None::<Arc<Call>>);
    let own = call.number;
    let options = move || {
        let made = calls.made.get().into_iter();
        let others = made.filter(|call| call.number != own);
        let options = others.map(|call| {
            let value = call.number.to_string();
            view! { <option value=value>{name_of(&call)}</option> }
        });
        options.collect::<Vec<_>>()
    };
    let has_others = Memo::new(move |_| calls.made.with(|made| made.len() > 1));
    let choose = move |event| {
        let chosen = event_target_value(&event);
        let made = calls.made.get_untracked();
        let chosen = made
            .into_iter()
            .find(|call| call.number.to_string() == chosen);
        other.set(chosen);
    };
    let compared = live(move || {
        let other = other.get()?;
        Some(view! { <SideBySide call=call.clone() other /> })
    });
    view! {
        <Show when=move || has_others.get()>
            <label class="compare-with">
                "Compare with "
                <select class="input" on:change=choose>
                    <option value="">"no other call"</option>
                    {live(options)}
                </select>
            </label>
        </Show>
        {compared}
    }
}

/// What is different, once the engine has found it.
#[component]
fn SideBySide(call: Arc<Call>, other: Arc<Call>) -> impl IntoView {
    let engine = Console::here().engine;
    let sides = RwSignal::new(None::<Result<[Side; 2], String>>);
    let names = [&other, &call].map(|call| format!("#{}", call.number));
    let (before, after) = (text_of(&other).into(), text_of(&call).into());
    let (_, diff) = engine.ask(CompareTexts { before, after });
    spawn_local(async move {
        let found = match diff.await {
            Ok(diff) => Ok(side_by_side(&diff)),
            Err(error) => Err(error.to_string()),
        };
        // The choice is another one by now, perhaps.
        sides.try_set(Some(found));
    });
    live(move || {
        let shown = match sides.get()? {
            Err(error) => {
                view! { <p class="hint">{format!("Not compared: {error}")}</p> }.into_any()
            }
            Ok([side, _]) if side.text.is_empty() => view! {
                <p class="hint">"Both have the same request and the same response."</p>
            }
            .into_any(),
            Ok(sides) => {
                let views = sides.into_iter().zip(&names).map(|(side, name)| {
                    let text: Arc<str> = side.text.into();
                    let classes = Arc::new(side.classes);
                    view! {
                        <div class="part" role="group" aria-label=format!("Lines of {name}")>
                            <div class="part-head">
                                <h3>{name.clone()}</h3>
                            </div>
                            <CodeView
                                text=Signal::stored(text)
                                language=Language::Plain
                                label=format!("Lines of {name}, text")
                                classes=Signal::stored(classes)
                            />
                        </div>
                    }
                });
                view! { <div class="exchange-parts side-by-side">{views.collect::<Vec<_>>()}</div> }
                    .into_any()
            }
        };
        Some(shown)
    })
}

/// `#3 GET https://… 200, 10:24:05`
fn name_of(call: &Call) -> String {
    let request = &call.exchange.request;
    format!(
        "#{} {} {} {}, {}",
        call.number,
        request.method,
        shortened(&address::url(&call.address.base, request)),
        call.exchange.response.status,
        page::time_of_day(call.ended),
    )
}

/// The headers that no two calls share.
const OWN: [&str; 5] = [
    "Date",
    "X-Amz-Date",
    "x-amzn-RequestId",
    "x-amz-apigw-id",
    "X-Amzn-Trace-Id",
];

/// A call as lines to compare: JSON is indented, and the headers that each call has of its own are left out.
fn text_of(call: &Call) -> String {
    let (request, response) = (&call.exchange.request, &call.exchange.response);
    let url = address::url(&call.address.base, request);
    let mut text = format!("{} {url}\n", request.method);
    part(&mut text, &request.headers, &request.body);
    text.push_str(&format!("\nStatus {}\n", response.status));
    part(&mut text, &response.headers, &response.body);
    text
}

fn part(text: &mut String, headers: &[(String, String)], body: &str) {
    for (name, value) in headers {
        let is_own = OWN.iter().any(|own| own.eq_ignore_ascii_case(name));
        if !is_own && !is_secret(name) {
            text.push_str(&format!("{name}: {value}\n"));
        }
    }
    if !body.is_empty() {
        let indented = indent::indented(body);
        text.push_str(&format!("\n{}\n", indented.as_deref().unwrap_or(body)));
    }
}

/// The lines of one of two texts, with a class of the style sheet for each.
#[derive(Clone, Debug, Default, PartialEq)]
struct Side {
    text: String,
    classes: Vec<&'static str>,
}

impl Side {
    fn push(&mut self, line: &str, class: &'static str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.classes.push(class);
    }
}

/// The two sides of a diff, in which a line is beside the one that it replaces.
fn side_by_side(diff: &str) -> [Side; 2] {
    let [mut before, mut after] = [Side::default(), Side::default()];
    let level = |before: &mut Side, after: &mut Side| {
        while before.classes.len() < after.classes.len() {
            before.push("", "");
        }
        while after.classes.len() < before.classes.len() {
            after.push("", "");
        }
    };
    for line in diff.lines() {
        match line.split_at_checked(1) {
            Some(("-", line)) => before.push(line, "removed"),
            Some(("+", line)) => after.push(line, "new"),
            found => {
                level(&mut before, &mut after);
                let (line, class) = match found {
                    Some((" ", line)) => (line, ""),
                    // Where the next group begins.
                    _ => ("…", "group"),
                };
                before.push(line, class);
                after.push(line, class);
            }
        }
    }
    level(&mut before, &mut after);
    [before, after]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_beside_the_one_that_it_replaces() {
        let [before, after] = side_by_side("@@ line 1 @@\n a\n-b\n-c\n+x\n d\n+e\n");
        assert_eq!(before.text, "…\na\nb\nc\nd\n\n");
        assert_eq!(after.text, "…\na\nx\n\nd\ne\n");
        assert_eq!(before.classes, ["group", "", "removed", "removed", "", ""]);
        assert_eq!(after.classes, ["group", "", "new", "", "", "new"]);
        assert_eq!(side_by_side(""), [Side::default(), Side::default()]);
    }
}
