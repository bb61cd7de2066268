//! The API that a call goes to.

use view::prelude::*;

use super::Calls;
use crate::api::outcome::Outcome;
use crate::api::{Api, Client};

impl Calls {
    /// The API to call; `None` if it can't be called: then the result says why.
    pub(super) fn client(self) -> Option<Client> {
        match self.connection.api.get_untracked() {
            Api::Local => {
                return Some(Client::Local(
                    self.local().with_own_calls(self.is_signed_in()),
                ));
            }
            Api::File => return self.file_client(),
            Api::Deployed => {}
        }
        match self.connection.deployed() {
            Ok(deployed) => Some(Client::Deployed(deployed)),
            Err(what) => {
                self.show(Outcome::failed(
                    "The deployed API can't be called yet.",
                    format!("{what} The fields are on the API page."),
                ));
                None
            }
        }
    }

    /// [`Calls::client`], if it has the method of a save or a load: an opened file's API may have others only.
    pub(super) fn client_with(self, http_method: &str) -> Option<Client> {
        let client = self.client()?;
        if client.api() == Api::File && !untrack(|| self.file.has(http_method, "/")) {
            self.show(Outcome::failed(
                format!("Not sent: {} has no method {http_method} /.", client.base()),
                "Send a request to one of its methods on the API page, or choose another target there.",
            ));
            return None;
        }
        Some(client)
    }

    /// The API of the opened file.
    fn file_client(self) -> Option<Client> {
        let problem = match self.file.listed.get_untracked() {
            Some(Ok(_)) => {
                let local = self.local().with_own_calls(self.is_signed_in());
                return Some(Client::Local(local));
            }
            Some(Err(why)) => format!("The file can't be run: {why}."),
            None => "Open a file on the API page, or choose another target there.".to_owned(),
        };
        self.show(Outcome::failed(
            "The opened file's API can't be called yet.",
            problem,
        ));
        None
    }

    fn is_signed_in(self) -> bool {
        self.needs_sign_in.get_untracked() && self.signed_in.get_untracked()
    }
}
