//! Places in a text: bytes here, UTF-16 units in the browser; and what becomes of them when the text is edited.

/// A place in a text, from bytes to UTF-16 units, as the browser counts.
pub(crate) fn utf16(text: &str, byte: usize) -> u32 {
    let before = text.get(..byte).unwrap_or(text);
    u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// A place in a text, from UTF-16 units to bytes.
pub(crate) fn byte_of(text: &str, units: u32) -> usize {
    let mut left = units as usize;
    for (at, c) in text.char_indices() {
        if left < c.len_utf16() {
            return at;
        }
        left -= c.len_utf16();
    }
    text.len()
}

/// What an edit left as it was: the bytes from the start and from the end that two texts have in common, at whole characters.
fn common(before: &str, after: &str) -> (usize, usize) {
    let same = |one: &mut dyn Iterator<Item = u8>, two: &mut dyn Iterator<Item = u8>| {
        one.zip(two).take_while(|(one, two)| one == two).count()
    };
    let mut start = same(&mut before.bytes(), &mut after.bytes());
    while !before.is_char_boundary(start) || !after.is_char_boundary(start) {
        start -= 1;
    }
    let most = before.len().min(after.len()) - start;
    let mut end = same(&mut before.bytes().rev(), &mut after.bytes().rev()).min(most);
    while !before.is_char_boundary(before.len() - end) || !after.is_char_boundary(after.len() - end)
    {
        end -= 1;
    }
    (start, end)
}

/// The place after an edit of one before it; inside of what was replaced, `None`.
pub(crate) struct Shift {
    start: usize,
    end_before: usize,
    end_after: usize,
}

impl Shift {
    /// The edit that leads from one text to another.
    pub(crate) fn between(before: &str, after: &str) -> Self {
        let (start, end) = common(before, after);
        Self {
            start,
            end_before: before.len() - end,
            end_after: after.len() - end,
        }
    }

    /// The span of the later text that is another.
    pub(crate) fn changed(&self) -> (usize, usize) {
        (self.start, self.end_after)
    }

    /// Where a span is now. One that was edited ends or starts with the edit.
    pub(crate) fn span(&self, (start, end): (usize, usize)) -> (usize, usize) {
        let start = match start {
            start if start <= self.start => start,
            start if start >= self.end_before => start - self.end_before + self.end_after,
            _ => self.end_after,
        };
        let end = match end {
            end if end <= self.start => end,
            end if end >= self.end_before => end - self.end_before + self.end_after,
            _ => self.start,
        };
        (start, end.max(start))
    }
}

/// The text with these changes, each a span and its replacement; of two that overlap, with the first.
pub(crate) fn edited<'e>(
    text: &str,
    edits: impl Iterator<Item = &'e ((usize, usize), String)>,
) -> String {
    let mut edits: Vec<_> = edits.collect();
    edits.sort();
    let mut result = String::with_capacity(text.len());
    let mut at = 0;
    for ((start, end), replacement) in edits {
        // A span of another text than this is none.
        let (Some(before), true) = (text.get(at..*start), text.is_char_boundary(*end)) else {
            continue;
        };
        result.push_str(before);
        result.push_str(replacement);
        at = *end;
    }
    result.push_str(text.get(at..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_from_the_start_and_never_twice() {
        let text = "a $b ü $c";
        let edit = |start, end, text: &str| ((start, end), text.to_owned());
        let found = [
            edit(8, 8, "!"),
            edit(2, 2, "("),
            edit(4, 4, ")"),
            edit(3, 4, "other"),
            edit(6, 7, "half a letter"),
            edit(90, 99, "outside"),
        ];
        assert_eq!(edited(text, found[..3].iter()), "a ($b) ü !$c");
        assert_eq!(edited(text, found[1..].iter()), "a ($other) ü $c");
        assert_eq!(edited(text, [].iter()), text);
    }

    #[test]
    fn places_are_counted_as_the_browser_does() {
        assert_eq!(utf16("😀ü x", 4), 2);
        assert_eq!(utf16("😀ü x", 6), 3);
        assert_eq!(utf16("ab", 9), 2);
        for (units, byte) in [(0, 0), (1, 0), (2, 4), (3, 6), (99, 8)] {
            assert_eq!(byte_of("😀ü x", units), byte, "{units}");
        }
    }

    #[test]
    fn a_span_follows_its_text_through_an_edit() {
        let spans = |before: &str, after: &str, span| Shift::between(before, after).span(span);
        // Typed before, in and after it.
        assert_eq!(spans("a $b", "aX $b", (2, 4)), (3, 5));
        assert_eq!(spans("a $b c", "a $bX c", (2, 4)), (2, 4));
        assert_eq!(spans("a $b c", "a $Xb c", (2, 4)), (2, 5));
        assert_eq!(spans("a $b c", "a  c", (2, 4)), (2, 2));
        assert_eq!(spans("", "x", (0, 0)), (0, 0));
        // Of a character of which one byte stayed.
        let (start, end) = spans("ü", "ö", (0, 2));
        assert!("ö".get(start..end).is_some());
    }
}
