//! Which API is called: the settings of the API page, and what the browser keeps of them.

use leptos::prelude::*;

use super::notices::Notices;
use crate::api::address;
use crate::api::outputs::Outputs;
use crate::api::ways::Way;
use crate::browser::storage::{self, Area};

const TARGET: &str = "resume-console.target";
const URL: &str = "resume-console.api-url";
const TABLE: &str = "resume-console.table-name";
const KEY: &str = "resume-console.api-key";

/// Which API is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The stack's template, executed in this page.
    Local,
    /// One that is deployed.
    Deployed,
}

impl Target {
    /// What its choice is called.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Local => "Local",
            Self::Deployed => "Deployed",
        }
    }
}

/// The settings. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    notices: Notices,
    /// Which API.
    pub(crate) target: RwSignal<Target>,
    /// The deployed API's URL, as typed.
    pub(crate) url: RwSignal<String>,
    /// The deployed table's name, as typed.
    pub(crate) table: RwSignal<String>,
    /// The deployed API's key, as typed.
    pub(crate) key: RwSignal<String>,
    /// Whether the key is written to storage.
    pub(crate) keep_key: RwSignal<bool>,
    /// What AWS calls the key, where the outputs have told it.
    pub(crate) key_id: RwSignal<Option<String>>,
    /// The API that the key was entered for.
    key_of: StoredValue<Option<String>>,
    /// The ways that APIs have answered to, since the page was opened.
    known: StoredValue<Vec<(String, Way)>>,
}

impl Connection {
    /// With the settings that the browser keeps.
    pub(crate) fn start(notices: Notices) -> Self {
        let target = match storage::read(Area::Origin, TARGET).as_deref() {
            Some("Deployed") => Target::Deployed,
            _ => Target::Local,
        };
        let url = storage::read(Area::Origin, URL).unwrap_or_default();
        let key = storage::read(Area::Origin, KEY);
        let connection = Self {
            notices,
            target: RwSignal::new(target),
            table: RwSignal::new(storage::read(Area::Origin, TABLE).unwrap_or_default()),
            keep_key: RwSignal::new(key.is_some()),
            key: RwSignal::new(key.unwrap_or_default()),
            key_id: RwSignal::default(),
            key_of: StoredValue::new(address::check(&url).ok()),
            known: StoredValue::default(),
            url: RwSignal::new(url),
        };
        // Settings that can't be kept hold until the page is closed.
        Effect::new(move |_| {
            let _ = storage::write(Area::Origin, TARGET, connection.target.get().name());
        });
        for (key, value) in [(URL, connection.url), (TABLE, connection.table)] {
            Effect::new(move |_| {
                let _ = value.with(|value| storage::write(Area::Origin, key, value));
            });
        }
        Effect::new(move |_| {
            let key = connection.key.get();
            if connection.keep_key.get() && !key.is_empty() {
                let _ = storage::write(Area::Origin, KEY, &key);
            } else {
                storage::remove(Area::Origin, KEY);
            }
        });
        connection
    }

    /// The deployed API's URL, table and key, checked.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn deployed(self) -> Result<(String, String, String), String> {
        let base = self.url.with_untracked(|url| address::check(url))?;
        let table = self
            .table
            .with_untracked(|name| address::check_table(name))?;
        let key = self.key.with_untracked(|key| address::check_key(key))?;
        Ok((base, table, key))
    }

    /// Takes over what the outputs of a stack say.
    pub(crate) fn take(self, outputs: Outputs) {
        self.target.set(Target::Deployed);
        if let Some(url) = outputs.url {
            self.url.set(url);
            self.url_entered();
        }
        if let Some(table) = outputs.table {
            self.table.set(table);
        }
        self.key_id.set(outputs.key_id);
    }

    /// Another URL was entered. The key of one API is no other's business.
    pub(crate) fn url_entered(self) {
        let Ok(base) = self.url.with_untracked(|url| address::check(url)) else {
            return;
        };
        let other = self.key_of.with_value(|of| of.as_ref() != Some(&base));
        let had_one = self.key_of.with_value(Option::is_some);
        if !other {
            return;
        }
        self.key_of.set_value(Some(base));
        self.key_id.set(None);
        if had_one && self.key.with_untracked(|key| !key.is_empty()) {
            self.key.set(String::new());
            self.notices
                .say("The API key was the other API's, and was taken out.");
        }
    }

    /// The ways that an API has answered to.
    pub(crate) fn known(self, base: &str) -> Vec<Way> {
        self.known.with_value(|known| {
            let of_it = known.iter().filter(|(api, _)| api == base);
            of_it.map(|(_, way)| *way).collect()
        })
    }

    /// An API has answered to a request that went this way.
    pub(crate) fn went(self, base: &str, way: Way) {
        self.known.update_value(|known| {
            let one = (base.to_owned(), way);
            if !known.contains(&one) {
                known.push(one);
            }
        });
    }
}
