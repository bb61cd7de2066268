//! `java.math.BigDecimal` as an object of a template.

use java::{Decimal, double};

use crate::budget::Budget;
use crate::number;
use crate::value::{Object, Str, Thrown, Value, as_decimal};

use super::{Called, class, refuse, thrown};

impl From<Decimal> for Value {
    fn from(decimal: Decimal) -> Value {
        Value::Object(std::rc::Rc::new(decimal))
    }
}

/// The methods without parameters.
const NULLARY: [&str; 25] = [
    "intValue",
    "longValue",
    "doubleValue",
    "shortValue",
    "byteValue",
    "toPlainString",
    "toBigInteger",
    "scale",
    "unscaledValue",
    "signum",
    "toString",
    "hashCode",
    "stripTrailingZeros",
    "floatValue",
    "abs",
    "negate",
    "plus",
    "precision",
    "ulp",
    "toEngineeringString",
    "toBigIntegerExact",
    "longValueExact",
    "intValueExact",
    "shortValueExact",
    "byteValueExact",
];

impl Object for Decimal {
    fn get(&self, property: &str) -> Option<Value> {
        match property {
            "class" | "Class" => Some(class::named(
                "java.math.BigDecimal",
                Value::from(self.clone()),
            )),
            _ => None,
        }
    }

    fn call(&self, method: &str, arguments: &[Value], budget: &Budget) -> Called {
        // With so few digits, all calculations are fast.
        budget.charge(self.precision() / 9)?;
        let own = || Value::from(self.clone());
        Ok(match (method, arguments) {
            ("toString" | "toPlainString", []) => Some(Value::from(match method {
                "toString" => self.to_string(),
                _ => self.to_plain_string(),
            })),
            ("intValue", []) => number::as_int(&own()).map(Value::Integer),
            ("longValue", []) => number::to_long(&own()).map(Value::Long),
            ("shortValue", []) => {
                number::as_int(&own()).map(|int| Value::Integer(i32::from(int as i16)))
            }
            ("byteValue", []) => {
                number::as_int(&own()).map(|int| Value::Integer(i32::from(int as i8)))
            }
            ("doubleValue", []) => Some(Value::Double(self.to_f64())),
            ("toBigInteger", []) => self.truncated().map(Value::big_integer),
            ("unscaledValue", []) => Some(Value::big_integer(self.unscaled())),
            ("scale", []) => Some(Value::Integer(self.scale())),
            ("precision", []) => i32::try_from(self.precision()).ok().map(Value::Integer),
            ("signum", []) => Some(Value::Integer(self.signum())),
            ("hashCode", []) => Some(Value::Integer(self.hash())),
            ("getClass", []) => self.get("class"),
            ("plus", []) => Some(own()),
            ("floatValue", []) => Some(Value::Double(double::nearest_single(self.to_f64()))),
            (
                "add"
                | "subtract"
                | "multiply"
                | "divide"
                | "divideAndRemainder"
                | "divideToIntegralValue"
                | "remainder"
                | "max"
                | "min"
                | "round"
                | "sqrt",
                [Value::Null],
            ) => return Err(thrown("null is no value that it can take")),
            (
                "toBigIntegerExact" | "longValueExact" | "intValueExact" | "shortValueExact"
                | "byteValueExact",
                [],
            ) => {
                let whole = self.without_trailing_zeros();
                let digits = (whole.scale() <= 0).then(|| self.truncated()).flatten();
                let number = digits.and_then(|digits| match method {
                    "toBigIntegerExact" => Some(Value::big_integer(digits)),
                    "longValueExact" => digits.parse().ok().map(Value::Long),
                    "intValueExact" => digits.parse().ok().map(Value::Integer),
                    "shortValueExact" => {
                        let short = digits.parse::<i16>().ok();
                        short.map(|short| Value::Integer(i32::from(short)))
                    }
                    _ => {
                        let byte = digits.parse::<i8>().ok();
                        byte.map(|byte| Value::Integer(i32::from(byte)))
                    }
                });
                match number {
                    Some(number) => Some(number),
                    None => return Err(thrown("the BigDecimal is no such number exactly")),
                }
            }
            ("negate", []) => Some(Value::from(self.negated())),
            ("abs", []) => Some(match self.signum() < 0 {
                true => Value::from(self.negated()),
                false => own(),
            }),
            ("stripTrailingZeros", []) => Some(Value::from(self.without_trailing_zeros())),
            ("compareTo", [other]) => match as_decimal(other) {
                Some(other) => Some(Value::Integer(super::number::sign(self.compare(other)))),
                None => return Err(thrown("a BigDecimal can be compared with BigDecimals only")),
            },
            ("add" | "subtract" | "multiply" | "min" | "max", [other]) => {
                let Some(other) = as_decimal(other) else {
                    return Ok(None);
                };
                let less = self.compare(other).is_le();
                match method {
                    "add" => self.add(other).map(Value::from),
                    "subtract" => self.add(&other.negated()).map(Value::from),
                    "multiply" => self.multiply(other).map(Value::from),
                    "min" => Some(if less { own() } else { other.clone().into() }),
                    _ if less && self.compare(other).is_ne() => Some(other.clone().into()),
                    _ => Some(own()),
                }
            }
            _ => refuse(&NULLARY, method, arguments)?,
        })
    }

    fn print(&self, budget: &Budget) -> Result<Str, Thrown> {
        budget.charge(self.precision() / 9)?;
        Ok(self.to_string().into())
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}
