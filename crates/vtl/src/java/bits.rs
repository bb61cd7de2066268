//! The bits of `java.math.BigInteger`: two's complement without an end.

use super::bigint::{Big, MAX_DIGITS};

/// A whole number in 32-bit words, the lowest first; the words that follow are all like the sign.
struct Bits {
    words: Vec<u32>,
    negative: bool,
}

impl Bits {
    fn of(digits: &str) -> Option<Bits> {
        if digits.len() > MAX_DIGITS {
            return None;
        }
        let big = Big::parse(digits)?;
        let mut words = big.words();
        if big.is_negative() {
            negate(&mut words);
        }
        Some(Bits {
            words,
            negative: big.is_negative(),
        })
    }

    fn word(&self, at: usize) -> u32 {
        let sign = if self.negative { u32::MAX } else { 0 };
        self.words.get(at).copied().unwrap_or(sign)
    }

    fn bit(&self, at: usize) -> bool {
        self.word(at / 32) >> (at % 32) & 1 == 1
    }

    fn digits(mut self) -> String {
        if self.negative {
            // One word more holds the sign of what is all zeros.
            self.words.push(u32::MAX);
            negate(&mut self.words);
        }
        Big::from_words(self.negative, &self.words).print()
    }
}

/// The two's complement.
fn negate(words: &mut [u32]) {
    let mut carry = true;
    for word in words {
        let (sum, over) = (!*word).overflowing_add(u32::from(carry));
        *word = sum;
        carry = over;
    }
}

/// `and`, `or`, `xor` and others, which go bit by bit. `None` where a number is too long.
pub(crate) fn combine(one: &str, two: &str, by: impl Fn(u32, u32) -> u32) -> Option<String> {
    let (one, two) = (Bits::of(one)?, Bits::of(two)?);
    let length = one.words.len().max(two.words.len()) + 1;
    let words: Vec<u32> = (0..length)
        .map(|at| by(one.word(at), two.word(at)))
        .collect();
    let negative = words.last().is_some_and(|word| word >> 31 == 1);
    Some(Bits { words, negative }.digits())
}

/// `shiftLeft`, and `shiftRight` by a negative number. `None` where that is too long.
pub(crate) fn shift(digits: &str, left: i32) -> Option<String> {
    let bits = Bits::of(digits)?;
    let by = usize::try_from(left.unsigned_abs()).ok()?;
    if left > 0 && by > MAX_DIGITS * 3 {
        return None;
    }
    let (words, rest) = (by / 32, by % 32);
    let word = |at: Option<usize>| at.map_or(0, |at| u64::from(bits.word(at)));
    let shifted: Vec<u32> = match left > 0 {
        true => (0..bits.words.len() + words + 1)
            .map(|at| {
                let low = word(at.checked_sub(words + 1));
                let both = word(at.checked_sub(words)) << 32 | low;
                (both << rest >> 32) as u32
            })
            .collect(),
        false => (0..bits.words.len().saturating_sub(words) + 1)
            .map(|at| {
                let both = word(Some(at + words + 1)) << 32 | word(Some(at + words));
                (both >> rest) as u32
            })
            .collect(),
    };
    let negative = bits.negative;
    let words = shifted;
    Some(Bits { words, negative }.digits())
}

/// `testBit`.
pub(crate) fn test(digits: &str, at: usize) -> Option<bool> {
    Some(Bits::of(digits)?.bit(at))
}

/// `bitLength`: without the sign.
pub(crate) fn length(digits: &str) -> Option<usize> {
    let bits = Bits::of(digits)?;
    let sign = if bits.negative { u32::MAX } else { 0 };
    let highest = bits.words.iter().rposition(|word| *word != sign);
    Some(highest.map_or(0, |at| {
        at * 32 + 32 - (bits.word(at) ^ sign).leading_zeros() as usize
    }))
}

/// `bitCount`: how many bits differ from the sign.
pub(crate) fn count(digits: &str) -> Option<u32> {
    let bits = Bits::of(digits)?;
    let sign = if bits.negative { u32::MAX } else { 0 };
    Some(
        bits.words
            .iter()
            .map(|word| (word ^ sign).count_ones())
            .sum(),
    )
}

/// `getLowestSetBit`.
pub(crate) fn lowest(digits: &str) -> Option<i32> {
    let bits = Bits::of(digits)?;
    Some(match bits.words.iter().position(|word| *word != 0) {
        None => -1,
        Some(at) => {
            let within = bits.word(at).trailing_zeros() as i32;
            i32::try_from(at * 32).ok()? + within
        }
    })
}

/// Digits to the base `radix` (2 to 36; ten for any other), with `-` before them where negative.
pub(crate) fn in_radix(digits: &str, radix: u32) -> String {
    let radix = if (2..=36).contains(&radix) { radix } else { 10 };
    let Some(big) = Big::parse(digits).filter(|_| digits.len() <= MAX_DIGITS) else {
        return digits.to_owned();
    };
    let mut words = big.words();
    let mut out = Vec::new();
    while !words.is_empty() {
        let mut rest = 0_u64;
        for word in words.iter_mut().rev() {
            let value = rest << 32 | u64::from(*word);
            *word = (value / u64::from(radix)) as u32;
            rest = value % u64::from(radix);
        }
        out.push(char::from_digit(rest as u32, radix).unwrap_or('0'));
        while words.last() == Some(&0) {
            words.pop();
        }
    }
    if out.is_empty() {
        out.push('0');
    }
    if big.is_negative() {
        out.push('-');
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [i128; 8] = [
        0,
        1,
        -1,
        255,
        -256,
        4_294_967_296,
        -9_223_372_036_854_775_808,
        123_456_789_012_345_678_901_234_567,
    ];

    #[test]
    fn bits_agree_with_128_bits() {
        for one in NUMBERS {
            let digits = one.to_string();
            for two in NUMBERS {
                let other = two.to_string();
                let check = |found: Option<String>, expected: i128| {
                    assert_eq!(found, Some(expected.to_string()), "{one} {two}");
                };
                check(combine(&digits, &other, |one, two| one & two), one & two);
                check(combine(&digits, &other, |one, two| one | two), one | two);
                check(combine(&digits, &other, |one, two| one ^ two), one ^ two);
            }
            for by in [0, 1, 31, 32, 33] {
                assert_eq!(
                    shift(&digits, by),
                    Some((one << by).to_string()),
                    "{one} << {by}"
                );
                assert_eq!(
                    shift(&digits, -by),
                    Some((one >> by).to_string()),
                    "{one} >> {by}"
                );
                assert_eq!(test(&digits, by as usize), Some(one >> by & 1 == 1));
            }
            let sign = if one < 0 { -1 } else { 0 };
            let length = 128 - (one ^ sign).leading_zeros() as usize;
            assert_eq!(super::length(&digits), Some(length), "{one}");
            assert_eq!(count(&digits), Some((one ^ sign).count_ones()), "{one}");
            let lowest = if one == 0 {
                -1
            } else {
                one.trailing_zeros() as i32
            };
            assert_eq!(super::lowest(&digits), Some(lowest), "{one}");
        }
        assert_eq!(in_radix("-255", 16), "-ff");
        assert_eq!(
            in_radix("18446744073709551616", 2),
            format!("1{}", "0".repeat(64))
        );
        assert_eq!(in_radix("0", 8), "0");
        assert_eq!(in_radix("7", 99), "7");
    }
}
