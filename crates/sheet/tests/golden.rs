//! The HTML of resumes, with golden files: `tests/resumes/NAME.json` and, for each of its designs, `NAME.DESIGN.html`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use resume::Resume;
use sheet::{Design, Paper, html, title};
use testkit::golden::{self, Golden};

/// The resumes that are compared in every design; the others are in one.
const IN_EVERY_DESIGN: [&str; 3] = ["everyday", "arabic", "nothing"];

/// The HTML with a line for each block.
fn in_lines(html: &str) -> String {
    let mut lines = html.to_owned();
    for tag in [
        "<article",
        "</article",
        "<header",
        "<div",
        "<section",
        "<h",
        "<p",
        "<ul",
        "<li",
    ] {
        lines = lines.replace(tag, &format!("\n{tag}"));
    }
    lines
        .split('\n')
        .filter(|line| !line.is_empty())
        .fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn resumes_are_written_as_html() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/resumes");
    let mut golden = Golden::new();
    for file in golden::files(&folder, "json") {
        let resume = Resume::from_json(&fs::read_to_string(&file).unwrap()).unwrap();
        let name = file.file_stem().unwrap().to_str().unwrap();
        for design in Design::ALL {
            let page = html(&resume, design, Paper::A4);
            if design == Design::Classic || IN_EVERY_DESIGN.contains(&name) {
                let path = file.with_extension(format!("{}.html", design.class()));
                golden.check(&path, &in_lines(&page));
            }
        }
    }
    golden.finish(17);
}

/// The style sheets of the console are about all of its page: none may style what is on the sheet.
#[test]
fn no_other_style_sheet_has_these_classes() {
    let styles = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../style");
    let mut classes: Vec<String> = Vec::new();
    for design in Design::ALL {
        let page = html(&Resume::sample(), design, Paper::A4);
        let quoted = page.split("class=\"").skip(1);
        let lists = quoted.map(|rest| rest.split('"').next().unwrap());
        classes.extend(lists.flat_map(|list| list.split(' ').map(|class| format!(".{class}"))));
    }
    assert!(classes.contains(&".item".to_owned()));
    for file in golden::files(styles, "css") {
        if file.ends_with("sheet.css") {
            continue;
        }
        let style = fs::read_to_string(&file).unwrap();
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        for class in &classes {
            let mut found = style.match_indices(class.as_str());
            let is_used = found.any(|(at, _)| !style[at + class.len()..].starts_with(is_part));
            assert!(!is_used, "{class} in {}", file.display());
        }
    }
}

/// What the sample prints, whichever the design and the paper, is the same text.
#[test]
fn every_design_has_every_text() {
    let resume = Resume::sample();
    let sorted = |design, paper| {
        let page = in_lines(&html(&resume, design, paper));
        let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
        lines.retain(|line| line.contains("<bdi>") || line.contains("dir=\"auto\""));
        for line in &mut lines {
            *line = line
                .replace("</div>", "")
                .replace("</section>", "")
                .replace("</header>", "");
        }
        lines.sort();
        lines
    };
    let classic = sorted(Design::Classic, Paper::A4);
    assert!(classic.len() > 40, "{classic:#?}");
    for design in Design::ALL {
        for paper in Paper::ALL {
            assert_eq!(sorted(design, paper), classic);
        }
    }
}

#[test]
fn the_file_is_named_after_the_person() {
    assert_eq!(title(&Resume::sample()), "Mira Okafor-Lindqvist resume");
    assert_eq!(title(&Resume::blank()), "Resume");
}
