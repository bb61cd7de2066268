//! The style sheets of a published build: one file, and one for views that are loaded with the rest of the console. A page waits for all
//! that it names, and many hosts answer few requests at a time.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome, io};

/// How the names of the files begin.
const NAMES: [&str; 2] = ["style", "rest"];

/// The style sheets of views and dialogs that come with the rest: how their names begin.
const OF_REST: [&str; 5] = ["dialogs-", "exchange-", "stack-", "templates-", "sheet-"];
/// What overrides the others stands behind them in both files.
const OVERRIDES: &str = "forced-colors-";

/// Puts the style sheets that the page of `dist` names into two files, in their order, and has the page name those: the one of the rest
/// as `data-rest-css`, before the attribute `before`.
///
/// # Errors
///
/// The page names none, or a file can't be read or written.
pub(crate) fn join(
    dist: &Path,
    before: &str,
    hashed: impl Fn(&str, &[u8]) -> String,
) -> Outcome<()> {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).map_err(io(format!("can't read {}", index.display())))?;
    let links: Vec<&str> = links(&page).collect();
    let (mut first, mut rest) = (String::new(), String::new());
    for link in &links {
        let name = address(link).trim_start_matches("./");
        let file = dist.join(name);
        let text =
            fs::read_to_string(&file).map_err(io(format!("can't read {}", file.display())))?;
        let is_of_rest = OF_REST.iter().any(|start| name.starts_with(start));
        if is_of_rest || name.starts_with(OVERRIDES) {
            rest += &text;
        }
        if !is_of_rest {
            first += &text;
        }
        fs::remove_file(&file).map_err(io(format!("can't remove {}", file.display())))?;
    }
    let wrong = |what| Failure::new(format!("{} names no {what}", index.display()));
    let (Some(link), false) = (links.first(), first.is_empty()) else {
        return Err(wrong("style sheet"));
    };
    if !page.contains(before) {
        return Err(wrong(before));
    }
    let [name, name_of_rest] = [(NAMES[0], &first), (NAMES[1], &rest)]
        .map(|(name, text)| hashed(&format!("{name}.css"), text.as_bytes()));
    let mut new = page
        .replacen(link, &format!("<link href={name} rel=stylesheet>"), 1)
        .replacen(before, &format!("data-rest-css={name_of_rest} {before}"), 1);
    for link in links.iter().skip(1) {
        new = new.replacen(link, "", 1);
    }
    let files = [
        (dist.join(&name), &first),
        (dist.join(&name_of_rest), &rest),
        (index, &new),
    ];
    for (file, text) in files {
        fs::write(&file, text).map_err(io(format!("can't write {}", file.display())))?;
    }
    Ok(())
}

/// The elements of a page that name style sheets.
fn links(page: &str) -> impl Iterator<Item = &str> {
    page.match_indices("<link ").filter_map(|(start, _)| {
        let element = page.get(start..)?;
        let element = element.get(..=element.find('>')?)?;
        (attribute(element, "rel") == Some("stylesheet")).then_some(element)
    })
}

fn address(link: &str) -> &str {
    attribute(link, "href").unwrap_or_default()
}

/// The value of an attribute, which is quoted or not: a published page is minified.
fn attribute<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let (_, value) = element.split_once(&format!(" {name}="))?;
    let end: &[char] = if value.starts_with('"') {
        &['"']
    } else {
        &[' ', '>']
    };
    value.trim_start_matches('"').split(end).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheets_become_two_in_their_order() {
        let dist = std::env::temp_dir().join(format!("styles-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist).unwrap();
        let page = "<link href=icon.svg rel=icon><link href=./b-1.css integrity=sha384-x rel=stylesheet>\
                    <link href=stack-3.css rel=stylesheet><link rel=\"stylesheet\" href=\"a-2.css\">\
                    <link href=forced-colors-4.css rel=stylesheet><meta data-js=x.js>";
        fs::write(dist.join("index.html"), page).unwrap();
        for (name, text) in [
            ("b-1.css", "b{}"),
            ("a-2.css", "a{}"),
            ("stack-3.css", "stack{}"),
            ("forced-colors-4.css", "forced{}"),
        ] {
            fs::write(dist.join(name), text).unwrap();
        }
        let hashed = |name: &str, bytes: &[u8]| format!("{}-{name}", bytes.len());
        let read = |name: &str| fs::read_to_string(dist.join(name)).unwrap();
        join(&dist, "data-js=", hashed).unwrap();
        assert_eq!(
            read("index.html"),
            "<link href=icon.svg rel=icon><link href=14-style.css rel=stylesheet>\
             <meta data-rest-css=15-rest.css data-js=x.js>"
        );
        assert_eq!(read("14-style.css"), "b{}a{}forced{}");
        assert_eq!(read("15-rest.css"), "stack{}forced{}");
        assert_eq!(fs::read_dir(&dist).unwrap().count(), 3);
        fs::write(dist.join("index.html"), "<p data-js=x.js>").unwrap();
        assert!(join(&dist, "data-js=", hashed).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
