//! Strings as ranges of the text, copied only when needed.

use vtl::value::Str;

/// The range of a string in the text.
#[derive(Clone, Copy)]
pub(super) struct StringRange {
    start: usize,
    end: usize,
}

/// The `start` of a string with escapes, which is not part of the text: its `end` is its index among the unescaped
/// ones.
const UNESCAPED: usize = usize::MAX;

impl StringRange {
    /// A range of the text. Both ends are next to an ASCII character or at the text's end, so never within a character.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> StringRange {
        StringRange { start, end }
    }

    /// The unescaped string with that index.
    pub(super) fn unescaped(number: usize) -> StringRange {
        StringRange {
            start: UNESCAPED,
            end: number,
        }
    }

    /// The string. An unescaped one can be taken once.
    #[inline]
    pub(super) fn string(self, text: &Str, unescaped: &mut [Str]) -> Str {
        if self.start == UNESCAPED {
            let text = unescaped.get_mut(self.end);
            return text.map(std::mem::take).unwrap_or_default();
        }
        text.cut(self.start..self.end)
    }
}

/// The number of bytes of `text` before `quote`, a backslash or its end. Tests eight bytes at a time, the first eight
/// inlined: most keys end there.
#[inline(always)]
pub(super) fn run(text: &[u8], quote: u8) -> usize {
    match text.split_first_chunk::<8>() {
        Some((word, rest)) => match ends(*word, quote) {
            0 => 8 + long_run(rest, quote),
            ends => ends.trailing_zeros() as usize / 8,
        },
        None => long_run(text, quote),
    }
}

#[inline(never)]
fn long_run(text: &[u8], quote: u8) -> usize {
    let mut at = 0;
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        let ends = ends(*word, quote);
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let end = rest.iter().position(|b| *b == quote || *b == b'\\');
    at + end.unwrap_or(rest.len())
}

/// Marks the bytes that are `quote` or a backslash. Only the lowest mark is reliable.
#[inline(always)]
fn ends(word: [u8; 8], quote: u8) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let (quotes, escapes) = (ONES * u64::from(quote), ONES * u64::from(b'\\'));
    let word = u64::from_le_bytes(word);
    let zeros = (word ^ quotes).wrapping_sub(ONES) | (word ^ escapes).wrapping_sub(ONES);
    // `zeros` also marks bytes that are not ASCII.
    zeros & !word & (ONES << 7)
}
