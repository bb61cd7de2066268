//! Paragraphs in one text, separated by empty lines.

/// The paragraphs of a text, without the spaces around them.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if !line.trim().is_empty() {
            lines.push(line);
        } else if !lines.is_empty() {
            paragraphs.push(lines.join("\n").trim().to_owned());
            lines.clear();
        }
    }
    paragraphs
}

/// Paragraphs as one text.
pub(crate) fn join<'a>(paragraphs: impl IntoIterator<Item = &'a str>) -> String {
    let paragraphs: Vec<&str> = paragraphs.into_iter().collect();
    paragraphs.join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_separate_paragraphs() {
        assert_eq!(split("\n a\nb \r\n \t\r\n\r\nc\n"), ["a\nb", "c"]);
        assert_eq!(join(["a\nb", "c"]), "a\nb\n\nc");
        assert_eq!(split(" \n"), [""; 0]);
    }
}
