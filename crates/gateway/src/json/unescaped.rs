//! Unescaping of strings.

use vtl::value::Str;

/// A string built from pieces and UTF-16 units. Half of a surrogate pair becomes `?`, as when Java encodes its output.
#[derive(Default)]
pub(super) struct Unescaped {
    text: String,
    high: Option<u16>,
}

impl Unescaped {
    fn settle(&mut self) {
        if self.high.take().is_some() {
            self.text.push('?');
        }
    }

    pub(super) fn push(&mut self, c: char) {
        self.settle();
        self.text.push(c);
    }

    /// Adds the text between two escapes, without control characters, which json-smart drops from strings with escapes.
    pub(super) fn push_plain(&mut self, piece: &str) {
        // No early exit, so that the compiler vectorizes it.
        match piece
            .bytes()
            .fold(false, |any, byte| any | byte.is_ascii_control())
        {
            false if piece.is_empty() => {}
            false => {
                self.settle();
                self.text.push_str(piece);
            }
            true => {
                for c in piece.chars().filter(|c| !c.is_ascii_control()) {
                    self.push(c);
                }
            }
        }
    }

    pub(super) fn push_unit(&mut self, unit: u16) {
        match unit {
            0xd800..=0xdbff => {
                self.settle();
                self.high = Some(unit);
            }
            _ => {
                let high = self.high.take();
                let units = high.into_iter().chain([unit]);
                self.text
                    .extend(char::decode_utf16(units).map(|c| c.unwrap_or('?')));
            }
        }
    }

    /// Takes the complete string and starts the next one.
    pub(super) fn finish(&mut self) -> Str {
        self.settle();
        let text = self.text.as_str().into();
        self.text.clear();
        text
    }
}
