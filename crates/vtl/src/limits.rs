//! The limits of a rendering.

/// How much a rendering may use. Reaching a limit ends it with an error of the kind
/// [`Limit`](crate::ErrorKind::Limit).
#[derive(Clone, Debug)]
pub struct Limits {
    /// How often one `#foreach` may run; `None` for as often as it wants. (API Gateway: 1,000.)
    pub iterations: Option<usize>,
    /// A `#foreach` that runs more often is reported (`many-iterations`), and goes on.
    pub noted_iterations: Option<usize>,
    /// How many steps all of it may take. A step is about one node of the template, one item or key
    /// that a method looks at, 64 bytes of text that are read or made, or one character that a
    /// regular expression looks at.
    pub steps: usize,
    /// How deep the rendering may nest: blocks, macros, expressions.
    pub depth: usize,
    /// How deep values may nest where they are printed, compared or hashed. One that holds itself is endless.
    pub nesting: usize,
    /// How much memory all strings, lists, maps and other values may take up at the same time that the
    /// rendering made, in bytes, as far as it is counted. The output is not among them.
    pub memory: usize,
    /// The size of the rendered text, in bytes.
    pub output: usize,
    /// The size of one string that a template makes, in bytes; and, as a number, of one list.
    pub string: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            iterations: None,
            noted_iterations: None,
            steps: 20_000_000,
            depth: 400,
            nesting: 10_000,
            memory: 256 << 20,
            output: 32 << 20,
            string: 16 << 20,
        }
    }
}
