//! The two requests that the console sends.

use gateway::Request;

/// Stores a resume, given as JSON, in a table.
pub(crate) fn save(table: &str, resume: String) -> Request {
    Request {
        method: "POST".to_owned(),
        path: "/".to_owned(),
        query: vec![("tablename".to_owned(), table.to_owned())],
        headers: vec![
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("Accept".to_owned(), "application/json".to_owned()),
        ],
        body: resume,
    }
}

/// Reads the resume of an ID from a table.
pub(crate) fn read(table: &str, id: &str) -> Request {
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
