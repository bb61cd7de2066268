//! Stored records: JSON with the number of the version that wrote it.
//!
//! A page reads the records of its own and of earlier versions, which lack members: each kind of record has a value for a missing one.
//! What it can't read, it sets aside ([`super::aside`]) or leaves where it is, and never overwrites.

use serde_json::Value;

/// What a stored text is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Stored<T> {
    /// A record, read.
    Read(T),
    /// A record of a newer version of the page.
    Newer,
    /// No record.
    Damaged,
}

/// The record in a text, if its version is at most `latest`; the first records had none. The version is in the record's member
/// `holder`, or in the record itself if that has no such member.
pub(crate) fn read(text: &str, holder: &str, latest: u64) -> Stored<Value> {
    let Ok(record) = serde_json::from_str::<Value>(text) else {
        return Stored::Damaged;
    };
    match record.get(holder).unwrap_or(&record).get("version") {
        None => Stored::Read(record),
        Some(version) => match version.as_u64() {
            Some(version) if version > latest => Stored::Newer,
            Some(_) => Stored::Read(record),
            None => Stored::Damaged,
        },
    }
}

impl<T> Stored<T> {
    /// What `of` makes of a record; `None` if it is damaged.
    pub(crate) fn and_then<U>(self, of: impl FnOnce(T) -> Option<U>) -> Stored<U> {
        match self {
            Stored::Read(record) => of(record).map_or(Stored::Damaged, Stored::Read),
            Stored::Newer => Stored::Newer,
            Stored::Damaged => Stored::Damaged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text, which had another name in earlier versions.
    fn text(record: Value) -> Option<String> {
        let text = record.get("text").or_else(|| record.get("old"));
        Some(text?.as_str()?.to_owned())
    }

    #[test]
    fn earlier_versions_are_read_and_newer_ones_left() {
        let read = |json: &str| read(json, "", 2).and_then(text);
        for json in [
            r#"{"version": 2, "text": "a"}"#,
            r#"{"version": 1, "old": "a"}"#,
            r#"{"old": "a"}"#,
        ] {
            assert_eq!(read(json), Stored::Read("a".to_owned()), "{json}");
        }
        assert_eq!(read(r#"{"version": 3, "text": "a"}"#), Stored::Newer);
        let part = r#"{"text": "a", "part": {"version": 3}}"#;
        assert_eq!(super::read(part, "part", 2), Stored::Newer);
        for json in [
            "",
            "[]",
            "{",
            r#"{"version": 2, "other": "a"}"#,
            r#"{"version": "2", "text": "a"}"#,
            r#"{"version": -1, "text": "a"}"#,
        ] {
            assert_eq!(read(json), Stored::Damaged, "{json}");
        }
    }
}
