//! Conditions of writes.

use crate::error::Error;
use crate::expression::Condition;
use crate::value::Item;

/// Checks a condition on the stored item; a missing item has no attributes.
///
/// # Errors
/// `ConditionalCheckFailedException`, with the item if it is to be shown.
pub(super) fn check(
    condition: Option<&Condition>,
    stored: Option<&Item>,
    shown_on_failure: bool,
) -> Result<(), Error> {
    match condition {
        Some(condition) if !condition.holds(stored.unwrap_or(&Item::new())) => {
            let item = stored.filter(|_| shown_on_failure);
            Err(Error::conditional_check_failed(item.cloned()))
        }
        _ => Ok(()),
    }
}
