//! Item size and capacity units.
//!
//! Source: "DynamoDB item sizes and formats" and "DynamoDB read and write operations", Amazon
//! DynamoDB Developer Guide. The guide calls its formula for numbers approximate: theirs are measured
//! at the limit of 400 KB (dynalite; the conformance suite nubo-db/dynamodb-conformance, 2026-08).

use super::{AttributeValue, Item, Number};

/// The largest item, in bytes: 400 KB.
pub const MAX_ITEM_SIZE: usize = 400 * 1024;

/// The size of an item in bytes: the lengths of all names and values.
pub fn item_size(item: &Item) -> usize {
    item.iter()
        .map(|(name, value)| name.len() + value_size(value))
        .sum()
}

/// The size of a value in bytes, without its attribute's name.
pub fn value_size(value: &AttributeValue) -> usize {
    match value {
        AttributeValue::S(text) => text.len(),
        AttributeValue::N(number) => number_size(number),
        AttributeValue::B(bytes) => bytes.len(),
        AttributeValue::SS(set) => set.iter().map(String::len).sum(),
        AttributeValue::NS(set) => set.iter().map(number_size).sum(),
        AttributeValue::BS(set) => set.iter().map(Vec::len).sum(),
        AttributeValue::M(map) => 3 + map.len() + item_size(map),
        AttributeValue::L(list) => 3 + list.iter().map(|v| 1 + value_size(v)).sum::<usize>(),
        AttributeValue::Null | AttributeValue::Bool(_) => 1,
    }
}

/// One byte, one for each pair of digits, and one for a sign.
fn number_size(number: &Number) -> usize {
    1 + number.pairs_of_digits() + usize::from(number.is_negative())
}

/// The write capacity units of an item: its size in KB, rounded up, at least one.
pub fn write_units(size: usize) -> usize {
    size.div_ceil(1024).max(1)
}

/// The read capacity units of an item, or of a page of items together: its size in units of 4 KB, rounded up, at least one; half of that for an
/// eventually consistent read.
pub fn read_units(size: usize, consistent: bool) -> f64 {
    let units = size.div_ceil(4096).max(1) as f64;
    if consistent { units } else { units / 2.0 }
}

/// The part of a page of `Query` and `Scan`, in bytes, that an item takes: in the form in which it is stored, as dynalite
/// measured it. Names count as one byte, and each started 3,072 bytes have a header of 18 with the sort key.
pub(crate) fn page_size(item: &Item, sort_key: Option<&str>) -> usize {
    let mut size = 0;
    let mut sort_key_size = 0;
    for (name, value) in item.iter() {
        match sort_key == Some(name) {
            true => sort_key_size = value_size(value),
            false => size += 1 + stored_size(value),
        }
    }
    2 + size + (1 + (1 + size) / 3072) * (18 + sort_key_size)
}

/// A value's size with the lengths that are stored with it.
fn stored_size(value: &AttributeValue) -> usize {
    let size = value_size(value);
    match value {
        AttributeValue::S(_) => {
            size + match size {
                0..128 => 1,
                128..16_384 => 2,
                _ => 3,
            }
        }
        AttributeValue::B(_) | AttributeValue::N(_) => size + 1,
        AttributeValue::SS(set) => size + set.len() + 1,
        AttributeValue::NS(set) => size + set.len() + 1,
        AttributeValue::BS(set) => size + set.len() + 1,
        AttributeValue::Null => 0,
        AttributeValue::Bool(_) => 1,
        AttributeValue::L(list) => 3 + list.iter().map(|v| 1 + stored_size(v)).sum::<usize>(),
        AttributeValue::M(map) => {
            3 + map.len() + map.iter().map(|(_, v)| 1 + stored_size(v)).sum::<usize>()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item_from_json;

    fn size(json: &str) -> usize {
        item_size(&item_from_json(json).unwrap())
    }

    #[test]
    fn follows_the_guide() {
        for (json, bytes) in [
            // (UTF-8 bytes of the name) + (UTF-8 bytes of the value)
            (r#"{}"#, 0),
            (r#"{"id":{"S":"a"}}"#, 3),
            (r#"{"naïve":{"S":"😀"}}"#, 6 + 4),
            (r#"{"a":{"S":""}}"#, 1),
            // 1 byte for two significant digits, and 1 byte; zeros at both ends are trimmed
            (r#"{"n":{"N":"0"}}"#, 1 + 1),
            (r#"{"n":{"N":"7"}}"#, 1 + 2),
            (r#"{"n":{"N":"27"}}"#, 1 + 2),
            (r#"{"n":{"N":"123"}}"#, 1 + 3),
            (r#"{"n":{"N":"-123"}}"#, 1 + 4),
            (r#"{"n":{"N":"0012300"}}"#, 1 + 3),
            (
                r#"{"n":{"N":"99999999999999999999999999999999999999"}}"#,
                1 + 20,
            ),
            // raw bytes, not base64
            (r#"{"b":{"B":"Zm9vYmE="}}"#, 1 + 5),
            (r#"{"x":{"NULL":true}}"#, 1 + 1),
            (r#"{"x":{"BOOL":false}}"#, 1 + 1),
            // 3 bytes for a list or map, 1 for each element
            (r#"{"l":{"L":[]}}"#, 1 + 3),
            (r#"{"m":{"M":{}}}"#, 1 + 3),
            (
                r#"{"l":{"L":[{"S":"ab"},{"NULL":true}]}}"#,
                1 + 3 + (1 + 2) + (1 + 1),
            ),
            (r#"{"m":{"M":{"k":{"S":"v"}}}}"#, 1 + 3 + 1 + (1 + 1)),
            (
                r#"{"m":{"M":{"k":{"L":[{"M":{}}]}}}}"#,
                1 + 3 + (1 + 1 + (3 + (1 + 3))),
            ),
            (r#"{"s":{"SS":["a","bcd"]}}"#, 1 + 4),
            (r#"{"s":{"NS":["1","222"]}}"#, 1 + 2 + 3),
            (r#"{"s":{"BS":["Zg==","Zm9v"]}}"#, 1 + 1 + 3),
        ] {
            assert_eq!(size(json), bytes, "{json}");
        }
    }

    #[test]
    fn numbers_are_counted_in_pairs_of_digits() {
        for (number, bytes) in [
            ("0", 1),
            ("-0", 1),
            ("1", 2),
            ("12", 2),
            ("15", 2),
            ("123", 3),
            ("1234", 3),
            ("123456", 4),
            ("12345678901234567890123456789012345678", 20),
            ("0042", 2),
            ("-42", 3),
            ("100", 2),
            ("1010", 3),
            ("270", 3),
            ("2700", 2),
            ("1.5", 3),
            ("1.200", 3),
            ("1.234", 4),
            ("3.14159", 5),
            ("100.5", 4),
            ("0.15", 2),
            ("0.0000001", 2),
            ("1E125", 2),
            ("1E-100", 2),
            ("1E-130", 2),
        ] {
            let number = AttributeValue::N(Number::parse(number).unwrap());
            assert_eq!(value_size(&number), bytes, "{number:?}");
        }
    }

    #[test]
    fn capacity_units() {
        assert_eq!(
            [0, 1, 1024, 1025, 409_600].map(write_units),
            [1, 1, 1, 2, 400]
        );
        assert_eq!(
            [0, 1, 4096, 4097, 409_600].map(|s| read_units(s, true)),
            [1., 1., 1., 2., 100.]
        );
        assert_eq!(
            [0, 4096, 4097].map(|s| read_units(s, false)),
            [0.5, 0.5, 1.]
        );
    }
}
