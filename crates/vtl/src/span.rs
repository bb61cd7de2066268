//! Spans of a template's source.

/// A part of a template's source, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The text at this place in `source`; empty where the span does not fit it.
    pub fn text<'s>(&self, source: &'s str) -> &'s str {
        source.get(self.start..self.end).unwrap_or_default()
    }

    /// Line and column of the start, both from 1, the column in characters. Lines end with `\n`,
    /// `\r\n` or `\r`.
    pub fn line_column(&self, source: &str) -> (usize, usize) {
        let mut start = self.start.min(source.len());
        while !source.is_char_boundary(start) {
            start -= 1;
        }
        let before = source.get(..start).unwrap_or_default();
        let mut line = 1;
        let mut line_start = 0;
        let bytes = before.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            let ends = match byte {
                b'\n' => true,
                b'\r' => source.as_bytes().get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                line += 1;
                line_start = at + 1;
            }
        }
        (
            line,
            before.get(line_start..).unwrap_or_default().chars().count() + 1,
        )
    }
}
