//! Doubles as text, as Java prints them before its version 19: not always the fewest digits that
//! distinguish a double from its neighbours (`9.2233720368546816E16`, not `9.223372036854682E16`).
//!
//! The algorithm is that of Steele and White ("How to print floating-point numbers accurately", 1990), with
//! Java's own shortcuts and stopping rules, measured against Java 17.

use std::cmp::Ordering;

use crate::BigInteger;

/// Decimal digits, and the position of the point among them: `0.digits × 10^point`.
#[derive(Clone, Debug)]
pub struct Digits {
    /// The digits in ASCII; at least one.
    pub digits: Vec<u8>,
    /// How many of them precede the point; if negative, how many zeros come first after it.
    pub point: i32,
}

/// Appends the result of `Double.toString` to `out`.
pub fn print(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("NaN");
        return;
    }
    if value.is_sign_negative() {
        out.push('-');
    }
    let value = value.abs();
    if value.is_infinite() {
        out.push_str("Infinity");
        return;
    }
    if value == 0.0 {
        out.push_str("0.0");
        return;
    }
    let Digits { digits, point } = digits(value, false);
    let digits = str::from_utf8(&digits).unwrap_or_default();
    if !(-2..8).contains(&point) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        out.push_str(first);
        out.push('.');
        out.push_str(if rest.is_empty() { "0" } else { rest });
        out.push('E');
        out.push_str(&(point - 1).to_string());
        return;
    }
    match usize::try_from(point) {
        Ok(whole) if whole > 0 => {
            let (before, behind) = digits.split_at_checked(whole).unwrap_or((digits, ""));
            out.push_str(before);
            out.extend(std::iter::repeat_n('0', whole - before.len()));
            out.push('.');
            out.push_str(if behind.is_empty() { "0" } else { behind });
        }
        _ => {
            out.push_str("0.");
            out.extend(std::iter::repeat_n('0', point.unsigned_abs() as usize));
            out.push_str(digits);
        }
    }
}

/// The double that prints as the float nearest to `value` does.
pub fn nearest_single(value: f64) -> f64 {
    let float = value as f32;
    if float == 0.0 || !float.is_finite() {
        return f64::from(float);
    }
    let Digits { digits, point } = single_digits(float.abs());
    let text = format!("0.{}e{point}", String::from_utf8_lossy(&digits));
    text.parse().map_or(value, |same: f64| same.copysign(value))
}

/// How many bits 5 to the power of the index has.
const BITS_OF_POWER: [i32; 27] = [
    0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56,
    59, 61,
];

/// The digits of a finite double that is greater than zero; `two` asks for two of them at least, as
/// formats do.
pub fn digits(value: f64, two: bool) -> Digits {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (fraction, exponent, significant) = match (bits >> 52) & 0x7ff {
        0 => {
            let shift = fraction.leading_zeros() as i32 - 11;
            (fraction << shift, 1 - shift - 1023, 53 - shift)
        }
        biased => (fraction | (1 << 52), biased as i32 - 1023, 53),
    };
    of_parts(fraction, exponent, significant, two)
}

/// The digits of a finite float that is greater than zero.
fn single_digits(value: f32) -> Digits {
    let bits = value.to_bits();
    let fraction = bits & ((1 << 23) - 1);
    let (fraction, exponent, significant) = match (bits >> 23) & 0xff {
        0 => {
            let shift = fraction.leading_zeros() as i32 - 8;
            (fraction << shift, 1 - shift - 127, 24 - shift)
        }
        biased => (fraction | (1 << 23), biased as i32 - 127, 24),
    };
    of_parts(u64::from(fraction) << 29, exponent, significant, false)
}

/// The digits of a number whose highest bit is bit 52 of `fraction` and means two to the power of
/// `exponent`; so many of its bits are `significant`.
fn of_parts(fraction: u64, exponent: i32, significant: i32, two: bool) -> Digits {
    let zeros = fraction.trailing_zeros() as i32;
    let length = 53 - zeros;
    let behind = (length - exponent - 1).max(0);
    if behind == 0 && exponent <= 62 {
        let dropped = match exponent > significant {
            true => insignificant(exponent - significant - 1),
            false => 0,
        };
        let whole = match exponent >= 52 {
            true => fraction << (exponent - 52),
            false => fraction >> (52 - exponent),
        };
        return whole_digits(whole, dropped);
    }
    Scaled::of(fraction >> zeros, length, exponent, significant, behind).digits(two)
}

/// How many decimal digits of a power of two are not significant.
fn insignificant(power: i32) -> u32 {
    match power > 1 {
        true => (f64::from(power) * std::f64::consts::LOG10_2) as u32,
        false => 0,
    }
}

fn whole_digits(mut whole: u64, dropped: u32) -> Digits {
    let mut point = 0;
    if dropped > 0 {
        let unit = 10_u64.pow(dropped);
        let rest = whole % unit;
        whole /= unit;
        point += dropped as i32;
        whole += u64::from(rest >= unit / 2);
    }
    let mut digits = whole.to_string().into_bytes();
    point += digits.len() as i32;
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    Digits { digits, point }
}

/// The double as `b / s`, and half of the distance to its neighbours as `m / s`, each a product of
/// powers of 2 and 5.
struct Scaled {
    fraction: u64,
    /// The power of ten of the first digit, as estimated: at most one too many.
    decimal: i32,
    b2: i32,
    b5: i32,
    s2: i32,
    s5: i32,
    m2: i32,
    m5: i32,
    length: i32,
}

impl Scaled {
    // Java's constants, digit for digit.
    #[allow(clippy::approx_constant)]
    fn of(fraction: u64, length: i32, exponent: i32, significant: i32, behind: i32) -> Scaled {
        let mantissa =
            f64::from_bits((1023 << 52) | ((fraction << (53 - length)) & ((1 << 52) - 1)));
        let estimate = (mantissa - 1.5) * 0.289_529_654
            + 0.176_091_259
            + f64::from(exponent) * 0.301_029_995_663_981;
        let decimal = estimate.floor() as i32;
        let b5 = (-decimal).max(0);
        let b2 = b5 + behind + exponent;
        let s5 = decimal.max(0);
        let s2 = s5 + behind;
        let m2 = b2 - significant;
        let b2 = b2 - (length - 1);
        let common = b2.min(s2);
        let (mut b2, mut s2, mut m2) = (b2 - common, s2 - common, m2 - common);
        // Below a power of two the neighbour is half as far away.
        if length == 1 {
            m2 -= 1;
        }
        if m2 < 0 {
            b2 -= m2;
            s2 -= m2;
            m2 = 0;
        }
        Scaled {
            fraction,
            decimal,
            b2,
            b5,
            s2,
            s5,
            m2,
            m5: b5,
            length,
        }
    }

    fn digits(self, two: bool) -> Digits {
        let power_bits = |power: i32| {
            usize::try_from(power)
                .ok()
                .and_then(|power| BITS_OF_POWER.get(power).copied())
                .unwrap_or(power * 3)
        };
        let of_b = self.length + self.b2 + power_bits(self.b5);
        let of_ten_s = self.s2 + 1 + power_bits(self.s5 + 1);
        match of_b < 64 && of_ten_s < 64 {
            true => self.in_64_bits(of_b < 32 && of_ten_s < 32, two),
            false => self.in_big_integers(two),
        }
    }

    /// `small`: as Java does in 32 bits, which `m` can outgrow.
    fn in_64_bits(self, small: bool, two: bool) -> Digits {
        let wrapped = |number: i64| match small {
            true => i64::from(number as i32),
            false => number,
        };
        let five = |power: i32| 5_i64.wrapping_pow(power.unsigned_abs());
        let mut b = wrapped((self.fraction as i64).wrapping_mul(five(self.b5)) << self.b2);
        let s = wrapped(five(self.s5) << self.s2);
        let mut m = wrapped(five(self.m5) << self.m2);
        let tens = wrapped(s.wrapping_mul(10));
        let mut out = Row::new(self.decimal, two);
        loop {
            let digit = b.checked_div(s).unwrap_or_default();
            b = wrapped(b.checked_rem(s).unwrap_or_default().wrapping_mul(10));
            m = wrapped(m.wrapping_mul(10));
            let (low, high) = match m > 0 || out.first {
                true => (b < m, wrapped(b.wrapping_add(m)) > tens),
                false => (true, true),
            };
            if out.push(digit as u8, low, high) {
                let rest = wrapped(wrapped(b << 1).wrapping_sub(tens));
                return out.rounded(low, high, rest.cmp(&0));
            }
        }
    }

    fn in_big_integers(self, two: bool) -> Digits {
        let s = product(1, self.s5, self.s2);
        let tens = product(1, self.s5 + 1, self.s2 + 1);
        let mut b = product(self.fraction, self.b5, self.b2);
        let mut m = product(1, self.m5 + 1, self.m2 + 1);
        let mut out = Row::new(self.decimal, two);
        loop {
            let mut digit = 0;
            while b >= s {
                b.reduce(&s);
                digit += 1;
            }
            b.scale(10);
            let low = b < m;
            let high = b.add(&m) >= tens;
            if out.push(digit, low, high) {
                b.scale(2);
                return out.rounded(low, high, b.cmp(&tens));
            }
            m.scale(10);
        }
    }
}

/// `factor × 5^fives × 2^twos`.
fn product(factor: u64, fives: i32, twos: i32) -> BigInteger {
    let mut product = BigInteger::from(factor);
    // Powers that fit 32 bits.
    for (base, most, mut left) in [(5_u32, 13, fives), (2, 31, twos)] {
        while left > 0 {
            let exponent = left.min(most);
            product.scale(base.pow(exponent.unsigned_abs()));
            left -= exponent;
        }
    }
    product
}

/// The digits so far.
struct Row {
    digits: Vec<u8>,
    decimal: i32,
    /// Whether there are no digits yet.
    first: bool,
    two: bool,
}

impl Row {
    fn new(decimal: i32, two: bool) -> Row {
        Row {
            digits: Vec::with_capacity(20),
            decimal,
            first: true,
            two,
        }
    }

    /// Adds a digit; returns whether it was the last one.
    fn push(&mut self, digit: u8, low: bool, high: bool) -> bool {
        let first = std::mem::replace(&mut self.first, false);
        if first && digit == 0 && !high {
            self.decimal -= 1;
        } else {
            self.digits.push(b'0' + digit);
        }
        // With an exponent there is always a second digit.
        let second = first && (self.two || !(-3..8).contains(&self.decimal));
        (low || high) && !second
    }

    /// `rest`: how twice what is left compares with one more of the last digit.
    fn rounded(mut self, low: bool, high: bool, rest: Ordering) -> Digits {
        let odd = self.digits.last().is_some_and(|digit| digit % 2 == 1);
        let up = match (low, high) {
            (true, true) => rest == Ordering::Greater || (rest == Ordering::Equal && odd),
            (_, high) => high,
        };
        let mut point = self.decimal + 1;
        if up {
            round_up(&mut self.digits, &mut point);
        }
        Digits {
            digits: self.digits,
            point,
        }
    }
}

fn round_up(digits: &mut [u8], point: &mut i32) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    if let Some(first) = digits.first_mut() {
        *first = b'1';
        *point += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_print_as_java_17_does() {
        for (value, printed) in [
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1e7, "1.0E7"),
            (9_999_999.0, "9999999.0"),
            (0.001, "0.001"),
            (0.000_1, "1.0E-4"),
            (2e-3, "0.002"),
            (92_233_720_368_546_816.0, "9.2233720368546816E16"),
            (2.0e23, "1.9999999999999998E23"),
            (f64::MAX, "1.7976931348623157E308"),
            (f64::MIN_POSITIVE, "2.2250738585072014E-308"),
            (5e-324, "4.9E-324"),
            (f64::NEG_INFINITY, "-Infinity"),
            (f64::NAN, "NaN"),
        ] {
            let mut out = String::new();
            print(value, &mut out);
            assert_eq!(out, printed);
        }
        assert_eq!(nearest_single(0.1), 0.1);
        assert_eq!(nearest_single(16_777_217.0), 16_777_216.0);
    }
}
