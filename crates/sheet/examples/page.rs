//! Writes a resume as a complete page, to look at the style sheet without the console:
//! `cargo run -p sheet --example page -- resume.json sidebar letter > page.html`. Without a file, the sample.

use std::error::Error;

use resume::Resume;
use sheet::{Design, Paper, html, title};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let file = arguments.iter().find(|one| one.ends_with(".json"));
    let resume = match file {
        Some(file) => Resume::from_json(&std::fs::read_to_string(file)?)?,
        None => Resume::sample(),
    };
    let has = |class: &str| arguments.iter().any(|one| one == class);
    let design = Design::ALL.into_iter().find(|design| has(design.class()));
    let paper = Paper::ALL.into_iter().find(|paper| has(paper.class()));
    let page = html(
        &resume,
        design.unwrap_or(Design::Classic),
        paper.unwrap_or(Paper::A4),
    );
    #[allow(clippy::print_stdout, reason = "what it is for")]
    {
        println!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>{}</title><style>{}{}</style><body><div class=printed>{page}</div>",
            title(&resume).replace('<', "&lt;"),
            include_str!("../../../style/base.css"),
            include_str!("../../../style/sheet.css"),
        );
    }
    Ok(())
}
