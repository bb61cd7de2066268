//! The limits of a rendering.

/// How much a rendering may use. Reaching a limit ends it with an error of the kind
/// [`Limit`](crate::ErrorKind::Limit).
#[derive(Clone, Debug)]
pub struct Limits {
    /// How often one `#foreach` may run; `None` for no limit. (API Gateway: 1,000.)
    pub iterations: Option<usize>,
    /// A `#foreach` that runs more often is reported (`many-iterations`), and goes on.
    pub noted_iterations: Option<usize>,
    /// The total number of steps. A step is about one node of the template, one item or key
    /// that a method reads, 64 bytes of text that are read or created, or one character that a
    /// regular expression reads.
    pub steps: usize,
    /// How deep the rendering may nest: blocks, macros, expressions.
    pub depth: usize,
    /// How deep values may nest where they are printed, compared or hashed. One that holds itself is endless.
    pub nesting: usize,
    /// The memory of all strings, lists, maps and other values that the rendering has created and that are
    /// alive at the same time, in bytes, as far as it is counted. The output is not among them.
    pub memory: usize,
    /// The size of the rendered text, in bytes.
    pub output: usize,
    /// The size of one string that a template creates, in bytes; and the number of items of one list.
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
