//! The style sheets of a published build: one file. A page waits for all of them, and many hosts answer few requests at a time.

use std::fs;
use std::path::Path;

use crate::failure::{Failure, Outcome, io};

/// How the name of the one file begins.
const NAME: &str = "style";

/// Puts the style sheets that the page of `dist` names into one file, in their order, and has the page name that.
///
/// # Errors
///
/// The page names none, or a file can't be read or written.
pub(crate) fn join(dist: &Path, hashed: impl Fn(&str, &[u8]) -> String) -> Outcome<()> {
    let index = dist.join("index.html");
    let page = fs::read_to_string(&index).map_err(io(format!("can't read {}", index.display())))?;
    let links: Vec<&str> = links(&page).collect();
    let mut all = String::new();
    for link in &links {
        let file = dist.join(address(link).trim_start_matches("./"));
        all += &fs::read_to_string(&file).map_err(io(format!("can't read {}", file.display())))?;
        fs::remove_file(&file).map_err(io(format!("can't remove {}", file.display())))?;
    }
    let (Some(first), false) = (links.first(), all.is_empty()) else {
        return Err(Failure::new(format!(
            "{} names no style sheet",
            index.display()
        )));
    };
    let name = hashed(&format!("{NAME}.css"), all.as_bytes());
    let mut new = page.replacen(first, &format!("<link href={name} rel=stylesheet>"), 1);
    for link in links.iter().skip(1) {
        new = new.replacen(link, "", 1);
    }
    for (file, text) in [(dist.join(&name), &all), (index, &new)] {
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
    fn the_style_sheets_become_one_in_their_order() {
        let dist = std::env::temp_dir().join(format!("styles-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(&dist).unwrap();
        let page = "<link href=icon.svg rel=icon><link href=./b-1.css integrity=sha384-x rel=stylesheet>\
                    <link rel=\"stylesheet\" href=\"a-2.css\"><script src=x.js></script>";
        fs::write(dist.join("index.html"), page).unwrap();
        fs::write(dist.join("b-1.css"), "b{}").unwrap();
        fs::write(dist.join("a-2.css"), "a{}").unwrap();
        let hashed = |name: &str, bytes: &[u8]| format!("{}-{name}", bytes.len());
        join(&dist, hashed).unwrap();
        let new = fs::read_to_string(dist.join("index.html")).unwrap();
        assert_eq!(
            new,
            "<link href=icon.svg rel=icon><link href=6-style.css rel=stylesheet><script src=x.js></script>"
        );
        assert_eq!(
            fs::read_to_string(dist.join("6-style.css")).unwrap(),
            "b{}a{}"
        );
        assert!(!dist.join("b-1.css").exists() && !dist.join("a-2.css").exists());
        assert!(fs::write(dist.join("index.html"), "<p>").is_ok() && join(&dist, hashed).is_err());
        fs::remove_dir_all(&dist).unwrap();
    }
}
