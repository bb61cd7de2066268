//! The choice of how JSON is shown.

use view::prelude::*;

use super::controls::Segments;
use crate::state::Console;
use crate::state::json_style::JsonStyle;

/// Chooses how JSON is shown, everywhere.
#[component]
pub(crate) fn JsonStyleChoice(
    /// The name of the group of radio buttons: another one for each place.
    name: &'static str,
) -> impl IntoView {
    let styles = Console::here().json_styles;
    view! {
        <Segments
            legend="Show JSON"
            name
            choices=JsonStyle::ALL.map(|style| (style, style.name())).to_vec()
            title=JsonStyle::doc
            chosen=Signal::from(styles)
            choose=move |style| styles.choose(style)
        />
    }
}
