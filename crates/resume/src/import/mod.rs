//! Reading a resume of another format.
//!
//! | format | recognised by |
//! |---|---|
//! | [`Format::JsonResume`] | `$schema` of JSON Resume, `basics`, or `work` as a list |
//! | [`Format::DynamoDb`] | values such as `{"S": "text"}`; `Item` or `Attributes` around them, or `Items` with one item |
//! | [`Format::Resume`] | fields of a [`Resume`], in its shape |
//! | [`Format::Near`] | fields of a resume in another shape or by another name |
//!
//! What is read lists what was done ([`Imported::notes`]), to show before anything is replaced:
//!
//! ```
//! let text = r#"{
//!     "basics": {"name": "Ada", "location": {"city": "London", "countryCode": "GB"}},
//!     "interests": [{"name": "Poetry"}]
//! }"#;
//! let imported = resume::import::read(text)?;
//! assert_eq!(imported.format, resume::import::Format::JsonResume);
//! assert_eq!(imported.resume.location.text(), "London, GB");
//! let notes: Vec<String> = imported.notes.iter().map(|note| note.to_string()).collect();
//! assert_eq!(notes, [
//!     "basics.name → name",
//!     "basics.location.city, basics.location.countryCode → location: joined",
//!     "name → id: a suggestion from the name",
//!     "interests → interests",
//! ]);
//! # Ok::<(), resume::import::ImportError>(())
//! ```
//!
//! # JSON Resume
//!
//! `work` without an end becomes the current role if it began last; the others are past ones, with both dates as they are
//! written. Employer and position are joined to the role, degree and area to the title of an education, the parts of a place to
//! the location, and keywords to the title of their skill. What has no field is kept as an unknown field.
//!
//! In a file that [`json_resume`](crate::export::json_resume) wrote, the members that begin with `x-` restore the resume
//! exactly; where another program changed a member since, that member counts.

mod convert;
mod dynamodb;
mod entries;
mod error;
mod fields;
mod format;
mod json;
mod note;
mod other_names;
mod reader;
mod recognise;
pub(crate) mod restore;
mod roles;
mod times;

use serde_json::value::RawValue;

pub use self::error::ImportError;
pub use self::format::Format;
use self::note::Notes;
pub use self::note::{Note, NoteKind};
use self::reader::{Members, Reader};
use self::recognise::Recognised;
use crate::model::Resume;

/// A resume that was read, and what was done for that.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The resume. Its ID may be a suggestion.
    pub resume: Resume,
    /// The format of the text.
    pub format: Format,
    /// What was done, field by field: what maps, then what was converted, kept as unknown fields, and lost. Empty for
    /// [`Format::Resume`], which is read as it is.
    pub notes: Vec<Note>,
}

/// The format of a text.
///
/// # Errors
/// The text is not JSON, or nothing like a resume.
pub fn recognise(text: &str) -> Result<Format, ImportError> {
    recognise::recognise(text).map(|recognised| recognised.format())
}

/// Reads a resume of any format.
///
/// # Errors
/// As [`recognise()`], or a field is of a kind that its format does not allow.
pub fn read(text: &str) -> Result<Imported, ImportError> {
    match recognise::recognise(text)? {
        Recognised::Resume(resume) => Ok(Imported {
            resume: *resume,
            format: Format::Resume,
            notes: Vec::new(),
        }),
        Recognised::DynamoDb(item, members) => {
            let (json, notes) = dynamodb::plain(&item, members)?;
            read_item(&json, notes)
        }
        Recognised::Other(format, members) => convert(format, members, Notes::default()),
    }
}

/// Reads an item as plain JSON.
fn read_item(json: &str, mut notes: Notes) -> Result<Imported, ImportError> {
    let format = Format::DynamoDb;
    match recognise::recognise(json)? {
        Recognised::Resume(resume) => {
            notes.add_fields(&*resume);
            Ok(Imported {
                resume: *resume,
                format,
                notes: notes.finish(),
            })
        }
        Recognised::DynamoDb(..) => Err(ImportError::Field {
            format,
            path: String::new(),
            message: "an item inside an item".to_owned(),
        }),
        Recognised::Other(inner, members) => Ok(Imported {
            format,
            ..convert(inner, members, notes)?
        }),
    }
}

fn convert(
    format: Format,
    members: Vec<(String, &RawValue)>,
    notes: Notes,
) -> Result<Imported, ImportError> {
    let mut reader = Reader {
        format,
        is_export: false,
        notes,
    };
    let resume = reader.resume(Members::new(String::new(), members))?;
    Ok(Imported {
        resume,
        format,
        notes: reader.notes.finish(),
    })
}
