//! What can be chosen about the stack.

/// What can be chosen about the stack. The default is a table behind an open API, as small as it can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// What the table is paid by.
    pub capacity: Capacity,
    /// The API's name, as the API Gateway console lists it.
    pub api_name: String,
    /// The stage's name, the path of every URL: letters, digits, `-` and `_`.
    pub stage: String,
    /// The origin that may call the API from a browser: `*` or such as `https://example.org`.
    pub allow_origin: String,
    /// The mapping templates of the methods.
    pub templates: MappingTemplates,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            capacity: Capacity::default(),
            api_name: "resume".to_owned(),
            stage: "prod".to_owned(),
            allow_origin: "*".to_owned(),
            templates: MappingTemplates::default(),
        }
    }
}

/// What a table is paid by: its `BillingMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capacity {
    /// `PROVISIONED`: so many units at any time, each a read or a write in a second.
    Provisioned {
        /// `ReadCapacityUnits`, of up to 4 kB.
        read: u32,
        /// `WriteCapacityUnits`, of up to 1 kB.
        write: u32,
    },
    /// `PAY_PER_REQUEST`.
    OnDemand,
}

impl Default for Capacity {
    fn default() -> Self {
        Self::Provisioned { read: 1, write: 1 }
    }
}

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
}

impl Default for MappingTemplates {
    fn default() -> Self {
        Self {
            get_request: include_str!("../../../templates/get_request.vm").to_owned(),
            get_response: include_str!("../../../templates/get_response.vm").to_owned(),
            put_request: include_str!("../../../templates/put_request.vm").to_owned(),
        }
    }
}
