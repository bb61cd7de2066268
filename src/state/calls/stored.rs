//! The stored resumes of the API: listing them, and deleting one.

use std::sync::Arc;

use view::prelude::*;

use super::Calls;
use crate::api::Api;
use crate::api::listed::ListedPage;
use crate::api::outcome::{ListStart, Operation, Outcome};
use crate::state::versions::ResumeAddress;

/// A page of the list, as it was when it was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Of which API and table; its ID is empty.
    address: ResumeAddress,
    /// Where the page starts.
    pub(crate) start: ListStart,
    /// The page.
    pub(crate) page: ListedPage,
}

impl Listed {
    fn has(&self, address: &ResumeAddress) -> bool {
        self.address.base == address.base && self.address.table == address.table
    }
}

/// A resume that the user is asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deletion {
    /// Where it is stored.
    pub(crate) address: ResumeAddress,
    /// Which API has it.
    pub(crate) api: Api,
    /// Its name; empty if it has none, or none is known.
    pub(crate) name: String,
    /// The version that is deleted, if the API has versions.
    version: Option<String>,
}

impl Calls {
    /// The page of the list that was loaded last, if it is the present API's; reactive.
    pub(crate) fn shown_list(self) -> Option<Arc<Listed>> {
        let base = match self.connection.api.get() {
            Api::Local => String::new(),
            Api::File => self.file.name()?,
            Api::Deployed => self.connection.base()?,
        };
        let address = ResumeAddress {
            base,
            table: self.table_name(),
            id: String::new(),
        };
        self.listed.get().filter(|listed| listed.has(&address))
    }

    /// Lists a page of the stored resumes.
    pub(crate) fn list(self, start: ListStart) {
        if let Some(client) = self.client() {
            let request = protocol::list(client.table(), start.after.as_deref());
            self.send(client, Operation::List(start), request);
        }
    }

    /// Asks whether to delete a resume, by its ID and what the list shows of it. Returns whether there is an API to ask about.
    pub(crate) fn ask_to_delete(
        self,
        id: &str,
        name: String,
        listed_version: Option<String>,
    ) -> bool {
        let Some(client) = self.client() else {
            return false;
        };
        let address = ResumeAddress::new(&client, id);
        let loaded = self
            .versions
            .with_value(|versions| versions.of(&address).map(str::to_owned));
        self.deletion.set(Some(Deletion {
            api: client.api(),
            version: listed_version.or(loaded),
            address,
            name,
        }));
        true
    }

    /// Deletes the resume that the user was asked about.
    pub(crate) fn delete(self, deletion: Deletion) {
        self.send_delete(&deletion.address, deletion.version.as_deref());
    }

    /// Deletes a resume, whatever its version is.
    pub(crate) fn delete_anyway(self, address: &ResumeAddress) {
        self.send_delete(address, Some(protocol::ANY_VERSION));
    }

    fn send_delete(self, address: &ResumeAddress, version: Option<&str>) {
        let Some(client) = self.client() else { return };
        if ResumeAddress::new(&client, &address.id) != *address {
            self.show(Outcome::failed(
                "The connection was changed.",
                format!(
                    "Nothing was deleted: {} was to be deleted from another API or table.",
                    address.id
                ),
            ));
            return;
        }
        let request = protocol::delete(client.table(), &address.id, version);
        self.send(client, Operation::Delete(address.id.clone()), request);
    }

    /// A page of the list was loaded.
    pub(super) fn has_listed(self, address: ResumeAddress, start: ListStart, body: &str) {
        let body = serde_json::from_str(body).unwrap_or_default();
        if let Some(page) = ListedPage::from_json(&body) {
            self.listed.set(Some(Arc::new(Listed {
                address,
                start,
                page,
            })));
        }
    }

    /// A resume is not stored any more.
    pub(super) fn has_deleted(self, address: &ResumeAddress, outcome: &mut Outcome) {
        self.change_list(address, |page| {
            page.resumes.retain(|one| one.id != address.id);
        });
        if self.editor.resume_now().id.text() == address.id {
            outcome.advice = format!(
                "{} The form still holds this resume: saving it stores it again.",
                outcome.advice
            )
            .trim_start()
            .to_owned();
        }
        self.baseline.forget(&address.id);
    }

    /// The API has this version of a resume now.
    pub(super) fn has_version(self, address: &ResumeAddress, version: Option<&str>) {
        self.change_list(address, |page| {
            for one in page.resumes.iter_mut().filter(|one| one.id == address.id) {
                one.version = version.map(str::to_owned);
            }
        });
    }

    fn change_list(self, address: &ResumeAddress, change: impl FnOnce(&mut ListedPage)) {
        let listed = self.listed.get_untracked();
        if let Some(mut listed) = listed.filter(|listed| listed.has(address)) {
            let before = listed.page.clone();
            change(&mut Arc::make_mut(&mut listed).page);
            if listed.page != before {
                self.listed.set(Some(listed));
            }
        }
    }
}
