//! Members of JSON Resume 1.0.0 that a resume keeps as unknown fields, and what the schema requires of them:
//! <https://github.com/jsonresume/resume-schema/blob/v1.0.0/schema.json>.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::formats::is_uri;
use crate::dates::is_iso;

/// What a member has to be.
#[derive(Clone, Copy)]
pub(super) enum Rule {
    /// Text.
    Text,
    /// A date.
    Date,
    /// A URI.
    Uri,
    /// A list of texts.
    Texts,
    /// A list of objects with these members, and any others.
    Entries(Members),
}

/// Members with their rules.
pub(super) type Members = &'static [(&'static str, Rule)];

use Rule::{Date, Entries, Text, Texts, Uri};

/// Members of the file.
pub(super) const FILE: Members = &[
    ("volunteer", Entries(VOLUNTEER)),
    ("awards", Entries(AWARD)),
    ("publications", Entries(PUBLICATION)),
    ("interests", Entries(&[("name", Text), ("keywords", Texts)])),
    (
        "references",
        Entries(&[("name", Text), ("reference", Text)]),
    ),
    ("projects", Entries(PROJECT)),
];

/// Members of `basics`.
pub(super) const BASICS: Members = &[("image", Text), ("phone", Text), ("url", Uri)];

/// Members of an entry of `work`.
pub(super) const WORK: Members = &[("location", Text), ("url", Uri)];

/// Members of an entry of `education`.
pub(super) const EDUCATION: Members = &[("url", Uri)];

const VOLUNTEER: Members = &[
    ("organization", Text),
    ("position", Text),
    ("url", Uri),
    ("startDate", Date),
    ("endDate", Date),
    ("summary", Text),
    ("highlights", Texts),
];

const AWARD: Members = &[
    ("title", Text),
    ("date", Date),
    ("awarder", Text),
    ("summary", Text),
];

const PUBLICATION: Members = &[
    ("name", Text),
    ("publisher", Text),
    ("releaseDate", Date),
    ("url", Uri),
    ("summary", Text),
];

const PROJECT: Members = &[
    ("name", Text),
    ("description", Text),
    ("highlights", Texts),
    ("keywords", Texts),
    ("startDate", Date),
    ("endDate", Date),
    ("url", Uri),
    ("roles", Texts),
    ("entity", Text),
    ("type", Text),
];

/// The rule of a member.
pub(super) fn rule(members: Members, name: &str) -> Option<Rule> {
    members
        .iter()
        .find(|(other, _)| *other == name)
        .map(|(_, rule)| *rule)
}

impl Rule {
    /// Whether a value follows the rule.
    pub(super) fn allows(self, raw: &RawValue) -> bool {
        let json = raw.get();
        // Each reads a value with half a surrogate pair as none of its own.
        match self {
            Text => serde_json::from_str::<String>(json).is_ok(),
            Date => serde_json::from_str(json).is_ok_and(|date: String| is_iso(&date)),
            Uri => serde_json::from_str(json).is_ok_and(|uri: String| is_uri(&uri)),
            Texts => serde_json::from_str::<Vec<String>>(json).is_ok(),
            Entries(members) => {
                let entries: Result<Vec<BTreeMap<String, &RawValue>>, _> =
                    serde_json::from_str(json);
                entries.is_ok_and(|entries| {
                    let mut values = entries.iter().flatten();
                    values
                        .all(|(name, raw)| rule(members, name).is_none_or(|rule| rule.allows(raw)))
                })
            }
        }
    }
}
