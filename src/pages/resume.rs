//! The Resume page: the form beside its preview.

use resume::Entries;
use view::prelude::*;

use crate::browser::page;
use crate::components::calls::SaveButton;
use crate::components::controls::{FormSection, Rail, RailLink, Segments};
use crate::components::entries::{EmptyLists, Lines, ListSection};
use crate::components::field::fields;
use crate::components::import_dialog::ImportDialog;
use crate::components::json_editor::JsonEditor;
use crate::components::notices::DraftNotices;
use crate::components::preview::Preview;
use crate::components::toolbar::Toolbar;
use crate::components::unknown_members::{Members, UnknownMembers};
use crate::components::workbench::Workbench;
use crate::state::Console;
use crate::state::outline::{RecordPath, Section, is_blank};

/// The page.
#[component]
pub(crate) fn ResumePage() -> impl IntoView {
    let console = Console::here();
    Effect::new(move |before: Option<()>| {
        console.calls.problem_found.track();
        let resume = console.editor.resume_now();
        let mut fields = RecordPath::RESUME.fields();
        let wrong = fields.find(|field| field.problem(&resume).is_some());
        if let Some(field) = wrong.filter(|_| before.is_some()) {
            console.json.show(false);
            page::go_soon(format!("#{}", field.id()));
        }
    });
    view! {
        <h1 class="visually-hidden">"Resume"</h1>
        <Toolbar />
        <DraftNotices />
        <Workbench form="Form" preview="Preview" action=|| view! { <SaveButton /> }>
            // The sections are the form's.
            <Show when=move || !console.json.is_shown.get()>
                <ResumeRail />
            </Show>
            <div class="form">
                <ViewChoice />
                <Show when=move || console.json.is_shown.get() fallback=|| view! { <Form /> }>
                    <JsonEditor />
                </Show>
            </div>
            <Preview />
        </Workbench>
        <ImportDialog />
    }
}

/// The sections, to jump to; those of lists say how many entries there are.
#[component]
fn ResumeRail() -> impl IntoView {
    let editor = Console::here().editor;
    let links = Section::all().into_iter().map(move |section| {
        let count = match section {
            Section::Record(..) => None,
            Section::List(list) => Some(live(move || {
                let count = editor.look(|resume| list.of(resume).map_or(0, Entries::count));
                view! { <span class="count">{count}</span> }
            })),
        };
        view! {
            <RailLink view="resume" id=section.id() title=section.heading()>
                {count}
            </RailLink>
        }
    });
    view! {
        <Rail>{links.collect_view()}</Rail>
    }
}

/// Whether the draft is edited as a form or as JSON.
#[component]
fn ViewChoice() -> impl IntoView {
    let json = Console::here().json;
    view! {
        <Segments
            legend="Edit as"
            name="edit-as"
            choices=vec![(false, "Form"), (true, "JSON")]
            chosen=json.is_shown
            choose=move |is_json| json.show(is_json)
        />
    }
}

#[component]
fn Form() -> impl IntoView {
    let sections = Section::all().into_iter().map(|section| match section {
        Section::Record(path, heading) => view! { <RecordSection path heading /> },
        Section::List(list) => view! { <ListSection list /> },
    });
    let lists = Section::all()
        .into_iter()
        .filter_map(Section::list)
        .collect();
    view! {
        {sections.collect_view()}
        <EmptyLists lists />
    }
}

/// The texts of the resume itself, or an object of it with its lists.
#[component]
fn RecordSection(path: RecordPath, heading: &'static str) -> impl IntoView {
    let editor = Console::here().editor;
    let is_resume = path == RecordPath::RESUME;
    let members = move |first| {
        editor.look(|resume| {
            let records = path.with_outer().into_iter();
            let extra: Vec<_> = records
                .filter_map(|path| Some(path.of(resume)?.extra()))
                .collect();
            Members::from(first, &extra)
        })
    };
    // The resume's own lists are sections.
    let lists = (!is_resume).then(|| {
        let lists = path.lists();
        lists.map(|list| view! { <Lines list /> }).collect_view()
    });
    let blank = Memo::new(move |_| is_resume && is_blank(&editor.resume()));
    view! {
        <FormSection id=path.id() title=heading>
            {fields(path)} {lists} <UnknownMembers members />
            <Show when=move || blank.get()>
                <p class="hint start-hint">
                    "Start typing, load the sample, or open a resume: drop or paste a file, also a JSON Resume or an item of DynamoDB."
                </p>
            </Show>
        </FormSection>
    }
}
