//! The bits of `java.math.BigInteger`: two's complement without an end.

use super::{BigInteger, MAX_DIGITS};

/// The number in 32-bit words, the lowest first; the words that follow are all like the sign.
struct Bits {
    words: Vec<u32>,
    negative: bool,
}

impl Bits {
    fn word(&self, at: usize) -> u32 {
        self.words.get(at).copied().unwrap_or(self.sign())
    }

    fn sign(&self) -> u32 {
        if self.negative { u32::MAX } else { 0 }
    }
}

impl From<&BigInteger> for Bits {
    fn from(number: &BigInteger) -> Bits {
        let mut words = number.words();
        if number.negative {
            negate(&mut words);
        }
        Bits {
            words,
            negative: number.negative,
        }
    }
}

impl From<Bits> for BigInteger {
    fn from(mut bits: Bits) -> BigInteger {
        if bits.negative {
            // One more word holds the sign when all words are zero.
            bits.words.push(u32::MAX);
            negate(&mut bits.words);
        }
        BigInteger::from_words(bits.negative, &bits.words)
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

/// Each takes time proportional to the square of the length.
impl BigInteger {
    /// `and`, `or`, `xor` and others, which combine two numbers word by word.
    pub fn combine(&self, other: &BigInteger, by: impl Fn(u32, u32) -> u32) -> BigInteger {
        let (one, two) = (Bits::from(self), Bits::from(other));
        let length = one.words.len().max(two.words.len()) + 1;
        let words: Vec<u32> = (0..length)
            .map(|at| by(one.word(at), two.word(at)))
            .collect();
        let negative = words.last().is_some_and(|word| word >> 31 == 1);
        Bits { words, negative }.into()
    }

    /// `shiftLeft`, and `shiftRight` for a negative `left`. `None` where `left` is more than
    /// three bits for each of [`MAX_DIGITS`].
    pub fn shifted(&self, left: i32) -> Option<BigInteger> {
        let bits = Bits::from(self);
        let by = usize::try_from(left.unsigned_abs()).ok()?;
        if left > 0 && by > MAX_DIGITS * 3 {
            return None;
        }
        let (whole, rest) = (by / 32, by % 32);
        let word = |at: Option<usize>| at.map_or(0, |at| u64::from(bits.word(at)));
        let words: Vec<u32> = match left > 0 {
            true => (0..bits.words.len() + whole + 1)
                .map(|at| {
                    let low = word(at.checked_sub(whole + 1));
                    let both = word(at.checked_sub(whole)) << 32 | low;
                    (both << rest >> 32) as u32
                })
                .collect(),
            false => (0..bits.words.len().saturating_sub(whole) + 1)
                .map(|at| {
                    let both = word(Some(at + whole + 1)) << 32 | word(Some(at + whole));
                    (both >> rest) as u32
                })
                .collect(),
        };
        let negative = bits.negative;
        Some(Bits { words, negative }.into())
    }

    /// `testBit`.
    pub fn test_bit(&self, at: usize) -> bool {
        Bits::from(self).word(at / 32) >> (at % 32) & 1 == 1
    }

    /// `bitLength`: without the sign.
    pub fn bit_length(&self) -> usize {
        let bits = Bits::from(self);
        let highest = bits.words.iter().rposition(|word| *word != bits.sign());
        highest.map_or(0, |at| {
            at * 32 + 32 - (bits.word(at) ^ bits.sign()).leading_zeros() as usize
        })
    }

    /// `bitCount`: how many bits differ from the sign.
    pub fn bit_count(&self) -> u32 {
        let bits = Bits::from(self);
        let differing = bits
            .words
            .iter()
            .map(|word| (word ^ bits.sign()).count_ones());
        differing.sum()
    }

    /// `getLowestSetBit`: the place of the lowest bit that is 1; `None` for 0.
    pub fn lowest_set_bit(&self) -> Option<usize> {
        let words = Bits::from(self).words;
        let at = words.iter().position(|word| *word != 0)?;
        Some(at * 32 + words.get(at)?.trailing_zeros() as usize)
    }

    /// `toString(radix)`: digits to the base `radix` (2 to 36; ten for any other).
    pub fn in_radix(&self, radix: u32) -> String {
        let radix = if (2..=36).contains(&radix) { radix } else { 10 };
        let mut words = self.words();
        let mut out = Vec::new();
        while !words.is_empty() {
            let mut rest = 0_u64;
            for word in words.iter_mut().rev() {
                let value = rest << 32 | u64::from(*word);
                *word = (value / u64::from(radix)) as u32;
                rest = value % u64::from(radix);
            }
            out.push(char::from_digit(rest as u32, radix).unwrap_or('0'));
            super::trim(&mut words);
        }
        if out.is_empty() {
            out.push('0');
        }
        if self.negative {
            out.push('-');
        }
        out.iter().rev().collect()
    }
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

    fn big(number: i128) -> BigInteger {
        BigInteger::parse(&number.to_string()).unwrap()
    }

    #[test]
    fn bits_agree_with_128_bits() {
        for one in NUMBERS {
            let number = big(one);
            for two in NUMBERS {
                let other = big(two);
                assert_eq!(number.combine(&other, |one, two| one & two), big(one & two));
                assert_eq!(number.combine(&other, |one, two| one | two), big(one | two));
                assert_eq!(number.combine(&other, |one, two| one ^ two), big(one ^ two));
            }
            for by in [0, 1, 31, 32, 33] {
                assert_eq!(number.shifted(by), Some(big(one << by)), "{one} << {by}");
                assert_eq!(number.shifted(-by), Some(big(one >> by)), "{one} >> {by}");
                assert_eq!(number.test_bit(by as usize), one >> by & 1 == 1);
            }
            let sign = if one < 0 { -1 } else { 0 };
            let length = 128 - (one ^ sign).leading_zeros() as usize;
            assert_eq!(number.bit_length(), length, "{one}");
            assert_eq!(number.bit_count(), (one ^ sign).count_ones(), "{one}");
            let lowest = (one != 0).then(|| one.trailing_zeros() as usize);
            assert_eq!(number.lowest_set_bit(), lowest, "{one}");
        }
        assert_eq!(big(-255).in_radix(16), "-ff");
        assert_eq!(big(1 << 64).in_radix(2), format!("1{}", "0".repeat(64)));
        assert_eq!(big(0).in_radix(8), "0");
        assert_eq!(big(7).in_radix(99), "7");
    }
}
