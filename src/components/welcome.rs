//! What the console is for, in place of a preview of nothing.

use view::prelude::*;

use super::controls::FileButton;
use super::open_file::open_file;
use crate::state::Console;

/// The three steps, and two ways to begin.
#[component]
pub(crate) fn Welcome() -> impl IntoView {
    let console = Console::here();
    view! {
        <div class="welcome">
            <h2>"From a resume to an API, in three steps"</h2>
            <ol>
                <li>
                    <strong>"Edit"</strong>
                    "Type in the form, or begin with a file: a JSON Resume, an item of DynamoDB, a resume of your own. Drop it anywhere."
                </li>
                <li>
                    <strong>"Try"</strong>
                    "Here you see the PutItem body that API Gateway sends to DynamoDB, as your mapping templates render it. Save runs the whole API in this browser."
                </li>
                <li>
                    <strong>"Deploy"</strong>
                    "Download the CloudFormation template on the "
                    <a href="#/stack">"Stack"</a>
                    " page, with the commands that deploy it. What you preview is what you deploy."
                </li>
            </ol>
            <p class="actions">
                <button type="button" class="button primary" on:click=move |_| console.load_sample()>
                    "Begin with the sample"
                </button>
                <FileButton
                    id="open-first"
                    text="Begin with a file"
                    accept=".json,application/json"
                    open=move |file| open_file(console, file)
                />
            </p>
            <p class="hint">
                "Everything stays in this browser. Only a deployed API is called, once you enter its URL."
            </p>
        </div>
    }
}
