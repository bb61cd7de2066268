//! Controls shared by all views.

mod checkbox;
mod file_button;
mod form_section;
mod handler;
mod modal;
mod rail;
mod segments;
mod text_input;

pub(crate) use self::checkbox::Checkbox;
pub(crate) use self::file_button::FileButton;
pub(crate) use self::form_section::FormSection;
pub(crate) use self::modal::Modal;
pub(crate) use self::rail::{Rail, RailLink};
pub(crate) use self::segments::Segments;
pub(crate) use self::text_input::TextInput;
