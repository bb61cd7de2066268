//! The stored form of a draft.

use serde_json::{Value, json};

use crate::browser::record::{self, Stored};

/// The latest version of the records: with a document and a label.
const VERSION: u64 = 2;
/// The version of a record without those, which earlier versions of this page can read.
const PLAIN: u64 = 1;

/// One line of work on a draft. Only the tab that started it writes to it, so that no tab can overwrite another's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Record {
    /// Its key; random.
    pub(crate) id: String,
    /// Counts its writes.
    pub(crate) rev: u32,
    /// When it was written, in milliseconds since 1970.
    pub(crate) time: f64,
    /// Which of the resumes of this browser it is a draft of: a random key; empty for the first one, which is also that of
    /// earlier versions of this page.
    pub(crate) document: String,
    /// The user's own name for that resume; empty for none.
    pub(crate) label: String,
    /// The resume's name, so that a list need not parse it.
    pub(crate) name: String,
    /// The drafts that it replaces.
    pub(crate) over: Vec<Replaced>,
    /// The resume's JSON; `None` for a mere decision between other drafts, or against all of them.
    pub(crate) text: Option<String>,
}

/// A replaced draft at a revision: later writes to it are not replaced.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Replaced {
    /// Its ID.
    pub(crate) id: String,
    /// Its last known revision.
    pub(crate) rev: u32,
    /// By which step, in words for the user.
    pub(crate) why: String,
}

impl Replaced {
    /// For a tab that was reloaded and continued: no draft was lost by that.
    pub(crate) const RELOAD: &'static str = "reload";
    /// For a draft that another tab continued.
    pub(crate) const CONTINUED: &'static str = "it was continued in another tab";
    /// For the drafts of a resume that was deleted from this browser.
    pub(crate) const DELETED: &'static str = "deleting the resume";
}

/// The content of a stored text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum StoredDraft {
    /// A draft.
    Record(Record),
    /// A draft of a newer version of this page, by its ID, and its text.
    Newer(String, String),
    /// No draft, by its ID, and its text.
    Damaged(String, String),
}

impl Record {
    /// As text for the browser's storage.
    pub(crate) fn to_json(&self) -> String {
        let over = self.over.iter();
        let over: Vec<Value> = over
            .map(|one| json!({ "id": one.id, "rev": one.rev, "why": one.why }))
            .collect();
        let mut record = json!({
            "version": PLAIN,
            "rev": self.rev,
            "time": self.time,
            "name": self.name,
            "over": over,
            "text": self.text,
        });
        if !(self.document.is_empty() && self.label.is_empty()) {
            record["version"] = VERSION.into();
            record["document"] = self.document.as_str().into();
            record["label"] = self.label.as_str().into();
        }
        record.to_string()
    }

    /// From the text of [`Record::to_json`].
    pub(crate) fn from_json(id: &str, text: &str) -> StoredDraft {
        match record::read(text, "", VERSION).and_then(|value| Self::of_value(id, &value)) {
            Stored::Read(record) => StoredDraft::Record(record),
            Stored::Newer => StoredDraft::Newer(id.to_owned(), text.to_owned()),
            Stored::Damaged => StoredDraft::Damaged(id.to_owned(), text.to_owned()),
        }
    }

    /// Of either version: the earlier has no document and no label.
    fn of_value(id: &str, value: &Value) -> Option<Self> {
        let over = value.get("over")?.as_array()?.iter();
        let over = over.map(|one| {
            Some(Replaced {
                id: one.get("id")?.as_str()?.to_owned(),
                rev: rev(one)?,
                why: one.get("why")?.as_str()?.to_owned(),
            })
        });
        let text = match value.get("text")? {
            Value::Null => None,
            text => Some(text.as_str()?.to_owned()),
        };
        Some(Self {
            id: id.to_owned(),
            rev: rev(value)?,
            time: value.get("time")?.as_f64()?,
            document: text_or_none(value, "document")?,
            label: text_or_none(value, "label")?,
            name: value.get("name")?.as_str()?.to_owned(),
            over: over.collect::<Option<_>>()?,
            text,
        })
    }
}

/// A text, empty where there is none; `None` for something else.
fn text_or_none(value: &Value, name: &str) -> Option<String> {
    match value.get(name) {
        None => Some(String::new()),
        Some(text) => Some(text.as_str()?.to_owned()),
    }
}

fn rev(value: &Value) -> Option<u32> {
    value.get("rev")?.as_u64()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            id: "a".to_owned(),
            rev: 3,
            time: 1.5e12,
            document: String::new(),
            label: String::new(),
            name: "Ada \"L\"".to_owned(),
            over: vec![Replaced {
                id: "b".to_owned(),
                rev: 1,
                why: Replaced::RELOAD.to_owned(),
            }],
            text: Some("{\"name\": \"é\"}".to_owned()),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written() {
        let choice = Record {
            text: None,
            ..record()
        };
        let of_another = Record {
            document: "k1".to_owned(),
            label: "For startups".to_owned(),
            ..record()
        };
        for record in [record(), choice, of_another] {
            let read = Record::from_json("a", &record.to_json());
            assert_eq!(read, StoredDraft::Record(record));
        }
    }

    #[test]
    fn what_is_no_record_keeps_its_text() {
        let damaged = [
            "",
            "[]",
            "not a draft",
            r#"{"version": 1}"#,
            r#"{"version": 1, "rev": -1, "time": 0, "name": "", "over": [], "text": ""}"#,
            r#"{"version": 1, "rev": 1, "time": 0, "name": "", "over": [3], "text": ""}"#,
            r#"{"version": 2, "rev": 1, "time": 0, "name": "", "over": [], "text": "", "document": 3}"#,
        ];
        for text in damaged {
            let found = Record::from_json("a", text);
            assert_eq!(found, StoredDraft::Damaged("a".to_owned(), text.to_owned()));
        }
        let newer = r#"{"version": 3, "letters": []}"#;
        let found = Record::from_json("a", newer);
        assert_eq!(found, StoredDraft::Newer("a".to_owned(), newer.to_owned()));
    }
}
