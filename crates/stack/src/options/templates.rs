//! The mapping templates.

/// The mapping templates that turn requests into DynamoDB's and its answers into resumes.
///
/// The default ones are the files of the folder `templates/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingTemplates {
    /// `GET`'s request: the query string becomes a `GetItem` body.
    pub get_request: String,
    /// `GET`'s response: the item becomes a resume.
    pub get_response: String,
    /// `POST`'s request: the resume becomes a `PutItem` body.
    pub put_request: String,
    /// Either's response where DynamoDB refuses or fails: its error becomes a message for the caller.
    pub error_response: String,
}

impl Default for MappingTemplates {
    fn default() -> Self {
        Self {
            get_request: include_str!("../../../../templates/get_request.vm").to_owned(),
            get_response: include_str!("../../../../templates/get_response.vm").to_owned(),
            put_request: include_str!("../../../../templates/put_request.vm").to_owned(),
            error_response: include_str!("../../../../templates/error_response.vm").to_owned(),
        }
    }
}
