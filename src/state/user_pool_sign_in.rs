//! Signing in on the page of a user pool, which means to leave this page and to come back to it.

use leptos::task::spawn_local;
use serde_json::{Value, json};
use view::prelude::*;

use super::notices::Notices;
use super::sign_ins::SignIns;
use crate::api::sign_in::SignInKind;
use crate::api::user_pool::{self, PendingSignIn, User, UserPoolClient};
use crate::browser::abort::Abort;
use crate::browser::address_bar::{base64url, leave, own_page, take_returned, text_of_base64url};
use crate::browser::fetch::{FetchError, fetch};
use crate::browser::keys::PENDING_SIGN_IN;
use crate::browser::page;
use crate::browser::storage::{self, Area};

/// How long the user pool may take, in milliseconds.
const TIMEOUT: i32 = 30_000;

/// The sign-in that is under way, and why the last one failed. A part of the connection.
#[derive(Clone, Copy)]
pub(crate) struct UserPoolSignIn {
    notices: Notices,
    sign_ins: SignIns,
    /// Whether the user pool is being asked for the token.
    pub(crate) is_busy: RwSignal<bool>,
    /// Why there is no user; empty for no reason.
    pub(crate) problem: RwSignal<String>,
}

impl UserPoolSignIn {
    pub(super) fn new(notices: Notices, sign_ins: SignIns) -> Self {
        Self {
            notices,
            sign_ins,
            is_busy: RwSignal::new(false),
            problem: RwSignal::default(),
        }
    }

    /// Leaves this page for that of the user pool of an API, if its address is entered.
    pub(super) fn begin(self, base: Option<String>) {
        let problem = self.problem;
        let Some(base) = base else {
            problem.set("Enter the API URL first: the sign-in belongs to it.".to_owned());
            return;
        };
        let (Some(state), Some(verifier)) = (page::secret(), page::secret()) else {
            problem.set(
                "This browser has no random numbers that others can't guess, which a sign-in on another page needs. Choose Token, and paste an ID token."
                    .to_owned(),
            );
            return;
        };
        let pending = PendingSignIn {
            client: untrack(|| self.sign_ins.of(Some(&base))).client,
            base,
            state,
            verifier,
        };
        let challenge = base64url(&sigv4::sha256(pending.verifier.as_bytes()));
        match pending.url(&challenge, &own_page()) {
            Err(says) => problem.set(says),
            Ok(url) => match storage::write(Area::Tab, PENDING_SIGN_IN, &to_json(&pending)) {
                Ok(()) => leave(&url),
                Err(_) => problem.set(
                    "This browser blocks storage for this page, which a sign-in on another page needs. Choose Token, and paste an ID token."
                        .to_owned(),
                ),
            },
        }
    }

    /// Goes on with a sign-in for which the page was left. Called once, before the address is looked at.
    pub(super) fn finish(self) {
        if let Some(kept) = storage::read(Area::Tab, PENDING_SIGN_IN) {
            self.go_on(&kept);
        }
    }

    // Apart from the start, which is in the part of the program that a first visit loads.
    #[inline(never)]
    fn go_on(self, kept: &str) {
        storage::remove(Area::Tab, PENDING_SIGN_IN);
        let Some(pending) = from_json(kept) else {
            return;
        };
        let returned = take_returned("api");
        // The one that it belongs to, whatever another tab has entered since.
        self.sign_ins.change(Some(&pending.base), |sign_in| {
            sign_in.kind = SignInKind::UserPool;
            sign_in.client = pending.client.clone();
        });
        let Some(returned) = returned else {
            self.problem
                .set("The sign-in was not completed. Sign in again.".to_owned());
            return;
        };
        self.is_busy.set(true);
        spawn_local(async move {
            let user = ask(&pending, &returned).await;
            self.is_busy.try_set(false);
            match user {
                Ok(user) => {
                    self.notices.say(format!("Signed in as {}.", user.name));
                    self.sign_ins
                        .change(Some(&pending.base), |sign_in| sign_in.user = Some(user));
                }
                Err(says) => {
                    self.problem.try_set(says);
                }
            }
        });
    }
}

async fn ask(pending: &PendingSignIn, returned: &[(String, String)]) -> Result<User, String> {
    let code = pending.code(returned)?;
    let (url, request) = pending.exchange(code, &own_page())?;
    let abort = Abort::new();
    let late = abort.clone();
    let timer = page::after(TIMEOUT, move || late.abort());
    let response = fetch(&url, &request, &abort).await;
    page::cancel(timer);
    let response = response.map_err(|error| match error {
        FetchError::Failed(_) if abort.is_aborted() => {
            "The user pool did not respond within 30 seconds. Sign in again.".to_owned()
        }
        FetchError::Failed(says) => format!(
            "The user pool can't be reached ({says}). Check the sign-in page and the network, then sign in again."
        ),
        FetchError::Redirected | FetchError::TooLong => {
            "This is not a user pool's sign-in page: check the stack's output SignInUrl.".to_owned()
        }
    })?;
    user_pool::user(
        &response,
        page::epoch_milliseconds() as u64,
        text_of_base64url,
    )
}

fn to_json(pending: &PendingSignIn) -> String {
    json!({
        "url": pending.base,
        "page": pending.client.page,
        "client": pending.client.id,
        "state": pending.state,
        "verifier": pending.verifier,
    })
    .to_string()
}

fn from_json(text: &str) -> Option<PendingSignIn> {
    let kept: Value = serde_json::from_str(text).ok()?;
    let member = |name: &str| kept.get(name)?.as_str().map(str::to_owned);
    Some(PendingSignIn {
        base: member("url")?,
        client: UserPoolClient {
            page: member("page")?,
            id: member("client")?,
        },
        state: member("state")?,
        verifier: member("verifier")?,
    })
}
