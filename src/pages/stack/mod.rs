//! The Stack page: the options beside the template to download and deploy.

mod commands;
mod cost;
mod open;
mod options;
mod probe;
mod rail;
mod search;
mod setting;
mod template;
mod toolbar;

use view::prelude::*;

use self::commands::Commands;
use self::cost::CostSection;
use self::open::OpenedNotice;
use self::options::OptionSections;
use self::probe::ProbeSection;
use self::rail::StackRail;
use self::template::TemplatePanel;
use self::toolbar::{DownloadButton, Toolbar};
use crate::components::notices::{Notices, SetAsides};
use crate::components::workbench::Workbench;
use crate::state::Console;
use crate::state::stack::cost::Cost;
use crate::state::stack::text::TemplateText;

/// The page.
#[component]
pub(crate) fn StackPage() -> impl IntoView {
    let console = Console::here();
    let template = TemplateText::new(console.stack, console.engine);
    provide_context(Cost::new(console.stack, console.editor.json_now().len()));
    view! {
        <h1 class="visually-hidden">"Stack"</h1>
        <Toolbar template />
        <Notices>
            <SetAsides />
            <OpenedNotice />
        </Notices>
        <Workbench
            form="Options"
            preview="Template"
            action=move || view! { <DownloadButton template /> }
        >
            <StackRail />
            <div class="form">
                <OptionSections />
                <CostSection />
                <Commands template />
                <ProbeSection template />
            </div>
            <TemplatePanel template />
        </Workbench>
    }
}
