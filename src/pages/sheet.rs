//! The page Page: the resume as it is printed.

use leptos::html::Div;
use sheet::{Design, Paper};
use view::prelude::*;

use crate::browser::page;
use crate::components::controls::Segments;
use crate::state::Console;

/// The page.
#[component]
pub(crate) fn SheetPage() -> impl IntoView {
    let console = Console::here();
    let setup = console.page_setup;
    let html = Memo::new(move |_| setup.html(&console.editor.resume()));
    let pages = RwSignal::new(1);
    let count = move || match pages.get() {
        1 => "1 page".to_owned(),
        pages => format!("{pages} pages"),
    };
    let is_empty = Memo::new(move |_| html.with(String::is_empty));
    view! {
        <h1 class="visually-hidden">"Page"</h1>
        <div class="toolbar wraps" role="toolbar" aria-label="Page actions">
            <Segments
                legend="Design"
                name="design"
                choices=Design::ALL.map(|design| (design, design.name())).to_vec()
                chosen=Signal::derive(move || setup.get().0)
                choose=move |design| setup.choose_design(design)
            />
            <Segments
                legend="Paper"
                name="paper"
                choices=Paper::ALL.map(|paper| (paper, paper.name())).to_vec()
                chosen=Signal::derive(move || setup.get().1)
                choose=move |paper| setup.choose_paper(paper)
            />
            <button
                type="button"
                class="button primary"
                disabled=move || is_empty.get()
                on:click=|_| page::print()
            >
                "Print or save as PDF"
            </button>
            <p class="hint">"The browser's print dialog saves a PDF."</p>
            <span class="toolbar-gap"></span>
            <p class="hint" role="status">
                {move || (!is_empty.get()).then(count)}
            </p>
        </div>
        <Show
            when=move || !is_empty.get()
            fallback=|| {
                view! {
                    <div class="page">
                        <p class="empty">
                            "Your resume appears here as a page to print. "
                            <a href="#/resume">"Fill in the form"</a> " to begin."
                        </p>
                    </div>
                }
            }
        >
            <Sheets html pages />
        </Show>
    }
}

/// Sheets of paper, side by side, with the resume on them. Its parts are broken over columns of a page's height as they are over
/// pages: by the browser.
#[component]
fn Sheets(
    /// The resume.
    html: Memo<String>,
    /// How many pages it has.
    pages: RwSignal<usize>,
) -> impl IntoView {
    let setup = Console::here().page_setup;
    let sheets = NodeRef::<Div>::new();
    let flow = NodeRef::<Div>::new();
    Effect::new(move |_| {
        let (Some(sheets), Some(flow)) = (sheets.get(), flow.get()) else {
            return;
        };
        let (_, paper) = setup.get();
        let on_paper = ["sheets ", paper.class()].concat();
        // The columns are counted when they have the paper's width.
        sheets.set_class_name(&on_paper);
        html.with(|html| flow.set_inner_html(html));
        let count = page::columns(&flow);
        if count > 1 {
            sheets.set_class_name(&(on_paper + " several"));
        }
        pages.set(count);
    });
    view! {
        <div class="desk" role="group" aria-label="Pages of the resume" tabindex="0">
            <div node_ref=sheets>
                {move || {
                    (0..pages.get()).map(|_| view! { <div class="paper"></div> }).collect_view()
                }} <div class="flow" node_ref=flow></div>
            </div>
        </div>
    }
}
