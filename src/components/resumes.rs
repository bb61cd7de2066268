//! The resumes of this browser: a list to search, open, name, copy and delete.

use std::sync::Arc;

use leptos::task::spawn_local;
use view::prelude::*;

use super::controls::{Modal, TextInput};
use crate::browser::{files, page};
use crate::state::Console;
use crate::state::baseline::SaveState;
use crate::state::draft_sync::resumes::ListedResume;

/// From how many resumes on there is a field to search them.
const SEARCHED: usize = 4;

/// The dialog.
#[component]
pub(crate) fn Resumes() -> impl IntoView {
    let open = Console::here().dialogs.resumes;
    view! { <Modal open class="wide" heading="resumes-heading" children=|| view! { <List /> } /> }
}

/// The list, to load again.
#[derive(Clone, Copy)]
struct Reload(RwSignal<Option<Arc<Vec<ListedResume>>>>);

impl Reload {
    fn start(self, console: Console) {
        spawn_local(async move {
            let resumes = console.drafts.resumes().await;
            // The dialog may be closed by now.
            self.0.try_set(Some(Arc::new(resumes)));
        });
    }

    /// Loads it after a change. The row that had the focus may be gone: the focus stays in the dialog.
    fn again(self, console: Console) {
        self.start(console);
        page::focus_soon("#resumes-close".to_owned());
    }
}

/// The resumes, loaded as the dialog opens.
#[component]
fn List() -> impl IntoView {
    let console = Console::here();
    let found = RwSignal::new(None::<Arc<Vec<ListedResume>>>);
    let search = RwSignal::new(String::new());
    let load = Reload(found);
    load.start(console);
    let close = move || console.dialogs.resumes.set(false);
    let rows = move || {
        let Some(resumes) = found.get() else {
            return view! { <p class="empty">"Loading…"</p> }.into_any();
        };
        let words = search.get().to_lowercase();
        let has_words = |resume: &ListedResume| {
            let text = format!("{} {} {}", resume.name(), resume.record.name, resume.id());
            let text = text.to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        };
        let rows: Vec<_> = (0..resumes.len())
            .filter(|index| resumes.get(*index).is_some_and(has_words))
            .map(|index| {
                let resumes = resumes.clone();
                view! { <Row resumes index changed=load /> }
            })
            .collect();
        if rows.is_empty() {
            return view! { <p class="empty">"No resume has these words."</p> }.into_any();
        }
        view! { <ul class="drafts">{rows}</ul> }.into_any()
    };
    let has_search = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_some_and(|all| all.len() >= SEARCHED))
    });
    let previous = move |_| {
        close();
        console.dialogs.previous.set(true);
    };
    let new = move |_| {
        console.new_resume();
        close();
        page::go_to_view("resume");
    };
    view! {
        <h2 id="resumes-heading">"Resumes"</h2>
        <p class="hint">
            "In this browser. Each has its own draft and its own undo. To store one behind an API, open it and save it."
        </p>
        <Show when=move || has_search.get()>
            <TextInput
                id="resumes-search"
                label="Search by name or ID"
                value=search
                typed=move |text| search.set(text)
            />
        </Show>
        {live(rows)}
        <div class="actions">
            <button type="button" class="button" on:click=new>
                "New resume"
            </button>
            <button type="button" class="button" aria-haspopup="dialog" on:click=previous>
                "Previous drafts"
            </button>
            <button
                type="button"
                class="button primary"
                id="resumes-close"
                on:click=move |_| close()
            >
                "Close"
            </button>
        </div>
    }
}

/// A resume.
#[component]
fn Row(
    /// All of them.
    resumes: Arc<Vec<ListedResume>>,
    /// Which of them.
    index: usize,
    /// Loads the list again.
    changed: Reload,
) -> impl IntoView {
    let console = Console::here();
    let resume = resumes.get(index)?.clone();
    let named = format!(
        "{}, {}",
        resume.name(),
        page::shown_time(resume.record.time)
    );
    let is_renamed = RwSignal::new(false);
    let name = {
        let (label, document) = (resume.record.label.clone(), resume.record.document.clone());
        let name = resume.name().to_owned();
        live(move || {
            if is_renamed.get() {
                let (label, document) = (label.clone(), document.clone());
                view! { <Rename label document is_open=is_renamed changed /> }.into_any()
            } else {
                view! { <strong>{name.clone()}</strong> }.into_any()
            }
        })
    };
    let about = about(console, &resumes, &resume);
    let problem = resume.resume.clone().err().map(|error| {
        view! { <span class="hint">{format!("Not a resume: {error}")}</span> }
    });
    let is_readable = problem.is_none();
    let open = if resume.is_shown {
        view! { <span class="badge">"In the form"</span> }.into_any()
    } else if is_readable {
        let document = resume.record.document.clone();
        view! {
            <button
                type="button"
                class="button"
                aria-label=format!("Open {named}")
                on:click=move |_| {
                    console.open_resume(document.clone());
                    console.dialogs.resumes.set(false);
                    page::go_to_view("resume");
                }
            >
                "Open"
            </button>
        }
        .into_any()
    } else {
        let text = resume.record.text.clone().unwrap_or_default();
        view! {
            <button
                type="button"
                class="button"
                aria-label=format!("Download {named}")
                on:click=move |_| {
                    files::save("resume-draft.json", "application/json", &text);
                }
            >
                "Download"
            </button>
        }
        .into_any()
    };
    let (copied, deleted) = (resume.clone(), resume);
    let duplicate = move |_| {
        let ids: Vec<String> = resumes.iter().map(ListedResume::id).collect();
        console.duplicate_resume(&copied, &ids);
        console.dialogs.resumes.set(false);
        page::go_to_view("resume");
    };
    let delete = move |_| {
        let deleted = deleted.clone();
        spawn_local(async move {
            console.delete_resume(&deleted).await;
            changed.again(console);
        });
    };
    Some(view! {
        <li class:renamed=move || is_renamed.get()>
            <div>{name} <span class="hint">{about}</span> {problem}</div>
            <div class="actions">
                {open}
                <button
                    type="button"
                    class="button"
                    disabled=!is_readable
                    aria-label=format!("Rename {named}")
                    on:click=move |_| is_renamed.set(true)
                >
                    "Rename"
                </button>
                <button
                    type="button"
                    class="button"
                    disabled=!is_readable
                    aria-label=format!("Duplicate {named}")
                    on:click=duplicate
                >
                    "Duplicate"
                </button>
                <button
                    type="button"
                    class="button"
                    aria-label=format!("Delete {named}")
                    on:click=delete
                >
                    "Delete"
                </button>
            </div>
        </li>
    })
}

/// A resume's ID, size, time and state.
fn about(console: Console, all: &[ListedResume], resume: &ListedResume) -> String {
    let id = resume.id();
    let mut parts = Vec::new();
    if !resume.record.label.is_empty() && !resume.record.name.is_empty() {
        parts.push(resume.record.name.clone());
    }
    parts.push(if id.is_empty() {
        "no ID yet".to_owned()
    } else {
        format!("ID {id}")
    });
    if !id.is_empty() && all.iter().filter(|other| other.id() == id).count() > 1 {
        parts.push("the same ID as another one: saving one overwrites the other".to_owned());
    }
    let text = resume.record.text.as_deref().unwrap_or_default();
    parts.push(format::size(text.len()));
    parts.push(page::shown_time(resume.record.time));
    if let Ok(resume) = &resume.resume {
        parts.extend(match console.calls.baseline.state_of(resume) {
            SaveState::Unknown => None,
            SaveState::Saved => Some("same as in the API".to_owned()),
            SaveState::Changed => Some("differs from the API".to_owned()),
        });
    }
    parts.join(" · ")
}

/// A field for the user's own name for a resume.
#[component]
fn Rename(
    label: String,
    /// Which resume.
    document: String,
    /// Whether it is shown.
    is_open: RwSignal<bool>,
    /// Loads the list again.
    changed: Reload,
) -> impl IntoView {
    let console = Console::here();
    let value = RwSignal::new(label);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let label = value.get_untracked().trim().to_owned();
        let document = document.clone();
        spawn_local(async move {
            console.drafts.rename(document, label).await;
            is_open.try_set(false);
            changed.again(console);
        });
    };
    page::go_soon("#resume-label".to_owned());
    view! {
        <form class="rename" on:submit=submit>
            <TextInput
                id="resume-label"
                label="Name in this list"
                placeholder="The resume's own name"
                value
                typed=move |text| value.set(text)
            />
            <div class="actions">
                <button type="submit" class="button primary">
                    "Save name"
                </button>
                <button type="button" class="button" on:click=move |_| is_open.set(false)>
                    "Cancel"
                </button>
            </div>
        </form>
    }
}
