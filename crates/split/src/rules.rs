//! Rules by which a function is of the rest.

/// Paths of Rust, as `stack::import`. A function whose name mentions one is of the rest: in it, for it, or made for a type of it.
#[derive(Debug, Default)]
pub struct Rules {
    rest: Vec<String>,
    first: Vec<String>,
}

impl Rules {
    /// Reads rules: one a line, of the rest; after `first `, one of the first part, whatever else the name mentions. `#` begins a
    /// comment. A rule is a path, or the beginning of a name, such as `<stack::Open>::close`.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut rules = Self::default();
        for line in text.lines().map(str::trim) {
            match line.strip_prefix("first ") {
                Some(rule) => rules.first.push(rule.to_owned()),
                None if line.is_empty() || line.starts_with('#') => {}
                None => rules.rest.push(line.to_owned()),
            }
        }
        rules
    }

    /// Which part the name of a function asks for; `None` where no rule speaks of it.
    pub(crate) fn in_rest(&self, name: &str) -> Option<bool> {
        if self.first.iter().any(|path| mentions(name, path)) {
            return Some(false);
        }
        self.rest
            .iter()
            .any(|path| mentions(name, path))
            .then_some(true)
    }
}

/// Whether a path stands in a name as a whole: `a::b` does in `drop::<a::b::C>`, but not in `a::bc` nor in `x::a::b`.
pub(crate) fn mentions(name: &str, path: &str) -> bool {
    name.match_indices(path).any(|(at, _)| {
        let before = name[..at].chars().next_back();
        let after = name[at + path.len()..].chars().next();
        !before.is_some_and(is_of_path)
            && !after.is_some_and(|next| next.is_alphanumeric() || next == '_')
    })
}

pub(crate) fn is_of_path(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == ':'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_means_whole_paths() {
        let rules = Rules::read("# why\na::b\n\nfirst a::b::keep\n<a::c>::d\n");
        for (name, in_rest) in [
            ("a::b", Some(true)),
            ("a::b::c", Some(true)),
            ("<a::b::C as core::fmt::Debug>::fmt", Some(true)),
            ("core::ptr::drop_in_place::<(u8, a::b::C)>", Some(true)),
            ("a::b::keep::all", Some(false)),
            ("f::<a::b::C, a::b::keep::D>", Some(false)),
            ("<a::c>::d::{closure#0}", Some(true)),
            ("<a::c>::e", None),
            ("a::bc", None),
            ("x::a::b", None),
            ("xa::b", None),
        ] {
            assert_eq!(rules.in_rest(name), in_rest, "{name}");
        }
    }
}
