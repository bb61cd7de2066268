//! The prime numbers of `java.math.BigInteger`. Java tests with random numbers; these fixed bases
//! are right for every number that is known to pass the test of the first primes wrongly.

use std::cmp::Ordering;

use java::BigInteger;

use crate::value::Value;

use super::{Called, thrown};

/// The bases of the test, and what is divided by first.
const BASES: [u64; 15] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47];

/// The longest number that is tested, in digits: each test computes a power for each base.
const LONGEST: usize = 80;

/// Whether the absolute value of a number is prime, by Miller's test; `None` where it is too long.
pub(super) fn is_prime(number: &BigInteger) -> Option<bool> {
    let number = number.abs();
    let one = BigInteger::from(1_u64);
    if number <= one {
        return Some(false);
    }
    for base in BASES.map(BigInteger::from) {
        match number.cmp(&base) {
            Ordering::Equal => return Some(true),
            _ if number.modulo(&base)?.is_zero() => return Some(false),
            _ => {}
        }
    }
    if number.to_string().len() > LONGEST {
        return None;
    }
    let one_less = number.subtract(&one);
    let halvings = one_less.lowest_set_bit()?;
    let odd = one_less.shifted(-i32::try_from(halvings).ok()?)?;
    for base in BASES.map(BigInteger::from) {
        let mut power = base.mod_power(&odd, &number)?;
        let mut passes = power == one || power == one_less;
        for _ in 1..halvings {
            if passes {
                break;
            }
            power = power.multiply(&power).modulo(&number)?;
            passes = power == one_less;
        }
        if !passes {
            return Some(false);
        }
    }
    Some(true)
}

/// `nextProbablePrime`.
pub(super) fn next(number: &BigInteger) -> Called {
    if number.is_negative() {
        return Err(thrown("there is no next prime of a number below zero"));
    }
    if number.to_string().len() > LONGEST {
        return Ok(None);
    }
    let (one, two) = (BigInteger::from(1_u64), BigInteger::from(2_u64));
    if *number < two {
        return Ok(Some(two.into()));
    }
    let mut candidate = number.add(if number.test_bit(0) { &two } else { &one });
    // The gap between two primes of so many digits is far smaller.
    for _ in 0..10_000 {
        match is_prime(&candidate) {
            Some(true) => return Ok(Some(Value::from(candidate))),
            Some(false) => candidate = candidate.add(&two),
            None => return Ok(None),
        }
    }
    Ok(None)
}
