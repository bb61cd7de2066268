//! Calls of the local API.

use exchange::{Exchange, Request};
use serde::{Deserialize, Serialize};

use crate::ApiSource;

/// The name of the local API's table: the one that a stack `resume` generates for its resource `Table`.
pub const LOCAL_TABLE: &str = "resume-Table";

/// An item of a local table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredItem {
    /// Where it is stored: the name of its table, after [`ApiSource::table_prefix`].
    pub table: String,
    /// Its primary key, as text.
    pub key: String,
    /// The item as DynamoDB JSON; `None` if it was deleted.
    pub item: Option<String>,
}

/// The local API's items that are not in its database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalItems {
    /// Those that could not be stored. They last as long as the page, take precedence over what is stored, and are tried again with
    /// each call.
    pub unkept: Vec<StoredItem>,
    /// The tables of versions before the database, as one text.
    pub former: Option<String>,
}

/// Calls the local API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// The API.
    pub api: ApiSource,
    /// The request.
    pub request: Request,
    /// Whether the caller is signed in, for methods with an authorizer or IAM authorization.
    pub signed_in: bool,
    /// The items that are not in the database.
    pub items: LocalItems,
}

/// The answer to a call.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Called {
    /// Request and response.
    pub exchange: Exchange,
    /// Why the database could not be used, as a part of a sentence; `None` if it was.
    pub not_stored: Option<String>,
    /// How many damaged records were set aside.
    pub damaged: usize,
    /// The items that are not in the database now.
    pub items: LocalItems,
}

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CallFailure {
    /// The template can't be run: why.
    NoLocalApi(String),
    /// The table is that of a newer page.
    NewerPage,
    /// It was cancelled. Nothing was written.
    Cancelled,
}

/// The IDs of the resumes in the local table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// The API.
    pub api: ApiSource,
    /// The items that are not in the database.
    pub items: LocalItems,
}
