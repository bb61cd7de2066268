//! The names of all that the page keeps in the browser. `start.js` and `theme.js` know some of them, too.
//!
//! What holds more than a plain word is a record with a `version`. A record of a newer version, or one that can't be
//! read, is set aside ([`super::aside`]) rather than overwritten.

/// The draft of the time before the database: the resume's JSON. Moved into the database when it is found.
pub(crate) const FORMER_DRAFT: &str = "resume-console.draft";
/// In the tab's own storage, of that time: what was typed while another tab's draft stood in its way.
pub(crate) const FORMER_HELD: &str = "resume-console.draft-of-this-tab";
/// Of that time: a draft that was not a resume.
pub(crate) const FORMER_UNREADABLE: &str = "resume-console.draft-unreadable";
/// Begins the keys of drafts that are not in the database: it was out of reach, or the page was closed too early.
pub(crate) const DRAFTS: &str = "resume-console.drafts.";
/// The channel on which tabs tell each other of their drafts.
pub(crate) const DRAFTS_CHANGED: &str = "resume-console.drafts";
/// In the tab's own storage: which draft it went on with.
pub(crate) const OWN_DRAFT: &str = "resume-console.own-draft";
/// In the tab's own storage: a name for the tab.
pub(crate) const TAB: &str = "resume-console.tab";
/// Begins the keys of stages that were begun and did not come to their end.
pub(crate) const UNFINISHED: &str = "resume-console.unfinished.";
/// Begins the keys of records that were set aside.
pub(crate) const ASIDE: &str = "resume-console.aside.";
/// The stack's options.
pub(crate) const STACK: &str = "resume-console.stack";
/// Options that could not be read, of the time before [`ASIDE`].
pub(crate) const FORMER_STACK_UNREADABLE: &str = "resume-console.stack-unreadable";
/// In the tab's own storage: the versions of resumes that it has seen.
pub(crate) const VERSIONS: &str = "resume-console.versions";
/// Which API is called.
pub(crate) const TARGET: &str = "resume-console.target";
/// The deployed API's URL.
pub(crate) const API_URL: &str = "resume-console.api-url";
/// The deployed table's name.
pub(crate) const TABLE_NAME: &str = "resume-console.table-name";
/// The key with the address that it is for; there where the key is to be remembered, even if there is none yet. A
/// secret: it is never set aside.
pub(crate) const API_KEY: &str = "resume-console.api-key";
/// The chosen colours.
pub(crate) const THEME: &str = "resume-console.theme";
/// Whether JSON is set out for reading.
pub(crate) const INDENT: &str = "resume-console.indent";
/// The stack's name in the printed commands.
pub(crate) const STACK_NAME: &str = "resume-console.stack-name";
/// The region in the printed commands.
pub(crate) const STACK_REGION: &str = "resume-console.stack-region";
/// The local table of the time before the database, as one text.
pub(crate) const FORMER_LOCAL_TABLE: &str = "resume-console.local-table";
/// The channel on which tabs tell each other that the local table has changed.
pub(crate) const LOCAL_TABLE_CHANGED: &str = "resume-console.local-table";
/// The resumes over which a save has to be confirmed, in this browser.
pub(crate) const UNCONFIRMED: &str = "resume-console.unconfirmed";
