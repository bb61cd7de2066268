//! Strings, before anybody asks for them.

use vtl::value::Str;

/// Where a string stands in the text.
#[derive(Clone, Copy)]
pub(super) struct Place {
    start: usize,
    end: usize,
}

/// The `start` of a string with escapes, which doesn't stand in the text: the `end` is its number among
/// the unescaped ones.
const UNESCAPED: usize = usize::MAX;

impl Place {
    /// A part of the text. Both ends stand beside an ASCII character or at the text's end, never within a
    /// character.
    #[inline]
    pub(super) fn new(start: usize, end: usize) -> Place {
        Place { start, end }
    }

    /// The unescaped string of that number.
    pub(super) fn unescaped(number: usize) -> Place {
        Place {
            start: UNESCAPED,
            end: number,
        }
    }

    /// The string; an unescaped one only once.
    #[inline]
    pub(super) fn string(self, text: &Str, unescaped: &mut [Str]) -> Str {
        if self.start == UNESCAPED {
            let text = unescaped.get_mut(self.end);
            return text.map(std::mem::take).unwrap_or_default();
        }
        text.cut(self.start..self.end)
    }
}

/// How many bytes of `text` stand before `quote`, a backslash or its end. Looks at eight bytes at a time,
/// at the first eight without a call: most keys end there.
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

/// Marks the bytes that are `quote` or a backslash. Only the lowest mark counts: above it, others can
/// be marked.
#[inline(always)]
fn ends(word: [u8; 8], quote: u8) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let (quotes, escapes) = (ONES * u64::from(quote), ONES * u64::from(b'\\'));
    let word = u64::from_le_bytes(word);
    let zeros = (word ^ quotes).wrapping_sub(ONES) | (word ^ escapes).wrapping_sub(ONES);
    // Bytes that are not ASCII are marked in `zeros`, too.
    zeros & !word & (ONES << 7)
}
