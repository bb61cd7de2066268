//! Numbers, sizes, shares, amounts of money and parts of sentences as text: one form for the page, the command line and the
//! cost table. [`shell`] quotes arguments of commands.

pub mod shell;

/// A count with `,` between thousands: `51,200`.
#[must_use]
pub fn count(count: usize) -> String {
    grouped(&count.to_string())
}

/// Names, `most` of them at most: `color, years and 3 more`.
#[must_use]
pub fn names(names: &[String], most: usize) -> String {
    let named: Vec<&str> = names.iter().take(most).map(String::as_str).collect();
    let named = named.join(", ");
    match names.len().saturating_sub(most) {
        0 => named,
        more => format!("{named} and {} more", count(more)),
    }
}

/// A number with `,` between thousands and at most five digits after the point: `131,400,000`, `0.125`.
#[must_use]
pub fn number(value: f64) -> String {
    let text = format!("{value:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(text),
    }
}

/// A size: `800 bytes`, `12.3 KB`, `1.5 MB`. A KB has 1,024 bytes, as in AWS's limits.
#[must_use]
pub fn size(bytes: usize) -> String {
    // A size of memory: far below what f64 holds exactly.
    let kilobytes = bytes as f64 / 1024.0;
    match bytes {
        1 => "1 byte".to_owned(),
        ..1024 => format!("{} bytes", count(bytes)),
        // What would round up to 1,024.0 KB is a megabyte.
        _ if kilobytes < 1023.95 => format!("{} KB", tenths(kilobytes)),
        _ => format!("{} MB", tenths(kilobytes / 1024.0)),
    }
}

/// A share: `5%`, `0.5%`.
#[must_use]
pub fn percent(percent: f64) -> String {
    format!("{}%", number(percent))
}

/// A sum of money: `$0.35`, `$1,146.46`; `< $0.01` for less than half a cent.
#[must_use]
pub fn dollars(value: f64) -> String {
    if value > 0.0 && value < 0.005 {
        return "< $0.01".to_owned();
    }
    let text = format!("{value:.2}");
    match text.split_once('.') {
        Some((whole, cents)) => format!("${}.{cents}", grouped(whole)),
        None => format!("${text}"),
    }
}

/// The price of one, which may be a part of a cent: `$3.50`, `$0.00013`.
#[must_use]
pub fn price(value: f64) -> String {
    let text = number(value);
    match text.split_once('.') {
        Some((_, cents)) if cents.len() >= 2 => format!("${text}"),
        _ => dollars(value),
    }
}

/// A text as the start of a sentence: `past role` is `Past role`.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

/// A text of at most `most` characters, and `…` if it was longer.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// One digit after the point, unless it is 0.
fn tenths(value: f64) -> String {
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match text.split_once('.') {
        Some((whole, tenth)) => format!("{}.{tenth}", grouped(whole)),
        None => grouped(text),
    }
}

/// Digits with `,` between thousands.
fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_capitalized_and_shortened_by_characters() {
        assert_eq!(capitalized("past role"), "Past role");
        assert_eq!(capitalized("écrit"), "Écrit");
        assert_eq!(capitalized(""), "");
        assert_eq!(shortened("éé", 2), "éé");
        assert_eq!(shortened("ééé", 2), "éé…");
    }

    #[test]
    fn thousands_are_apart() {
        for (value, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (12_345_678, "12,345,678"),
        ] {
            assert_eq!(count(value), text);
        }
        for (value, text) in [
            (100_000.0, "100,000"),
            (0.125, "0.125"),
            (0.000_13, "0.00013"),
            (1460.0, "1,460"),
            (131_400_000.5, "131,400,000.5"),
        ] {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn sizes_have_units() {
        for (bytes, text) in [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1,023 bytes"),
            (1024, "1 KB"),
            (12_600, "12.3 KB"),
            (400 << 10, "400 KB"),
            ((1 << 20) - 1, "1 MB"),
            (3 << 19, "1.5 MB"),
        ] {
            assert_eq!(size(bytes), text);
        }
    }

    #[test]
    fn names_are_listed_up_to_a_number() {
        let all = ["a", "b", "c"].map(str::to_owned);
        for (most, text) in [(1, "a and 2 more"), (3, "a, b, c"), (9, "a, b, c")] {
            assert_eq!(names(&all, most), text);
        }
        assert_eq!(names(&[], 1), "");
    }

    #[test]
    fn money_and_shares() {
        for (value, text) in [
            (0.0, "$0.00"),
            (0.001, "< $0.01"),
            (1.346, "$1.35"),
            (1146.459, "$1,146.46"),
        ] {
            assert_eq!(dollars(value), text);
        }
        for (value, text) in [(3.5, "$3.50"), (0.000_13, "$0.00013"), (1.0, "$1.00")] {
            assert_eq!(price(value), text);
        }
        assert_eq!((percent(5.0), percent(0.5)), ("5%".into(), "0.5%".into()));
    }
}
