//! `java.math.BigInteger`.

mod bits;

use std::cmp::Ordering;
use std::fmt;

/// The most digits of a number that is calculated with: a program could double the digits with every
/// step. An operation on two numbers of this length takes about five million machine operations.
pub const MAX_DIGITS: usize = 20_000;

const BASE: u64 = 1_000_000_000;

/// A whole number of any size: a sign, and a magnitude in groups of nine decimal digits, since numbers
/// are parsed from and printed as decimal text far more often than their bits are needed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BigInteger {
    negative: bool,
    /// The lowest first, without zeros at the end.
    groups: Vec<u32>,
}

impl BigInteger {
    /// The number that `text` writes: digits with an optional `-` before them. Takes time proportional
    /// to their number.
    pub fn parse(text: &str) -> Option<BigInteger> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut groups = Vec::with_capacity(digits.len() / 9 + 1);
        let mut end = digits.len();
        while end > 0 {
            let start = end.saturating_sub(9);
            groups.push(digits.get(start..end)?.parse().ok()?);
            end = start;
        }
        Some(BigInteger::new(text.starts_with('-'), groups))
    }

    /// [`BigInteger::parse`], but `None` also where `text` is longer than [`MAX_DIGITS`]: the result can be
    /// calculated with.
    pub fn parse_within_limit(text: &str) -> Option<BigInteger> {
        match text.len() <= MAX_DIGITS {
            true => BigInteger::parse(text),
            false => None,
        }
    }

    fn new(negative: bool, mut groups: Vec<u32>) -> BigInteger {
        trim(&mut groups);
        let negative = negative && !groups.is_empty();
        BigInteger { negative, groups }
    }

    /// A magnitude in 32-bit words, the lowest first.
    fn from_words(negative: bool, words: &[u32]) -> BigInteger {
        let mut groups: Vec<u32> = Vec::with_capacity(words.len() + words.len() / 8 + 1);
        for word in words.iter().rev() {
            let mut carry = u64::from(*word);
            for group in &mut groups {
                let value = (u64::from(*group) << 32) + carry;
                *group = (value % BASE) as u32;
                carry = value / BASE;
            }
            while carry > 0 {
                groups.push((carry % BASE) as u32);
                carry /= BASE;
            }
        }
        BigInteger::new(negative, groups)
    }

    /// The magnitude in 32-bit words, the lowest first, without zeros at the end.
    fn words(&self) -> Vec<u32> {
        let mut groups = self.groups.clone();
        let mut words = Vec::new();
        while !groups.is_empty() {
            let mut rest = 0_u64;
            for group in groups.iter_mut().rev() {
                let value = rest * BASE + u64::from(*group);
                *group = (value >> 32) as u32;
                rest = value & 0xffff_ffff;
            }
            words.push(rest as u32);
            trim(&mut groups);
        }
        words
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.groups.is_empty()
    }

    /// Whether it is less than 0.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    /// `signum`: -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match (self.negative, self.is_zero()) {
            (true, _) => -1,
            (false, true) => 0,
            (false, false) => 1,
        }
    }

    /// `negate`.
    pub fn negated(&self) -> BigInteger {
        BigInteger {
            negative: !self.negative && !self.is_zero(),
            groups: self.groups.clone(),
        }
    }

    /// `abs`.
    pub fn abs(&self) -> BigInteger {
        BigInteger {
            negative: false,
            groups: self.groups.clone(),
        }
    }

    /// The number times ten to the power `zeros`.
    pub fn times_power_of_ten(&self, zeros: usize) -> BigInteger {
        let scale = 10_u32.pow((zeros % 9) as u32);
        let mut groups = vec![0; zeros / 9];
        groups.extend(scaled(&self.groups, scale));
        BigInteger::new(self.negative, groups)
    }

    /// `pow`; `None` where that grows longer than [`MAX_DIGITS`].
    pub fn power(&self, exponent: u32) -> Option<BigInteger> {
        let mut result = BigInteger::from(1_u64);
        let mut square = self.clone();
        let mut left = exponent;
        while left > 0 {
            if result.groups.len().max(square.groups.len()) > MAX_DIGITS / 9 {
                return None;
            }
            if left % 2 == 1 {
                result = result.multiply(&square);
            }
            left /= 2;
            if left > 0 {
                square = square.multiply(&square);
            }
        }
        Some(result)
    }

    /// `add`.
    pub fn add(&self, other: &BigInteger) -> BigInteger {
        if self.negative == other.negative {
            let groups = sum(&self.groups, &other.groups);
            return BigInteger::new(self.negative, groups);
        }
        match compare_magnitudes(&self.groups, &other.groups) {
            Ordering::Less => {
                BigInteger::new(other.negative, difference(&other.groups, &self.groups))
            }
            _ => BigInteger::new(self.negative, difference(&self.groups, &other.groups)),
        }
    }

    /// `subtract`.
    pub fn subtract(&self, other: &BigInteger) -> BigInteger {
        self.add(&other.negated())
    }

    /// `multiply`. Takes time proportional to the product of both lengths.
    pub fn multiply(&self, other: &BigInteger) -> BigInteger {
        let mut groups = vec![0_u32; self.groups.len() + other.groups.len()];
        for (at, one) in self.groups.iter().enumerate() {
            let mut carry = 0_u64;
            let row = groups.get_mut(at..).unwrap_or_default();
            for (group, two) in row
                .iter_mut()
                .zip(other.groups.iter().copied().chain(std::iter::repeat(0)))
            {
                let value = u64::from(*group) + u64::from(*one) * u64::from(two) + carry;
                *group = (value % BASE) as u32;
                carry = value / BASE;
            }
        }
        BigInteger::new(self.negative != other.negative, groups)
    }

    /// Multiplies it by `factor` in place.
    pub(crate) fn scale(&mut self, factor: u32) {
        scale(&mut self.groups, factor);
    }

    /// Subtracts a number in place; neither is negative, and `other` is not greater.
    pub(crate) fn reduce(&mut self, other: &BigInteger) {
        reduce(&mut self.groups, &other.groups);
    }

    /// `divideAndRemainder`: the quotient rounded towards zero, and the remainder, which has the sign of
    /// `self`. `None` where the divisor is 0.
    pub fn divide(&self, divisor: &BigInteger) -> Option<(BigInteger, BigInteger)> {
        if divisor.is_zero() {
            return None;
        }
        let mut quotient = vec![0_u32; self.groups.len()];
        let mut rest: Vec<u32> = Vec::new();
        for (group, digit) in self.groups.iter().zip(&mut quotient).rev() {
            rest.insert(0, *group);
            trim(&mut rest);
            // The digit of the quotient, by halving.
            let (mut low, mut high) = (0_u64, BASE - 1);
            while low < high {
                let middle = (low + high).div_ceil(2);
                let product = scaled(&divisor.groups, middle as u32);
                if compare_magnitudes(&product, &rest) == Ordering::Greater {
                    high = middle - 1;
                } else {
                    low = middle;
                }
            }
            rest = difference(&rest, &scaled(&divisor.groups, low as u32));
            *digit = low as u32;
        }
        Some((
            BigInteger::new(self.negative != divisor.negative, quotient),
            BigInteger::new(self.negative, rest),
        ))
    }

    /// `mod`: the remainder that is not negative. `None` where the modulus is not greater than 0.
    pub fn modulo(&self, modulus: &BigInteger) -> Option<BigInteger> {
        if modulus.negative {
            return None;
        }
        let (_, rest) = self.divide(modulus)?;
        Some(match rest.negative {
            true => rest.add(modulus),
            false => rest,
        })
    }

    /// `gcd`.
    pub fn gcd(&self, other: &BigInteger) -> BigInteger {
        let (mut one, mut two) = (self.abs(), other.abs());
        while let Some((_, rest)) = one.divide(&two) {
            one = std::mem::replace(&mut two, rest);
        }
        one
    }

    /// `modInverse`, by Euclid's steps. `None` where there is none, or the modulus is not greater than 0.
    pub fn mod_inverse(&self, modulus: &BigInteger) -> Option<BigInteger> {
        let one = BigInteger::from(1_u64);
        let (mut old, mut new) = (modulus.clone(), self.modulo(modulus)?);
        if *modulus == one {
            return Some(BigInteger::default());
        }
        let (mut old_factor, mut factor) = (BigInteger::default(), one.clone());
        while let Some((quotient, rest)) = old.divide(&new) {
            old = std::mem::replace(&mut new, rest);
            let next = old_factor.subtract(&quotient.multiply(&factor));
            old_factor = std::mem::replace(&mut factor, next);
        }
        match old == one {
            true => old_factor.modulo(modulus),
            false => None,
        }
    }

    /// `modPow` for an exponent that is not negative. `None` where the modulus is not greater than 0. Takes
    /// two products of the modulus's length for each bit of the exponent.
    pub fn mod_power(&self, exponent: &BigInteger, modulus: &BigInteger) -> Option<BigInteger> {
        let mut result = BigInteger::from(1_u64).modulo(modulus)?;
        let mut square = self.modulo(modulus)?;
        for at in 0..exponent.bit_length() {
            if exponent.test_bit(at) {
                result = result.multiply(&square).modulo(modulus)?;
            }
            square = square.multiply(&square).modulo(modulus)?;
        }
        Some(result)
    }

    /// `sqrt`, rounded down, by Newton's steps from above. `None` where it is negative.
    pub fn sqrt(&self) -> Option<BigInteger> {
        if self.signum() <= 0 {
            return self.is_zero().then(BigInteger::default);
        }
        let two = BigInteger::from(2_u64);
        // More than half of the digits.
        let mut root = BigInteger::from(1_u64).times_power_of_ten(self.groups.len() * 9 / 2 + 1);
        loop {
            let (quotient, _) = self.divide(&root)?;
            let (next, _) = root.add(&quotient).divide(&two)?;
            if next >= root {
                return Some(root);
            }
            root = next;
        }
    }

    /// `longValue`: the lowest 64 bits.
    pub fn to_i64_wrapping(&self) -> i64 {
        let magnitude = self.groups.iter().rev().fold(0_u64, |sum, group| {
            sum.wrapping_mul(BASE).wrapping_add(u64::from(*group))
        });
        match self.negative {
            true => (magnitude as i64).wrapping_neg(),
            false => magnitude as i64,
        }
    }

    /// `hashCode`: over the magnitude's 32-bit words, the highest first. Takes time proportional to the
    /// square of the length.
    pub fn hash(&self) -> i32 {
        let words = self.words();
        let hash = words.iter().rev().fold(0_i32, |sum, word| {
            sum.wrapping_mul(31).wrapping_add(*word as i32)
        });
        match self.negative {
            true => hash.wrapping_neg(),
            false => hash,
        }
    }
}

impl From<u64> for BigInteger {
    fn from(number: u64) -> BigInteger {
        let group = |by: u64| (number / by % BASE) as u32;
        BigInteger::new(false, vec![group(1), group(BASE), group(BASE * BASE)])
    }
}

impl From<i64> for BigInteger {
    fn from(number: i64) -> BigInteger {
        let magnitude = BigInteger::from(number.unsigned_abs());
        BigInteger::new(number < 0, magnitude.groups)
    }
}

impl fmt::Display for BigInteger {
    /// The digits, with `-` before them where negative.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((highest, rest)) = self.groups.split_last() else {
            return f.write_str("0");
        };
        let sign = if self.negative { "-" } else { "" };
        write!(f, "{sign}{highest}")?;
        rest.iter()
            .rev()
            .try_for_each(|group| write!(f, "{group:09}"))
    }
}

impl Ord for BigInteger {
    fn cmp(&self, other: &BigInteger) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => compare_magnitudes(&self.groups, &other.groups),
            (true, true) => compare_magnitudes(&other.groups, &self.groups),
        }
    }
}

impl PartialOrd for BigInteger {
    fn partial_cmp(&self, other: &BigInteger) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn trim(groups: &mut Vec<u32>) {
    while groups.last() == Some(&0) {
        groups.pop();
    }
}

fn compare_magnitudes(one: &[u32], two: &[u32]) -> Ordering {
    one.len()
        .cmp(&two.len())
        .then_with(|| one.iter().rev().cmp(two.iter().rev()))
}

fn sum(one: &[u32], two: &[u32]) -> Vec<u32> {
    let (long, short) = if one.len() >= two.len() {
        (one, two)
    } else {
        (two, one)
    };
    let mut carry = 0_u64;
    let mut sum = Vec::with_capacity(long.len() + 1);
    for (one, two) in long
        .iter()
        .zip(short.iter().copied().chain(std::iter::repeat(0)))
    {
        let value = u64::from(*one) + u64::from(two) + carry;
        sum.push((value % BASE) as u32);
        carry = value / BASE;
    }
    if carry > 0 {
        sum.push(carry as u32);
    }
    sum
}

/// `one - two`, where `one` is not less.
fn difference(one: &[u32], two: &[u32]) -> Vec<u32> {
    let mut rest = one.to_vec();
    reduce(&mut rest, two);
    rest
}

/// Subtracts `two` from `one`, which is not less.
fn reduce(one: &mut Vec<u32>, two: &[u32]) {
    let mut borrow = 0_i64;
    for (one, two) in one
        .iter_mut()
        .zip(two.iter().copied().chain(std::iter::repeat(0)))
    {
        let value = i64::from(*one) - i64::from(two) - borrow;
        borrow = i64::from(value < 0);
        *one = (value + borrow * BASE as i64) as u32;
    }
    trim(one);
}

fn scaled(groups: &[u32], by: u32) -> Vec<u32> {
    let mut product = Vec::with_capacity(groups.len() + 1);
    product.extend_from_slice(groups);
    scale(&mut product, by);
    product
}

fn scale(groups: &mut Vec<u32>, by: u32) {
    let mut carry = 0_u64;
    for group in groups.iter_mut() {
        let value = u64::from(*group) * u64::from(by) + carry;
        *group = (value % BASE) as u32;
        carry = value / BASE;
    }
    while carry > 0 {
        groups.push((carry % BASE) as u32);
        carry /= BASE;
    }
    trim(groups);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic_agrees_with_128_bits() {
        let numbers: [i128; 7] = [
            0,
            -1,
            999_999_999,
            -1_000_000_000,
            9_223_372_036_854_775_807,
            -18_446_744_073_709_551_616,
            123_456_789_012_345_678,
        ];
        for one in numbers {
            for two in numbers {
                let of = |number: i128| BigInteger::parse(&number.to_string()).unwrap();
                let (left, right) = (of(one), of(two));
                let check = |result: BigInteger, expected: i128| {
                    assert_eq!(result.to_string(), expected.to_string(), "{one} {two}");
                };
                check(left.add(&right), one + two);
                check(left.subtract(&right), one - two);
                if let Some(product) = one.checked_mul(two) {
                    check(left.multiply(&right), product);
                }
                if two != 0 {
                    let (quotient, remainder) = left.divide(&right).unwrap();
                    check(quotient, one / two);
                    check(remainder, one % two);
                } else {
                    assert!(left.divide(&right).is_none());
                }
                assert_eq!(left.cmp(&right), one.cmp(&two));
            }
            let long = one as i64;
            assert_eq!(BigInteger::from(long).to_string(), long.to_string());
            let big = BigInteger::parse(&one.to_string()).unwrap();
            assert_eq!(big.to_i64_wrapping(), long);
        }
    }

    #[test]
    fn euclid_and_newton_agree_with_java() {
        let of = |text: &str| BigInteger::parse(text).unwrap();
        assert_eq!(of("-12").gcd(&of("18")).to_string(), "6");
        assert_eq!(of("0").gcd(&of("0")).to_string(), "0");
        assert_eq!(of("3").mod_inverse(&of("11")), Some(of("4")));
        assert_eq!(of("4").mod_inverse(&of("8")), None);
        assert_eq!(of("-7").modulo(&of("5")), Some(of("3")));
        assert_eq!(of("-7").modulo(&of("-5")), None);
        assert_eq!(of("99").sqrt(), Some(of("9")));
        assert_eq!(of("-1").sqrt(), None);
    }
}
