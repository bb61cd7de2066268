//! The sections of the page, to jump to.

use options::{Setting, Subject};
use view::prelude::*;

use super::options::id;
use crate::components::controls::{Rail, RailLink};
use crate::state::Console;

/// Links to the sections, with the number of options that differ from the preset.
#[component]
pub(super) fn StackRail() -> impl IntoView {
    let changed = Console::here().stack.changed;
    let subjects = Subject::ALL.map(|subject| {
        let of_subject = move |name: &&&str| {
            Setting::named(name).is_some_and(|setting| setting.subject == subject)
        };
        let count = Memo::new(move |_| changed.with(|all| all.iter().filter(of_subject).count()));
        view! {
            <RailLink view="stack" id=id(subject) title=subject.title()>
                <Show when=move || { count.get() > 0 }>
                    <span class="count">
                        {move || count.get()} <span class="visually-hidden">" changed"</span>
                    </span>
                </Show>
            </RailLink>
        }
    });
    view! {
        <Rail>
            {subjects.into_iter().collect_view()} <RailLink view="stack" id="cost" title="Cost" />
            <RailLink view="stack" id="deploy" title="Deploy" />
            <RailLink view="stack" id="check" title="Check AWS" />
        </Rail>
    }
}
