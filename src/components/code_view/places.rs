//! Places in a JSON text and in the same text as it is shown.

/// The bytes of `shown` that show those bytes of `raw`, which are in order. `shown` has other white space than `raw`, and
/// characters in place of some escapes.
pub(super) fn shown_of(raw: &str, shown: &str, places: &[usize]) -> Vec<usize> {
    let mut found = Vec::with_capacity(places.len());
    walk(raw, shown, |from, to| {
        while places.get(found.len()).is_some_and(|place| *place <= from) {
            found.push(to);
        }
        found.len() == places.len()
    });
    found.resize(places.len(), shown.len());
    found
}

/// The byte of `raw` that a byte of `shown` shows.
pub(super) fn raw_of(raw: &str, shown: &str, place: usize) -> usize {
    let mut found = raw.len();
    walk(raw, shown, |from, to| {
        let is_there = to >= place;
        if is_there {
            found = from;
        }
        is_there
    });
    found
}

/// Walks both texts together: the bytes at which the same character stands, until `done`.
fn walk(raw: &str, shown: &str, mut done: impl FnMut(usize, usize) -> bool) {
    let (mut from, mut to) = (0, 0);
    loop {
        let next = |text: &str, at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        let (one, two) = (next(raw, from), next(shown, to));
        let (Some(one), Some(two)) = (one, two) else {
            done(from, to);
            return;
        };
        if one == two {
            if done(from, to) {
                return;
            }
            from += one.len_utf8();
            to += two.len_utf8();
        } else if two.is_whitespace() {
            to += two.len_utf8();
        } else if one.is_whitespace() {
            from += one.len_utf8();
        } else {
            // An escape, and the character that it stands for.
            if done(from, to) {
                return;
            }
            from += match raw.as_bytes().get(from + 1) {
                Some(b'u') if two.len_utf16() == 2 => 12,
                Some(b'u') => 6,
                _ => 2,
            };
            to += two.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode::decoded;
    use super::super::indent::indented;
    use super::*;

    #[test]
    fn each_value_is_found_where_it_is_shown_and_back() {
        let raw = r#"{"a":"\u00F6 \/ x","b":[1, 2],  "c": "\ud83d\ude00", "d": "\n end"}"#;
        let set_out = indented(raw).unwrap();
        for shown in [raw.to_owned(), set_out.clone(), decoded(&set_out)] {
            for part in ["x\"", "\"b\"", "2]", "\"d\"", "end"] {
                let from = raw.find(part).unwrap();
                let first = &part[..1];
                let [to] = shown_of(raw, &shown, &[from])[..] else {
                    panic!()
                };
                assert!(shown[to..].starts_with(first), "{part}: {}", &shown[to..]);
                assert_eq!(raw_of(raw, &shown, to), from, "{part}");
            }
            assert_eq!(shown_of(raw, &shown, &[0, raw.len()]), [0, shown.len()]);
        }
    }

    #[test]
    fn places_that_are_not_there_are_at_the_end() {
        assert_eq!(shown_of("a", "a", &[5]), [1]);
        assert_eq!(raw_of("a", "a", 5), 1);
        assert_eq!(shown_of("", "", &[]), [0; 0]);
    }
}
