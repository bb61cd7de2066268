//! The digits of doubles as Java printed them before its version 19: not always the fewest that tell
//! a double from its neighbours (`9.2233720368546816E16`, not `9.223372036854682E16`).
//!
//! The way is that of Steele and White ("How to print floating-point numbers accurately", 1990), with
//! Java's own shortcuts and stopping rules, measured against Java 17.

use std::cmp::Ordering;

/// Digits, and where the point stands among them: `0.digits × 10^point`.
pub(crate) struct Digits {
    pub(crate) digits: Vec<u8>,
    pub(crate) point: i32,
}

/// How many bits 5 to the power of the index has.
const BITS_OF_POWER: [i32; 27] = [
    0, 3, 5, 7, 10, 12, 14, 17, 19, 21, 24, 26, 28, 31, 33, 35, 38, 40, 42, 45, 47, 49, 52, 54, 56,
    59, 61,
];

/// The digits of a finite double that is greater than zero; `two` asks for two of them at least, as
/// formats do.
pub(crate) fn digits(value: f64, two: bool) -> Digits {
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
pub(crate) fn single_digits(value: f32) -> Digits {
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

/// The digits of a number whose highest bit stands at 52 in `fraction` and means two to the power of
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

/// How many decimal digits of a power of two mean nothing.
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
            false => self.in_words(two),
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

    fn in_words(self, two: bool) -> Digits {
        let s = Words::power(1, self.s5, self.s2);
        let tens = Words::power(1, self.s5 + 1, self.s2 + 1);
        let mut b = Words::power(self.fraction, self.b5, self.b2);
        let mut m = Words::power(1, self.m5 + 1, self.m2 + 1);
        let mut out = Row::new(self.decimal, two);
        loop {
            let mut digit = 0;
            while b.cmp(&s) != Ordering::Less {
                b.subtract(&s);
                digit += 1;
            }
            b.multiply(10);
            let low = b.cmp(&m) == Ordering::Less;
            let mut sum = b.clone();
            sum.add(&m);
            let high = tens.cmp(&sum) != Ordering::Greater;
            if out.push(digit, low, high) {
                b.multiply(2);
                return out.rounded(low, high, b.cmp(&tens));
            }
            m.multiply(10);
        }
    }
}

/// The digits as they come.
struct Row {
    digits: Vec<u8>,
    decimal: i32,
    /// Whether none came yet.
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

    /// Adds a digit; whether it was the last one.
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

/// A whole number in 32-bit words, the lowest first, without zeros at the end.
#[derive(Clone)]
struct Words(Vec<u32>);

impl Words {
    /// `factor × 5^five × 2^two`.
    fn power(factor: u64, five: i32, two: i32) -> Words {
        let mut words = Words(vec![factor as u32, (factor >> 32) as u32]);
        words.trim();
        let mut left = five;
        while left > 0 {
            let step = left.min(13);
            words.multiply(5_u32.pow(step.unsigned_abs()));
            left -= step;
        }
        if two % 32 > 0 {
            words.multiply(1 << (two % 32));
        }
        if two >= 32 {
            words
                .0
                .splice(0..0, std::iter::repeat_n(0, (two / 32) as usize));
        }
        words
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn multiply(&mut self, by: u32) {
        let mut carry = 0_u64;
        for word in &mut self.0 {
            let value = u64::from(*word) * u64::from(by) + carry;
            *word = value as u32;
            carry = value >> 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn add(&mut self, other: &Words) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = 0_u64;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.0.iter_mut().zip(others) {
            let value = u64::from(*word) + u64::from(other) + carry;
            *word = value as u32;
            carry = value >> 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Takes away a number that is not greater.
    fn subtract(&mut self, other: &Words) {
        let mut borrow = 0_i64;
        let others = other.0.iter().copied().chain(std::iter::repeat(0));
        for (word, other) in self.0.iter_mut().zip(others) {
            let value = i64::from(*word) - i64::from(other) - borrow;
            borrow = i64::from(value < 0);
            *word = value as u32;
        }
        self.trim();
    }

    fn cmp(&self, other: &Words) -> Ordering {
        let lengths = self.0.len().cmp(&other.0.len());
        lengths.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}
