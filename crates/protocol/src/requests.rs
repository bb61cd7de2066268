//! The requests that the console sends.

use exchange::Request;

/// The version that saves or deletes a resume unconditionally.
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
    without_body("GET", "/", table, &[("id", Some(id))])
}

/// The path of the list.
pub const LIST_PATH: &str = "/resumes";

/// Lists a page of the resumes in a table: the first, or the one that continues after `next`.
#[must_use]
pub fn list(table: &str, next: Option<&str>) -> Request {
    without_body("GET", LIST_PATH, table, &[("next", next)])
}

/// Deletes the resume of an ID from a table; with a version, only if the stored one has it.
#[must_use]
pub fn delete(table: &str, id: &str, version: Option<&str>) -> Request {
    let parameters = [("id", Some(id)), ("version", version)];
    without_body("DELETE", "/", table, &parameters)
}

fn without_body(
    method: &str,
    path: &str,
    table: &str,
    parameters: &[(&str, Option<&str>)],
) -> Request {
    let given = parameters
        .iter()
        .filter_map(|(name, value)| Some(((*name).to_owned(), (*value)?.to_owned())));
    Request {
        method: method.to_owned(),
        path: path.to_owned(),
        query: std::iter::once(("tablename".to_owned(), table.to_owned()))
            .chain(given)
            .collect(),
        headers: vec![("Accept".to_owned(), "application/json".to_owned())],
        body: String::new(),
    }
}
