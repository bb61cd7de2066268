//! Operations besides save and load.

/// The request template of `GET /resumes`: a page of a `Scan`.
pub const LIST_REQUEST: &str = include_str!("../../../templates/list_request.vm");
/// The response template of `GET /resumes`.
pub const LIST_RESPONSE: &str = include_str!("../../../templates/list_response.vm");
/// The request template of `DELETE`: the query string becomes a `DeleteItem` body.
pub const DELETE_REQUEST: &str = include_str!("../../../templates/delete_request.vm");
/// The response template of `DELETE`, with 404 where there was no such item.
pub const DELETE_RESPONSE: &str = include_str!("../../../templates/delete_response.vm");
/// The response template of `DELETE` where DynamoDB rejects the request.
pub const DELETE_ERROR_RESPONSE: &str = include_str!("../../../templates/delete_error_response.vm");

/// What the API does besides saving (`POST`) and loading (`GET`). Both ask for what `POST` asks for, since a list shows all IDs.
///
/// | operation | request | response |
/// |---|---|---|
/// | list | `GET /resumes` | 200, `{"resumes": [{"id": …, "name": …, "title": …}], "next": …}` in no order: at most 100 |
/// | list fewer at once | `GET /resumes?limit=10` (1 to 99) | as above |
/// | list the page after it | `GET /resumes?next=NEXT` (URL-encoded) | as above; `"next": null` on the last page |
/// | delete | `DELETE /?id=ID` | 200, `{}`; 404 if there is none |
///
/// With [lost-update protection](crate::Options::lost_update_protection) a listed resume has its `version`, and `DELETE` needs it:
///
/// | request | response |
/// |---|---|
/// | `DELETE /?id=ID&version=VERSION` | 200; 409 if another version is stored |
/// | `DELETE /?id=ID` | 200 if the stored one has no version, else 409 |
/// | `DELETE /?id=ID&version=*` | 200, whatever is stored |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    /// Whether `GET /resumes` lists the stored resumes.
    pub list: bool,
    /// Whether `DELETE` removes one.
    pub delete: bool,
}

impl Operations {
    /// Whether there is one.
    #[must_use]
    pub fn any(self) -> bool {
        self.list || self.delete
    }
}
