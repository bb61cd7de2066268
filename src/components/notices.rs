//! The messages between the toolbar and the form.

use leptos::html::Div;
use view::prelude::*;

use super::call_result::CallResult;
use super::download::save_resume;
use super::icon::{Icon, Shape};
use crate::browser::{covered, files};
use crate::state::Console;
use crate::state::draft_sync::DraftStatus;
use crate::state::opening::FileProblem;
use crate::state::set_aside::SetAside;

/// The messages about the draft and about files.
#[component]
pub(crate) fn DraftNotices() -> impl IntoView {
    view! {
        <Notices>
            <OtherTab />
            <NotSaved />
            <SetAsides />
            <BadFile />
            <CallResult link=true />
        </Notices>
    }
}

/// The messages between a toolbar and what it is for. They stay in sight: what happened may have been asked for far down.
#[component]
pub(crate) fn Notices(
    /// The messages.
    children: Children,
) -> impl IntoView {
    let messages = NodeRef::<Div>::new();
    covered::watch(messages, covered::AT_TOP);
    view! {
        <div class="notices" node_ref=messages>
            {children()}
        </div>
    }
}

#[component]
fn OtherTab() -> impl IntoView {
    let drafts = Console::here().drafts;
    live(move || {
        drafts.asks.get().then(|| {
            view! {
                <div class="message warn" role="alert">
                    <div>
                        <strong>"The draft was changed in another tab."</strong>
                        "Both drafts are saved. Choose one to continue with; the other one stays under Previous drafts."
                    </div>
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| drafts.take_other()>
                            "Use the other tab's draft"
                        </button>
                        <button type="button" class="button" on:click=move |_| drafts.keep_this()>
                            "Keep this draft"
                        </button>
                    </div>
                </div>
            }
        })
    })
}

#[component]
fn NotSaved() -> impl IntoView {
    let console = Console::here();
    // A write in progress does not change it yet.
    let problem = Memo::new(move |before: Option<&Option<(bool, String)>>| {
        match console.drafts.status.get() {
            DraftStatus::NotSaved(error) => Some((true, error.to_string())),
            DraftStatus::Simply(error) => Some((false, error.to_string())),
            DraftStatus::Saving => before.cloned().flatten(),
            DraftStatus::Untouched | DraftStatus::Saved | DraftStatus::Followed => None,
        }
    });
    live(move || {
        problem.get().map(|(lost, error)| {
            let (class, title, detail) = if lost {
                (
                    "message bad",
                    "The draft could not be saved in this browser.",
                    format!(
                        "Reason: {error}. A reload would lose your work: download it, or free some space and try again.",
                    ),
                )
            } else {
                (
                    "message warn",
                    "The draft is saved, but a browser crash can lose the last minute of it.",
                    format!(
                        "The browser's database can't be used: {error}. Download the draft, or try again.",
                    ),
                )
            };
            view! {
                <div class=class role="alert">
                    <div>
                        <strong>{title}</strong>
                        {detail}
                    </div>
                    <div class="actions">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| save_resume(console)
                        >
                            "Download draft"
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| console.drafts.try_again()
                        >
                            "Try again"
                        </button>
                    </div>
                </div>
            }
        })
    })
}

/// Messages for the stored records that the page started without.
#[component]
pub(crate) fn SetAsides() -> impl IntoView {
    let console = Console::here();
    live(move || {
        console
            .set_aside
            .get()
            .into_iter()
            .map(move |record| set_aside(console, record))
            .collect_view()
    })
}

// Apart from their place, which is there from the start: a first visit does not load it.
#[inline(never)]
fn set_aside(console: Console, record: SetAside) -> impl IntoView {
    let (file, again, close) = (record.clone(), record.clone(), record.clone());
    view! {
        <div class="message warn" role="alert">
            <div>
                <strong>{record.title.clone()}</strong>
                {record.detail.clone()}
            </div>
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    on:click=move |_| {
                        files::save(file.file, "text/plain", &file.text);
                    }
                >
                    "Download stored text"
                </button>
                {record
                    .again
                    .map(|_| {
                        view! {
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| console.try_again(&again)
                            >
                                "Try again"
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="button"
                    on:click=move |_| console.close_set_aside(&close)
                >
                    "Close"
                </button>
            </div>
        </div>
    }
}

#[component]
fn BadFile() -> impl IntoView {
    let problem = Console::here().file_problem;
    live(move || {
        problem.get().map(|FileProblem { title, detail }| {
            view! {
                <Closable
                    class="message bad"
                    title
                    about="the file"
                    close=move || problem.set(None)
                >
                    {detail}
                </Closable>
            }
        })
    })
}

/// A message with a cross that closes it.
#[component]
pub(crate) fn Closable(
    class: &'static str,
    title: String,
    /// Its subject, for the name of the close button.
    about: &'static str,
    close: impl Fn() + 'static,
    /// The rest of the message.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class role="alert">
            <div>
                <strong>{title}</strong>
                {children()}
            </div>
            <div class="actions">
                <button
                    type="button"
                    class="icon-button"
                    aria-label=format!("Close the message about {about}")
                    on:click=move |_| close()
                >
                    <Icon shape=Shape::Cross />
                </button>
            </div>
        </div>
    }
}
