//! What stands between the toolbar and the form: things that the user has to know or decide.

use leptos::prelude::*;

use super::call_result::CallResult;
use super::icon::{Icon, Shape};
use crate::browser::files;
use crate::state::draft_sync::Status;
use crate::state::{Console, FileProblem};

/// The messages about the draft and about files.
#[component]
pub(crate) fn DraftNotices() -> impl IntoView {
    view! {
        <div class="notices">
            <OtherTab />
            <NotKept />
            <Unreadable />
            <BadFile />
            <CallResult link=true />
        </div>
    }
}

#[component]
fn OtherTab() -> impl IntoView {
    let drafts = Console::here().drafts;
    let other = Memo::new(move |_| match drafts.status.get() {
        Status::OtherTab(error) => Some(error),
        _ => None,
    });
    move || {
        other.get().map(|error| {
            view! {
                <div class="message warn" role="alert">
                    <div>
                        <strong>"The draft was changed in another tab."</strong>
                        "Nothing of either was overwritten. Choose which one to go on with. "
                        {error
                            .map(|error| {
                                format!(
                                    "Until then this tab's changes are only on this page: {error}.",
                                )
                            })}
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
    }
}

#[component]
fn NotKept() -> impl IntoView {
    let console = Console::here();
    let error = Memo::new(move |_| match console.drafts.status.get() {
        Status::NotKept(error) => Some(error),
        _ => None,
    });
    move || {
        error.get().map(|error| {
            view! {
                <div class="message bad" role="alert">
                    <div>
                        <strong>"The draft could not be saved in this browser."</strong>
                        {format!(
                            "The reason: {error}. Your work is still on this page, but a reload would lose it. Save it as a file, or make room and try again.",
                        )}
                    </div>
                    <div class="actions">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| save_resume(console)
                        >
                            "Save as a file"
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| console.drafts.keep_this()
                        >
                            "Try again"
                        </button>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn Unreadable() -> impl IntoView {
    let unreadable = Console::here().drafts.unreadable;
    move || {
        unreadable.get().map(|(text, error)| {
            view! {
                <div class="message warn" role="alert">
                    <div>
                        <strong>"The draft in this browser is not a resume, so an empty one was begun."</strong>
                        {format!("{error}. What was there is kept aside.")}
                    </div>
                    <div class="actions">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| {
                                files::save("resume-draft.txt", "text/plain", &text);
                            }
                        >
                            "Save what was there"
                        </button>
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| unreadable.set(None)
                        >
                            "Close"
                        </button>
                    </div>
                </div>
            }
        })
    }
}

#[component]
fn BadFile() -> impl IntoView {
    let problem = Console::here().file_problem;
    move || {
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
    }
}

/// A message with a cross that closes it.
#[component]
pub(crate) fn Closable(
    class: &'static str,
    title: String,
    /// What it is about, for who hears what the cross does.
    about: &'static str,
    close: impl Fn() + 'static,
    /// What it says besides.
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

/// Offers the resume as a file named after its ID.
pub(crate) fn save_resume(console: Console) {
    let resume = console.editor.resume_now();
    let id: String = resume
        .id
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(60)
        .collect();
    let stem = id.trim_matches('.');
    let name = format!("{}.json", if stem.is_empty() { "resume" } else { stem });
    if files::save(&name, "application/json", &resume.to_json_pretty()) {
        console.notices.say(format!("Saved as {name}."));
    } else {
        console
            .notices
            .say("The browser did not take the download.");
    }
}
