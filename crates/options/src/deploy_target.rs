//! Which stack the commands deploy, and where.

use serde::{Deserialize, Serialize};

/// The names that the commands use.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeployTarget {
    /// The name of the stack.
    pub stack: String,
    /// The region; empty for the one that the AWS CLI is set to.
    pub region: String,
    /// The name of the template's file.
    pub file: String,
}

/// The name of a stack, without the spaces around it.
///
/// # Errors
///
/// What is wrong with it, in a sentence.
pub fn check_stack_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let fits = name.len() <= 128
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits {
        Ok(name.to_owned())
    } else {
        Err("Use 1 to 128 letters, digits and -, starting with a letter.".to_owned())
    }
}

/// A region, or the empty text, without the spaces around it.
///
/// # Errors
///
/// What is wrong with it, in a sentence.
pub fn check_region(text: &str) -> Result<String, String> {
    let region = text.trim();
    let parts = region.split('-').count();
    let part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    if region.is_empty() || parts >= 3 && region.split('-').all(part) {
        Ok(region.to_owned())
    } else {
        Err("Enter a region such as eu-west-1, or nothing for the AWS CLI's default.".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        for good in ["resume-stack", " a1 "] {
            assert_eq!(check_stack_name(good).as_deref(), Ok(good.trim()));
        }
        for bad in ["", "1a", "a_b", "a b", "a;rm", &"a".repeat(129)] {
            assert!(check_stack_name(bad).is_err(), "{bad}");
        }
        for good in ["", "eu-west-1", "us-gov-east-1", "ap-southeast-2"] {
            assert_eq!(check_region(good).as_deref(), Ok(good));
        }
        for bad in ["Ireland", "eu-west", "eu--1", "eu west 1", "$(id)-a-b"] {
            assert!(check_region(bad).is_err(), "{bad}");
        }
    }
}
