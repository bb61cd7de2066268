//! The names of all that the page stores in the browser. `public/start.js` and `public/theme.js` know some of
//! them, too: `tests/structure.rs` compares. The tests in `e2e/tests/` write some in the form that earlier versions stored.
//!
//! Values of more than a plain word are records with a `version`, or lists. A record of a newer version, and what can't be
//! read, is set aside rather than overwritten.

/// The draft of versions before the database: the resume's JSON. Moved into the database when found.
pub const FORMER_DRAFT: &str = "resume-console.draft";
/// In the tab's storage, of those versions: text typed while another tab's draft had priority.
pub const FORMER_HELD: &str = "resume-console.draft-of-this-tab";
/// Of those versions: a draft that was not a resume.
pub const FORMER_UNREADABLE: &str = "resume-console.draft-unreadable";
/// Prefix of drafts that are not in the database: it was not available, or the page was closed too early.
pub const DRAFTS: &str = "resume-console.drafts.";
/// The channel for changes of drafts.
pub const DRAFTS_CHANGED: &str = "resume-console.drafts";
/// In the tab's storage: the draft that it continued.
pub const OWN_DRAFT: &str = "resume-console.own-draft";
/// In the tab's storage: what could be undone when the page was left.
pub const UNDO: &str = "resume-console.undo";
/// In the tab's storage: a name for the tab.
pub const TAB: &str = "resume-console.tab";
/// Prefix of stages that started and did not end.
pub const UNFINISHED: &str = "resume-console.unfinished.";
/// Prefix of records that were set aside.
pub const ASIDE: &str = "resume-console.aside.";
/// The cases of the mapping templates, and the input that they are tried with.
pub const TEMPLATE_CASES: &str = "resume-console.template-cases";
/// The stack's options.
pub const STACK: &str = "resume-console.stack";
/// Unreadable options of versions before [`ASIDE`].
pub const FORMER_STACK_UNREADABLE: &str = "resume-console.stack-unreadable";
/// In the tab's storage: the versions of resumes that it has loaded.
pub const VERSIONS: &str = "resume-console.versions";
/// In the tab's storage: the resume that it saved or loaded last.
pub const BASELINE: &str = "resume-console.baseline";
/// Which API is called.
pub const TARGET: &str = "resume-console.target";
/// The deployed API's URL.
pub const API_URL: &str = "resume-console.api-url";
/// The deployed table's name.
pub const TABLE_NAME: &str = "resume-console.table-name";
/// The API key with its address; present if the key is to be remembered, even if there is none yet. A
/// secret: it is never set aside.
pub const API_KEY: &str = "resume-console.api-key";
/// In the tab's storage: how the user signs in at an API, with its address; present if it is to be kept until the tab is closed. A
/// secret: it is never set aside.
pub const SIGN_IN: &str = "resume-console.sign-in";
/// In the tab's storage: a sign-in for which the page was left, until it is shown again.
pub const PENDING_SIGN_IN: &str = "resume-console.pending-sign-in";
/// The app client of a user pool and its sign-in page, with the address of their API.
pub const USER_POOL: &str = "resume-console.user-pool";
/// The chosen theme.
pub const THEME: &str = "resume-console.theme";
/// In the tab's storage: a text typed as the resume's JSON that is not a resume yet.
pub const JSON_TEXT: &str = "resume-console.json-text";
/// How JSON is shown.
pub const JSON_STYLE: &str = "resume-console.indent";
/// The design of the printed resume.
pub const DESIGN: &str = "resume-console.design";
/// The paper of the printed resume.
pub const PAPER: &str = "resume-console.paper";
/// The sections of the stack's options that are folded: their names, with commas between.
pub const FOLDED: &str = "resume-console.folded";
/// The form's share of the width, in percent.
pub const FORM_SHARE: &str = "resume-console.form-share";
/// The stack's name in the printed commands.
pub const STACK_NAME: &str = "resume-console.stack-name";
/// The region in the printed commands.
pub const STACK_REGION: &str = "resume-console.stack-region";
/// The local table of versions before the database, as one text.
pub const FORMER_LOCAL_TABLE: &str = "resume-console.local-table";
/// The channel for changes of the local table.
pub const LOCAL_TABLE_CHANGED: &str = "resume-console.local-table";
/// The resumes for which a save must be confirmed, in this browser.
pub const UNCONFIRMED: &str = "resume-console.unconfirmed";
/// The property of `window` that holds this page's draft, for `start.js` when the rest of the page has failed. It is lost
/// with the page.
pub const SHARED_DRAFT: &str = "consoleDraft";
/// The name of the database of the local API's tables.
pub const ITEMS_DATABASE: &str = "resume-console";
/// The name of the database of the drafts.
pub const DRAFTS_DATABASE: &str = "resume-console-drafts";
/// The name of the database of the calls' history.
pub const HISTORY_DATABASE: &str = "resume-console-history";
