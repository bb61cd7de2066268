//! The API that is run: that of the options, or one of an opened file, as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use exchange::Request;
use serde::{Deserialize, Serialize};

use crate::StackOptions;

/// Where the API that is run comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ApiSource {
    /// The template that the options give.
    Options(Arc<StackOptions>),
    /// A file, as it is.
    File(Arc<ApiFile>),
}

impl Default for ApiSource {
    fn default() -> Self {
        Self::Options(Arc::default())
    }
}

impl From<Arc<StackOptions>> for ApiSource {
    fn from(stack: Arc<StackOptions>) -> Self {
        Self::Options(stack)
    }
}

impl From<Arc<ApiFile>> for ApiSource {
    fn from(file: Arc<ApiFile>) -> Self {
        Self::File(file)
    }
}

impl ApiSource {
    /// What stands before the names of its tables where they are stored, so that a file's tables are apart from those of the options and of
    /// other files. A table's name has no space and no slash.
    #[must_use]
    pub fn table_prefix(&self) -> String {
        match self {
            Self::Options(_) => String::new(),
            Self::File(file) => format!("{} / ", file.name),
        }
    }
}

/// An API of a file: a CloudFormation or SAM template, or an OpenAPI document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApiFile {
    /// The file's name.
    pub name: String,
    /// Its text.
    pub text: Arc<str>,
    /// Which of its APIs, by name; empty for the first.
    pub api: String,
    /// Mapping templates with another text than in the file, by [`ListedTemplate::key`].
    pub edits: BTreeMap<String, Arc<str>>,
    /// The responses of integrations that are not run here.
    pub prepared: Vec<PreparedResponse>,
}

/// What an integration that is not run here (a Lambda function, an HTTP endpoint, another service) responds with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedResponse {
    /// The method's `HttpMethod`, possibly `ANY`.
    pub http_method: String,
    /// Its resource's path, such as `/notes/{id}`.
    pub path: String,
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// Lists the APIs of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListApis {
    /// The file's text.
    pub text: Arc<str>,
}

/// Writes a file with its edited mapping templates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteFile {
    /// The file.
    pub file: Arc<ApiFile>,
}

/// An API of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListedApi {
    /// Its name.
    pub name: String,
    /// Its methods in the file's order, at least one.
    pub methods: Vec<ListedMethod>,
    /// Their mapping templates, in the order of the methods.
    pub templates: Vec<ListedTemplate>,
    /// The name of the table that a save or a load of a resume names; empty if the file has none.
    pub table: String,
    /// The names of the file's tables.
    pub tables: Vec<String>,
    /// What stands for a value that the file does not have, and what could not be read and is not needed; in sentences without a full stop.
    pub notes: Vec<String>,
    /// Problems of its methods and models: calls of such a method are responded to with 500, as at AWS.
    pub problems: Vec<String>,
}

/// A method of a listed API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ListedMethod {
    /// `HttpMethod`, possibly `ANY`.
    pub http_method: String,
    /// The resource's path.
    pub path: String,
    /// What it calls, such as `DynamoDB PutItem`, `Mock` or `Lambda`.
    pub integration: String,
    /// Whether that is run here.
    pub is_run: bool,
    /// Whether it asks for a caller who is signed in: by an authorizer or IAM.
    pub needs_sign_in: bool,
    /// A request to begin with: the fields that its mapping template reads, with example values.
    pub example: Request,
}

impl ListedMethod {
    /// `POST /notes`
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.http_method, self.path)
    }
}

/// A mapping template of a listed API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedTemplate {
    /// Its name among all of the API: `POST /notes request application/json`, `GET /notes response 200 application/json`.
    pub key: String,
    /// The index of its method.
    pub method: u32,
    /// The text in the file.
    pub text: Arc<str>,
}
