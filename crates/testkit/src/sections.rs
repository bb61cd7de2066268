//! Files of cases: sections, each behind a line `=== name`.

/// The sections of a file: names and texts, without the line end before the next section.
///
/// # Panics
/// The file has no sections, or does not end with a line end.
pub fn sections(file: &str) -> Vec<(&str, &str)> {
    file.strip_prefix("=== ")
        .expect("a file starts with a section")
        .strip_suffix('\n')
        .expect("a file ends with a line end")
        .split("\n=== ")
        .map(|section| section.split_once('\n').expect("a section has a text"))
        .collect()
}

/// The file of some sections.
pub fn file(sections: &[(&str, &str)]) -> String {
    let sections = sections.iter();
    sections
        .map(|(name, text)| format!("=== {name}\n{text}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_sections_round_trip() {
        let all = [("template", "a\n\nb"), ("context", "{}"), ("pieces", "")];
        assert_eq!(sections(&file(&all)), all);
    }
}
