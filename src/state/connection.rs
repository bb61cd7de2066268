//! The connection: the settings of the API page, and their storage.

use view::prelude::*;

use super::api_keys::ApiKeys;
use super::notices::Notices;
use super::sign_ins::SignIns;
use super::user_pool_sign_in::UserPoolSignIn;
use crate::api::cors_attempt::CorsAttempt;
use crate::api::deployed::Deployed;
use crate::api::outputs::Outputs;
use crate::api::sign_in::{SignIn, SignInKind};
use crate::api::{Api, address};
use crate::browser::abort::Abort;
use crate::browser::keys::{API_KEY as KEY, API_URL as URL, TABLE_NAME as TABLE, TARGET};
use crate::browser::page;
use crate::browser::storage::{self, Area};

/// How long another tab's settings must stay the same before this tab adopts them, in milliseconds: they are
/// written at every letter.
const PAUSE: i32 = 500;

/// The settings. A part of the page's context.
#[derive(Clone, Copy)]
pub(crate) struct Connection {
    notices: Notices,
    /// Which API.
    pub(crate) api: RwSignal<Api>,
    /// The deployed API's URL, as typed.
    pub(crate) url: RwSignal<String>,
    /// The deployed table's name, as typed.
    pub(crate) table: RwSignal<String>,
    /// Whether the key is written to storage.
    pub(crate) keep_key: RwSignal<bool>,
    /// The key's ID at AWS, if the outputs have it.
    pub(crate) key_id: RwSignal<Option<String>>,
    /// How the user signs in, besides.
    pub(crate) sign_ins: SignIns,
    /// A sign-in on the page of a user pool.
    pub(crate) user_pool: UserPoolSignIn,
    /// The keys, as typed.
    keys: RwSignal<ApiKeys>,
    /// The address of the API whose URL was entered last; `None` if that is not a URL.
    base: RwSignal<Option<String>>,
    /// The ways that APIs have responded to, since the page was opened.
    known: StoredValue<Vec<(String, CorsAttempt)>>,
    /// Waits until another tab has finished its changes.
    timer: StoredValue<Option<page::Timer>>,
}

impl Connection {
    /// With the stored settings. Stores changes from now on, and follows other tabs.
    pub(crate) fn start(notices: Notices) -> Self {
        let sign_ins = SignIns::start();
        let connection = Self {
            notices,
            api: RwSignal::new(Api::Local),
            table: RwSignal::default(),
            url: RwSignal::default(),
            keep_key: RwSignal::new(false),
            key_id: RwSignal::default(),
            sign_ins,
            user_pool: UserPoolSignIn::new(notices, sign_ins),
            keys: RwSignal::default(),
            base: RwSignal::default(),
            known: StoredValue::default(),
            timer: StoredValue::new(None),
        };
        connection.read();
        connection.user_pool.finish();
        connection.listen();
        connection
    }

    /// The key for the API whose URL was entered last; reactive.
    pub(crate) fn key(self) -> String {
        self.base.with(|base| self.key_for(base.as_deref()))
    }

    /// The address of the API whose URL was entered last; reactive. `None` if that is not a URL.
    pub(crate) fn base(self) -> Option<String> {
        self.base.get()
    }

    /// The key for the API at an address, as [`address::check`] gives it; empty for none.
    pub(crate) fn key_for(self, base: Option<&str>) -> String {
        self.keys.with(|keys| keys.of(base).to_owned())
    }

    /// Another API was chosen.
    pub(crate) fn choose(self, api: Api) {
        self.api.set(api);
        // Settings that can't be stored last until the page is closed.
        let _ = storage::write(Area::Origin, TARGET, api.name());
    }

    /// The URL is being typed. It counts for the key once it was entered.
    pub(crate) fn url_typed(self, url: String) {
        let _ = storage::write(Area::Origin, URL, &url);
        self.url.set(url);
    }

    /// The URL was entered. A key belongs to one API only.
    pub(crate) fn url_entered(self) {
        let base = self.url.with_untracked(|url| address::check(url)).ok();
        let before = self.base.get_untracked();
        if before == base {
            return;
        }
        let had_key = self
            .keys
            .with_untracked(|keys| !keys.of(before.as_deref()).is_empty());
        let had_sign_in = self.signs_in_at(before.as_deref());
        if let Some(base) = &base {
            self.keys.update(|keys| keys.bind(base));
            self.sign_ins.bind(base);
        }
        if let (Some(before), Some(now)) = (&before, &base)
            && had_sign_in
            && !self.signs_in_at(Some(now))
        {
            self.notices.say(format!(
                "The sign-in belongs to {before} and is not sent here."
            ));
        }
        let has_key = self
            .keys
            .with_untracked(|keys| !keys.of(base.as_deref()).is_empty());
        if let (Some(before), Some(_)) = (&before, &base)
            && had_key
            && !has_key
        {
            self.notices.say(format!(
                "The API key belongs to {before} and is not sent here. Enter this API's key, if it has one."
            ));
        }
        self.base.set(base);
        self.key_id.set(None);
        self.keep();
        self.sign_ins.store(self.base.get_untracked().as_deref());
    }

    /// How the user signs in at the API whose URL was entered last; reactive.
    pub(crate) fn sign_in(self) -> SignIn {
        self.sign_ins.of(self.base.get().as_deref())
    }

    fn signs_in_at(self, base: Option<&str>) -> bool {
        untrack(|| self.sign_ins.of(base)).is_chosen()
    }

    /// The sign-in is being typed.
    pub(crate) fn change_sign_in(self, change: impl FnOnce(&mut SignIn)) {
        let base = self.base.get_untracked();
        self.sign_ins.change(base.as_deref(), change);
    }

    /// Leaves this page to sign in on that of the user pool.
    pub(crate) fn sign_in_at_user_pool(self) {
        self.user_pool.begin(self.base.get_untracked());
    }

    /// Whether to keep the sign-in until the tab is closed.
    pub(crate) fn keep_sign_in(self, keep: bool) {
        self.sign_ins
            .keep(self.base.get_untracked().as_deref(), keep);
    }

    /// The table's name is being typed.
    pub(crate) fn table_typed(self, table: String) {
        let _ = storage::write(Area::Origin, TABLE, &table);
        self.table.set(table);
    }

    /// The key is being typed.
    pub(crate) fn key_typed(self, key: String) {
        let base = self.base.get_untracked();
        self.keys.update(|keys| keys.enter(base.as_deref(), key));
        self.keep();
    }

    /// Whether to write the key to storage.
    pub(crate) fn keep_key(self, keep: bool) {
        self.keep_key.set(keep);
        self.keep();
    }

    /// The deployed API by its URL, table and key, checked.
    ///
    /// # Errors
    /// A sentence for the user.
    pub(crate) fn deployed(self) -> Result<Deployed, String> {
        // The field may not have been left yet.
        self.url_entered();
        let base = self.url.with_untracked(|url| address::check(url))?;
        let table = self
            .table
            .with_untracked(|name| address::check_table(name))?;
        let key = self
            .keys
            .with_untracked(|keys| address::check_key(keys.of(Some(&base))))?;
        let sign_in = untrack(|| self.sign_ins.of(Some(&base)));
        sign_in.check(&base, page::epoch_milliseconds() as u64)?;
        Ok(Deployed {
            sign_in: Box::new(sign_in),
            known: self.known(&base),
            abort: Abort::new(),
            base,
            table,
            key,
        })
    }

    /// Applies the outputs of a stack.
    pub(crate) fn take(self, outputs: Outputs) {
        self.choose(Api::Deployed);
        let before = self.base.get_untracked();
        if let Some(url) = outputs.url {
            self.url_typed(url);
            self.url_entered();
        }
        match outputs.table {
            Some(table) => self.table_typed(table),
            // The table of another stack.
            None if self.base.get_untracked() != before => self.table_typed(String::new()),
            None => {}
        }
        self.key_id.set(outputs.key_id);
        if let Some(client) = outputs.user_pool {
            self.change_sign_in(|sign_in| {
                sign_in.kind = SignInKind::UserPool;
                sign_in.client = client;
            });
        }
    }

    /// The ways that an API has responded to.
    fn known(self, base: &str) -> Vec<CorsAttempt> {
        self.known.with_value(|known| {
            let of_it = known.iter().filter(|(api, _)| api == base);
            of_it.map(|(_, attempt)| *attempt).collect()
        })
    }

    /// An API has responded to a request sent this way.
    pub(crate) fn went(self, base: &str, attempt: CorsAttempt) {
        self.known.update_value(|known| {
            let one = (base.to_owned(), attempt);
            if !known.contains(&one) {
                known.push(one);
            }
        });
    }

    /// Stores the key, if it is to be remembered.
    fn keep(self) {
        if self.keep_key.get_untracked() {
            let base = self.base.get_untracked();
            let text = self
                .keys
                .with_untracked(|keys| keys.to_json(base.as_deref()));
            let _ = storage::write(Area::Origin, KEY, &text);
        } else {
            storage::remove(Area::Origin, KEY);
        }
    }

    /// Applies the stored settings. Returns whether the API or table changed.
    fn read(self) -> bool {
        let text = |key| storage::read(Area::Origin, key);
        let api = Api::named(text(TARGET).as_deref());
        let (url, table) = (
            text(URL).unwrap_or_default(),
            text(TABLE).unwrap_or_default(),
        );
        let is_other = self.api.get_untracked() != api
            || self.url.with_untracked(|before| *before != url)
            || self.table.with_untracked(|before| *before != table);
        let base = address::check(&url).ok();
        if self.base.with_untracked(|before| *before != base) {
            self.key_id.set(None);
            self.base.set(base);
        }
        let key = text(KEY);
        if let Some(key) = &key {
            let shared = self.keep_key.get_untracked();
            self.keys.update(|keys| keys.add_json(key, shared));
        }
        self.keep_key.set(key.is_some());
        self.api.set(api);
        self.url.set(url);
        self.table.set(table);
        is_other
    }

    /// Follows the other tabs, so that all of them call the same API.
    fn listen(self) {
        let listener = window_event_listener(leptos::ev::storage, move |event| {
            // Without a key, all of the storage was cleared.
            let is_of_us = event
                .key()
                .is_none_or(|key| [TARGET, URL, TABLE, KEY].contains(&&key[..]));
            if is_of_us {
                self.follow_soon();
            }
        });
        on_cleanup(move || listener.remove());
    }

    fn follow_soon(self) {
        if let Some(timer) = self.timer.try_get_value().flatten() {
            page::cancel(timer);
        }
        let timer = page::after(PAUSE, move || {
            // The page may be closed by now.
            if self.timer.try_set_value(None).is_none() && self.read() {
                self.notices.say(match self.api.get_untracked() {
                    Api::Local => "Another tab switched to the local API; this tab follows.",
                    Api::File => "Another tab switched to the opened file; this tab follows.",
                    Api::Deployed => "Another tab changed the connection; this tab follows.",
                });
            }
        });
        self.timer.try_set_value(Some(timer));
    }
}
