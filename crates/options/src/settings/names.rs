//! Names, tags, and how values are written.

use super::checks::is_word;
use super::rows::{assign, choice, list, text};
use super::{Allowed, Setting, Subject};
use crate::{Tag, Values};

pub(super) const API_NAME: Setting = Setting {
    name: "api-name",
    label: "API name",
    subject: Subject::Names,
    doc: || "The API's name in the API Gateway console.",
    allowed: API_NAME_ALLOWED,
    applies_with: "",
    get: |o| Some(o.api_name.clone()),
    set: |o, value| assign(&mut o.api_name, value.to_owned()),
};

pub(super) const STAGE: Setting = Setting {
    name: "stage",
    label: "Stage",
    subject: Subject::Names,
    doc: || "The stage's name, which is the path of the API's URL.",
    allowed: STAGE_ALLOWED,
    applies_with: "",
    get: |o| Some(o.stage.clone()),
    set: |o, value| assign(&mut o.stage, value.to_owned()),
};

pub(super) const TAGS: Setting = Setting {
    name: "tags",
    label: "Tags",
    subject: Subject::Names,
    doc: || "Cost allocation tags for resources that are billed or hold data: KEY=VALUE, comma-separated.",
    allowed: TAGS_ALLOWED,
    applies_with: "",
    get: |o| {
        let tags = o
            .tags
            .iter()
            .map(|tag| format!("{}={}", tag.key, tag.value));
        Some(tags.collect::<Vec<_>>().join(","))
    },
    set: |o, value| assign(&mut o.tags, tags(value)?),
};

pub(super) const VALUES: Setting = Setting {
    name: "values",
    label: "Parameters",
    subject: Subject::Names,
    doc: || "Whether names, tag values, capacities, limits, retention and keys can be changed when deploying.",
    allowed: Allowed::Choice(&[
        choice(
            "parameters",
            "CloudFormation parameters",
            || "One template for several environments. The options here are the defaults.",
        ),
        choice(
            "literal",
            "Fixed values",
            || "Nothing to enter when deploying.",
        ),
    ]),
    applies_with: "",
    get: |o| {
        text(match o.values {
            Values::Parameters => "parameters",
            Values::Literal => "literal",
        })
    },
    set: |o, value| {
        assign(
            &mut o.values,
            match value {
                "parameters" => Values::Parameters,
                _ => Values::Literal,
            },
        )
    },
};

const API_NAME_ALLOWED: Allowed = Allowed::Text {
    what: "1 to 128 printable characters",
    holds: |value| {
        (1..=128).contains(&value.chars().count()) && !value.chars().any(char::is_control)
    },
};

const STAGE_ALLOWED: Allowed = Allowed::Text {
    what: "1 to 128 letters, digits, - or _",
    holds: |value| (1..=128).contains(&value.len()) && value.bytes().all(is_word),
};

const TAGS_ALLOWED: Allowed = Allowed::Text {
    what: "KEY=VALUE, comma-separated, up to 4 with different keys and 100 characters in total: letters, digits, spaces and _.:/+-@",
    holds: |value| {
        value.len() <= 100
            && tags(value).is_some_and(|tags| {
                tags.len() <= 4 && tags.iter().all(is_tag) && are_different(&tags)
            })
    },
};

fn tags(value: &str) -> Option<Vec<Tag>> {
    list(value)
        .map(|tag| {
            let (key, value) = tag.split_once('=')?;
            Some(Tag {
                key: key.trim().to_owned(),
                value: value.trim().to_owned(),
            })
        })
        .collect()
}

/// Whether every service accepts the tag.
fn is_tag(tag: &Tag) -> bool {
    let fits = |text: &str, max| {
        text.len() <= max
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b" _.:/+-@".contains(&byte))
    };
    !tag.key.is_empty()
        && fits(&tag.key, 128)
        && fits(&tag.value, 256)
        && !tag.key.to_ascii_lowercase().starts_with("aws:")
}

/// Whether the keys are distinct, as AWS requires.
fn are_different(tags: &[Tag]) -> bool {
    let mut keys: Vec<&str> = tags.iter().map(|tag| &tag.key[..]).collect();
    keys.sort_unstable();
    keys.windows(2).all(|pair| pair.first() != pair.last())
}
