//! The mapping templates.

use std::borrow::Cow;

use crate::by_field;

/// Which fields of a resume the API stores: the mapping templates of its methods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Templates {
    /// Whatever a resume has, of any type and nested as deep as DynamoDB stores it.
    AnyShape,
    /// The fields of [`resume::Resume::SHAPE`] as text, each on its own line, in the layout of the published example.
    ///
    /// A field that is missing or `null` loads as an empty text, a list as an empty one. The request model rejects any
    /// other field, and numbers and booleans where text belongs. Without [`validation`](crate::Options::validation) other
    /// fields are lost, and numbers and booleans become text.
    ByField,
    /// Other ones, of a template that was read.
    Own(Box<MappingTemplates>),
}

impl Templates {
    /// Their texts.
    #[must_use]
    pub fn texts(&self) -> Cow<'_, MappingTemplates> {
        match self {
            Self::AnyShape => Cow::Owned(MappingTemplates::default()),
            Self::ByField => Cow::Owned(MappingTemplates::by_field()),
            Self::Own(texts) => Cow::Borrowed(texts),
        }
    }
}

impl From<MappingTemplates> for Templates {
    /// The option that these are the texts of.
    fn from(texts: MappingTemplates) -> Self {
        for option in [Self::AnyShape, Self::ByField] {
            if *option.texts() == texts {
                return option;
            }
        }
        Self::Own(Box::new(texts))
    }
}

/// The mapping templates that turn requests into DynamoDB's and its responses into resumes.
///
/// The default ones are the files of the folder `templates/` that keep a resume of any shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingTemplates {
    /// `GET`'s request: the query string becomes a `GetItem` body.
    pub get_request: String,
    /// `GET`'s response: the item becomes a resume.
    pub get_response: String,
    /// `POST`'s request: the resume becomes a `PutItem` body.
    pub put_request: String,
    /// Either's response where DynamoDB rejects the request or fails: its error becomes a message for the caller.
    pub error_response: String,
}

impl MappingTemplates {
    /// Those with a line for each field of a resume.
    #[must_use]
    pub fn by_field() -> Self {
        Self {
            get_response: by_field::get_response(),
            put_request: by_field::put_request(),
            ..Self::default()
        }
    }
}

impl Default for MappingTemplates {
    fn default() -> Self {
        Self {
            get_request: include_str!("../../../templates/get_request.vm").to_owned(),
            get_response: include_str!("../../../templates/get_response.vm").to_owned(),
            put_request: include_str!("../../../templates/put_request.vm").to_owned(),
            error_response: include_str!("../../../templates/error_response.vm").to_owned(),
        }
    }
}
