//! Helpers for the rows of the settings.

use super::{Allowed, Choice};

pub(super) const fn choice(
    value: &'static str,
    label: &'static str,
    doc: fn() -> &'static str,
) -> Choice {
    Choice { value, label, doc }
}

/// Puts a value in its place. The result says that the setting applies.
pub(super) fn assign<T>(place: &mut T, value: T) -> Option<()> {
    *place = value;
    Some(())
}

/// Turns a part on, as it is or by default, or off.
pub(super) fn turn<T: Default>(place: &mut Option<T>, value: &str) -> Option<()> {
    let kept = place.take().filter(|_| value == "on");
    assign(place, kept.or_else(|| (value == "on").then(T::default)))
}

pub(super) fn text(value: impl ToString) -> Option<String> {
    Some(value.to_string())
}

pub(super) fn switch(on: bool) -> Option<String> {
    text(if on { "on" } else { "off" })
}

pub(super) fn unless_empty(value: &str) -> Option<String> {
    (!value.is_empty()).then(|| value.to_owned())
}

/// The parts between commas.
pub(super) fn list(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

pub(super) const CALLS: Allowed = Allowed::Number {
    min: 1,
    max: 10_000,
};
