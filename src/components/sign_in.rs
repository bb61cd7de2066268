//! How the user signs in at a deployed API.

use view::prelude::*;

use super::controls::{Checkbox, Segments, TextInput};
use crate::api::address;
use crate::api::sign_in::{SignIn, SignInKind};
use crate::browser::address_bar::own_page;
use crate::browser::page;
use crate::state::Console;
use crate::state::connection::Connection;

/// The chosen way to sign in.
pub(crate) const SIGN_IN_CHOICE: &str = "[name='sign-in']:checked";

/// The way to sign in, and its fields.
#[component]
pub(crate) fn SignInFields() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let kind = Memo::new(move |_| connection.sign_in().kind);
    let choose = move |kind| connection.change_sign_in(|sign_in| sign_in.kind = kind);
    let fields = move || match kind.get() {
        SignInKind::Nothing => None,
        SignInKind::AccessKey => Some(access_key(connection).into_any()),
        SignInKind::UserPool => Some(user_pool(connection).into_any()),
        SignInKind::Token => Some(token().into_any()),
    };
    view! {
        <div class="field full">
            <span class="label" aria-hidden="true">
                "Sign-in"
            </span>
            <Segments
                legend="Sign-in"
                name="sign-in"
                choices=SignInKind::ALL.map(|kind| (kind, kind.name())).to_vec()
                chosen=kind
                choose
            />
        </div>
        {live(fields)}
        <Show when=move || kind.get() != SignInKind::Nothing>
            <Problem />
            <Checkbox
                id="keep-sign-in"
                label="Keep it until this tab is closed"
                checked=connection.sign_ins.keep
                changed=move |keep| connection.keep_sign_in(keep)
                hint=Signal::derive(move || {
                    if connection.sign_ins.keep.get() {
                        "Stored unencrypted for this tab, also over a reload. Any script of this page's origin in this tab can read it."
                    } else {
                        "Not stored; cleared on reload."
                    }
                        .to_owned()
                })
            />
        </Show>
    }
}

/// What is missing or wrong.
#[component]
fn Problem() -> impl IntoView {
    let connection = Console::here().calls.connection;
    let problem = move || {
        let base = connection.base()?;
        let sign_in = connection.sign_in();
        // Its own status says what is missing.
        if sign_in.kind == SignInKind::UserPool {
            return None;
        }
        sign_in.check(&base, now()).err()
    };
    view! {
        <span class="hint full" role="status">
            {live(problem)}
        </span>
    }
}

/// The fields of an access key.
fn access_key(connection: Connection) -> impl IntoView {
    let region = Memo::new(move |_| {
        let base = connection.base().unwrap_or_default();
        address::region(&base).map(str::to_owned)
    });
    view! {
        <Text
            id="access-key-id"
            label="Access key ID"
            get=|sign_in| &sign_in.key_id
            set=|sign_in, text| sign_in.key_id = text
            hint="A key of an IAM user or role that may invoke the API, and nothing else, is best."
        />
        <Text
            id="secret-access-key"
            label="Secret access key"
            secret=true
            get=|sign_in| &sign_in.secret
            set=|sign_in, text| sign_in.secret = text
            hint="Signs each request here; it is not sent."
        />
        <Text
            id="session-token"
            label="Session token"
            secret=true
            get=|sign_in| &sign_in.session_token
            set=|sign_in, text| sign_in.session_token = text
            hint="Of a temporary key, whose ID starts with ASIA. Sent with each request."
        />
        <Show when=move || region.with(Option::is_none)>
            <Text
                id="api-region"
                label="Region"
                get=|sign_in| &sign_in.region
                set=|sign_in, text| sign_in.region = text
                hint="The API's region, which this URL does not name: such as eu-west-1."
            />
        </Show>
    }
}

fn now() -> u64 {
    page::epoch_milliseconds() as u64
}

/// The fields of a user pool, and who is signed in.
fn user_pool(connection: Connection) -> impl IntoView {
    let user = Memo::new(move |_| connection.sign_in().user);
    let is_busy = connection.user_pool.is_busy;
    let status = move || {
        let problem = connection.user_pool.problem.get();
        match user.get() {
            _ if is_busy.get() => "Signing in…".to_owned(),
            Some(user) if user.expires > now() => format!(
                "Signed in as {} until {}.",
                user.name,
                page::time_of_day(user.expires as f64)
            ),
            Some(_) => "The sign-in has expired: sign in again.".to_owned(),
            None if !problem.is_empty() => problem,
            None => "Not signed in.".to_owned(),
        }
    };
    view! {
        <Text
            id="sign-in-page"
            label="Sign-in page"
            get=|sign_in| &sign_in.client.page
            set=|sign_in, text| sign_in.client.page = text
            hint="The stack's output SignInUrl, such as https://….auth.eu-west-1.amazoncognito.com."
        />
        <Text
            id="app-client-id"
            label="App client ID"
            get=|sign_in| &sign_in.client.id
            set=|sign_in, text| sign_in.client.id = text
            hint="The stack's output UserPoolClientId."
        />
        <div class="field full">
            <p class="sign-in-actions">
                <button
                    type="button"
                    class="button"
                    disabled=move || is_busy.get()
                    on:click=move |_| connection.sign_in_at_user_pool()
                >
                    {move || if user.with(Option::is_some) { "Sign in again" } else { "Sign in" }}
                </button>
                " "
                <Show when=move || user.with(Option::is_some)>
                    <button type="button" class="button" on:click=move |_| connection.change_sign_in(|sign_in| sign_in.user = None)>
                        "Forget the sign-in"
                    </button>
                </Show>
            </p>
            <p role="status" class="sign-in-status">
                {live(status)}
            </p>
            <span class="hint">
                "On the user pool's own page, which returns to this one; the draft stays. The app client must list this page as a callback URL: "
                <code>{own_page()}</code> " (the stack's option \"Pages to return to after sign-in\")."
            </span>
        </div>
    }
}

/// The field of a token.
fn token() -> impl IntoView {
    view! {
        <Text
            id="id-token"
            label="ID token"
            secret=true
            get=|sign_in| &sign_in.token
            set=|sign_in, text| sign_in.token = text
            hint="Of a user who is signed in to the API's user pool. Sent as Authorization, as it is, and valid for an hour or so."
        />
    }
}

/// A text of the sign-in.
#[component]
fn Text(
    id: &'static str,
    label: &'static str,
    /// Whether it is not shown.
    #[prop(optional)]
    secret: bool,
    get: fn(&SignIn) -> &String,
    set: fn(&mut SignIn, String),
    hint: &'static str,
) -> impl IntoView {
    let connection = Console::here().calls.connection;
    let value = Memo::new(move |_| get(&connection.sign_in()).clone());
    let kind = if secret { "password" } else { "text" };
    view! {
        <TextInput
            id
            label
            width="full"
            kind=Signal::stored(kind)
            value
            typed=move |text| connection.change_sign_in(|sign_in| set(sign_in, text))
            hint=Signal::stored(Some(hint.to_owned()))
        />
    }
}
