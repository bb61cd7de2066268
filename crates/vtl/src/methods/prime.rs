//! The prime numbers of `java.math.BigInteger`. Java tests with random numbers; these are certain for all
//! that is known to be tested wrongly by the first primes.

use crate::ast::Operation;
use crate::java::bigint::{calculate, compare};
use crate::value::{Thrown, Value};

use super::big::power_modulo;
use super::{Called, thrown};

/// The bases of the test, and what is divided by first.
const BASES: [&str; 15] = [
    "2", "3", "5", "7", "11", "13", "17", "19", "23", "29", "31", "37", "41", "43", "47",
];

/// The longest number that is tested, in digits: each takes a power for each base.
const LONGEST: usize = 80;

fn digits_of(value: &Value) -> String {
    value.plain().unwrap_or_default().as_str().to_owned()
}

fn calculated(operation: Operation, one: &str, two: &str) -> String {
    digits_of(&calculate(operation, one, two))
}

/// Whether the absolute value of a number is prime, by Miller's test; `None` where it is too long.
pub(super) fn is_prime(digits: &str) -> Result<Option<bool>, Thrown> {
    let digits = digits.trim_start_matches('-');
    if matches!(digits, "0" | "1") {
        return Ok(Some(false));
    }
    for base in BASES {
        if digits == base {
            return Ok(Some(true));
        }
        if calculated(Operation::Modulo, digits, base) == "0" {
            return Ok(Some(false));
        }
    }
    if digits.len() > LONGEST {
        return Ok(None);
    }
    let one_less = calculated(Operation::Subtract, digits, "1");
    let mut odd = one_less.clone();
    let mut halvings = 0;
    while calculated(Operation::Modulo, &odd, "2") == "0" {
        odd = calculated(Operation::Divide, &odd, "2");
        halvings += 1;
    }
    for base in BASES {
        let Some(power) = power_modulo(base, &odd, digits)? else {
            return Ok(None);
        };
        let mut power = digits_of(&power);
        let mut passes = power == "1" || power == one_less;
        for _ in 1..halvings {
            if passes {
                break;
            }
            let square = calculated(Operation::Multiply, &power, &power);
            power = calculated(Operation::Modulo, &square, digits);
            passes = power == one_less;
        }
        if !passes {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

/// `nextProbablePrime`.
pub(super) fn next(digits: &str) -> Called {
    if digits.starts_with('-') {
        return Err(thrown("there is no next prime of a number below zero"));
    }
    if digits.len() > LONGEST {
        return Ok(None);
    }
    if compare(digits, "2").is_lt() {
        return Ok(Some(Value::big_integer("2")));
    }
    let even = calculated(Operation::Modulo, digits, "2") == "0";
    let mut candidate = calculated(Operation::Add, digits, if even { "1" } else { "2" });
    // Between two primes of so many digits there is far less.
    for _ in 0..10_000 {
        match is_prime(&candidate)? {
            Some(true) => return Ok(Some(Value::big_integer(candidate))),
            Some(false) => candidate = calculated(Operation::Add, &candidate, "2"),
            None => return Ok(None),
        }
    }
    Ok(None)
}
