//! `java.math.BigDecimal`.

use std::cmp::Ordering;
use std::fmt;

use crate::big_integer::{BigInteger, MAX_DIGITS};

/// `java.math.BigDecimal`: digits with a sign, and how many of them follow the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal {
    /// Digits without zeros before them, with `-` before them where negative.
    unscaled: Box<str>,
    /// How many digits follow the point; if negative, how many zeros follow the digits.
    scale: i64,
}

impl Decimal {
    /// The number that `text` writes: digits, at most one point, at most one exponent. `None` if
    /// it is not a number, or its exponent is beyond 32 bits.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (negative, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, mantissa.strip_prefix('+').unwrap_or(mantissa)),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let unscaled = match digits.trim_start_matches('0') {
            "" => "0".into(),
            digits if negative => format!("-{digits}").into(),
            digits => digits.into(),
        };
        Some(Decimal {
            unscaled,
            scale: i64::try_from(fraction.len()).ok()? - i64::from(exponent),
        })
    }

    /// `new BigDecimal(double)`: the double's exact value. `None` where it is not finite.
    pub fn from_f64(number: f64) -> Option<Decimal> {
        if !number.is_finite() {
            return None;
        }
        let bits = number.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        let (mut significand, mut exponent) = match (bits >> 52) & 0x7ff {
            0 => (fraction, -1074),
            biased => (fraction | (1 << 52), biased as i32 - 1075),
        };
        if significand == 0 {
            return Some(Decimal::whole("0"));
        }
        let zeros = significand.trailing_zeros();
        significand >>= zeros;
        exponent += zeros as i32;
        let base = if exponent < 0 { 5_u64 } else { 2 };
        let factor = BigInteger::from(base).power(exponent.unsigned_abs())?;
        let unscaled = BigInteger::from(significand).multiply(&factor);
        let unscaled = match number.is_sign_negative() {
            true => unscaled.negated(),
            false => unscaled,
        };
        Some(Decimal::new(&unscaled, i64::from((-exponent).max(0))))
    }

    /// A whole number in digits.
    pub fn whole(digits: &str) -> Decimal {
        Decimal {
            unscaled: digits.into(),
            scale: 0,
        }
    }

    fn new(unscaled: &BigInteger, scale: i64) -> Decimal {
        Decimal {
            unscaled: unscaled.to_string().into(),
            scale,
        }
    }

    fn big_integer(&self) -> Option<BigInteger> {
        BigInteger::parse_within_limit(&self.unscaled)
    }

    /// `doubleValue`: the nearest double.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// `unscaledValue`: the digits, with `-` before them where negative.
    pub fn unscaled(&self) -> &str {
        &self.unscaled
    }

    /// `scale`: how many digits follow the point; if negative, how many zeros follow them.
    pub fn scale(&self) -> i32 {
        i32::try_from(self.scale).unwrap_or(if self.scale < 0 { i32::MIN } else { i32::MAX })
    }

    /// `precision`: how many digits it has.
    pub fn precision(&self) -> usize {
        self.unscaled.trim_start_matches('-').len()
    }

    /// `signum`: -1, 0 or 1.
    pub fn signum(&self) -> i32 {
        match &*self.unscaled {
            "0" => 0,
            digits if digits.starts_with('-') => -1,
            _ => 1,
        }
    }

    /// `negate`.
    pub fn negated(&self) -> Decimal {
        let unscaled = match self.unscaled.strip_prefix('-') {
            Some(digits) => digits.into(),
            None if self.signum() == 0 => self.unscaled.clone(),
            None => format!("-{}", self.unscaled).into(),
        };
        let scale = self.scale;
        Decimal { unscaled, scale }
    }

    /// `stripTrailingZeros`.
    pub fn without_trailing_zeros(&self) -> Decimal {
        if self.signum() == 0 {
            return Decimal::whole("0");
        }
        let digits = self.unscaled.trim_end_matches('0');
        Decimal {
            unscaled: digits.into(),
            scale: self.scale - (self.unscaled.len() - digits.len()) as i64,
        }
    }

    /// `toBigInteger`: the digits before the point. `None` where more than [`MAX_DIGITS`] zeros follow them.
    pub fn truncated(&self) -> Option<String> {
        if self.signum() == 0 {
            return Some("0".to_owned());
        }
        let (sign, digits) = self.parts();
        if self.scale <= 0 {
            let zeros = usize::try_from(self.scale.unsigned_abs()).ok()?;
            return (zeros <= MAX_DIGITS).then(|| format!("{sign}{digits}{}", "0".repeat(zeros)));
        }
        let left = usize::try_from(self.scale)
            .ok()
            .and_then(|scale| digits.len().checked_sub(scale));
        Some(match left.and_then(|left| digits.get(..left)) {
            None | Some("") => "0".to_owned(),
            Some(whole) => format!("{sign}{whole}"),
        })
    }

    /// Both numbers' digits at the larger of their scales; `None` where they grow too long.
    fn aligned(&self, other: &Decimal) -> Option<(BigInteger, BigInteger, i64)> {
        let scale = self.scale.max(other.scale);
        let at = |one: &Decimal| {
            let zeros = usize::try_from(scale - one.scale).ok()?;
            match zeros <= MAX_DIGITS {
                true => Some(one.big_integer()?.times_power_of_ten(zeros)),
                false => None,
            }
        };
        Some((at(self)?, at(other)?, scale))
    }

    /// `add`; `None` where a number is longer than [`MAX_DIGITS`].
    pub fn add(&self, other: &Decimal) -> Option<Decimal> {
        let (one, two, scale) = self.aligned(other)?;
        Some(Decimal::new(&one.add(&two), scale))
    }

    /// `multiply`; `None` where a number is longer than [`MAX_DIGITS`].
    pub fn multiply(&self, other: &Decimal) -> Option<Decimal> {
        let product = self.big_integer()?.multiply(&other.big_integer()?);
        Some(Decimal::new(&product, self.scale + other.scale))
    }

    /// `divide(other, ROUND_HALF_DOWN)`, which keeps the scale of the dividend; `None` where the
    /// divisor is 0 or a number is longer than [`MAX_DIGITS`].
    pub fn divide(&self, other: &Decimal) -> Option<Decimal> {
        let zeros = usize::try_from(other.scale.unsigned_abs()).ok()?;
        if zeros > MAX_DIGITS || other.signum() == 0 {
            return None;
        }
        let (mut dividend, mut divisor) = (self.big_integer()?, other.big_integer()?);
        match other.scale < 0 {
            true => divisor = divisor.times_power_of_ten(zeros),
            false => dividend = dividend.times_power_of_ten(zeros),
        }
        let (mut quotient, rest) = dividend.divide(&divisor)?;
        if rest.add(&rest).abs() > divisor.abs() {
            let one = BigInteger::from(1_u64);
            let down = dividend.is_negative() != divisor.is_negative();
            quotient = quotient.add(&if down { one.negated() } else { one });
        }
        Some(Decimal::new(&quotient, self.scale))
    }

    /// `compareTo`.
    pub fn compare(&self, other: &Decimal) -> Ordering {
        let signs = self.signum().cmp(&other.signum());
        if signs != Ordering::Equal || self.signum() == 0 {
            return signs;
        }
        // First by the number of digits before the point, then by the digits.
        let length = |one: &Decimal| one.precision() as i64 - one.scale;
        let order = length(self).cmp(&length(other)).then_with(|| {
            let digits = |one: &Decimal| one.unscaled.trim_start_matches('-').to_owned();
            let (mut one, mut two) = (digits(self), digits(other));
            let width = one.len().max(two.len());
            one.extend(std::iter::repeat_n('0', width - one.len()));
            two.extend(std::iter::repeat_n('0', width - two.len()));
            one.cmp(&two)
        });
        match self.signum() < 0 {
            true => order.reverse(),
            false => order,
        }
    }

    /// `toPlainString`: without an exponent, with at most [`MAX_DIGITS`] zeros.
    pub fn to_plain_string(&self) -> String {
        let (sign, digits) = self.parts();
        let places = usize::try_from(self.scale.unsigned_abs())
            .unwrap_or(MAX_DIGITS)
            .min(MAX_DIGITS);
        if self.scale <= 0 {
            let zeros = if digits == "0" { 0 } else { places };
            return format!("{sign}{digits}{}", "0".repeat(zeros));
        }
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        format!("{sign}{whole}.{fraction}")
    }

    /// `hashCode`. Takes time proportional to the square of the length.
    pub fn hash(&self) -> i32 {
        let digits = BigInteger::parse(&self.unscaled).map_or(0, |digits| digits.hash());
        digits.wrapping_mul(31).wrapping_add(self.scale())
    }

    /// The sign and the digits.
    fn parts(&self) -> (&'static str, &str) {
        match self.unscaled.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", &*self.unscaled),
        }
    }
}

impl fmt::Display for Decimal {
    /// `toString`: the digits as they came, in scientific notation where the exponent is positive or
    /// the number is below 10^-6.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, digits) = self.parts();
        let adjusted = digits.len() as i64 - 1 - self.scale;
        if self.scale == 0 {
            return f.write_str(&self.unscaled);
        }
        if self.scale > 0 && adjusted >= -6 {
            return f.write_str(&self.to_plain_string());
        }
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        write!(f, "{sign}{first}{point}{rest}")?;
        match adjusted {
            0 => Ok(()),
            adjusted => write!(f, "E{adjusted:+}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_print_as_java_does() {
        for (text, printed) in [
            ("0.1234567890123456789", "0.1234567890123456789"),
            ("1.7976931348623157E308", "1.7976931348623157E+308"),
            ("1.00000000000000000000", "1.00000000000000000000"),
            ("0.00000000000000000001", "1E-20"),
            ("100000000000000000000E5", "1.00000000000000000000E+25"),
            ("100000000000000000000.50E-5", "1000000000000000.0000050"),
            ("0.0000000100000000000000", "1.00000000000000E-8"),
            ("-0.0", "0.0"),
        ] {
            let decimal = Decimal::parse(text).map(|decimal| decimal.to_string());
            assert_eq!(decimal.as_deref(), Some(printed), "{text}");
        }
        assert_eq!(Decimal::parse("1E99999999999"), None);
        assert_eq!(Decimal::parse("."), None);
    }

    #[test]
    fn doubles_become_what_they_are() {
        for (number, printed) in [
            (0.0, "0"),
            (1.5, "1.5"),
            (-1e10, "-10000000000"),
            (
                0.1,
                "0.1000000000000000055511151231257827021181583404541015625",
            ),
        ] {
            let decimal = Decimal::from_f64(number).map(|decimal| decimal.to_string());
            assert_eq!(decimal.as_deref(), Some(printed));
        }
        assert_eq!(Decimal::from_f64(f64::NAN), None);
    }

    #[test]
    fn arithmetic_keeps_the_scales_of_java() {
        let of = |text: &str| Decimal::parse(text).expect("a number");
        let shown = |decimal: Option<Decimal>| decimal.map(|decimal| decimal.to_string());
        assert_eq!(shown(of("1.50").add(&of("2"))).as_deref(), Some("3.50"));
        assert_eq!(
            shown(of("1.50").multiply(&of("-0.2"))).as_deref(),
            Some("-0.300")
        );
        assert_eq!(shown(of("1.5").divide(&of("2"))).as_deref(), Some("0.7"));
        assert_eq!(shown(of("-1.7").divide(&of("2"))).as_deref(), Some("-0.8"));
        assert_eq!(shown(of("2").divide(&of("0.3"))).as_deref(), Some("7"));
        assert_eq!(shown(of("2").divide(&of("0.0"))), None);
        assert_eq!(of("1.50").compare(&of("1.5")), Ordering::Equal);
        assert_eq!(of("-1E9").compare(&of("-1E-9")), Ordering::Less);
        assert_eq!(
            of("1E999999999").compare(&of("2E999999999")),
            Ordering::Less
        );
        assert_eq!(of("-123.9").truncated().as_deref(), Some("-123"));
        assert_eq!(of("0.9").truncated().as_deref(), Some("0"));
    }
}
