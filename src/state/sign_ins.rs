//! How the user signs in at deployed APIs, each with the address of its API.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use view::prelude::*;

use crate::api::sign_in::{SignIn, SignInKind};
use crate::api::user_pool::{User, UserPoolClient};
use crate::browser::keys::{SIGN_IN, USER_POOL};
use crate::browser::storage::{self, Area};

/// The sign-ins by the address of their API, as [`crate::api::address::check`] returns it; `None` is one that was entered before
/// any address. Its secrets are sent only to its own address.
#[derive(Clone, Default, PartialEq, Eq)]
struct ByAddress(BTreeMap<Option<String>, SignIn>);

impl ByAddress {
    fn of(&self, base: Option<&str>) -> SignIn {
        let found = self.0.get(&base.map(str::to_owned));
        found.cloned().unwrap_or_default()
    }

    fn enter(&mut self, base: Option<&str>, sign_in: SignIn) {
        self.0.insert(base.map(str::to_owned), sign_in);
    }

    fn bind(&mut self, base: &str) {
        if let Some(first) = self.0.remove(&None) {
            self.0.entry(Some(base.to_owned())).or_insert(first);
        }
    }

    /// The one of an address as text for the tab's storage: address and secrets in one value.
    fn to_json(&self, base: &str) -> String {
        let SignIn {
            kind,
            key_id,
            secret,
            session_token,
            region,
            token,
            client,
            user,
        } = self.of(Some(base));
        json!({
            "url": base,
            "kind": kind.name(),
            "keyId": key_id,
            "secret": secret,
            "sessionToken": session_token,
            "region": region,
            "token": token,
            "page": client.page,
            "client": client.id,
            "user": user.map(|user| json!({
                "token": user.token,
                "name": user.name,
                "expires": user.expires,
            })),
        })
        .to_string()
    }

    /// The user pool of an address as text, without its user.
    fn pool_json(&self, base: &str) -> Option<String> {
        let sign_in = self.of(Some(base));
        (sign_in.kind == SignInKind::UserPool).then(|| {
            json!({
                "url": base,
                "kind": SignInKind::UserPool.name(),
                "page": sign_in.client.page,
                "client": sign_in.client.id,
            })
            .to_string()
        })
    }

    /// Adds the one from the text of [`ByAddress::to_json`]; any other text has none.
    fn add_json(&mut self, text: &str) {
        let kept: Value = serde_json::from_str(text).unwrap_or_default();
        let member = |name: &str| {
            let text = kept.get(name).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let (base, name) = (member("url"), member("kind"));
        let kind = SignInKind::ALL.into_iter().find(|kind| kind.name() == name);
        if let Some(kind) = kind.filter(|_| !base.is_empty()) {
            let sign_in = SignIn {
                kind,
                key_id: member("keyId"),
                secret: member("secret"),
                session_token: member("sessionToken"),
                region: member("region"),
                token: member("token"),
                client: UserPoolClient {
                    page: member("page"),
                    id: member("client"),
                },
                user: kept.get("user").and_then(user),
            };
            self.enter(Some(&base), sign_in);
        }
    }
}

fn user(kept: &Value) -> Option<User> {
    Some(User {
        token: kept.get("token")?.as_str()?.to_owned(),
        name: kept.get("name")?.as_str()?.to_owned(),
        expires: kept.get("expires")?.as_u64()?,
    })
}

/// The sign-ins. A part of the connection.
#[derive(Clone, Copy)]
pub(crate) struct SignIns {
    by_address: RwSignal<ByAddress>,
    /// Whether the present one is kept in the tab's storage, until the tab is closed.
    pub(crate) keep: RwSignal<bool>,
}

impl SignIns {
    /// With the one that the tab kept before a reload.
    pub(super) fn start() -> Self {
        let kept = storage::read(Area::Tab, SIGN_IN);
        let mut by_address = ByAddress::default();
        if let Some(text) = storage::read(Area::Origin, USER_POOL) {
            by_address.add_json(&text);
        }
        if let Some(text) = &kept {
            by_address.add_json(text);
        }
        Self {
            by_address: RwSignal::new(by_address),
            keep: RwSignal::new(kept.is_some()),
        }
    }

    /// The one for an address; reactive.
    pub(super) fn of(self, base: Option<&str>) -> SignIn {
        self.by_address.with(|all| all.of(base))
    }

    /// One is being typed for an address.
    pub(super) fn change(self, base: Option<&str>, change: impl FnOnce(&mut SignIn)) {
        self.by_address.update(|all| {
            let mut sign_in = all.of(base);
            change(&mut sign_in);
            all.enter(base, sign_in);
        });
        self.store(base);
    }

    /// An address was entered: what was entered before it is for this one, unless it has one already.
    pub(super) fn bind(self, base: &str) {
        self.by_address.update(|all| all.bind(base));
    }

    /// Whether to keep it.
    pub(super) fn keep(self, base: Option<&str>, keep: bool) {
        self.keep.set(keep);
        self.store(base);
    }

    /// Stores the one of an address, if it is to be kept; the user pool of it in any case, which is no secret. One without an address could be sent anywhere.
    pub(super) fn store(self, base: Option<&str>) {
        if let Some(base) = base {
            let pool = self.by_address.with_untracked(|all| all.pool_json(base));
            if let Some(pool) = pool {
                let _ = storage::write(Area::Origin, USER_POOL, &pool);
            }
        }
        match base.filter(|_| self.keep.get_untracked()) {
            Some(base) => {
                let text = self.by_address.with_untracked(|all| all.to_json(base));
                // Without storage it lasts until the page is closed.
                let _ = storage::write(Area::Tab, SIGN_IN, &text);
            }
            None => storage::remove(Area::Tab, SIGN_IN),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Option<&str> = Some("https://a.example/");
    const B: Option<&str> = Some("https://b.example/");

    fn token(token: &str) -> SignIn {
        SignIn {
            kind: SignInKind::Token,
            token: token.to_owned(),
            ..SignIn::default()
        }
    }

    fn texts(all: &ByAddress) -> [String; 3] {
        [A, B, None].map(|base| all.of(base).token)
    }

    #[test]
    fn one_is_of_its_address_alone() {
        let mut all = ByAddress::default();
        all.enter(None, token("first"));
        all.bind("https://a.example/");
        all.bind("https://b.example/");
        assert_eq!(texts(&all), ["first", "", ""]);
        all.enter(None, token("second"));
        all.bind("https://a.example/");
        assert_eq!(texts(&all), ["first", "", ""]);
    }

    #[test]
    fn the_text_in_storage_names_the_address() {
        let mut all = ByAddress::default();
        all.enter(A, token("of-a"));
        let mut read = ByAddress::default();
        read.add_json(&all.to_json("https://a.example/"));
        assert!(read.of(A) == token("of-a"));
        assert!(!read.of(B).is_chosen());
        assert!(!all.to_json("https://b.example/").contains("of-a"));
        for text in [
            "",
            "{",
            "[]",
            r#"{"kind": "Token", "token": "x"}"#,
            r#"{"url": "u"}"#,
        ] {
            let mut read = ByAddress::default();
            read.add_json(text);
            assert!(read == ByAddress::default(), "{text}");
        }
    }
}
