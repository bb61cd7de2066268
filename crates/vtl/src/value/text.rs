//! Strings that are cheap to clone and to slice: several share the text of a document.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Deref, Range};
use std::rc::Rc;

use crate::memory::{count, uncount};

/// An immutable string: a slice of shared text.
///
/// Cloning it and cutting it ([`Str::slice`]) copy no text. A document read once can therefore hand
/// out all its strings without an allocation for each.
#[derive(Clone)]
pub struct Str {
    owner: Owner,
    start: u32,
    end: u32,
}

#[derive(Clone)]
enum Owner {
    Static(&'static str),
    Shared(Counted),
}

/// A text whose memory counts until nothing refers to it. All references to it are of this type, so that the
/// last one is known: a text costs one allocation, and its bytes are one step away.
#[derive(Clone)]
struct Counted(Rc<str>);

impl Counted {
    fn new(text: &str) -> Counted {
        count(text.len() + TEXT_OVERHEAD);
        Counted(Rc::from(text))
    }
}

impl Drop for Counted {
    #[inline]
    fn drop(&mut self) {
        if Rc::strong_count(&self.0) == 1 {
            uncount(self.0.len() + TEXT_OVERHEAD);
        }
    }
}

/// The overhead of a text: the two counts of references, and what the allocator needs.
const TEXT_OVERHEAD: usize = 4 * size_of::<usize>();

impl Owner {
    #[inline]
    fn text(&self) -> &str {
        match self {
            Owner::Static(text) => text,
            Owner::Shared(counted) => &counted.0,
        }
    }
}

impl Str {
    /// A string that is part of the program.
    pub const fn from_static(text: &'static str) -> Str {
        // A literal of 4 GiB can't be compiled, so the cast keeps the length.
        Str {
            owner: Owner::Static(text),
            start: 0,
            end: text.len() as u32,
        }
    }

    /// The length in bytes.
    #[inline]
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it is `""`.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The text.
    #[inline]
    pub fn as_str(&self) -> &str {
        // The constructors have checked the range.
        self.owner
            .text()
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// The bytes of the text: faster than the text where bytes are enough.
    #[inline]
    fn as_bytes(&self) -> &[u8] {
        let owner = self.owner.text().as_bytes();
        owner
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// Appends it to `out`.
    #[inline(always)]
    pub(crate) fn append_to(&self, out: &mut String) {
        let start = self.start as usize;
        if !append_short(out, self.owner.text(), start, self.len()) {
            out.push_str(self.as_str());
        }
    }

    /// As [`Str::slice`], for a range that is known to be one of this string's: nothing is
    /// checked here, and any other range gives a string with a wrong text and length.
    #[inline]
    pub fn cut(&self, range: Range<usize>) -> Str {
        debug_assert!(self.slice(range.clone()).is_some(), "{range:?}");
        let start = self.start as usize;
        Str {
            owner: self.owner.clone(),
            // Within `self.end`, which fits, or out of the text anyway.
            start: (start + range.start) as u32,
            end: (start + range.end) as u32,
        }
    }

    /// The part `range` (in bytes) of this string, sharing its text; `None` where that is outside
    /// of it or cuts a character in two.
    pub fn slice(&self, range: Range<usize>) -> Option<Str> {
        let (start, end) = (
            (self.start as usize).checked_add(range.start)?,
            (self.start as usize).checked_add(range.end)?,
        );
        let owner = self.owner.text();
        if start > end
            || end > self.end as usize
            || !owner.is_char_boundary(start)
            || !owner.is_char_boundary(end)
        {
            return None;
        }
        // Both fit, since `self.end` does.
        Some(Str {
            owner: self.owner.clone(),
            start: start as u32,
            end: end as u32,
        })
    }
}

impl Default for Str {
    /// `""`.
    fn default() -> Str {
        Str::from_static("")
    }
}

impl Deref for Str {
    type Target = str;
    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<&str> for Str {
    /// Text past 4 GiB is cut off there; no limit of this crate lets a text grow so long.
    fn from(text: &str) -> Str {
        if text.is_empty() {
            return Str::from_static("");
        }
        Str {
            owner: Owner::Shared(Counted::new(text)),
            start: 0,
            end: u32::try_from(text.len()).unwrap_or(u32::MAX),
        }
    }
}

impl From<String> for Str {
    fn from(text: String) -> Str {
        text.as_str().into()
    }
}

impl From<Rc<str>> for Str {
    fn from(text: Rc<str>) -> Str {
        (&*text).into()
    }
}

impl PartialEq for Str {
    /// Mostly settled without reading the text: by the lengths, or since both are the same slice,
    /// as is a key from the map in which it is looked up.
    fn eq(&self, other: &Str) -> bool {
        if self.len() != other.len() {
            return false;
        }
        if let (Owner::Shared(one), Owner::Shared(two)) = (&self.owner, &other.owner)
            && self.start == other.start
            && Rc::ptr_eq(&one.0, &two.0)
        {
            return true;
        }
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    /// Without a call where the first byte decides: most compared names are those of members, such as `S`.
    #[inline]
    fn eq(&self, other: &str) -> bool {
        if self.len() != other.len() {
            return false;
        }
        match (self.as_bytes(), other.as_bytes()) {
            ([one], [two]) => one == two,
            ([one, ..], [two, ..]) if one != two => false,
            (own, other) => own == other,
        }
    }
}

impl PartialEq<&str> for Str {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

impl fmt::Display for Str {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl std::hash::Hash for Str {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl std::borrow::Borrow<str> for Str {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Str) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    /// By bytes, as `str` is ordered.
    fn cmp(&self, other: &Str) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

/// Appends the `length` bytes of `whole` from `start` on, if they are few; `false` if [`String::push_str`] is to do it.
///
/// In wasm, a copy of a length known beforehand is a few instructions, and any other a call, which takes longer than most
/// pieces of an output: so 16 bytes are copied, and those that are too many are dropped again.
#[inline(always)]
pub(crate) fn append_short(out: &mut String, whole: &str, start: usize, length: usize) -> bool {
    cfg!(target_family = "wasm") && append_of_16(out, whole, start, length)
}

#[inline(always)]
fn append_of_16(out: &mut String, whole: &str, start: usize, length: usize) -> bool {
    const COPIED: usize = 16;
    if length > COPIED {
        return false;
    }
    let Some(copied) = whole.get(start..).and_then(|rest| rest.get(..COPIED)) else {
        return false;
    };
    out.push_str(copied);
    out.truncate(out.len() - (COPIED - length));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appends_short_texts_by_copying_more() {
        let whole = "a short text, é and 日本 in it, and more";
        let mut copied = 0;
        for (start, _) in whole.char_indices() {
            for (length, _) in whole[start..].char_indices() {
                let mut out = "before ".to_owned();
                if append_of_16(&mut out, whole, start, length) {
                    copied += 1;
                    assert_eq!(out, format!("before {}", &whole[start..start + length]));
                } else {
                    assert_eq!(out, "before ");
                }
            }
        }
        assert!(copied > 200, "{copied}");
        let mut out = String::new();
        assert!(!append_of_16(&mut out, whole, 40, 3) && !append_of_16(&mut out, whole, 100, 3));
    }
}
