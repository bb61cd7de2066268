//! A resume as a printed page: HTML for the style sheet `style/sheet.css`.
//!
//! [`html`] writes the fields of the form in a reader's order, with live links. Whatever is empty leaves nothing behind, and unknown
//! fields are not printed. All text is escaped, so that the HTML can be put into a page as it is.
//!
//! ```
//! use sheet::{Design, Paper, html};
//!
//! let resume = resume::Resume::from_json(r#"{"name": "Ada <3", "email": "ada@example.org"}"#)?;
//! assert_eq!(
//!     html(&resume, Design::Classic, Paper::A4),
//!     "<article class=\"sheet classic a4\" dir=\"ltr\"><header><h1><bdi>Ada &lt;3</bdi></h1>\
//!      <ul class=\"contact\"><li><a href=\"mailto:ada@example.org\" dir=\"auto\">ada@example.org</a></li></ul>\
//!      </header></article>"
//! );
//! # Ok::<(), resume::ReadError>(())
//! ```
//!
//! # Scope of this crate
//!
//! The style sheet decides how a design looks; this crate decides which text comes where.

mod layout;
mod link;
mod writer;

use resume::{Field, Resume};

use crate::writer::Writer;

/// A design of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// One column, with serifs.
    Classic,
    /// Contact, skills, languages and certificates beside the rest.
    Sidebar,
    /// Small type, with the headings beside the text.
    Compact,
}

impl Design {
    /// All of them.
    pub const ALL: [Design; 3] = [Design::Classic, Design::Sidebar, Design::Compact];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Design::Classic => "Classic",
            Design::Sidebar => "Sidebar",
            Design::Compact => "Compact",
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Design::Classic => "classic",
            Design::Sidebar => "sidebar",
            Design::Compact => "compact",
        }
    }
}

/// The size of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 by 297 millimetres.
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// All of them.
    pub const ALL: [Paper; 2] = [Paper::A4, Paper::Letter];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Paper::A4 => "A4",
            Paper::Letter => "Letter",
        }
    }

    /// Its class in the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Paper::A4 => "a4",
            Paper::Letter => "letter",
        }
    }
}

/// The resume as an `<article>`; nothing if there is no text to print.
pub fn html(resume: &Resume, design: Design, paper: Paper) -> String {
    let mut writer = Writer::default();
    layout::write(resume, design, &mut writer);
    writer.into_article(design, paper)
}

/// A name for the file that is printed to, such as `Ada Lovelace resume`.
pub fn title(resume: &Resume) -> String {
    let name = text(&resume.name);
    if name.is_empty() {
        "Resume".to_owned()
    } else {
        [name, " resume"].concat()
    }
}

/// What is printed of a field: its text, or the number that an opened file has instead.
fn text(field: &Field) -> &str {
    match field {
        Field::Text(text) => text.trim(),
        Field::Other(json)
            if json
                .get()
                .starts_with(|c: char| c == '-' || c.is_ascii_digit()) =>
        {
            json.get()
        }
        _ => "",
    }
}
