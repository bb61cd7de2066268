//! Downloads of the resume.

use resume::export;

use crate::browser::files;
use crate::state::Console;

/// Downloads the resume as a file named after its ID.
pub(crate) fn save_resume(console: Console) {
    let resume = console.editor.resume_now();
    save(console, ".json", &resume.to_json_pretty());
}

/// Downloads the resume as a JSON Resume.
pub(crate) fn save_json_resume(console: Console) {
    let resume = console.editor.resume_now();
    save(console, ".json-resume.json", &export::json_resume(&resume));
}

fn save(console: Console, ending: &str, text: &str) {
    let resume = console.editor.resume_now();
    let id: String = resume
        .id
        .text()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
        .take(60)
        .collect();
    let stem = id.trim_matches('.');
    let name = format!("{}{ending}", if stem.is_empty() { "resume" } else { stem });
    if files::save(&name, "application/json", text) {
        console.notices.say(format!("Downloaded {name}."));
    } else {
        console.notices.say("The browser blocked the download.");
    }
}
