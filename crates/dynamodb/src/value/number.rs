//! DynamoDB's numbers: decimal, up to 38 significant digits, magnitude 1E-130 to 9.99…E+125.
//!
//! Source: "Naming rules and data types", Amazon DynamoDB Developer Guide.

use std::cmp::Ordering;
use std::fmt;

/// The most significant digits of a number.
pub const MAX_DIGITS: usize = 38;
const MAX_EXPONENT: i64 = 125;
const MIN_EXPONENT: i64 = -130;

/// A normalized number: no leading or trailing zeros, no negative zero. It displays in plain notation, as in DynamoDB's
/// responses (`1e2` is `100`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    negative: bool,
    /// Significant digits as ASCII, without leading and trailing zeros; empty for zero.
    digits: String,
    /// The power of ten of the first digit; 0 for zero.
    exponent: i32,
}

/// The reason why a text is not a number of DynamoDB. It displays as DynamoDB's message.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is empty.
    Empty,
    /// The text is not a decimal number.
    NotNumeric(String),
    /// The magnitude is above 9.99…E+125.
    Overflow,
    /// The magnitude is below 1E-130.
    Underflow,
    /// There are more than 38 significant digits.
    TooManyDigits,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The parameter cannot be converted to a numeric value"),
            Self::NotNumeric(text) => {
                write!(f, "The parameter cannot be converted to a numeric value: {text}")
            }
            Self::Overflow => f.write_str(
                "Number overflow. Attempting to store a number with magnitude larger than supported range",
            ),
            Self::Underflow => f.write_str(
                "Number underflow. Attempting to store a number with magnitude smaller than supported range",
            ),
            Self::TooManyDigits => {
                f.write_str("Attempting to store more than 38 significant digits in a Number")
            }
        }
    }
}

impl std::error::Error for NumberError {}

/// The parts of a number's text: sign, digits before and after the point, exponent.
type Parts<'a> = (bool, &'a str, &'a str, i64);

fn split(text: &str) -> Option<Parts<'_>> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    Some((negative, whole, fraction, exponent))
}

/// An exponent; one of many digits is clamped to a value that still overflows or underflows.
fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let bound = i64::MAX / 4;
    let size = digits.parse::<i64>().unwrap_or(bound).min(bound);
    Some(if negative { -size } else { size })
}

impl Number {
    /// Parses a number such as `-12.50`, `.5` or `1e10`.
    ///
    /// # Errors
    /// A [`NumberError`], which displays as DynamoDB's message.
    pub fn parse(text: &str) -> Result<Self, NumberError> {
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        let (negative, whole, fraction, exponent) =
            split(text).ok_or_else(|| NumberError::NotNumeric(text.to_owned()))?;
        let all = [whole, fraction].concat();
        let significant = all.trim_start_matches('0');
        if significant.is_empty() {
            return Ok(Self {
                negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let leading = (all.len() - significant.len()) as i64;
        let first = (whole.len() as i64 - 1 - leading).saturating_add(exponent);
        let digits = significant.trim_end_matches('0');
        if first > MAX_EXPONENT {
            return Err(NumberError::Overflow);
        }
        if first < MIN_EXPONENT {
            return Err(NumberError::Underflow);
        }
        if digits.len() > MAX_DIGITS {
            return Err(NumberError::TooManyDigits);
        }
        Ok(Self {
            negative,
            digits: digits.to_owned(),
            exponent: first as i32,
        })
    }

    /// The number of a count, such as the result of `size(…)`.
    pub fn from_count(count: usize) -> Self {
        let text = count.to_string();
        let digits = text.trim_end_matches('0');
        if digits.is_empty() {
            return Self {
                negative: false,
                digits: String::new(),
                exponent: 0,
            };
        }
        Self {
            negative: false,
            digits: digits.to_owned(),
            exponent: text.len() as i32 - 1,
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// It is too large, too small or has more than 38 significant digits.
    pub fn plus(&self, other: &Self) -> Result<Self, NumberError> {
        sum(self, false, other)
    }

    /// The difference.
    ///
    /// # Errors
    /// It is too large, too small or has more than 38 significant digits.
    pub fn minus(&self, other: &Self) -> Result<Self, NumberError> {
        sum(self, true, other)
    }

    /// The number of significant digits; 0 for zero.
    pub fn significant_digits(&self) -> usize {
        self.digits.len()
    }

    /// The number of pairs of digits, from the decimal point, with a significant digit; 0 for zero. `123` is `1|23`,
    /// and `1.5` is `1|50`.
    pub(crate) fn pairs_of_digits(&self) -> usize {
        // A first digit at an even power of ten is the second of its pair.
        let before = usize::from(!self.digits.is_empty() && self.exponent % 2 == 0);
        (before + self.digits.len()).div_ceil(2)
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    fn cmp_magnitude(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            // With the same power of the first digit, digits compare like text: `12` < `125`.
            (false, false) => self
                .exponent
                .cmp(&other.exponent)
                .then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

/// Adds two numbers digit by digit, the second one negated if `subtract`.
fn sum(left: &Number, subtract: bool, right: &Number) -> Result<Number, NumberError> {
    // Powers of ten of the digits: from the last one of the smallest number up to a carry from the largest.
    const LOWEST: i64 = MIN_EXPONENT - MAX_DIGITS as i64;
    const PLACES: usize = (MAX_EXPONENT + 2 - LOWEST) as usize;
    let mut places = [0_i8; PLACES];
    for (number, negative) in [(left, left.negative), (right, right.negative != subtract)] {
        let first = i64::from(number.exponent) - LOWEST;
        for (below, digit) in number.digits.bytes().enumerate() {
            let place = usize::try_from(first - below as i64).ok();
            if let Some(place) = place.and_then(|place| places.get_mut(place)) {
                let digit = (digit - b'0') as i8;
                *place += if negative { -digit } else { digit };
            }
        }
    }
    // The sign is that of the highest digit.
    let negative = places
        .iter()
        .rev()
        .find(|d| **d != 0)
        .is_some_and(|d| *d < 0);
    let mut carry = 0;
    let mut digits = Vec::with_capacity(PLACES);
    for place in places {
        let value = carry + if negative { -place } else { place };
        carry = value.div_euclid(10);
        digits.push(char::from(b'0' + value.rem_euclid(10) as u8));
    }
    let sign = if negative { "-" } else { "" };
    let text: String = digits.iter().rev().collect();
    Number::parse(&format!("{sign}{text}e{LOWEST}"))
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => self.cmp_magnitude(other),
            (true, true) => other.cmp_magnitude(self),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits.is_empty() {
            return f.write_str("0");
        }
        if self.negative {
            f.write_str("-")?;
        }
        if self.exponent < 0 {
            let zeros = (-self.exponent - 1) as usize;
            return write!(f, "0.{}{}", "0".repeat(zeros), self.digits);
        }
        let whole = self.exponent as usize + 1;
        match self.digits.split_at_checked(whole) {
            Some((left, "")) => f.write_str(left),
            Some((left, right)) => write!(f, "{left}.{right}"),
            None => {
                write!(
                    f,
                    "{}{}",
                    self.digits,
                    "0".repeat(whole.saturating_sub(self.digits.len()))
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalises() {
        for (given, stored) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.000", "0"),
            ("0e999999999999999999999", "0"),
            ("00012", "12"),
            ("+12", "12"),
            ("12.500", "12.5"),
            ("-12.50", "-12.5"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e2", "100"),
            ("1E+2", "100"),
            ("1.5e-3", "0.0015"),
            ("120000", "120000"),
            ("0.00010", "0.0001"),
            (
                "99999999999999999999999999999999999999",
                "99999999999999999999999999999999999999",
            ),
        ] {
            assert_eq!(Number::parse(given).unwrap().to_string(), stored, "{given}");
        }
        let big = format!("1{}", "0".repeat(125));
        assert_eq!(Number::parse("1e125").unwrap().to_string(), big);
        assert_eq!(
            Number::parse("1e-130").unwrap().to_string(),
            format!("0.{}1", "0".repeat(129))
        );
        assert_eq!(
            Number::parse("9.9999999999999999999999999999999999999E+125")
                .unwrap()
                .to_string(),
            format!("{}{}", "9".repeat(38), "0".repeat(88))
        );
    }

    #[test]
    fn rejects() {
        use NumberError::{Empty, Overflow, TooManyDigits, Underflow};
        for (given, error) in [
            ("", Empty),
            ("1e126", Overflow),
            ("-1e126", Overflow),
            ("1e99999999999999999999999", Overflow),
            ("1e-131", Underflow),
            ("1e-99999999999999999999999", Underflow),
            ("100000000000000000000000000000000000001", TooManyDigits),
            ("0.123456789012345678901234567890123456789", TooManyDigits),
        ] {
            assert_eq!(Number::parse(given), Err(error), "{given}");
        }
        for text in [
            "a", " 1", "1 ", "-", "+", ".", "1e", "e5", "1.2.3", "--1", "0x10", "NaN", "Infinity",
            "1,5", "١",
        ] {
            assert_eq!(
                Number::parse(text),
                Err(NumberError::NotNumeric(text.into())),
                "{text}"
            );
        }
    }

    #[test]
    fn orders_by_value() {
        let sorted = [
            "-1e125", "-12.5", "-12", "-0.5", "0", "1e-130", "0.5", "1.25", "1.3", "12", "120",
            "1e125",
        ];
        let numbers: Vec<Number> = sorted.iter().map(|t| Number::parse(t).unwrap()).collect();
        assert!(numbers.is_sorted());
        assert_eq!(Number::parse("1.0"), Number::parse("10e-1"));
        for count in [0, 1, 9, 10, 120, 4096] {
            assert_eq!(
                Number::from_count(count),
                Number::parse(&count.to_string()).unwrap()
            );
        }
    }
}
