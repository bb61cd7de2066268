//! The fixed part of a view as one text. `crates/view/src/layout.rs` reads it.

use proc_macro2::Span;

/// Begins an element: its tag follows.
const OPEN: char = '\u{1}';
/// An attribute: its name, and behind `VALUE` its value.
const ATTRIBUTE: char = '\u{2}';
const VALUE: char = '\u{3}';
/// An attribute, a property or a listener whose value is in the list: its index as a character, and its name.
const SLOT: char = '\u{4}';
const TEXT: char = '\u{5}';
/// A child that is in the list: its index.
const CHILD: char = '\u{6}';
/// Ends an element.
const CLOSE: char = '\u{7}';
/// Index 0.
const FIRST: u32 = 0x20;

/// The text as it is written.
#[derive(Default)]
pub(crate) struct Layout(String);

impl Layout {
    pub(crate) fn open(&mut self, tag: &str) {
        self.0.push(OPEN);
        self.0.push_str(tag);
    }

    pub(crate) fn attribute(&mut self, name: &str, value: &str, span: Span) -> syn::Result<()> {
        self.0.push(ATTRIBUTE);
        self.0.push_str(name);
        if !value.is_empty() {
            self.0.push(VALUE);
            self.push_text(value, span)?;
        }
        Ok(())
    }

    pub(crate) fn slot(&mut self, index: usize, name: &str, span: Span) -> syn::Result<()> {
        self.0.push(SLOT);
        self.push_index(index, span)?;
        self.0.push_str(name);
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str, span: Span) -> syn::Result<()> {
        self.0.push(TEXT);
        self.push_text(text, span)
    }

    pub(crate) fn child(&mut self, index: usize, span: Span) -> syn::Result<()> {
        self.0.push(CHILD);
        self.push_index(index, span)
    }

    pub(crate) fn close(&mut self) {
        self.0.push(CLOSE);
    }

    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// # Errors
    ///
    /// The text has a character that begins something.
    fn push_text(&mut self, text: &str, span: Span) -> syn::Result<()> {
        if text.contains(|c| (OPEN..=CLOSE).contains(&c)) {
            return Err(syn::Error::new(
                span,
                "a view's text has a control character",
            ));
        }
        self.0.push_str(text);
        Ok(())
    }

    /// # Errors
    ///
    /// There are too many values.
    fn push_index(&mut self, index: usize, span: Span) -> syn::Result<()> {
        let index = u32::try_from(index)
            .ok()
            .and_then(|index| char::from_u32(FIRST + index));
        let index = index.ok_or_else(|| syn::Error::new(span, "too many values in one view"))?;
        self.0.push(index);
        Ok(())
    }
}
