//! Reads the files of cases: sections, each behind a line `=== name`.

/// The sections of a file: names and texts.
pub fn sections(text: &str) -> Vec<(&str, &str)> {
    let mut sections = Vec::new();
    for section in text
        .strip_prefix("=== ")
        .expect("a file starts with a section")
        .split("\n=== ")
    {
        let (name, text) = section.split_once('\n').expect("a section has a text");
        sections.push((name, text));
    }
    let last = sections.last_mut().expect("a file has sections");
    last.1 = last
        .1
        .strip_suffix('\n')
        .expect("a file ends with a line end");
    sections
}
