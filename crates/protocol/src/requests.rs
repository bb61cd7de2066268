//! The two requests that the console sends.

use exchange::Request;

/// The version that saves a resume unconditionally.
pub const ANY_VERSION: &str = "*";

/// Saves a resume, given as JSON, in a table; with a version, only if the stored one has it.
#[must_use]
pub fn save(table: &str, resume: String, version: Option<&str>) -> Request {
    let version = version.map(|version| ("version".to_owned(), version.to_owned()));
    Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: std::iter::once(("tablename".to_owned(), table.to_owned()))
            .chain(version)
            .collect(),
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("Accept".to_owned(), "application/json".to_owned()),
        ],
        body: resume,
    }
}

/// Loads the resume of an ID from a table.
#[must_use]
pub fn read(table: &str, id: &str) -> Request {
    Request {
        method: "GET".to_owned(),
        path: "/".to_owned(),
        query: vec![
            ("tablename".to_owned(), table.to_owned()),
            ("id".to_owned(), id.to_owned()),
        ],
        headers: vec![("Accept".to_owned(), "application/json".to_owned())],
        body: String::new(),
    }
}
