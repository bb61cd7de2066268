//! `java.math.BigInteger`, as far as Velocity's arithmetic leads there: decimal digits.

use std::cmp::Ordering;

use crate::ast::Operation;
use crate::value::Value;

/// Numbers with more digits than this are not calculated with: a template could double the digits
/// with every step.
pub(crate) const MAX_DIGITS: usize = 20_000;

const BASE: u64 = 1_000_000_000;

/// A sign and a magnitude in groups of nine digits, the lowest first, without zeros at the end.
#[derive(Clone)]
pub(crate) struct Big {
    negative: bool,
    groups: Vec<u32>,
}

/// Reads digits with an optional `-` before them.
pub(crate) fn parse(text: &str) -> Option<Value> {
    Big::parse(text).map(|big| Value::big_integer(big.print()))
}

/// One operation on two numbers in digits, `Modulo` as `BigInteger.remainder` (with the sign of the
/// dividend); null where the divisor is zero or a number is too long.
pub(crate) fn calculate(operation: Operation, left: &str, right: &str) -> Value {
    if left.len().max(right.len()) > MAX_DIGITS {
        return Value::Null;
    }
    let (Some(left), Some(right)) = (Big::parse(left), Big::parse(right)) else {
        return Value::Null;
    };
    let result = match operation {
        Operation::Add => left.add(&right),
        Operation::Subtract => left.add(&right.negated()),
        Operation::Multiply => left.multiply(&right),
        Operation::Divide | Operation::Modulo => {
            if right.is_zero() {
                return Value::Null;
            }
            let (quotient, remainder) = left.divide(&right);
            if operation == Operation::Divide {
                quotient
            } else {
                remainder
            }
        }
    };
    result.value()
}

/// Compares two numbers in digits.
pub(crate) fn compare(left: &str, right: &str) -> Ordering {
    match (Big::parse(left), Big::parse(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => left.cmp(right),
    }
}

/// The lowest 64 bits: `BigInteger.longValue`.
pub(crate) fn low_bits(digits: &str) -> i64 {
    let Some(big) = Big::parse(digits) else {
        return 0;
    };
    let magnitude = big.groups.iter().rev().fold(0_u64, |sum, group| {
        sum.wrapping_mul(BASE).wrapping_add(u64::from(*group))
    });
    if big.negative {
        (magnitude as i64).wrapping_neg()
    } else {
        magnitude as i64
    }
}

/// `BigInteger.hashCode`: over the magnitude's 32-bit words, the highest first.
pub(crate) fn hash(digits: &str) -> i32 {
    let Some(big) = Big::parse(digits) else {
        return 0;
    };
    let words = big.words();
    let hash = words.iter().rev().fold(0_i32, |sum, word| {
        sum.wrapping_mul(31).wrapping_add(*word as i32)
    });
    if big.negative {
        hash.wrapping_neg()
    } else {
        hash
    }
}

fn magnitude_cmp(one: &[u32], two: &[u32]) -> Ordering {
    one.len()
        .cmp(&two.len())
        .then_with(|| one.iter().rev().cmp(two.iter().rev()))
}

impl Big {
    /// Digits with an optional `-` before them.
    pub(crate) fn parse(text: &str) -> Option<Big> {
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
        let mut big = Big {
            negative: text.starts_with('-'),
            groups,
        };
        big.trim();
        Some(big)
    }

    /// A magnitude in 32-bit words, the lowest first.
    pub(crate) fn from_words(negative: bool, words: &[u32]) -> Big {
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
        let negative = negative && !groups.is_empty();
        Big { negative, groups }
    }

    /// The magnitude in 32-bit words, the lowest first, without zeros at the end.
    pub(crate) fn words(&self) -> Vec<u32> {
        let mut big = self.clone();
        let mut words = Vec::new();
        while !big.groups.is_empty() {
            let mut rest = 0_u64;
            for group in big.groups.iter_mut().rev() {
                let value = rest * BASE + u64::from(*group);
                *group = (value >> 32) as u32;
                rest = value & 0xffff_ffff;
            }
            words.push(rest as u32);
            big.trim();
        }
        words
    }

    /// It as a value of a template.
    pub(crate) fn value(&self) -> Value {
        Value::big_integer(self.print())
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.groups.is_empty()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }

    pub(crate) fn negated(&self) -> Big {
        let mut big = self.clone();
        big.negative = !big.negative && !big.groups.is_empty();
        big
    }

    /// Without its sign.
    pub(crate) fn magnitude(&self) -> Big {
        let mut big = self.clone();
        big.negative = false;
        big
    }

    pub(crate) fn cmp(&self, other: &Big) -> Ordering {
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => magnitude_cmp(&self.groups, &other.groups),
            (true, true) => magnitude_cmp(&other.groups, &self.groups),
        }
    }

    /// It times ten to the power `zeros`.
    pub(crate) fn shifted(&self, zeros: usize) -> Option<Big> {
        match self.is_zero() {
            true => Some(self.clone()),
            false => Big::parse(&format!("{}{}", self.print(), "0".repeat(zeros))),
        }
    }

    /// It to a power; `None` where that grows too long.
    pub(crate) fn power(&self, exponent: u32) -> Option<Big> {
        let mut result = Big::parse("1")?;
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

    fn trim(&mut self) {
        while self.groups.last() == Some(&0) {
            self.groups.pop();
        }
    }

    /// Its digits, with `-` before them where negative.
    pub(crate) fn print(&self) -> String {
        let Some((highest, rest)) = self.groups.split_last() else {
            return "0".to_owned();
        };
        let mut text = if self.negative {
            "-".to_owned()
        } else {
            String::new()
        };
        text.push_str(&highest.to_string());
        for group in rest.iter().rev() {
            text.push_str(&format!("{group:09}"));
        }
        text
    }

    pub(crate) fn add(&self, other: &Big) -> Big {
        if self.negative == other.negative {
            let groups = add_magnitudes(&self.groups, &other.groups);
            return Big {
                negative: self.negative,
                groups,
            };
        }
        match magnitude_cmp(&self.groups, &other.groups) {
            Ordering::Less => {
                let groups = subtract_magnitudes(&other.groups, &self.groups);
                Big {
                    negative: other.negative,
                    groups,
                }
            }
            _ => {
                let groups = subtract_magnitudes(&self.groups, &other.groups);
                let negative = self.negative && !groups.is_empty();
                Big { negative, groups }
            }
        }
    }

    pub(crate) fn multiply(&self, other: &Big) -> Big {
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
        let mut big = Big {
            negative: self.negative != other.negative,
            groups,
        };
        big.trim();
        big.negative &= !big.groups.is_empty();
        big
    }

    /// Quotient and remainder, rounded towards zero. The divisor is not zero.
    pub(crate) fn divide(&self, other: &Big) -> (Big, Big) {
        let mut quotient = vec![0_u32; self.groups.len()];
        let mut rest: Vec<u32> = Vec::new();
        for at in (0..self.groups.len()).rev() {
            rest.insert(0, self.groups.get(at).copied().unwrap_or(0));
            while rest.last() == Some(&0) {
                rest.pop();
            }
            // The digit of the quotient, by halving.
            let (mut low, mut high) = (0_u64, BASE - 1);
            while low < high {
                let middle = (low + high).div_ceil(2);
                let product = scale(&other.groups, middle as u32);
                if magnitude_cmp(&product, &rest) == Ordering::Greater {
                    high = middle - 1;
                } else {
                    low = middle;
                }
            }
            rest = subtract_magnitudes(&rest, &scale(&other.groups, low as u32));
            if let Some(group) = quotient.get_mut(at) {
                *group = low as u32;
            }
        }
        let mut quotient = Big {
            negative: self.negative != other.negative,
            groups: quotient,
        };
        quotient.trim();
        quotient.negative &= !quotient.groups.is_empty();
        let negative = self.negative && !rest.is_empty();
        (
            quotient,
            Big {
                negative,
                groups: rest,
            },
        )
    }
}

fn add_magnitudes(one: &[u32], two: &[u32]) -> Vec<u32> {
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
fn subtract_magnitudes(one: &[u32], two: &[u32]) -> Vec<u32> {
    let mut borrow = 0_i64;
    let mut rest = Vec::with_capacity(one.len());
    for (one, two) in one
        .iter()
        .zip(two.iter().copied().chain(std::iter::repeat(0)))
    {
        let value = i64::from(*one) - i64::from(two) - borrow;
        borrow = i64::from(value < 0);
        rest.push((value + borrow * BASE as i64) as u32);
    }
    while rest.last() == Some(&0) {
        rest.pop();
    }
    rest
}

fn scale(groups: &[u32], by: u32) -> Vec<u32> {
    let mut carry = 0_u64;
    let mut product = Vec::with_capacity(groups.len() + 1);
    for group in groups {
        let value = u64::from(*group) * u64::from(by) + carry;
        product.push((value % BASE) as u32);
        carry = value / BASE;
    }
    if carry > 0 {
        product.push(carry as u32);
    }
    while product.last() == Some(&0) {
        product.pop();
    }
    product
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
                let (left, right) = (one.to_string(), two.to_string());
                let check = |operation, expected: i128| {
                    let value = calculate(operation, &left, &right).plain().unwrap();
                    assert_eq!(
                        value.as_str(),
                        expected.to_string(),
                        "{operation:?} {one} {two}"
                    );
                };
                check(Operation::Add, one + two);
                check(Operation::Subtract, one - two);
                if let Some(product) = one.checked_mul(two) {
                    check(Operation::Multiply, product);
                }
                if two != 0 {
                    check(Operation::Divide, one / two);
                    check(Operation::Modulo, one % two);
                }
                assert_eq!(compare(&left, &right), one.cmp(&two));
            }
        }
    }
}
