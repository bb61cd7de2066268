//! A resume in a file, of whatever format.

use protocol::{NoResume, OpenedResume};
use resume::import::{self, ImportError};

pub(crate) fn read(text: &str) -> Result<OpenedResume, NoResume> {
    match import::read(text) {
        Ok(imported) => Ok(OpenedResume {
            json: imported.resume.to_json(),
            format: imported.format,
            notes: imported.notes,
        }),
        Err(error) => Err(NoResume {
            verdict: match &error {
                ImportError::Empty => "is empty",
                ImportError::NotJson(_) => "is not JSON",
                ImportError::Field { .. } => "can't be opened",
                _ => "is JSON, but not a resume",
            }
            .to_owned(),
            detail: error.to_string(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resume_arrives_with_its_notes_and_its_digits() {
        let opened = read(r#"{"basics": {"name": "Ada"}, "score": 1.10}"#).unwrap();
        assert_eq!(opened.format, import::Format::JsonResume);
        assert!(opened.json.contains(r#""score":1.10"#), "{}", opened.json);
        assert!(!opened.notes.is_empty());
    }

    #[test]
    fn what_is_none_is_said() {
        for (text, verdict) in [
            ("", "is empty"),
            ("Dear Sir", "is not JSON"),
            (r#"{"basics": {}, "work": [{}, [1]]}"#, "can't be opened"),
            ("[1]", "is JSON, but not a resume"),
        ] {
            assert_eq!(read(text).unwrap_err().verdict, verdict, "{text}");
        }
    }
}
