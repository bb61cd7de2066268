//! The versions of resumes that this tab has loaded, so that a save does not overwrite others.

use std::collections::BTreeMap;

use crate::api::Client;
use crate::browser::aside;
use crate::browser::keys::VERSIONS;
use crate::browser::storage::{self, Area};

/// The response header with a resume's version.
pub(crate) const HEADER: &str = "Resume-Version";

/// Where a resume is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ResumeAddress {
    /// The URL of the API; empty for the local one.
    pub(crate) base: String,
    /// The table.
    pub(crate) table: String,
    /// The resume's ID.
    pub(crate) id: String,
}

impl ResumeAddress {
    /// Where `client` finds the resume of an ID.
    pub(crate) fn new(client: &Client, id: &str) -> Self {
        Self {
            base: client.base().to_owned(),
            table: client.table().to_owned(),
            id: id.to_owned(),
        }
    }

    /// As text for the browser's storage.
    pub(crate) fn key(&self) -> String {
        serde_json::json!([self.base, self.table, self.id]).to_string()
    }
}

/// The name of a record that was set aside.
const WHAT: &str = "Resume versions that a tab had loaded";

/// The versions seen.
#[derive(Debug)]
pub(crate) struct Versions {
    known: BTreeMap<String, String>,
    /// Whether they may be stored.
    may_write: bool,
}

impl Versions {
    /// Those that the tab saw before the page was reloaded.
    pub(crate) fn open() -> Self {
        // Per tab, since another tab's resume is not in this one's form. Without those of an unreadable record a save may report a false
        // conflict, and nothing is overwritten.
        let read = aside::read_or_put(WHAT, Area::Tab, VERSIONS, |json| {
            serde_json::from_str(json).ok()
        });
        Self {
            may_write: read.is_ok(),
            known: read.ok().flatten().unwrap_or_default(),
        }
    }

    /// The stored version as this tab last loaded or saved it; `None` if it has not, or if the API has no versions.
    pub(crate) fn of(&self, address: &ResumeAddress) -> Option<&str> {
        self.known.get(&address.key()).map(String::as_str)
    }

    /// The API's current version, or none.
    pub(crate) fn see(&mut self, address: &ResumeAddress, version: Option<&str>) {
        match version {
            Some(version) => self.known.insert(address.key(), version.to_owned()),
            None => self.known.remove(&address.key()),
        };
        // Without storage, a reload forgets: then a save may report a false conflict.
        if self.may_write
            && let Ok(json) = serde_json::to_string(&self.known)
        {
            let _ = storage::write(Area::Tab, VERSIONS, &json);
        }
    }
}
