//! Types of the table of the resume's fields, the source of the JSON schema, the by-field templates and the form.

/// An object of the resume: a row for each of its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// What one of them is called, such as `skill`.
    pub noun: &'static str,
    /// Its fields, in the order in which they are written.
    pub members: &'static [Member],
}

/// A field of an object: a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name in JSON.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// The label of its input, or the heading of its section.
    pub label: &'static str,
    /// What it holds.
    pub kind: Kind,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text(Input),
    /// An object.
    Record(&'static Shape),
    /// A list of objects.
    List {
        /// Its entries.
        entry: &'static Shape,
        /// What the form says where there is none.
        when_empty: &'static str,
    },
}

/// The input for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// A quarter of the row.
    Quarter,
    /// A third of the row.
    Third,
    /// The rest of the row.
    Rest,
    /// A separate row, for more than one line of text.
    Lines,
}

impl Shape {
    /// The fields that hold text.
    pub fn texts(&self) -> impl Iterator<Item = &'static Member> + use<> {
        let members = self.members.iter();
        members.filter(|member| matches!(member.kind, Kind::Text(_)))
    }

    /// How many objects are nested in one of this shape at most, itself not counted.
    pub const fn depth(&self) -> usize {
        let (mut deepest, mut index) = (0, 0);
        while index < self.members.len() {
            #[expect(
                clippy::indexing_slicing,
                reason = "the loop's condition; no iterators in a const fn"
            )]
            let inner = match self.members[index].kind {
                Kind::Text(_) => 0,
                Kind::Record(shape) | Kind::List { entry: shape, .. } => 1 + shape.depth(),
            };
            if inner > deepest {
                deepest = inner;
            }
            index += 1;
        }
        deepest
    }
}
