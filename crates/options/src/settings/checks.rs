//! Rules for texts.

pub(super) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`
pub(super) fn is_arn(value: &str, service: &str, resource: &str) -> bool {
    let parts: Vec<&str> = value.splitn(6, ':').collect();
    let [arn, partition, of, region, account, name] = parts[..] else {
        return false;
    };
    arn == "arn"
        && matches!(partition, "aws" | "aws-cn" | "aws-us-gov")
        && of == service
        && !region.is_empty()
        && region.bytes().all(is_word)
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && name
            .strip_prefix(resource)
            .is_some_and(|id| !id.is_empty() && id.bytes().all(is_word))
}

/// Labels of letters, digits and `-` with dots between, at least two, in lower case as browsers send them.
pub(super) fn is_domain(value: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    value.len() <= 253 && value.split('.').count() >= 2 && value.split('.').all(label)
}
