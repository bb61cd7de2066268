//! Reads the fixed part of a view, which `crates/view-macro/src/layout.rs` writes.

/// One of its parts.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Begins an element with this tag.
    Open(&'static str),
    /// An attribute's name and value.
    Attribute(&'static str, &'static str),
    /// What is set on the element, and the index of its value.
    Slot(usize, &'static str),
    /// A text.
    Text(&'static str),
    /// The index of a child.
    Child(usize),
    /// Ends an element.
    Close,
}

/// Its parts in their order.
pub(crate) struct Layout(pub(crate) &'static str);

/// The character for index 0.
const FIRST: u32 = 0x20;

impl Layout {
    /// What follows up to the next part.
    fn text(&mut self) -> &'static str {
        let end = self.0.find(|c| c < '\u{8}').unwrap_or(self.0.len());
        let (text, rest) = self.0.split_at(end);
        self.0 = rest;
        text
    }

    fn char(&mut self) -> Option<char> {
        let mut chars = self.0.chars();
        let first = chars.next();
        self.0 = chars.as_str();
        first
    }

    fn index(&mut self) -> usize {
        self.char()
            .map_or(0, |c| u32::from(c).saturating_sub(FIRST) as usize)
    }
}

impl Iterator for Layout {
    type Item = Part;

    fn next(&mut self) -> Option<Part> {
        Some(match self.char()? {
            '\u{1}' => Part::Open(self.text()),
            '\u{2}' => {
                let name = self.text();
                let value = match self.0.strip_prefix('\u{3}') {
                    Some(rest) => {
                        self.0 = rest;
                        self.text()
                    }
                    None => "",
                };
                Part::Attribute(name, value)
            }
            '\u{4}' => Part::Slot(self.index(), self.text()),
            '\u{6}' => Part::Child(self.index()),
            '\u{7}' => Part::Close,
            _ => Part::Text(self.text()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read() {
        let text =
            "\u{1}p\u{2}class\u{3}hint\u{2}hidden\u{4}!on:click\u{5}a, ü\u{6} \u{1}br\u{7}\u{7}";
        let parts: Vec<_> = Layout(text).collect();
        assert_eq!(
            parts,
            [
                Part::Open("p"),
                Part::Attribute("class", "hint"),
                Part::Attribute("hidden", ""),
                Part::Slot(1, "on:click"),
                Part::Text("a, ü"),
                Part::Child(0),
                Part::Open("br"),
                Part::Close,
                Part::Close,
            ]
        );
    }
}
