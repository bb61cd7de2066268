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
    let text = fixed(value, 5);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{}.{fraction}", grouped(whole)),
        None => grouped(text),
    }
}

/// A time in milliseconds: `0.4 ms`, `12 ms`. Browsers round their clocks to a tenth at best.
#[must_use]
pub fn milliseconds(time: f64) -> String {
    let digits = if time < 10.0 { 1 } else { 0 };
    format!("{} ms", fixed(time, digits))
}

/// A number with that many digits after the point: `12.50`. Above 2^53 a number has no fraction, and it ends at 2^64.
///
/// Not by `{:.2}`: what the compiler brings for that is exact for every number there is, and was 10 KB of the page.
#[must_use]
pub fn fixed(value: f64, digits: u32) -> String {
    let scale = 10_u64.pow(digits);
    let sign = if value < 0.0 { "-" } else { "" };
    let scaled = (value.abs() * scale as f64).round_ties_even();
    let (whole, fraction) = if scaled < MOST_EXACT {
        (scaled as u64 / scale, scaled as u64 % scale)
    } else {
        (value.abs() as u64, 0)
    };
    match digits {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction:0width$}", width = digits as usize),
    }
}

/// Up to this, every whole number is an `f64`.
const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// The number that a text is, such as `12`, `0.5` or `1e6`: exact up to 15 digits, and nearly so above. `None` for any other text.
#[must_use]
pub fn parsed(text: &str) -> Option<f64> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1.0, digits),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (digits, exponent) = match digits.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (digits, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.len() + fraction.len() == 0 {
        return None;
    }
    let (mut value, mut places) = (0.0, 0);
    for (index, digit) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = f64::from(digit.to_digit(10)?);
        let is_fraction = index >= whole.len();
        // More of a fraction is not in an `f64`.
        if is_fraction && value * 10.0 + digit >= MOST_EXACT {
            continue;
        }
        value = value * 10.0 + digit;
        places += i32::from(is_fraction);
    }
    let power = exponent.saturating_sub(places);
    let scale = 10_f64.powi(power.abs());
    Some(
        sign * if power < 0 {
            value / scale
        } else {
            value * scale
        },
    )
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
    let text = fixed(value, 2);
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

/// A text of this project as the start of a sentence: `past role` is `Past role`. Only ASCII has capitals here: the tables of all
/// letters, large and small, were 6 KB of the page.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
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
    let text = fixed(value, 1);
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
        assert_eq!(capitalized("écrit"), "écrit");
        assert_eq!(capitalized(""), "");
        assert_eq!(shortened("éé", 2), "éé");
        assert_eq!(shortened("ééé", 2), "éé…");
    }

    #[test]
    fn digits_after_the_point_are_those_of_the_standard_library() {
        for value in [
            0.0,
            0.004,
            0.125,
            0.375,
            1.005,
            2.5,
            12.3456,
            99.995,
            1e6,
            131_400_000.5,
            1e12 / 7.0,
            -0.25,
            -3.0,
        ] {
            assert_eq!(fixed(value, 0), format!("{value:.0}"), "{value}");
            assert_eq!(fixed(value, 1), format!("{value:.1}"), "{value}");
            assert_eq!(fixed(value, 2), format!("{value:.2}"), "{value}");
        }
        assert_eq!(fixed(1e18, 5), "1000000000000000000.00000");
        assert_eq!(fixed(1e30, 0), u64::MAX.to_string());
    }

    #[test]
    fn a_number_is_read_as_the_standard_library_does() {
        for text in [
            "0",
            "12",
            "0.5",
            ".5",
            "5.",
            "1e6",
            "1.5E-3",
            "+3",
            "-2.25",
            "1000000000000",
            "0.1",
            "123456789.012345",
            "1764450000000.125",
            "0.000125",
            "1e22",
            "72.4",
        ] {
            assert_eq!(parsed(text), text.parse().ok(), "{text}");
        }
        for text in [
            "",
            ".",
            "-",
            "e5",
            "1e",
            "1e5.5",
            "1,000",
            " 1",
            "1 ",
            "0x10",
            "inf",
            "NaN",
            "2012-10-17",
            "é",
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
        // Digits that no `f64` has.
        assert!(
            parsed("12345678901234567890")
                .is_some_and(|number| (number - 1.234_567_890_123_456_7e19).abs() < 1e4)
        );
        assert_eq!(parsed("0.10000000000000000000001"), Some(0.1));
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
